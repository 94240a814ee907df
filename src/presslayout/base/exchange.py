"""Two files of one folder exchanged in one step, so that what stood there is never lost unseen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HERE, _SWAP = -100, 2


def exchanged(one: Path, other: Path) -> bool:
    """Whether each now bears the other's name; False where the system or the disk cannot do that.

    Linux: renameat2 with RENAME_EXCHANGE; macOS: renamex_np with RENAME_SWAP.
    """
    if sys.platform == "win32":
        return False
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*names, _SWAP) == 0)
        return bool(library.renameat2(_HERE, names[0], _HERE, names[1], _SWAP) == 0)
    except (OSError, AttributeError):
        return False
