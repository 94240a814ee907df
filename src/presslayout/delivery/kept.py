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


@frozen
class Cataloguer:
    """Files that tell of others: made last, of all that the bag holds by then."""

    make: Callable[[Order, Mapping[str, bytes]], Mapping[str, bytes]]


def files(order: Order, first: Mapping[str, bytes]) -> dict[str, bytes]:
    """What is kept `first`, all that the rows write for an order, and what tells of it, by path below data/."""
    made = dict(first)
    for writer in WRITERS:
        if writer.extra is None or writer.extra in order.extras:
            made |= writer.make(order)
    for cataloguer in CATALOGUERS:
        made |= cataloguer.make(order, made)
    return made


def _copy(order: Order) -> Mapping[str, bytes]:
    """Stories, pictures and sources."""
    from presslayout.archive import bag

    assert order.material is not None
    return bag.payload(order.material)


def _fulltext(order: Order, made: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The pages' ALTO, and the METS over everything."""
    from presslayout.archive import fulltext

    painting = order.painting
    return fulltext.files(painting.edition, painting.hashes, made, painting.cache)


WRITERS = (Writer(_copy),)
CATALOGUERS = (Cataloguer(_fulltext),)
