"""Layouts of a page to choose from, on a contact sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from presslayout import api, plain
from presslayout.diagnostics import ERROR, Diagnostic, Span, SpecError, Text
from presslayout.page import Edition, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from presslayout.flow.arrange.choose import Choice
    from presslayout.options import Options
    from presslayout.page import Press
    from presslayout.record import Composition, PageRecord
    from presslayout.spec.issue import PageSpec
    from presslayout.spec.workspace import Loaded

# Dots per inch of the contact sheet's picture.
SHARP = 120


@dataclass(frozen=True, slots=True)
class Suggested:
    """The layouts of a page, the best first, each with the page as it would be set."""

    issue: str
    choices: tuple[Choice, ...]
    pages: tuple[PageRecord, ...]
    files: tuple[Path, ...]


def suggest(
    path: Path,
    number: int,
    count: int,
    folder: Path | None,
    options: Options,
    progress: Callable[[int, int], None] | None = None,
) -> Suggested:
    """Write DIR/suggest.pdf and .png; SpecError when the page leaves nothing to choose."""
    loaded, press, page = asked(path, number, options)
    found = choices(loaded, press, page, count, options, progress)
    composed = [_composed(loaded, page, choice, press, options) for choice in found]
    where = folder or api.output_folder(path)
    files = _written(where, loaded, composed, found, options)
    records = tuple(one.pages[0] for one in composed)
    return Suggested(loaded.issue.file, tuple(found), records, files)


def asked(
    path: Path, number: int, options: Options, *, pinning: bool = True
) -> tuple[Loaded, Press, PageSpec]:
    """The issue and one of its pages; `pinning`: what an earlier pick wrote there is asked about.

    SpecError when there is no such page, or nothing to arrange.
    """
    from presslayout.flow.arrange.choose import free

    loaded = api.load(path)
    press = api.pressed(loaded, options.press, options.standard)
    page = next((p for p in loaded.issue.pages if p.number == number), None)
    if page is None:
        listed = "、".join(str(p.number) for p in loaded.issue.pages)
        raise fault(
            "no-such-page",
            Text(f"这一期没有第 {number} 版", f"the issue has no page {number}"),
            None,
            Text(f"有第 {listed} 版", f"it has {listed}"),
        )
    if pinning and not free(page.unpinned):
        raise fault(
            "nothing-to-arrange",
            Text(
                f"第{number}版的稿件都写了位置或锁定了，没有可排的",
                f"every story of page {number} has its slot or a lock: there is nothing to arrange",
            ),
            page.span,
            Text(
                "删去要重排的稿件的「位置」「锁定」",
                "delete the slots and locks of the stories to be laid out anew",
            ),
        )
    return loaded, press, page.unpinned if pinning else page


def choices(
    loaded: Loaded,
    press: Press,
    page: PageSpec,
    count: int,
    options: Options,
    progress: Callable[[int, int], None] | None,
) -> list[Choice]:
    """Up to so many layouts of a page, the best first."""
    from presslayout.flow.arrange.choose import choices as ranked
    from presslayout.flow.compose import desks

    desk = desks(loaded, press, options.cache)[page.number]
    return ranked(loaded, page, desk, count, progress)


def _composed(
    loaded: Loaded, page: PageSpec, choice: Choice, press: Press, options: Options
) -> Composition:
    from presslayout.flow.arrange.choose import arranged, taking
    from presslayout.flow.compose import compose

    taken = arranged(taking(loaded, page, choice), press, options.cache)
    return compose(taken, press, pages=frozenset({page.number}), cache=options.cache)


def _written(
    folder: Path,
    loaded: Loaded,
    composed: Sequence[Composition],
    choices: Sequence[Choice],
    options: Options,
) -> tuple[Path, ...]:
    from presslayout.assets.outlines import lettering
    from presslayout.contact import Shown, sheet
    from presslayout.shelf import shelf

    shown = [
        Shown(
            one.edition.pages[0],
            f"{choice.score} 分",
            _listed(reason for reason in choice.reasons if reason not in choice.faults),
            _listed(choice.faults),
        )
        for one, choice in zip(composed, choices, strict=True)
    ]
    first = composed[0].edition
    number = composed[0].pages[0].number
    heading = f"{first.paper}　{first.date}　第{number}版　{len(shown)} 种排法，从好到差"
    page = sheet(heading, shown, lettering(plain.letters(loaded.workspace)))
    data = _painted(loaded, page, composed, options)
    with shelf(folder) as place:
        for name, made in (("suggest.pdf", data), ("suggest.png", _picture(data))):
            place.write(name, made)
    return folder / "suggest.pdf", folder / "suggest.png"


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


def _picture(pdf: bytes) -> bytes:
    """The sheet as PNG."""
    from io import BytesIO

    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=SHARP / 72).to_pil()
    document.close()
    stream = BytesIO()
    image.convert("P", palette=1, colors=256).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def fault(code: str, message: Text, span: Span | None, hint: Text) -> SpecError:
    """One error, to be raised."""
    return SpecError([Diagnostic(code, ERROR, message, span, hint)])
