"""The whole way: an issue is read, laid out, judged and delivered.  Both wings meet here alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout import codec, messages
from presslayout.cache import Cache
from presslayout.diagnostics import (
    ERROR,
    WARNING,
    AssetError,
    DeliveryError,
    Diagnostic,
    PresslayoutError,
    SpecError,
    Text,
    ordered,
)
from presslayout.order import Order
from presslayout.page import Edition
from presslayout.preflight import Limits, preflight
from presslayout.report import Report
from presslayout.rounds import PROOF
from presslayout.shelf import shelf
from presslayout.stopwatch import Stopwatch
from presslayout.targets import TARGETS, Delivery, judged, refuse, withdraw
from presslayout.targets import deliver as _deliver
from presslayout.version import ENGINE, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presslayout.diagnostics import Span
    from presslayout.galley import Types
    from presslayout.memory import Memory
    from presslayout.overlay.values import Proofing
    from presslayout.page import Press
    from presslayout.plant import Commission
    from presslayout.proofread.facts import Fact
    from presslayout.proofread.form import Verdict
    from presslayout.record import Composition
    from presslayout.shelf import Shelf
    from presslayout.signing import Standing
    from presslayout.spec.workspace import Loaded
    from presslayout.targets import Target
    from presslayout.verify.worker import Verifier

PRESS = "newsprint"
# So many changed blocks of a page are named.
CHANGED = 6
GALLEY = "galley"
# What is read and thrown away: rounds, papers and galleys are theirs.
PROOFS = frozenset({"proof", GALLEY})


@dataclass(frozen=True, slots=True)
class Options:
    """How a build is asked for; `pages` None builds all.

    `round` and `paper` are a proof's; `galley` names the story of a galley, or `ALL` of them.
    """

    target: str = "press"
    press: str = PRESS
    standard: str | None = None
    pages: frozenset[int] | None = None
    strict: bool = False
    verify: bool = True
    cache: Cache = field(default_factory=Cache.open)
    round: str = PROOF
    paper: str = ""
    galley: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and the facts that the copy claims."""

    report: Report
    facts: tuple[Fact, ...]
    form: Verdict | None = None


def load(path: str | Path, memory: Memory | None = None) -> Loaded:
    """The issue in a spec file, or in a folder that holds one; SpecError says all that is wrong."""
    from presslayout.spec.load import load as read

    return read(Path(path), memory)


def arranged(
    loaded: Loaded, press: Press, cache: Cache | None = None, memory: Memory | None = None
) -> Loaded:
    """The issue with a slot for every story; AssetError when a face or picture cannot be opened."""
    if all(story.slot is not None for page in loaded.issue.pages for story in page.stories):
        return loaded
    from presslayout.flow.arrange.choose import arranged as lay_out

    return lay_out(loaded, press, cache, memory)


def compose(
    loaded: Loaded,
    press: str = PRESS,
    *,
    standard: str | None = None,
    pages: frozenset[int] | None = None,
    cache: Cache | None = None,
    memory: Memory | None = None,
) -> Composition:
    """The pages of an issue for a press; AssetError when a face or picture cannot be opened."""
    from presslayout.flow.compose import compose as lay_out

    condition = pressed(loaded, press, standard)
    return lay_out(loaded, condition, pages=pages, cache=cache, memory=memory)


def composed(path: str | Path, options: Options) -> tuple[Loaded, Composition]:
    """An issue read, every story in a slot, and set; SpecError or AssetError say why it cannot be."""
    loaded = load(path)
    check_pages(loaded, options.pages)
    loaded = arranged(loaded, pressed(loaded, options.press, options.standard), options.cache)
    return loaded, compose(
        loaded,
        options.press,
        standard=options.standard,
        pages=options.pages,
        cache=options.cache,
    )


def deliver(
    loaded: Loaded, composition: Composition, folder: str | Path, options: Options | None = None
) -> Delivery:
    """Write what the target asks for; DeliveryError says why when it is refused."""
    wanted = options or Options()
    target = TARGETS[wanted.target]
    watch = Stopwatch()
    verifier = _verifier(wanted, target)
    try:
        with shelf(Path(folder)) as place:
            made = _deliver(order(loaded, composition, wanted, watch, verifier), target, place)
    finally:
        if verifier is not None:
            verifier.close()
    if made.product is None:
        raise DeliveryError(made.report.diagnostics)
    return made


def variants(path: Path) -> tuple[Path, ...]:
    """The variants (县区版) of an issue: the files beside it that name it as their base."""
    from presslayout.spec.load import issue_file, workspace
    from presslayout.spec.variants import variants_of

    file = issue_file(path.absolute())
    return variants_of(file, workspace(file).root)


def build(
    path: Path,
    folder: Path | None,
    options: Options,
    memory: Memory | None = None,
    told: Callable[[str], None] | None = None,
) -> Delivery:
    """From a spec's path to what stands on disk.

    What is set goes into `memory`, where one is given: variants share their pages by it.  `told`
    hears of each stage as it begins.
    SpecError and DeliveryError when there is not even a report.
    """
    watch = Stopwatch(told=told)
    target = TARGETS[options.target]
    verifier = _verifier(options, target)
    try:
        return _build(path, folder, options, (target, watch, verifier), memory)
    finally:
        if verifier is not None:
            verifier.close()


def check(path: Path, options: Options) -> Checked:
    """All that can be said without writing anything, weighed as a proof weighs it."""
    loaded, composition = composed(path, options)
    from presslayout.proofread.reading import proofread

    proof = proofread(loaded, options.pages)
    verdict, formal = _formal(loaded, composition)
    found = ordered((*known(loaded, composition, options), *proof.found, *formal))
    found = judged(found, TARGETS["proof"], strict=options.strict)
    report = Report(loaded.issue.file, versions(), found, composition.pages)
    return Checked(report, proof.facts, verdict)


def output_folder(path: Path) -> Path:
    """out/NAME in the workspace, NAME being the issue's folder or file stem (SPEC §5)."""
    from presslayout.spec.files import workspace_root

    where = path.absolute()
    name = where.name if where.is_dir() else where.stem
    if not where.is_dir() and where.stem == "issue":
        name = where.parent.name
    root = workspace_root(where if where.is_dir() else where.parent)
    return (root or Path.cwd()) / "out" / name


def pressed(loaded: Loaded, name: str, standard: str | None = None) -> Press:
    """The press profile of a name, making files of `standard` if one is given."""
    from presslayout.spec.read_press import load_press

    press = load_press(loaded.workspace, name)
    return replace(press, standard=standard) if standard else press


def versions() -> dict[str, str]:
    """Of all that shapes the bytes: where these agree, outputs agree."""
    import platform
    import zlib

    import PIL
    import reportlab
    import uharfbuzz

    from presslayout.typeset.words import LIBRARY, version

    return {
        "presslayout": VERSION,
        "python": platform.python_version(),
        "reportlab": str(reportlab.__version__),
        "uharfbuzz": str(uharfbuzz.__version__),
        "harfbuzz": str(uharfbuzz.version_string()),
        "pillow": PIL.__version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        LIBRARY: version(),
    }


def _build(
    path: Path,
    folder: Path | None,
    options: Options,
    tools: tuple[Target, Stopwatch, Verifier | None],
    memory: Memory | None,
) -> Delivery:
    target, watch, verifier = tools
    where = folder or output_folder(path)
    try:
        with watch.timed("load"):
            loaded = load(path)
            check_pages(loaded, options.pages)
            press = pressed(loaded, options.press, options.standard)
            # A profile that asks the plant's part wrongly must not leave yesterday's page either.
            commission(loaded, press.name)
        with watch.timed("arrange"):
            loaded = arranged(loaded, press, options.cache)
    except SpecError as fault:
        _unreadable(where, target, fault)
        raise
    with shelf(where) as place:
        try:
            return _run(loaded, press, options, (target, watch, verifier, place), memory)
        except PresslayoutError:
            raise
        except Exception:
            # A fault of ours must not leave yesterday's page where today's is expected.
            withdraw(target, place)
            raise


def _run(
    loaded: Loaded,
    press: Press,
    options: Options,
    tools: tuple[Target, Stopwatch, Verifier | None, Shelf],
    memory: Memory | None,
) -> Delivery:
    from presslayout.flow.compose import compose as lay_out

    target, watch, verifier, place = tools
    try:
        composition = lay_out(
            loaded, press, pages=options.pages, cache=options.cache, memory=memory, watch=watch
        )
    except AssetError as fault:
        date = loaded.issue.paper.date
        paper, day = loaded.issue.paper.name, date.isoformat() if date else ""
        found = judged((*loaded.diagnostics, *fault.diagnostics), target, strict=options.strict)
        told = Report(loaded.issue.file, versions(), found, (), timings_ms=watch.timings_ms)
        empty = Edition(paper, day, ENGINE, (), (), (), press)
        return refuse(told, codec.dumps(empty), target, place)
    return _deliver(order(loaded, composition, options, watch, verifier), target, place)


def order(
    loaded: Loaded,
    composition: Composition,
    options: Options,
    watch: Stopwatch,
    verifier: Verifier | None = None,
) -> Order:
    """What a target is made of."""
    from presslayout.material import located, material
    from presslayout.plain import SOURCE_PROFILE, letters
    from presslayout.spec.read_press import press_profile_path

    with watch.timed("preflight"):
        found = known(loaded, composition, options)
    press = composition.edition.press
    return Order(
        composition=composition,
        found=found,
        issue=loaded.issue.file,
        versions=versions(),
        standard=press.standard,
        press_profile=press_profile_path(loaded.workspace, press.name).read_bytes(),
        source_profile=located(SOURCE_PROFILE, loaded.workspace).read_bytes(),
        letters=letters(loaded.workspace),
        material=material(loaded, options.pages, {one.id for one in composition.edition.articles}),
        cache=options.cache,
        stopwatch=watch,
        verifier=verifier,
        strict=options.strict,
        proofing=proofing(loaded, composition, options, found, watch),
        commission=commission(loaded, press.name),
        signed=_signed_hashes(loaded) if TARGETS[options.target].signed else frozenset(),
    )


def commission(loaded: Loaded, press: str) -> Commission | None:
    """What the plant that prints with this press profile wants of the issue; None for nothing."""
    from presslayout.spec.read_press import asks_plant

    if not asks_plant(loaded.workspace, press):
        return None
    from presslayout import plant, signing
    from presslayout.spec.read_plant import load_plant

    wanted = load_plant(loaded.workspace, press)
    told = loaded.issue.paper
    sections = {page.number: page.section for page in loaded.issue.pages}
    signed = {
        s.page: " ".join(word for word in (s.round, s.by, s.at) if word)
        for s in signing.read(signatures(loaded))
        if s.whole
    }
    spreads = frozenset(
        page.number for page in loaded.issue.pages if loaded.templates[page.template].fold
    )
    return plant.Commission(
        wanted,
        plant.Paper(told.name, told.cn, told.date, told.serial, sections, spreads),
        int(told.pages_today) if told.pages_today.isdecimal() else 0,
        signed,
    )


def proofing(
    loaded: Loaded,
    composition: Composition,
    options: Options,
    found: Iterable[Diagnostic],
    watch: Stopwatch,
) -> Proofing | None:
    """What a proof says; None for a target that is no proof."""
    if options.target not in PROOFS:
        return None
    from presslayout.findings import findings
    from presslayout.galley import galleys
    from presslayout.overlay.values import Leftover, Occasion, Proofing, Told
    from presslayout.proofread.reading import proofread

    edition = composition.edition
    press = edition.press
    occasion = Occasion(edition.paper, edition.date, options.round)
    if options.target == GALLEY:
        types = galley_types(loaded)
        drawn = galleys(edition.articles, types, occasion, options.galley)
        faces = tuple((face.key, face.source) for face in types.faces)
        return Proofing(occasion, (), options.paper, options.galley, drawn, faces)
    # Whoever waits for a proof does not wait for the dictionary: check reads with it.
    with watch.timed("proofread"):
        read = proofread(loaded, options.pages, dictionary=False).found
    placed = findings(
        loaded, composition, judged((*found, *read), TARGETS["proof"], strict=options.strict)
    )
    titles = {a.id: dict(a.texts).get("headline", "") for a in edition.articles}
    limits = _limits(loaded, press)
    limits = _limits(loaded, press)
    sections = {page.number: page.section for page in loaded.issue.pages}
    told = tuple(
        Told(
            record,
            sections.get(record.number, ""),
            (limits[record.number].error, limits[record.number].warning),
            tuple((story.id, titles.get(story.id, "")) for story in record.stories),
            tuple(
                Leftover(titles.get(story.id) or story.id, story.overset.text)
                for story in record.stories
                # A story that jumps leaves its rest where it ends.
                if story.overset.text and story.jump_to is None
            ),
            placed.get(record.number, ()),
        )
        for record in composition.pages
    )
    return Proofing(occasion, told, options.paper)


def known(
    loaded: Loaded,
    composition: Composition,
    options: Options,
    memory: Memory | None = None,
) -> tuple[Diagnostic, ...]:
    """Everything that is known before painting, each with the place in the spec that it is about."""
    from presslayout.spec.read_press import load_tolerances

    limits = _limits(loaded, composition.edition.press)
    plant = load_tolerances(loaded.workspace, composition.edition.press.name)
    found = [*composition.diagnostics, *preflight(composition, limits, plant, memory)]
    found += _placed_pages(composition)
    found += _open_facts(loaded, options)
    if TARGETS[options.target].signed:
        found += [*_signed(loaded, composition), *_formal(loaded, composition)[1]]
    return ordered(_placed(d, loaded) for d in found)


def _placed_pages(composition: Composition) -> Iterator[Diagnostic]:
    """What keeps the placed pages of other PDFs from being printed, each told where it stands."""
    from presslayout.page import Placed

    press = composition.edition.press
    names = {asset.key: asset.file for asset in composition.edition.assets}
    judged: dict[str, tuple[Diagnostic, ...]] = {}
    for page in composition.edition.pages:
        for block in page.blocks:
            for item in block.items:
                if not isinstance(item, Placed):
                    continue
                if item.document not in judged:
                    from presslayout.verify import placed

                    data = composition.sources[item.document].path.read_bytes()
                    judged[item.document] = placed(data, press)
                file = names[item.document]
                for d in judged[item.document]:
                    message = Text(f"{file}：{d.message.zh}", f"{file}: {d.message.en}")
                    yield replace(
                        d, message=message, page=page.number, story=block.story, part=block.part
                    )


def _limits(loaded: Loaded, press: Press) -> dict[int, Limits]:
    """What photos of each page must and should have: the template's, else the press's."""
    return {
        page.number: Limits(
            template.ppi_error or press.ppi_error, template.ppi_warning or press.ppi_warning
        )
        for page in loaded.issue.pages
        if (template := loaded.templates.get(page.template)) is not None
    }


def _open_facts(loaded: Loaded, options: Options) -> list[Diagnostic]:
    """待定 and missing captions of the pages that are built, as the press weighs them."""
    from presslayout.spec.pending import pending

    return [
        replace(d, severity=ERROR)
        for d in pending(loaded.issue)
        if options.pages is None or d.page is None or d.page in options.pages
    ]


def galley_types(loaded: Loaded) -> Types:
    """The faces of galleys."""
    from presslayout.assets.fonts import chain
    from presslayout.assets.outlines import lettering
    from presslayout.galley import Types
    from presslayout.plain import LETTERS, letters
    from presslayout.spec.read_fonts import read_families
    from presslayout.spec.reading import Reading

    families = read_families(Reading(loaded.workspace))
    names = (*(name for name in reversed(LETTERS) if name in families), *families)
    return Types(chain(families, names), lettering(letters(loaded.workspace)))


def _formal(
    loaded: Loaded, composition: Composition
) -> tuple[Verdict | None, tuple[Diagnostic, ...]]:
    """Legal form, and how the issue goes on from the one before."""
    verdict = None
    if any(page.number == 1 for page in composition.edition.pages):
        from presslayout.proofread.form import form
        from presslayout.spec.read_form import read_form

        verdict = form(loaded.issue, composition.edition.pages, read_form(loaded.workspace))
    found = list(verdict.found if verdict else ())
    beside = (loaded.workspace.root / "issue").glob("**/*.yaml")
    if len(list(islice(beside, 2))) > 1:
        from presslayout.proofread.continuity import continuity

        found += continuity(loaded.issue, loaded.workspace)
    if any(ad.own_label for page in loaded.issue.pages for ad in page.ads):
        from presslayout.proofread.ads import unlabelled

        found += unlabelled(loaded.issue, loaded.workspace)
    return verdict, tuple(found)


def signatures(loaded: Loaded) -> Path:
    """Where an issue's sign-offs stand."""
    from presslayout.signing import FILE

    return (loaded.workspace.root / loaded.issue.file).parent / FILE


def _signed_hashes(loaded: Loaded) -> frozenset[str]:
    """The hashes of all pages that somebody signed."""
    from presslayout import signing

    return frozenset(s.hash for s in signing.read(signatures(loaded)) if s.whole)


def _signed(loaded: Loaded, composition: Composition) -> Iterator[Diagnostic]:
    """Pages that are not as they were signed: errors where the paper asks for a round (SPEC §5)."""
    from presslayout import signing

    paper = loaded.issue.paper
    wanted = paper.require_signed
    known = signing.read(signatures(loaded))
    if not wanted and not known:
        return
    span = dict(paper.spans).get("require_signed", paper.span)
    for page in composition.edition.pages:
        stand = signing.standing(page, known, wanted)
        if stand.signed is not None or (not wanted and stand.last is None):
            continue
        yield _not_signed(stand, wanted, span)


def _not_signed(stand: Standing, wanted: str, span: Span) -> Diagnostic:
    severity = ERROR if wanted else WARNING
    if stand.last is None:
        message = Text(
            f"第{stand.page}版没有{wanted}签样", f"page {stand.page} is not signed for {wanted}"
        )
        hint = Text(
            f"presslayout sign 稿件单 --page {stand.page} --round {wanted} --by 姓名",
            f"presslayout sign ISSUE --page {stand.page} --round {wanted} --by NAME",
        )
        return Diagnostic("unsigned", severity, message, span, hint, stand.page)
    named = list(stand.changed[:CHANGED])
    more = len(stand.changed) - len(named)
    what = "、".join(named) + (f" 等 {len(stand.changed)} 处" if more else "")
    what_en = ", ".join(named) + (f" and {more} more" if more else "")
    if not stand.last.whole:
        what, what_en = "签样记录被改过", "the sign-off itself was edited"
    return Diagnostic(
        "changed-since-signed",
        severity,
        Text(
            f"第{stand.page}版{stand.last.round}签样（{stand.last.by}）之后改过：{what}",
            f"page {stand.page} changed since {stand.last.by} signed it ({stand.last.round}): "
            f"{what_en}",
        ),
        span,
        Text("看过改动，再签一次", "look at the changes and have it signed again"),
        stand.page,
    )


def _placed(d: Diagnostic, loaded: Loaded) -> Diagnostic:
    """With the place in the spec or the copy, where only a story was known."""
    if d.span is not None or not d.story:
        return d
    for page in loaded.issue.pages:
        for story in page.stories:
            if story.id == d.story:
                return replace(d, span=story.span_of(d.part))
    return d


def check_pages(loaded: Loaded, pages: frozenset[int] | None) -> None:
    """SpecError when a page is asked for that the issue does not have."""
    known = {page.number for page in loaded.issue.pages}
    unknown = sorted((pages or frozenset()) - known)
    if unknown:
        listed, all_ = "、".join(map(str, unknown)), "、".join(map(str, sorted(known)))
        raise SpecError(
            [
                Diagnostic(
                    "no-such-page",
                    ERROR,
                    Text(f"这一期没有第 {listed} 版", f"the issue has no page {listed}"),
                    hint=Text(f"有第 {all_} 版", f"it has {all_}"),
                )
            ]
        )


def _unreadable(where: Path, target: Target, fault: SpecError) -> None:
    """What must stand on disk when the spec cannot be read: no page of yesterday's."""
    code = messages.exit_code(fault.diagnostics)
    if code == messages.USAGE or not target.withdraws or not where.is_dir():
        return
    with shelf(where) as place:
        withdraw(target, place)


def _verifier(options: Options, target: Target) -> Verifier | None:
    if not options.verify or not target.claimed:
        return None
    from presslayout.verify.worker import Verifier

    return Verifier.start()
