"""A library that looks for settings finds none, and everything is as it was afterwards."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from presslayout.base.unopened import untold

if TYPE_CHECKING:
    import pytest


def test_it_finds_modules_that_say_nothing_and_no_variables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XYZ_ONE", "1")
    monkeypatch.setenv("OTHER", "2")
    own = sys.modules["os"]
    with suppress(ZeroDivisionError), untold("XYZ_", "xyz_settings", "os"):
        settings = import_module("xyz_settings")

        assert not [name for name in vars(settings) if not name.startswith("__")]
        assert "XYZ_ONE" not in os.environ
        assert os.environ["OTHER"] == "2"
        assert sys.modules["os"] is own
        raise ZeroDivisionError
    assert "xyz_settings" not in sys.modules
    assert os.environ["XYZ_ONE"] == "1"
    assert sys.modules["os"] is own
