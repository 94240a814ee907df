"""`diff`: what changed between two editions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import INFO, AssetError, Diagnostic, Text
from presslayout.cli.voice import relative
from presslayout.delivery import report
from presslayout.newsroom.options import PRESS, Options

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from presslayout.cli.voice import Voice
    from presslayout.edition.changes import Change
    from presslayout.newsroom.opened import Opened

_LONGEST = 40


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell the changes; with -o write them as a web page, as JSON and on the new pages."""
    from presslayout.edition.changes import changes
    from presslayout.newsroom.opened import opened

    options = Options(
        press=arguments.press or PRESS,
        cache=Cache.disabled() if arguments.no_cache else Cache.open(),
    )
    with opened(arguments.old, options) as old, opened(arguments.new, options) as new:
        found = changes(old.edition, new.edition)
        said: list[Diagnostic] = []
        files: list[Path] = []
        if arguments.out:
            files, said = _written(Path(arguments.out), (old, new), found, options)
    voice.diagnostics(said)
    if voice.json:
        voice.object(_plain(found, said))
    else:
        for number, change in enumerate(found, 1):
            voice.say(f"{number}  {_told(change).zh}", f"{number}  {_told(change).en}")
        voice.say(f"{len(found)} 处不同", f"{len(found)} differences")
        for file in files:
            voice.say(f"写了 {relative(file)}", f"wrote {relative(file)}")
    return messages.DIFFERENT if found else messages.OK


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
                "bbox_mm": report.box(change.box) if change.box is not None else None,
            }
            for change in found
        ],
        "diagnostics": report.diagnostics(said),
    }


def _told(change: Change) -> Text:
    from presslayout.delivery.changes_page import KINDS

    zh, en = KINDS[change.kind]
    whose = " ".join(part for part in (change.story, change.part) if part)
    old, new = _cut(change.old), _cut(change.new)
    what = Text(f"“{old}”→“{new}”", f"“{old}” → “{new}”")
    if not old:
        what = Text(f"加 “{new}”", f"added “{new}”")
    elif not new:
        what = Text(f"删 “{old}”", f"deleted “{old}”")
    at = "" if change.offset is None else f" @{change.offset}"
    page = change.page if change.page is not None else "—"
    return Text(
        f"第{page}版 {zh} {whose}{at}：{what.zh}", f"page {page} {en} {whose}{at}: {what.en}"
    )


def _cut(text: str) -> str:
    flat = text.replace("\n", "⏎")
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _written(
    folder: Path, pair: tuple[Opened, Opened], found: Sequence[Change], options: Options
) -> tuple[list[Path], list[Diagnostic]]:
    from presslayout.delivery import changes_page
    from presslayout.delivery.shelf import shelf

    _, new = pair
    made = {
        "diff.json": report.encode(_plain(found, ())),
    }
    pixels = [
        _pixels(one, numbers, options)
        for one, numbers in zip(pair, changes_page.shown(found), strict=True)
    ]
    sheets = [
        changes_page.Side(one.name, one.edition, p) for one, p in zip(pair, pixels, strict=True)
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


def _pixels(one: Opened, numbers: frozenset[int], options: Options) -> dict[int, bytes]:
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


def _tinted(new: Opened, found: Sequence[Change], options: Options) -> bytes:
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
