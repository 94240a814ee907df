"""Faces and pictures, measured and fetched by content."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003

from presslayout.base.values import frozen

# Values on the axes of a variable face by tag (OpenType, fvar), in the order of the file.
Axes = tuple[tuple[str, float], ...]


@frozen
class Source:
    """Where the bytes of an asset lie.

    `index` is the face's place in a font collection, `axes` where on its axes it is set, what
    stands at its default left out.
    """

    path: Path
    index: int = 0
    axes: Axes = ()
