"""The differences as one page for a browser: a list beside a map of every page, each click there.

Plain HTML and CSS, no script and nothing from the network; readable in the dark, too.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from presslayout.places import block_extent
from presslayout.units import to_mm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.compare.changes import Change
    from presslayout.page import Edition, Page

CONTEXT = 14
KINDS = {
    "text": ("文字", "text"),
    "move": ("移动", "moved"),
    "style": ("样式", "style"),
    "photo": ("图片", "photo"),
    "furniture": ("版面附件", "furniture"),
}
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --ins: #0a7a2f; --del: #b3201e; --mark: #d9480f }
body { font: 16px/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 90rem; padding: 1rem }
main { display: grid; grid-template-columns: minmax(20rem, 3fr) minmax(14rem, 2fr); gap: 2rem }
ol { padding-left: 2.5rem } li { margin: 0 0 .8rem; padding: .3rem .5rem; border-radius: .3rem }
li:target { outline: 3px solid var(--mark) }
ins { color: var(--ins); text-decoration-thickness: 2px } del { color: var(--del) }
.kind { font-weight: 600 } .at { opacity: .75; font-size: .9em }
svg { width: 100%; height: auto; border: 1px solid var(--line); margin-bottom: 1rem }
svg .block { fill: #8882; stroke: var(--line); stroke-width: .3 }
svg a rect { fill: var(--mark); fill-opacity: .35; stroke: var(--mark); stroke-width: .6 }
svg a:focus rect, svg a:hover rect, svg rect:target { fill-opacity: .8 }
svg text { font-size: 6px; fill: currentColor }
@media (max-width: 50rem) { main { grid-template-columns: 1fr } }
"""


def page(old: Edition, new: Edition, found: Sequence[Change], names: tuple[str, str]) -> str:
    """The whole document; `names` are those of the two editions."""
    title = f"{names[0]} → {names[1]}"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="zh-CN"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>改了什么：{escape(title)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>改了什么 <small>What changed</small></h1><p>{escape(title)}：{len(found)} 处</p>",
            "<main><section><ol>",
            *(_row(number, change, new) for number, change in enumerate(found, 1)),
            "</ol></section><section>",
            *(_map(sheet, found) for sheet in new.pages),
            *(_map(sheet, found) for sheet in _gone(old, new)),
            "</section></main></body></html>\n",
        ]
    )


def _gone(old: Edition, new: Edition) -> Iterator[Page]:
    numbers = {sheet.number for sheet in new.pages}
    return (sheet for sheet in old.pages if sheet.number not in numbers)


def _row(number: int, change: Change, new: Edition) -> str:
    zh, en = KINDS[change.kind]
    place = f"第{change.page}版" if change.page is not None else "—"
    whose = " ".join(part for part in (change.story, change.part) if part)
    link = f'<a href="#p{number}">{place}</a>' if change.boxes else place
    return (
        f'<li id="c{number}"><span class="kind" title="{en}">{zh}</span> '
        f'<span class="at">{link} {escape(whose)}</span><br>{_told(change, new)}</li>'
    )


def _told(change: Change, new: Edition) -> str:
    before = after = ""
    if change.kind == "text" and change.offset is not None:
        text = next((dict(a.texts).get(change.part, "") for a in new.articles
                     if a.id == change.story), "")  # fmt: skip
        stop = change.offset + len(change.new)
        before = text[max(change.offset - CONTEXT, 0) : change.offset]
        after = text[stop : stop + CONTEXT]
    gone = f"<del>{escape(change.old)}</del>" if change.old else ""
    came = f"<ins>{escape(change.new)}</ins>" if change.new else ""
    arrow = " → " if gone and came and change.kind != "text" else ""
    return f"{escape(before)}{gone}{arrow}{came}{escape(after)}"


def _map(sheet: Page, found: Sequence[Change]) -> str:
    wide, high = to_mm(sheet.width), to_mm(sheet.height)
    parts = [
        f'<svg viewBox="0 0 {wide:.1f} {high:.1f}" role="img" aria-label="第{sheet.number}版">',
        f'<text x="4" y="8">第{sheet.number}版</text>',
    ]
    for block in sheet.blocks:
        box = block_extent(block)
        if box is not None and not block.artifact:
            parts.append(f'<rect class="block" {_at(box)}/>')
    for number, change in enumerate(found, 1):
        if change.page != sheet.number:
            continue
        rects = "".join(
            f"<rect {f'id=p{number} ' if not k else ''}{_at(box)}/>"
            for k, box in enumerate(change.boxes)
        )
        if rects:
            label = f"{number} {KINDS[change.kind][0]}"
            parts.append(f'<a href="#c{number}" aria-label="{label}">{rects}</a>')
    return "".join([*parts, "</svg>"])


def _at(box: object) -> str:
    x, y, wide, high = (to_mm(getattr(box, name)) for name in ("x", "y", "width", "height"))
    return f'x="{x:.2f}" y="{y:.2f}" width="{max(wide, 0.5):.2f}" height="{max(high, 0.5):.2f}"'
