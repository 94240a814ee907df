"""Work on many items that is done once: what is remembered or kept is taken, the rest is shared out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from presslayout.base.keeping import Anchor, Keeping
from presslayout.base.memory import Memory
from presslayout.base.processes import spread
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


@frozen
class Errand:
    """An item, under what its result is remembered by this process and kept for others.

    `name` is the hash of all that shapes the result, "" where nothing is kept; lines of it count from
    the anchor.
    """

    item: Any
    key: Hashable
    name: str = ""
    anchor: Anchor = Anchor()


def done(
    work: Callable[[Item], Result],
    errands: Sequence[Errand],
    keeping: Keeping | None,
    memory: Memory | None = None,
    ready: Callable[[], object] | None = None,
) -> list[Result]:
    """The result of each errand, in its place.

    `ready` is called where one is to be made, once for all processes.
    """
    memory = memory if memory is not None else Memory()
    made: dict[int, Result] = {}
    for at, one in enumerate(errands):
        known = memory.known(one.key)
        if known is None and keeping is not None and one.name:
            known = keeping.get(one.name, one.anchor)
        if known is not None:
            made[at] = known
    missing = [at for at in range(len(errands)) if at not in made]
    if missing and ready is not None:
        ready()
    keep = partial(_kept, work, keeping)
    made |= zip(missing, spread(keep, [errands[at] for at in missing]), strict=True)
    return [memory.of(one.key, partial(made.__getitem__, at)) for at, one in enumerate(errands)]


def _kept(work: Callable[[Item], Result], keeping: Keeping | None, errand: Errand) -> Result:
    made = work(errand.item)
    if keeping is not None and errand.name:
        keeping.put(errand.name, made, errand.anchor)
    return made
