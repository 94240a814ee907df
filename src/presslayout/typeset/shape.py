"""Text into parallel arrays: glyphs, cells, glue and break costs.  Knows no measure.

Widths are thousandths of the em.  A mark is a body and the glue beside it (RULES §5): the cell is
what RULES says, whatever the face says, and the ink is placed inside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from presslayout.typeset import classes as cl
from presslayout.typeset.kinsoku import FORBIDDEN, FREE, western_breaks

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face
    from presslayout.units import Length

EM, HALF, QUARTER = 1000, 500, 250
# Han–Latin gap: ¼ em (RULES A1).
GAP = QUARTER
WORD_SPACE = QUARTER

# Tokens in the order of trying: Western runs, dashes and ellipses by pairs, marks in pairs, rest.
_WESTERN = re.compile(
    r"[A-Za-z0-9\u00a2-\u00b6\u00b8-\u00d6\u00d8-\u024f\u0300-\u036f\u0370-\u1fff.,:;!?'\"()\[\]{}<>/\\@#$%^&*_+=|~`∶×÷−-]+"
)


@dataclass(frozen=True, slots=True)
class Font:
    """Faces in the order of trying, those for **bold**, and the size of the em."""

    faces: tuple[Face, ...]
    bold: tuple[Face, ...]
    size: Length


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A paragraph as arrays over its clusters, with prefix sums of what lines ask for.

    `starts` holds text offsets, one more than there are clusters. `glyphs` are ids by cluster,
    `advances` cells, `shifts` where the glyph's origin stands in the cell. `lead` and `trail` are
    the glue that a line edge cuts; `gaps` the Han–Latin space before a cluster; `breaks` the cost
    of a line end before a cluster.
    """

    text: str
    font: Font
    starts: list[int]
    kinds: str
    glyphs: list[tuple[int, ...]]
    steps: list[tuple[int, ...]]
    faces: list[int]
    advances: list[int]
    shifts: list[int]
    lead: list[int]
    trail: list[int]
    gaps: list[int]
    breaks: list[int]
    open_gaps: list[int]
    width: list[int]
    glue: dict[str, list[int]]
    all_faces: tuple[Face, ...]

    @property
    def ascent(self) -> Length:
        """From the top of the em square to the baseline."""
        return self.all_faces[0].ascent * self.font.size // 1000

    @property
    def descent(self) -> Length:
        """From the baseline to the foot of the em square."""
        return self.all_faces[0].descent * self.font.size // 1000

    def __len__(self) -> int:
        return len(self.advances)


def shape(
    text: str, font: Font, *, bold: tuple[tuple[int, int], ...] = (), spaced: bool = False
) -> Shaped:
    """The arrays of one paragraph; `bold` holds (start, length) of what the bold faces set.

    A space typed between Han is nothing in body copy (RULES H2); with `spaced`, in headlines,
    bylines and captions, it parts names and is half an em.
    """
    faces = font.faces + font.bold
    split = len(font.faces)
    heavy = bytearray(len(text))
    if font.bold:
        for start, length in bold:
            heavy[start : start + length] = b"\1" * length
    kinds = _contextual(text, cl.classes(text))
    starts: list[int] = []
    marks: list[str] = []
    glyphs: list[tuple[int, ...]] = []
    steps: list[tuple[int, ...]] = []
    chosen: list[int] = []
    natural: list[int] = []
    breaks: list[int] = []
    at, end = 0, len(text)
    while at < end:
        kind = kinds[at]
        first = split if heavy[at] else 0
        last = len(faces) if heavy[at] else split
        stop = at + 1
        if kind == cl.WESTERN:
            while stop < end and kinds[stop] == cl.WESTERN and heavy[stop] == heavy[at]:
                stop += 1
            _western(
                text[at:stop], at, faces, first, last,
                starts, marks, glyphs, steps, chosen, natural, breaks,
            )
            at = stop
            continue
        if kind in (cl.DASH, cl.ELLIPSIS) and stop < end and text[stop] == text[at]:
            stop += 1
        while stop < end and kinds[stop] == cl.ZERO:
            stop += 1
        char = text[at]
        number, found = _nominal(char, faces, first, last)
        ids, advance = _double(faces[number], char) if stop - at > 1 and kind in "DL" and text[
            at + 1
        ] == char else ((found[0],), found[1])
        if kind in (cl.ZERO, cl.SPACE):
            ids, advance = (), 0
        starts.append(at)
        marks.append(kind)
        glyphs.append(ids)
        steps.append(())
        chosen.append(number)
        natural.append(advance)
        breaks.append(FREE)
        at = stop
    starts.append(end)
    return _arranged(text, font, starts, "".join(marks), glyphs, steps, chosen, natural, breaks, faces, HALF if spaced else 0)


def _arranged(
    text: str,
    font: Font,
    starts: list[int],
    kinds: str,
    glyphs: list[tuple[int, ...]],
    steps: list[tuple[int, ...]],
    chosen: list[int],
    natural: list[int],
    breaks: list[int],
    faces: tuple[Face, ...],
    han_space: int,
) -> Shaped:
    """Cells, glue and gaps from classes and advances."""
    count = len(kinds)
    advances = natural[:]
    shifts = [0] * count
    lead, trail, gaps = [0] * count, [0] * count, [0] * count
    open_gaps = [0] * count
    for i, kind in enumerate(kinds):
        if kind == "H":
            continue
        if kind in "OCSEP":
            cell = EM
            if natural[i] != EM:
                left, right = faces[chosen[i]].ink(glyphs[i][0]) if glyphs[i] else (0, 0)
                middle = 750 if kind == "O" else 250
                shifts[i] = middle - (left + right) // 2
            advances[i] = cell
            if kind == "O":
                lead[i] = HALF
            else:
                trail[i] = HALF
        elif kind in "MV" or (kind == "X" and text[starts[i]] == "–"):
            advances[i] = HALF
            shifts[i] = (HALF - natural[i]) // 2
        elif kind == "X" or (kind in "DL" and starts[i + 1] - starts[i] == 1):
            advances[i] = EM
            shifts[i] = (EM - natural[i]) // 2
        elif kind in "DL":
            advances[i] = 2 * EM
            shifts[i] = 0 if len(glyphs[i]) == 2 else (2 * EM - natural[i]) // 2  # noqa: PLR2004
        elif kind in "Qq":
            pass
    # Adjacent marks close up before any line is broken (RULES W1–W6).
    for i in range(1, count):
        a, b = kinds[i - 1], kinds[i]
        if a in "CSEP" and b in "OCSEP" and trail[i - 1]:
            if a == "E" and b == "E":
                advances[i - 1] -= trail[i - 1]
                shifts[i - 1] += 0
                trail[i - 1] = 0
                if i < 2 or kinds[i - 2] != "E" or trail[i - 2]:  # noqa: PLR2004
                    pass
                advances[i] -= HALF
                trail[i] = 0
            elif "C" in (a, b) or b == "O":
                advances[i - 1] -= trail[i - 1]
                trail[i - 1] = 0
        elif a == "O" and b == "O" and lead[i]:
            advances[i] -= lead[i]
            shifts[i] -= lead[i]
            lead[i] = 0
    for i in range(1, count):
        a, b = kinds[i - 1], kinds[i]
        if b == "B":
            continue
        if (a == "W" and b == "H") or (a == "H" and b == "W"):
            edge = text[starts[i] - 1] if a == "W" else text[starts[i]]
            if edge.isalnum() or edge in "%+°":
                gaps[i] = GAP if edge.isalnum() else 0
        breaks[i] = _cost(a, b, breaks[i], text, starts, i)
        if a != "W" or b != "W":
            open_gaps[i] = int(not gaps[i] and _opens(a, b))
    _spaces(kinds, advances, han_space)
    width = [0, *accumulate(a + g for a, g in zip(advances, gaps, strict=True))]
    glue = {
        "bracket": [lead[i] if k == "O" else trail[i] if k == "C" else 0 for i, k in enumerate(kinds)],
        "pause": [trail[i] if k == "P" else 0 for i, k in enumerate(kinds)],
        "gap": gaps,
        "stop": [trail[i] if k in "SE" else 0 for i, k in enumerate(kinds)],
        "open": open_gaps,
        "space": [a if k == "B" else 0 for a, k in zip(advances, kinds, strict=True)],
    }
    sums = {name: [0, *accumulate(values)] for name, values in glue.items()}
    return Shaped(
        text, font, starts, kinds, glyphs, steps, chosen, advances, shifts, lead, trail, gaps,
        breaks, open_gaps, width, sums, faces,
    )


def _cost(a: str, b: str, given: int, text: str, starts: list[int], i: int) -> int:
    """What a line end between two clusters costs (RULES §3, §4)."""
    if given != FREE:
        return given
    before, after = text[starts[i] - 1], text[starts[i]]
    if before in "\u2060\ufeff" or after in "\u2060\ufeff\u00a0\u202f" or before in "\u00a0\u202f":
        return FORBIDDEN
    if b in "CSEPMXVQ" or a in "OVq" or b == "Z" or b == "B":
        return FORBIDDEN
    if b in "DL":
        return 60
    if after in "々〻ー゛゜ゝヽ" or (after in ",.:;!?)]}%" and a in "HC") or (before in "([{" ):
        return FORBIDDEN
    if before in "$£€#" and b == "W":
        return FORBIDDEN
    if a == "W" and b == "H" and before.isdigit() and after in "年月日时分秒号版人元亿万岁个次期":
        return 40
    if a == "H" and b == "W" and before == "第":
        return 40
    if a == "X" or (a == "D" and starts[i] - starts[i - 1] == 1):
        return 120
    return FREE


def _opens(a: str, b: str) -> bool:
    """Whether justification may open the place between two classes (RULES X3)."""
    return a not in "OXVqBZ" and b not in "CSEPXVQBZM" and a != "M" and not (a in "DL" and b in "DL")


def _spaces(kinds: str, advances: list[int], han_space: int) -> None:
    """A typed space is a word space inside Western text and the gap beside Han (RULES H2)."""
    count = len(kinds)
    for i, kind in enumerate(kinds):
        if kind != "B":
            continue
        before = next((kinds[j] for j in range(i - 1, -1, -1) if kinds[j] not in "BZ"), "")
        after = next((kinds[j] for j in range(i + 1, count) if kinds[j] not in "BZ"), "")
        first = i == 0 or kinds[i - 1] != "B"
        if before == "W" and after == "W" and first:
            advances[i] = WORD_SPACE
        elif "W" in (before, after) and "H" in (before, after) and first:
            advances[i] = GAP
        else:
            advances[i] = han_space if first and before and after else 0


def _nominal(char: str, faces: tuple[Face, ...], first: int, last: int) -> tuple[int, tuple[int, int]]:
    for number in range(first, last):
        found = faces[number].glyph(char)
        if found is not None:
            return number, found
    return first, (0, EM)


def _double(face: Face, char: str) -> tuple[tuple[int, ...], int]:
    """Two dashes or ellipses: the face's own ligature, or two glyphs that join in two ems."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(char * 2)
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer)
    ids = tuple(info.codepoint for info in buffer.glyph_infos)
    total = sum(p.x_advance for p in buffer.glyph_positions) * 1000 // face.upem
    return ids, total


def _western(
    text: str,
    at: int,
    faces: tuple[Face, ...],
    first: int,
    last: int,
    starts: list[int],
    marks: list[str],
    glyphs: list[tuple[int, ...]],
    steps: list[tuple[int, ...]],
    chosen: list[int],
    natural: list[int],
    breaks: list[int],
) -> None:
    """One Western run, shaped with its kerning, a cluster for each of HarfBuzz's."""
    import uharfbuzz as hb

    number = next(
        (n for n in range(first, last) if all(faces[n].covers(c) for c in text if c > " ")), None
    )
    if number is None:
        for offset, char in enumerate(text):
            which, found = _nominal(char, faces, first, last)
            starts.append(at + offset)
            marks.append("W")
            glyphs.append((found[0],))
            steps.append(())
            chosen.append(which)
            natural.append(found[1])
            breaks.append(FORBIDDEN if offset else FREE)
        return
    face = faces[number]
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer)
    costs = western_breaks(text)
    clusters: dict[int, tuple[list[int], list[int]]] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        ids, moves = clusters.setdefault(info.cluster, ([], []))
        ids.append(info.codepoint)
        moves.append(round(position.x_advance * 1000 / face.upem))
    for cluster in sorted(clusters):
        ids, moves = clusters[cluster]
        starts.append(at + cluster)
        marks.append("W")
        glyphs.append(tuple(ids))
        steps.append(tuple(moves))
        chosen.append(number)
        natural.append(sum(moves))
        breaks.append(costs[cluster])


def _contextual(text: str, kinds: str) -> str:
    """Curly quotes inside Western text are Western (RULES Q1)."""
    if "’" not in text and "‘" not in text and "“" not in text and "”" not in text:
        return kinds
    made = list(kinds)
    for i, char in enumerate(text):
        if char == "’" and 0 < i < len(text) - 1 and made[i - 1] == "W" and made[i + 1] == "W":
            made[i] = "W"
    return "".join(made)
