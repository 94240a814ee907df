"""The version of the engine, written into everything that it makes."""

from __future__ import annotations

VERSION = "0.1.0"
ENGINE = f"presslayout {VERSION}"
