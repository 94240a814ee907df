"""The paper's own terms: layout/用语/*.txt, one a line, `不用的=改用的`, or `不用的=` where nothing will do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from presslayout.diagnostics import Text
from presslayout.proofread.texts import Told, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from presslayout.diagnostics import Diagnostic

FOLDER = "用语"


@dataclass(frozen=True, slots=True)
class Term:
    """A term that the paper does not use, and what it says instead ("" for nothing)."""

    wrong: str
    right: str


def read_terms(root: Path) -> tuple[Term, ...]:
    """The workspace's terms, each once, in the order of the files; `#` begins a comment."""
    found: dict[str, Term] = {}
    for path in sorted((root / "layout" / FOLDER).glob("*.txt")):
        for line in path.read_text("utf-8-sig", errors="replace").splitlines():
            wrong, equal, right = (part.strip() for part in line.partition("#")[0].partition("="))
            if wrong and equal:
                found.setdefault(wrong, Term(wrong, right))
    return tuple(found.values())


def terms(told: Told, known: Sequence[Term]) -> Iterator[Diagnostic]:
    """Terms in a text that the paper does not use."""
    for term in known:
        at = told.text.find(term.wrong)
        while at >= 0:
            # Inside what is right it is right.
            lead = term.right.find(term.wrong)
            inside = lead >= 0 and told.text.startswith(term.right, at - lead)
            if not inside:
                yield warning(
                    "house-term", told, (at, len(term.wrong)),
                    Text(f"本报不用“{term.wrong}”", f"the paper does not write {term.wrong}"),
                    Text(f"改成“{term.right}”", f"write {term.right}")
                    if term.right
                    else Text("删去或换个说法", "delete it or say it otherwise"),
                )  # fmt: skip
            at = told.text.find(term.wrong, at + len(term.wrong))
