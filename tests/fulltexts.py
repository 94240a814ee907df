"""The laws of an issue's ALTO and METS, looked at from the files alone; the schemas where they are here."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

from presslayout.archive import fulltext
from presslayout.archive.alto_reading import read
from presslayout.archive.spelled import identifier
from presslayout.base.cache import Cache
from presslayout.edition.codec import hash_of
from presslayout.edition.page import Glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.edition.page import Edition

SCHEMAS = Path(__file__).resolve().parents[2] / "shared" / "schemas"
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
METS = "{http://www.loc.gov/METS/}"
XLINK = "{http://www.w3.org/1999/xlink}"
BLOCKS = ("TextBlock", "Illustration")
# A box is told to a hundredth of a tenth of a millimetre.
FINE = 0.011


@cache
def schema(name: str) -> Any:
    """A schema; None where it is not here."""
    path = SCHEMAS / name
    return etree.XMLSchema(etree.parse(str(path))) if path.exists() else None


def made(edition: Edition, first: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The files of an edition, all its laws kept."""
    hashes = [hash_of(page) for page in edition.pages]
    files = fulltext.files(edition, hashes, first or {}, Cache.disabled())
    whole = {**(first or {}), **files}
    pages = {
        name: etree.fromstring(data) for name, data in files.items() if name.startswith("alto/")
    }
    mets = etree.fromstring(files["mets.xml"])
    for page in pages.values():
        valid("alto-4-4.xsd", page)
        boxes_hold(page)
        order_is_told_twice(page)
    valid("mets-1.12.1.xsd", mets)
    files_are_as_told(mets, whole)
    areas_are_there(mets, pages)
    texts_are_whole(edition, mets, pages)
    for name, page in pages.items():
        reads_back(page, files[name], name)
    return files


def valid(name: str, document: Any) -> None:
    """The schema finds nothing, where it is here."""
    judge = schema(name)
    assert judge is None or judge.validate(document), judge.error_log


def boxes_hold(page: Any) -> None:
    """Whatever stands inside another has its box inside the other's."""
    for inner in page.iter(*(ALTO + n for n in ("String", "SP", "HYP", "TextLine", *BLOCKS))):
        outer = inner.getparent()
        (a, b, c, d), (e, f, g, h) = box(inner), box(outer)
        assert a >= e - FINE, inner.attrib
        assert b >= f - FINE, inner.attrib
        assert c <= g + FINE, inner.attrib
        assert d <= h + FINE, inner.attrib


def box(element: Any) -> tuple[float, float, float, float]:
    left, top, wide, high = (float(element.get(n)) for n in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return left, top, left + wide, top + high


def order_is_told_twice(page: Any) -> None:
    """ReadingOrder names the blocks of every story in the order in which they stand."""
    stories = [
        [one.get("ID") for one in story.iter(*(ALTO + n for n in BLOCKS))]
        for story in page.iter(ALTO + "ComposedBlock")
        if story.get("ID").startswith("S_")
    ]
    told = [
        [one.get("REF") for one in group.iter(ALTO + "ElementRef")]
        for group in page.iter(ALTO + "OrderedGroup")
    ]
    assert told == stories


def files_are_as_told(mets: Any, files: Mapping[str, bytes]) -> None:
    """Every file but the METS itself, with its size and hash."""
    told = {}
    for one in mets.iter(METS + "file"):
        path = unquote(one[0].get(XLINK + "href"))
        told[path] = int(one.get("SIZE")), one.get("CHECKSUM")
    assert told == {
        name: (len(data), hashlib.sha256(data).hexdigest())
        for name, data in files.items()
        if name != "mets.xml"
    }


def areas_are_there(mets: Any, pages: Mapping[str, Any]) -> None:
    """Every id that is pointed to exists: blocks, files, divisions."""
    paths = {one.get("ID"): one[0].get(XLINK + "href") for one in mets.iter(METS + "file")}
    ids = {name: {e.get("ID") for e in page.iter() if e.get("ID")} for name, page in pages.items()}
    for area in mets.iter(METS + "area"):
        assert area.get("BETYPE") == "IDREF"
        assert area.get("BEGIN") in ids[unquote(paths[area.get("FILEID")])]
    for pointer in mets.iter(METS + "fptr"):
        assert pointer.get("FILEID") is None or pointer.get("FILEID") in paths
    own = [e.get("ID") for e in mets.iter() if isinstance(e.tag, str) and e.get("ID")]
    assert len(own) == len(set(own))
    for link in mets.iter(METS + "smLink"):
        assert {link.get(XLINK + "from"), link.get(XLINK + "to")} <= set(own)
    for page in pages.values():
        shown = {e.get("FILEID") for e in page.iter(ALTO + "Illustration")} - {None}
        assert shown <= set(paths)


def texts_are_whole(edition: Edition, mets: Any, pages: Mapping[str, Any]) -> None:
    """The Strings and SPs of a part joined, paragraph by paragraph, are what pages show of its text."""
    paths = {one.get("ID"): one[0].get(XLINK + "href") for one in mets.iter(METS + "file")}
    blocks = {
        (name, e.get("ID")): e
        for name, page in pages.items()
        for e in page.iter(ALTO + "TextBlock")
    }
    for article in edition.articles:
        own = identifier("LOG", article.id)
        division = next((d for d in mets.iter(METS + "div") if d.get("ID") == own), None)
        told: dict[str, list[str]] = {}
        for piece in division if division is not None else ():
            if piece.tag != METS + "div":
                continue
            places = [(paths[a.get("FILEID")], a.get("BEGIN")) for a in piece.iter(METS + "area")]
            if all(place in blocks for place in places):
                own_text = "".join(said(blocks[place]) for place in places)
                told.setdefault(_part(places[0][1]), []).append(own_text)
        for part, text in article.texts:
            shown = _shown(edition, article.id, part, text)
            expected = [line for line in shown.split("\n") if line]
            name = identifier("", article.id, part)[1:]
            assert told.get(name, []) == expected, (article.id, part)


def _part(block: str) -> str:
    """Story and part of a block's id: what stands between the page and the number."""
    return block.partition("_")[2].partition("_")[2].rpartition("_")[0]


def said(block: Any) -> str:
    """The text of a block."""
    return "".join(
        " " if one.tag == ALTO + "SP" else one.get("CONTENT")
        for line in block.iter(ALTO + "TextLine")
        for one in line
        if one.tag in (ALTO + "String", ALTO + "SP")
    )


def _shown(edition: Edition, story: str, part: str, text: str) -> str:
    """What pages show of a part, line feeds where the text has them."""
    seen = {at for at, char in enumerate(text) if char == "\n"}
    for page in edition.pages:
        for block in page.blocks:
            if block.artifact or (block.story, block.part) != (story, part):
                continue
            for run in block.items:
                if isinstance(run, Glyphs):
                    seen.update(range(run.offset, run.offset + len(run.text)))
    return "".join(char for at, char in enumerate(text) if at in seen)


def reads_back(page: Any, data: bytes, name: str) -> None:
    """Our own reader finds what is written, block by block and line by line."""
    (found,) = read(data, name)
    interlinear = [
        e for e in page.iter(ALTO + "TextBlock") if any("TAGREFS" in line.attrib for line in e)
    ]
    written = [e for e in page.iter(ALTO + "TextBlock") if e not in interlinear]
    told = [b for b in found.blocks if b.lines]
    assert [b.id for b in told] == [e.get("ID") for e in written]
    for block, element in zip(told, written, strict=True):
        assert block.text == said(element).removesuffix(" ")


def words(files: Mapping[str, bytes]) -> Iterator[Any]:
    """Every String of all pages."""
    for name, data in files.items():
        if name.startswith("alto/"):
            yield from etree.fromstring(data).iter(ALTO + "String")
