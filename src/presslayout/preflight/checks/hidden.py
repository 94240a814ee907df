"""Optional content: what of it shows on a screen, and what prints (ISO 32000-1, 8.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.preflight.pdf.bulk import damage
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.layers import Layers
from presslayout.preflight.pdf.matrix import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.limits import Tolerances
    from presslayout.edition.press import Press
    from presslayout.preflight.pdf.matrix import Corners
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.painted import Painted

_NAMED = 6


# By code: what is told of so many objects, and what to do.
_SAID = {
    "prints-unseen": (
        "{} 处内容在屏幕上看不见，却会印出来（图层的打印状态是开）",
        "what no screen shows will print (objects: {}): its layer is on in print",
        ("删去这些图层，或让它们显示出来再看", "delete these layers, or show them and look"),
    ),
    "seen-unprinted": (
        "{} 处内容在屏幕上看得见，却不会印出来（图层的打印状态是关）",
        "what screens show will not print (objects: {}): its layer is off in print",
        ("合并要印的图层", "flatten the layers that are to print"),
    ),
    "hidden-layer": (
        "{} 处内容在隐藏的图层里，没有按印刷条件查，印厂可能印出来",
        "content on hidden layers (objects: {}) was not judged and may print",
        ("删去隐藏的图层", "delete hidden layers"),
    ),
}


def layers(opened: OpenedFile, press: Press, limits: Tolerances) -> Iterator[Diagnostic]:
    """What is seen is what prints, and nothing lies hidden (GWG 2015, 4.29)."""
    del press, limits
    try:
        hidden = Layers(opened.root).names
    except damage():
        hidden = ["?"]
    lying = 0
    for number, sheet in opened.numbered():
        unseen = _places(one for one in sheet.painted if not one.layer.screen)
        unprinted = _places(one for one in sheet.unprinted if one.layer.screen)
        neither = _places(one for one in sheet.unprinted if not one.layer.screen)
        lying += len(neither)
        yield from _told("prints-unseen", number, unseen)
        yield from _told("seen-unprinted", number, unprinted)
        yield from _told("hidden-layer", number, neither)
    if hidden and not lying:
        names = "、".join(hidden[:_NAMED])
        yield finding(
            "hidden-layer",
            f"文件里有隐藏的图层（{names}），印厂可能印出来，也可能印不出来",
            f"the file has hidden layers ({names.replace('、', ', ')}), which may print or not",
            hint=("删去隐藏的图层", "delete hidden layers"),
        )


def _told(code: str, number: int, at: list[Corners]) -> Iterator[Diagnostic]:
    """Content of a page whose layers are not what they seem."""
    if at:
        zh, en, hint = _SAID[code]
        count = len(at)
        yield finding(code, zh.format(count), en.format(count), page=number, hint=hint, at=at)


def _places(painted: Iterator[Painted]) -> list[Corners]:
    return [one.box for one in painted if one.visible and not is_empty(one.box)]
