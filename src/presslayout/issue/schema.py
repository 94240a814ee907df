"""JSON Schemas of issues and templates, from the table of fields: editors complete and explain keys.

Scalars are typed loosely, since an editor sees `3:2` or `03` as YAML does and we see text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base import plugins
from presslayout.issue import fields

if TYPE_CHECKING:
    from presslayout.issue.fields import Field, Record

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ROOTS: dict[str, Record] = {
    "issue": fields.ISSUE,
    "variant": fields.VARIANT,
    "template": fields.TEMPLATE,
    "style": fields.STYLE,
    "press": fields.PRESS,
    "proofreading": fields.PROOFREADING,
}
INKS = "inks"
TEXT = {"type": ["string", "number", "boolean"]}
NUMBER = {"type": ["string", "number"]}
# A date is a text for some readers of YAML and a value of its own for others: no type.
PATTERNS: dict[str, dict[str, Any]] = {
    "integer": {"type": ["string", "integer"], "pattern": "^[0-9]{1,6}$", "minimum": 0},
    "count": {
        "type": ["string", "integer"],
        "pattern": "^([1-9][0-9]{0,5}|待定|tbd|TBD)$",
        "minimum": 1,
    },
    "rows": {
        "type": ["string", "integer"],
        "pattern": "^([1-9][0-9]{0,5} *(行|ln)?|待定|tbd|TBD)$",
        "minimum": 1,
    },
    "date": {"pattern": "^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|待定|tbd|TBD)$"},
    "yesno": {"type": ["string", "boolean"], "enum": ["是", "否", "yes", "no", True, False]},
    "length": {
        "type": ["string", "number"],
        "pattern": "^(0|[0-9]+(\\.[0-9]+)? *(pt|mm|级|字|em|行|ln)"
        "|[初一二三四五六七]号|小[初一二三四五六]号?)$",
        "maximum": 0,
    },
    "sheet": {"type": "string", "pattern": "[x×X*]"},
    "range": {
        "type": ["string", "integer"],
        "pattern": "^[0-9]{1,4}( *[-–—~～至] *[0-9]{1,4})?$",
    },
    "percent": {"type": "string", "pattern": "^[0-9]{1,3}(\\.[0-9]+)? *%$"},
    "ppi": {"type": ["string", "integer"], "pattern": "^[0-9]{1,4} *(ppi|dpi)?$"},
    "ink": {"type": "string"},
}


def _pair(kind: str) -> dict[str, Any]:
    return {"type": "array", "items": PATTERNS[kind], "minItems": 2, "maxItems": 2}


SHAPES: dict[str, dict[str, Any]] = {
    "texts": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]},
    "names": {"anyOf": [TEXT, {"type": "array", "items": TEXT}]},
    "numbers": {"anyOf": [NUMBER, {"type": "array", "items": NUMBER}]},
    "size": {"anyOf": [PATTERNS["length"], _pair("length")]},
    "focus": _pair("percent"),
    "contour": {
        "anyOf": [PATTERNS["yesno"], {"type": "array", "items": _pair("percent"), "minItems": 3}]
    },
    "frame": {"anyOf": [PATTERNS["length"], PATTERNS["yesno"]]},
    "axes": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a file: issue, template, style, press or inks; KeyError for others."""
    if kind == INKS:
        return _inks()
    root = ROOTS[kind]
    shared: dict[str, Any] = {}
    top = _record(root, shared)
    if kind == "style":
        # Files of one folder: the looks of pages, and those of stories.
        top = {"anyOf": [_reference(one, shared) for one in (root, fields.STORY_STYLE)]}
    return {
        "$schema": DRAFT,
        "title": f"presslayout {kind}（{root.label.zh}）",
        **top,
        "$defs": {name: shared[name] for name in sorted(shared)},
    }


def _inks() -> dict[str, Any]:
    """A mapping whose keys are the user's own words."""
    shared: dict[str, Any] = {}
    one = {"anyOf": [{"type": "string"}, _reference(fields.INK, shared)]}
    return {
        "$schema": DRAFT,
        "title": "presslayout inks（颜色）",
        "type": "object",
        "additionalProperties": one,
        "$defs": shared,
    }


def _record(record: Record, shared: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    conditions: list[dict[str, Any]] = []
    for f in record.fields:
        value = _value(f, shared)
        properties[f.zh] = {"description": f"{f.doc.zh}（{f.name}）", **value}
        if f.name != f.zh:
            properties[f.name] = {"description": f"{f.doc.en} ({f.zh})", **value}
        either = [{"required": [f.zh]}, {"required": [f.name]}]
        conditions.append(
            {"oneOf": either} if f.required else {"not": {"required": [f.zh, f.name]}}
        )
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "allOf": conditions,
    }


def _value(f: Field, shared: dict[str, Any]) -> dict[str, Any]:
    if f.of is not None:
        one = _reference(f.of, shared)
        if f.kind == "place":
            return {"anyOf": [{"enum": [w for choice in f.choices for w in choice]}, one]}
        if f.kind == "lock":
            return {"anyOf": [PATTERNS["yesno"], one]}
        lists = {"type": ["array", "null"], "items": one}
        maps = {"type": "object", "additionalProperties": one}
        shapes: dict[str, dict[str, Any]] = {
            "list": lists,
            "map": maps,
            "chain": {"anyOf": [one, lists]},
        }
        return shapes.get(f.kind, one)
    if f.choices:
        own = [word for choice in f.choices for word in choice]
        words = {"enum": [*own, *plugins.names(f.group)] if f.group else own}
        return {"type": "array", "items": words} if f.kind == "steps" else words
    return SHAPES.get(f.kind) or PATTERNS.get(f.kind, TEXT)


def _reference(record: Record, shared: dict[str, Any]) -> dict[str, Any]:
    if record.name not in shared:
        shared[record.name] = {}
        shared[record.name] = _record(record, shared)
    return {"$ref": f"#/$defs/{record.name}"}
