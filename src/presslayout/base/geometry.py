"""A rectangle of a page."""

from __future__ import annotations

from presslayout.base.units import Length
from presslayout.base.values import frozen


@frozen
class Box:
    """An upright rectangle."""

    x: Length
    y: Length
    width: Length
    height: Length

    @property
    def right(self) -> Length:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> Length:
        """The y of the lower edge."""
        return self.y + self.height
