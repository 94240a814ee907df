"""What an object is and all that it names, as one hash: equal wherever the same stands in a file.

Numbers of objects are no part of it: a file in which others come before it numbers it otherwise.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pikepdf

from presslayout.base.values import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.preflight.pdf.pdfobject import PdfObject

    Number = tuple[int, int]

_NAMED = re.compile(rb"\b([0-9]{1,10}) ([0-9]{1,5}) R\b")
# Deeper than this nothing of ours is nested.
_DEPTH = 60


class CircleError(ValueError):
    """Objects that name each other round in a circle, or without end."""


@frozen
class Fingerprints:
    """The hashes of a file's objects, each reckoned once."""

    pdf: pikepdf.Pdf
    known: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def of(self, value: PdfObject, without: Iterable[str] = ()) -> bytes:
        """The hash of a value, some keys of a dictionary left out; CircleError where it has none."""
        if not without:
            return self._hash(value, 0)
        parts = [
            name.encode() + self._hash(value[name], 0)
            for name in sorted(value.keys())
            if name not in without
        ]
        return hashlib.sha256(b"".join(parts)).digest()

    def numbers(self) -> dict[bytes, tuple[int, int]]:
        """The number of each object by its hash; those that are alike have none."""
        found: dict[bytes, tuple[int, int]] = {}
        alike: set[bytes] = set()
        for number, name in self.known.items():
            if name in found:
                alike.add(name)
            found[name] = number
        return {name: number for name, number in found.items() if name not in alike}

    def _hash(self, value: PdfObject, depth: int) -> bytes:
        number = value.objgen if value.is_indirect else (0, 0)
        known = self.known.get(number)
        if known is not None:
            if not known:
                raise CircleError
            return known
        if depth > _DEPTH:
            raise CircleError
        if number[0]:
            # As long as it is being reckoned: who comes back to it goes round in a circle.
            self.known[number] = b""
        told = hashlib.sha256()
        is_stream = isinstance(value, pikepdf.Stream)
        spelled = (value.stream_dict if is_stream else value).unparse(resolved=True)
        last = 0
        for match in _NAMED.finditer(spelled):
            told.update(spelled[last : match.start()])
            named = self.pdf.get_object(int(match[1]), int(match[2]))
            told.update(self._hash(named, depth + 1))
            last = match.end()
        told.update(spelled[last:])
        if is_stream:
            told.update(b"\nstream\n")
            told.update(value.read_raw_bytes())
        made = told.digest()
        if number[0]:
            self.known[number] = made
        return made
