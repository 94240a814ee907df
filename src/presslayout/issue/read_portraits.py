"""The portraits of a story: their files, names and posts."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.issue.copy.read_copy import find_file
from presslayout.issue.issue import BylineFace, Photo, Portrait

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


def byline_face(row: Row | None, path: Path, reading: Reading) -> BylineFace | None:
    """The author's face that a row asks for beside the byline."""
    if row is None:
        return None
    file, focus, alt = row.words("file").strip(), row.value("focus"), row.words("alt")
    shape = row.choice("shape")
    if not file:
        return None
    photo = _photo(file, row.place("file"), path, reading)
    if photo is None:
        return None
    return BylineFace(replace(_focused(photo, focus), alt=alt), shape == "round")


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
    photo = _photo(file, row.place("file"), path, reading)
    if photo is None:
        return None
    photo = replace(
        _focused(photo, focus),
        caption="，".join(filter(None, (name, post))),
        at=at,
        optional=optional,
        alt=alt or name,
    )
    return Portrait(photo, name, post, words, shape == "round", at)


def _focused(photo: Photo, focus: object) -> Photo:
    """A portrait with the focus that is written, else where eyes usually are."""
    if isinstance(focus, tuple):
        return replace(photo, focus=focus)
    return replace(photo, focus=EYES, person=True)


def _photo(file: str, place: Span, path: Path, reading: Reading) -> Photo | None:
    """A picture by its file alone; None, and told why, where there is none."""
    found = find_file(file, place, path.parent, "missing-picture", reading)
    if found is None:
        return None
    reading.read(found)
    return Photo(
        file=reading.name(found),
        stem=PurePosixPath(found.name).stem,
        caption="",
        credit="",
        focus=EYES,
        columns=None,
        at="",
        optional=False,
        alt="",
        span=place,
    )
