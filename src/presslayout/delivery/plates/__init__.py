"""Printing plates to be looked at: separations, how heavy the ink lies, and how paper will show it."""

from presslayout.delivery.plates.sheet import Drawn, Sheet

__all__ = ["Drawn", "Sheet"]
