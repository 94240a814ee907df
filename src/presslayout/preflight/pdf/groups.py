"""What is drawn together before it is laid on the page: transparency groups, masks, tiles.

They are facts of the content; how they are drawn is `laying`'s business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import distinct
from presslayout.preflight.pdf.blending import NORMAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from presslayout.preflight.pdf.contours import Region
    from presslayout.preflight.pdf.matrix import Corners, Point
    from presslayout.preflight.pdf.painted import Painted


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


@distinct
class Tiles:
    """A cell that stands many times: where from its own place, and in what it shows."""

    moves: Callable[[], Iterable[Point]]
    count: int
    steps: tuple[Point, Point]
    inside: Corners
    within: tuple[Region, ...] = ()


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
