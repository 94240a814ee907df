"""Layouts of a page to choose from, on a contact sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.assets import pdfium
from presslayout.base.diagnostics import ERROR, Diagnostic, Span, SpecError, Text
from presslayout.base.memory import Memory
from presslayout.base.values import frozen, replace
from presslayout.edition.page import Edition, Page
from presslayout.newsroom import build, plain
from presslayout.newsroom.outputs import output_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from presslayout.edition.press import Press
    from presslayout.edition.record import Composition, PageRecord
    from presslayout.flow.arrange.choice import Choice
    from presslayout.issue.issue import PageSpec
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.options import Options

# Dots per inch of the contact sheet's picture.
SHARP = 120
# What a page counts on the way to its sheet, and how much of that its search is.
PAGE, SEARCH = 100, 80
# What says where waiting stories went.
ALLOTTING = frozenset(("allotted", "held-over"))
# So many layouts are shown of a page alone, and of each of several pages.
SEVERAL, EACH = 6, 2


@frozen
class Offered:
    """The layouts of a page, the best first, each with the page as it would be set."""

    page: int
    choices: tuple[Choice, ...]
    pages: tuple[PageRecord, ...]


@frozen
class Suggested:
    """What is offered for each page that was asked about.

    `diagnostics` say which waiting story went where, `held_over` which stories went nowhere.
    """

    issue: str
    offered: tuple[Offered, ...]
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    held_over: tuple[str, ...] = ()


@frozen
class Asked:
    """An issue, its waiting stories on their pages, and the pages for which layouts are sought.

    `memory` keeps what was chosen for a page while other pages are set.
    """

    loaded: Loaded
    press: Press
    pages: tuple[PageSpec, ...]
    memory: Memory
    held_over: tuple[str, ...] = ()


def suggest(
    path: Path,
    number: int | None,
    count: int | None,
    folder: Path | None,
    options: Options,
    progress: Callable[[int, int], None] | None = None,
) -> Suggested:
    """Write DIR/suggest.pdf and .png; SpecError when there is nothing to choose.

    Without a number all pages are laid out anew, and waiting stories shared out anew among them.
    Without a count a page alone is shown in `SEVERAL` layouts, each of more in `EACH`.
    """
    from presslayout.flow.arrange.allot import too_little, too_much

    wanted = asked(path, number, options)
    offered: list[Offered] = []
    shown: list[ShownPage] = []
    whole = len(wanted.pages)
    count = count or (SEVERAL if whole == 1 else EACH)
    for done, page in enumerate(wanted.pages):

        def told(at: int, total: int, done: int = done) -> None:
            if progress is not None:
                progress(done * PAGE + at * SEARCH // total, whole * PAGE)

        found = choices(wanted, page, count, options, told)
        made = []
        for choice in found:
            made.append(_composed(wanted, page, choice, options))
            told(SEARCH + len(made) * (PAGE - 1 - SEARCH) // len(found), SEARCH)
        offered.append(Offered(page.number, tuple(found), tuple(one.pages[0] for one in made)))
        named = f"第{page.number}版" if number is None else ""
        shown += [
            (one, named, at, choice)
            for at, (one, choice) in enumerate(zip(made, found, strict=True), 1)
        ]
    where = folder or output_folder(path)
    what = f"第{number}版" if number is not None else "各版"
    files = _written(where, wanted.loaded, shown, what, options)
    loaded = wanted.loaded
    over = [(one.page, *one.choices[0].over) for one in offered]
    said = tuple(d for d in loaded.diagnostics if d.code in ALLOTTING)
    for page, one in zip(wanted.pages, offered, strict=True):
        said = (*said, *too_little(page, one.choices[0].short))
    said = (*said, *too_much(loaded.issue, over))
    return Suggested(loaded.issue.file, tuple(offered), files, said, wanted.held_over)


def asked(path: Path, number: int | None, options: Options, *, pinning: bool = True) -> Asked:
    """The issue and one of its pages, or all with something to arrange.

    `pinning`: what an earlier pick wrote is what is asked about; without a number that is the
    sharing out of waiting stories, too.  SpecError when there is no such page, or nothing to arrange.
    """
    from presslayout.flow.arrange.allot import allotted
    from presslayout.flow.arrange.choose import free

    loaded = build.with_press(build.load(path), options.press)
    press = build.pressed(loaded, options.press, options.standard)
    if number is None:
        loaded = replace(loaded, issue=loaded.issue.anew)
    queue = loaded.issue.unallotted
    memory = Memory()
    loaded = allotted(loaded, press, options.cache, memory)
    placed = {one.story.id for one in loaded.issue.waiting}
    over = tuple(one.story.id for one in queue if one.story.id not in placed)
    pages = [p for p in loaded.issue.pages if number in (None, p.number)]
    if not pages:
        listed = "、".join(str(p.number) for p in loaded.issue.pages)
        raise fault(
            "no-such-page",
            Text(f"这一期没有第 {number} 版", f"the issue has no page {number}"),
            None,
            Text(f"有第 {listed} 版", f"it has {listed}"),
        )
    if pinning:
        pages = [page.unpinned for page in pages if free(page.unpinned)]
        if not pages:
            raise _nothing(loaded, number)
    return Asked(loaded, press, tuple(pages), memory, over)


def _nothing(loaded: Loaded, number: int | None) -> SpecError:
    what, what_en = (f"第{number}版", f"of page {number}") if number else ("各版", "of all pages")
    page = next((p for p in loaded.issue.pages if p.number == number), loaded.issue.pages[0])
    return fault(
        "nothing-to-arrange",
        Text(
            f"{what}的稿件都写了位置或锁定了，没有可排的",
            f"every story {what_en} has its slot or a lock: there is nothing to arrange",
        ),
        page.span,
        Text(
            "删去要重排的稿件的「位置」「锁定」",
            "delete the slots and locks of the stories to be laid out anew",
        ),
    )


def choices(
    wanted: Asked,
    page: PageSpec,
    count: int,
    options: Options,
    progress: Callable[[int, int], None] | None = None,
) -> list[Choice]:
    """Up to so many layouts of a page, the best first."""
    from presslayout.flow.arrange.choose import offered
    from presslayout.flow.desks import desks

    tables = desks(wanted.loaded, wanted.press, options.cache, wanted.memory)
    desk = tables[page.number]
    return offered(wanted.loaded, page, desk, count, options.cache, progress)


def _composed(wanted: Asked, page: PageSpec, choice: Choice, options: Options) -> Composition:
    from presslayout.flow.arrange.choose import arranged, taking
    from presslayout.flow.compose import compose

    taken = taking(wanted.loaded, page, choice)
    taken = arranged(taken, wanted.press, options.cache, wanted.memory)
    return compose(taken, wanted.press, pages=frozenset({page.number}), cache=options.cache)


# A page as it would be set, whose it is, its number there, and the layout.
ShownPage = tuple["Composition", str, int, "Choice"]


def _written(
    folder: Path,
    loaded: Loaded,
    made: Sequence[ShownPage],
    what: str,
    options: Options,
) -> tuple[Path, ...]:
    from presslayout.delivery.shelf import shelf

    data = drawn(loaded, made, what, options)
    with shelf(folder) as place:
        for name, content in (("suggest.pdf", data), ("suggest.png", picture(data))):
            place.write(name, content)
    return folder / "suggest.pdf", folder / "suggest.png"


def drawn(loaded: Loaded, made: Sequence[ShownPage], what: str, options: Options) -> bytes:
    """The contact sheet as PDF; `what` says whose layouts it shows."""
    from presslayout.assets.outlines import lettering
    from presslayout.overlay.contact import Offer, sheet

    shown = [
        Offer(
            one.edition.pages[0],
            f"{title}　{choice.score} 分".lstrip("　"),
            _listed(reason for reason in choice.reasons if reason not in choice.faults),
            _listed(choice.faults),
            at,
        )
        for one, title, at, choice in made
    ]
    first = made[0][0].edition
    heading = f"{first.paper}　{first.date}　{what}　{len(shown)} 种排法，从好到差"
    page = sheet(heading, shown, lettering(plain.letters_of(loaded.families)))
    return _painted(loaded, page, [one for one, *_ in made], options)


def _listed(reasons: Iterable[Text]) -> str:
    return "；".join(reason.zh for reason in reasons)


def _painted(
    loaded: Loaded, page: Page, composed: Sequence[Composition], options: Options
) -> bytes:
    first = composed[0].edition
    assets = {asset.key: asset for one in composed for asset in one.edition.assets}
    edition = Edition(
        first.paper, first.date, first.engine, (page,), (),
        tuple(assets[key] for key in sorted(assets)), first.press,
    )  # fmt: skip
    sources = {key: source for one in composed for key, source in one.sources.items()}
    return plain.pdf(edition, sources, loaded.workspace, options.cache)


def picture(pdf: bytes) -> bytes:
    """A sheet as PNG."""
    from io import BytesIO

    with pdfium.Document(pdf) as document:
        image = document.page(0).picture(SHARP / pdfium.POINTS_PER_INCH)
    stream = BytesIO()
    # The fast octree: median cut takes twenty times as long and shows no more.
    image.quantize(256, method=2).save(stream, "PNG")
    return stream.getvalue()


def fault(code: str, message: Text, span: Span | None, hint: Text) -> SpecError:
    """One error, to be raised."""
    return SpecError([Diagnostic(code, ERROR, message, span, hint)])
