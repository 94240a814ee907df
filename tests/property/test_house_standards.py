"""A house's standard weakens nothing: what its base finds wrong in a file, it finds wrong, too."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.base import plugins
from presslayout.base.diagnostics import ERROR, SpecError
from presslayout.delivery.targets import TARGETS
from presslayout.edition.standards import PRINTED, HouseStandard, known
from presslayout.flow.slots import FURNITURE, STORIES
from presslayout.issue.fields.choices import CONTENT, STANDARD
from presslayout.paint.profiles import PLATE, PROFILES
from presslayout.preflight import judging
from presslayout.preflight.checks.standards import STANDARDS, Standard, _tightened
from presslayout.preflight.pdf.opened_file import OpenedFile, open_bytes
from tests import corpus

ROWS = [row for row in corpus.ROWS if row.bad.standard in PRINTED]
SPACES = ("DeviceCMYK", "DeviceGray", "Separation", "DeviceN", "Indexed", "ICCBased", "Lab")
STRICTEST = {
    "version": (1, 2),
    "transparency": False,
    "barred": frozenset(SPACES),
    "filters": frozenset({"FlateDecode"}),
    "icc_version": 1,
    "unicode": True,
    "embeds": True,
}
houses = st.builds(
    HouseStandard,
    base=st.just(""),
    label=st.just("house"),
    version=st.none() | st.tuples(st.just(1), st.integers(0, 9)),
    transparency=st.booleans(),
    barred=st.frozensets(st.sampled_from(SPACES)),
    filters=st.frozensets(st.sampled_from(["FlateDecode", "DCTDecode", "RunLengthDecode"])),
    icc_version=st.none() | st.integers(1, 9),
    unicode=st.booleans(),
    embeds=st.booleans(),
)


@cache
def _opened(index: int) -> OpenedFile:
    opened = open_bytes(corpus.made(ROWS[index].bad))
    assert isinstance(opened, OpenedFile)
    return opened


def _found(index: int, standard: Standard) -> set[tuple[str, str, int | None]]:
    found = judging._findings(_opened(index), standard)
    return {(d.code, d.severity, d.page) for d in found}


def _missed(index: int, house: HouseStandard) -> set[tuple[str, str, int | None]]:
    """What the base finds and the house's does not: of remarks, those in whose place no error stands."""
    base = STANDARDS[ROWS[index].bad.standard]
    own = HouseStandard(base.name, **{n: getattr(house, n) for n in ("label", *STRICTEST)})
    before, after = _found(index, base), _found(index, _tightened("house", own))
    graver = {page for _, severity, page in after - before if severity == ERROR}
    return {one for one in before - after if one[1] == ERROR or one[2] not in graver}


@pytest.mark.parametrize("index", range(len(ROWS)))
def test_the_strictest_finds_what_its_base_finds(index: int) -> None:
    assert not _missed(index, HouseStandard("", "house", **STRICTEST))


@given(st.integers(0, len(ROWS) - 1), houses)
@settings(max_examples=60, deadline=None)
def test_no_house_standard_finds_less_than_its_base(index: int, house: HouseStandard) -> None:
    assert not _missed(index, house)


def test_names_of_ours_are_those_of_our_tables() -> None:
    words = {word for pair in CONTENT for word in pair}
    assert plugins.OWN[plugins.SLOTS] == words
    assert {*FURNITURE, *STORIES} <= words
    standards = {*PROFILES, *STANDARDS, PLATE.name, *(word for pair in STANDARD for word in pair)}
    assert plugins.OWN[plugins.STANDARDS] == standards
    assert plugins.OWN[plugins.TARGETS] == set(TARGETS)
    assert set(PRINTED) == {name for _, name in STANDARD}


@pytest.mark.parametrize("name", ["a2u", "plain", "PDF/X-4", "x5", ""])
def test_a_press_has_no_other_standard(name: str) -> None:
    with pytest.raises(SpecError) as fault:
        known(name)
    assert [d.code for d in fault.value.diagnostics] == ["no-such-standard"]
