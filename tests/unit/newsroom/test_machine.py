"""The doctor looks at all that is asked for, and says of each thing something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.newsroom import licences, machine

if TYPE_CHECKING:
    import pytest


def test_every_library_that_is_asked_for_is_looked_at_and_has_its_version() -> None:
    found = {one.name: one for one in machine.looked_over()}
    assert set(licences.LIBRARIES) <= set(found)
    for name in licences.LIBRARIES:
        assert found[name].ok, found[name].detail
        assert found[name].detail.zh[:1].isdigit(), name


def test_nothing_is_looked_at_without_a_word_of_how_it_is() -> None:
    for one in machine.looked_over():
        assert one.path is not None or (one.detail.zh.strip() and one.detail.en.strip()), one.name


def test_a_library_that_is_not_there_is_a_finding_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(machine.MODULES, "rjieba", "no_such_module_anywhere")
    (row,) = (one for one in machine.looked_over() if one.name == "rjieba")
    assert not row.ok
    assert row.exit
    assert "no_such_module_anywhere" in row.detail.zh
