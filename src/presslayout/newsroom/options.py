"""How a build is asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.base.units import PAPERS
from presslayout.base.values import field, frozen
from presslayout.overlay.rounds import PROOF, ROUNDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


PRESS = "newsprint"
GALLEY = "galley"
# What asks for the galleys of every story.
ALL = ("all", "全部")
# What is read and thrown away: rounds, papers and galleys are theirs.
PROOFS = frozenset({"proof", GALLEY})
# The words for a round, in either language, and its names.
ROUND_WORDS = tuple(word for pair in ROUNDS.items() for word in pair)
ROUND_NAMES = tuple(ROUNDS)
PAPER_NAMES = tuple(PAPERS)
ARCHIVE = "archive"
# What an archive keeps by wish (`archive.extras.Extra`).
EXTRAS = ("site", "ofd", "a3")


@frozen
class Options:
    """How a build is asked for; `pages` None builds all.

    `round` and `paper` are a proof's; `galley` names the story of a galley, or `ALL` of them;
    `extras` are what an archive keeps besides.
    """

    target: str = "press"
    press: str = PRESS
    standard: str | None = None
    pages: frozenset[int] | None = None
    strict: bool = False
    verify: bool = True
    cache: Cache = field(default_factory=Cache.open)
    round: str = PROOF
    paper: str = ""
    galley: str = ""
    extras: frozenset[str] = frozenset()


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that a mistyped one probably was to be, or ""."""
    from presslayout.issue.nearest import nearest

    return nearest(word, known)


def guessed(word: str, known: Iterable[str]) -> Text:
    """What follows the words on a mistyped one: which known word it probably was to be, if any."""
    from presslayout.issue import files

    return files.guessed(meant(word, known))


def path_guessed(path: Path) -> Text:
    """The same of a path that leads nowhere."""
    from presslayout.issue.files import meant_by

    return meant_by(path)


def without(path: Path, name: str, wanted: Text) -> Text:
    """That a path holds nothing of what is wanted there; or that there is none, and which was meant."""
    if os.path.lexists(path):
        return Text(f"{name} 里没有{wanted.zh}", f"{name} holds no {wanted.en}")
    meant = path_guessed(path)
    return Text(f"没有 {name}{meant.zh}", f"there is no {name}{meant.en}")


def round_named(word: str | None) -> str:
    """The round that a word names, in either language; a proof's own for none."""
    return next((zh for zh, en in ROUNDS.items() if word in (zh, en)), PROOF)
