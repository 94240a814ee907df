"""A library's module stands unopened where it is named, and is the real one where it is used."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from presslayout.base.unopened import unopened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package with a module that notes when it is opened, and who names it."""
    package = tmp_path / "shelf_of_tests"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "heavy.py").write_text("VALUE = 7\n")
    (tmp_path / "namer_of_tests.py").write_text("from shelf_of_tests import heavy\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in ("shelf_of_tests", "shelf_of_tests.heavy", "namer_of_tests"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "names", [("shelf_of_tests", "shelf_of_tests.heavy"), ("shelf_of_tests.heavy",)]
)
def test_it_is_opened_when_it_is_used(names: tuple[str, ...]) -> None:
    with unopened(*names):
        import namer_of_tests  # type: ignore[import-not-found]
    assert not set(names) & set(sys.modules)
    assert namer_of_tests.heavy.VALUE == 7
    from shelf_of_tests import heavy  # type: ignore[import-not-found]

    assert heavy.VALUE == 7
    assert sys.modules["shelf_of_tests.heavy"] is heavy


@pytest.mark.usefixtures("library")
def test_what_is_loaded_already_stays_what_it_is() -> None:
    from shelf_of_tests import heavy  # type: ignore[import-not-found]

    with unopened("shelf_of_tests", "shelf_of_tests.heavy"):
        import namer_of_tests  # type: ignore[import-not-found]
    assert namer_of_tests.heavy is heavy


@pytest.mark.usefixtures("library")
def test_a_name_that_is_not_there_is_told_when_it_is_used() -> None:
    with unopened("shelf_of_tests.nothing"):
        from shelf_of_tests import nothing  # type: ignore[import-not-found]
    with pytest.raises(ModuleNotFoundError):
        _ = nothing.VALUE
