"""An ad, as it was written."""

from __future__ import annotations

from presslayout.base.diagnostics import Span
from presslayout.base.values import frozen


@frozen
class Ad:
    """An ad in a slot made for it, or across several (`others`) that make one rectangle.

    `own_label`: the file bears the word 广告 itself; `scaled`: it may be of another size.
    """

    slot: str
    file: str
    own_label: bool
    scaled: bool
    alt: str
    span: Span
    others: tuple[str, ...] = ()

    @property
    def slots(self) -> tuple[str, ...]:
        """All slots that it takes."""
        return (self.slot, *self.others)
