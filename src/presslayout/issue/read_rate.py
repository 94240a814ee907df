"""layout/rate/NAME.yaml: what errors count by the published method; and a desk's log of errors."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Span, SpecError, Text, ordered
from presslayout.base.values import frozen
from presslayout.issue import fields
from presslayout.issue.reader import opened
from presslayout.issue.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.reader import Row
    from presslayout.issue.workspace import Workspace

FOLDER = ("layout", "rate")
LARGEST = 1000


@frozen
class Kind:
    """What a kind of error counts: one character, two to five, more; at most in one issue.

    `words`: it is of words, neither of marks nor of form.  `verified`: nobody says that the number
    was not read in the document.
    """

    each: Decimal
    some: Decimal
    many: Decimal
    most: Decimal | None
    words: bool = True
    verified: bool = True


@frozen
class Method:
    """The rules of one document.

    `photos` is the share of a photo's area in percent, `decorative` that of a picture that is no work.
    """

    name: str
    basis: str
    limit: Decimal
    photos: int
    decorative: int
    important: int
    parts: frozenset[str]
    repeated: int
    kinds: dict[str, Kind]


@frozen
class Logged:
    """One error of a log; `counts` where the log itself says what it counts."""

    page: int | None
    story: str
    part: str
    kind: str
    wrong: str
    right: str
    chars: int
    important: bool
    counts: Decimal | None
    span: Span


def read_method(workspace: Workspace) -> Method:
    """The newest method at hand, the workspace's own first; SpecError where it cannot be read."""
    found: dict[str, Path] = {}
    for root in dict.fromkeys([workspace.packaged, workspace.root]):
        found |= {path.name: path for path in root.joinpath(*FOLDER).glob("*.yaml")}
    if not found:
        raise SpecError(
            [
                Diagnostic(
                    "missing-file",
                    ERROR,
                    Text("没有 layout/rate/ 里的计算方法", "there is no method in layout/rate/"),
                    hint=Text("运行 presslayout init 看样子", "see what presslayout init makes"),
                )
            ]
        )
    reading = Reading(workspace)
    node = reading.tree(found[max(found)])
    row = opened(fields.RATE, node, reading.findings) if node is not None else None
    if row is None:
        raise SpecError(ordered(reading.findings.found))
    row.date("since")
    method = Method(
        name=row.words("name"),
        basis=row.words("basis"),
        limit=_number(row, "limit") or Decimal(0),
        photos=_percent(row, "photos"),
        decorative=_percent(row, "decorative" if row.has("decorative") else "photos"),
        important=row.integer("important") or 1,
        parts=frozenset(name.text for name in row.names("parts")),
        repeated=row.integer("repeated") or 1,
        kinds={key.text: _kind(kind) for key, kind in row.named("kinds")},
    )
    if reading.findings.failed:
        raise SpecError(ordered(reading.findings.found))
    return method


def read_log(path: Path, workspace: Workspace, method: Method) -> tuple[Logged, ...]:
    """The errors of a log; SpecError says all that is wrong with it."""
    reading = Reading(workspace)
    node = reading.tree(path)
    row = opened(fields.RATE_LOG, node, reading.findings) if node is not None else None
    errors = tuple(_error(one, method) for one in row.rows("errors")) if row is not None else ()
    if row is None or reading.findings.failed:
        raise SpecError(ordered(reading.findings.found))
    return errors


def _error(row: Row, method: Method) -> Logged:
    kind, counts = row.words("kind"), _number(row, "counts")
    if kind not in method.kinds and counts is None:
        known = "、".join(method.kinds)
        row.findings.error(
            "bad-value",
            Text(f"没有“{kind}”这一类差错", f"there is no kind {kind}"),
            row.place("kind"),
            Text(
                f"有 {known}；别的类自己写「计: 0.1」",
                f"there are {known}; for another write what it counts (计: 0.1)",
            ),
        )
    return Logged(
        row.integer("page"),
        row.words("story"),
        row.words("part"),
        kind,
        row.words("wrong"),
        row.words("right"),
        row.integer("chars") or 1,
        row.yes("important"),
        counts,
        row.span,
    )


def _kind(row: Row) -> Kind:
    each = _number(row, "each") or Decimal(0)
    some = _number(row, "some")
    many = _number(row, "many")
    some = each if some is None else some
    return Kind(
        each,
        some,
        some if many is None else many,
        _number(row, "most"),
        words=row.choice("of") in ("", "words"),
        verified=row.value("verified") is not False,
    )


def _percent(row: Row, name: str) -> int:
    value = row.value(name)
    return value if isinstance(value, int) else 0


def _number(row: Row, name: str) -> Decimal | None:
    """A number from 0 with decimals; None where it is not written or is none."""
    text = row.words(name).strip()
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= LARGEST:
        row.findings.error(
            "bad-value",
            Text(f"「{text}」不是差错数", f"{text} is no count of errors"),
            row.place(name),
            Text("写数，如 1 或 0.1", "write a number such as 1 or 0.1"),
        )
        return None
    return value
