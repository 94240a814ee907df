"""What a PDF is made of, as it is asked here.

A stranger's file may hold anything anywhere: pikepdf's type says what an object may be asked, not
of which kind it is.  What is asked of an object that is of another kind raises what stands in
`doors.PDF`; readers that would rather go on ask `entries`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, overload

if TYPE_CHECKING:
    import pikepdf

    PdfObject = pikepdf.Object
    # A picture that has a number of its own, or that stands in the midst of content.
    PdfImage = pikepdf.PdfImage | pikepdf.PdfInlineImage
    Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
    Operands = list[PdfObject]
    # Those of a stream; of one that has none, none.
    Resources = PdfObject | None

T = TypeVar("T")

# By what an object is known: its number and generation, or all of it where it has none.
Key = tuple[int, int] | bytes


class Entries(Protocol):
    """What has entries by their names: a dictionary, a stream, a page, or the lack of one."""

    @overload
    def get(self, key: str, /) -> PdfObject | None: ...

    # A dict of Python says this apart.
    @overload
    def get(self, key: str, default: PdfObject, /) -> PdfObject: ...

    @overload
    def get(self, key: str, default: T, /) -> PdfObject | T: ...

    def __getitem__(self, key: str, /) -> PdfObject: ...

    def __contains__(self, key: str, /) -> bool: ...


def key(value: PdfObject) -> Key:
    """By what an object is known, wherever it is met."""
    return value.objgen if value.is_indirect else value.unparse()
