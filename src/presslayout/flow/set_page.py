"""A page that is set, and what pages are set from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.memory import Memory
from presslayout.base.values import frozen
from presslayout.edition.page import Page
from presslayout.edition.record import PageRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.flow.bench import Desk
    from presslayout.issue.workspace import Loaded


@frozen
class SetPage:
    """A page set: itself, what was learned of it, and what is to be said.

    `shown` are the keys of the pictures and documents on it, `faces` those of its faces, each with a
    family that was asked for it; `fillers` the stories that filled a foot of it.
    """

    page: Page
    record: PageRecord
    said: tuple[Diagnostic, ...]
    shown: tuple[str, ...]
    faces: tuple[tuple[str, str], ...]
    fillers: tuple[str, ...]


SetPages = tuple[SetPage, ...]  # of a group, in their order


@frozen
class Setting:
    """What groups are set from: the issue, each page's desk, and what remembers their slots."""

    loaded: Loaded
    desks: Mapping[int, Desk]
    memory: Memory
