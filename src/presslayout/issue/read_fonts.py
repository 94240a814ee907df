"""fonts/fonts.yaml: the trade's names of faces, and the files behind them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from presslayout.assets.axes import WEIGHT
from presslayout.assets.fonts import Family
from presslayout.base import doors
from presslayout.base.diagnostics import Span, Text
from presslayout.base.source import number
from presslayout.issue import files
from presslayout.issue.fields import FAMILY
from presslayout.issue.files import FONTS
from presslayout.issue.nearest import nearest
from presslayout.issue.reader import opened
from presslayout.issue.yaml.tree import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from presslayout.base.source import Axes
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.yaml.tree import Scalar


def read_families(reading: Reading) -> dict[str, Family]:
    """Every family by its names; a workspace's own stand before those that ship.

    What ships under another name too is called so still where the workspace has its own.
    """
    found: dict[str, Family] = {}
    meant: dict[str, str] = {}
    for root in dict.fromkeys([reading.workspace.packaged, reading.workspace.root]):
        if not os.path.lexists(root / FONTS):
            continue
        listed = list(_families(root, reading))
        names = {family.name: family for family, _ in listed}
        found |= names
        meant |= {name: name for name in names}
        meant |= {o: f.name for f, others in listed for o in others if o not in names}
    return {word: found[name] for word, name in meant.items()}


def chain(names: Iterable[Scalar], reading: Reading) -> tuple[str, ...]:
    """The families of a 字体 that exist, each face file checked; what is missing is told."""
    wanted = list(names)
    known = [n for n in wanted if n.text.strip() in reading.families]
    for name in wanted:
        if name in known:
            continue
        _unknown(name, bool(known), reading)
    for name in known:
        check_files((name.text.strip(),), reading, name)
    return tuple(dict.fromkeys(n.text.strip() for n in known))


def check_files(names: tuple[str, ...], reading: Reading, place: Scalar | None = None) -> None:
    """That the face files of these families and of all that they fall back to are there."""
    waiting = list(names)
    seen: set[str] = set()
    for name in waiting:
        family = reading.families.get(name)
        if family is None or family.name in seen:
            continue
        seen.add(family.name)
        waiting += [*family.fallback, family.bold]
        if doors.is_file(family.path):
            continue
        reading.findings.error(
            "missing-font",
            Text(
                f"字体「{name}」的文件不在：{family.file}",
                f"the file of family “{name}” is not there: {family.file}",
            ),
            place.span if place else Span(FONTS.as_posix(), 1, 1),
            Text(
                "把字体文件放回 fonts/，或改 fonts/fonts.yaml",
                "put the font file into fonts/, or change fonts/fonts.yaml",
            ),
        )


def _families(root: Path, reading: Reading) -> Iterator[tuple[Family, list[str]]]:
    """Each family of a fonts.yaml, and what else it is called."""
    node = reading.tree(root / FONTS)
    if node is None:
        return
    findings = reading.findings
    if not isinstance(node, Mapping):
        opened(FAMILY, node, findings)
        return
    for key, value in node.pairs:
        row = opened(FAMILY, value, findings, key)
        if row is None:
            continue
        weight, axes = row.integer("weight"), _axes(row)
        file = row.words("file")
        if not file:
            continue
        path = files.find(file, root, root / "fonts")
        if isinstance(path, files.Missing) and path.why == "outside":
            findings.error(
                "outside-workspace",
                Text(f"{file} 在工作区之外", f"{file} lies outside the workspace"),
                row.place("file"),
                Text("把字体文件放进 fonts/", "put the font file into fonts/"),
            )
            continue
        there = root / "fonts" / file if isinstance(path, files.Missing) else path
        family = Family(
            name=key.text,
            path=there,
            index=row.integer("index") or 0,
            file=files.relative(there, root),
            fallback=tuple(s.text for s in row.names("fallback")),
            bold=row.words("bold"),
            licence=row.words("licence"),
            weight=weight,
            axes=axes,
        )
        yield family, [alias.text for alias in row.names("aliases")]


def _axes(row: Row) -> Axes:
    """The axes of a family; its weight is said once, here or by 字重."""
    axes = cast("Axes | None", row.value("axes")) or ()
    weight = row.integer("weight")
    if weight is not None and dict(axes).get(WEIGHT, weight) != weight:
        row.findings.error(
            "bad-value",
            Text(
                f"字重写了两处：字重是 {weight}，轴里的 {WEIGHT} 是 {number(dict(axes)[WEIGHT])}",
                f"two weights: weight is {weight}, {WEIGHT} of axes is {number(dict(axes)[WEIGHT])}",
            ),
            row.place("axes"),
            Text("留一个", "keep one of them"),
        )
    return axes


def _unknown(name: Scalar, others: bool, reading: Reading) -> None:  # noqa: FBT001
    word = name.text.strip()
    close = nearest(word, reading.families)
    listed = "、".join(dict.fromkeys(f.name for f in reading.families.values()))
    message = Text(
        f"没有字体「{word}」" + (f"，是不是「{close}」？" if close else ""),
        f"there is no family “{word}”" + (f"; did you mean “{close}”?" if close else ""),
    )
    hint = Text(
        f"可用的字体：{listed}；新字体放进 fonts/ 并写进 fonts/fonts.yaml",
        f"known families: {listed}; a new one goes into fonts/ and fonts/fonts.yaml",
    )
    if others:
        reading.findings.warn("font-skipped", message, name.span, hint)
    else:
        reading.findings.error("missing-font", message, name.span, hint)
