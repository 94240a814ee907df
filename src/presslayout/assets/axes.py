"""Faces with axes (OpenType, fvar): where on them fonts.yaml puts a family.  Nothing is guessed.

A face of weights prints thin or light where nobody says which, so 字重 must be written; axes of
another kind stand at the face's own default unless 轴 names them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.base.source import number

if TYPE_CHECKING:
    from presslayout.base.source import Axes, Source

WEIGHT = "wght"


def location(face: Any, who: Text, weight: int | None, asked: Axes) -> Axes:
    """The place on a face's axes that is asked for, what stands at its default left out.

    `who` names the face in messages; `weight` is 字重, which a face without axes has by itself.  AssetError where the face has no
    such axis, where an axis does not reach so far, and where nobody says how heavy it is to be.
    """
    axes = {axis.tag: axis for axis in face.axis_infos}
    wanted = dict(asked)
    if WEIGHT in axes and weight is not None:
        wanted.setdefault(WEIGHT, float(weight))
    listed = "、".join(_range(axis) for axis in axes.values())
    for tag, value in wanted.items():
        axis = axes.get(tag)
        if axis is None:
            raise AssetError([_no_axis(who, tag, listed)])
        if not axis.min_value <= value <= axis.max_value:
            raise AssetError([_beyond(who, tag, value, axis)])
    if WEIGHT in axes and WEIGHT not in wanted:
        raise AssetError([_no_weight(who, axes[WEIGHT])])
    return tuple(
        (t, wanted[t])
        for t in axes
        if wanted.get(t, axes[t].default_value) != axes[t].default_value
    )


def coordinates(source: Source, face: Any) -> list[float]:
    """The place on all axes of a face in the order of the file."""
    given = dict(source.axes)
    return [given.get(axis.tag, axis.default_value) for axis in face.axis_infos]


def _range(axis: Any) -> str:
    return f"{axis.tag} {number(axis.min_value)}–{number(axis.max_value)}"


def _no_axis(who: Text, tag: str, listed: str) -> Diagnostic:
    if not listed:
        return _told(
            Text(
                f"{who.zh}不是可变字体，没有轴 {tag}",
                f"{who.en} is no variable font and has no axis {tag}",
            ),
            Text("删去「轴」", "leave 轴 (axes) out"),
        )
    return _told(
        Text(
            f"{who.zh}没有轴 {tag}，有的是：{listed}",
            f"{who.en} has no axis {tag}, but {listed.replace('、', ', ')}",
        ),
        Text("改「轴」里的名字，大小写要一样", "correct its name in 轴 (axes), case and all"),
    )


def _beyond(who: Text, tag: str, value: float, axis: Any) -> Diagnostic:
    return _told(
        Text(
            f"{who.zh}的 {tag} 写的是 {number(value)}，文件只有 {_range(axis)}",
            f"{tag} of {who.en} is {number(value)}, but the file goes over {_range(axis)} only",
        ),
        Text(
            f"写 {number(axis.min_value)} 到 {number(axis.max_value)} 之间的数，或换一个字体文件",
            f"write {number(axis.min_value)} to {number(axis.max_value)}, or take another font file",
        ),
    )


def _no_weight(who: Text, axis: Any) -> Diagnostic:
    least, most = number(axis.min_value), number(axis.max_value)
    return _told(
        Text(
            f"{who.zh}是可变字体（{_range(axis)}），fonts.yaml 没写「字重」，"
            f"照文件自己的会印成 {number(axis.default_value)}",
            f"{who.en} is variable ({_range(axis)}) and fonts.yaml says no weight; "
            f"by itself it would print at {number(axis.default_value)}",
        ),
        Text(
            f"在 fonts.yaml 里写「字重: 400」这样的一项，{least}–{most}",
            f"say in fonts.yaml how heavy it is, such as 字重 (weight): 400, {least} to {most}",
        ),
    )


def _told(message: Text, hint: Text) -> Diagnostic:
    return Diagnostic("font-axes", ERROR, message, hint=hint)
