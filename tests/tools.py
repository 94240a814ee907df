"""Programs of others that a test needs: where they are not installed it skips and says so."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

Test = TypeVar("Test", bound="Callable[..., object]")


def needs(*tools: str) -> Callable[[Test], Test]:
    """The mark of a test that asks these programs; it is `external`."""
    absent = [tool for tool in tools if shutil.which(tool) is None]
    skips = pytest.mark.skipif(bool(absent), reason=f"not installed: {', '.join(absent)}")

    def marked(test: Test) -> Test:
        made: Test = pytest.mark.external(skips(test))
        return made

    return marked
