"""A mapping read by its record: known keys, both languages, every fault with its place.

A `Row` may lie over other rows (a slot's 标题 over its template's): the first that has a key wins,
key by key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Severity, Span, Text
from presslayout.base.patterns import regex
from presslayout.base.traditional import simplified
from presslayout.base.values import field, frozen, replace
from presslayout.edition.steps import Step
from presslayout.issue.convert import CONVERT, UNSCALED, BadValueError, Scale, choose
from presslayout.issue.nearest import nearest
from presslayout.issue.yaml import pitfalls
from presslayout.issue.yaml.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.issue.fields import Field, Record

# Texts that print: one space before "# …" may be a comment there, or half a headline.
PRINTED = frozenset("rubric kicker headline deck byline caption credit text tag section".split())
_BARE_HASH = regex(r" # *\S")
Entries = dict[str, tuple[Scalar, Node]]


@frozen
class Findings:
    """Diagnostics as they are found while one issue is read."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(self, code: str, message: Text, span: Span, hint: Text | None = None) -> None:
        """Note an error."""
        self.note(ERROR, code, message, span, hint)

    def warn(self, code: str, message: Text, span: Span, hint: Text | None = None) -> None:
        """Note a warning."""
        self.note(WARNING, code, message, span, hint)

    def note(
        self, severity: Severity, code: str, message: Text, span: Span, hint: Text | None
    ) -> None:
        """Note a diagnostic."""
        self.found.append(Diagnostic(code, severity, message, span, hint))

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(d.severity is ERROR for d in self.found)


@frozen
class Row:
    """One mapping under its record; `layers` from the one that wins downwards."""

    record: Record
    layers: tuple[Entries, ...]
    span: Span
    findings: Findings
    scale: Scale = UNSCALED

    def over(self, lower: Row) -> Row:
        """The row with another beneath it."""
        return replace(self, layers=self.layers + lower.layers)

    def scaled(self, scale: Scale) -> Row:
        """The same row where 字 and 行 have a size."""
        return replace(self, scale=scale)

    def has(self, name: str) -> bool:
        """Whether a field is written."""
        return self.entry(name) is not None

    def entry(self, name: str) -> tuple[Scalar, Node] | None:
        """The key and the node of a field, where it is written and not left blank."""
        for layer in self.layers:
            found = layer.get(name)
            if found is not None and not _blank(found[1]):
                return found
        return None

    def maps(self, name: str) -> bool:
        """Whether a field is written as a mapping."""
        found = self.entry(name)
        return found is not None and isinstance(found[1], Mapping)

    def place(self, name: str) -> Span:
        """Where a field's value stands; the row's own place when it is not written."""
        found = self.entry(name)
        return found[1].span if found else self.span

    def value(self, name: str) -> object | None:
        """A field's value; None when it is absent or could not be read."""
        found = self.entry(name)
        wanted = self.record.field(name)
        if found is None:
            self._require(wanted)
            return None
        try:
            if wanted.kind in {"choice", "place"}:
                return choose(found[1], wanted.choices, wanted.group)
            if wanted.kind in {"words", "body"}:
                self._swallowed(wanted, found[1])
            value = CONVERT[wanted.kind](found[1], self.scale)
        except BadValueError as bad:
            self._bad(wanted, bad)
            return None
        if wanted.required and isinstance(value, str) and not value.strip():
            # Quotes with nothing in them.
            self._require(wanted)
            return None
        return value

    def words(self, name: str) -> str:
        """A text, "" when absent."""
        return cast("str | None", self.value(name)) or ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Several texts."""
        return cast("tuple[str, ...] | None", self.value(name)) or ()

    def names(self, name: str) -> tuple[Scalar, ...]:
        """Several names with their places."""
        return cast("tuple[Scalar, ...] | None", self.value(name)) or ()

    def integer(self, name: str) -> int | None:
        """A whole number."""
        return cast("int | None", self.value(name))

    def length(self, name: str) -> Length | None:
        """A length."""
        return cast("int | None", self.value(name))

    def size(self, name: str) -> tuple[Length, Length] | None:
        """The smallest and the largest of two lengths, or width and height."""
        return cast("tuple[int, int] | None", self.value(name))

    def yes(self, name: str) -> bool:
        """是 or 否; 否 when absent."""
        return bool(self.value(name))

    def choice(self, name: str) -> str:
        """The English word of a closed list, "" when absent."""
        found = cast("tuple[str, str] | None", self.value(name))
        return found[1] if found else ""

    def ink(self, name: str) -> Ink | None:
        """A colour."""
        return cast("Ink | None", self.value(name))

    def date(self, name: str) -> dt.date | None:
        """A day."""
        return cast("dt.date | None", self.value(name))

    def steps(self, name: str) -> tuple[Step, ...] | None:
        """What fitting may do, in the order written; None when absent."""
        found = self.entry(name)
        if found is None:
            return None
        wanted = self.record.field(name)
        items = found[1].items if isinstance(found[1], Sequence) else (found[1],)
        made: list[Step] = []
        for item in items:
            try:
                made.append(Step(choose(item, wanted.choices)[1]))
            except BadValueError as bad:
                self._bad(wanted, bad)
        return tuple(dict.fromkeys(made))

    def row(self, name: str) -> Row | None:
        """The row of a nested mapping, all layers of it; None when absent or no mapping."""
        wanted = self.record.field(name)
        assert wanted.of is not None
        layers: list[Entries] = []
        span = None
        for layer in self.layers:
            found = layer.get(name)
            if found is None or _blank(found[1]):
                continue
            made = opened(wanted.of, found[1], self.findings)
            if made is not None:
                layers += made.layers
                span = span or found[0].span
        if span is None:
            if not self.has(name):
                self._require(wanted)
            return None
        return Row(wanted.of, tuple(layers), span, self.findings, self.scale)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a list of mappings."""
        wanted = self.record.field(name)
        found = self.entry(name)
        if found is None or wanted.of is None:
            self._require(wanted)
            return
        if not isinstance(found[1], Sequence):
            self._bad(
                wanted,
                BadValueError(
                    found[1],
                    Text("这里要一个列表", "a list is wanted here"),
                    _as_list(wanted.of),
                    "wrong-type",
                ),
            )
            return
        for item in found[1].items:
            made = opened(wanted.of, item, self.findings)
            if made is not None:
                yield made.scaled(self.scale)

    def chain(self, name: str) -> Iterator[Row]:
        """The row of a mapping, or the rows of a list of them."""
        found = self.entry(name)
        if found is not None and isinstance(found[1], Sequence):
            yield from self.rows(name)
            return
        one = self.row(name)
        if one is not None:
            yield one

    def named(self, name: str) -> Iterator[tuple[Scalar, Row]]:
        """The names and rows of a mapping whose keys are the user's own words."""
        wanted = self.record.field(name)
        found = self.entry(name)
        if found is None or wanted.of is None:
            self._require(wanted)
            return
        if not isinstance(found[1], Mapping):
            _no_mapping(wanted.of, found[1], self.findings)
            return
        for key, node in found[1].pairs:
            made = opened(wanted.of, node, self.findings, key)
            if made is not None:
                yield key, made.scaled(self.scale)

    def _require(self, wanted: Field) -> None:
        if not wanted.required:
            return
        label = self.record.label
        self.findings.error(
            "missing-key",
            Text(
                f"{label.zh}缺少「{wanted.zh}」：{wanted.doc.zh}",
                f"{label.en} lacks “{wanted.name}”: {wanted.doc.en}",
            ),
            self.span,
            Text(f"加一行「{wanted.zh}: …」", f"add a line “{wanted.name}: …”"),
        )

    def _bad(self, wanted: Field, bad: BadValueError) -> None:
        self.findings.error(
            bad.code,
            Text(f"「{wanted.zh}」：{bad.message.zh}", f"{wanted.name}: {bad.message.en}"),
            bad.node.span,
            bad.hint,
        )

    def _swallowed(self, wanted: Field, node: Node) -> None:
        """A # behind a text: a fault where it sticks to a word, a doubt where one space parts it."""
        lost = _hidden(node)
        if not isinstance(node, Scalar):
            return
        doubtful = not lost and wanted.name in PRINTED and node.text and _BARE_HASH.match(node.lost)
        if not lost and not doubtful:
            return
        lost = lost or node.lost.lstrip()
        line = node.source.lines[node.last]
        column = len(line) - len(lost)
        message, hint = pitfalls.swallowed(node.last + 1, node.text, lost)
        span = node.source.span(node.last, column, len(lost))
        severity = WARNING if doubtful else ERROR
        self.findings.note(severity, "comment-swallows-text", message, span, hint)


def opened(record: Record, node: Node, findings: Findings, key: Scalar | None = None) -> Row | None:
    """The row of a mapping, its keys checked; None when the node is no mapping."""
    if not isinstance(node, Mapping):
        _no_mapping(record, node, findings)
        return None
    known = record.names()
    entries: Entries = {}
    for word, value in node.pairs:
        name = _name(record, known, word, value, findings)
        if name is None:
            continue
        if name in entries:
            _twice(record, name, entries[name][0], word, findings)
            continue
        entries[name] = (word, value)
    span = key.span if key else node.span
    return Row(record, (entries,), span, findings)


def _name(
    record: Record, known: dict[str, Field], word: Scalar, value: Node, findings: Findings
) -> str | None:
    found = known.get(word.text)
    if found is not None:
        return found.name
    text = word.text
    if text.startswith((pitfalls.FULLWIDTH_SPACE, "\t")):
        trap = pitfalls.Trap("fullwidth-indent", word.line, word.column, 1)
        _trapped(trap, word, findings)
        inner = known.get(text.strip())
        return inner.name if inner else None
    before, colon, _ = text.partition("：")
    if colon and before.strip() in known:
        trap = pitfalls.Trap("fullwidth-colon", word.line, word.column + len(before), 1, before)
        _trapped(trap, word, findings)
        return known[before.strip()].name if not _blank(value) else None
    _unknown(record, known, word, findings)
    return None


def _trapped(trap: pitfalls.Trap, word: Scalar, findings: Findings) -> None:
    message, hint = pitfalls.tell(trap, word.source.lines[trap.line])
    span = word.source.span(trap.line, trap.column, trap.length)
    findings.error(trap.code, message, span, hint)


def _unknown(record: Record, known: dict[str, Field], word: Scalar, findings: Findings) -> None:
    english = word.text.isascii()
    close = _meant(record, known, word.text)
    meant = known.get(close)
    listed = " ".join(f.name if english else f.zh for f in record.fields)
    listed_en = " ".join(f.name for f in record.fields)
    guess = Text("", "")
    if meant is not None:
        guess = Text(
            f"，是不是「{meant.name if english else meant.zh}」？",
            f"; did you mean “{meant.zh if not english else meant.name}”?",
        )
    findings.error(
        "unknown-key",
        Text(
            f"{record.label.zh}没有「{word.text}」这一项{guess.zh}",
            f"{record.label.en} has no “{word.text}”{guess.en}",
        ),
        word.span,
        Text(f"{record.label.zh}可用的项：{listed}", f"known keys: {listed_en}"),
    )


def _meant(record: Record, known: dict[str, Field], text: str) -> str:
    plain = simplified(text.strip()).casefold()
    for f in record.fields:
        if plain in {f.zh, f.name}:
            return f.zh
    for f in record.fields:
        if plain in f.also:
            return f.zh
    return nearest(text, known)


def _twice(record: Record, name: str, first: Scalar, second: Scalar, findings: Findings) -> None:
    wanted = record.field(name)
    findings.error(
        "key-twice",
        Text(
            f"「{first.text}」（第{first.line + 1}行）和「{second.text}」（第{second.line + 1}行）"
            "是同一项，不知道用哪一个",
            f"“{first.text}” (line {first.line + 1}) and “{second.text}” (line {second.line + 1}) "
            "are one key; which one holds?",
        ),
        second.span,
        Text(
            f"中文「{wanted.zh}」和英文「{wanted.name}」只写一个",
            f"write either “{wanted.zh}” or “{wanted.name}”",
        ),
    )


def _no_mapping(record: Record, node: Node, findings: Findings) -> None:
    if isinstance(node, Scalar):
        before, colon, _ = node.text.partition("：")
        if colon and not node.style and before.strip() in record.names():
            trap = pitfalls.Trap("fullwidth-colon", node.line, node.column + len(before), 1, before)
            _trapped(trap, node, findings)
            return
        before, colon, after = node.text.partition(":")
        if (
            colon
            and not node.style
            and before.strip() in record.names()
            and not after.startswith(" ")
        ):
            trap = pitfalls.Trap("missing-space", node.line, node.column + len(before), 1, before)
            _trapped(trap, node, findings)
            return
    sample, known = record.fields[0], _keys_of(record)
    findings.error(
        "wrong-type",
        Text(
            f"{record.label.zh}要写成几项「键: 值」",
            f"{record.label.en} is written as entries “key: value”",
        ),
        node.span,
        Text(
            f"例如「{sample.zh}: …」；{known.zh}",
            f"such as “{sample.name}: …”; {known.en}",
        ),
    )


def _as_list(record: Record) -> Text:
    """How a list of such rows is written: an entry with the keys that each must have, else its first."""
    shown = [f for f in record.fields if f.required] or [record.fields[0]]
    zh, en = ", ".join(f"{f.zh}: …" for f in shown), ", ".join(f"{f.name}: …" for f in shown)
    known = _keys_of(record)
    return Text(
        f"每一项以「- 」开头，例如「- {{{zh}}}」；{known.zh}",
        f"begin each entry with “- ”, such as “- {{{en}}}”; {known.en}",
    )


def _keys_of(record: Record) -> Text:
    return Text(
        f"可用的项：{' '.join(f.zh for f in record.fields)}",
        f"known keys: {' '.join(f.name for f in record.fields)}",
    )


def _blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text and not node.style and not _hidden(node)


def _hidden(node: Node) -> str:
    """What a # that sticks to a word hides behind a plain text; "# note" is a real comment."""
    lost = node.lost.lstrip(" \t") if isinstance(node, Scalar) else ""
    return lost if lost[1:2].strip() else ""
