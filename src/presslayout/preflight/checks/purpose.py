"""The printing condition that a file is made for: what its profile does, then what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import ERROR, WARNING
from presslayout.base.values import frozen
from presslayout.preflight.checks.behaviour import Distance, behaviour, distance, known, shipped
from presslayout.preflight.checks.intent import PROFILE, intents, profile_of, said
from presslayout.preflight.checks.named import condition_of, same
from presslayout.preflight.pdf.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.press import Press
    from presslayout.preflight.checks.behaviour import Behaviour
    from presslayout.preflight.pdf.opened_file import OpenedFile

# Which of several output intents counts for a press: first its own kind.
_KINDS = ("GTS_PDFX", "GTS_PDFA1", "ISO_PDFE1")
# A plant's own profile may be so far from the chart whose name it bears: beyond, it is another's.
_FAR = 8.0
_HEADER = 128
_EXPORT = ("换成这种印刷条件重新导出", "export it again for this printing condition")


@frozen
class PressCondition:
    """A printing condition at hand: the press profile's name, what it says, the ICC profile's bytes."""

    press: str
    condition: str
    profile: bytes


@frozen
class Stated:
    """What one output intent says: the names it gives, and its profile, None where it embeds none."""

    names: tuple[str, ...]
    profile: bytes | None

    @property
    def name(self) -> str:
        """What it is called, for people."""
        return self.names[0] if self.names else ""


def stated(opened: OpenedFile) -> tuple[Stated, ...]:
    """What the output intents say, the one that counts for a press first."""
    found = sorted(
        (one for one in intents(opened.root)),
        key=lambda one: _KINDS.index(k) if (k := said(one, "/S")) in _KINDS else len(_KINDS),
    )
    return tuple(_stated(opened, one) for one in found)


def made_for(
    opened: OpenedFile, presses: Sequence[PressCondition], wanted: str | None
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The press that a file is made for, and what is wrong with that.

    `presses` are those at hand; `wanted` the one that it must be for, None where any will do.
    None for the press where it is none of them.
    """
    told = stated(opened)
    own = next((one for one in presses if one.press == wanted), None)
    if not told:
        return wanted, () if own else tuple(_unknown(None, None, presses))
    one = told[0]
    does = _does(one)
    found = list(_disagreeing(told))
    lie = list(_untrue(one, does, presses)) if does else []
    if own is not None:
        return wanted, (*found, *(lie or _other(one, does, own)))
    fits = _fitting(one, does, presses)
    if fits is None:
        return None, (*found, *(lie or _unknown(one, does, presses)))
    return fits.press, (*found, *lie)


def own_truth(press: Press, profile: bytes) -> Iterator[Diagnostic]:
    """Whether a press file's own condition is what its profile does.

    A plant's profile may differ from the chart of the name that it bears, as its press does; told
    is that it should have a name of its own.  Nothing is opened where the profile is ours.
    """
    row = condition_of(press.condition)
    if row is None or row.name == shipped(profile) or (does := behaviour(profile)) is None:
        return
    chart = known().get(row.name)
    off = distance(does, chart) if chart else None
    nearest, near = _nearest(does)
    paper = condition_of(nearest)
    another = near.is_none and paper is not None and paper.paper != row.paper
    if off.is_none if off else not another:
        return
    shown = (off or near).mean
    hint_zh = "在印刷条件里换成那种条件的特性文件，或给印厂自己的条件另起一个名字、写上条件说明"
    hint_en = "use its own profile, or give the plant's condition its own name and a condition_info"
    yield finding(
        "wrong-condition",
        f"印刷条件 {press.name} 写的是“{press.condition}”，{press.profile} 印出来却{_zh(does)}"
        f"（平均色差 {shown:.1f}）",
        f'the press profile {press.name} says "{press.condition}", but {press.profile} '
        f"{_en(does)} (mean Delta E {shown:.1f})",
        severity=ERROR if another or shown > _FAR else WARNING,
        hint=(hint_zh, hint_en),
    )


def _stated(opened: OpenedFile, one: Any) -> Stated:
    keys = ("/OutputConditionIdentifier", "/OutputCondition", "/Info")
    names = tuple(name for key in keys if (name := said(one, key)))
    return Stated(names, profile_of(opened, one.get(PROFILE)))


def _does(one: Stated) -> Behaviour | None:
    data = one.profile
    if data is None or len(data) < _HEADER or data[16:20] != b"CMYK":
        return None
    return behaviour(data)


def _meant(one: Stated) -> str:
    """The condition that the names mean: the first of them that is known."""
    return next((name for name in one.names if condition_of(name)), one.name)


def _untrue(
    one: Stated, does: Behaviour, presses: Sequence[PressCondition]
) -> Iterator[Diagnostic]:
    """A profile that does not do what its intent calls it."""
    name = _meant(one)
    row = condition_of(name)
    charts = [
        made
        for press in presses
        if same(name, press.condition)
        and (made := behaviour(press.profile)) is not None
        and _honest(press, made)
    ]
    if row is not None and row.name in known():
        charts.append(known()[row.name])
    offs = [distance(does, chart) for chart in charts]
    if any(off.is_none for off in offs):
        return
    nearest, near = _nearest(does)
    if not offs:
        paper = condition_of(nearest)
        if row is None or paper is None or not near.is_none or paper.paper == row.paper:
            return
    off = min(offs, key=lambda one: one.mean, default=None)
    zh = f"，与“{name}”的平均色差 {off.mean:.1f}" if off else ""
    en = f"; mean Delta E to {name}: {off.mean:.1f}" if off else ""
    yield finding(
        "wrong-condition",
        f"输出意图写的是“{name}”，嵌入的特性文件印出来却{_zh(does)}{zh}",
        f'the output intent says "{name}", but its profile {_en(does)}{en}',
        hint=(
            "问清要哪一种，名字和特性文件取同一种再导出",
            "find out which is wanted, and export with the name and the profile of that one",
        ),
    )


def _honest(press: PressCondition, does: Behaviour) -> bool:
    """Whether a press at hand may stand for its condition: its profile is not another's."""
    row = condition_of(press.condition)
    chart = known().get(row.name) if row else None
    return chart is None or distance(does, chart).mean <= _FAR


def _other(one: Stated, does: Behaviour | None, own: PressCondition) -> Iterator[Diagnostic]:
    """A file that is not for the press that it must be for."""
    wants = behaviour(own.profile)
    name = _meant(one)
    if does is not None and wants is not None:
        off = distance(does, wants)
        if off.is_none:
            return
        yield finding(
            "wrong-condition",
            f"文件是为“{name}”做的，特性文件{_zh(does)}；印刷条件 {own.press} "
            f"要“{own.condition}”（平均色差 {off.mean:.1f}）",
            f'the file is made for "{name}", its profile {_en(does)}; {own.press} wants '
            f'"{own.condition}" (mean Delta E {off.mean:.1f})',
            hint=_EXPORT,
        )
    elif name and not any(same(one, own.condition) for one in one.names):
        yield finding(
            "wrong-condition",
            f"文件是为“{name}”做的，印刷条件 {own.press} 要“{own.condition}”",
            f'the file is made for "{name}"; {own.press} wants "{own.condition}"',
            hint=_EXPORT,
        )


def _fitting(
    one: Stated, does: Behaviour | None, presses: Sequence[PressCondition]
) -> PressCondition | None:
    """The press at hand whose condition it is: by measure, or by name where nothing is measured."""
    if does is None:
        named = (p for p in presses if any(same(name, p.condition) for name in one.names))
        return next(named, None)
    ranked = []
    for press in presses:
        if (made := behaviour(press.profile)) is None or not (off := distance(does, made)).is_none:
            continue
        alike = press.profile == one.profile, any(same(n, press.condition) for n in one.names)
        ranked.append(((not alike[0], not alike[1], off.mean, press.press), press))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _unknown(
    one: Stated | None, does: Behaviour | None, presses: Sequence[PressCondition]
) -> Iterator[Diagnostic]:
    """A file that is for none of the presses at hand, or does not say for which."""
    if one is None:
        zh, en = "文件没有写明印刷条件", "the file names no printing condition"
    elif does is None:
        name = one.name or "?"
        zh = f"文件是为“{name}”做的，没有能量的特性文件"
        en = f'the file is made for "{name}" and has no profile that can be measured'
    else:
        name = one.name or "?"
        zh, en = (
            f"文件是为“{name}”做的，特性文件{_zh(does)}",
            (f'the file is made for "{name}", its profile {_en(does)}'),
        )
    yield finding(
        "condition-unknown",
        f"{zh}；这里的印刷条件（{'、'.join(p.press for p in presses)}）都不是它",
        f"{en}; none of the press profiles here ({', '.join(p.press for p in presses)}) is it",
        severity=WARNING,
        hint=(
            "用 --press 指明要印在哪种条件下，墨量和精度才按它查",
            "name the press with --press, so that ink and resolution are judged by it",
        ),
    )


def _disagreeing(told: tuple[Stated, ...]) -> Iterator[Diagnostic]:
    """Intents of one file that say different things: nobody knows which the plant follows."""
    first = told[0]
    for other in told[1:]:
        if first.profile is not None and first.profile == other.profile:
            continue
        one, two = _does(first), _does(other)
        if one is not None and two is not None:
            agree = distance(one, two).is_none
        elif first.profile is not None and other.profile is not None:
            agree = False
        else:
            known_names = condition_of(_meant(first)), condition_of(_meant(other))
            agree = None in known_names or known_names[0] == known_names[1]
        if not agree:
            yield finding(
                "output-intent",
                f"几个输出意图说的不是一回事：“{first.name}”和“{other.name}”",
                f'the output intents disagree: "{first.name}" and "{other.name}"',
                severity=ERROR if one is not None and two is not None else WARNING,
                hint=("只留要印的那一个", "keep the one that it is printed for"),
            )


def _nearest(does: Behaviour) -> tuple[str, Distance]:
    """The registered condition that is nearest."""
    offs = {name: distance(does, chart) for name, chart in known().items()}
    name = min(offs, key=lambda name: offs[name].mean)
    return name, offs[name]


def _zh(does: Behaviour) -> str:
    name, off = _nearest(does)
    if off.is_none:
        return f"是 {name}"
    return f"不是哪种已知的条件（最近的是 {name}，相差 {off.mean:.1f}）"


def _en(does: Behaviour) -> str:
    name, off = _nearest(does)
    if off.is_none:
        return f"does {name}"
    return f"does no condition that is known here (nearest: {name}, {off.mean:.1f} away)"
