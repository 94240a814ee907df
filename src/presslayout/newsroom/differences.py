"""What changed between two editions: told, and written as a web page, as JSON and as a PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import INFO, Diagnostic, Text
from presslayout.base.values import frozen, replace
from presslayout.edition.changes import changes
from presslayout.edition.changewords import ListedChange, told
from presslayout.edition.sides import ComparedEdition
from presslayout.newsroom import reports, whereabouts
from presslayout.newsroom.opened import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.edition.change import Change
    from presslayout.edition.page import Edition
    from presslayout.issue.workspace import Workspace
    from presslayout.newsroom.opened import OpenedEdition
    from presslayout.newsroom.options import Options
    from presslayout.newsroom.redrawn import Redrawn


@frozen
class Differences:
    """The changes from the old edition to the new, the files written of them, what is said of those."""

    rows: tuple[ListedChange, ...]
    files: tuple[Path, ...] = ()
    found: tuple[Diagnostic, ...] = ()

    @property
    def plain(self) -> dict[str, Any]:
        """The object of diff.json, and of `diff --json`."""
        return _plain(self.rows, self.found)


def differences(old: str, new: str, options: Options, folder: Path | None = None) -> Differences:
    """The differences of two editions, written into a folder where one is given.

    SpecError for what is no edition (`opened`).
    """
    with opened(old, options) as before, opened(new, options) as after:
        sides = ComparedEdition(old, before.edition, whereabouts.slots(before)), ComparedEdition(
            new, after.edition, whereabouts.slots(after)
        )  # fmt: skip
        rows = tuple(
            ListedChange(
                number,
                change,
                told(change, *sides),
                _place(whereabouts.place(change, before, after)),
            )
            for number, change in enumerate(changes(before.edition, after.edition), 1)
        )
        if folder is None:
            return Differences(rows)
        files, said = _written(folder, (before, after), rows, options)
        return Differences(rows, tuple(files), tuple(said))


def _place(found: tuple[str, int | None]) -> str:
    file, line = found
    return file if line is None else f"{file}:{line}"


def of_editions(old: Edition, new: Edition) -> tuple[Change, ...]:
    """The changes between two editions that are at hand."""
    return tuple(changes(old, new))


def _plain(rows: Sequence[ListedChange], said: Sequence[Diagnostic]) -> dict[str, Any]:
    return {
        "changes": [_row(row) for row in rows],
        "diagnostics": reports.diagnostics(said),
    }


def _row(row: ListedChange) -> dict[str, Any]:
    change = row.change
    return {
        "kind": change.kind,
        "aspect": change.aspect,
        "lost": change.is_loss,
        "page": change.page,
        "pages": list(change.pages),
        "story": change.story or None,
        "part": change.part or None,
        "old_part": change.was or change.part or None,
        "old": change.old,
        "new": change.new,
        "offset": change.offset,
        "old_offset": change.began,
        "bbox_mm": reports.box(change.box) if change.box is not None else None,
        "place": row.place or None,
        "where": {"zh": row.told.where.zh, "en": row.told.where.en},
        "what": {"zh": row.told.what.zh, "en": row.told.what.en},
        "words": [{"text": piece.text, "mark": piece.mark} for piece in row.told.pieces],
    }


def _written(
    folder: Path,
    pair: tuple[OpenedEdition, OpenedEdition],
    rows: Sequence[ListedChange],
    options: Options,
) -> tuple[list[Path], list[Diagnostic]]:
    from presslayout.assets.outlines import lettering
    from presslayout.delivery import changes_page
    from presslayout.delivery.shelf import shelf
    from presslayout.newsroom import plain
    from presslayout.newsroom.redrawn import redrawn

    house = _house(pair)
    letters = lettering(plain.letters(house))
    numbers = frozenset(n for row in rows for n in row.change.pages)
    made = {"diff.json": reports.encode(_plain(rows, ()))}
    with tempfile.TemporaryDirectory(prefix="presslayout-") as scratch:
        drawn = []
        for one, other, name in ((*pair, "old"), (*pair[::-1], "new")):
            own = Path(scratch) / name
            own.mkdir()
            drawn.append(redrawn(one, other, numbers, letters, own))
        sheets = [
            changes_page.EditionSide(one.name, one.edition, _pixels(again, house, options))
            for one, again in zip(pair, drawn, strict=True)
        ]
        made["diff.html"] = changes_page.page(sheets[0], sheets[1], rows).encode()
        names = pair[0].name, pair[1].name
        made["diff.pdf"] = _sheets((drawn[0], drawn[1]), names, (rows, letters, house), options)
    with shelf(folder) as place:
        for name, data in made.items():
            place.write(name, data)
    said = [
        _without(again, sheet.name)
        for again, sheet in zip(drawn, sheets, strict=True)
        if again.lost
    ]
    return [folder / name for name in made], said


def _house(pair: tuple[OpenedEdition, OpenedEdition]) -> Workspace:
    """The workspace whose faces and colours are at hand; what ships where neither side has one."""
    from presslayout.issue.files import packaged_root
    from presslayout.issue.workspace import Workspace

    known = next((one.workspace for one in pair[::-1] if one.workspace is not None), None)
    return known or Workspace(packaged_root(), packaged_root())


def _pixels(again: Redrawn, house: Workspace, options: Options) -> dict[int, bytes]:
    """The pages as pictures, by number."""
    from presslayout.delivery.pixels import pixels
    from presslayout.newsroom import plain

    if not again.edition.pages:
        return {}
    pdf = plain.pdf(again.edition, again.sources, house, options.cache)
    return dict(zip((page.number for page in again.edition.pages), pixels(pdf), strict=True))


def _sheets(
    drawn: tuple[Redrawn, Redrawn],
    names: tuple[str, str],
    known: tuple[Sequence[ListedChange], Lettering, Workspace],
    options: Options,
) -> bytes:
    """The list, and both pages side by side, as a PDF."""
    from presslayout.newsroom import plain
    from presslayout.overlay.comparison import Pairing, comparison

    rows, letters, house = known
    old, new = drawn
    pages = ({page.number: page for page in one.edition.pages} for one in drawn)
    before, after = pages
    sheets = comparison(Pairing(before, after, names), rows, letters)
    assets = {a.key: a for one in (old, new) for a in one.edition.assets}
    whole = replace(new.edition, pages=sheets, assets=tuple(assets[key] for key in sorted(assets)))
    return plain.pdf(whole, {**old.sources, **new.sources}, house, options.cache)


def _without(again: Redrawn, name: str) -> Diagnostic:
    files = again.lost
    return Diagnostic(
        "drawn-without",
        INFO,
        Text(
            f"{name} 用过的 {'、'.join(files)} 找不到了，或不是当时的那一个；"
            "画的时候从旁边的 PDF 里取，没有 PDF 的，图画成空框，字换一种字体",
            f"{', '.join(files)} of {name}: gone, or not the file that was set; shown by the PDF "
            "beside it where there is one, else as an empty box or in another face",
        ),
        hint=Text(
            "文字的比较不受影响；要看原样，把那些文件放回原处",
            "the comparison of texts stands; put the files back to see all as it was",
        ),
    )
