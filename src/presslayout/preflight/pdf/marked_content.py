"""Whether what a page draws is owned: by an element of the structure, or by nobody as an artifact."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import FORM, OPERATOR, OPERATORS, TooMuchError, spend
from presslayout.preflight.pdf.entries import dictionary
from presslayout.preflight.pdf.structure_tree import key_of
from presslayout.preflight.pdf.walk import DEPTH, INLINE, through

if TYPE_CHECKING:
    import pikepdf

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.pdfobject import (
        Key,
        Operands,
        PdfImage,
        PdfObject,
        Resources,
    )

# What leaves something on the page; a path that only clips does not.
_DRAWING = frozenset("f F f* B B* b b* S s sh Tj TJ ' \"".split())
_BEGINNING = frozenset({"BMC", "BDC"})
_ARTIFACT, _TAGGED, _OTHER = 1, 2, 0


@dataclass(slots=True)
class MarkedContent:
    """What was met on a page.

    `numbers` counts the marked content by its stream and number; `bare` the operators that draw
    outside of both, by their names; `crossed` artifacts inside content that is owned, and the other
    way round; `open` what is begun and never ended.
    """

    numbers: Counter[tuple[Key | None, int]] = field(default_factory=Counter)
    bare: Counter[str] = field(default_factory=Counter)
    crossed: int = 0
    open: int = 0


def marked_content(page: pikepdf.Page, meter: Meter | None) -> MarkedContent:
    """What a page says of who owns what it draws; raises why it could not be gone through."""
    watcher = _Watcher(page, meter)
    fallen = through(page, (watcher,))
    if watcher in fallen:
        raise fallen[watcher]
    return watcher.found


class _Watcher:
    """Who is told of every operator, and keeps what is open (see walk.Listener)."""

    def __init__(self, page: pikepdf.Page, meter: Meter | None) -> None:
        self.found = MarkedContent()
        self.odd: Counter[str] = Counter()
        self.meter = meter
        self.left = OPERATORS
        self.marks: list[int] = []
        # How many were open where each stream began, and whose streams they are.
        self.levels: list[int] = []
        self.owners: list[Key | None] = [key_of(page.obj)]
        self.forms: set[Key] = set()

    def afford(self, operators: int) -> None:
        """Pay for a stream's operators."""
        self.left -= operators + FORM
        spend((operators + FORM) * OPERATOR)
        if self.left < 0:
            raise TooMuchError

    def begin(self, resources: Resources) -> None:
        """A stream begins."""
        del resources
        self.levels.append(len(self.marks))

    def operator(self, name: str, operands: Operands, resources: Resources, depth: int) -> None:
        """What opens, closes or draws."""
        del depth
        if name in _DRAWING:
            self.drawn(name)
        elif name in _BEGINNING:
            self.marks.append(self.mark(operands, resources))
        elif name == "EMC" and self.marks:
            self.marks.pop()

    def failed(self, name: str) -> None:
        """An operator that makes no sense may have begun something."""
        if name in _BEGINNING:
            self.marks.append(_OTHER)

    def inline(self, image: PdfImage, resources: Resources) -> None:
        """A picture within the content."""
        del image, resources
        self.drawn(INLINE)

    def place(
        self, named: tuple[PdfObject, PdfObject | None], resources: Resources, depth: int
    ) -> bool:
        """A picture, or a form that is gone into."""
        del resources
        form = named[1]
        if form is None:
            return False
        if texts.of(form.get("/Subtype")) != "/Form":
            self.drawn("Do")
            return False
        if depth >= DEPTH or form.objgen in self.forms:
            return False
        self.forms.add(form.objgen)
        # A form whose content elements own says by its own number who they are.
        self.owners.append(form.objgen if "/StructParents" in form else self.owners[-1])
        return True

    def leave(self, form: PdfObject) -> None:
        """Back to where it was drawn."""
        self.forms.discard(form.objgen)
        self.owners.pop()

    def end(self, resources: Resources) -> None:
        """A stream is over; what it leaves open ends with it."""
        del resources
        level = self.levels.pop()
        self.found.open += max(len(self.marks) - level, 0)
        del self.marks[level:]

    def drawn(self, name: str) -> None:
        """Something is left on the page."""
        if not any(self.marks):
            self.found.bare[name] += 1

    def mark(self, operands: Operands, resources: Resources) -> int:
        """What marked content begins: an artifact, something owned, or what says neither."""
        import pikepdf

        if texts.of(operands[0]) == "/Artifact":
            self.found.crossed += _TAGGED in self.marks
            return _ARTIFACT
        given = operands[1] if len(operands) > 1 else None
        if isinstance(given, pikepdf.Name):
            named = dictionary(dictionary(resources).get("/Properties"))
            given = named.get(texts.of(given))
        number = dictionary(given).get("/MCID")
        if not isinstance(number, int):
            return _OTHER
        self.found.crossed += _ARTIFACT in self.marks
        self.found.numbers[self.owners[-1], number] += 1
        return _TAGGED
