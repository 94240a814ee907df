"""The issue on the bench: set again after every save, the last good state kept beside what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import PresslayoutError
from presslayout.base.memory import Memory
from presslayout.base.processes import START_FROM
from presslayout.base.stopwatch import Stopwatch
from presslayout.base.values import frozen, replace
from presslayout.newsroom import build, library, parts, workplace
from presslayout.newsroom.internal import internal
from presslayout.newsroom.judged import known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.delivery.order import Painting
    from presslayout.edition.press import Press
    from presslayout.edition.record import Composition
    from presslayout.issue.workspace import Loaded, Workspace
    from presslayout.newsroom.options import Options

# Parts that are set between two looks at what is asked for.
STRIDE = 8


@frozen
class Good:
    """An issue that could be set: as it was read, as it stands, and what it is painted from.

    `found` is everything that is known, each fault as the press weighs it; `pending` are the pages
    that are still being set, which nothing here tells of.
    """

    loaded: Loaded
    composition: Composition
    painting: Painting
    found: tuple[Diagnostic, ...]
    pending: frozenset[int] = frozenset()


@frozen
class Shown:
    """What there is to show: the last good state, and what keeps the files from being set now."""

    turn: int = 0
    good: Good | None = None
    fault: tuple[Diagnostic, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Workbench:
    """One issue at work; `told` hears what is being done.  Only one thread sets at a time."""

    path: Path
    options: Options
    shown: Shown = field(default_factory=Shown)
    memory: Memory = field(default_factory=Memory)
    told: Callable[[str], None] | None = None
    workspace: Workspace = field(init=False)

    def __post_init__(self) -> None:
        # Told apart once: the folder may be broken while somebody moves files about.
        self.workspace = workplace.around(self.path)

    def parts(self, asked: Callable[[], int | None]) -> Iterator[Shown]:
        """Set the page that is asked for, else the first, before the whole: what there is to show.

        Whoever asks for another page meanwhile is shown that one too.  The other pages are set, not
        told; a `turn` has the whole.  What cannot be set is left to that to tell.
        """
        try:
            yield from self._parts(asked)
        except PresslayoutError:
            return
        except Exception:  # noqa: BLE001  the turn that follows meets it again, and tells it
            return

    def turn(self) -> Shown:
        """Read and set the issue as its files are now."""
        self.memory.next_turn()
        watch = Stopwatch(told=self.told)
        number = self.shown.turn + 1
        try:
            good = self._set(watch)
        except PresslayoutError as fault:
            self.shown = replace(
                self.shown, turn=number, fault=fault.diagnostics, timings_ms=watch.timings_ms
            )
        except Exception as fault:  # noqa: BLE001  a fault of ours must not end the preview
            self.shown = replace(
                self.shown, turn=number, fault=(internal(fault),), timings_ms=watch.timings_ms
            )
        else:
            self.shown = Shown(number, good, (), watch.timings_ms)
        return self.shown

    def forget(self) -> None:
        """Remember nothing: a face was replaced, and everything was made with it."""
        library.forget_faces()
        self.memory = Memory()

    def _parts(self, asked: Callable[[], int | None]) -> Iterator[Shown]:
        self.memory.next_turn()
        watch = Stopwatch(told=self.told)
        loaded, press = self._read(watch)
        waiting = parts.parts(loaded, self.options.pages)
        if len(waiting) == 1:
            return
        shown: frozenset[int] = frozenset()
        while waiting:
            number = asked()
            part = next((one for one in waiting if number in one), None)
            if part is not None or not shown:
                part = part or waiting[0]
                shown |= part
                good = self._part(loaded, press, shown, watch)
                self.shown = Shown(self.shown.turn + 1, good, (), watch.timings_ms)
                yield self.shown
            elif len(waiting) >= START_FROM:
                # So many are shared out to several processes, all at once.
                return
            else:
                part = frozenset().union(*waiting[:STRIDE])
                parts.composed(loaded, press, part, self.options, self.memory)
            waiting = [one for one in waiting if not one <= part]

    def _part(
        self, loaded: Loaded, press: Press, numbers: frozenset[int], watch: Stopwatch
    ) -> Good:
        """These pages and what is known of them."""
        wanted = self.options.pages or frozenset(page.number for page in loaded.issue.pages)
        options = replace(self.options, pages=numbers & wanted)
        with watch.timed("compose"):
            loaded, composition = parts.composed(loaded, press, numbers, options, self.memory)
        with watch.timed("preflight"):
            found = known(loaded, composition, options, self.memory)
        painting = build.painting(loaded, composition, options)
        return Good(loaded, composition, painting, found, wanted - numbers)

    def _read(self, watch: Stopwatch) -> tuple[Loaded, Press]:
        """The issue as its files are now, and its press."""
        options = self.options
        with watch.timed("load"):
            loaded = build.opened(self.path, options, self.memory)
            return loaded, build.pressed(loaded, options.press, options.standard)

    def _set(self, watch: Stopwatch) -> Good:
        options = self.options
        loaded, press = self._read(watch)
        with watch.timed("compose"):
            loaded = build.arranged(loaded, press, options.cache, self.memory)
            composition = build.compose(
                loaded,
                options.press,
                standard=options.standard,
                pages=options.pages,
                cache=options.cache,
                memory=self.memory,
            )
        with watch.timed("preflight"):
            found = known(loaded, composition, options, self.memory)
        return Good(loaded, composition, build.painting(loaded, composition, options), found)
