"""rooms.md and rooms.svg: the rooms of the house and who imports whom, from the import graph."""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import grimp
from tabled import SOURCE, table, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "presslayout"

# Who writes pages and who reads them; the others belong to both or to neither.
LEFT, RIGHT = ("flow", "issue", "typeset"), ("delivery", "overlay", "preflight", "archive", "paint")
# What each room holds, in so few words that they go into a box.
HOLDS = {
    "cli": "命令行 argv → verbs",
    "preview": "本机网页 the local page",
    "newsroom": "两侧相遇 the ways through both",
    "flow": "行 → 版 lines → pages",
    "issue": "稿件单、版式 what was written",
    "typeset": "文字 → 行 text → lines",
    "delivery": "交付 targets, shelf, report",
    "overlay": "校样上的字 over a proof",
    "preflight": "预检 reads any PDF",
    "archive": "存档 the bag",
    "paint": "版 → PDF pages → bytes",
    "assets": "字体、图片 measured",
    "edition": "版面的值 the page as a value",
    "base": "值、长度、提示 values, units",
}
# Where the columns of the drawing stand, and how large its boxes are.
MIDDLE, LEFT_AT = 430, 140
RIGHT_AT = {"delivery": 800, "overlay": 650, "paint": 650, "preflight": 860, "archive": 1070}
WIDE, HIGH, STEP, TOP = 190, 46, 88, 30
WIDTH = 1190


@dataclass(frozen=True, slots=True)
class House:
    """The rooms in the layers of the contract, top down, what each imports, and the circles."""

    layers: tuple[tuple[str, ...], ...]
    imports: Mapping[str, frozenset[str]]
    circles: int


def house() -> House:
    """The house as it stands: layers from pyproject.toml, imports from the code."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = told["tool"]["importlinter"]["contracts"]
    named = next(one["layers"] for one in contracts if one["type"] == "layers")
    layers = tuple(tuple(word.strip() for word in row.split("|")) for row in named)
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    imports = {
        module: frozenset(graph.find_modules_directly_imported_by(module))
        for module in graph.modules
    }
    found: dict[str, set[str]] = {room: set() for row in layers for room in row}
    for module, others in imports.items():
        if _room(module) in found:
            found[_room(module)] |= {_room(one) for one in others} - {_room(module)}
    rooms = {room: frozenset(others & set(found)) for room, others in found.items()}
    return House(layers, rooms, sum(len(ring) > 1 for ring in _rings(imports)))


def rooms(built: House) -> str:
    """The book."""
    rows = [
        (f"`{room}/`", _says(room), ", ".join(sorted(built.imports[room])) or "–")
        for row in built.layers
        for room in row
    ]
    arrows = sum(len(others) for others in built.imports.values())
    return text(
        [
            "# ROOMS: who lives where, who imports whom",
            "",
            SOURCE.format("the import graph and the contract of layers in pyproject.toml"),
            "",
            (
                "From the roof down. A room imports from rooms below it alone; those of one line of "
                "the contract know nothing of each other."
            ),
            "",
            *table(("room", "what it says of itself", "imports"), rows),
            "",
            f"Arrows between rooms: {arrows}. Circles of modules: {built.circles}.",
        ]
    )


def drawing(built: House) -> str:
    """The drawing: only the arrows that no longer way implies."""
    places = dict(_places(built.layers))
    body = [_wing(LEFT, places, "左翼 writes pages", "#eef5ea")]
    body += [_wing(RIGHT, places, "右翼 reads pages", "#eaf1f8")]
    for room in places:
        body += [_arrow(places, room, other, built) for other in sorted(_near(room, built))]
    body += [_box(room, *place) for room, place in places.items()]
    high = TOP * 2 + STEP * (len(built.layers) - 1) + HIGH
    return text(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" '
                'font-family="sans-serif" text-anchor="middle">'
            ),
            "<title>The rooms of presslayout, and who imports whom</title>",
            (
                '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
                'markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>'
            ),
            f'<rect width="{WIDTH}" height="{high}" fill="#fff"/>',
            *body,
            "</svg>",
        ]
    )


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _says(room: str) -> str:
    """The first sentence of a room's own docstring."""
    source = (ROOT / "src" / PACKAGE / room / "__init__.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[0]


def _near(room: str, built: House) -> frozenset[str]:
    """What a room imports, without what its other imports lead to."""
    return frozenset(
        one
        for one in built.imports[room]
        if not any(one in _below(other, built) for other in built.imports[room] - {one})
    )


def _below(room: str, built: House) -> frozenset[str]:
    found: set[str] = set()
    waiting = set(built.imports[room])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting |= built.imports[one]
    return frozenset(found)


def _rings(imports: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """The groups of modules that reach each other (Tarjan's way, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    rings: list[list[str]] = []
    for root in sorted(imports):
        work = [(root, iter(sorted(imports[root])))] if root not in number else []
        if work:
            number[root] = low[root] = len(number)
            stack.append(root)
        while work:
            module, others = work[-1]
            other = next(others, None)
            if other is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[module])
                if low[module] == number[module]:
                    at = stack.index(module)
                    rings.append(stack[at:])
                    del stack[at:]
            elif other not in number:
                number[other] = low[other] = len(number)
                stack.append(other)
                work.append((other, iter(sorted(imports.get(other, ())))))
            elif other in stack:
                low[module] = min(low[module], number[other])
    return rings


def _places(layers: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The middle of every room's upper edge."""
    for at, row in enumerate(layers):
        for room in row:
            x = LEFT_AT if room in LEFT else RIGHT_AT.get(room, MIDDLE)
            yield room, (x, TOP + STEP * at)


def _wing(
    names: tuple[str, ...], places: Mapping[str, tuple[int, int]], said: str, ink: str
) -> str:
    xs, ys = zip(*(places[name] for name in names), strict=True)
    left, right = min(xs) - WIDE // 2 - 16, max(xs) + WIDE // 2 + 16
    top, bottom = min(ys) - 34, max(ys) + HIGH + 26
    return (
        f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" rx="12" '
        f'fill="{ink}"/><text x="{min(xs) + 8}" y="{bottom - 9}" font-size="12" fill="#666" '
        f'text-anchor="start">{said}</text>'
    )


def _box(room: str, x: int, y: int) -> str:
    return (
        f'<rect x="{x - WIDE // 2}" y="{y}" width="{WIDE}" height="{HIGH}" rx="6" fill="#fff" '
        f'stroke="#333"/><text x="{x}" y="{y + 19}" font-size="16" font-weight="bold">{room}</text>'
        f'<text x="{x}" y="{y + 37}" font-size="12" fill="#444">{HOLDS[room]}</text>'
    )


def _arrow(places: Mapping[str, tuple[int, int]], room: str, other: str, built: House) -> str:
    """Down, or round one corner: in the middle at the foot, elsewhere at the head."""
    (x, y), (to_x, to_y) = places[room], places[other]
    side = WIDE // 2 if to_x > x else -WIDE // 2
    alone = sum(room in row and len(row) <= 2 for row in built.layers)  # noqa: PLR2004
    if x == to_x:
        path = f"M{x} {y + HIGH}V{to_y}"
    elif to_x == MIDDLE:
        path = f"M{x} {y + HIGH}V{to_y + HIGH // 2}H{to_x - side}"
    elif alone:
        path = f"M{x + side} {y + HIGH // 2}H{to_x}V{to_y}"
    else:
        path = f"M{x} {y + HIGH}L{to_x} {to_y}"
    return f'<path d="{path}" fill="none" stroke="#555" stroke-width="1.4" marker-end="url(#tip)"/>'
