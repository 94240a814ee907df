"""The structure tree of a file as its elements say it: kinds, kids, content, attributes.

Nothing is mended and nothing believed: who an element says is above it is kept beside who holds it,
and an element that is met again is not gone into.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import TooMuchError, spend
from presslayout.preflight.pdf.entries import array, dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.preflight.pdf.pdfobject import Entries, Key, PdfObject

# What an element takes to be read (see bulk.Meter), and how many a file may have.
_ELEMENT, _MOST = 20_000, 1_000_000
# ISO 32000-1, 14.8.4: the kinds that everybody knows.
STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 "
    "H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code "
    "Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split()
)


class ContentItem(NamedTuple):
    """Marked content that an element says it owns: whose stream it is of, and its number there.

    `owner` is the page, or the form that has a stream of its own; None where no page is named.
    """

    owner: Key | None
    number: int


@dataclass(slots=True, eq=False)
class StructureElement:
    """An element: its kind as it stands, what that stands for, who holds it and who it says does."""

    kind: str
    role: str
    entries: Entries
    holder: StructureElement | None
    above: Key | None
    own: Key | None
    kids: list[StructureElement] = field(default_factory=list)
    content: list[ContentItem] = field(default_factory=list)

    def has(self, key: str) -> bool:
        """Whether an entry says anything."""
        return bool(texts.of(self.entries.get(key)).strip())

    def attribute(self, owner: str, name: str, classes: PdfObject | None = None) -> object:
        """An attribute of an owner, by itself or by its class; None where there is none."""
        listed = _several(self.entries.get("/A"))
        for key in _several(self.entries.get("/C")):
            listed += _several(dictionary(classes).get(texts.of(key)))
        for one in listed:
            given = dictionary(one)
            if texts.of(given.get("/O")) == owner and name in given:
                return given[name]
        return None


@dataclass(slots=True)
class Structure:
    """All of it: the elements in their order, each once.

    `again` counts elements that are held twice, `unmapped` the kinds that stand for nothing known,
    `circles` those whose roles lead round, `remapped` standard ones that are said to be others.
    """

    root: Entries
    own: Key | None
    elements: list[StructureElement] = field(default_factory=list)
    again: int = 0
    unmapped: set[str] = field(default_factory=set)
    circles: set[str] = field(default_factory=set)
    remapped: set[str] = field(default_factory=set)

    @property
    def classes(self) -> PdfObject | None:
        """The attributes that elements have by their classes."""
        return self.root.get("/ClassMap")

    @property
    def tops(self) -> list[StructureElement]:
        """The elements that stand under the root."""
        return [one for one in self.elements if one.holder is None]


def structure(root: PdfObject) -> Structure | None:
    """The structure of a file by its catalogue; None where it has no tree."""
    found = root.get("/StructTreeRoot")
    tree = dictionary(found)
    if "/K" not in tree:
        return None
    made = Structure(tree, key_of(found))
    roles = _roles(_names(tree.get("/RoleMap")), made)
    _read(tree, roles, made)
    return made


def parents(tree: Entries) -> Iterator[tuple[int, PdfObject]]:
    """The numbers of the parent tree, each with what it stands for."""
    for node in nodes(tree.get("/ParentTree")):
        spend(_ELEMENT)
        listed = array(node.get("/Nums"))
        for key, value in zip(listed[::2], listed[1::2], strict=False):
            if isinstance(key, int):
                yield key, value


def nodes(tree: PdfObject | None) -> Iterator[Entries]:
    """The nodes of a tree of numbers or names, each once and before its kids (ISO 32000-1, 7.9.6)."""
    waiting = [tree]
    seen: set[Key] = set()
    while waiting:
        found = waiting.pop()
        own = key_of(found)
        if own is None or own not in seen:
            if own is not None:
                seen.add(own)
            node = dictionary(found)
            yield node
            waiting += reversed(array(node.get("/Kids")))


def key_of(found: PdfObject | None) -> Key | None:
    """By what an object is known; None for one that stands in another."""
    import pikepdf

    if isinstance(found, pikepdf.Object) and found.is_indirect:
        return found.objgen
    return None


def _names(value: object) -> dict[str, str]:
    """The names that stand under names."""
    import pikepdf

    if not isinstance(value, pikepdf.Dictionary):
        return {}
    return {texts.key(k).removeprefix("/"): texts.bare(v) for k, v in value.items()}


def _roles(said: dict[str, str], made: Structure) -> dict[str, str]:
    """What the kinds of a file stand for."""
    found: dict[str, str] = {}
    for kind, first in said.items():
        if kind in STANDARD:
            made.remapped.add(kind)
            continue
        way, at = {kind}, first
        while at in said and at not in STANDARD:
            if at in way:
                made.circles.add(kind)
                break
            way.add(at)
            at = said[at]
        if at in STANDARD:
            found[kind] = at
    return found


def _read(tree: Entries, roles: dict[str, str], made: Structure) -> None:
    seen: set[Key] = set()
    # An element, who holds it, the page that it inherits.
    waiting: list[tuple[PdfObject, StructureElement | None, Key | None]] = [
        (kid, None, None) for kid in reversed(_several(tree.get("/K")))
    ]
    while waiting:
        spend(_ELEMENT)
        kid, holder, page = waiting.pop()
        entries = dictionary(kid)
        own = key_of(kid)
        if not entries:
            continue
        if own is not None and own in seen:
            made.again += 1
            continue
        if own is not None:
            seen.add(own)
        if len(made.elements) >= _MOST:
            raise TooMuchError
        kind = texts.bare(entries.get("/S"))
        role = kind if kind in STANDARD else roles.get(kind, "")
        if not role:
            made.unmapped.add(kind)
        element = StructureElement(kind, role, entries, holder, key_of(entries.get("/P")), own)
        made.elements.append(element)
        if holder is not None:
            holder.kids.append(element)
        page = key_of(entries.get("/Pg")) or page
        within = _kids(element, page)
        waiting += [(one, element, page) for one in reversed(within)]


def _kids(element: StructureElement, page: Key | None) -> list[PdfObject]:
    """The elements that one holds; its content is noted."""
    within = []
    for kid in _several(element.entries.get("/K")):
        if isinstance(kid, int):
            element.content.append(ContentItem(page, kid))
            continue
        entries = dictionary(kid)
        kind = texts.of(entries.get("/Type"))
        if kind == "/MCR":
            owner = key_of(entries.get("/Stm")) or key_of(entries.get("/Pg")) or page
            number = entries.get("/MCID")
            element.content.append(ContentItem(owner, number if isinstance(number, int) else -1))
        elif kind != "/OBJR":
            within.append(kid)
    return within


def _several(value: PdfObject | None) -> list[PdfObject]:
    """What an entry holds that may be one or several."""
    import pikepdf

    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]
