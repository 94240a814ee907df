"""A file of copy as it is named, and what the house says of all its copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.values import frozen
from presslayout.issue.yaml.encoding import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from presslayout.base.diagnostics import Span
    from presslayout.issue.kinds import CopyForm

# The house's own list of lines that advertise, in layout/.
_HOUSE_JUNK = "推广语.txt"


@frozen
class Named:
    """A file of copy as it is named: as people are shown it, for which story, where it is asked for.

    `junk` is the house's list of lines that advertise (`house_junk`); `form` is
    None for prose.
    """

    file: str
    story: str
    place: Span
    junk: str = ""
    form: CopyForm | None = None


def house_junk(root: Path, read: Callable[[Path], bytes | None] = doors.read) -> str:
    """The house's own list of lines that advertise (`web.junk`); "" where there is none."""
    path = root / "layout" / _HOUSE_JUNK
    data = read(path) if doors.is_file(path) else None
    found = text_of(data) if data else None
    return found[0] if found else ""
