"""What comes in at the doors in a bad hour: values no key expects, files cut, doubled and overwritten.

Everything is drawn from a number, so that a fault's number makes its input again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from presslayout.issue.yaml.tree import Mapping, Scalar, Sequence, decode

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from presslayout.issue.fields import Field, Record
    from presslayout.issue.yaml.tree import Node

NUMBERS = (
    "0", "1", "2", "3", "-1", "-0", "0.0", "0.001", "0.5", "4", "7", "40", "99", "100", "101", "300",
    "999", "1000", "9999", "999999", "9999999", "99999999999999999999", "1e9", "1e999", "NaN", "inf",
    "-inf", "٣", "３", "²", "Ⅷ", "一", "0x10", "1_0", "+1", "1.", ".5", "1,5", "½", "9" * 400, "00",
    "0." + "0" * 300 + "1",
)  # fmt: skip
UNITS = ("", "字", "行", "pt", "mm", "级", "em", "ln", "%", "％", "ppi", "dpi", "号", " 字", "cm")
WORDS = (
    "''", "[]", "{}", "~", "null", "是", "否", "待定", "无", "甲", "居中", "竖", "上", "下", "左上",
    "题上", "题衬", "试体", "不存在", "/etc/passwd", "../../x", "a\\b", "'\0'", "CON", "*", "[*]", ".",
    "..", "{x}", "'{x!r}'", "'{page:99999}'", "'{date:%}'", "'%s'", "'%(x)s'", "C0 M0 Y0 K0", "K6",
    "C100 M100 Y100 K100", "白", "烫金", "烫金 0%", "烫金 100%", "烫金 999%", "2026-02-30",
    "0000-00-00", "9999-12-31", "0001-01-01", "１", "\ufe0f", "\U0002cd0e", "🙂", "👨‍👩‍👧‍👦", "\u200b",
    "\u202e倒", "ａｂ", "é" * 3, "e\u0301" * 50, "甲" * 300, "A" * 300, "甲 " * 100, "　", "\u00ad",
    "[[[[甲]]]]", "[是, 否]", "{甲: 乙}", "[{}]", "[[]]", "|\n  甲", "'甲\n乙'", '"\\ud800"', '"\\0"',
    "[0pt, 0pt]", "[9pt, 1pt]", "[1pt, 9999pt]", "[0%, 0%]", "[100%, 100%]", "[999%, 0%]",
    "[[0%, 0%], [0%, 0%], [0%, 0%]]", "[[0%, 0%], [100%, 0%], [50%, 0%]]", "{wght: 99999}",
    "{wght: -1}", "{wght: NaN}", "{wdth: 0}", "0mm x 0mm", "1mm x 1mm", "3000mm x 3000mm",
    "275mm x 0.001mm", "1-1", "1-9999", "9999-9999", "0-0", "5-1", "2-3", "1-4", "{行: 1-9, 栏: 1-9}",
    "{行: 999, 栏: 999}", "{栏: 1, 行: 1}", "{栏: 99, 行: 99}", "images/a.jpg", "B.txt", "A.md",
    "images", "门", "PDF/X-4", "fonts/试.ttf", "layout/门.yaml", "issue/期/issue.yaml",
)  # fmt: skip
SAMPLES = {
    "words": "甲", "body": "B.txt", "texts": "甲", "names": "甲", "integer": "1", "count": "2",
    "rows": "3行", "date": "2026-10-18", "yesno": "是", "lock": "是", "length": "9pt", "frame": "1pt",
    "size": "9pt", "sheet": "200mm x 280mm", "range": "1-2", "ink": "K50", "percent": "35%",
    "focus": "[50%, 50%]", "contour": "是", "ppi": "150ppi", "axes": "{wght: 400}", "place": "右上",
}  # fmt: skip
# Pieces that YAML, JSON and word lists take amiss.
PIECES = (
    b"\r", b"\r\n", b"\n", b"\x85", b"\xc2\x85", b"\xe2\x80\xa8", b"\x00", b"\xff", b"\xfe\xff",
    b"\xef\xbb\xbf", b"\t", b"\xe3\x80\x80", "：".encode(), b": ", b":", b"#", b" #", b"- ", b"[",
    b"]", b"{", b"}", b"'", b'"', b"*a ", b"&a ", b"!x ", b"|\n", b">\n", b"%", b"---\n", b"...\n",
    b"? ", b"=", b",", b"\\", b"\\u", b"\\ud800", b"\xed\xa0\x80", b"NaN", b"1e999", b"-1", b"[" * 60,
    b"{" * 5000, b"[" * 3000, b"9" * 5000, "𬭎".encode(), "宋体".encode("gb18030"), b"null", b"\x1b[31m",
    b"<<: ", b"\x0c", b"\x1c", b"\xf0\x9f", b"~", b"0", b"\x7f", b"`", b"@",
)  # fmt: skip


def value(rng: random.Random) -> str:
    """A value, as it is typed into YAML, that some key does not expect."""
    if rng.random() < 0.6:
        return rng.choice(NUMBERS) + rng.choice(UNITS)
    return rng.choice(WORDS)


def damaged(rng: random.Random, data: bytes) -> bytes:
    """A file cut, doubled, overwritten in places, or saved by another program."""
    made = rng.choice((_as_is, _as_is, _as_is, _ended, _coded, _cut))(rng, data)
    for _ in range(rng.randint(1, 4)):
        at, gone = rng.randint(0, len(made)), rng.choice((0, 0, 1, 3, 12, 60))
        piece = rng.choice((rng.choice(PIECES), made[at : at + gone] * 2, rng.randbytes(3), b""))
        made = made[:at] + piece + made[at + gone :]
    return made


def _as_is(rng: random.Random, data: bytes) -> bytes:
    del rng
    return data


def _ended(rng: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", rng.choice((b"\r", b"\r\n", b"\xc2\x85", b"\n\n", b"\x0c", b"")))


def _coded(rng: random.Random, data: bytes) -> bytes:
    name = rng.choice(("utf-16", "utf-16-be", "utf-32", "gb18030", "big5", "utf-7", "latin-1"))
    return data.decode("utf-8", "replace").encode(name, "replace")


def _cut(rng: random.Random, data: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return rng.choice((data[:at], data[at:], data * 2, b""))


# JSON -----------------------------------------------------------------------------------------


def misread(rng: random.Random, plain: Any) -> bytes:
    """JSON of the same shape, a few of its values others than were written."""
    text = json.dumps(plain, ensure_ascii=False)
    for _ in range(rng.randint(1, 3)):
        tree = json.loads(text)
        holders = list(_holders(tree))
        if not holders:
            break
        # Every depth is as likely as another: most values of an edition are those of glyphs.
        depth = rng.choice(sorted({depth for depth, _ in holders}))
        where = rng.choice([one for d, one in holders if d == depth])
        key = rng.choice(list(where) if isinstance(where, dict) else range(len(where)))
        if isinstance(where, dict) and rng.random() < 0.15:
            where[rng.choice((key, "甲", "", "\ud800"))] = where.pop(key)
        elif rng.random() < 0.1:
            del where[key]
        else:
            where[key] = "\x01"
        text = json.dumps(tree, ensure_ascii=True).replace('"\\u0001"', rng.choice(_JSON), 1)
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            break
    return text.encode("utf-8", "surrogatepass")


_JSON = (
    "null", "true", "0", "1", "-1", "2.5", "1e999", "-1e999", "NaN", "1e308", "9" * 400, "9" * 5000,
    "12345678901234567890", '""', '"甲"', '"\\ud800"', '"\\u0000"', '"a\\nb"', "[]", "{}", "[[]]",
    "[1]", "[1, 2, 3, 4]", '["a"]', '{"a": 1}', "[null]", "[" * 200 + "]" * 200, "[" * 6000,
    "[" * 100_000 + "]" * 100_000, '"' + "甲" * 9999 + '"', "[1e999, 1, 1, 1]", '"K"', "[[1, 2], 3]",
)  # fmt: skip


def _holders(tree: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    if isinstance(tree, dict | list) and tree:
        yield depth, tree
        for one in tree.values() if isinstance(tree, dict) else tree:
            yield from _holders(one, depth + 1)


# Keys -----------------------------------------------------------------------------------------


def tree(text: str) -> Any:
    """A YAML file as dicts, lists and the texts of its scalars."""
    root = decode(text.encode(), "x.yaml").root
    assert root is not None
    return _plain(root)


def _plain(node: Node) -> Any:
    match node:
        case Scalar():
            return f"'{node.text}'" if "\n" not in node.text and _quoted(node.text) else node.text
        case Sequence():
            return [_plain(one) for one in node.items]
        case Mapping():
            return {key.text: _plain(one) for key, one in node.pairs}


def _quoted(text: str) -> bool:
    return not text or any(mark in text for mark in "[]{},:#&*!|>%@`")


def typed(node: Any) -> str:
    """The tree as YAML on one line."""
    match node:
        case dict():
            return "{" + ", ".join(f"{key}: {typed(one)}" for key, one in node.items()) + "}"
        case list():
            return "[" + ", ".join(map(typed, node)) + "]"
        case _:
            return str(node)


def spread(node: dict[str, Any]) -> str:
    """The tree as YAML, a line for each key at its top."""
    return "".join(f"{key}: {typed(one)}\n" for key, one in node.items())


def places(record: Record, node: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every key that the record's table knows, at every place of the tree where it may stand.

    Each comes as its name and what sets it: a function of the value typed, which takes it back by
    the pair that it returns.
    """
    if not isinstance(node, dict) or depth > 6:
        return
    for field in record.fields:
        yield field.zh, _set(node, field)
        if field.of is None:
            continue
        held = node.get(field.zh, node.get(field.name))
        inner = held if isinstance(held, dict | list) and held else None
        if inner is None:
            made = _sample(field.of)
            for name, put in places(field.of, made, depth + 1):
                yield f"{field.zh}/{name}", _within(node, field, made, put)
            continue
        rows = list(inner.values()) if field.kind == "map" else inner
        for row in rows if isinstance(rows, list) else [rows]:
            for name, put in places(field.of, row, depth + 1):
                yield f"{field.zh}/{name}", put


def _sample(record: Record) -> dict[str, Any]:
    return {f.zh: _good(f) for f in record.fields if f.required}


def _good(field: Field) -> Any:
    if field.kind in SAMPLES:
        return SAMPLES[field.kind]
    if field.choices:
        return field.choices[0][0]
    assert field.of is not None
    made = _sample(field.of)
    return {"甲": made} if field.kind == "map" else [made] if field.kind == "list" else made


def _set(node: dict[str, Any], field: Field) -> Any:
    def put(typed_: Any) -> Any:
        before = dict(node)
        node.pop(field.name, None)
        node[field.zh] = typed_

        def back() -> None:
            node.clear()
            node.update(before)

        return back

    return put


def _within(node: dict[str, Any], field: Field, made: dict[str, Any], inner: Any) -> Any:
    def put(typed_: Any) -> Any:
        undo = inner(typed_)
        wrapped = {"map": {"甲": made}, "list": [made]}.get(field.kind, made)
        outer = _set(node, field)(wrapped)

        def back() -> None:
            outer()
            undo()

        return back

    return put
