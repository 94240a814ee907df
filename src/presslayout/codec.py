"""An edition as JSON and back.  `hash_of` names what is on a page, whatever PDF carries it.

Format `presslayout/edition-1`: integers in EMU, no floats, keys that hold their default left out.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from presslayout.page import (
    BLACK,
    Article,
    Asset,
    Block,
    Box,
    Edition,
    Glyphs,
    Ink,
    Item,
    Note,
    Page,
    Picture,
    Placed,
    Press,
    Shape,
    Stroke,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "presslayout/edition-1"


def canonical(value: object) -> bytes:
    """The one JSON spelling of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(page: Page) -> str:
    """SHA-256 over the page's canonical JSON: what stands on the page, its notes apart."""
    return hashlib.sha256(canonical(_dump_page(page))).hexdigest()


def dumps(edition: Edition) -> bytes:
    """The edition as `edition.json`, with the hash of every page."""
    pages = []
    for page in edition.pages:
        plain = _dump_page(page)
        plain["hash"] = hashlib.sha256(canonical(plain)).hexdigest()
        if page.notes:
            plain["notes"] = [
                {"box": _dump_box(n.box), "kind": n.kind, "text": n.text} for n in page.notes
            ]
        pages.append(plain)
    press = asdict(edition.press)
    whole = {
        "format": FORMAT,
        "engine": edition.engine,
        "paper": edition.paper,
        "date": edition.date,
        "pages": pages,
        "stories": [
            {"id": a.id, "texts": dict(a.texts), "sources": list(a.sources)}
            for a in edition.articles
        ],
        "assets": [
            {name: getattr(a, name) for name in Asset.__dataclass_fields__} for a in edition.assets
        ],
        "press": press,
    }
    return canonical(whole) + b"\n"


def loads(data: bytes) -> Edition:
    """The edition that `dumps` wrote; ValueError when it is none of ours, or damaged."""
    plain = json.loads(data)
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise ValueError(f"not {FORMAT}")
    try:
        return _load(plain)
    except (KeyError, TypeError, AttributeError) as cause:
        raise ValueError(f"damaged {FORMAT}: {cause!r}") from cause


def _load(plain: dict[str, Any]) -> Edition:
    return Edition(
        paper=plain["paper"],
        date=plain["date"],
        engine=plain["engine"],
        pages=tuple(_load_page(p) for p in plain["pages"]),
        articles=tuple(
            Article(s["id"], tuple(s["texts"].items()), tuple(s["sources"]))
            for s in plain["stories"]
        ),
        assets=tuple(Asset(**a) for a in plain["assets"]),
        press=Press(**plain["press"]),
    )


def plain(data: bytes) -> dict[str, Any]:
    """What `dumps` wrote, as plain values."""
    found: dict[str, Any] = json.loads(data)
    return found


def _dump_page(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "label": page.label,
        "template": page.template,
        "trim": [page.width, page.height],
        "bleed": page.bleed,
        "blocks": [dump_block(block) for block in page.blocks],
    }


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
    width, height = plain["trim"]
    return Page(
        number=plain["number"],
        label=plain["label"],
        template=plain["template"],
        width=width,
        height=height,
        bleed=plain["bleed"],
        blocks=tuple(
            Block(
                id=b["id"],
                role=b["role"],
                items=tuple(_load_item(i) for i in b["items"]),
                story=b["story"],
                part=b["part"],
                alt=b.get("alt", ""),
                artifact=b.get("artifact", False),
            )
            for b in plain["blocks"]
        ),
        notes=tuple(Note(Box(*n["box"]), n["kind"], n["text"]) for n in plain.get("notes", ())),
    )


def _load_item(plain: Mapping[str, Any]) -> Item:
    match plain["kind"]:
        case "glyphs":
            return Glyphs(
                face=plain["face"],
                size=plain["size"],
                ids=tuple(plain["ids"]),
                x=tuple(plain["x"]),
                y=tuple(plain["y"]),
                text=plain["text"],
                spans=tuple(plain.get("spans", ())),
                offset=plain["offset"],
                ink=Ink(*plain["ink"]) if "ink" in plain else BLACK,
                turn=plain.get("turn", 0),
                condense=plain.get("condense", 1000),
            )
        case "shape":
            stroke = plain.get("stroke")
            return Shape(
                path=tuple(tuple(segment) for segment in plain["path"]),
                fill=Ink(*plain["fill"]) if "fill" in plain else None,
                stroke=Stroke(Ink(*stroke[0]), stroke[1]) if stroke else None,
            )
        case "picture":
            return Picture(
                plain["image"],
                Box(*plain["box"]),
                tuple(plain["crop"]),
                plain.get("intent", ""),
                Ink(*plain["ground"]) if "ground" in plain else None,
            )
        case "placed":
            return Placed(plain["document"], plain["page"], Box(*plain["box"]))
        case kind:
            raise ValueError(f"unknown item kind: {kind!r}")
