"""Faces on disk: which file stands behind a family's name, and the open HarfBuzz face."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003


@dataclass(frozen=True, slots=True)
class Family:
    """A family in the trade's name (宋体): one face file, and where to turn for what it lacks.

    `fallback` names the families to try next, in order; `bold` the family that **bold** takes.
    `file` is the path as fonts.yaml writes it, for reports; `licence` its licence's name.
    """

    name: str
    path: Path
    index: int
    file: str
    fallback: tuple[str, ...]
    bold: str
    licence: str
