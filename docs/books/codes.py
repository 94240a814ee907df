"""codes.md: every diagnostic's code, how it weighs, what it leads to, and why it matters.

How a code weighs stands where its finding is made; it is read from there.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from tabled import SOURCE, table, text

from presslayout.base import messages
from presslayout.cli.explain import reasons
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
# Tables and variables say these codes, so no call shows how they weigh.
_ELSEWHERE = {
    "comment-swallows-text": ("error", "warning"),
    "indented-line": ("warning",),
    "stray-markup": ("warning",),
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
    why, weighs = reasons(), weights()
    rows = []
    for code in sorted(why):
        meaning = messages.CODES.get(code)
        exit_ = meaning.exit if meaning else messages.WRONG
        told = ", ".join(weighs[code]) or "—"
        rows.append((f"`{code}`", told, str(exit_), why[code].zh, why[code].en))
    lines = [
        "# CODES: every diagnostic's code",
        "",
        SOURCE.format("the tables of messages and the places that tell them"),
        "",
        (
            "A code is a stable word, never renamed; `presslayout explain CODE` prints its row. "
            "“weighs” lists every weight that it can have: a target, a press profile (预检), the "
            "paper's 版面规则 or `--strict` may choose among them. “exit” is the exit code that it "
            "leads to as an error."
        ),
        "",
        *table(("code", "weighs", "exit", "为什么要紧", "why it matters"), rows),
    ]
    return text(lines)


def weights() -> dict[str, tuple[str, ...]]:
    """The severities that each code can have, the gravest first."""
    known = frozenset(reasons())
    found: dict[str, set[str]] = {code: set() for code in known}
    for path in SOURCES.rglob("*.py"):
        for code, severity in _told(ast.parse(path.read_text(encoding="utf-8")), known):
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
        severities = {_NAMED[_name(one)] for one in given if _name(one) in _NAMED} or {teller}
        for one in given:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value in known:
                yield from ((one.value, severity) for severity in severities if severity)


def _leaves(nodes: list[ast.expr]) -> Iterator[ast.expr]:
    for node in nodes:
        yield from (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)


def _name(node: ast.expr) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))
