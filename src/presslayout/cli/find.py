"""`find`: words found over years, each with its place on its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Text
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.newsroom import reports

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.finding import Answers, FoundPlace

# What a terminal shows where nobody says how many.
SHOWN = 20
_MARKS = "【", "】"


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Show where words stand in the issues of a shelf."""
    from presslayout.newsroom.finding import Wanted, find, opened

    limit = _whole("--limit", arguments.limit) if arguments.limit is not None else None
    page = _whole("--page", arguments.page) if arguments.page is not None else 0
    wanted = Wanted(
        " ".join(arguments.words),
        since=arguments.since,
        until=arguments.until,
        paper=arguments.paper,
        page=page,
        folded=arguments.fold,
    )
    where = Path(arguments.shelf)
    shown = limit if limit is not None or voice.json else SHOWN
    made = find(
        where,
        wanted,
        limit=shown,
        server=arguments.server,
        progress=voice.progress("编索引", "indexing"),
    )
    pictures: dict[FoundPlace, Path | None] = {}
    if arguments.picture is not None:
        from presslayout.newsroom.clippings import cut

        pictures = {one.hit: one.file for one in cut(opened(where), made.hits, Path(arguments.picture))}  # fmt: skip
    voice.diagnostics(made.found)
    if voice.json:
        voice.object(_plain(made, pictures))
    else:
        _told(made, pictures, voice)
    return exits.exit_code(made.found)


def _whole(name: str, text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 1 << 31:
        raise UsageError(
            Text(f"{name} 看不懂“{text}”，写一个数", f'{name} does not understand "{text}"; write a number')
        )  # fmt: skip
    return int(text)


def _told(made: Answers, pictures: dict[FoundPlace, Path | None], voice: Voice) -> None:
    from presslayout.cli.cells import visible
    from presslayout.cli.voice import relative

    for hit in made.hits:
        place = _place(hit)
        voice.say(place.zh, place.en)
        end = hit.at + len(hit.text)
        marked = f"{hit.snippet[: hit.at]}{_MARKS[0]}{hit.snippet[hit.at : end]}{_MARKS[1]}{hit.snippet[end:]}"  # fmt: skip
        voice.print(f"  {visible(' '.join(marked.split()))}")
        picture = pictures.get(hit)
        if picture is not None:
            voice.print(f"  {relative(picture)}")
    if not made.stories:
        voice.say("没有找到", "nothing was found")
    elif made.total is None:
        voice.say(
            f"一共 {made.stories} 篇，先列出 {len(made.hits)} 处；要更多用 --limit，要更少用 --from --to --paper --page",
            f"{made.stories} stories in all, the first {len(made.hits)} places shown; --limit for more, "
            "--from --to --paper --page for less",
        )
    else:
        voice.say(
            f"一共 {made.stories} 篇，{made.total} 处",
            f"{made.total} place(s) in {made.stories} stories",
        )


def _place(hit: FoundPlace) -> Text:
    variant = f" {hit.variant}" if hit.variant else ""
    version = (f"（v{hit.version}）", f" (v{hit.version})") if hit.version > 1 else ("", "")
    where = Text("", "")
    if hit.boxes_mm:
        left, top = hit.boxes_mm[0][:2]
        where = Text(f"，左 {left:.0f} 上 {top:.0f} 毫米", f", {left:.0f} mm from the left, {top:.0f} mm from the top")  # fmt: skip
    return Text(
        f"{hit.paper} {hit.date}{variant}{version[0]} 第{hit.page}版 {hit.story}/{hit.part}{where.zh}",
        f"{hit.paper} {hit.date}{variant}{version[1]} page {hit.page} {hit.story}/{hit.part}{where.en}",
    )


def _plain(made: Answers, pictures: dict[FoundPlace, Path | None]) -> dict[str, Any]:
    return {
        "total": made.total,
        "stories": made.stories,
        "hits": [
            {
                "paper": hit.paper,
                "date": hit.date,
                "variant": hit.variant,
                "version": hit.version,
                "page": hit.page,
                "story": hit.story,
                "part": hit.part,
                "offset": hit.offset,
                "text": hit.text,
                "snippet": hit.snippet,
                "boxes_mm": [list(box) for box in hit.boxes_mm],
                "object": hit.object,
                **({"picture": str(file)} if (file := pictures.get(hit)) is not None else {}),
            }
            for hit in made.hits
        ],
        "diagnostics": reports.diagnostics(made.found),
    }
