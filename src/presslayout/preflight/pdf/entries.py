"""Entries of a file as what they should be: whatever else stands there counts as absent."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presslayout.preflight.pdf.pdfobject import Entries, PdfObject

_NUMBERS = (int, float, Decimal)
# Larger numbers measure nothing on a page, and do not go into a float for ever.
_FAR = Decimal(10) ** 30


def dictionary(value: object) -> Entries:
    """A dictionary or a stream; an empty one of anything else."""
    import pikepdf

    return value if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) else {}


def array(value: object) -> list[PdfObject]:
    """What an array holds; nothing of anything else."""
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else []


def number(value: object, usual: float = 0.0) -> float:
    """A number; the usual one where none stands."""
    if not isinstance(value, _NUMBERS) or isinstance(value, bool):
        return usual
    return float(value) if -_FAR < value < _FAR else usual


def whole(value: object, usual: int = 0) -> int:
    """A whole number; the usual one where none stands."""
    return int(number(value, usual))
