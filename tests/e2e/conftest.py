from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests import shared
from tests.e2e.desk import ROOT, SAMPLE, Desk

if TYPE_CHECKING:
    from pathlib import Path

# What the sample is built for, and in which folder.
BUILDS = (
    ("x4", "--standard", "x4"),
    ("x1a2001", "--standard", "x1a2001"),
    ("coated", "--press", "coated"),
    (".",),
    (".", "--for", "proof"),
    (".", "--for", "archive"),
)


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


@pytest.fixture(scope="session")
def sample_built(warm: Path) -> Path:
    """The sample issue built for every target, standard and press, which no test changes."""

    def make(out: Path) -> None:
        for name, *words in BUILDS:
            given = (f"issue/{SAMPLE.name}", *words, "-o", str(out / name))
            ran = Desk(ROOT, warm).run("build", *given)
            assert ran.exit == 0, ran.err

    return shared.folder("sample-built", make)
