"""Text parted into words by a library's dictionary.

The library takes a quarter of a second to load: whoever asks keeps what it said.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from presslayout.base.traditional import simplified
from presslayout.base.version import DICTIONARY

# More common in a headline than anything that its characters might make otherwise.
_FREQUENCY = 100_000
_NAME = "n"


def tokens(text: str, house: tuple[str, ...] = ()) -> list[str]:
    """The words of a text one by one, in simplified characters, as long as the text together.

    `house` are words of a house's own.
    """
    found: list[str] = opened(house).cut(simplified(text), True)  # noqa: FBT003
    return found


@lru_cache(maxsize=4)
def opened(house: tuple[str, ...]) -> Any:
    """The library with the words of a house."""
    library = import_module(DICTIONARY)
    if not house:
        # It loads its dictionary once when it is imported; one more is as much again.
        return library
    made = library.Jieba()
    for word in house:
        made.add_word(simplified(word), _FREQUENCY, _NAME)
    return made
