"""When an issue may be built that people are still putting there: once it is quiet, and whole.

Knows no file and no clock: looks come in, each with its moment, and what is to be done comes out.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, mutable, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.newsroom.batch.lookout import Appearance, Stamp

# A copy that pauses for longer than this is built as it stands, and again when it goes on.
QUIET_SECONDS = 2.0
# How long files are waited for that an issue names, since the last one came.
PATIENCE_SECONDS = 60.0
# After a fault of the machine: the first pause, the longest, and how often a build may be killed.
AGAIN_SECONDS, LONGEST_SECONDS, KILLED_MOST = 60.0, 3600.0, 3


class Turn(StrEnum):
    """What an issue is up to.

    rest: nothing changed since it was tried, or it is being built.  unquiet: wait and look again.
    lacking: quiet, but files are missing that may come yet.  ready: quiet, and as whole as it gets.
    """

    REST = "rest"
    UNQUIET = "unquiet"
    LACKING = "lacking"
    READY = "ready"


@frozen
class Manners:
    """How long quiet lasts, and patience, in seconds."""

    quiet: float = QUIET_SECONDS
    patience: float = PATIENCE_SECONDS


@mutable
class Patience:
    """An issue that is watched: what was seen last, since when, and how it looked when it was tried.

    `asked` are the missing files that somebody was told of, `again` the moment at which it is tried
    as it is, `failures` how often that had to be.
    """

    seen: Appearance
    since: float
    came: float
    tried: Appearance | None = None
    under_way: bool = False
    asked: tuple[str, ...] = ()
    again: float | None = None
    failures: int = 0

    def look(self, seen: Appearance, now: float) -> None:
        """What is to be seen of it now."""
        if seen.differs(self.seen):
            self.since = now
        if seen.arrivals != self.seen.arrivals:
            self.came = now
        self.seen = seen

    def turn(self, now: float, manners: Manners) -> Turn:
        """What it is up to."""
        if self.under_way:
            return Turn.REST
        is_due = self.again is not None and now >= self.again
        if self.tried is not None and not is_due and not self.seen.differs(self.tried):
            return Turn.REST
        if now < self.since + manners.quiet:
            return Turn.UNQUIET
        if self.seen.missing and now < self._given_up(manners):
            return Turn.LACKING
        return Turn.READY

    def next_look(self, now: float, manners: Manners) -> float | None:
        """The moment at which it may be up to something else though nothing stirs; None for never."""
        match self.turn(now, manners):
            case Turn.UNQUIET:
                return self.since + manners.quiet
            case Turn.LACKING:
                return self._given_up(manners)
            case Turn.READY:
                return now
        return None if self.under_way else self.again

    def taken(self) -> None:
        """It is tried as it stands."""
        self.tried, self.asked, self.again = self.seen, (), None

    def judged(self, read: Mapping[str, Stamp], now: Appearance) -> bool:
        """It was tried, and read these files: whether all of it is still as it was then."""
        assert self.tried is not None
        begun = replace(self.tried, stamps={**self.tried.stamps, **read})
        self.under_way, self.failures, self.again = False, 0, None
        if now.differs(begun):
            self.tried = None
            return False
        self.tried = replace(now, stamps={**now.stamps, **read})
        return True

    def put_off(self, now: float) -> None:
        """It failed for no fault of its own: it is tried again after a while, however it looks."""
        self.under_way = False
        self.again = now + min(AGAIN_SECONDS * 2**self.failures, LONGEST_SECONDS)
        self.failures += 1

    def _given_up(self, manners: Manners) -> float:
        return max(self.since, self.came) + manners.patience
