"""keys.md: every key of every file that people write, from the table of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabled import SOURCE, table, text

from presslayout.issue import fields

if TYPE_CHECKING:
    from presslayout.issue.fields import Field, Record

# Each kind of file: its record, where it lies, and the command that prints its schema.
FILES: tuple[tuple[str, Record, str, str], ...] = (
    ("issue", fields.ISSUE, "issue/**/*.yaml", "schema"),
    ("template", fields.TEMPLATE, "layout/*.yaml", "schema template"),
    ("style of a page", fields.STYLE, "layout/styles/*.yaml", "schema style"),
    ("style of a story", fields.STORY_STYLE, "layout/styles/*.yaml", "schema style"),
    ("press", fields.PRESS, "layout/press/*.yaml", "schema press"),
    ("family of faces", fields.FAMILY, "fonts/fonts.yaml, one entry a family", ""),
    ("ink", fields.INK, "layout/inks.yaml, one entry a colour", "schema inks"),
    ("legal form", fields.LEGAL, "layout/form/YEAR.yaml", ""),
    ("proofreading", fields.PROOFREADING, "layout/proofread/NAME.yaml", ""),
    ("error rate", fields.RATE, "layout/rate/YEAR.yaml", ""),
    ("log of errors", fields.RATE_LOG, "any .yaml, given to `rate`", ""),
)
# What a value of each kind looks like.
KINDS = {
    "words": "one line of text as typed",
    "body": "a file's name, or the text itself after `|`",
    "texts": "one text, or a list of them",
    "names": "one name, or a list of them",
    "numbers": "one number such as `12.5`, or a list of them",
    "integer": "a whole number from 0",
    "count": "a whole number from 1, or 待定",
    "rows": "rows, a whole number from 1: `18` or `18行`, or 待定",
    "date": "`2026-10-18`, or 待定",
    "yesno": "是 / 否 (yes / no)",
    "length": "a number with its unit: `13pt` `275mm` `2字` `6行` `14级`, or a 号",
    "frame": "a length, or 是 for the usual line",
    "size": "a length, or `[least, most]`",
    "sheet": "two lengths: `275mm x 390mm`",
    "range": "`6-55`, both ends counted from 1, or one number",
    "ink": "a colour's name, or `C0 M100 Y100 K0`",
    "percent": "`220%`",
    "focus": "two shares: `[50%, 35%]`",
    "contour": "是 / 否, or at least three points in shares of the picture",
    "ppi": "`149ppi`",
    "axes": "axes of a variable font by their tags: `{wdth: 75}`",
    "choice": "one of the words named",
    "steps": "a list of the words named, the dearest last",
    "record": "a mapping",
    "list": "a list of mappings",
    "map": "a mapping by names of one's own",
    "chain": "a mapping, or a list of them",
    "place": "one of the words named, or a mapping",
    "lock": "是 / 否, or a mapping",
}


def keys() -> str:
    """The book."""
    lines = [
        "# KEYS: every key of every file",
        "",
        SOURCE.format("src/presslayout/issue/fields"),
        "",
        (
            "Both names of a key are accepted everywhere and may be mixed; both of one key in one "
            "mapping is the error `key-twice`. A key in bold is required."
        ),
        "",
        "## Kinds of value",
        "",
        *table(("kind", "what is written"), sorted(KINDS.items())),
    ]
    shown: set[str] = set()
    for title, record, where, schema in FILES:
        lines += ["", f"## {record.label.zh}: {title}", "", f"`{where}`" + _printed(schema)]
        lines += _records(record, shown)
        if record is fields.ISSUE:
            lines += _variant()
    return text(lines)


def _variant() -> list[str]:
    """A variant has an issue's keys; what it must write is another matter."""
    needed = [
        f"`{one.name}`: {', '.join(f'{f.zh} ({f.name})' for f in one.fields if f.required)}"
        for one in _within(fields.VARIANT)
        if any(f.required for f in one.fields)
    ]
    return [
        "",
        "## 县区版: variant",
        "",
        "`issue/**/*.yaml` with 底版 (base), its JSON Schema by `presslayout schema variant`",
        "",
        "The keys of an issue, laid over those of its base one by one. Required in it: "
        + "; ".join(needed)
        + ".",
    ]


def _within(record: Record) -> list[Record]:
    """A record and those inside it, each once."""
    found = [record]
    for one in found:
        found += [f.of for f in one.fields if f.of is not None and f.of not in found]
    return found


def _printed(schema: str) -> str:
    return f", its JSON Schema by `presslayout {schema}`" if schema else ""


def _records(record: Record, shown: set[str]) -> list[str]:
    """A record's table, then those of the records inside it that no table above has shown."""
    lines: list[str] = []
    waiting = [(record, "")]
    while waiting:
        one, under = waiting.pop(0)
        if one.name in shown:
            continue
        shown.add(one.name)
        lines += ["", f"### {_title(one, under)}", ""]
        lines += table(
            ("键", "key", "kind", "意思", "meaning"), [_row(field) for field in one.fields]
        )
        waiting += [(f.of, f"{f.zh} ({f.name})") for f in one.fields if f.of is not None]
    return lines


def _title(record: Record, under: str) -> str:
    return f"`{record.name}` {under}".strip()


def _row(field: Field) -> tuple[str, ...]:
    zh, en = (f"**{name}**" if field.required else name for name in (field.zh, field.name))
    kind = field.kind
    assert kind in KINDS, kind
    if field.of is not None:
        kind += f" of `{field.of.name}`"
    words = ("", "")
    if field.choices:
        words = (f"：{_words(field, 0)}", f": {_words(field, 1)}")
    return zh, en, kind, field.doc.zh + words[0], field.doc.en + words[1]


def _words(field: Field, language: int) -> str:
    return " ".join(pair[language] for pair in field.choices)
