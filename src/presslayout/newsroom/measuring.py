"""Copy set in a measure of so many characters, as a slot would set it; nothing is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Span, SpecError, Text
from presslayout.base.values import frozen
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.files import meant_by
from presslayout.issue.kinds import CopyForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.assets.fonts import Face
    from presslayout.issue.copy.blocks import Copy
    from presslayout.issue.issue import Paragraph
    from presslayout.issue.workspace import Workspace
    from presslayout.typeset.lines import Line
    from presslayout.typeset.shape import Shaped
    from presslayout.typeset.words import Words

FAMILY = "宋体"
# What copy is called that comes on standard input.
STDIN = "-"
# Of a headline, unless somebody says otherwise.
MAX_LINES = 2


@frozen
class Measure:
    """What copy is set to: lengths in thousandths of an em, and how marks are set (`style`).

    `headline`: as a headline of at most so many lines, broken at words; None for a body.  `roll`: as
    a list of names.
    """

    cells: int
    indent: int = 0
    style: str = "quanjiao"
    headline: int | None = None
    roll: bool = False


@frozen
class SetLine:
    """One line as it was set: its paragraph (from 1) and text, and what tells its cells' places."""

    paragraph: int
    text: str
    indent: int
    natural: int
    width: int
    cells: Callable[[], tuple[tuple[str, int, int], ...]]


@frozen
class Measured:
    """The lines, how many characters the copy has, and what was found."""

    rows: tuple[SetLine, ...]
    chars: int
    found: tuple[Diagnostic, ...]


def measured(
    name: str, read: Callable[[int], bytes], measure: Measure, workspace: Workspace
) -> Measured:
    """The copy of that name set in a measure, by the house's faces and words.

    `read` gives its bytes, at most so many.  SpecError when it cannot be read, or the faces of the
    workspace cannot.
    """
    from presslayout.flow.telling import chars

    form = CopyForm.ROLL if measure.roll else None
    copy, said = _copy(name, read, workspace, form)
    paragraphs = copy.body
    faces = _faces(workspace)
    if measure.headline is not None:
        words = _words(workspace)
        made, found = _headline(paragraphs, faces, measure.cells, words, measure.headline)
    else:
        made, found = _body(paragraphs, faces, measure)
    length = sum(chars(p.text) for p in paragraphs)
    return Measured(tuple(made), length, (*said, *found))


def _copy(
    name: str, read: Callable[[int], bytes], workspace: Workspace, form: CopyForm | None
) -> tuple[Copy, list[Diagnostic]]:
    """The copy, read as a story's 正文 is, and what is told of its file; SpecError when it cannot be."""
    from presslayout.issue.copy import formats, ledger
    from presslayout.issue.copy.manuscript import MOST, manuscript
    from presslayout.issue.copy.named import Named, house_junk
    from presslayout.issue.yaml.encoding import too_large

    shown = "stdin" if name == STDIN else name
    try:
        data = read(MOST + 1)
    except (OSError, ValueError) as cause:
        raise SpecError([_unread(name)]) from cause
    if len(data) > MOST:
        raise SpecError([too_large(shown, len(data))])
    named = Named(shown, "", Span(shown, 1, 1), house_junk(workspace.root), form)
    made = manuscript(data, named, formats.suffix_of(name))
    if made.copy is None:
        raise SpecError(made.found)
    left = ledger.told(made.copy.left, made.source, "")
    return made.copy, [*made.found, *left]


def _unread(name: str) -> Diagnostic:
    meant = meant_by(Path(name))
    return Diagnostic(
        "missing-file",
        ERROR,
        Text(f"稿件读不到：{name}{meant.zh}", f"the copy cannot be read: {name}{meant.en}"),
        hint=Text("核对文件名；- 表示从标准输入读", "check the name; - reads standard input"),
    )


def _faces(workspace: Workspace) -> tuple[Face, ...]:
    """The body face and where it turns for what it lacks."""
    from presslayout.assets.fonts import chain
    from presslayout.issue.families import families

    cache = Cache.open()
    known = families(workspace, cache)
    if FAMILY not in known:
        raise SpecError([_no_family()])
    # The cache knows the hash of a face that has not changed: most of what opening one takes.
    return chain(known, (FAMILY,), cache)


def _words(workspace: Workspace) -> Words:
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
    paragraphs: tuple[Paragraph, ...], faces: tuple[Face, ...], measure: Measure
) -> tuple[list[SetLine], list[Diagnostic]]:
    from presslayout.base.units import pt
    from presslayout.typeset.lines import variants
    from presslayout.typeset.manner import Manner
    from presslayout.typeset.shape import Font, Look, shape

    font = Font(faces, faces, pt(9), Manner(marks=measure.style))
    made: list[SetLine] = []
    found: list[Diagnostic] = []
    for number, paragraph in enumerate(paragraphs, 1):
        bold = tuple((m.start, m.length) for m in paragraph.marks if m.kind == MarkupKind.BOLD)
        if paragraph.kind == ParagraphKind.ROLL:
            from presslayout.typeset.rolls import roll, roll_variant

            shaped, names = roll(paragraph.text, font, Look(bold))
            settings = roll_variant(shaped, names, measure.cells)
        else:
            shaped = shape(paragraph.text, font, Look(bold))
            indent = measure.indent if paragraph.kind == ParagraphKind.PARAGRAPH else 0
            settings = variants(shaped, measure.cells, indent=indent)
        best = min(settings, key=lambda v: (v.cost, len(v.lines)))
        made += [_line(shaped, line, number) for line in best.lines]
        found += _missing(shaped, number)
    return made, found


def _line(shaped: Shaped, line: Line, number: int) -> SetLine:
    from presslayout.typeset.lines import laid_out

    text = shaped.text[line.text_start : line.text_end] + ("-" if line.hyphen else "")
    cells = partial(laid_out, shaped, line)
    return SetLine(number, text, line.indent, line.natural_width, line.width, cells)


def _headline(
    paragraphs: tuple[Paragraph, ...],
    faces: tuple[Face, ...],
    cells: int,
    words: Words,
    most: int,
) -> tuple[list[SetLine], list[Diagnostic]]:
    from presslayout.typeset.headcount import in_cells

    made: list[SetLine] = []
    found: list[Diagnostic] = []
    for number, paragraph in enumerate(paragraphs, 1):
        tried = in_cells(paragraph.text, faces, cells, most, words)
        if tried is None:
            continue
        made += [
            SetLine(number, text, 0, width, width, partial(tuple, placed))
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
