"""What is known of a set issue before it is painted."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, INFO, WARNING, Diagnostic, Text, ordered
from presslayout.base.memory import Memory
from presslayout.base.units import to_pt
from presslayout.base.values import Same, replace
from presslayout.delivery.targets import Asker
from presslayout.edition.limits import Limits
from presslayout.edition.locate import block_at
from presslayout.issue import layout_rules
from presslayout.newsroom import signoffs
from presslayout.newsroom.additions import target_of
from presslayout.preflight.doubtful_pictures import doubtful_pictures
from presslayout.preflight.edition import preflight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.base.cache import Cache
    from presslayout.base.diagnostics import Span
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.page import Block, Page, Placed
    from presslayout.edition.press import Press
    from presslayout.edition.record import Composition
    from presslayout.issue.ad import Ad
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.options import Options
    from presslayout.newsroom.proofread.form import FormVerdict


def known(
    loaded: Loaded,
    composition: Composition,
    options: Options,
    memory: Memory | None = None,
) -> tuple[Diagnostic, ...]:
    """Everything that is known before painting, each with the place in the spec that it is about."""
    target = target_of(options.target)
    found = [*composition.diagnostics]
    if Asker.PRESS in target.asked:
        found += _pressed(loaded, composition, options.cache, memory)
    else:
        found += doubtful_pictures(composition)
        found += _placed_pages(composition, loaded, (target.standard, None), memory)
    if Asker.HOUSE not in target.asked:
        found = [_remarked(d) for d in found]
    if Asker.READER in target.asked:
        found += _open_facts(loaded, options)
    if Asker.SIGNER in target.asked:
        found += [*signoffs.unsigned(loaded, composition), *formal(loaded, composition)[1]]
    return ordered(traced(loaded, composition, d) for d in found)


def _pressed(
    loaded: Loaded, composition: Composition, cache: Cache, memory: Memory | None
) -> tuple[Diagnostic, ...]:
    """What the press would say of the pages, and of those of other PDFs that stand on them."""
    from presslayout.issue.read_press import press_profile_of

    press = composition.edition.press
    plant = press_profile_of(loaded, press.name).limits
    found = preflight(composition, limits_of(loaded, press), plant, memory, cache)
    return (*found, *_placed_pages(composition, loaded, (press.standard, plant), memory))


def _remarked(d: Diagnostic) -> Diagnostic:
    """A rule of the house that holds back no more than what is printed."""
    held = d.severity is ERROR and d.code in layout_rules.CODES.values()
    return replace(d, severity=WARNING) if held else d


def _placed_pages(
    composition: Composition,
    loaded: Loaded,
    wanted: tuple[str, Tolerances | None],
    memory: Memory | None,
) -> Iterator[Diagnostic]:
    """What is wrong with placed pages of other PDFs, each told where it stands.

    They are judged by the file's standard, and as the press has it where a plant is given.
    """
    standard, plant = wanted
    memory = memory if memory is not None else Memory()
    asked = None if plant is None else (composition.edition.press, plant)
    names = {asset.key: asset.file for asset in composition.edition.assets}
    judged: dict[tuple[str, int], tuple[Diagnostic, ...]] = {}
    for page in composition.edition.pages:
        for block, item in memory.of(("placed", Same(page)), partial(_placed, page)):
            key = item.document, item.box.width
            if key not in judged:
                from presslayout.preflight import placed

                data = doors.read(composition.sources[item.document].path)
                judged[key] = placed(data, standard, to_pt(item.box.width), asked)
            label = _label(loaded, block, names[item.document])
            for d in judged[key]:
                message = Text(f"{label.zh}：{d.message.zh}", f"{label.en}: {d.message.en}")
                yield replace(
                    d,
                    message=message,
                    page=page.number,
                    story=block.story,
                    part=block.part,
                    boxes=(item.box,),
                )


def _placed(page: Page) -> tuple[tuple[Block, Placed], ...]:
    """The pages of other PDFs on a page, each with its block."""
    from presslayout.edition.page import Placed

    return tuple((b, item) for b in page.blocks for item in b.items if isinstance(item, Placed))


def _label(loaded: Loaded, block: Block, file: str) -> Text:
    """What a placed page is, for people: an ad, or furniture, says in which slot it stands."""
    if block.story:
        return Text(file, file)
    number, _, slot = block.id.partition("/")
    ads = [ad for page in loaded.issue.pages if str(page.number) == number for ad in page.ads]
    zh, en = ("广告", "ad in ") if any(slot in ad.slots for ad in ads) else ("", "")
    return Text(f"第{number}版{zh}「{slot}」{file}", f"page {number}, {en}{slot}, {file}")


def limits_of(loaded: Loaded, press: Press) -> dict[int, Limits]:
    """What photos of each page must and should have: the press's, or more where a template asks it."""
    return {
        page.number: Limits(
            max(template.ppi_error or 0, press.ppi_error),
            max(template.ppi_warning or 0, press.ppi_warning),
        )
        for page in loaded.issue.pages
        if (template := loaded.templates.get(page.template)) is not None
    }


def _open_facts(loaded: Loaded, options: Options) -> list[Diagnostic]:
    """待定 and missing captions of the pages that are built, as the press weighs them."""
    from presslayout.issue.pending import pending

    return [
        replace(d, severity=ERROR)
        for d in pending(loaded.issue)
        if options.pages is None or d.page is None or d.page in options.pages
    ]


def formal(
    loaded: Loaded, composition: Composition
) -> tuple[FormVerdict | None, tuple[Diagnostic, ...]]:
    """Legal form, and how the issue goes on from the one before."""
    verdict: FormVerdict | None = None
    mute: tuple[tuple[int, Ad], ...] = ()
    if any(ad.own_label for page in loaded.issue.pages for ad in page.ads):
        from presslayout.newsroom.proofread.ads import silent, unlabelled

        mute = silent(loaded.issue, loaded.workspace)
    if any(page.number == 1 for page in composition.edition.pages):
        from presslayout.issue.read_form import read_form
        from presslayout.newsroom.proofread.form import form

        rules = read_form(loaded.workspace)
        verdict = form(loaded.issue, composition.edition.pages, rules, mute)
    found = list(verdict.found if verdict else ())
    beside = (loaded.workspace.root / "issue").glob("**/*.yaml")
    if len(list(islice(beside, 2))) > 1:
        from presslayout.newsroom.proofread.continuity import continuity

        found += continuity(loaded.issue, loaded.workspace)
    if mute:
        found += unlabelled(mute)
    return verdict, tuple(found)


def private(
    loaded: Loaded, options: Options, kept: Mapping[str, bytes] | None = None
) -> tuple[Diagnostic, ...]:
    """Which originals that an archive keeps tell more than their picture; one line for all.

    `kept` are the originals by their file, where somebody has them in hand.
    """
    from presslayout.assets.privacy import NAMES, carried
    from presslayout.newsroom.archived import located

    photos = {
        photo.file: photo
        for page in loaded.issue.pages
        if options.pages is None or page.number in options.pages
        for story in page.stories
        for photo in story.pictures
    }
    held = kept or {}
    told = {file: carried(held.get(file) or located(file, loaded.workspace)) for file in photos}
    telling = [(file, [NAMES[one] for one in found]) for file, found in told.items() if found]
    if not telling:
        return ()
    zh = "、".join(f"{file}（{'、'.join(one.zh for one in said)}）" for file, said in telling)
    en = ", ".join(f"{file} ({', '.join(one.en for one in said)})" for file, said in telling)
    return (
        Diagnostic(
            "original-metadata",
            INFO,
            Text(
                f"存档包照原样保留原图，其中 {len(telling)} 张带着拍摄地点或个人信息：{zh}",
                "the archive keeps originals as they are, and some tell a place or of people: "
                f"{en}",
            ),
            photos[telling[0][0]].span,
            Text(
                "PDF 里没有这些信息；存档也不要留的，用修图软件去掉元数据，再换上这张图",
                "no PDF bears any of it; where the archive shall not either, strip the metadata "
                "and put the file back",
            ),
            count=len(telling),
        ),
    )


def traced(loaded: Loaded, composition: Composition, d: Diagnostic) -> Diagnostic:
    """A finding with the place in the spec or the copy that it is about, as far as that is known.

    Where only a box on a page is known, what stands there says story and part.
    """
    if d.span is not None:
        return d
    page = next((p for p in composition.edition.pages if p.number == d.page), None)
    block = block_at(page, d.boxes[0]) if page and d.boxes else None
    if block is not None and d.story in ("", block.story) and not d.part:
        d = replace(d, story=block.story, part=block.part)
    span = _story_span(loaded, d) or (_furniture_span(loaded, block.id) if block else None)
    return d if span is None else replace(d, span=span)


def _story_span(loaded: Loaded, d: Diagnostic) -> Span | None:
    """Where a story's part was written; a photo's own entry, where one is meant."""
    for page in loaded.issue.pages:
        for story in page.stories:
            if d.story and story.id == d.story:
                photos = (one for photo in story.photos for one in photo.group)
                own = (one.span for one in photos if f"photo-{one.stem}" == d.part)
                return next(own, story.span_of(d.part))
    return None


def _furniture_span(loaded: Loaded, block: str) -> Span | None:
    """Where the ad in a slot was named, or the drawing of the house, or the page whose furniture it is."""
    number, _, slot = block.partition("/")
    for page in loaded.issue.pages:
        if str(page.number) == number:
            ads = [ad.span for ad in page.ads if slot in ad.slots]
            drawn = [s for s in loaded.templates[page.template].slots if s.file]
            own = [s.span for s in drawn if slot.removesuffix("-name") == s.name]
            return next(iter((*ads, *own)), page.span)
    return None
