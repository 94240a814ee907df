"""layout/press/NAME.yaml: a printing condition, with the ICC profile that stands for it."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from presslayout.base import doors
from presslayout.base.diagnostics import (
    ERROR,
    INFO,
    WARNING,
    Diagnostic,
    Span,
    SpecError,
    Text,
    ordered,
)
from presslayout.base.values import frozen
from presslayout.edition.limits import SEVERITIES, Tolerances
from presslayout.edition.press import Press
from presslayout.edition.profile import ColourProfiles, PressProfile
from presslayout.issue import fields, files
from presslayout.issue.nearest import nearest
from presslayout.issue.read_fonts import chain, read_families
from presslayout.issue.reader import opened
from presslayout.issue.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.base.memory import Memory
    from presslayout.edition.plant import Plant
    from presslayout.issue.reader import Row
    from presslayout.issue.workspace import Loaded, Workspace

T = TypeVar("T")
_LENGTHS = (
    "overprinting_type",
    "rich_black_type",
    "small_colour_type",
    "reversed_type",
    "reversed_thin_type",
    "tinted_type",
    "overprinting_line",
    "thin_rule",
    "thin_colour_rule",
)
_NUMBERS = ("spots", "bitmap_error", "bitmap_warning")
_WEIGHTS = {"error": ERROR, "warning": WARNING, "info": INFO, "off": None}
PRESS = Path("layout") / "press"
# What pictures without a profile are taken to be in.
SOURCE = "sRGB.icc"
# Percent of an unsharp mask beyond which edges show halos at any size.
MOST_SHARPENING = 300


@frozen
class PressFile:
    """A press file's row, the root it lies under, and its profile."""

    row: Row
    profile: Path
    reading: Reading


def press_profile_of(loaded: Loaded, name: str) -> PressProfile:
    """The press profile of a name: as it was read with the issue, else as it is now."""
    kept = loaded.presses.get(name)
    return kept if kept is not None else press_profile(loaded.workspace, name)


def press_profile(workspace: Workspace, name: str, memory: Memory | None = None) -> PressProfile:
    """The press profile of a name, the workspace's own before those that ship.

    SpecError tells what is wrong with its condition.  `memory` keeps what files said.
    """
    found = press_file(workspace, name, memory)
    icc = doors.read(found.profile)
    press = _press(name, found, hashlib.sha256(icc).hexdigest())
    faces = tuple(_stand_ins(found))
    if found.reading.findings.failed:
        raise SpecError(ordered(found.reading.findings.found))
    return PressProfile(
        press,
        ColourProfiles(icc, source_profile(workspace)),
        faces,
        _sound(found.reading, partial(_tolerances, found)),
        _sound(found.reading, partial(_plant, found)),
    )


def _sound(reading: Reading, read: Callable[[], T]) -> T | tuple[Diagnostic, ...]:
    """What a part of the file says, or what is wrong with it; what other parts noted stays theirs."""
    before = len(reading.findings.found)
    said = read()
    noted = reading.findings.found[before:]
    return ordered(noted) if any(d.severity is ERROR for d in noted) else said


def colour_profiles(workspace: Workspace, name: str) -> ColourProfiles:
    """The ICC profiles alone, whatever else the file of this name says."""
    icc = doors.read(press_file(workspace, name).profile)
    return ColourProfiles(icc, source_profile(workspace))


def source_profile(workspace: Workspace) -> bytes:
    """The ICC profile of pictures that have none: the workspace's own before the one that ships."""
    own = workspace.root / PRESS / SOURCE
    return doors.read(own if own.is_file() else workspace.packaged / PRESS / SOURCE)


def presses(workspace: Workspace) -> tuple[str, ...]:
    """The names of every press profile at hand."""
    roots = dict.fromkeys([workspace.root, workspace.packaged])
    return tuple(sorted({p.stem for root in roots for p in (root / PRESS).glob("*.yaml")}))


def _press(name: str, found: PressFile, sha256: str) -> Press:
    row = found.row
    ink, pictures = row.row("ink"), row.row("pictures")
    advised = ink.integer("advised") if ink else None
    limit = ink.integer("limit") if ink else None
    press = Press(
        name=name,
        standard=row.choice("standard"),
        profile=found.profile.name,
        profile_sha256=sha256,
        condition=row.words("condition"),
        ink_advised=advised or 0,
        ink_limit=limit or 0,
        ppi_error=(pictures.integer("ppi_error") if pictures else None) or 0,
        ppi_warning=(pictures.integer("ppi_warning") if pictures else None) or 0,
        bleed=row.length("bleed") or 0,
        condition_info=row.words("condition_info"),
        intent=row.choice("intent") or "relative",
        ppi_target=(pictures.integer("ppi_target") if pictures else None) or 0,
        sharpen=(pictures.integer("sharpen") if pictures else None) or 0,
    )
    row.words("name")
    if pictures and press.sharpen > MOST_SHARPENING:
        found.reading.findings.error(
            "bad-value",
            Text(
                f"锐化 {press.sharpen}% 太强，照片会出白边",
                f"sharpening of {press.sharpen}% draws white edges round everything",
            ),
            pictures.place("sharpen"),
            Text("写 0% 到 300%，新闻纸常用 60%", "write 0% to 300%; 60% suits newsprint"),
        )
    if advised is not None and limit is not None and not 0 < advised <= limit <= 400:  # noqa: PLR2004
        found.reading.findings.error(
            "bad-value",
            Text(
                "总墨量的建议值不能大于上限，上限不能大于 400%",
                "the ink advised is at most the limit, which is at most 400%",
            ),
            row.place("ink"),
            Text("例如 {建议: 220%, 上限: 240%}", "such as {advised: 220%, limit: 240%}"),
        )
    return press


def _stand_ins(found: PressFile) -> Iterator[tuple[str, str]]:
    """Each family that is set otherwise on this stock, and the one that stands in for it."""
    if not found.row.has("faces"):
        return
    reading = found.reading
    reading.families.update(read_families(reading))
    for name, row in found.row.named("faces"):
        others = chain(row.names("family"), reading)
        for known in chain((name,), reading):
            yield from ((known, other) for other in others[:1])


def _plant(found: PressFile) -> Plant | None:
    """What the plant asks for beside the pages; None where the file says nothing of it."""
    if not any(found.row.has(key) for key in ("marks", "delivery", "screens")):
        return None
    from presslayout.issue.read_plant import read_plant

    return read_plant(found.row, found.reading)


def _tolerances(found: PressFile) -> Tolerances:
    """What the file says of preflight."""
    row = found.row.row("preflight")
    if row is None:
        return Tolerances()
    lengths = {key: row.length(key) for key in _LENGTHS}
    numbers = {key: row.integer(key) for key in _NUMBERS}
    first_dot = row.integer("first_dot")
    given = {**lengths, **numbers, "first_dot_percent": first_dot}
    weights = {
        code: weight for key, weight in _WEIGHTS.items() for code in _checks(row, key, found)
    }
    said = {key: value for key, value in given.items() if value is not None}
    return Tolerances(severities=weights, **said)


def _checks(row: Row, key: str, found: PressFile) -> Iterator[str]:
    """The checks that a list names, each of them one of the press's own."""
    for word in row.names(key):
        if word.text in SEVERITIES:
            yield word.text
            continue
        close = nearest(word.text, SEVERITIES)
        found.reading.findings.error(
            "bad-value",
            Text(
                f"没有叫「{word.text}」的检查，或者它的轻重由 PDF 标准定"
                + (f"；是不是「{close}」？" if close else ""),
                f"there is no check “{word.text}” whose weight a press may set"
                + (f"; did you mean “{close}”?" if close else ""),
            ),
            word.span,
            Text(f"可用：{'、'.join(SEVERITIES)}", f"known: {', '.join(SEVERITIES)}"),
        )


def press_file(workspace: Workspace, name: str, memory: Memory | None = None) -> PressFile:
    """The file of a press profile, the workspace's own before those that ship; SpecError without one."""
    for root in dict.fromkeys([workspace.root, workspace.packaged]):
        path = files.find(f"{name}.yaml", root / PRESS) if (root / PRESS).is_dir() else None
        if isinstance(path, Path) and path.parent == root / PRESS:
            return _opened(_reading(workspace, memory), path, root)
        if isinstance(path, files.Missing) and path.why in ("folder", "special"):
            # The house's own stands there and cannot be read: another must not print in its place.
            return _opened(_reading(workspace, memory), root / PRESS / f"{name}.yaml", root)
        if isinstance(path, files.Missing) and path.why == "outside":
            break
    known = presses(workspace)
    close = nearest(name, known)
    raise SpecError(
        [
            Diagnostic(
                "unknown-press",
                ERROR,
                Text(
                    f"layout/press/ 里没有「{name}」" + (f"，是不是「{close}」？" if close else ""),
                    f"layout/press/ has no “{name}”"
                    + (f"; did you mean “{close}”?" if close else ""),
                ),
                Span(f"{PRESS.as_posix()}/{name}.yaml", 1, 1),
                Text(f"可用：{'、'.join(known)}", f"known: {', '.join(known)}"),
            )
        ]
    )


def _reading(workspace: Workspace, memory: Memory | None) -> Reading:
    return Reading(workspace) if memory is None else Reading(workspace, memory=memory)


def _opened(reading: Reading, path: Path, root: Path) -> PressFile:
    node = reading.tree(path)
    row = opened(fields.PRESS, node, reading.findings) if node is not None else None
    file = row.words("profile") if row else ""
    profile = files.find(file, root, path.parent) if file else None
    # A workspace that has its own press file may leave the profiles that ship where they are.
    if isinstance(profile, files.Missing) and profile.why == "absent":
        shipped = reading.workspace.packaged
        profile = files.find(file, shipped, shipped / PRESS)
    if row is not None and isinstance(profile, files.Missing):
        _no_profile(file, row, profile, reading)
    if row is None or not isinstance(profile, Path):
        raise SpecError(ordered(reading.findings.found))
    return PressFile(row, profile, reading)


def _no_profile(file: str, row: Row, missing: files.Missing, reading: Reading) -> None:
    outside = missing.why == "outside"
    reading.findings.error(
        "outside-workspace" if outside else "missing-profile",
        Text(
            f"{file} 在工作区之外" if outside else f"ICC 特性文件找不到：{file}",
            f"{file} lies outside the workspace" if outside else f"ICC profile not found: {file}",
        ),
        row.place("profile"),
        Text(
            "把 .icc 文件放进 layout/press/" + (f"；有 {missing.close}" if missing.close else ""),
            "put the .icc file into layout/press/"
            + (f"; there is {missing.close}" if missing.close else ""),
        ),
    )
