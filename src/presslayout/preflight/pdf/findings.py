"""How the verifier says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Severity, Text
from presslayout.base.geometry import Box
from presslayout.base.units import EMU_PER_PT
from presslayout.base.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.preflight.pdf.matrix import Corners

# As many places of one kind are told on a page; the rest is a number.
_TOLD = 20


def finding(
    code: str,
    zh: str,
    en: str,
    *,
    hint: tuple[str, str] | None = None,
    page: int | None = None,
    severity: Severity = ERROR,
    at: Sequence[Corners] = (),
) -> Diagnostic:
    """A diagnostic of the verifier; `at` are places in points on the page as it is seen."""
    return Diagnostic(
        code=code,
        severity=severity,
        message=Text(zh, en),
        hint=Text(*hint) if hint else None,
        page=page,
        boxes=tuple(_box(corners) for corners in at[:_TOLD]),
        count=len(at),
    )


def together(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that say the same as one each, with all of their places."""
    alike: dict[object, list[Diagnostic]] = {}
    for one in found:
        alike.setdefault((one.code, one.message, one.page, one.severity), []).append(one)
    return [
        replace(
            same[0],
            boxes=tuple(box for one in same for box in one.boxes)[:_TOLD],
            count=sum(one.count for one in same),
        )
        for same in alike.values()
    ]


def _box(corners: Corners) -> Box:
    left, top, right, bottom = (round(v * EMU_PER_PT) for v in corners)
    return Box(left, top, max(right - left, 0), max(bottom - top, 0))
