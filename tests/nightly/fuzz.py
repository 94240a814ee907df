"""All doors tried for so many minutes, in turns, and a table of what held."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.nightly import entries, ground, trying

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.nightly.trying import Score


def run(
    names: Sequence[str], minutes: float, numbers: range, folder: Path
) -> Iterator[tuple[str, Score]]:
    """The score of each door; whatever fails is written to the folder.

    Time is shared out evenly: what a door leaves of its share is the next ones'.
    """
    chosen = [entries.BY_NAME[name] for name in names] if names else list(entries.ENTRIES)
    with tempfile.TemporaryDirectory(prefix="presslayout-night-") as place:
        home = Path(place, "甲")
        home.mkdir()
        ground.made(home)
        end = time.monotonic() + minutes * 60
        for at, entry in enumerate(chosen):
            now = time.monotonic()
            share = max(0.0, end - now) / (len(chosen) - at)
            score = trying.run(entry, home, numbers, now + share)
            for one in score.found:
                trying.kept(entry, home, one, folder)
            yield entry.name, score
