"""Faults planted in sentences, as {wrong|right}, and what every finding says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.base.diagnostics import Diagnostic

_MARK = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")


def either(planted: str) -> tuple[str, str]:
    """The sentence with its wrong words, and with the right ones."""
    return _MARK.sub(r"\1", planted), _MARK.sub(r"\2", planted)


def assert_told(found: Iterable[Diagnostic]) -> None:
    """Every finding says why in both languages, and stands somewhere."""
    for one in found:
        assert one.message.zh != one.message.en
        assert one.hint is not None
        assert one.hint.zh
        assert one.hint.en
        assert one.span is not None
