from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that all tests of a session share: what it holds must never matter."""
    base = tmp_path_factory.getbasetemp()
    # The base of a worker lies in that of all workers.
    made = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    made.mkdir(exist_ok=True)
    return made


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    """A workspace with an issue that builds."""
    made = Desk(tmp_path / "工作区", warm)
    made.write()
    return made
