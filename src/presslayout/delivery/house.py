"""A target that a plug-in adds, behind the gate of one of ours."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from presslayout.base import plugins
from presslayout.base.diagnostics import ERROR, AssetError, DeliveryError, Diagnostic, Text
from presslayout.base.values import frozen, replace
from presslayout.delivery.order import DELIVERY, EDITION, REPORT, Made
from presslayout.delivery.targets import TARGETS
from presslayout.edition.record import Composition

if TYPE_CHECKING:
    from presslayout.base.plugins import Plugin
    from presslayout.delivery.order import Order
    from presslayout.delivery.shelf import Shelf
    from presslayout.delivery.targets import Target

# The gates behind which a plug-in's target may stand, and names that its file may not have.
LIKE = ("press", "proof", "archive")
OURS = frozenset((REPORT, EDITION, DELIVERY, "previous", "archive"))
BARRED = frozenset('/\\:*?"<>|')


@frozen
class HouseTarget:
    """A target that a plug-in adds: a file of its own, made of the pages and the copy.

    `product` is the file's name in the output folder, `make` gives its bytes; the same composition
    must always give the same.  It stands behind the gate of the target that it is `like`: press,
    proof or archive.
    """

    product: str
    make: Callable[[Composition], bytes]
    like: str = "proof"


def house_target(name: str) -> Target:
    """The target of a plug-in; DeliveryError where there is none, AssetError where it is no good."""
    plugin = plugins.find(plugins.TARGETS, name)
    if plugin is None:
        raise DeliveryError([_unknown(name)])
    house = plugins.opened(plugin, HouseTarget)
    if house.like not in LIKE or not _is_free(house.product):
        raise AssetError(
            [
                plugins.refused(
                    plugin,
                    f"文件名 {house.product} 或 like={house.like} 不行：文件名要是别人不用的一个名字，"
                    f"like 是 {'、'.join(LIKE)} 之一",
                    f"its product {house.product} or like={house.like} will not do: the file needs a "
                    f"plain name that nothing else has, and like is one of {', '.join(LIKE)}",
                )
            ]
        )
    gate = TARGETS[house.like]
    make = partial(_house_made, plugin, house)
    return replace(
        gate, name=name, product=house.product, make=make, claimed=False, beside="",
    )  # fmt: skip


def _is_free(product: str) -> bool:
    """Whether a file of a plug-in may bear this name: a plain one, which nothing of ours has."""
    plain = product.strip() == product and product.isprintable() and not set(product) & BARRED
    taken = {*(row.product for row in TARGETS.values()), *OURS}
    return bool(product) and plain and product[0] != "." and product.casefold() not in taken


def _house_made(plugin: Plugin, house: HouseTarget, order: Order, shelf: Shelf) -> Made:
    data = plugins.guarded(plugin, lambda: house.make(order.composition))
    if not isinstance(data, bytes):
        raise AssetError([plugins.refused(plugin, "它给的不是 bytes", "it gives no bytes")])
    spare = shelf.spare(house.product, data)
    return Made(spare, spare, "")


def _unknown(name: str) -> Diagnostic:
    listed = (*TARGETS, *plugins.names(plugins.TARGETS))
    return Diagnostic(
        "no-such-target",
        ERROR,
        Text(f"没有交付对象 {name}", f"there is no target {name}"),
        hint=Text(f"可用：{'、'.join(listed)}", f"known: {', '.join(listed)}"),
    )
