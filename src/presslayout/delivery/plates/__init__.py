"""Printing plates to be looked at: separations, how heavy the ink lies, and how paper will show it."""

from presslayout.delivery.plates.plate_set import PlateSet, PlateSheet

__all__ = ["PlateSet", "PlateSheet"]
