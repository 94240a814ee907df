"""One object that a page paints: where, in which colour, how large; and how it is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import distinct, frozen
from presslayout.preflight.pdf.blending import NORMAL
from presslayout.preflight.pdf.layers import ALWAYS, Visibility
from presslayout.preflight.pdf.matrix import (
    IDENTITY,
    Corners,
    Matrix,
)
from presslayout.preflight.pdf.regions import LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from presslayout.preflight.pdf import inks
    from presslayout.preflight.pdf.inks import Colour
    from presslayout.preflight.pdf.letters import Letters
    from presslayout.preflight.pdf.matrix import Point
    from presslayout.preflight.pdf.pdfobject import PdfObject
    from presslayout.preflight.pdf.regions import Contour, Outline
    from presslayout.preflight.pdf.shadings import Shading

TEXT, FILL, STROKE, IMAGE, MASK, SHADING = "text", "fill", "stroke", "image", "mask", "shading"
# The lines around letters, which belong to them.
OUTLINE = "outline"


@frozen
class Painted:
    """One object: `box` and `clip` in points from the upper left of the page as it is seen.

    `size` is that of type, the width of a stroke, the narrow side of a filled shape.  `areas`
    gives the outlines of what is inked, in groups that hide each other as one, enclosed by `rule`,
    and `letters` says which letters they are where they are filled;
    `within` the paths that clip it and are no upright rectangles.  `groups` and `soft` say with
    what it is laid on the page.  The colour of a picture or shading is a space without numbers.
    """

    kind: str
    box: Corners
    clip: Corners
    colour: Colour
    overprint: bool = False
    overprint_mode: int = 0
    alpha: float = 1.0
    size: float = 0.0
    text: str = ""
    visible: bool = True
    font: PdfObject | None = None
    image: Any = None
    shading: Shading | None = None
    matrix: Matrix = IDENTITY
    ppi: int = 0
    areas: Callable[[], Iterator[list[Contour]]] | None = None
    rule: str = LETTERS
    within: tuple[Outline, ...] = ()
    mode: str = NORMAL
    soft: Soft | None = None
    groups: tuple[Group, ...] = ()
    layer: Visibility = ALWAYS
    letters: Letters | None = None

    @property
    def families(self) -> tuple[str, ...]:
        """The families of colour that it rests on, from its own space down."""
        return self.space.families

    @property
    def space(self) -> inks.Space:
        """The colour space of what it lays down."""
        return self.colour.space

    @property
    def is_transparent(self) -> bool:
        """Whether what is beneath shines through."""
        veiled = self.alpha < 1 or self.soft is not None or self.mode != NORMAL
        grouped = any(g.alpha < 1 or g.soft is not None or g.mode != NORMAL for g in self.groups)
        return veiled or grouped or (self.kind == IMAGE and "/SMask" in self.image.obj)


@distinct
class Soft:
    """A soft mask (ISO 32000-1, 11.6.5.3): what it paints, and how that becomes opacity.

    By its light where `luminous`, `backdrop` being the light around it, else by what it covers;
    `curve` are 256 steps of a transfer function.
    """

    painted: Callable[[], Iterable[Painted]]
    luminous: bool
    backdrop: float = 0.0
    curve: tuple[int, ...] = ()
    # The same for masks that are one and the same in the same place; None where nobody can say.
    which: Hashable = None


@distinct
class Tiles:
    """A cell that stands many times: where from its own place, and in what it shows."""

    moves: Callable[[], Iterable[Point]]
    count: int
    steps: tuple[Point, Point]
    inside: Corners
    within: tuple[Outline, ...] = ()


@distinct
class Group:
    """Objects that are laid down as one (ISO 32000-1, 11.6.6); `clip` is the box around them."""

    clip: Corners
    alpha: float = 1.0
    mode: str = NORMAL
    soft: Soft | None = None
    isolated: bool = False
    knockout: bool = False
    tiles: Tiles | None = None

    @property
    def is_plain(self) -> bool:
        """Whether its objects may as well be laid down one by one."""
        shown = self.alpha >= 1 and self.mode == NORMAL and self.soft is None
        return shown and not (self.isolated or self.knockout or self.tiles)

    @property
    def reach(self) -> Corners:
        """The box outside of which it lays nothing."""
        return self.tiles.inside if self.tiles is not None else self.clip
