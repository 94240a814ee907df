"""Faces and pictures, measured and fetched by content."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003

from presslayout.values import frozen


@frozen
class Source:
    """Where the bytes of an asset lie; `index` is the face's place in a font collection."""

    path: Path
    index: int = 0
