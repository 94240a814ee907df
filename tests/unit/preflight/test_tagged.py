"""A tagged file is sound; each clause, broken by itself, is told by its own code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from tests import structured

from presslayout.base.diagnostics import Severity
from presslayout.preflight import inspect
from presslayout.preflight.pdf.structure_tree import structure

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.structured import Tree

NOBODY = (b">1</pdfuaid:part>", b">0</pdfuaid:part>")


def codes(data: bytes) -> set[str]:
    found = inspect(data, "a2a", "a2a")
    return {d.code for d in found.diagnostics if d.severity is not Severity.INFO}


def put(name: str, key: str, value: Any) -> Callable[[Tree], None]:
    def change(tree: Tree) -> None:
        if value is None:
            del tree.named[name][key]
        else:
            tree.named[name][key] = value

    return change


def of_root(key: str, value: Any) -> Callable[[Tree], None]:
    def change(tree: Tree) -> None:
        if value is None:
            del tree.pdf.Root[key]
        else:
            tree.pdf.Root[key] = value

    return change


def roles(**given: str) -> Callable[[Tree], None]:
    def change(tree: Tree) -> None:
        for key, value in given.items():
            tree.root.RoleMap[f"/{key}"] = Name(f"/{value}")

    return change


def moved(name: str, above: str) -> Callable[[Tree], None]:
    """An element that another holds, and that says so."""

    def change(tree: Tree) -> None:
        element = tree.named[name]
        old = element.P
        kept = [kid for kid in old.K if isinstance(kid, int) or kid.objgen != element.objgen]
        old["/K"] = Array(kept)
        tree.named[above].K.append(element)
        element["/P"] = tree.named[above]

    return change


def twice(tree: Tree) -> None:
    tree.named["story"].K.append(tree.named["head"])


def circle(tree: Tree) -> None:
    tree.named["head"].K.append(tree.named["document"])


def annotated(tree: Tree, **more: Any) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), F=4, Contents="往后", **more
    )
    tree.page["/Annots"] = Array([tree.pdf.make_indirect(note)])


def linked(tree: Tree) -> None:
    """A link that an element has."""
    annotated(tree, StructParent=1)
    tree.root.ParentTree.Nums.append(1)
    tree.root.ParentTree.Nums.append(tree.named["story"])


def untabbed(tree: Tree) -> None:
    linked(tree)
    del tree.page["/Tabs"]


def other_owner(tree: Tree) -> None:
    tree.root.ParentTree.Nums[1][0] = tree.named["subhead"]


def second(name: str, data: bytes) -> Callable[[list[bytes]], None]:
    """Content put into a piece of the page's, or behind it."""

    def spoil(pieces: list[bytes]) -> None:
        at = {"artifact": 0, "first": 1}.get(name)
        if at is None:
            pieces.append(data)
        else:
            pieces[at] = pieces[at].replace(b"EMC\n", data + b"EMC\n")

    return spoil


def short(tree: Tree) -> None:
    below = tree.named["below"]
    below["/K"] = Array([below.K[0]])
    tree.named["left"]["/K"] = Array([7, 8])
    tree.root.ParentTree.Nums[1][8] = tree.named["left"]


CHANGES: tuple[tuple[str, str, Callable[[Tree], object]], ...] = (
    ("6.7.2.2 Marked", "not-tagged", of_root("/MarkInfo", Dictionary(Marked=False))),
    ("6.7.2.2 MarkInfo", "not-tagged", of_root("/MarkInfo", None)),
    ("ua 7.1 Suspects", "not-tagged", of_root("/MarkInfo", Dictionary(Marked=True, Suspects=True))),
    ("6.7.3.4 unmapped", "role-map", put("deck", "/S", Name("/Strange"))),
    ("6.7.3.4 circle", "role-map", roles(Deck="Other", Other="Deck")),
    ("6.7.3.4 remapped", "role-map", roles(P="Span")),
    ("6.7.4 none", "language", of_root("/Lang", None)),
    ("6.7.4 no tag", "language", of_root("/Lang", pikepdf.String("zh_CN"))),
    ("6.7.4 element", "language", put("head", "/Lang", pikepdf.String("中文"))),
    ("14.7 parent", "structure-links", lambda t: put("head", "/P", t.named["document"])(t)),
    ("14.7 twice", "structure-links", twice),
    ("14.7 circle", "structure-links", circle),
    ("14.7 content", "structure-links", put("head", "/K", Array([]))),
    ("14.7 number", "structure-links", put("head", "/K", Array([0, 99]))),
    ("14.7 shared", "structure-links", put("deck", "/K", Array([2, 0]))),
    ("14.7 parent tree", "structure-links", other_owner),
    ("14.7 StructParents", "structure-links", lambda t: t.page.__delitem__("/StructParents")),
    ("ua 7.18 annotation", "structure-links", annotated),
    ("ua 7.18.3", "tab-order", untabbed),
    ("ua 7.1 title", "document-title", of_root("/ViewerPreferences", Dictionary())),
    ("ua 7.4 first", "heading-levels", put("head", "/S", Name.H2)),
    ("ua 7.4 gap", "heading-levels", put("subhead", "/S", Name.H3)),
    ("ua 7.4 mixed", "heading-levels", put("subhead", "/S", Name.H)),
    ("ua 7.3 Alt", "missing-alt", put("figure", "/Alt", None)),
    ("ua 7.3 blank", "missing-alt", put("figure", "/Alt", pikepdf.String(" "))),
    ("BBox", "figure-box", put("figure", "/A", None)),
    ("ua 7.2 cell", "structure-nesting", moved("left", "table")),
    ("ua 7.2 item", "structure-nesting", moved("item", "story")),
    ("ua 7.2 body", "structure-nesting", moved("said", "list")),
    ("ua 7.2 reading", "structure-nesting", moved("reading", "story")),
    ("ua 7.5 spans", "table-spans", put("wide", "/A", Dictionary(O=Name.Table, Scope=Name.Column))),
    ("ua 7.5 short", "table-spans", short),
    ("ua 7.5 scope", "table-heads", put("wide", "/A", Dictionary(O=Name.Table, ColSpan=2))),
    ("ua 7.9", "note-id", put("note", "/ID", None)),
)


def test_a_tagged_file_is_sound() -> None:
    assert codes(structured.made()) == set()
    assert codes(structured.made(linked)) == set()
    assert inspect(structured.made(), None, "x1a").claims == ("PDF/A-2a", "PDF/UA-1")


@pytest.mark.parametrize(("clause", "code", "change"), CHANGES, ids=[c[0] for c in CHANGES])
def test_a_broken_clause_is_told(clause: str, code: str, change: Callable[[Tree], object]) -> None:
    del clause
    found = codes(structured.made(change))
    assert code in found
    # A cell that left its row leaves that row short; a circle is a link and a role of its own.
    assert found - {code} <= {"table-spans"}


def test_a_file_without_a_tree_is_not_tagged() -> None:
    def bare(tree: Tree) -> None:
        del tree.pdf.Root["/StructTreeRoot"]

    assert codes(structured.made(bare)) == {"not-tagged"}
    assert codes(structured.made(lambda t: t.root.__delitem__("/K"))) == {"not-tagged"}


@pytest.mark.parametrize(
    ("where", "data", "code"),
    [
        ("behind", b"20 30 m 280 30 l S\n", "untagged-content"),
        ("behind", b"q 9 0 0 9 9 9 cm /Photo Do Q\n", "untagged-content"),
        ("behind", b"/Span <</ActualText (x)>> BDC 1 1 9 9 re f EMC\n", "untagged-content"),
        ("artifact", b"/P <</MCID 12>> BDC 1 1 9 9 re f EMC\n", "crossed-tags"),
        ("first", b"/Artifact BMC 1 1 9 9 re f EMC\n", "crossed-tags"),
        ("behind", b"/P <</MCID 0>> BDC 1 1 9 9 re f EMC\n", "structure-links"),
        ("behind", b"/P <</MCID 12>> BDC 1 1 9 9 re f EMC\n", "structure-links"),
        ("behind", b"/Artifact BMC 1 1 9 9 re f\n", "crossed-tags"),
    ],
)
def test_content_that_nobody_or_everybody_owns_is_told(where: str, data: bytes, code: str) -> None:
    found = codes(structured.made(spoil=second(where, data)))
    assert code in found
    assert found - {code} <= {"structure-links"}


def test_a_path_that_only_clips_and_a_state_need_no_owner() -> None:
    spoil = second("behind", b"q 1 1 9 9 re W n 0 0 0 1 k Q\n")
    assert codes(structured.made(spoil=spoil)) == set()


def test_who_claims_no_access_is_asked_for_level_a_alone() -> None:
    def spoilt(tree: Tree) -> None:
        put("figure", "/Alt", None)(tree)
        put("subhead", "/S", Name.H3)(tree)

    assert codes(structured.made(spoilt)) == {"missing-alt", "heading-levels"}
    found = inspect(structured.made(spoilt, packet=NOBODY), "a2a", "a2a").diagnostics
    assert {(d.code, d.severity) for d in found} == {("no-ua-claim", Severity.WARNING)}


def test_level_u_asks_for_no_structure() -> None:
    data = structured.made(of_root("/MarkInfo", None))
    assert not {d.code for d in inspect(data, "a2u", "a2u").diagnostics} & {"not-tagged"}


def test_hostile_trees_are_read_to_an_end() -> None:
    def deep(tree: Tree) -> None:
        above = tree.named["story"]
        for at in range(3000):
            above = tree.add(f"deep{at}", "Div", above)

    def odd(tree: Tree) -> None:
        tree.named["head"]["/K"] = Array([Dictionary(), pikepdf.String("x"), -7, None])
        tree.named["table"]["/A"] = Array([3, Name.X])
        tree.root["/RoleMap"] = Array([1])
        tree.root["/ParentTree"] = Dictionary(Kids=Array([tree.root.get("/ParentTree")]))

    def huge(tree: Tree) -> None:
        tree.named["wide"]["/A"] = Dictionary(
            O=Name.Table, Scope=Name.Column, ColSpan=2**31 - 1, RowSpan=2**31 - 1
        )

    assert codes(structured.made(deep)) == set()
    assert "role-map" in codes(structured.made(odd))
    assert codes(structured.made(huge)) == {"table-spans"}


def test_an_attribute_may_come_by_a_class() -> None:
    def classed(tree: Tree) -> None:
        tree.root["/ClassMap"] = Dictionary(Heads=tree.named["wide"].A)
        del tree.named["wide"]["/A"]
        tree.named["wide"]["/C"] = Name.Heads

    assert codes(structured.made(classed)) == set()


def test_a_tree_is_read_in_its_order() -> None:
    opened = inspect(structured.made(), "a2a", "a2a").opened
    assert opened is not None
    made = structure(opened.root)
    assert made is not None
    roles_ = [element.role for element in made.elements]
    assert roles_[:6] == ["Document", "Art", "H1", "H2", "P", "Figure"]
    assert [top.role for top in made.tops] == ["Document"]


def test_a_private_code_that_says_nothing_is_told() -> None:
    def private(tree: Tree) -> None:
        font = tree.page.Resources.Font.Song
        told = font.ToUnicode.read_bytes().replace(b"<4E91>", b"<E001>")
        font["/ToUnicode"] = tree.pdf.make_stream(told)

    def said(pieces: list[bytes]) -> None:
        head = b"/Span <</ActualText <FEFF4E91>>> BDC\n"
        for at, piece in enumerate(pieces):
            pieces[at] = piece.replace(b"BDC\nBT", b"BDC\n" + head + b"BT")
            if b"BT" in piece:
                pieces[at] = pieces[at].replace(b"ET\nEMC", b"ET\nEMC\nEMC")

    assert codes(structured.made(private)) == {"private-code"}
    assert codes(structured.made(private, spoil=said)) == set()
