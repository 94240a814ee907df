"""What a mistyped word was probably meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.traditional import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable

# Below this likeness a guess misleads more than it helps.
CUTOFF = 0.5
LATIN_CUTOFF = 0.7
# Short words are often as like as others: so many are looked at again.
ALIKE = 8


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or ""; never the word itself, which would help nobody."""
    words = sorted(set(known) - {word})
    plain = simplified(word.strip())
    if plain in words:
        return plain
    folded = {w.casefold(): w for w in words}
    if plain.casefold() in folded:
        return folded[plain.casefold()]
    from difflib import SequenceMatcher, get_close_matches

    cutoff, asked = LATIN_CUTOFF if plain.isascii() else CUTOFF, plain[:80]
    found = get_close_matches(asked, words, n=ALIKE, cutoff=cutoff)
    # Of 宋体 and 粗宋, 宋休 is the first with a slip in it: its characters stand where they should.
    return max(
        found,
        key=lambda one: (
            SequenceMatcher(None, one, asked).ratio(),
            sum(a == b for a, b in zip(one, asked, strict=False)),
        ),
        default="",
    )
