from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that the tests of a session share: what it holds must never matter."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    """A workspace with an issue that builds."""
    made = Desk(tmp_path / "工作区", warm)
    made.write()
    return made
