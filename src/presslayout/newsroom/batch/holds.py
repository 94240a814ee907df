"""Who watches a folder: one at a time, on whatever machine."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from presslayout.base import locks
from presslayout.base.values import field, mutable

if TYPE_CHECKING:
    from pathlib import Path

LOCK = ".presslayout-watch.lock"


@mutable
class Holds:
    """The folders that this process holds, each by the descriptor of its lock."""

    held: dict[Path, int] = field(default_factory=dict)

    def take(self, folder: Path) -> bool:
        """Whether nobody else holds a folder; it is ours from now on, where it can be locked at all."""
        lock = folder / LOCK
        if folder in self.held:
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(self.held[folder]), lock.stat()):
                    return True
            # It is another folder of this name now, or somebody cleared the file away.
            self._close(self.held.pop(folder))
        try:
            descriptor = locks.taken(lock, 0.0)
        except OSError:
            # Where nothing can be written nobody can be kept out.
            return True
        if descriptor is None:
            return False
        self.held[folder] = descriptor
        return True

    def let_go(self, folder: Path) -> None:
        """Hold a folder no longer that is gone: an open file keeps a share from being unmounted."""
        if folder in self.held:
            self._close(self.held.pop(folder))

    def close(self) -> None:
        """Let others have them all."""
        while self.held:
            folder, descriptor = self.held.popitem()
            locks.given_back(folder / LOCK, descriptor)

    def _close(self, descriptor: int) -> None:
        with contextlib.suppress(OSError):
            os.close(descriptor)
