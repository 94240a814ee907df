"""A spec made tidy: what Chinese keyboards do to YAML mended, its words in one language, indents even.

Comments, order and texts stay.  Whatever is made is read again, and holds only where it says the
same as before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base import filelines
from presslayout.base.diagnostics import ERROR
from presslayout.base.values import frozen
from presslayout.issue import fields
from presslayout.issue.bilingual import translated
from presslayout.issue.yaml import pitfalls
from presslayout.issue.yaml.encoding import text_of
from presslayout.issue.yaml.tree import Mapping, Scalar, Sequence, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.issue.fields import Field, Record
    from presslayout.issue.yaml.tree import Node

STEP = 2
# Which file it is, by a key that only such a file has at its top.
_ROOTS = (
    fields.ISSUE,
    fields.TEMPLATE,
    fields.PRESS,
    fields.STYLE,
    fields.STORY_STYLE,
    fields.PROOFREADING,
    fields.LEGAL,
    fields.RATE,
    fields.RATE_LOG,
)
_MENDED = frozenset(
    ("tab-indent", "fullwidth-indent", "fullwidth-colon", "missing-space", "fullwidth-space")
)


@frozen
class Tidied:
    """The text as it should be; `faults` say why it could not be made tidy and is as it was."""

    text: str
    faults: tuple[Diagnostic, ...] = ()


@frozen
class _Word:
    """A text of the tree that a table knows, and what it is in either language."""

    node: Scalar
    zh: str
    en: str

    def of(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


def tidied(data: bytes, file: str, language: str | None = None) -> Tidied:
    """The file's text tidied, its keys and the words of its values in `language` ("zh", "en").

    Without one its keys are in that of most of them, and values stay.
    """
    found = text_of(data)
    if found is None:
        return Tidied("", decode(data, file).diagnostics)
    rows = _mended(filelines.lines(found[0]))
    while len(rows) > 1 and not rows[-1]:
        rows.pop()
    text = _ended(rows, found[0])
    read = decode(text.encode(), file, _names())
    faults = tuple(d for d in read.diagnostics if d.severity is ERROR)
    if read.root is None or faults or _letters(text) != _letters(found[0]):
        return Tidied(found[0], faults or read.diagnostics)
    steps = (_trimmed, _indented, lambda lines, root: _in_one_language(lines, root, language))
    for step in steps:
        stepped = step(rows, read.root)
        made = _ended(stepped, found[0])
        again = decode(made.encode(), file, _names())
        if again.root is not None and _same(read.root, again.root, _record(read.root)):
            rows, text, read = stepped, made, again
    return Tidied(text)


def _ended(rows: list[str], old: str) -> str:
    """The lines with the ends that they had: in a block text some of them are part of what it says."""
    usual = filelines.ending(old)
    ends = [end or usual for end in filelines.ends(old)]
    return "".join(row + end for row, end in zip(rows, ends, strict=False))


def _trimmed(lines: list[str], root: Node) -> list[str]:
    """Without blanks at the ends of lines, where they say nothing."""
    del root
    return [line.rstrip(" \t") for line in lines]


def _mended(lines: list[str]) -> list[str]:
    """The lines without traps; as they are where there are none."""
    names = _names()
    for _ in range(len(_MENDED)):
        traps = [trap for trap in pitfalls.scan(lines, names) if trap.code in _MENDED]
        if not traps:
            break
        lines = pitfalls.mended(lines, traps)
    return lines


def _names() -> frozenset[str]:
    names: set[str] = set()
    waiting: list[Record] = list(_ROOTS)
    seen: set[str] = set()
    while waiting:
        record = waiting.pop()
        if record.name in seen:
            continue
        seen.add(record.name)
        names |= set(record.names())
        waiting += [f.of for f in record.fields if f.of is not None]
    return frozenset(names)


def _letters(text: str) -> str:
    """What no tidying may touch: everything but blanks, line ends and colons."""
    return re.sub(r"[\s\ufeff:：]", "", text)


def _record(root: Node) -> Record | None:
    """What kind of file it is, by most of its top keys."""
    if not isinstance(root, Mapping):
        return None
    keys = {key.text for key, _ in root.pairs}
    best = max(_ROOTS, key=lambda record: len(keys & set(record.names())))
    return best if keys & set(best.names()) else None


def _keys(node: Node, record: Record | None) -> Iterator[_Word]:
    """Every key that a table of fields knows."""
    if record is None:
        return
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _keys(item, record)
        return
    if not isinstance(node, Mapping):
        return
    known = record.names()
    for key, value in node.pairs:
        f = known.get(key.text)
        if f is None:
            continue
        yield _Word(key, f.zh, f.name)
        if f.kind == "map" and isinstance(value, Mapping):
            for _, inner in value.pairs:
                yield from _keys(inner, f.of)
        else:
            yield from _keys(value, f.of)


def _in_one_language(lines: list[str], root: Node, language: str | None) -> list[str]:
    keys = list(_keys(root, _record(root)))
    if language is None:
        chinese = sum(key.node.text == key.zh for key in keys)
        language = "zh" if chinese * 2 >= len(keys) else "en"
    else:
        keys += _values(root, _record(root))
    made = list(lines)
    for word in sorted(keys, key=lambda k: (k.node.line, -k.node.column)):
        line, at = made[word.node.line], word.node.column
        if word.node.text and line.startswith(word.node.text, at):
            rest = line[at + len(word.node.text) :]
            made[word.node.line] = line[:at] + word.of(language) + rest
    return made


def _values(node: Node, record: Record | None) -> Iterator[_Word]:
    """Every value that has a word in either language."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _values(item, record)
    if record is None or not isinstance(node, Mapping):
        return
    known = record.names()
    for key, value in node.pairs:
        if (f := known.get(key.text)) is None:
            continue
        if f.kind == "map" and isinstance(value, Mapping):
            for _, inner in value.pairs:
                yield from _values(inner, f.of)
            continue
        yield from _values(value, f.of)
        yield from _worded(value, f)


def _worded(value: Node, f: Field) -> Iterator[_Word]:
    """A value, or those of a list, where there is a word for it in either language."""
    for text in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(text, Scalar):
            zh, en = (translated(text.text, f, to) for to in ("zh", "en"))
            if zh != en:
                yield _Word(text, zh, en)


def _indented(lines: list[str], root: Node) -> list[str]:
    """Two blanks a level; what goes on over several lines moves with its first."""
    anchors = dict(_anchors(root, 0, lines))
    made: list[str] = []
    shift = 0
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        now = len(line) - len(bare)
        if number in anchors:
            shift = anchors[number] - now
            bare = re.sub("^-[ ]+", "- ", bare)
        elif bare.startswith("#"):
            ahead = next((n for n in range(number, len(lines)) if n in anchors), None)
            if ahead is not None and _lead(lines[ahead]) == now:
                made.append(" " * anchors[ahead] + bare)
                continue
        made.append(" " * max(now + shift, 0) + bare if bare else "")
    return made


def _anchors(node: Node, indent: int, lines: list[str]) -> Iterator[tuple[int, int]]:
    """The lines that begin an entry, each with the indent that it should have."""
    if isinstance(node, Scalar) or lines[node.line][node.column : node.column + 1] in ("[", "{"):
        return
    if isinstance(node, Sequence):
        for item in node.items:
            line = _dash(item, lines)
            if line is not None:
                yield line, indent
            yield from _anchors(item, indent + STEP, lines)
        return
    for key, value in node.pairs:
        if not lines[key.line][: key.column].strip(" '\""):
            yield key.line, indent
        yield from _anchors(value, indent + STEP, lines)


def _dash(item: Node, lines: list[str]) -> int | None:
    """The line on which an item's dash stands, where it stands first."""
    for number in range(item.line, -1, -1):
        bare = lines[number].lstrip(" ")
        if bare.startswith("-"):
            return number
        if number != item.line and bare and not bare.startswith("#"):
            return None
    return None


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _same(one: Node, other: Node, record: Record | None) -> bool:
    """Whether two trees say the same; known keys and words by what they mean."""
    return _plain(one, record) == _plain(other, record)


def _plain(node: Node, record: Record | None, field: Field | None = None) -> object:
    if isinstance(node, Scalar):
        return node.text if field is None else translated(node.text, field, "en")
    if isinstance(node, Sequence):
        return [_plain(item, record, field) for item in node.items]
    known = record.names() if record is not None else {}
    made = []
    for key, value in node.pairs:
        f = known.get(key.text)
        inner = f.of if f is not None else None
        if f is not None and f.kind == "map" and isinstance(value, Mapping):
            told: object = [(k.text, _plain(v, inner)) for k, v in value.pairs]
        else:
            told = _plain(value, inner, f)
        made.append((f.name if f is not None else key.text, told))
    return tuple(made)
