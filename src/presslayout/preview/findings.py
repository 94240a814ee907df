"""Findings as the browser is told them: what each is about in words, and where it stands on the page.

An edit leaves most of them where they were: what is known of a finding is kept as long as the
finding and the pages on which it may stand are the same.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base.values import Same
from presslayout.newsroom import reports
from presslayout.newsroom.pinned import Whereabouts
from presslayout.newsroom.proofread.named import COPY, LAYOUT, group
from presslayout.preview.links import uri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.base.diagnostics import Diagnostic, Text
    from presslayout.base.memory import Memory
    from presslayout.issue.issue import Story
    from presslayout.issue.workspace import Workspace
    from presslayout.preview.workbench import Good


def plain(found: Iterable[Diagnostic], workspace: Workspace) -> list[dict[str, Any]]:
    """Findings as reports list them, each with the link to its place."""
    return [_plain(one, workspace, LAYOUT) for one in found]


def placed(
    found: Iterable[Diagnostic], good: Good, memory: Memory, *, copy: bool = False
) -> list[dict[str, Any]]:
    """The findings of a good state, each with the page and the boxes that it is about.

    `copy` says that a proofreader made them, who reads words and no pages.
    """
    stories = {s.id: s for page in good.loaded.issue.pages for s in page.stories}
    standing = _Standing(good)
    return [
        memory.of(
            # A proofreader finds many, and the very same again; the others are few.
            ("finding", Same(one) if copy else one, *standing.shaped(one, stories.get(one.story))),
            partial(standing.told, one, stories.get(one.story), copy=copy),
        )
        for one in found
    ]


class _Standing:
    """The pages of a state, gone through only where something is not known yet."""

    def __init__(self, good: Good) -> None:
        self._good = good
        self._where: Whereabouts | None = None
        self._on: dict[str, list[int]] = {}
        for record in good.composition.pages:
            for row in record.stories:
                self._on.setdefault(row.id, []).append(record.number)
        self._pages = {page.number: page for page in good.composition.edition.pages}

    def shaped(self, one: Diagnostic, story: Story | None) -> tuple[Same, ...]:
        """All that says where a finding stands, beside itself."""
        numbers = {*self._on.get(one.story, ())}
        if one.page is not None:
            numbers.add(one.page)
        return Same(story), *(Same(self._pages.get(number)) for number in sorted(numbers))

    def told(self, one: Diagnostic, story: Story | None, *, copy: bool) -> dict[str, Any]:
        """One finding."""
        if self._where is None:
            self._where = Whereabouts(self._good.composition)
        page, boxes, area = self._where.place(one, story)
        return _plain(one, self._good.loaded.workspace, COPY if copy else LAYOUT) | {
            "page": page.number if page is not None else one.page,
            "boxes_mm": [reports.box(box) for box in boxes or one.boxes],
            "area": area,
            "kind": "copy" if copy else "layout",
        }


def _plain(one: Diagnostic, workspace: Workspace, other: Text) -> dict[str, Any]:
    (row,) = reports.diagnostics((one,))
    named = group(one, other)
    return row | {
        "uri": uri(one.span, workspace) if one.span else None,
        "length": one.span.length if one.span else 0,
        "group": named.zh,
        "group_en": named.en,
    }
