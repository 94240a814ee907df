"""What leads a reader through a proof: notes in the comment pane, links, bookmarks.

Notes are squares with an appearance that draws nothing: the proof itself shows the place, the
reader lists the words and goes there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.paint.pdf_meta import note_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from presslayout.base.geometry import Box
    from presslayout.edition.page import Page
    from presslayout.paint.pdf_file import File
    from presslayout.paint.pdf_meta import Identity
    from presslayout.paint.supplies import Bookmark, Link

# Who a comment is by, as a reader's pane shows it.
AUTHOR = "自动检查（presslayout）"
# Printed with the page (ISO 32000-1, table 165), where its appearance draws nothing.
_PRINT = 4
# What is aimed at stands so far below the window's upper edge, in points.
_ABOVE = 40

Rect = tuple[float, float, float, float]


def page_name(index: int) -> str:
    """The name of a page object, pages counted from 0."""
    return f"Page{index}"


def notes(file: File, page: Page, told: Identity, place: Callable[[Box], Rect]) -> list[Any]:
    """The page's notes as annotations round their boxes."""
    from presslayout.paint.pdf_file import Name, array, dictionary, text

    made = []
    for number, note in enumerate(page.notes, 1):
        rect = place(note.box)
        appearance = file.stream(
            {
                "Type": Name("XObject"),
                "Subtype": Name("Form"),
                "BBox": array((0, 0, rect[2] - rect[0], rect[3] - rect[1])),
            },
            b"",
            deflate=False,
        )
        entries = {
            "Type": Name("Annot"),
            "Subtype": Name("Square"),
            "Rect": array(rect),
            "Contents": text(note.text),
            "Subj": text(note.kind),
            "T": text(AUTHOR),
            "NM": text(note_id(told, page.number, number)),
            "C": "[0 0.9 0.9 0]",
            "BS": dictionary({"W": 0}),
            "AP": dictionary({"N": appearance}),
            "F": _PRINT,
        }
        made.append(file.add(dictionary(entries)))
    return made


def links(
    file: File,
    wanted: Sequence[Link],
    place: Callable[[Box], Rect],
    height: Callable[[int, int], float],
) -> list[Any]:
    """Links as annotations without a border; `height` is where a y lies on a page of the file."""
    from presslayout.paint.pdf_file import Name, array, dictionary

    return [
        file.add(
            dictionary(
                {
                    "Type": Name("Annot"),
                    "Subtype": Name("Link"),
                    "Rect": array(place(link.box)),
                    "Border": "[0 0 0]",
                    "Dest": _destination(link.page, height(link.page, link.y)),
                }
            )
        )
        for link in wanted
    ]


def outlines(
    file: File, wanted: Sequence[Bookmark], height: Callable[[int, int], float]
) -> dict[str, object]:
    """The catalogue's entries for the bookmarks, which stand in reading order; {} for none."""
    from presslayout.paint.pdf_file import Name, dictionary, reference, text

    if not wanted:
        return {}
    root, count = "Outlines", len(wanted)
    parents = [_parent(wanted, index) for index in range(count)]
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)

    def name(index: int) -> str:
        return f"Bookmark{index}" if index >= 0 else root

    for index, mark in enumerate(wanted):
        siblings = children[parents[index]]
        at = siblings.index(index)
        entries: dict[str, object] = {
            "Title": text(mark.title),
            "Parent": reference(name(parents[index])),
            "Dest": _destination(mark.page, height(mark.page, mark.y)),
        }
        if at:
            entries["Prev"] = reference(name(siblings[at - 1]))
        if at + 1 < len(siblings):
            entries["Next"] = reference(name(siblings[at + 1]))
        entries |= _ends(children.get(index, []), name)
        file.add(dictionary(entries), name(index))
    entries = {"Type": Name("Outlines"), **_ends(children.get(-1, []), name)}
    entries["Count"] = count
    return {
        "Outlines": file.add(dictionary(entries), root),
        "PageMode": Name("UseOutlines"),
    }


def _ends(listed: Sequence[int], name: Callable[[int], str]) -> dict[str, object]:
    from presslayout.paint.pdf_file import reference

    if not listed:
        return {}
    return {
        "First": reference(name(listed[0])),
        "Last": reference(name(listed[-1])),
        "Count": len(listed),
    }


def _parent(wanted: Sequence[Bookmark], index: int) -> int:
    level = wanted[index].level
    return next((n for n in range(index - 1, -1, -1) if wanted[n].level < level), -1)


def _destination(page: int, height: float) -> Any:
    from presslayout.paint.pdf_file import Name, array, reference

    return array([reference(page_name(page)), Name("XYZ"), "null", height + _ABOVE, "null"])
