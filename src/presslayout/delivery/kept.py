"""What an archive keeps beside its PDF and its edition: a row for whoever writes some of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.archive.extras import Extra
from presslayout.base.values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presslayout.delivery.order import Order

# Below data/.
OFD = "archive.ofd"


@frozen
class Writer:
    """Files of the bag by their path below data/; with an `extra`, only for whoever asks for that."""

    make: Callable[[Order], Mapping[str, bytes]]
    extra: Extra | None = None


@frozen
class Cataloguer:
    """Files made of others: last, of all that the bag holds by then; with an `extra`, only by wish."""

    make: Callable[[Order, Mapping[str, bytes]], Mapping[str, bytes]]
    extra: Extra | None = None


def files(order: Order, first: Mapping[str, bytes]) -> dict[str, bytes]:
    """What is kept `first`, all that the rows write for an order, and what tells of it, by path below data/."""
    made = dict(first)
    for writer in WRITERS:
        if writer.extra is None or writer.extra in order.extras:
            made |= writer.make(order)
    for cataloguer in CATALOGUERS:
        if cataloguer.extra is None or cataloguer.extra in order.extras:
            made |= cataloguer.make(order, made)
    return made


def _copy(order: Order) -> Mapping[str, bytes]:
    """Stories, pictures and sources."""
    from presslayout.archive import bag

    assert order.material is not None
    return bag.payload(order.material)


def _ofd(order: Order) -> Mapping[str, bytes]:
    """The pages as OFD."""
    from presslayout.delivery.order import conversion_for, drawings, gather
    from presslayout.paint.ofd import ofd
    from presslayout.paint.profiles import profile_of

    painting = order.painting
    edition = painting.edition
    supplies = replace(
        gather(painting)(),
        drawings=drawings(edition.pages, painting.sources, profile_of("plain")),
    )
    conversion = conversion_for(edition.press, painting.colours)
    with painting.stopwatch.timed("ofd"):
        return {OFD: ofd(edition, supplies, conversion)}


def _readme(order: Order, made: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """How to read all of it without this program; what is still to come goes by its name."""
    from presslayout.archive import fulltext
    from presslayout.archive.readme import README, readme
    from presslayout.delivery.order import REPORT

    edition = order.painting.edition
    coming = (REPORT, fulltext.CATALOGUE, *(fulltext.alto_name(p.number) for p in edition.pages))
    attached = Extra.A3 in order.extras
    return {README: readme(edition, (*made, *coming), attached=attached)}


def _site(order: Order, made: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The issue as pages for a browser."""
    from presslayout.archive.site import whole

    with order.painting.stopwatch.timed("site"):
        files = whole.of_one(order.painting.edition, made)
    return {f"site/{name}": data for name, data in files.items()}


def _fulltext(order: Order, made: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The pages' ALTO, and the METS over everything."""
    from presslayout.archive import fulltext

    painting = order.painting
    return fulltext.files(painting.edition, painting.hashes, made, painting.cache)


WRITERS = (Writer(_copy), Writer(_ofd, Extra.OFD))
# The METS last: it holds the hash of everything.
CATALOGUERS = (Cataloguer(_site, Extra.SITE), Cataloguer(_readme), Cataloguer(_fulltext))
