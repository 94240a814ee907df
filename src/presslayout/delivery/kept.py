"""What an archive keeps beside its PDF and its edition: a row for whoever writes some of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presslayout.archive.extras import Extra
    from presslayout.delivery.order import Order


@frozen
class Writer:
    """Files of the bag by their path below data/; with an `extra`, only for whoever asks for that."""

    make: Callable[[Order], Mapping[str, bytes]]
    extra: Extra | None = None


def files(order: Order) -> dict[str, bytes]:
    """All that the rows write for an order, by path below data/."""
    made: dict[str, bytes] = {}
    for writer in WRITERS:
        if writer.extra is None or writer.extra in order.extras:
            made |= writer.make(order)
    return made


def _copy(order: Order) -> Mapping[str, bytes]:
    """Stories, pictures and sources."""
    from presslayout.archive import bag

    assert order.material is not None
    return bag.payload(order.material)


WRITERS = (Writer(_copy),)
