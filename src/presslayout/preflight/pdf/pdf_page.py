"""A page as it is seen: turned and enlarged as it says, measured from the corner of its trim."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from presslayout.preflight.pdf.bulk import OBJECTS, PAGE_WORK, Meter, damage
from presslayout.preflight.pdf.entries import number, whole
from presslayout.preflight.pdf.matrix import Corners, Matrix, boxed, cut, is_empty
from presslayout.preflight.pdf.walk import through

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pikepdf

    from presslayout.preflight.pdf.functions import Function
    from presslayout.preflight.pdf.painted import Painted
    from presslayout.preflight.pdf.pdfobject import Entries, Key
    from presslayout.preflight.pdf.strings import MetFont
    from presslayout.preflight.pdf.tounicode import Said
    from presslayout.preflight.pdf.walk import Fallen, Listener

_LETTER: Corners = (0.0, 0.0, 612.0, 792.0)
_QUARTERS = 4
BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")


@dataclass(slots=True)
class Work:
    """What may still be done with a file: following its pages, drawing them, keeping their objects."""

    following: Meter | None = None
    drawing: Meter | None = None
    kept: Meter = field(default_factory=lambda: Meter(OBJECTS))
    # The functions of its shadings that were read.
    functions: dict[Key, Function] = field(default_factory=dict)


class Followed(NamedTuple):
    """What a page paints, why not all of it could be followed, and the operators without sense."""

    painted: tuple[Painted, ...]
    trouble: Exception | None
    odd: Counter[str]


class PdfPage:
    """One page; what it paints is followed when somebody first asks, if it was not before."""

    def __init__(
        self,
        page: pikepdf.Page,
        fonts: dict[Key, MetFont],
        tables: Mapping[Key, tuple[int, Said]],
        scale: float = 1.0,
        root: Entries | None = None,
        work: Work | None = None,
    ) -> None:
        """`work` is what may still be done with the file.  `root` is the file's catalogue, which has its layers; `fonts` keeps what was read of fonts from one page to the next, `tables` what codes say.

        The page is seen at `scale` of its size.
        """
        self.page = page
        self.scale = scale
        self._fonts = fonts
        self._tables = tables
        self._root: Entries = root if root is not None else {}
        self._work = work or Work()
        # What following the page, and what drawing it, may still take.
        self.meter = Meter(PAGE_WORK, self._work.following)
        self.drawing = Meter(PAGE_WORK, self._work.drawing)
        self._followed: Followed | None = None

    def filling(self, width: float) -> PdfPage:
        """The page enlarged, or made smaller, until its trim is so wide, in points."""
        own = self.trim[2] - self.trim[0]
        return PdfPage(
            self.page,
            self._fonts,
            self._tables,
            self.scale * width / own if own else 1.0,
            self._root,
            self._work,
        )

    @cached_property
    def painted(self) -> tuple[Painted, ...]:
        """What the page paints and prints, as far as it can be read."""
        return tuple(one for one in self._read.painted if one.layer.prints)

    @cached_property
    def unprinted(self) -> tuple[Painted, ...]:
        """What the page holds on layers that do not print."""
        return tuple(one for one in self._read.painted if not one.layer.prints)

    @property
    def trouble(self) -> Exception | None:
        """Why not all that the page paints could be read; None where it could."""
        return self._read.trouble

    @property
    def is_left_off(self) -> bool:
        """Whether not all was followed or drawn because the file, not the page, asks too much."""
        return self.meter.is_files or self.drawing.is_files or self._work.kept.left < 0

    @property
    def odd(self) -> Counter[str]:
        """The operators that made no sense, and how often."""
        return self._read.odd

    @cached_property
    def seen(self) -> Matrix:
        """From the page's own space to points from the upper left of its trim, y downwards."""
        unit = number(self.page.get("/UserUnit"), 1.0) * self.scale
        x0, y0, x1, y1 = self._own_trim
        turn = whole(self.page.get("/Rotate")) // 90 % _QUARTERS
        made: tuple[Matrix, ...] = (
            (unit, 0.0, 0.0, -unit, -x0 * unit, y1 * unit),
            (0.0, unit, unit, 0.0, -y0 * unit, -x0 * unit),
            (-unit, 0.0, 0.0, unit, x1 * unit, -y0 * unit),
            (0.0, -unit, -unit, 0.0, y1 * unit, x1 * unit),
        )
        return made[turn]

    @cached_property
    def trim(self) -> Corners:
        """The trim as it is seen: it begins at 0, 0."""
        return boxed(self.seen, self._own_trim)

    @cached_property
    def media(self) -> Corners:
        """The whole sheet as it is seen."""
        return boxed(self.seen, corners(self.page, "MediaBox") or _LETTER)

    def where(self, wanted: Callable[[Painted], bool]) -> list[Corners]:
        """The places of what the page paints and somebody wants."""
        return [one.box for one in self.painted if wanted(one) and not is_empty(one.box)]

    def inside(self) -> tuple[Painted, ...]:
        """What is painted on the trimmed page: marks beside it are nobody's fault."""
        return self._inside

    @cached_property
    def _inside(self) -> tuple[Painted, ...]:
        trim = self.trim
        return tuple([one for one in self.painted if _touches(one.box, trim)])

    @cached_property
    def _own_trim(self) -> Corners:
        media = corners(self.page, "MediaBox") or _LETTER
        for name in ("TrimBox", "ArtBox", "CropBox"):
            box = corners(self.page, name)
            if box is not None and not is_empty(cut(box, media)):
                return box
        return media

    @property
    def _read(self) -> Followed:
        if self._followed is None:
            self.follow()
        assert self._followed is not None
        return self._followed

    def follow(self, *others: Listener) -> Fallen:
        """Go through the page once, for itself and for others; why some did not come to its end."""
        # Of a file that nobody asks for what it paints, only what it says is noted.
        from presslayout.preflight.pdf.functions import KnownFunctions
        from presslayout.preflight.pdf.layers import Layers
        from presslayout.preflight.pdf.objects import Follower
        from presslayout.preflight.pdf.strings import Fonts

        found: list[Painted] = []

        def out(one: Painted) -> None:
            # What was read before damage stands.
            found.append(one)
            self._work.kept.spend(1)

        try:
            known = Fonts(self._fonts, self._tables), Layers(self._root)
            own = Follower(out, self.seen, self.media, known, self.meter)
            own.functions = KnownFunctions(self._work.functions)
        except damage() as trouble:
            self._followed = Followed((), trouble, Counter())
            return through(self.page, others) if others else {}
        fallen = through(self.page, (*others, own))
        self._followed = Followed(tuple(found), fallen.pop(own, None), own.odd)
        return fallen


def corners(page: Entries, name: str) -> Corners | None:
    """A box's corners, lower left first; None where it has none, or none that make sense."""
    value = page.get(f"/{name}")
    try:
        x0, y0, x1, y1 = (float(v) for v in value or ())
    except (TypeError, ValueError):
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _touches(one: Corners, other: Corners) -> bool:
    """Whether two boxes share anything, a line too."""
    return not is_empty(cut(one, other))
