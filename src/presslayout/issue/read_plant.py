"""What a press profile asks of the plant's files: marks, delivery, screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.edition.plant import (
    EACH,
    EXAMPLE,
    WHOLE,
    WORDS,
    Dispatch,
    Marks,
    Plant,
    Screens,
    file_name,
    unknown,
)

if TYPE_CHECKING:
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading


def read_plant(row: Row, reading: Reading) -> Plant:
    """What the row of a press profile asks for beside the standard; faults noted."""
    marks, delivery, screens = row.row("marks"), row.row("delivery"), row.row("screens")
    return Plant(
        marks=_marks(marks) if marks else None,
        dispatch=_dispatch(delivery, reading) if delivery else None,
        screens=Screens(*(screens.words(key) for key in ("ruling", "angles", "dot")))
        if screens
        else Screens(),
    )


def _marks(row: Row) -> Marks:
    """All of them but fold marks, unless the profile says otherwise."""
    plain = Marks()
    asked = {
        name: row.yes(name) if row.has(name) else getattr(plain, name)
        for name in ("crop", "fold", "registration", "bar", "slug")
    }
    distance = row.length("distance")
    return Marks(**asked, distance=plain.distance if distance is None else distance)


def _dispatch(row: Row, reading: Reading) -> Dispatch:
    each = row.choice("files") != "whole"
    pattern = row.words("name") or (EACH if each else WHOLE)
    try:
        wrong = unknown(pattern)
        file_name(pattern, EXAMPLE, (1, 2))
    except ValueError:
        wrong = (pattern,)
    if wrong:
        listed = "、".join(f"{{{word}}}" for word in WORDS)
        reading.findings.error(
            "bad-value",
            Text(
                f"文件名的写法不对：{'、'.join(wrong)}",
                f"this is no pattern of file names: {', '.join(wrong)}",
            ),
            row.place("name"),
            Text(
                f"可用 {listed}，以 .pdf 结尾，不带文件夹，如 {EACH}",
                f"use {', '.join(f'{{{word}}}' for word in WORDS.values())}, end with .pdf and "
                "name no folder, such as {paper}{date:%Y%m%d}-{page:02}.pdf",
            ),
        )
    nested = row.choice("folding") != "single"
    return Dispatch(each=each, imposed=row.yes("imposed"), name=pattern, nested=nested)
