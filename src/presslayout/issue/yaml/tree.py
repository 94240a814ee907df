"""YAML text into a tree whose every scalar is TEXT with its place.  Knows no field.

Nothing is constructed: `3:2`, `03`, `no`, `2021-13-06` stay what was typed.  Tags, anchors and
merges are refused, so a file can neither run code nor grow.  What the source text itself betrays
(a Chinese colon, a tab) is told by `pitfalls`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, filelines
from presslayout.base.diagnostics import ERROR, Diagnostic, Span
from presslayout.base.joining import joined
from presslayout.base.values import distinct, field, frozen, mutable
from presslayout.issue.yaml import pitfalls
from presslayout.issue.yaml import yaml_faults as form_faults
from presslayout.issue.yaml.encoding import (
    MAX_BYTES,
    other_encoding,
    text_of,
    too_large,
    undecodable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


MAX_DEPTH = 40


@distinct
class SourceText:
    """A text that was read: its path from the workspace root, and its lines."""

    file: str
    lines: tuple[str, ...]

    def span(self, line: int, column: int, length: int = 1) -> Span:
        """A place; line and column count from 0 here, from 1 there."""
        excerpt = self.lines[line] if 0 <= line < len(self.lines) else ""
        return Span(self.file, line + 1, column + 1, max(length, 1), excerpt)


@distinct
class Scalar:
    """A text as typed.  `line` and `column` (from 0) are those of its first character.

    `style` is "" for plain, else the quote or block sign; `lost` what a # hides behind a plain one.
    `last` is the line where it ends.
    """

    source: SourceText
    text: str
    line: int
    column: int
    length: int
    style: str
    last: int
    lost: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.source.span(self.line, self.column, self.length)


@distinct
class Sequence:
    """Items in order."""

    source: SourceText
    line: int
    column: int
    items: tuple[Node, ...]

    @property
    def span(self) -> Span:
        """Where it begins."""
        return self.source.span(self.line, self.column)


@distinct
class Mapping:
    """Keys and what they hold, in order; no key comes twice."""

    source: SourceText
    line: int
    column: int
    pairs: tuple[tuple[Scalar, Node], ...]

    @property
    def span(self) -> Span:
        """Where it begins."""
        return self.source.span(self.line, self.column)


Node = Scalar | Sequence | Mapping


@frozen
class Decoded:
    """What could be read of a file: `root` is None where nothing could."""

    root: Node | None
    diagnostics: tuple[Diagnostic, ...]


@mutable
class _Open:
    """A collection that is being read."""

    line: int
    column: int
    mapping: bool
    items: list[Node] = field(default_factory=list)


class _RefusedError(Exception):
    """Reading this file any further makes no sense."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.code)


def decode(data: bytes, file: str, keys: frozenset[str] = frozenset()) -> Decoded:
    """The tree of a YAML file and everything that is wrong with its form.

    `keys` are words that begin an entry; they tell a Chinese colon in prose from one by mistake.
    """
    found = text_of(data) if len(data) <= MAX_BYTES else None
    if found is None:
        fault = undecodable(file) if len(data) <= MAX_BYTES else too_large(file, len(data))
        return Decoded(None, (fault,))
    text, encoding = found
    source = SourceText(file, tuple(filelines.lines(text)))
    notes = [] if encoding == "utf-8" else [other_encoding(file, encoding)]
    control = pitfalls.control_character(text)
    if control is not None:
        place = filelines.place(text, control)
        return Decoded(
            None, (*notes, form_faults.control_character(source.span(*place), text[control]))
        )
    try:
        root, faults = _tree(text, source)
    except _RefusedError as refused:
        traps = pitfalls.scan(source.lines, keys)
        told = [_trap(source, trap) for trap in traps]
        span = refused.diagnostic.span
        at = span.line if span else 0
        if not any(trap.line + 1 <= at for trap in traps):
            return Decoded(None, (*notes, *told, refused.diagnostic))
        root, more = _mended(source, traps)
        return Decoded(root, (*notes, *told, *more))
    if root is None:
        return Decoded(None, (*notes, form_faults.empty_file(file)))
    faults += [_trap(source, trap) for trap in _swallowed(root, keys)]
    return Decoded(root, (*notes, *faults))


def _tree(text: str, source: SourceText) -> tuple[Node | None, list[Diagnostic]]:
    """The tree by events, without recursion: depth is bounded before it can hurt."""
    import yaml

    # CSafeLoader needs libyaml, which all wheels bring; the pure one reads the same.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    growing = _Growing(source)
    try:
        for event in yaml.parse(text, Loader=loader):
            growing.take(event)
    except doors.YAML.faults() as error:
        # Some versions of the parser give up on brackets before they tell of them.
        deep = _deep_bracket(text)
        if deep is not None:
            raise _RefusedError(form_faults.too_deep(source.span(*deep), MAX_DEPTH)) from error
        raise _RefusedError(_syntax(error, text, source)) from error
    items = growing.stack[0].items
    if not items or (isinstance(items[0], Scalar) and not items[0].text.strip()):
        return None, growing.faults
    return items[0], growing.faults


def _deep_bracket(text: str) -> tuple[int, int] | None:
    """Line and column, from 0, of the first bracket that lies too deep in one run of brackets."""
    found = re.search(rf"(?:[\[{{]\s*){{{MAX_DEPTH}}}([\[{{])", text)
    if found is None:
        return None
    return filelines.place(text, found.start(1))


@mutable
class _Growing:
    """A tree that is being read."""

    source: SourceText
    stack: list[_Open] = field(default_factory=lambda: [_Open(0, 0, mapping=False)])
    faults: list[Diagnostic] = field(default_factory=list)
    documents: int = 0

    def take(self, event: Any) -> None:
        """Grow by one event of the parser."""
        match type(event).__name__:
            case "ScalarEvent":
                self._extras(event)
                self.stack[-1].items.append(_scalar(event, self.source))
            case "MappingStartEvent" | "SequenceStartEvent":
                self._extras(event)
                self._open(event)
            case "MappingEndEvent" | "SequenceEndEvent":
                made = _closed(self.stack.pop(), self.source, self.faults)
                self.stack[-1].items.append(made)
            case "AliasEvent":
                at = event.start_mark
                self.faults.append(form_faults.anchor(self.source.span(at.line, at.column, 2)))
                self.stack[-1].items.append(
                    Scalar(self.source, "", at.line, at.column, 1, "*", at.line)
                )
            case "DocumentStartEvent":
                self.documents += 1
                if self.documents > 1:
                    at = event.start_mark
                    raise _RefusedError(
                        form_faults.several_documents(self.source.span(at.line, at.column, 3))
                    )

    def _open(self, event: Any) -> None:
        at = event.start_mark
        if len(self.stack) > MAX_DEPTH:
            raise _RefusedError(
                form_faults.too_deep(self.source.span(at.line, at.column), MAX_DEPTH)
            )
        mapping = type(event).__name__ == "MappingStartEvent"
        self.stack.append(_Open(at.line, at.column, mapping=mapping))

    def _extras(self, event: Any) -> None:
        """Refuse tags and anchors."""
        at = event.start_mark
        if event.tag not in {None, "!", "tag:yaml.org,2002:str"}:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.faults.append(
                form_faults.tag(self.source.span(at.line, at.column, len(shown)), shown)
            )
        if event.anchor is not None:
            span = self.source.span(at.line, at.column, len(event.anchor) + 1)
            self.faults.append(form_faults.anchor(span))


def _scalar(event: Any, source: SourceText) -> Scalar:
    start, end = event.start_mark, event.end_mark
    text, style = str(event.value), event.style or ""
    line, column, last = start.line, start.column, end.line
    length = end.column - column if last == line else len(source.lines[line]) - column
    if style in {"'", '"'}:
        column, length = column + 1, max(length - 2, 1)
    lost = ""
    if not style:
        behind = source.lines[last][end.column :] if last < len(source.lines) else ""
        stripped = behind.lstrip(" \t")
        if stripped.startswith("#"):
            lost = behind
        if last > line:
            text = _folded(source, (line, column), (last, end.column))
    elif style == ">":
        last = end.line - 1 if end.column == 0 else end.line
        rows = [row.strip() for row in source.lines[line + 1 : last + 1]]
        text = _paragraphs(rows)
    return Scalar(source, text, line, column, max(length, 1), style, last, lost)


def _folded(source: SourceText, start: tuple[int, int], end: tuple[int, int]) -> str:
    """A plain scalar over several lines: a break between two Han leaves no gap."""
    rows = list(source.lines[start[0] : end[0] + 1])
    rows[-1] = rows[-1][: end[1]]
    rows[0] = rows[0][start[1] :]
    return _paragraphs([row.strip(" \t") for row in rows])


def _paragraphs(rows: list[str]) -> str:
    """Rows joined to paragraphs at blank lines, one paragraph a line."""
    made: list[str] = [""]
    for row in rows:
        if row:
            made[-1] = joined(made[-1], row)
        elif made[-1]:
            made.append("")
    return "\n".join(p for p in made if p)


def _closed(opened: _Open, source: SourceText, faults: list[Diagnostic]) -> Node:
    if not opened.mapping:
        return Sequence(source, opened.line, opened.column, tuple(opened.items))
    pairs: list[tuple[Scalar, Node]] = []
    seen: dict[str, Scalar] = {}
    for key, value in zip(opened.items[::2], opened.items[1::2], strict=True):
        if not isinstance(key, Scalar):
            faults.append(form_faults.bad_key(key.span))
            continue
        if key.text in seen:
            faults.append(
                form_faults.repeated_key(key.text, seen[key.text].line + 1, key.line + 1, key.span)
            )
            continue
        seen[key.text] = key
        pairs.append((key, value))
    return Mapping(source, opened.line, opened.column, tuple(pairs))


def _mended(
    source: SourceText, traps: tuple[pitfalls.Trap, ...]
) -> tuple[Node | None, list[Diagnostic]]:
    """The tree with the traps undone in memory, so that everything else can be told at once."""
    lines = pitfalls.mended(source.lines, traps)
    try:
        return _tree("\n".join(lines), source)
    except _RefusedError as refused:
        return None, [refused.diagnostic]


def _swallowed(root: Node, keys: frozenset[str]) -> Iterator[pitfalls.Trap]:
    """Entries that a Chinese colon hid inside the plain text above them."""
    for node in _scalars(root):
        if node.style or node.last == node.line:
            continue
        yield from pitfalls.scan_continuation(node.source.lines, (node.line + 1, node.last), keys)


def _scalars(root: Node) -> Iterator[Scalar]:
    waiting: list[Node] = [root]
    while waiting:
        match waiting.pop():
            case Scalar() as scalar:
                yield scalar
            case Sequence() as sequence:
                waiting += reversed(sequence.items)
            case Mapping() as mapping:
                waiting += [value for _, value in reversed(mapping.pairs)]


def _syntax(error: Exception, text: str, source: SourceText) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    line, column = (
        (mark.line, mark.column) if mark else filelines.place(text, getattr(error, "position", 0))
    )
    opened = getattr(error, "context_mark", None)
    start = opened.line if opened else line
    cause, hint, at_start = pitfalls.explain(problem, start + 1)
    if at_start and opened:
        line, column = opened.line, opened.column
    while line > 0 and line >= len(source.lines):
        line, column = line - 1, 0
    return Diagnostic("yaml-syntax", ERROR, cause, source.span(line, column), hint)


def _trap(source: SourceText, trap: pitfalls.Trap) -> Diagnostic:
    message, hint = pitfalls.tell(trap, source.lines[trap.line])
    span = source.span(trap.line, trap.column, trap.length)
    return Diagnostic(trap.code, ERROR, message, span, hint)
