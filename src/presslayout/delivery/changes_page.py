"""The differences as one page for a browser: a list, and every changed page before and after.

One style, one script of its own and nothing from the network; in both languages, readable in the
dark and on a phone, too.  A click in the list shows the place on both pages, a click on a place its
line of the list; keys walk from one to the next.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

from presslayout.base.units import to_mm
from presslayout.base.values import field, frozen
from presslayout.delivery.changes_look import SCRIPT, STYLE
from presslayout.edition.changewords import KINDS, LOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.base.diagnostics import Text
    from presslayout.base.geometry import Box
    from presslayout.edition.change import PageSpot
    from presslayout.edition.changewords import ListedChange, Wording
    from presslayout.edition.page import Edition, Page

# The least edge of a place on the map, in millimetres: one mark of small type must be seen.
LEAST = 2.4
# Of a longer text the beginning is shown until somebody asks for all of it.
LONG, BEGINNING = 240, 120
# A number stands in a box so high, a little above its place, and clear of others.
_TAG, _ABOVE, _CLEAR = 5, 4, 5.2
_GROUPS: dict[str, Text] = {"lost": LOST} | {str(kind): word for kind, word in KINDS.items()}


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# The page is mailed about: wherever it is opened it shows its own pictures in its own style, runs
# its own script and no other, fetches nothing and sends nothing, whatever words stand in it.
_POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
    f"style-src {_digest(STYLE)}; script-src {_digest(SCRIPT)}"
)


@frozen
class EditionSide:
    """One of the two editions: how it was named, and its pages as JPEG by number where they are."""

    name: str
    edition: Edition
    pixels: Mapping[int, bytes] = field(default_factory=dict)


def page(old: EditionSide, new: EditionSide, rows: Sequence[ListedChange]) -> str:
    """The whole document."""
    title = f"{old.name} → {new.name}"
    count = len(rows)
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="zh-CN"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>改了什么 what changed: {escape(title)}</title>",
            f"<style>{STYLE}</style></head><body><main>",
            '<section class="list" aria-label="改动 changes"><div class="head">',
            f"<h1>{_both(f'改了 {count} 处', f'{count} difference{chr(115) * (count != 1)}')}</h1>",
            f'<p class="names">{escape(title)}</p>',
            *_controls(rows),
            "</div>",
            *_list(rows),
            '</section><section class="pages" aria-label="版面 pages">',
            *_pairs(old, new, rows),
            f"</section></main><script>{SCRIPT}</script></body></html>\n",
        ]
    )


def _both(zh: str, en: str) -> str:
    return f'<span lang="zh">{escape(zh)}</span><span lang="en">{escape(en)}</span>'


def _say(text: Text) -> str:
    return _both(text.zh, text.en)


def _controls(rows: Sequence[ListedChange]) -> Iterator[str]:
    """Next and previous, how large, in which language, and which kinds are shown."""
    yield '<div class="bar walk"><span data-scripted hidden>'
    for by, key, zh, en in ((-1, "p", "↑ 上一处", "↑ previous"), (1, "n", "↓ 下一处", "↓ next")):
        yield f'<button type="button" data-step="{by}" aria-keyshortcuts="{key}">{_both(zh, en)}</button>'
    yield '</span><output id="at"></output><span class="gap"></span>'
    for name, word, checked in (("zh", "中", " checked"), ("en", "EN", "")):
        yield f'<label><input type="radio" name="lang" id="{name}"{checked}>{word}</label>'
    yield "</div>"
    yield f'<div class="bar" role="radiogroup" aria-label="放大 zoom">{_both("放大", "zoom")}'
    for number, word in enumerate(("1×", "2×", "3×"), 1):
        checked = " checked" if number == 1 else ""
        yield f'<label><input type="radio" name="zoom" id="zoom{number}"{checked}>{word}</label>'
    yield '</div><div class="bar filter" role="group" aria-label="只看 show">'
    for name, words in _GROUPS.items():
        count = sum(_group(row) == name for row in rows)
        if count:
            yield (
                f'<label class="{name} chip"><input type="checkbox" id="show-{name}" checked>'
                f"<strong>{count}</strong> {_say(words)}</label>"
            )
    yield '</div><p class="kbd" data-scripted hidden>'
    yield _both("按键：n 下一处，p 上一处，+ − 放大缩小", "keys: n next, p previous, + − zoom")
    yield "</p>"


def _group(row: ListedChange) -> str:
    return "lost" if row.change.is_loss else row.change.kind


def _list(rows: Sequence[ListedChange]) -> Iterator[str]:
    """Lost text, then the rest."""
    lost = [row for row in rows if row.change.is_loss]
    rest = [row for row in rows if not row.change.is_loss]
    for found, zh, en in (
        (lost, "先看少了的文字", "lost text first"),
        (rest, "其余的改动", "the other changes"),
    ):
        if found:
            head = f' class="part {"lost" if found is lost else "rest"}"'
            yield f"<h2{head}>{_both(zh, en)}</h2>" if lost else ""
            yield "<ol>"
            yield from map(_row, found)
            yield "</ol>"


def _row(row: ListedChange) -> str:
    number, change = row.number, row.change
    side = "n" if change.new_spots else "o"
    link = f' href="#{side}{number}"' if change.new_spots or change.old_spots else ' href="#"'
    place = f'<code class="place">{escape(row.place)}</code>' if row.place else ""
    words = f'<div class="words">{_words(row.told.pieces)}</div>' if row.told.pieces else ""
    return (
        f'<li id="c{number}" class="{_group(row)}"><a{link}>'
        f'<span class="number">{number}</span>{_say(row.told.where)} '
        f"<strong>{_say(row.told.what)}</strong></a>{words}{place}</li>"
    )


def _words(pieces: Sequence[Wording]) -> str:
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: Wording) -> str:
    if len(piece.text) <= LONG:
        return _marked(piece.text, piece.mark)
    cut = _marked(f"{piece.text[:BEGINNING]}……", piece.mark)
    more = _both(f"（全部 {len(piece.text)} 字）", f"(all {len(piece.text)} characters)")
    return (
        f'<details><summary><span class="cut">{cut}</span> {more}</summary>'
        f"{_marked(piece.text, piece.mark)}</details>"
    )


def _marked(text: str, mark: str) -> str:
    shown = escape(text)
    return f"<{mark}>{shown}</{mark}>" if mark else shown


def _pairs(old: EditionSide, new: EditionSide, rows: Sequence[ListedChange]) -> Iterator[str]:
    """Every page on which something changed, as it was and as it is."""
    before = {sheet.number: sheet for sheet in old.edition.pages}
    after = {sheet.number: sheet for sheet in new.edition.pages}
    changed = {number for row in rows for number in row.change.pages}
    if not changed:
        yield f'<p class="none">{_both("两边一样。", "Nothing differs.")}</p>'
    for number in sorted(changed & (before.keys() | after.keys())):
        count = sum(number in row.change.pages for row in rows)
        yield f"<h2>{_both(f'第{number}版', f'page {number}')} "
        yield f'<span class="quiet">{_both(f"{count} 处", f"{count} here")}</span></h2>'
        yield '<div class="pair">'
        for sheet, side, mark, (zh, en) in (
            (before.get(number), old, "o", ("旧", "before")),
            (after.get(number), new, "n", ("新", "now")),
        ):
            yield f"<figure><figcaption>{_both(zh, en)} · {escape(side.name)}</figcaption>"
            if sheet is None:
                yield f'<p class="none">{_both("没有这一版", "no such page")}</p>'
            else:
                yield f'<div class="view" tabindex="0" role="region" aria-label="{zh} {en} {number}">'
                yield _map(sheet, side, rows, mark)
                yield "</div>"
            yield "</figure>"
        yield "</div>"


def _map(sheet: Page, side: EditionSide, rows: Sequence[ListedChange], mark: str) -> str:
    wide, high = to_mm(sheet.width), to_mm(sheet.height)
    parts = [
        f'<svg viewBox="0 0 {wide:.1f} {high:.1f}" role="group" aria-label="第{sheet.number}版">'
    ]
    pixels = side.pixels.get(sheet.number)
    if pixels is not None:
        bleed = to_mm(sheet.bleed)
        data = b64encode(pixels).decode()
        parts.append(
            f'<image x="{-bleed:.2f}" y="{-bleed:.2f}" width="{wide + 2 * bleed:.2f}" '
            f'height="{high + 2 * bleed:.2f}" href="data:image/jpeg;base64,{data}"/>'
        )
    tags: list[tuple[float, float, float]] = []
    for row in rows:
        spots = row.change.old_spots if mark == "o" else row.change.new_spots
        for number, spot in enumerate(spots):
            if spot.page == sheet.number and spot.boxes:
                name = f' id="{mark}{row.number}"' if number == 0 else ""
                parts.append(_mark(row, spot, name, tags))
    return "".join([*parts, "</svg>"])


def _mark(
    row: ListedChange, spot: PageSpot, name: str, tags: list[tuple[float, float, float]]
) -> str:
    """A place on the page, with its number at the upper left beside those already there."""
    rects = "".join(f"<rect {_at(box)}/>" for box in spot.boxes)
    label = escape(f"{row.number} {row.told.what.zh} {row.told.what.en}")
    wide = 2.6 * len(str(row.number)) + 1.8
    x = max(to_mm(spot.boxes[0].x) - wide, 0)
    y = max(to_mm(spot.boxes[0].y) - _ABOVE, 0)
    while any(abs(y - other[1]) < _TAG and x < other[0] + other[2] and other[0] < x + wide
              for other in tags):  # fmt: skip
        y += _CLEAR
    tags.append((x, y, wide))
    tag = (
        f'<g><rect class="tag" x="{x:.2f}" y="{y:.2f}" width="{wide:.2f}" height="{_TAG}" rx="1"/>'
        f'<text x="{x + 0.9:.2f}" y="{y + 3.95:.2f}">{row.number}</text></g>'
    )
    return (
        f'<a{name} class="{_group(row)}" href="#c{row.number}" aria-label="{label}">'
        f"{rects}{tag}</a>"
    )


def _at(box: Box) -> str:
    x, y, wide, high = (to_mm(n) for n in (box.x, box.y, box.width, box.height))
    more = max(LEAST - wide, 0) / 2, max(LEAST - high, 0) / 2
    return (
        f'x="{x - more[0]:.2f}" y="{y - more[1]:.2f}" '
        f'width="{wide + 2 * more[0]:.2f}" height="{high + 2 * more[1]:.2f}"'
    )
