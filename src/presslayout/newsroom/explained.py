"""Why an issue's stories stand as they do and what its slots hold; why a diagnostic matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.base.diagnostics import Text
    from presslayout.flow.explain import SlotTold, StoryTold
    from presslayout.issue.origins import Origin
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.options import Options


@frozen
class Explained:
    """The slots and stories of an issue, where the looks of stories come from, what stands empty."""

    slots: tuple[SlotTold, ...]
    stories: tuple[StoryTold, ...]
    looks: Mapping[str, tuple[Origin, ...]]
    unused: tuple[Text, ...]

    def alone(self, story: str) -> Explained:
        """What concerns one story."""
        return Explained(
            tuple(one for one in self.slots if one.story == story),
            tuple(one for one in self.stories if one.id == story),
            self.looks,
            (),
        )


def explained(issue: str, options: Options, story: str | None = None) -> Explained:
    """All stories of an issue; of `story` also where each value of its looks comes from.

    SpecError or AssetError where the issue cannot be set.
    """
    from presslayout.flow import explain
    from presslayout.newsroom import build

    loaded, composition = build.composed(issue, options)
    return Explained(
        tuple(explain.slots(loaded, composition.edition.press, options.cache)),
        tuple(explain.stories(loaded, composition, options.cache)),
        _looks(loaded, story),
        tuple(explain.unused(loaded)) if story is None else (),
    )


def added(code: str) -> messages.Meaning | None:
    """Why what a plug-in's check finds matters; None where none finds it."""
    from presslayout.base import plugins

    if code not in plugins.names(plugins.PROOFREADING):
        return None
    from presslayout.newsroom.proofread.added import house_check

    return messages.Meaning(messages.WRONG, house_check(code)[1].why)


def _looks(loaded: Loaded, wanted: str | None) -> dict[str, tuple[Origin, ...]]:
    """Where the looks of one story come from; of none where all are told of."""
    from presslayout.issue.origins import origins

    return {
        tale.id: origins(tale, loaded.templates[page.template], loaded.workspace, page)
        for page in loaded.issue.pages
        for tale in page.stories
        if tale.id == wanted
    }
