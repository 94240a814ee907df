"""An edition as JSON and back.  `hash_of` names what is on a page, whatever PDF carries it.

Format `presslayout/edition-2`: integers in EMU, no floats, keys that hold their default left out.
What was written as `presslayout/edition-1`, without paragraphs, facts and rights, is read as well.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, kinds
from presslayout.base.geometry import Box
from presslayout.base.values import as_dict, fields, frozen
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.page import (
    Article,
    ArticleParagraph,
    Asset,
    Block,
    Edition,
    Glyphs,
    IssueFacts,
    Item,
    Note,
    Page,
    Picture,
    Placed,
    Shape,
    Stroke,
    Veil,
)
from presslayout.edition.press import Press
from presslayout.edition.roles import ParagraphKind, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT = "presslayout/edition-2"
# The formats that are read: every one that was ever written.
READ = ("presslayout/edition-1", FORMAT)


def canonical(value: object) -> bytes:
    """The one JSON spelling of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@frozen
class Written:
    """A page as `edition.json` spells it: its blocks, which are nearly all of it, and its hash."""

    blocks: bytes
    hash: str


def written(page: Page) -> Written:
    """The page spelled, once for its hash and for every file that holds it."""
    blocks = canonical([dump_block(block) for block in page.blocks])
    return Written(blocks, hashlib.sha256(_spelled(page, blocks, {})).hexdigest())


def hash_of(page: Page) -> str:
    """SHA-256 over the page's canonical JSON: what stands on the page, its notes apart."""
    return written(page).hash


def dumps(edition: Edition, pages: Sequence[Written] = ()) -> bytes:
    """The edition as `edition.json`, with the hash of every page; `pages` where they are spelled."""
    own = pages or [written(page) for page in edition.pages]
    spelled = [_with_hash(page, one) for page, one in zip(edition.pages, own, strict=True)]
    # The keys of the whole in their order, those before `pages` and those behind it.
    before: dict[str, object] = {
        "assets": [{one.name: getattr(a, one.name) for one in fields(a)} for a in edition.assets],
        "date": edition.date,
        "engine": edition.engine,
        "format": FORMAT,
    }
    facts = {name: told for name, told in as_dict(edition.facts).items() if told}
    if facts:
        before["issue"] = facts
    after = {
        "paper": edition.paper,
        "press": as_dict(edition.press),
        "stories": [_dump_article(article) for article in edition.articles],
    }
    inner = b'%b,"pages":[%b],%b' % (
        canonical(before)[:-1],
        b",".join(spelled),
        canonical(after)[1:],
    )
    return inner + b"\n"


def _dump_article(article: Article) -> dict[str, object]:
    plain: dict[str, object] = {
        "id": article.id,
        "texts": dict(article.texts),
        "sources": article.sources,
    }
    if article.paragraphs:
        plain["paragraphs"] = {
            part: [[p.kind, p.start, p.length, p.marker, *p.cell, *p.covers] for p in listed]
            for part, listed in article.paragraphs
        }
    return plain


def _with_hash(page: Page, one: Written) -> bytes:
    more: dict[str, object] = {"hash": one.hash}
    if page.notes:
        more["notes"] = [
            {"box": _dump_box(n.box), "kind": n.kind, "text": n.text} for n in page.notes
        ]
    if page.section:
        more["section"] = page.section
    if page.editors:
        more["editors"] = page.editors
    return _spelled(page, one.blocks, more)


def _spelled(page: Page, blocks: bytes, more: Mapping[str, object]) -> bytes:
    """The page's canonical JSON round its blocks: of all keys `bleed` alone stands before them."""
    around = {
        "number": page.number,
        "label": page.label,
        "template": page.template,
        "trim": [page.width, page.height],
        **more,
    }
    before, after = canonical({"bleed": page.bleed}), canonical(around)
    return b"".join((before[:-1], b',"blocks":', blocks, b",", after[1:]))


def loads(data: bytes) -> Edition:
    """The edition that this or an earlier `dumps` wrote; ValueError when it is none, or damaged."""
    try:
        plain = json.loads(data)
        if plain["format"] not in READ:
            raise ValueError(f"not {' or '.join(READ)}")
        return _load(plain)
    except doors.JSON.faults() as cause:
        raise ValueError(f"none of {', '.join(READ)}, or damaged") from cause


def _load(plain: dict[str, Any]) -> Edition:
    return Edition(
        paper=kinds.text(plain["paper"]),
        date=kinds.text(plain["date"]),
        engine=kinds.text(plain["engine"]),
        pages=tuple(_load_page(p) for p in plain["pages"]),
        articles=tuple(_load_article(s) for s in plain["stories"]),
        assets=tuple(Asset(**dict(kinds.pairs(a))) for a in plain["assets"]),
        press=_load_press(plain["press"]),
        facts=IssueFacts(**dict(kinds.pairs(plain.get("issue", {})))),
    )


def _load_article(plain: Mapping[str, Any]) -> Article:
    return Article(
        kinds.text(plain["id"]),
        kinds.pairs(plain["texts"]),
        kinds.texts(plain["sources"]),
        tuple(
            (kinds.text(part), _load_paragraphs(rows))
            for part, rows in plain.get("paragraphs", {}).items()
        ),
    )


def _load_paragraphs(rows: Any) -> tuple[ArticleParagraph, ...]:
    """The paragraphs of a part; ValueError unless they follow each other, a code point between two."""
    made: list[ArticleParagraph] = []
    at = 0
    for kind, start, length, marker, row, column, down, along in rows:
        numbers = kinds.wholes([start, length, row, column, down, along])
        at += bool(made)
        if start != at or min(numbers) < 0 or min(down, along) < 1:
            raise ValueError("paragraphs with gaps")
        at += length
        name = ParagraphKind(kinds.text(kind))
        made.append(
            ArticleParagraph(name, start, length, kinds.text(marker), (row, column), (down, along))
        )
    if not made:
        raise ValueError("a part without a paragraph")
    return tuple(made)


def _load_press(plain: dict[str, Any]) -> Press:
    words = {f.name for f in fields(Press) if f.type == "str"}
    told: dict[str, Any] = {
        name: kinds.text(value) if name in words else kinds.whole(value)
        for name, value in plain.items()
    }
    return Press(**told)


def plain(data: bytes) -> dict[str, Any]:
    """What `dumps` wrote, as plain values."""
    found: dict[str, Any] = json.loads(data)
    return found


def dump_block(block: Block) -> dict[str, Any]:
    """A block as plain values."""
    plain: dict[str, Any] = {
        "id": block.id,
        "story": block.story,
        "part": block.part,
        "role": block.role,
        "items": [_dump_item(item) for item in block.items],
    }
    if block.alt:
        plain["alt"] = block.alt
    if block.artifact:
        plain["artifact"] = True
    return plain


def _dump_item(item: Item) -> dict[str, Any]:
    match item:
        case Glyphs():
            return _dump_glyphs(item)
        case Shape():
            plain: dict[str, Any] = {"kind": "shape", "path": item.path}
            if item.fill is not None:
                plain["fill"] = _dump_ink(item.fill)
            if item.stroke is not None:
                plain["stroke"] = [_dump_ink(item.stroke.ink), item.stroke.width]
            return plain
        case Picture():
            plain = {
                "kind": "picture",
                "image": item.image,
                "box": _dump_box(item.box),
                "crop": item.crop,
            }
            if item.intent:
                plain["intent"] = item.intent
            if item.ground is not None:
                plain["ground"] = _dump_ink(item.ground)
            if item.veils:
                plain["veils"] = [[*one.rows, one.depth, int(one.light)] for one in item.veils]
            return plain
        case Placed():
            return {
                "kind": "placed",
                "document": item.document,
                "page": item.page,
                "box": _dump_box(item.box),
            }


def _dump_glyphs(item: Glyphs) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "kind": "glyphs",
        "face": item.face,
        "size": item.size,
        "ids": item.ids,
        "x": item.x,
        "y": item.y,
        "text": item.text,
        "offset": item.offset,
    }
    if item.spans:
        plain["spans"] = item.spans
    if item.ink != BLACK:
        plain["ink"] = _dump_ink(item.ink)
    if item.turn:
        plain["turn"] = item.turn
    if item.condense != 1000:  # noqa: PLR2004
        plain["condense"] = item.condense
    return plain


def _dump_ink(ink: Ink) -> list[int | str]:
    return [*ink.process, ink.spot, ink.tint] if ink.spot else [*ink.process]


def _dump_box(box: Box) -> list[int]:
    return [box.x, box.y, box.width, box.height]


def _load_page(plain: Mapping[str, Any]) -> Page:
    width, height = kinds.wholes(plain["trim"])
    if width < 1 or height < 1:
        raise ValueError("a page of no size")
    return Page(
        number=kinds.whole(plain["number"]),
        label=kinds.text(plain["label"]),
        template=kinds.text(plain["template"]),
        width=width,
        height=height,
        bleed=kinds.whole(plain["bleed"]),
        blocks=tuple(
            Block(
                id=kinds.text(b["id"]),
                role=Role(kinds.text(b["role"])),
                items=tuple(_load_item(i) for i in b["items"]),
                story=kinds.text(b["story"]),
                part=kinds.text(b["part"]),
                alt=kinds.text(b.get("alt", "")),
                artifact=kinds.yes(b.get("artifact", False)),
            )
            for b in plain["blocks"]
        ),
        notes=tuple(
            Note(_load_box(n["box"]), kinds.text(n["kind"]), kinds.text(n["text"]))
            for n in plain.get("notes", ())
        ),
        section=kinds.text(plain.get("section", "")),
        editors=kinds.texts(plain.get("editors", [])),
    )


def _load_item(plain: Mapping[str, Any]) -> Item:
    match plain["kind"]:
        case "glyphs":
            return _load_glyphs(plain)
        case "shape":
            stroke = plain.get("stroke")
            return Shape(
                path=tuple(_load_segment(segment) for segment in plain["path"]),
                fill=_load_ink(plain["fill"]) if "fill" in plain else None,
                stroke=Stroke(_load_ink(stroke[0]), kinds.whole(stroke[1])) if stroke else None,
            )
        case "picture":
            left, top, right, bottom = kinds.wholes(plain["crop"])
            return Picture(
                kinds.text(plain["image"]),
                _load_box(plain["box"]),
                (left, top, right, bottom),
                kinds.text(plain.get("intent", "")),
                _load_ink(plain["ground"]) if "ground" in plain else None,
                tuple(_load_veil(kinds.wholes(veil)) for veil in plain.get("veils", ())),
            )
        case "placed":
            return Placed(
                kinds.text(plain["document"]), kinds.whole(plain["page"]), _load_box(plain["box"])
            )
        case kind:
            raise ValueError(f"unknown item kind: {kind!r}")


def _load_veil(plain: tuple[int, ...]) -> Veil:
    above, begin, end, below, depth, light = plain
    if sorted((above, begin, end, below)) != [above, begin, end, below] or light not in (0, 1):
        raise ValueError("a veil of no gradient")
    return Veil((above, begin, end, below), depth, light == 1)


def _load_glyphs(plain: Mapping[str, Any]) -> Glyphs:
    ids, x, y = (kinds.wholes(plain[name]) for name in ("ids", "x", "y"))
    text, spans = kinds.text(plain["text"]), kinds.wholes(plain.get("spans", []))
    # One place for each glyph or for all, and all of the text behind them.
    places = all(len(row) in (1, len(ids)) for row in (x, y))
    counts = spans or (1,) * len(ids)
    if not places or len(counts) != len(ids) or min(counts, default=0) < 0:
        raise ValueError("glyphs without places or texts")
    if sum(counts) != len(text):
        raise ValueError("glyphs of another text")
    return Glyphs(
        face=kinds.text(plain["face"]),
        size=kinds.whole(plain["size"]),
        ids=ids,
        x=x,
        y=y,
        text=text,
        spans=spans,
        offset=kinds.whole(plain["offset"]),
        ink=_load_ink(plain["ink"]) if "ink" in plain else BLACK,
        turn=kinds.whole(plain.get("turn", 0)),
        condense=kinds.whole(plain.get("condense", 1000)),
    )


# How many numbers follow each command of a path.
_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}


def _load_segment(plain: Any) -> tuple[str | int, ...]:
    command, *numbers = plain
    if len(numbers) != _NUMBERS[command]:
        raise ValueError(f"a segment {command} of {len(numbers)} numbers")
    return command, *kinds.wholes(numbers)


def _load_box(plain: Any) -> Box:
    x, y, width, height = kinds.wholes(plain)
    return Box(x, y, width, height)


def _load_ink(plain: list[Any]) -> Ink:
    process, spot = kinds.wholes(plain[:4]), plain[4:]
    c, m, y, k = process
    if not spot:
        return Ink(c, m, y, k)
    name, tint = spot
    return Ink(c, m, y, k, kinds.text(name), kinds.whole(tint))
