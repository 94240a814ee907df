"""A photo as an editor looks at it, beside the page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Edge of a photo as it is shown beside the page.
SMALL = 900


def small(path: Path) -> bytes | None:
    """A photo upright and small as JPEG, for choosing its focus; None when it cannot be read."""
    from presslayout.assets.colour import on_screen
    from presslayout.assets.pictures import UnreadableError

    stream = io.BytesIO()
    try:
        on_screen(path, SMALL).save(stream, "JPEG", quality=85)
    except (UnreadableError, OSError):
        return None
    return stream.getvalue()
