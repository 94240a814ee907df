"""`lines`: copy set in a measure of so many characters, nothing written."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import Text
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.newsroom import measuring, workplace
from presslayout.newsroom.measuring import MAX_LINES, STDIN, Measure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.measuring import Measured, SetLine

MOST_CELLS = 500


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Set the copy and say how long it is."""
    measure = _measure(arguments)
    file = arguments.file
    made = measuring.measured(file, _reader(file), measure, workplace.here())
    _told(made, measure.cells, voice)
    voice.diagnostics(made.found)
    return exits.exit_code(made.found)


def _measure(arguments: argparse.Namespace) -> Measure:
    cells = _ems(arguments.cells, "--cells", least=1)
    indent = _ems(arguments.indent, "--indent", least=0)
    if indent >= cells:
        raise UsageError(
            Text(
                f"--indent {arguments.indent} 不小于 --cells {arguments.cells}",
                f"--indent {arguments.indent} leaves nothing of --cells {arguments.cells}",
            )
        )
    if arguments.max_lines is not None and not arguments.headline:
        raise UsageError(
            Text(
                "--max-lines 只用于标题，要和 --headline 一起写",
                "--max-lines is for headlines; write it with --headline",
            )
        )
    if arguments.headline and arguments.roll:
        raise UsageError(
            Text("--headline 和 --roll 只能写一个", "write --headline or --roll, not both")
        )
    headline = _most(arguments.max_lines) if arguments.headline else None
    return Measure(cells, indent, arguments.style, headline, roll=arguments.roll)


def _ems(text: str, name: str, *, least: int) -> int:
    """A number of characters, decimals allowed, in thousandths of an em."""
    try:
        value = round(float(text) * 1000)
    except (ValueError, OverflowError):
        value = -1
    if not least * 1000 <= value <= MOST_CELLS * 1000:
        raise UsageError(
            Text(
                f"{name} 要写字数（{least} 到 {MOST_CELLS}，可带小数），这里是「{text}」",
                f"{name} takes a number of characters from {least} to {MOST_CELLS}, not {text}",
            )
        )
    return value


def _most(text: str | None) -> int:
    """The most lines of a headline."""
    try:
        most = int(MAX_LINES if text is None else text)
    except ValueError:
        most = 0
    if most < 1:
        raise UsageError(
            Text(
                f"--max-lines 要写行数，这里是「{text}」",
                f"--max-lines takes a number of lines, not {text}",
            )
        )
    return most


def _reader(name: str) -> Callable[[int], bytes]:
    """What reads the copy, so many bytes of it at most."""
    return sys.stdin.buffer.read if name == STDIN else partial(doors.read, Path(name))


def _told(made: Measured, cells: int, voice: Voice) -> None:
    if voice.json:
        from presslayout.newsroom import reports

        voice.object(
            {
                "cells": _number(cells),
                "chars": made.chars,
                "lines": [_plain(row) for row in made.rows],
                "diagnostics": reports.diagnostics(made.found),
            }
        )
        return
    for number, row in enumerate(made.rows, 1):
        blank = "\u3000" * (row.indent // 1000)
        # Rows of names that share a line were typed in several.
        shown = row.text.replace("\n", " ")
        voice.print(f"{number:4d}  {blank}{shown.rstrip()}")
    wide = f"{cells / 1000:g}"
    voice.say(
        f"{made.chars} 字，{len(made.rows)} 行（每行 {wide} 字）",
        f"{made.chars} characters, {len(made.rows)} lines of {wide}",
    )


def _plain(row: SetLine) -> dict[str, Any]:
    return {
        "text": row.text,
        "paragraph": row.paragraph,
        "indent_em": _number(row.indent),
        "natural_em": _number(row.natural),
        "width_em": _number(row.width),
        "glyphs": [[text, _number(x), _number(advance)] for text, x, advance in row.cells()],
    }


def _number(thousandths: int) -> float | int:
    whole, rest = divmod(thousandths, 1000)
    return thousandths / 1000 if rest else whole
