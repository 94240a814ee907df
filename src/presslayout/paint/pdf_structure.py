"""The structure tree in a file: its elements as objects, and for each page who owns its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import frozen
from presslayout.paint import elements as kinds
from presslayout.paint.elements import ElementLeaf
from presslayout.paint.pdf_guide import page_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.base.geometry import Box
    from presslayout.paint.elements import Element
    from presslayout.paint.pdf_file import File
    from presslayout.paint.pdf_guide import Rect

_ROOT = "Structure"


@frozen
class _Told:
    """An element on its way into the file: the names of itself, of what holds it and of its kids."""

    element: Element
    name: str
    above: str
    kids: tuple[str, ...]


def structure(file: File, document: Element, pages: int, place: Callable[[int, Box], Rect]) -> Any:
    """The reference of the tree's root; `place` says where a box lies on its page's sheet."""
    from presslayout.paint.pdf_file import array, dictionary, reference

    parents: list[dict[int, str]] = [{} for _ in range(pages)]
    listed = list(_named(document))
    for one in listed:
        for kid in one.element.kids:
            if isinstance(kid, ElementLeaf):
                parents[kid.page][kid.number] = one.name
        file.add(dictionary(_entries(one, place)), one.name)
    owners: list[object] = []
    for at, owned in enumerate(parents):
        row = array([reference(owned[number]) for number in range(len(owned))])
        owners += [at, file.add(row)]
    used = {one.element.kind for one in listed}
    roles = {kind: f"/{kinds.ROLES[kind]}" for kind in sorted(used & kinds.ROLES.keys())}
    root = {
        "Type": "/StructTreeRoot",
        "K": array([reference(listed[0].name)]),
        "RoleMap": dictionary(roles),
        "ParentTree": file.add(dictionary({"Nums": array(owners)})),
        "ParentTreeNextKey": pages,
    }
    return file.add(dictionary(root), _ROOT)


def _named(document: Element) -> Iterator[_Told]:
    """Every element, in order, each before what it holds."""
    count = 1
    waiting = [(document, "E1", _ROOT)]
    while waiting:
        element, name, above = waiting.pop()
        names = []
        within = []
        for kid in element.kids:
            if isinstance(kid, ElementLeaf):
                names.append("")
                continue
            count += 1
            names.append(f"E{count}")
            within.append((kid, names[-1], name))
        yield _Told(element, name, above, tuple(names))
        waiting += reversed(within)


def _entries(one: _Told, place: Callable[[int, Box], Rect]) -> dict[str, object]:
    from presslayout.paint.pdf_file import array, reference, text

    element = one.element
    entries: dict[str, object] = {
        "Type": "/StructElem",
        "S": f"/{element.kind}",
        "P": reference(one.above),
    }
    # The page of its first content; content of another says its own.
    page = next((kid.page for kid in element.kids if isinstance(kid, ElementLeaf)), None)
    if page is not None:
        entries["Pg"] = reference(page_name(page))
    held = [
        _content(kid, page) if isinstance(kid, ElementLeaf) else reference(name)
        for kid, name in zip(element.kids, one.kids, strict=True)
    ]
    entries["K"] = held[0] if len(held) == 1 else array(held)
    if element.title:
        entries["T"] = text(element.title)
    if element.alt:
        entries["Alt"] = text(element.alt)
    if attributes := _attributes(element, place):
        entries["A"] = attributes[0] if len(attributes) == 1 else array(attributes)
    return entries


def _content(leaf: ElementLeaf, page: int | None) -> object:
    from presslayout.paint.pdf_file import dictionary, reference

    if leaf.page == page:
        return leaf.number
    return dictionary({"Type": "/MCR", "Pg": reference(page_name(leaf.page)), "MCID": leaf.number})


def _attributes(element: Element, place: Callable[[int, Box], Rect]) -> list[Any]:
    """What ISO 32000-1, 14.8.5 calls layout and table attributes."""
    from presslayout.paint.pdf_file import array, dictionary

    made = []
    if element.place is not None:
        layout = {"O": "/Layout", "Placement": "/Block", "BBox": array(place(*element.place))}
        made.append(dictionary(layout))
    spans = zip(("RowSpan", "ColSpan"), element.covers, strict=True)
    table: dict[str, object] = {key: count for key, count in spans if count > 1}
    if element.kind == kinds.HEAD:
        table["Scope"] = "/Column"
    if table:
        made.append(dictionary({"O": "/Table", **table}))
    return made
