"""codes.md: every diagnostic's code, how it weighs, what it leads to, and why it matters.

How a code weighs stands where its finding is made; it is read from there.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from tabled import SOURCE, table, text

from presslayout.base import messages
from presslayout.cli import exits
from presslayout.edition.limits import SEVERITIES
from presslayout.issue.layout_rules import CODES as LAYOUT

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = Path(messages.__file__).resolve().parents[1]
ORDER = ("error", "warning", "info")
_NAMED = {"ERROR": "error", "WARNING": "warning", "INFO": "info"}
# What a teller makes of a code when its call names no severity.
_TELLERS = {
    **dict.fromkeys(
        "error _error _fault fault _problem finding Bad BadValueError".split(), "error"
    ),
    **dict.fromkeys("find_file Trap too_much".split(), "error"),
    **dict.fromkeys("warn warning Remark _remark".split(), "warning"),
    "remark": "info",
}
# A press's own checks are weighed by its profile, else by `limits.SEVERITIES`: never as they are made.
_WEIGHED = frozenset(f"{name}.py" for name in "conditions hidden ink pages rules spots".split())
# Tables and variables say these codes, so no call shows how they weigh.
_ELSEWHERE = {
    "comment-swallows-text": ("error", "warning"),
    "indented-line": ("warning",),
    "stray-markup": ("warning",),
    "table-uneven": ("error",),
    "animated-picture": ("warning",),
    "assumed-srgb": ("warning",),
    "bad-picture-profile": ("warning",),
    "untagged-cmyk": ("warning",),
    "changed-since-signed": ("error", "warning"),
    "jump-back": ("warning",),
    "jump-here": ("error",),
    "unsigned": ("error",),
    **dict.fromkeys(LAYOUT.values(), ("error", "warning")),
}


def codes() -> str:
    """The book."""
    known, weighs = meanings(), weights()
    rows = [
        (f"`{code}`", ", ".join(weighs[code]) or "—", str(known[code].exit), why.zh, why.en)
        for code in sorted(known)
        for why in (known[code].why,)
    ]
    lines = [
        "# CODES: every diagnostic's code",
        "",
        SOURCE.format("the tables of messages and the places that tell them"),
        "",
        (
            "A code is a stable word, never renamed; `presslayout explain CODE` prints its row. "
            "“weighs” is how it is found to weigh; a target, a press profile's 预检, the paper's "
            "版面规则 and `--strict` may weigh it otherwise. “exit” is the exit code that it leads "
            "to as an error. A dash: known to `explain`, told by nothing today."
        ),
        "",
        *table(("code", "weighs", "exit", "为什么要紧", "why it matters"), rows),
    ]
    return text(lines)


def meanings() -> dict[str, messages.Meaning]:
    """Every code that `explain` knows: what it leads to, and why it matters."""
    return dict(exits.meanings())


def weights() -> dict[str, tuple[str, ...]]:
    """The severities that each code can have, the gravest first."""
    known = frozenset(meanings())
    found: dict[str, set[str]] = {code: set() for code in known}
    for path in SOURCES.rglob("*.py"):
        weighed = SEVERITIES if path.parent.name == "checks" and path.name in _WEIGHED else ()
        for code, severity in _told(ast.parse(path.read_text(encoding="utf-8")), known):
            if code not in weighed:
                found[code].add(severity)
    for code, severity in SEVERITIES.items():
        found[code].add(severity.value)
    for code, words in _ELSEWHERE.items():
        found[code] |= set(words)
    return {code: tuple(word for word in ORDER if word in found[code]) for code in known}


def _told(tree: ast.AST, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Every code that a call names, with each severity that it names or that its teller has."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        given = list(_leaves([*node.args, *(word.value for word in node.keywords)]))
        teller = _TELLERS.get(_name(node.func), "")
        severities = {(_NAMED[_name(one)], when) for one, when in given if _name(one) in _NAMED}
        for one, when in given:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value in known:
                for severity, case in severities or {(teller, "")}:
                    # Of two choices made by one question, those of one answer belong together.
                    if severity and not _apart(when, case):
                        yield one.value, severity


def _leaves(nodes: list[ast.expr]) -> Iterator[tuple[ast.expr, str]]:
    """The values of a call, each with the answer (`+`, `-`) to the question that chooses it."""
    for node in nodes:
        if isinstance(node, ast.IfExp):
            asked = ast.dump(node.test)
            yield node.body, f"+{asked}"
            yield node.orelse, f"-{asked}"
        else:
            yield node, ""


def _apart(one: str, other: str) -> bool:
    return one[1:] == other[1:] and one[:1] != other[:1]


def _name(node: ast.expr) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))
