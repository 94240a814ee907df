"""The page of threats says what the program holds: its limits are the constants, its tests are there."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from tests.kit import ROOT

PAGE = (ROOT / "docs" / "威胁模型.md").read_text("utf-8")
LIMITS = re.findall(r"^\| `([\w.]+)\.(\w+)` \| (\d+) \|", PAGE, re.MULTILINE)
TESTS = sorted(set(re.findall(r"`(tests/[\w./]+)`", PAGE)))


@pytest.mark.parametrize(("module", "name", "told"), LIMITS)
def test_a_limit_is_the_constant_of_the_code(module: str, name: str, told: str) -> None:
    assert getattr(import_module(f"presslayout.{module}"), name) == int(told)


def test_there_are_limits_and_the_tests_that_prove_them() -> None:
    assert len(LIMITS) > 25
    assert TESTS
    assert [name for name in TESTS if not (ROOT / name).exists()] == []
