"""A small tagged PDF of every kind of element, made by none of our painters, to be spoilt by tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests import corpus

if TYPE_CHECKING:
    from collections.abc import Callable

_SCHEMA = '<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"/>'
# What the page draws: an artifact, two words, a picture, the six cells of a table and a note.
_PARTS = 12


class Tree:
    """The file under way, and its elements by their names."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf, self.page = pdf, pdf.pages[0].obj
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.owners: list[Any] = [None] * _PARTS
        self.named: dict[str, Any] = {}
        self._grow()

    def add(self, name: str, kind: str, above: Any, *numbers: int, **more: Any) -> Any:
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=above, Pg=self.page, **more)
        )
        for number in numbers:
            self.owners[number] = element
        element["/K"] = Array(list(numbers))
        if "/K" in above:
            above["/K"].append(element)
        else:
            above["/K"] = Array([element])
        self.named[name] = element
        return element

    def _grow(self) -> None:
        document = self.add("document", "Document", self.root)
        story = self.add("story", "Art", document, T="云岭")
        self.add("head", "H1", story, 0)
        self.add("subhead", "H2", story, 1)
        self.add("deck", "Deck", story, 2)
        box = Dictionary(O=Name.Layout, BBox=Array([200, 200, 272, 272]))
        self.add("figure", "Figure", story, 3, Alt="远山", A=box)
        lists = self.add("list", "L", story)
        item = self.add("item", "LI", lists)
        self.add("label", "Lbl", item, 4)
        self.add("said", "LBody", item, 5)
        table = self.add("table", "Table", story)
        head = self.add("row", "TR", table)
        wide = Dictionary(O=Name.Table, Scope=Name.Column, ColSpan=2)
        self.add("wide", "TH", head, 6, A=wide)
        below = self.add("below", "TR", table)
        self.add("left", "TD", below, 7)
        self.add("right", "TD", below, 8)
        ruby = self.add("ruby", "Ruby", story)
        self.add("base", "RB", ruby, 9)
        self.add("reading", "RT", ruby, 10)
        self.add("note", "Note", story, 11, ID="n1")
        self.page["/StructParents"] = 0
        self.page["/Tabs"] = Name.S
        self.root["/RoleMap"] = Dictionary(Deck=Name.P)
        self.root["/ParentTree"] = self.pdf.make_indirect(
            Dictionary(Nums=Array([0, Array(self.owners)]))
        )
        root = self.pdf.Root
        root["/StructTreeRoot"] = self.root
        root["/MarkInfo"] = Dictionary(Marked=True)
        root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
        root["/Lang"] = pikepdf.String("zh-CN")


def content() -> list[bytes]:
    """The page's operators, piece by piece."""
    drawn = [corpus.shown("云", at=(30, 40 + 15 * at)) for at in range(_PARTS)]
    drawn[3] = b"q 72 0 0 72 200 200 cm /Photo Do Q\n"
    marked = [
        b"/P <</MCID %d>> BDC\n%bEMC\n" % (number, piece) for number, piece in enumerate(drawn)
    ]
    return [b"/Artifact BMC\n0 0 0 1 K 20 20 m 280 20 l S\nEMC\n", *marked]


def made(
    change: Callable[[Tree], object] = lambda _: None,
    spoil: Callable[[list[bytes]], object] = lambda _: None,
    packet: tuple[bytes, bytes] = (b"", b""),
) -> bytes:
    """The file, its tree changed, its content spoilt, its XMP with some bytes for others."""

    def tagged(pdf: pikepdf.Pdf) -> None:
        pieces = content()
        spoil(pieces)
        pdf.pages[0].Contents = pdf.make_stream(b"".join(pieces))
        change(Tree(pdf))
        told = pdf.Root.Metadata.read_bytes()
        told = told.replace(b"<pdfaid:conformance>U", b"<pdfaid:conformance>A")
        claim = (
            b'<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>'
            + _SCHEMA.encode()
        )
        told = told.replace(b"</rdf:Description>", claim + b"</rdf:Description>")
        stream = pdf.make_stream(told.replace(*packet) if packet[0] else told)
        stream["/Type"], stream["/Subtype"] = Name.Metadata, Name.XML
        pdf.Root.Metadata = stream

    return corpus.made(corpus.File(change=tagged, standard="a2u"))
