"""`preflight`: the press checks on any PDF, ours or not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.diagnostics import Span, Text
from presslayout.base.units import to_mm
from presslayout.base.values import replace
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.cli.hush import hushed
from presslayout.cli.voice import relative
from presslayout.newsroom import findings, reports, workplace
from presslayout.newsroom.judgement import judged
from presslayout.newsroom.options import path_guessed
from presslayout.newsroom.outputs import found as found_output

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.cli.voice import Voice
    from presslayout.newsroom.judgement import JudgedPage, Judgement
    from presslayout.preflight.pdf.opened_file import OpenedFile


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Judge a file by what it claims, or by a standard that is named."""
    path = found_output(Path(arguments.file))
    if not path.is_file():
        name, meant = relative(path), path_guessed(path)
        if path.is_dir():
            raise UsageError(
                Text(f"{name} 是文件夹，写里面的 PDF", f"{name} is a folder; name a PDF in it")
            )
        raise UsageError(Text(f"没有文件 {name}{meant.zh}", f"there is no file {name}{meant.en}"))
    _not_itself(path, arguments)
    plant = workplace.here(), arguments.press or None
    made, opened = judged(path, plant, arguments.standard, hushed)
    # Where in the file a finding is, is a page and not a line.
    span = Span(relative(path), 1, 1)
    found = tuple(replace(d, span=span) for d in made.diagnostics)
    code = exits.exit_code(found)
    voice.diagnostics([_paged(d) for d in found])
    _written(arguments, found, opened, voice)
    if voice.json:
        voice.object(_plain(made, found))
    elif code == messages.OK:
        said = _sound(made)
        voice.say(f"{relative(path)}：{said.zh}", f"{relative(path)}: {said.en}")
    return code


def _sound(made: Judgement) -> Text:
    """What a file is that nothing is wrong with."""
    label, pages, press = made.standard, len(made.pages), made.press.name
    if not made.printing:
        return Text(
            f"{label}，{pages} 页，合格；是存档文件，没有按印刷机查",
            f"{label}, {pages} pages, sound; made for archives, and judged by no press",
        )
    return Text(
        f"{label}，{pages} 页，可以付印（{press}）", f"{label}, {pages} pages, ready for {press}"
    )


def _plain(made: Judgement, found: Sequence[Diagnostic]) -> dict[str, Any]:
    return {
        "standard": made.standard,
        "claims": list(made.claims),
        "press": made.press.name,
        "pages": [_page(one) for one in made.pages],
        "diagnostics": [_placed(d) for d in found],
    }


def _page(page: JudgedPage) -> dict[str, Any]:
    sums = page.ink
    return {
        "number": page.number,
        "boxes_mm": dict(page.boxes_mm),
        "ink": {"mean": sums.mean, "max": sums.max, "over": sums.over} if sums else None,
    }


def _not_itself(path: Path, arguments: argparse.Namespace) -> None:
    """Nothing that is written may stand where the judged file stands."""
    for given in (arguments.sarif, arguments.marked):
        if given is None:
            continue
        wanted = Path(given)
        # A link that leads to itself leads nowhere, which whoever writes is told.
        if os.path.realpath(wanted) == os.path.realpath(path):
            raise UsageError(
                Text(
                    f"{relative(wanted)} 就是要查的文件，不能覆盖它",
                    f"{relative(wanted)} is the file that is checked and must not be overwritten",
                )
            )
        if not wanted.parent.is_dir():
            raise UsageError(
                Text(
                    f"没有文件夹 {relative(wanted.parent)}",
                    f"there is no folder {relative(wanted.parent)}",
                )
            )


def _paged(found: Diagnostic) -> Diagnostic:
    """A finding whose words say its page, and where on it the first place is."""
    if found.page is None:
        return found
    zh, en = f"第 {found.page} 页", f"page {found.page}"
    if found.boxes:
        x, y = (round(to_mm(v)) for v in (found.boxes[0].x, found.boxes[0].y))
        zh += f"（左 {x}、上 {y} mm" + ("等处）" if found.count > 1 else "）")
        en += f" ({x} mm from the left, {y} from the top" + (", …)" if found.count > 1 else ")")
    return replace(found, message=Text(f"{zh}：{found.message.zh}", f"{en}: {found.message.en}"))


def _placed(found: Diagnostic) -> dict[str, Any]:
    """A finding with its places on the page."""
    boxes = [reports.box(one) for one in found.boxes]
    return {**reports.diagnostics([found])[0], "count": found.count, "boxes_mm": boxes}


def _written(
    arguments: argparse.Namespace,
    found: Sequence[Diagnostic],
    opened: OpenedFile | None,
    voice: Voice,
) -> None:
    """The findings as SARIF and on a copy of the file, where somebody asked for them."""
    if arguments.sarif is not None:
        path = Path(arguments.sarif)
        findings.sarif(path, found, exits.meanings(), voice.lang)
        _wrote(path, voice)
    if arguments.marked is None:
        return
    if opened is None:
        voice.aside("文件打不开，标不出位置", "the file cannot be opened, nothing is marked")
        return
    with hushed():
        data = findings.marked(opened, found, voice.lang)
    if data is None:
        voice.aside("文件损坏，标不出位置", "the file is damaged, nothing is marked")
        return
    path = Path(arguments.marked)
    findings.write(path, data)
    _wrote(path, voice)


def _wrote(path: Path, voice: Voice) -> None:
    voice.aside(f"已写 {relative(path)}", f"wrote {relative(path)}")
