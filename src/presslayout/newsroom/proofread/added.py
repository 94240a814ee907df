"""Checks of copy that plug-ins add: each reads text after text and says what it remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from presslayout.base import plugins
from presslayout.base.diagnostics import WARNING, AssetError, Diagnostic, Severity, Text
from presslayout.base.values import frozen
from presslayout.newsroom.exits import meanings
from presslayout.newsroom.proofread.story_texts import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.plugins import Plugin
    from presslayout.newsroom.proofread.story_texts import StoryText


@frozen
class Passage:
    """One text of an issue: the page and the story that it stands in, its part, the words.

    `part` is headline, kicker, deck, byline, body, caption-… and so on.
    """

    page: int
    story: str
    part: str
    text: str


@frozen
class Remark:
    """What a check has to say of `length` characters from `offset` of a passage, and what to do."""

    offset: int
    length: int
    message: Text
    hint: Text | None = None
    severity: Severity = WARNING


@frozen
class HouseCheck:
    """A check of copy; its entry point's name is the code of what it finds.

    `check` is asked for every passage; `why` says why anybody should care, which `explain` prints.
    """

    check: Callable[[Passage], Iterable[Remark]]
    why: Text


def added(told: Sequence[StoryText]) -> Iterator[Diagnostic]:
    """All that the checks of plug-ins find in these texts, and what is wrong with such a check.

    A check that fails is a finding: whoever waits for the others does not wait in vain.
    """
    for group in plugins.OWN:
        yield from filter(None, map(plugins.clash, plugins.offered(group)))
    for name in plugins.names(plugins.PROOFREADING):
        try:
            yield from _found(name, told)
        except AssetError as fault:
            yield from fault.diagnostics


def house_check(name: str) -> tuple[Plugin, HouseCheck]:
    """The check of a name; AssetError where it is no good.  There must be a plug-in of that name."""
    plugin = plugins.find(plugins.PROOFREADING, name)
    assert plugin is not None
    if name in meanings():
        raise AssetError(
            [plugins.refused(plugin, "这个名字是自带的检查的", "a check of our own has this name")]
        )
    return plugin, plugins.opened(plugin, HouseCheck)


def _found(name: str, told: Sequence[StoryText]) -> list[Diagnostic]:
    plugin, house = house_check(name)
    found: list[Diagnostic] = []
    for one in told:
        passage = Passage(one.page, one.story.id, one.part, one.text)
        for remark in plugins.guarded(plugin, partial(_remarks, house, passage)):
            if not _sound(remark, one):
                raise AssetError([_refused(plugin, passage, remark)])
            place = remark.offset, remark.length
            found.append(finding(name, remark.severity, one, place, remark.message, remark.hint))
    return found


def _remarks(house: HouseCheck, passage: Passage) -> tuple[Remark, ...]:
    return tuple(house.check(passage))


def _sound(remark: object, told: StoryText) -> bool:
    return (
        isinstance(remark, Remark)
        and type(remark.offset) is type(remark.length) is int
        and 0 <= remark.offset <= remark.offset + remark.length <= len(told.text)
        and isinstance(remark.message, Text)
        and isinstance(remark.hint, Text | None)
        and isinstance(remark.severity, Severity)
    )


def _refused(plugin: Plugin, passage: Passage, remark: object) -> Diagnostic:
    return plugins.refused(
        plugin,
        f"稿件 {passage.story} 的 {passage.part}：它给的不是落在文字里的 Remark（{remark!r}）",
        f"story {passage.story}, {passage.part}: it gives no Remark on the text ({remark!r})",
    )
