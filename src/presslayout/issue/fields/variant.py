"""The keys of a variant (县区版): those of an issue, nearly all left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.issue.fields.issue import ISSUE

if TYPE_CHECKING:
    from presslayout.issue.fields.field import Record


def _relaxed(record: Record) -> Record:
    """A record of a variant: nothing but what tells pages and stories apart must be written."""
    made = tuple(
        replace(
            f,
            required=f.name == RELAXED.get(record.name),
            of=_relaxed(f.of) if f.of is not None and f.of.name in RELAXED else f.of,
        )
        for f in record.fields
    )
    return replace(record, fields=made)


RELAXED = {"issue": "base", "paper": "", "page": "number", "story": "id", "waiting": "id"}


VARIANT = _relaxed(ISSUE)
