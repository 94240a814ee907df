"""What is drawn in place of what was typed, where a paper asks for it (RULES H3–H5).

The text itself never changes: a line keeps the copy's own characters, and the PDF gives them back.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.typeset.halfmarks import HAN, half_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.typeset.manner import Manner

# Full-width letters and digits, and the point inside a number of them (H4; clreq advises against
# the block).
FULL_LATIN = regex("[０-９Ａ-Ｚａ-ｚ]+(?:(?<=[０-９])．(?=[０-９])[０-９Ａ-Ｚａ-ｚ]+)*")
_HALVED = (0xFF0E, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))
_TO_HALF = {code: code - 0xFEE0 for code in _HALVED}
# Marks written otherwise than GB/T 15834 has them (H5).
DOTS = regex(r"\.{3,}|。{3,}|．{3,}|(?<!…)(?:…|…{3}|…{5,})(?!…)")
# Dashes typed as hyphens, bars of tables and boxes, or of any length but two (GB/T 15834 4.10).
_BESIDE_DASH = rf"{HAN}“”‘’（）《》，。！？；："
HYPHENS = regex(
    rf"(?<=[{_BESIDE_DASH}])(?:--+|－－+|––+|[―─]+)(?=[{_BESIDE_DASH}])|(?<!—)—{{3,}}(?!—)",
    needs=("--", "－－", "––", "―", "─", "———"),
)
# One dash between two places or times is right (GB/T 15834 4.13): what is told of is a line, a road, a
# stretch, or two words of one length stand by themselves on its sides (桑植—酉阳, 周一—周五).
_JOURNEY = "线|路|段|高速|高铁|航班|班车|列车|班次|之间|区间"
_ALIKE = "".join(
    rf"(?!(?<=[{HAN}]{{{n}}}—)(?<![{HAN}]{{{n + 1}}}—)[{HAN}]{{{n}}}(?![{HAN}]))" for n in (2, 3, 4)
)
LONE_DASH = regex(
    rf"(?<=[{HAN}”）])—(?=[{HAN}“（])(?![{HAN}]{{1,10}}(?:{_JOURNEY})){_ALIKE}", needs=("—",)
)
POINTS = regex(rf"(?<=[{HAN}])[•・‧∙⋅](?=[{HAN}])", needs="•・‧∙⋅")
TILDE = regex(rf"(?<=[{HAN}0-9%％℃])~(?=[{HAN}0-9])", needs="~")
_MENDED = ((DOTS, "……"), (HYPHENS, "——"), (LONE_DASH, "——"), (POINTS, "·"), (TILDE, "～"))


@frozen
class Rendition:
    """A text as it is drawn.

    `origin` gives for every character of `text`, and for its end, the offset in the copy that it
    stands for; `changes` are (offset, typed, drawn).
    """

    text: str
    origin: tuple[int, ...]
    changes: tuple[tuple[int, str, str], ...]

    def span(self, start: int, length: int) -> tuple[int, int]:
        """Where a stretch of the copy stands in the drawn text: start and length."""
        first = bisect_left(self.origin, start)
        return first, bisect_left(self.origin, start + length) - first

    def offsets(self, places: Sequence[int]) -> Sequence[int]:
        """The copy's offsets of places in the drawn text."""
        if self.origin[-1] == len(self.text):
            return places
        return [self.origin[at] for at in places]


@lru_cache(maxsize=512)
def rendition(text: str, manner: Manner) -> Rendition | None:
    """How a paper draws a text; None where it draws what was typed."""
    changes = sorted(_changes(text, manner))
    if not changes:
        return None
    made: list[str] = []
    origin: list[int] = []
    end = 0
    for at, typed, drawn in changes:
        made += (text[end:at], drawn)
        origin += range(end, at)
        # A mark of another length is one cluster; what is inside it belongs to its beginning.
        same = len(typed) == len(drawn)
        origin += range(at, at + len(typed)) if same else [at] * len(drawn)
        end = at + len(typed)
    made.append(text[end:])
    origin += range(end, len(text) + 1)
    return Rendition("".join(made), tuple(origin), tuple(changes))


def _changes(text: str, manner: Manner) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    if manner.full_marks:
        found += [(m.at, m.typed, m.full) for m in half_marks(text) if not m.alone]
    if manner.half_latin:
        found += [(m.start(), m[0], m[0].translate(_TO_HALF)) for m in FULL_LATIN.finditer(text)]
    if manner.mend_marks:
        taken = {at for at, _, _ in found}
        for pattern, drawn in _MENDED:
            found += [
                (m.start(), m[0], drawn) for m in pattern.finditer(text) if m.start() not in taken
            ]
    return found
