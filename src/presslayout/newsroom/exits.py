"""All rooms' codes in one place, and the exit code of a run that found some of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from presslayout.base import messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.messages import Meaning


@cache
def meanings() -> Mapping[str, Meaning]:
    """What every code means that the newsroom or a room below it reports."""
    # Hundreds of sentences, which a run without an error never asks for.
    from presslayout.archive import codes as archive
    from presslayout.assets import codes as assets
    from presslayout.base import codes as base
    from presslayout.delivery import codes as delivery
    from presslayout.edition import codes as edition
    from presslayout.flow import codes as flow
    from presslayout.issue import codes as issue
    from presslayout.newsroom import codes as newsroom
    from presslayout.preflight import codes as preflight

    rooms = (base, edition, assets, issue, flow, preflight, archive, delivery, newsroom)
    return {code: meaning for room in rooms for code, meaning in room.CODES.items()}


def exit_code(found: Iterable[Diagnostic]) -> int:
    """The exit code of a run that found these."""
    return messages.exit_code(found, meanings)
