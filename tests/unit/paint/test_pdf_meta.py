"""Names that nobody else gives are those of the standard (RFC 9562)."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from presslayout.paint.pdf_meta import UniqueName


@given(st.uuids(), st.text())
def test_a_name_within_a_name_space(space: uuid.UUID, words: str) -> None:
    made, standard = UniqueName(space.bytes).named(words), uuid.uuid5(space, words)
    assert (str(made), made.urn, made.bytes) == (str(standard), standard.urn, standard.bytes)
