"""Every key of every file, once: names, kind of value, and one sentence for people.

The reader, its "did you mean" and the JSON Schema all come from these tables.
"""

from __future__ import annotations

from presslayout.issue.fields.choices import CONTENT, END_MARKS, HEAD_SIDE, KIND, STEPS
from presslayout.issue.fields.counting import LEGAL, RATE, RATE_LOG
from presslayout.issue.fields.faces import FAMILY
from presslayout.issue.fields.field import Choices, Field, Record
from presslayout.issue.fields.inks import INK
from presslayout.issue.fields.issue import IMPRINT, ISSUE, PAGE, PAPER
from presslayout.issue.fields.photos import PHOTO
from presslayout.issue.fields.places import PIN
from presslayout.issue.fields.press import PRESS
from presslayout.issue.fields.proofreading import ACCEPTED, PROOFREADING
from presslayout.issue.fields.story import AD, FACTBOX, JUMP, STORY, WAITING
from presslayout.issue.fields.template import STORY_STYLE, STYLE, TEMPLATE
from presslayout.issue.fields.variant import VARIANT

__all__ = [
    "ACCEPTED",
    "AD",
    "CONTENT",
    "END_MARKS",
    "FACTBOX",
    "FAMILY",
    "HEAD_SIDE",
    "IMPRINT",
    "INK",
    "ISSUE",
    "JUMP",
    "KIND",
    "LEGAL",
    "PAGE",
    "PAPER",
    "PHOTO",
    "PIN",
    "PRESS",
    "PROOFREADING",
    "RATE",
    "RATE_LOG",
    "STEPS",
    "STORY",
    "STORY_STYLE",
    "STYLE",
    "TEMPLATE",
    "VARIANT",
    "WAITING",
    "Choices",
    "Field",
    "Record",
    "keys",
]


def keys() -> frozenset[str]:
    """Every word that begins an entry anywhere."""
    return _KEYS


def _gather() -> frozenset[str]:
    found: dict[str, Record] = {}
    waiting = [ISSUE, TEMPLATE, STYLE, STORY_STYLE, FAMILY, PRESS, LEGAL, RATE, RATE_LOG, INK]
    waiting.append(PROOFREADING)
    for record in waiting:
        if record.name not in found:
            found[record.name] = record
            waiting += [f.of for f in record.fields if f.of is not None]
    return frozenset(key for record in found.values() for key in record.names())


_KEYS = _gather()
