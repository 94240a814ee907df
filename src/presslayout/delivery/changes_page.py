"""The differences as one page for a browser: a list, and every changed page before and after.

Plain HTML and CSS, no script and nothing from the network; readable in the dark and on a phone, too.
A click in the list shows the place on both pages, a click on a place its line of the list.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

from presslayout.base.units import to_mm
from presslayout.base.values import field, frozen
from presslayout.edition.changes import ChangeKind
from presslayout.edition.locate import block_extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.base.geometry import Box
    from presslayout.edition.changes import Change
    from presslayout.edition.page import Edition, Page

CONTEXT = 14
# The least edge of a place on the map, in millimetres: one mark of small type must be seen.
LEAST = 2.4
KINDS = {
    "text": ("文字", "text"),
    "move": ("移动", "moved"),
    "style": ("样式", "style"),
    "photo": ("图片", "photo"),
    "furniture": ("版面附件", "furniture"),
}
_STYLE = """
:root { color-scheme: light dark; --ground: light-dark(#e4e3df, #17181a);
--card: light-dark(#fff, #292c2f); --side: light-dark(#f4f4f2, #1e2022);
--ink: light-dark(#1d1d1b, #e9e8e4); --quiet: light-dark(#5e5d59, #a5a39d);
--line: light-dark(#dcdbd6, #3a3d41); --ins: light-dark(#0a6b2b, #7fce9b);
--del: light-dark(#b3201e, #ff8a80); --accent: light-dark(#a3241c, #ff8a7a);
--text: #c2410c; --move: #1d4ed8; --style: #7b3fb3; --photo: #0f766e; --furniture: #6b6a66 }
* { box-sizing: border-box }
html { scroll-behavior: smooth; scroll-padding: 30vh 0 }
body { margin: 0; color: var(--ink); background: var(--ground);
font: 15px/1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
a { color: inherit } :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
main { display: grid; grid-template-columns: 23rem 1fr; align-items: start }
.list { position: sticky; top: 0; height: 100vh; overflow: auto; background: var(--side);
border-right: 1px solid var(--line); padding: 1rem }
h1 { font-size: 1.35rem; margin: 0 } h1 small { font-weight: 400; color: var(--quiet) }
.names { color: var(--quiet); margin: .3rem 0 .8rem; overflow-wrap: anywhere }
.counts { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0 0 1rem; padding: 0;
list-style: none } .counts li { border: 1px solid var(--line); border-radius: 1rem;
padding: .05rem .65rem; background: var(--card) }
.counts strong { color: var(--kind) }
ol { list-style: none; margin: 0; padding: 0 }
ol li { background: var(--card); border: 1px solid var(--line);
border-left: 4px solid var(--kind); border-radius: .5rem; margin-bottom: .5rem }
ol li > a { display: block; padding: .5rem .75rem; text-decoration: none }
ol li:hover { border-color: var(--kind) } ol li:target { outline: 3px solid var(--kind) }
.text { --kind: var(--text) } .move { --kind: var(--move) } .style { --kind: var(--style) }
.photo { --kind: var(--photo) } .furniture { --kind: var(--furniture) }
.number { display: inline-block; min-width: 1.6em; padding: 0 .3em; margin-right: .4em;
text-align: center; border-radius: .3em; background: var(--kind); color: #fff; font-weight: 650 }
.at { color: var(--quiet); font-size: .9em } .words { display: block; margin-top: .25rem;
overflow-wrap: anywhere; font-family: "Songti SC", "Noto Serif CJK SC", serif; font-size: 1.07em }
ins { color: var(--ins); text-decoration-thickness: 2px; text-underline-offset: 3px }
del { color: var(--del) }
.pages { padding: 1rem 1.25rem; min-width: 0 }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin-bottom: 1.5rem }
h2 { font-size: 1.1rem; margin: .2rem 0 .6rem } h2 span { color: var(--quiet); font-weight: 400 }
figure { margin: 0; min-width: 0 } figcaption { color: var(--quiet); margin-bottom: .3rem }
svg { display: block; width: 100%; height: auto; background: #fff;
box-shadow: 0 1px 2px #0003, 0 4px 18px #0002 }
svg .block { fill: #8881; stroke: #8886; stroke-width: .3 }
svg a rect { fill: var(--kind); fill-opacity: .16; stroke: var(--kind); stroke-width: .55 }
svg a.photo rect, svg a.move rect { fill-opacity: .04; stroke-width: 1 }
svg a:hover rect, svg a:focus rect { fill-opacity: .34 }
svg a:target rect:not(.tag) { fill: #ffb400; fill-opacity: .38; stroke: #d9480f; stroke-width: 1.2 }
svg a text { font: 650 4.2px system-ui, sans-serif; fill: #fff }
svg a rect.tag, svg a:hover rect.tag { fill: var(--kind); fill-opacity: 1; stroke: none }
.none { padding: 2rem; color: var(--quiet) }
@media (max-width: 60rem) { main { grid-template-columns: 1fr }
.list { position: static; height: auto; border: 0 } html { scroll-padding: 10vh 0 } }
@media (max-width: 34rem) { .pair { grid-template-columns: 1fr } }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
@media print { .list { position: static; height: auto } main { display: block } }
"""
# The page is mailed about: wherever it is opened it shows its own pictures in its own style, runs
# nothing, fetches nothing and sends nothing, whatever words stand in it.
_POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)


@frozen
class EditionSide:
    """One of the two editions: how it was named, and its pages as JPEG by number where they are."""

    name: str
    edition: Edition
    pixels: Mapping[int, bytes] = field(default_factory=dict)


def shown(found: Sequence[Change]) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the old and of the new pages that the differences stand on."""
    numbers = {change.page for change in found} | {change.before[0] for change in found}
    pages = frozenset(number for number in numbers if number is not None)
    return pages, pages


def page(old: EditionSide, new: EditionSide, found: Sequence[Change]) -> str:
    """The whole document."""
    title = f"{old.name} → {new.name}"
    count = len(found)
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="zh-CN"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>改了什么：{escape(title)}</title><style>{_STYLE}</style></head><body><main>",
            '<section class="list" aria-label="改动 changes">',
            f"<h1>改了 {count} 处 <small>{count} change{'s' * (count != 1)}</small></h1>",
            f'<p class="names">{escape(title)}</p>',
            _counts(found),
            "<ol>",
            *(_row(number, change, new.edition) for number, change in enumerate(found, 1)),
            '</ol></section><section class="pages" aria-label="版面 pages">',
            *_pairs(old, new, found),
            "</section></main></body></html>\n",
        ]
    )


def _counts(found: Sequence[Change]) -> str:
    rows = []
    for kind, (zh, en) in KINDS.items():
        count = sum(change.kind == kind for change in found)
        if count:
            rows.append(f'<li class="{kind}"><strong>{count}</strong> {zh} {en}</li>')
    return f'<ul class="counts">{"".join(rows)}</ul>'


def _row(number: int, change: Change, new: Edition) -> str:
    zh, en = KINDS[change.kind]
    place = f"第{change.page}版" if change.page is not None else "—"
    whose = " ".join(part for part in (change.story, change.part) if part)
    link = ""
    if change.boxes and change.boxes != _only_old(change):
        link = f' href="#n{number}"'
    elif change.before[1]:
        link = f' href="#o{number}"'
    return (
        f'<li id="c{number}" class="{change.kind}"><a{link}>'
        f'<span class="number">{number}</span><b title="{en}">{zh}</b> '
        f'<span class="at">{place} {escape(whose)}</span>'
        f'<span class="words">{_told(change, new)}</span></a></li>'
    )


def _told(change: Change, new: Edition) -> str:
    before = after = ""
    if change.kind == ChangeKind.TEXT and change.offset is not None:
        text = next((dict(a.texts).get(change.part, "") for a in new.articles
                     if a.id == change.story), "")  # fmt: skip
        stop = change.offset + len(change.new)
        before = text[max(change.offset - CONTEXT, 0) : change.offset]
        after = text[stop : stop + CONTEXT]
    if change.kind == ChangeKind.FURNITURE:
        return _apart(change.old, change.new)
    gone = f"<del>{escape(change.old)}</del>" if change.old else ""
    came = f"<ins>{escape(change.new)}</ins>" if change.new else ""
    arrow = " → " if gone and came and change.kind != ChangeKind.TEXT else ""
    return f"{escape(before)}{gone}{arrow}{came}{escape(after)}"


def _apart(old: str, new: str) -> str:
    """Words of a folio with what both say once."""
    from presslayout.edition.changes import edits

    said, at = [], 0
    for a0, a1, b0, b1 in edits(old, new):
        said.append(escape(new[at:b0]))
        said += [f"<del>{escape(old[a0:a1])}</del>"] if a1 > a0 else []
        said += [f"<ins>{escape(new[b0:b1])}</ins>"] if b1 > b0 else []
        at = b1
    return "".join([*said, escape(new[at:])])


def _pairs(old: EditionSide, new: EditionSide, found: Sequence[Change]) -> Iterator[str]:
    """Every page on which something changed, as it was and as it is."""
    before = {sheet.number: sheet for sheet in old.edition.pages}
    after = {sheet.number: sheet for sheet in new.edition.pages}
    changed = shown(found)[0]
    if not changed:
        yield '<p class="none">两边一样。Nothing differs.</p>'
    for number in sorted(changed & (before.keys() | after.keys())):
        count = sum(number in (change.page, change.before[0]) for change in found)
        yield f"<h2>第{number}版 <span>page {number} · {count} 处</span></h2>"
        yield '<div class="pair">'
        for sheet, side, mark, (zh, en) in (
            (before.get(number), old, "o", ("旧", "before")),
            (after.get(number), new, "n", ("新", "now")),
        ):
            yield f"<figure><figcaption>{zh} {en} · {escape(side.name)}</figcaption>"
            yield _map(sheet, side, found, mark) if sheet else '<p class="none">—</p>'
            yield "</figure>"
        yield "</div>"


def _map(sheet: Page, side: EditionSide, found: Sequence[Change], mark: str) -> str:
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
    else:
        for block in sheet.blocks:
            box = block_extent(block)
            if box is not None and not block.artifact:
                parts.append(f'<rect class="block" {_at(box)}/>')
    for number, change in enumerate(found, 1):
        page, boxes = change.before if mark == "o" else (change.page, change.boxes)
        if page != sheet.number or not boxes or (mark == "n" and boxes == _only_old(change)):
            continue
        label = f"{number} {KINDS[change.kind][0]}"
        rects = "".join(f"<rect {_at(box)}/>" for box in boxes)
        parts.append(
            f'<a id="{mark}{number}" class="{change.kind}" href="#c{number}" '
            f'aria-label="{label}">{rects}{_tag(number, boxes[0])}</a>'
        )
    return "".join([*parts, "</svg>"])


def _only_old(change: Change) -> tuple[Box, ...]:
    """The boxes of what is gone: they stand on the old page alone."""
    return change.before[1] if not change.new and change.kind == ChangeKind.PHOTO else ()


def _tag(number: int, box: Box) -> str:
    """The change's number at the upper left of its place."""
    wide = 2.6 * len(str(number)) + 1.8
    x, y = max(to_mm(box.x) - wide, 0), max(to_mm(box.y) - 2, 0)
    return (
        f'<rect class="tag" x="{x:.2f}" y="{y:.2f}" width="{wide:.2f}" height="5" rx="1"/>'
        f'<text x="{x + 0.9:.2f}" y="{y + 3.95:.2f}">{number}</text>'
    )


def _at(box: Box) -> str:
    x, y, wide, high = (to_mm(n) for n in (box.x, box.y, box.width, box.height))
    more = max(LEAST - wide, 0) / 2, max(LEAST - high, 0) / 2
    return (
        f'x="{x - more[0]:.2f}" y="{y - more[1]:.2f}" '
        f'width="{wide + 2 * more[0]:.2f}" height="{high + 2 * more[1]:.2f}"'
    )
