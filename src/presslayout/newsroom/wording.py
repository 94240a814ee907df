"""What people call what stands on a page, for whoever writes it down."""

from __future__ import annotations

from presslayout.edition.changewords import block_called, called

__all__ = ["block_called", "called"]
