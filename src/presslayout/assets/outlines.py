"""Words as paths: for what stands on a proof and is not the paper's, so no reader extracts it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from presslayout.assets.fonts import opened
from presslayout.base.values import distinct, field

if TYPE_CHECKING:
    from presslayout.base.source import Source
    from presslayout.base.units import Length

# What begins no line.
HUNG = frozenset("，。、；：？！”’）》」』】…")

Path = tuple[tuple[str | int, ...], ...]


@distinct
class Lettering:
    """A face as a source of outlines."""

    font: Any
    upem: int
    drawn: dict[str, tuple[int, Path]] = field(default_factory=dict)

    def width(self, text: str, size: Length) -> Length:
        """How long the text becomes."""
        return sum(self._glyph(char)[0] for char in text) * size // self.upem

    def glyphs(self, text: str, size: Length) -> tuple[tuple[int, ...], tuple[Length, ...]]:
        """The text's glyphs, and where each begins from the first: for text that stays text."""
        ids = tuple(self.font.get_nominal_glyph(ord(char)) or 0 for char in text)
        ends = accumulate((self._glyph(char)[0] for char in text[:-1]), initial=0)
        return ids, tuple(end * size // self.upem for end in ends) if text else ()

    def path(self, text: str, x: Length, y: Length, size: Length) -> Path:
        """The text's outlines from (x, y) on, y being the baseline's, in one path."""
        segments: list[tuple[str | int, ...]] = []
        run = 0
        for char in text:
            advance, outline = self._glyph(char)
            segments += [
                (operator, *_placed(numbers, (x, y), run, (size, self.upem)))
                for operator, *numbers in outline
            ]
            run += advance
        return tuple(segments)

    def words(self, text: str, x: Length, y: Length, size: Length) -> Path:
        """The text's letters from (x, y) on, each as one segment that names it: drawn once a file."""
        segments: list[tuple[str | int, ...]] = []
        run = 0
        for char in text:
            advance, outline = self._glyph(char)
            if outline:
                segments.append(("G", char, x + run * size // self.upem, y, size))
            run += advance
        return tuple(segments)

    def outline(self, char: str) -> Path:
        """A letter's path in its face's units, y upwards."""
        return self._glyph(char)[1]

    def lines(self, text: str, measure: Length, size: Length) -> list[str]:
        """The text cut wherever the measure is full, closing marks hung out; line feeds cut too."""
        result = []
        for paragraph in text.split("\n"):
            line, length = "", 0
            for char in paragraph:
                advance = self._glyph(char)[0] * size // self.upem
                if line and length + advance > measure and char not in HUNG:
                    result.append(line)
                    line, length = "", 0
                line += char
                length += advance
            result.append(line)
        return result

    def _glyph(self, char: str) -> tuple[int, Path]:
        if char not in self.drawn:
            self.drawn[char] = _outline(self.font, self.font.get_nominal_glyph(ord(char)) or 0)
        return self.drawn[char]


def lettering(source: Source) -> Lettering:
    """The face in this file."""
    font = opened(source)
    return Lettering(font, font.face.upem)


def _placed(
    numbers: list[Any], at: tuple[Length, Length], left: int, scale: tuple[Length, int]
) -> list[int]:
    size, upem = scale
    return [
        at[1] - value * size // upem if index % 2 else at[0] + (left + value) * size // upem
        for index, value in enumerate(numbers)
    ]


def _outline(font: Any, glyph: int) -> tuple[int, Path]:
    """A glyph's advance and its path in font units, y upwards; quadratic curves made cubic."""
    import uharfbuzz

    segments: list[tuple[str | int, ...]] = []
    pen = [0, 0]

    def to(operator: str, *numbers: float) -> None:
        pen[:] = [round(n) for n in numbers[-2:]]
        segments.append((operator, *map(round, numbers)))

    def curve(cx: float, cy: float, x: float, y: float, _: Any) -> None:
        x0, y0 = pen
        first = (x0 + 2 * (cx - x0) / 3, y0 + 2 * (cy - y0) / 3)
        to("C", *first, x + 2 * (cx - x) / 3, y + 2 * (cy - y) / 3, x, y)

    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(lambda x, y, _: to("M", x, y))
    draw.set_line_to_func(lambda x, y, _: to("L", x, y))
    draw.set_quadratic_to_func(curve)
    draw.set_cubic_to_func(lambda a, b, c, d, x, y, _: to("C", a, b, c, d, x, y))
    draw.set_close_path_func(lambda _: segments.append(("Z",)))
    font.draw_glyph(glyph, draw, None)
    return font.get_glyph_h_advance(glyph), tuple(segments)
