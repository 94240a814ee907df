"""Newspaper composition: an issue in YAML becomes pages, and pages become press-ready PDF.

`load` reads an issue, `compose` lays it out, `deliver` writes what a target asks for.  Everything
that is not named in `__all__` is ours to change.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from presslayout.base.version import VERSION

if TYPE_CHECKING:
    from presslayout.base.diagnostics import (
        AssetError,
        DeliveryError,
        Diagnostic,
        PresslayoutError,
        Severity,
        Span,
        SpecError,
        Text,
    )
    from presslayout.delivery.targets import Delivery
    from presslayout.edition.page import Edition
    from presslayout.edition.record import Composition
    from presslayout.newsroom.build import compose, deliver, load

__all__ = [
    "AssetError",
    "Composition",
    "Delivery",
    "DeliveryError",
    "Diagnostic",
    "Edition",
    "PresslayoutError",
    "Severity",
    "Span",
    "SpecError",
    "Text",
    "__version__",
    "compose",
    "deliver",
    "load",
]

__version__ = VERSION

# Each name's home: importing presslayout costs nothing until one of them is asked for.
_HOMES = {
    "AssetError": "base.diagnostics",
    "Composition": "edition.record",
    "Delivery": "delivery.targets",
    "DeliveryError": "base.diagnostics",
    "Diagnostic": "base.diagnostics",
    "Edition": "edition.page",
    "PresslayoutError": "base.diagnostics",
    "Severity": "base.diagnostics",
    "Span": "base.diagnostics",
    "SpecError": "base.diagnostics",
    "Text": "base.diagnostics",
    "compose": "newsroom.build",
    "deliver": "newsroom.build",
    "load": "newsroom.build",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"presslayout.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
