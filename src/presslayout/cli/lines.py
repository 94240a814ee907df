"""`lines`: copy set in a measure of so many characters, nothing written."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, SpecError, Text
from presslayout.base.values import frozen
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.cli.place import workspace_here
from presslayout.edition.roles import MarkupKind, ParagraphKind

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from presslayout.assets.fonts import Face
    from presslayout.cli.voice import Voice
    from presslayout.issue.issue import Paragraph
    from presslayout.issue.workspace import Workspace
    from presslayout.typeset.lines import Line
    from presslayout.typeset.shape import Shaped
    from presslayout.typeset.words import Words

STDIN = "-"
FAMILY = "宋体"
MOST_CELLS = 500
# Of a headline, unless the command says otherwise.
MAX_LINES = 2


@frozen
class _Set:
    """One line as it was set: its paragraph (from 1) and text, and what tells its cells' places."""

    paragraph: int
    text: str
    indent: int
    natural: int
    width: int
    cells: Callable[[], tuple[tuple[str, int, int], ...]]


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Set the copy and say how long it is."""
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
    from presslayout.flow.telling import chars

    paragraphs = _paragraphs(arguments.file, roll=arguments.roll)
    workspace = workspace_here()
    faces = _faces(workspace)
    if arguments.headline:
        made, found = _headline(paragraphs, faces, cells, _words(workspace), arguments)
    else:
        made, found = _body(paragraphs, faces, (cells, indent), arguments.style)
    _told(made, found, (cells, sum(chars(p.text) for p in paragraphs)), voice)
    voice.diagnostics(found)
    return exits.exit_code(found)


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


def _paragraphs(name: str, *, roll: bool) -> tuple[Paragraph, ...]:
    """The copy's paragraphs, by the file's format; SpecError when it cannot be read."""
    from presslayout.issue.copy.blocks import lines_of, read_markdown, read_rows, read_text
    from presslayout.issue.copy.rolls import rolled
    from presslayout.issue.yaml.encoding import MAX_BYTES, text_of, too_large, undecodable
    from presslayout.issue.yaml.tree import Source

    shown = "stdin" if name == STDIN else name
    try:
        data = (
            sys.stdin.buffer.read(MAX_BYTES + 1)
            if name == STDIN
            else doors.read(Path(name), MAX_BYTES + 1)
        )
    except (OSError, ValueError) as cause:
        raise SpecError([_unread(name)]) from cause
    if len(data) > MAX_BYTES:
        raise SpecError([too_large(shown, len(data))])
    found = text_of(data)
    if found is None:
        raise SpecError([undecodable(shown)])
    lines = lines_of(found[0])
    source = Source(shown, tuple(line.text for line in lines))
    if roll:
        return rolled(read_rows(lines, source)).body
    read = read_markdown if name.lower().endswith(".md") else read_text
    return read(lines, source).body


def _unread(name: str) -> Diagnostic:
    return Diagnostic(
        "missing-file",
        ERROR,
        Text(f"稿件读不到：{name}", f"the copy cannot be read: {name}"),
        hint=Text("核对文件名；- 表示从标准输入读", "check the name; - reads standard input"),
    )


def _faces(workspace: Workspace) -> tuple[Face, ...]:
    """The body face and where it turns for what it lacks."""
    from presslayout.assets.fonts import chain
    from presslayout.base.cache import Cache
    from presslayout.issue.families import families

    cache = Cache.open()
    known = families(workspace, cache)
    if FAMILY not in known:
        raise SpecError([_no_family()])
    # The cache knows the hash of a face that has not changed: most of what opening one takes.
    return chain(known, (FAMILY,), cache)


def _words(workspace: Workspace) -> Words:
    from presslayout.base.cache import Cache
    from presslayout.issue.read_words import read_words
    from presslayout.issue.reading import Reading
    from presslayout.typeset.words import Words

    reading = Reading(workspace)
    house = read_words(reading)
    if reading.findings.failed:
        raise SpecError(reading.findings.found)
    return Words(house, Cache.open())


def _no_family() -> Diagnostic:
    return Diagnostic(
        "missing-font",
        ERROR,
        Text(f"fonts.yaml 里没有「{FAMILY}」", f"fonts.yaml names no {FAMILY}"),
        hint=Text("在 fonts/fonts.yaml 里写上它", "name it in fonts/fonts.yaml"),
    )


def _body(
    paragraphs: tuple[Paragraph, ...], faces: tuple[Face, ...], room: tuple[int, int], style: str
) -> tuple[list[_Set], list[Diagnostic]]:
    from presslayout.base.units import pt
    from presslayout.typeset.lines import variants
    from presslayout.typeset.manner import Manner
    from presslayout.typeset.rolls import roll, roll_variant
    from presslayout.typeset.shape import Font, Look, shape

    font = Font(faces, faces, pt(9), Manner(marks=style))
    made: list[_Set] = []
    found: list[Diagnostic] = []
    for number, paragraph in enumerate(paragraphs, 1):
        bold = tuple((m.start, m.length) for m in paragraph.marks if m.kind == MarkupKind.BOLD)
        if paragraph.kind == ParagraphKind.ROLL:
            shaped, names = roll(paragraph.text, font, Look(bold))
            settings = roll_variant(shaped, names, room[0])
        else:
            shaped = shape(paragraph.text, font, Look(bold))
            indent = room[1] if paragraph.kind == ParagraphKind.PARAGRAPH else 0
            settings = variants(shaped, room[0], indent=indent)
        best = min(settings, key=lambda v: (v.cost, len(v.lines)))
        made += [_line(shaped, line, number) for line in best.lines]
        found += _missing(shaped, number)
    return made, found


def _line(shaped: Shaped, line: Line, number: int) -> _Set:
    from presslayout.typeset.lines import laid_out

    text = shaped.text[line.text_start : line.text_end] + ("-" if line.hyphen else "")
    cells = partial(laid_out, shaped, line)
    return _Set(number, text, line.indent, line.natural_width, line.width, cells)


def _headline(
    paragraphs: tuple[Paragraph, ...],
    faces: tuple[Face, ...],
    cells: int,
    words: Words,
    arguments: argparse.Namespace,
) -> tuple[list[_Set], list[Diagnostic]]:
    from presslayout.typeset.headline import in_cells

    try:
        most = int(MAX_LINES if arguments.max_lines is None else arguments.max_lines)
    except ValueError:
        most = 0
    if most < 1:
        raise UsageError(
            Text(
                f"--max-lines 要写行数，这里是「{arguments.max_lines}」",
                f"--max-lines takes a number of lines, not {arguments.max_lines}",
            )
        )
    made: list[_Set] = []
    found: list[Diagnostic] = []
    for number, paragraph in enumerate(paragraphs, 1):
        tried = in_cells(paragraph.text, faces, cells, most, words)
        if tried is None:
            continue
        made += [
            _Set(number, text, 0, width, width, partial(tuple, placed))
            for text, width, placed in tried.lines
        ]
        found += _missing(tried.shaped, number)
        if not tried.fits:
            found.append(_overset(paragraph.text, cells, most))
    return made, found


def _overset(text: str, cells: int, most: int) -> Diagnostic:
    wide = f"{cells / 1000:g}"
    return Diagnostic(
        "headline-overset",
        ERROR,
        Text(
            f"标题「{text}」按词断行，{most} 行、每行 {wide} 字放不下",
            f"the headline {text} does not go into {most} lines of {wide} characters "
            "without breaking a word",
        ),
        hint=Text("删几个字，或多给一行", "cut some characters, or allow one line more"),
    )


def _missing(shaped: Shaped, number: int) -> list[Diagnostic]:
    return [
        Diagnostic(
            "missing-glyph",
            WARNING,
            Text(
                f"第 {number} 段的「{char}」（U+{ord(char[0]):04X}）没有字形，按一字算",
                f"no face has {char} (U+{ord(char[0]):04X}) of paragraph {number}",
            ),
        )
        for char in dict.fromkeys(char for _, char in shaped.missing)
    ]


def _told(made: list[_Set], found: list[Diagnostic], sums: tuple[int, int], voice: Voice) -> None:
    cells, chars = sums
    if voice.json:
        from presslayout.delivery.report import diagnostics

        voice.object(
            {
                "cells": _number(cells),
                "chars": chars,
                "lines": [_plain(line) for line in made],
                "diagnostics": diagnostics(found),
            }
        )
        return
    for number, line in enumerate(made, 1):
        blank = "\u3000" * (line.indent // 1000)
        # Rows of names that share a line were typed in several.
        shown = line.text.replace("\n", " ")
        voice.print(f"{number:4d}  {blank}{shown.rstrip()}")
    wide = f"{cells / 1000:g}"
    voice.say(
        f"{chars} 字，{len(made)} 行（每行 {wide} 字）",
        f"{chars} characters, {len(made)} lines of {wide}",
    )


def _plain(line: _Set) -> dict[str, Any]:
    return {
        "text": line.text,
        "paragraph": line.paragraph,
        "indent_em": _number(line.indent),
        "natural_em": _number(line.natural),
        "width_em": _number(line.width),
        "glyphs": [[text, _number(x), _number(advance)] for text, x, advance in line.cells()],
    }


def _number(thousandths: int) -> float | int:
    whole, rest = divmod(thousandths, 1000)
    return thousandths / 1000 if rest else whole
