"""What people call what stands on a page, for whoever writes it down."""

from __future__ import annotations

from presslayout.edition.changewords import block_called, called

__all__ = ["block_called", "brief", "called"]

# So much of what somebody may look up is told in a line.
_LONGEST = 60


def brief(text: str) -> str:
    """Words of copy on one line: of many their beginning and their end, the whole is in the copy."""
    flat = text.replace("\n", "⏎")
    if len(flat) <= _LONGEST:
        return flat
    return f"{flat[: _LONGEST * 2 // 3]}……{flat[-_LONGEST // 3 :]}"
