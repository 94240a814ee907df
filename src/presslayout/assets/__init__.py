"""Faces and pictures, measured and fetched by content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes of an asset lie; `index` is the face's place in a font collection."""

    path: Path
    index: int = 0
