"""The names of PDF standards, and what a house asks beyond one of them.

Painter and verifier know the standards themselves, each by rows of its own; here stands what both
must agree upon.
"""

from __future__ import annotations

from presslayout.base import plugins
from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, SpecError, Text
from presslayout.base.values import frozen

# What a press's files may be.
PRINTED = ("x1a", "x1a2001", "x4")


@frozen
class HouseStandard:
    """A house's own standard: one for the press (x1a, x1a2001, x4), and what is asked beyond it.

    Its files are files of `base` and say so; `label` names it in messages.  Each field can only ask
    more: `version` is the highest that the file may be of; without `transparency` nothing may be
    transparent; no colour space of `barred` may stand there, by its name in PDF (ICCBased, Lab, …);
    `filters` may code no data; `icc_version` is the newest of an ICC profile; `unicode` asks a character for every code,
    `embeds` that the output intent holds its profile.
    """

    base: str
    label: str
    version: tuple[int, int] | None = None
    transparency: bool = True
    barred: frozenset[str] = frozenset()
    filters: frozenset[str] = frozenset()
    icc_version: int | None = None
    unicode: bool = False
    embeds: bool = False


def house_standard(name: str) -> HouseStandard:
    """The standard of a plug-in; SpecError where there is none, AssetError where it is no good."""
    plugin = plugins.find(plugins.STANDARDS, name)
    if plugin is None:
        raise SpecError([_unknown(name)])
    made = plugins.opened(plugin, HouseStandard)
    if made.base not in PRINTED:
        listed = "、".join(PRINTED)
        raise AssetError(
            [
                plugins.refused(
                    plugin,
                    f"它以 {made.base} 为底，只能是 {listed} 之一",
                    f"it is made from {made.base}; only {listed.replace('、', ', ')} will do",
                )
            ]
        )
    return made


def known(name: str) -> str:
    """The name of a standard for a press, if it is one; SpecError or AssetError as above."""
    if name not in PRINTED:
        house_standard(name)
    return name


def _unknown(name: str) -> Diagnostic:
    listed = (*PRINTED, *plugins.names(plugins.STANDARDS))
    return Diagnostic(
        "no-such-standard",
        ERROR,
        Text(f"没有 PDF 标准 {name}", f"there is no PDF standard {name}"),
        hint=Text(f"可用：{'、'.join(listed)}", f"known: {', '.join(listed)}"),
    )
