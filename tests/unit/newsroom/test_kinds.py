"""Whatever a proof can bear has a name that people know it by."""

from __future__ import annotations

from presslayout.flow.codes import CODES as FLOW
from presslayout.newsroom import exits
from presslayout.newsroom.kinds import _NAMES, OTHER, called
from presslayout.newsroom.proofread.wanted import KINDS

# About how stories were given places: said of an issue, marked on no page.
UNMARKED = {"arranged", "allotted", "variant"}
LONGEST = 4


def test_every_code_that_stands_on_a_proof_has_a_name() -> None:
    nameless = {code for code in (*FLOW, *KINDS) if called(code) == OTHER}
    assert nameless <= UNMARKED


def test_names_are_short_words_for_codes_that_there_are() -> None:
    known = exits.meanings()
    listed = [code for codes in _NAMES.values() for code in codes.split()]
    assert set(listed) <= set(known)
    assert len(listed) == len(set(listed))
    for code in known:
        name = called(code)
        assert 0 < len(name) <= LONGEST
        assert name.isalpha()
        assert not name.isascii()
