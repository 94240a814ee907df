"""Single lines of display type for furniture: set to a size, placed by an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.typeset import headline

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face
    from presslayout.page import Ink, Item
    from presslayout.typeset.headline import Heading
    from presslayout.units import Length

# Furniture that is too long for its place is set smaller, but never below this share of its size,
# in per mille; what stands beside text keeps half of it.
LEAST_SIZE, LEAST_BESIDE = 400, 500


def word(
    text: str, faces: tuple[Face, ...], size: Length, width: Length, least: int = LEAST_SIZE
) -> Heading | None:
    """One line at `size`, smaller when the width asks for it; None when even that is too long."""
    return headline.fit(
        text,
        faces,
        width=width,
        smallest=size * least // 1000,
        largest=size,
        max_lines=1,
        display=headline.LABEL,
    )


def put(
    found: Heading | None, x: Length, baseline: Length, width: Length, align: str, ink: Ink
) -> tuple[Item, ...]:
    """The line between x and x + width."""
    if found is None:
        return ()
    return headline.place_heading(found, x, (baseline,), width, align=align, ink=ink)
