"""Where templates and shared styles lie: a workspace's own before those that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import doors, filelines
from presslayout.base.diagnostics import Span, Text
from presslayout.issue import files
from presslayout.issue.nearest import nearest
from presslayout.issue.read_inks import FILE as INKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presslayout.issue.reading import Reading


def template_files(reading: Reading) -> dict[str, Path]:
    """Every template file by its stem; a workspace's own stand before those that ship."""
    found: dict[str, Path] = {}
    for root in dict.fromkeys([reading.workspace.packaged, reading.workspace.root]):
        folder = root / "layout"
        for path in sorted(folder.rglob("*.yaml")):
            inside = path.relative_to(folder)
            if (
                not {"press", "styles", "form", "rate", "proofread"} & set(inside.parts[:-1])
                and str(inside) != INKS
            ):
                found[path.stem] = path
    return found


def template_file(name: str, span: Span, reading: Reading) -> Path | None:
    """The file of a template; by its file's name first, then by its 名称; else it is told."""
    for root in dict.fromkeys([reading.workspace.root, reading.workspace.packaged]):
        if "/" in name:
            break
        found = files.find(f"{name}.yaml", root, root / "layout", reading.folders)
        if not isinstance(found, files.Missing) and found.parent.name == "layout":
            return found
    known = template_files(reading)
    by_title = {title: path for path in known.values() if (title := _title(path))}
    if name in known or name in by_title:
        return known.get(name) or by_title[name]
    close = nearest(name, [*known, *by_title])
    listed = sorted({*known, *by_title})
    reading.findings.error(
        "unknown-template",
        Text(
            f"layout/ 里没有版式「{name}」" + (f"，是不是「{close}」？" if close else ""),
            f"layout/ has no template “{name}”" + (f"; did you mean “{close}”?" if close else ""),
        ),
        span,
        _known_templates(listed, found=bool(close)),
    )
    return None


def _known_templates(names: Sequence[str], *, found: bool) -> Text:
    """Which templates there are; where one was probably meant, how to see them."""
    if found:
        return Text(
            f"presslayout layouts 列出全部 {len(names)} 种版式",
            f"presslayout layouts lists all {len(names)} templates",
        )
    return Text(f"可用的版式：{'、'.join(names)}", f"known templates: {', '.join(names)}")


def style_file(name: str, span: Span, reading: Reading) -> Path | None:
    """The file of a style in layout/styles/; what is missing is told."""
    known: dict[str, Path] = {}
    for root in dict.fromkeys([reading.workspace.packaged, reading.workspace.root]):
        folder = root / "layout" / "styles"
        known |= {p.stem: p for p in sorted(folder.glob("*.yaml"))}
    if name in known:
        return known[name]
    close = nearest(name, known)
    reading.findings.error(
        "unknown-style",
        Text(
            f"layout/styles/ 里没有样式「{name}」" + (f"，是不是「{close}」？" if close else ""),
            f"layout/styles/ has no “{name}”" + (f"; did you mean “{close}”?" if close else ""),
        ),
        span,
        Text(
            f"可用的样式：{'、'.join(sorted(known)) or '（没有）'}",
            f"known styles: {', '.join(sorted(known)) or '(none)'}",
        ),
    )
    return None


# The key of its name in both languages.
_NAME = frozenset({"名称", "name"})


def _title(path: Path) -> str:
    """The 名称 that a template file bears, without reading the rest of it."""
    try:
        text = doors.read(path).decode("utf-8-sig")
    except doors.TEXT.faults(OSError):
        return ""
    for line in filelines.lines(text):
        key, colon, value = line.partition(":")
        if colon and key in _NAME:
            return value.split(" #")[0].strip().strip("'\"")
    return ""
