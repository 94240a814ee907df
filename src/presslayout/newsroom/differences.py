"""What changed between two editions: told, and written as a web page, as JSON and on the new pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import INFO, AssetError, Diagnostic, Text
from presslayout.base.values import frozen, replace
from presslayout.edition.changes import changes
from presslayout.newsroom import reports
from presslayout.newsroom.opened import opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presslayout.edition.changes import Change
    from presslayout.edition.page import Edition
    from presslayout.newsroom.opened import OpenedEdition
    from presslayout.newsroom.options import Options


@frozen
class Differences:
    """The changes from the old edition to the new, the files written of them, what kept one back."""

    changes: tuple[Change, ...]
    files: tuple[Path, ...] = ()
    found: tuple[Diagnostic, ...] = ()

    @property
    def plain(self) -> dict[str, Any]:
        """The object of diff.json, and of `diff --json`."""
        return _plain(self.changes, self.found)


def differences(old: str, new: str, options: Options, folder: Path | None = None) -> Differences:
    """The differences of two editions, written into a folder where one is given.

    SpecError for what is no edition (`opened`).
    """
    with opened(old, options) as before, opened(new, options) as after:
        found = tuple(changes(before.edition, after.edition))
        if folder is None:
            return Differences(found)
        files, said = _written(folder, (before, after), found, options)
        return Differences(found, tuple(files), tuple(said))


def of_editions(old: Edition, new: Edition) -> tuple[Change, ...]:
    """The changes between two editions that are at hand."""
    return tuple(changes(old, new))


def kind(change: Change) -> Text:
    """What a change is called."""
    from presslayout.delivery.changes_page import KINDS

    zh, en = KINDS[change.kind]
    return Text(zh, en)


def _plain(found: Sequence[Change], said: Sequence[Diagnostic]) -> dict[str, Any]:
    return {
        "changes": [
            {
                "kind": change.kind,
                "page": change.page,
                "story": change.story or None,
                "part": change.part or None,
                "old": change.old,
                "new": change.new,
                "offset": change.offset,
                "bbox_mm": reports.box(change.box) if change.box is not None else None,
            }
            for change in found
        ],
        "diagnostics": reports.diagnostics(said),
    }


def _written(
    folder: Path,
    pair: tuple[OpenedEdition, OpenedEdition],
    found: Sequence[Change],
    options: Options,
) -> tuple[list[Path], list[Diagnostic]]:
    from presslayout.delivery import changes_page
    from presslayout.delivery.shelf import shelf

    _, new = pair
    made = {
        "diff.json": reports.encode(_plain(found, ())),
    }
    pixels = [
        _pixels(one, numbers, options)
        for one, numbers in zip(pair, changes_page.shown(found), strict=True)
    ]
    sheets = [
        changes_page.EditionSide(one.name, one.edition, p)
        for one, p in zip(pair, pixels, strict=True)
    ]
    made["diff.html"] = changes_page.page(sheets[0], sheets[1], found).encode()
    said: list[Diagnostic] = []
    try:
        made["diff.pdf"] = _tinted(new, found, options)
    except AssetError as lost:
        said = [_no_pdf(lost)]
    with shelf(folder) as place:
        for name, data in made.items():
            place.write(name, data)
    return [folder / name for name in made], said


def _pixels(one: OpenedEdition, numbers: frozenset[int], options: Options) -> dict[int, bytes]:
    """The pages of these numbers as pictures; none where their faces or photos are not at hand."""
    from presslayout.delivery.pixels import pixels
    from presslayout.newsroom import plain

    edition = one.edition
    pages = tuple(page for page in edition.pages if page.number in numbers)
    if one.workspace is None or not pages:
        return {}
    try:
        sources = one.sources or plain.sources(edition, one.workspace)
        pdf = plain.pdf(replace(edition, pages=pages), sources, one.workspace, options.cache)
    except AssetError:
        return {}
    return dict(zip((page.number for page in pages), pixels(pdf), strict=True))


def _tinted(new: OpenedEdition, found: Sequence[Change], options: Options) -> bytes:
    from presslayout.assets.outlines import lettering
    from presslayout.newsroom import plain
    from presslayout.overlay.tinted import tinted

    if new.workspace is None:
        raise AssetError([])
    sources = new.sources or plain.sources(new.edition, new.workspace)
    letters = lettering(plain.letters(new.workspace))
    edition = tinted(new.edition, found, letters)
    return plain.pdf(edition, sources, new.workspace, options.cache)


def _no_pdf(lost: AssetError) -> Diagnostic:
    why = lost.diagnostics[0].message if lost.diagnostics else None
    return Diagnostic(
        "no-diff-pdf",
        INFO,
        Text(
            f"没有画 diff.pdf：{why.zh if why else '不知道新版的工作区在哪里'}",
            f"no diff.pdf was drawn: {why.en if why else 'the workspace of NEW is not known'}",
        ),
        hint=Text("把新的一边写成稿件单", "name the spec as NEW"),
    )
