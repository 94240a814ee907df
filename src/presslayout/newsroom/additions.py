"""What plug-ins add to a build: a target by its name, and their versions for its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import plugins
from presslayout.base.diagnostics import PresslayoutError
from presslayout.delivery.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.delivery.targets import Target
    from presslayout.edition.press import Press
    from presslayout.issue.workspace import Loaded


def target_of(name: str) -> Target:
    """The target of a name, ours or a plug-in's.

    DeliveryError where there is none, AssetError where the plug-in is no good.
    """
    own = TARGETS.get(name)
    if own is not None:
        return own
    from presslayout.delivery.house import house_target

    return house_target(name)


def used(loaded: Loaded, press: Press, target: str) -> dict[str, str]:
    """The versions of the plug-ins that an issue, its press and a target ask for, by their name."""
    asked = [(plugins.TARGETS, target), (plugins.STANDARDS, press.standard)]
    asked += [
        (plugins.SLOTS, slot.content)
        for page in loaded.issue.pages
        for slot in loaded.templates[page.template].slots
    ]
    return told((group, name) for group, name in asked if name not in plugins.OWN[group])


def checking() -> dict[str, str]:
    """The versions of those that read copy."""
    return told((plugins.PROOFREADING, one.name) for one in plugins.offered(plugins.PROOFREADING))


def installed() -> dict[str, str]:
    """The versions of all that there are."""
    return told((group, one.name) for group in plugins.OWN for one in plugins.offered(group))


def tried() -> Iterator[tuple[plugins.Plugin, Diagnostic | None]]:
    """Every plug-in that there is, each with what keeps it from being used, None for nothing."""
    from presslayout.delivery.house import house_target
    from presslayout.edition.standards import house_standard
    from presslayout.flow.slots.house import kind
    from presslayout.newsroom.proofread.added import house_check

    ways: dict[str, Callable[[str], object]] = {
        plugins.TARGETS: house_target,
        plugins.SLOTS: kind,
        plugins.PROOFREADING: house_check,
        plugins.STANDARDS: house_standard,
    }
    for group, opened in ways.items():
        for one in plugins.offered(group):
            fault = plugins.clash(one)
            if fault is None:
                try:
                    opened(one.name)
                except PresslayoutError as caught:
                    fault = caught.diagnostics[0]
            yield one, fault


def told(asked: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The distributions behind these names, with their versions."""
    wanted = set(asked)
    return {
        f"plugin {one.distribution}": one.version
        for group in dict.fromkeys(group for group, _ in sorted(wanted))
        for one in plugins.offered(group)
        if (group, one.name) in wanted
    }
