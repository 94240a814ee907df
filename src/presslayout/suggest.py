"""Layouts of a page to choose from: on a contact sheet, and one of them written into the spec."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presslayout import api, plain
from presslayout.diagnostics import ERROR, Diagnostic, Span, SpecError, Text
from presslayout.page import Edition, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from presslayout.flow.arrange.choose import Choice
    from presslayout.options import Options
    from presslayout.page import Press
    from presslayout.record import Composition, PageRecord
    from presslayout.spec.issue import PageSpec, Pin
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
    loaded, press, page = _asked(path, number, options)
    choices = _choices(loaded, press, page, count, options, progress)
    composed = [_composed(loaded, page, choice, press, options) for choice in choices]
    where = folder or api.output_folder(path)
    files = _written(where, loaded, composed, choices, options)
    records = tuple(one.pages[0] for one in composed)
    return Suggested(loaded.issue.file, tuple(choices), records, files)


def pick(path: Path, number: int, which: int, options: Options) -> tuple[Path, Choice]:
    """Write the layout of that number into the spec; SpecError when there is none."""
    from presslayout.spec.files import replaced
    from presslayout.spec.issue import Pin

    loaded, press, page = _asked(path, number, options)
    choices = _choices(loaded, press, page, which, options, None)
    if not 1 <= which <= len(choices):
        raise _fault(
            "no-such-layout",
            Text(
                f"第{number}版没有第 {which} 种排法，一共 {len(choices)} 种",
                f"page {number} has no layout {which}; there are {len(choices)}",
            ),
            page.span,
            Text("先运行 presslayout suggest 看一看", "look at presslayout suggest first"),
        )
    choice = choices[which - 1]
    file = loaded.workspace.root / loaded.issue.file
    pins = [Pin(name, slot.rows, slot.columns, page.span) for name, slot in choice.slots]
    made = _edited(file, number, pins)
    if made is None:
        lines = "、".join(
            f"{p.story}: 行 {p.rows[0]}-{p.rows[1]}，栏 {p.columns[0]}-{p.columns[1]}" for p in pins
        )
        raise _fault(
            "not-pinned",
            Text(
                f"稿件单的写法使程序不能只改这一处，没有动它。排法是：{lines}",
                "the spec is written so that this place alone cannot be changed; it was left "
                f"alone. The layout is: {lines}",
            ),
            page.span,
            Text(
                "把这一版写成一行一键，或自己写上「版式」",
                "write one key a line, or add it yourself",
            ),
        )
    replaced(file, made)
    return file, choice


def _edited(file: Path, number: int, pins: Sequence[Pin]) -> str | None:
    """The spec with its pins; its line ends and its byte order mark stay as they are."""
    from presslayout.spec.pinning import pinned

    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    crlf = "\r\n" in text
    made = pinned(text.removeprefix("\ufeff").replace("\r\n", "\n"), number, pins)
    if made is None:
        return None
    return bom + (made.replace("\n", "\r\n") if crlf else made)


def _asked(path: Path, number: int, options: Options) -> tuple[Loaded, Press, PageSpec]:
    from presslayout.flow.arrange.choose import unplaced

    loaded = api.load(path)
    press = api.pressed(loaded, options.press, options.standard)
    page = next((p for p in loaded.issue.pages if p.number == number), None)
    if page is None:
        listed = "、".join(str(p.number) for p in loaded.issue.pages)
        raise _fault(
            "no-such-page",
            Text(f"这一期没有第 {number} 版", f"the issue has no page {number}"),
            None,
            Text(f"有第 {listed} 版", f"it has {listed}"),
        )
    if not unplaced(page):
        raise _fault(
            "nothing-to-arrange",
            Text(
                f"第{number}版的稿件都写了位置，没有可排的",
                f"every story of page {number} has its slot: there is nothing to arrange",
            ),
            page.span,
            Text(
                "删去要重排的稿件的「位置」", "delete the slots of the stories to be laid out anew"
            ),
        )
    # What an earlier pick wrote is what is asked about.
    return loaded, press, replace(page, pinned=())


def _choices(
    loaded: Loaded,
    press: Press,
    page: PageSpec,
    count: int,
    options: Options,
    progress: Callable[[int, int], None] | None,
) -> list[Choice]:
    from presslayout.flow.arrange.choose import choices
    from presslayout.flow.compose import desks

    desk = desks(loaded, press, options.cache)[page.number]
    return choices(loaded, page, desk, count, progress)


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
            f"{number}　{choice.score} 分",
            tuple(reason.zh for reason in choice.reasons),
        )
        for number, (one, choice) in enumerate(zip(composed, choices, strict=True), 1)
    ]
    page = sheet(shown, lettering(plain.letters(loaded.workspace)))
    data = _painted(loaded, page, composed, options)
    with shelf(folder) as place:
        for name, made in (("suggest.pdf", data), ("suggest.png", _picture(data))):
            place.write(name, made)
    return folder / "suggest.pdf", folder / "suggest.png"


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


def _fault(code: str, message: Text, span: Span | None, hint: Text) -> SpecError:
    return SpecError([Diagnostic(code, ERROR, message, span, hint)])
