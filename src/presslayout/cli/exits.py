"""The codes of the whole house, those of its two faces among them, and the exit code of a verb."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.newsroom import exits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.messages import Meaning


@cache
def meanings() -> Mapping[str, Meaning]:
    """What every code means."""
    from presslayout.cli import codes as cli
    from presslayout.preview import codes as preview

    return {**exits.meanings(), **preview.CODES, **cli.CODES}


def exit_code(found: Iterable[Diagnostic]) -> int:
    """The exit code of a verb that found these."""
    return messages.exit_code(found, meanings)
