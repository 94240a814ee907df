"""Paths that clip, and the states in which forms and groups begin (ISO 32000-1, 8.5.4 and 8.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.blending import NORMAL
from presslayout.preflight.pdf.drawn import corners_of
from presslayout.preflight.pdf.matrix import applied, bounds, cut, floats, times
from presslayout.preflight.pdf.painted import Group
from presslayout.preflight.pdf.regions import WINDING, Outline, is_upright

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.preflight.pdf.graphics import State
    from presslayout.preflight.pdf.pdfobject import PdfObject
    from presslayout.preflight.pdf.regions import Contour

# As many clipping paths are followed within each other; from there on their boxes have to do.
CLIPS = 12


def begun(form: PdfObject, state: State) -> State:
    """The state in which a form begins."""
    matrix = state.matrix
    if "/Matrix" in form:
        matrix = times(floats(form["/Matrix"]), matrix)
    inner = replace(state, matrix=matrix)
    if "/BBox" in form:
        x0, y0, x1, y1 = corners_of(form["/BBox"])
        corners = [applied(matrix, *p) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        inner = held(inner, [corners], WINDING)
    return _grouped(form["/Group"], inner) if "/Group" in form else inner


def held(state: State, paths: Sequence[Contour], rule: str) -> State:
    """A state in which paths clip."""
    path = tuple(tuple(contour) for contour in paths if contour)
    if not path:
        return state
    around = bounds(point for contour in path for point in contour)
    clipped = replace(state, clip=cut(state.clip, around))
    if is_upright(path) or len(state.within) >= CLIPS:
        return clipped
    return replace(clipped, within=(*state.within, Outline(path, rule)))


def _grouped(entries: PdfObject, state: State) -> State:
    """The state in which a transparency group begins (ISO 32000-1, 11.6.6)."""
    if texts.of(entries.get("/S", "")) != "/Transparency":
        return state
    group = Group(
        state.clip,
        state.alpha,
        state.blend,
        state.soft,
        isolated=bool(entries.get("/I", False)),
        knockout=bool(entries.get("/K", False)),
    )
    groups = state.groups if group.is_plain else (*state.groups, group)
    return replace(state, alpha=1.0, alpha_stroke=1.0, blend=NORMAL, soft=None, groups=groups)
