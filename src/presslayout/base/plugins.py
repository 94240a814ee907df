"""What other distributions add: a target, a slot kind, a check of a proofreader, a PDF standard.

Each is an entry point of one of four groups.  They are looked for where a name is unknown to our
own tables: whoever adds nothing pays nothing, and no name of ours can be taken.
"""

from __future__ import annotations

import sys
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from presslayout.base.diagnostics import ERROR, WARNING, AssetError, Diagnostic, Text
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

T = TypeVar("T")

TARGETS, SLOTS, PROOFREADING, STANDARDS = (
    "presslayout.targets",
    "presslayout.slots",
    "presslayout.proofreading",
    "presslayout.standards",
)
# The names that are ours, which nobody can take: of proofreading it is every code of a message.
OWN = {
    TARGETS: frozenset("press proof galley archive".split()),
    SLOTS: frozenset(
        "story picture graphic banner folio masthead imprint ornament ad public-ad index skybox weather "
        "section "
        "稿件 图片 图表 栏题 报眉 报头 版权条 装饰 广告 公益广告 导读 天眉 天气 刊头".split()
    ),
    PROOFREADING: frozenset[str](),
    STANDARDS: frozenset(
        "x1a x1a2001 x4 a2u a2a a3a plain plate PDF/X-1a:2003 PDF/X-1a:2001 PDF/X-4".split()
    ),
}
# What a plug-in's code may raise and we tell of; one that asks the program to end is at fault, too.
FAULTS = (Exception, SystemExit)


@frozen
class Plugin:
    """One entry point: its group and name, and the distribution that has it.

    `place` is `module:object`; `load` imports that.
    """

    group: str
    name: str
    distribution: str
    version: str
    place: str
    load: Callable[[], Any]

    @property
    def told(self) -> Text:
        """Which one it is, for people."""
        return Text(
            f"插件 {self.distribution} 的「{self.name}」（{self.group}，{self.place}）",
            f"plug-in {self.distribution}: {self.name} ({self.group}, {self.place})",
        )


def offered(group: str) -> tuple[Plugin, ...]:
    """Every entry point of a group, by name and distribution."""
    return tuple(one for one in _installed(tuple(sys.path)) if one.group == group)


def names(group: str) -> tuple[str, ...]:
    """The names that plug-ins add to ours; those that are ours already are no one else's."""
    return tuple(dict.fromkeys(one.name for one in offered(group) if one.name not in OWN[group]))


def find(group: str, name: str) -> Plugin | None:
    """The plug-in of a name that is none of ours; AssetError where two distributions want it."""
    if name in OWN[group]:
        return None
    found = [one for one in offered(group) if one.name == name]
    if len(found) > 1:
        both = [one.distribution for one in found]
        raise AssetError(
            [
                refused(
                    found[0],
                    f"{'、'.join(both)} 都要用这个名字",
                    f"{' and '.join(both)} both want this name",
                )
            ]
        )
    return found[0] if found else None


def opened(plugin: Plugin, kind: type[T]) -> T:
    """What a plug-in adds; AssetError where it cannot be imported or is something else."""
    value = guarded(plugin, plugin.load)
    if not isinstance(value, kind):
        raise AssetError(
            [
                refused(
                    plugin,
                    f"给的不是 presslayout.{kind.__name__}",
                    f"what it gives is no presslayout.{kind.__name__}",
                )
            ]
        )
    return value


def guarded(plugin: Plugin, make: Callable[[], T]) -> T:
    """What a plug-in's own code gives; AssetError says where it failed."""
    try:
        return make()
    except AssetError:
        raise
    except FAULTS as fault:
        raise AssetError([_broken(plugin, fault)]) from fault


def refused(plugin: Plugin, zh: str, en: str) -> Diagnostic:
    """A plug-in that must not be used, and why."""
    told = plugin.told
    return Diagnostic(
        "plugin-refused",
        ERROR,
        Text(f"{told.zh}不能用：{zh}", f"{told.en} is refused: {en}"),
        hint=_way_out(plugin),
    )


def clash(plugin: Plugin) -> Diagnostic | None:
    """What is to be said of a plug-in that bears a name of ours: it is never asked."""
    if plugin.name not in OWN[plugin.group]:
        return None
    told = plugin.told
    return Diagnostic(
        "plugin-refused",
        WARNING,
        Text(
            f"{told.zh}不会用到：「{plugin.name}」是自带的名字",
            f"{told.en} is never asked: {plugin.name} is a name of our own",
        ),
        hint=_way_out(plugin),
    )


def _broken(plugin: Plugin, fault: BaseException) -> Diagnostic:
    told = plugin.told
    said = str(fault).strip() or "?"
    where = _place(fault.__traceback__)
    return Diagnostic(
        "plugin-broken",
        ERROR,
        Text(f"{told.zh}出错：{said}{where}", f"{told.en} failed: {said}{where}"),
        hint=_way_out(plugin),
    )


def _place(trace: TracebackType | None) -> str:
    """Where in a plug-in's code the fault came up, as far as it is Python's and not ours."""
    found = ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/presslayout/" not in file and "/importlib/" not in file and "<" not in file:
            found = f"（{'/'.join(file.split('/')[-2:])}:{trace.tb_lineno}）"
        trace = trace.tb_next
    return found


def _way_out(plugin: Plugin) -> Text:
    name = plugin.distribution
    return Text(
        f"请写 {name} 的人改；急着出报就卸载它，或不用它的名字",
        f"ask whoever wrote {name} to mend it; in a hurry, uninstall it or do not use its name",
    )


@lru_cache(maxsize=4)
def _installed(path: tuple[str, ...]) -> tuple[Plugin, ...]:
    """Every plug-in of the distributions on `path`, which is sys.path as it stands."""
    from importlib import metadata

    found: dict[tuple[str, str, str], Plugin] = {}
    for distribution in metadata.distributions(path=list(path)):
        try:
            points = [one for one in distribution.entry_points if one.group in OWN]
            if not points:
                continue
            # Parsed as a letter is, some half a millisecond: of those alone that offer something.
            told = distribution.metadata
            name, version = str(told["Name"]), str(told["Version"])
        except FAULTS:
            # What cannot be read offers nothing; pip tells of it.
            continue
        for one in points:
            key = one.group, one.name, name
            # The first on the path is the one that Python would import.
            made = Plugin(one.group, one.name, name, version, one.value, partial(_load, one))
            found.setdefault(key, made)
    return tuple(found[key] for key in sorted(found))


def _load(entry: Any) -> Any:
    return entry.load()
