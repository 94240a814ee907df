"""The portraits of a story: their files, names and posts."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from presslayout.issue.copy.read_copy import find_file
from presslayout.issue.issue import Photo, Portrait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.base.diagnostics import Span
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading

# Eyes are above the middle of most portraits.
EYES = (500, 400)


def portraits(row: Row, path: Path, reading: Reading) -> tuple[Portrait, ...]:
    """The portraits that a story's row lists, each with its picture."""
    found = (_portrait(one, path, reading) for one in row.rows("portraits"))
    return tuple(one for one in found if one is not None)


def portrait_places(row: Row) -> Iterator[tuple[str, Span]]:
    """Where the words of portraits are written."""
    for number, one in enumerate(row.rows("portraits"), 1):
        for part in ("name", "post", "words"):
            if one.has(part):
                yield f"portrait-{part}-{number}", one.place(part)


def _portrait(row: Row, path: Path, reading: Reading) -> Portrait | None:
    file, focus = row.words("file").strip(), row.value("focus")
    name, post, words = (row.words(part).strip() for part in ("name", "post", "words"))
    shape, at, alt = row.choice("shape"), row.choice("at"), row.words("alt")
    optional = row.yes("optional")
    if not file or not name:
        return None
    found = find_file(file, row.place("file"), path.parent, "missing-picture", reading)
    if found is None:
        return None
    reading.read(found)
    photo = Photo(
        file=reading.name(found),
        stem=PurePosixPath(found.name).stem,
        caption="，".join(filter(None, (name, post))),
        credit="",
        focus=focus if isinstance(focus, tuple) else EYES,
        columns=None,
        at=at,
        optional=optional,
        alt=alt or name,
        span=row.place("file"),
    )
    return Portrait(photo, name, post, words, shape == "round", at)
