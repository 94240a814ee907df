"""Where a Western word may be divided: by its language's patterns, not by guess (B1, B3; CY/T 154)."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

LANGUAGE = "en_US"
# At least two letters before the hyphen and three after it (RULES B1).
BEFORE, AFTER = 2, 3


@lru_cache(maxsize=4096)
def points(word: str, *, named: bool = False) -> tuple[int, ...]:
    """The offsets at which a word may be divided.

    None in acronyms and coined words; none in what may be a name (RULES B3) but where `named`
    says that it has to be.
    """
    if not (word.islower() or (named and word[1:].islower())):
        return ()
    return tuple(_patterns().positions(word.lower()))


@lru_cache(maxsize=1)
def _patterns() -> Any:
    # Loaded for the first long word only: most copy has none.
    return import_module("pyphen").Pyphen(lang=LANGUAGE, left=BEFORE, right=AFTER)
