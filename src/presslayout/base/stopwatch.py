"""How long each stage of a run took."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from presslayout.base.values import field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@frozen
class Stopwatch:
    """Milliseconds by stage; a stage that comes again adds up.  `told` hears which one begins."""

    stages: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)
    told: Callable[[str], None] | None = None

    @contextlib.contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count the time of a block to `stage`."""
        if self.told is not None:
            self.told(stage)
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = (time.perf_counter() - start) * 1000
            self.stages[stage] = self.stages.get(stage, 0.0) + spent

    @property
    def timings_ms(self) -> dict[str, float]:
        """The stages so far, and all the time that has passed."""
        return {**self.stages, "total": (time.perf_counter() - self.started) * 1000}
