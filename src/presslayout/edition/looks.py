"""How text looks: the face, size and ink that most of its characters have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from presslayout.base.source import file_name
from presslayout.base.units import to_pt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.edition.page import Edition, Glyphs


def face_names(edition: Edition) -> dict[str, str]:
    """The faces of an edition by their keys, as people tell them apart."""
    return {asset.key: file_name(asset.key, asset.file) for asset in edition.assets}


def look_of(runs: Iterable[Glyphs], faces: Mapping[str, str]) -> str:
    """Face, size and ink of most of the characters; "" where there are none."""
    counted: Counter[tuple[str, int, tuple[int, ...]]] = Counter()
    for run in runs:
        ink = run.ink
        counted[run.face, run.size, (ink.c, ink.m, ink.y, ink.k)] += len(run.ids)
    if not counted:
        return ""
    (face, size, inks), _ = max(counted.items(), key=lambda entry: (entry[1], entry[0]))
    colour = " ".join(f"{c}{n // 10}" for c, n in zip("CMYK", inks, strict=True) if n)
    return f"{faces.get(face, face)} {to_pt(size):.4g}pt {colour}"
