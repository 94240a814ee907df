"""The photos of a story, and groups of them: what the spec says, and what the files bring along."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, Text
from presslayout.issue.copy.read_copy import find_file
from presslayout.issue.files import folded
from presslayout.issue.issue import Photo
from presslayout.issue.read_places import place

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.assets.caption import CaptionWords
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading

LEAST_CELLS = 5
# So much of a caption that comes from a file is shown when it is told.
TOLD = 60


def read_photo(row: Row, path: Path, reading: Reading) -> Photo | None:
    """The photo of a row, or its group; None, and told why, without a file."""
    file = row.words("file").strip()
    focus = row.value("focus")
    where = place(row, file, reading)
    members = tuple(
        one for member in row.rows("group") if (one := _member(member, path, reading)) is not None
    )
    stacked = row.choice("arranged") == "down"
    head_ink = row.ink("head_ink")
    contour = row.value("contour")
    least = row.integer("least_cells") or LEAST_CELLS
    made = {name: row.words(name) for name in ("caption", "credit", "alt", "rights", "source")}
    intent = row.choice("intent")
    optional, decorative = row.yes("optional"), row.yes("decorative")
    bleed = row.yes("bleed")
    if not file:
        return None
    found = find_file(file, row.place("file"), path.parent, "missing-picture", reading)
    if found is None:
        return None
    made |= _from_file(row, found, reading)
    return Photo(
        file=reading.name(found),
        stem=PurePosixPath(found.name).stem,
        caption=made["caption"],
        credit=made["credit"],
        focus=focus if isinstance(focus, tuple) else None,
        columns=where.columns,
        at=where.at,
        optional=optional and where.lock is None,
        alt=made["alt"],
        span=row.place("file"),
        intent=intent,
        spot=where.spot,
        rows=where.rows,
        lock=where.lock,
        members=members,
        stacked=stacked,
        head_ink=head_ink,
        contour=bool(contour),
        outline=contour if isinstance(contour, tuple) else (),
        least_cells=least,
        decorative=decorative,
        bleed=bleed,
        rights=made["rights"],
        source=made["source"],
    )


def check_stems(photos: tuple[Photo, ...], reading: Reading) -> None:
    """Captions and credits go by the names of files, which must differ within a story."""
    seen: dict[str, Photo] = {}
    for photo in (one for shown in photos for one in shown.group):
        key = folded(photo.stem)
        if key in seen and seen[key].file == photo.file:
            reading.findings.error(
                "same-stem",
                Text(
                    f"一篇稿件里同一张图片写了两处：{photo.file}",
                    f"one story names a picture twice: {photo.file}",
                ),
                photo.span,
                Text(
                    "删去一处；真要用两次，复制一份，换个文件名",
                    "delete one; to print it twice, copy the file under another name",
                ),
            )
        elif key in seen:
            reading.findings.error(
                "same-stem",
                Text(
                    f"一篇稿件里两张图片同名：{seen[key].file} 和 {photo.file}",
                    f"two photos of one story share a name: {seen[key].file} and {photo.file}",
                ),
                photo.span,
                Text("改一个文件名", "rename one file"),
            )
        seen.setdefault(key, photo)


def _member(row: Row, path: Path, reading: Reading) -> Photo | None:
    """A further photo of a group: its caption is the group's."""
    file = row.words("file").strip()
    focus, alt, intent = row.value("focus"), row.words("alt"), row.choice("intent")
    rights, source = row.words("rights"), row.words("source")
    found = find_file(file, row.place("file"), path.parent, "missing-picture", reading)
    if not file or found is None:
        return None
    return Photo(
        file=reading.name(found),
        stem=PurePosixPath(found.name).stem,
        caption="",
        credit="",
        focus=focus if isinstance(focus, tuple) else None,
        columns=None,
        at="",
        optional=False,
        alt=alt,
        span=row.place("file"),
        intent=intent,
        rights=rights,
        source=source,
    )


def _words(_: Reading, path: Path) -> CaptionWords:
    from presslayout.assets.caption import words

    return words(path)


def _from_file(row: Row, path: Path, reading: Reading) -> dict[str, str]:
    """The caption and the credit that the picture file brings, where the spec gives none."""
    wanted = [name for name in ("caption", "credit") if not row.has(name)]
    if not wanted:
        return {}
    told = reading.ask(_words, path)
    found = {name: getattr(told, name) for name in wanted if getattr(told, name)}
    for name, text in found.items():
        field = row.record.field(name)
        shown = text if len(text) <= TOLD else text[:TOLD] + "…"
        reading.findings.note(
            INFO,
            "words-from-picture",
            Text(
                f"「{field.zh}」没有写，用了图片 {path.name} 里带的：{shown}",
                f"no {name} is given; the one in {path.name} is used: {shown}",
            ),
            row.place("file"),
            Text(
                f"核对后把「{field.zh}: …」写进稿件单，或改成自己的话",
                f"check it and write “{name}: …” into the spec, or words of your own",
            ),
        )
    return found
