"""What arrived as a plan: every file read both ways, loose pictures given to stories, nothing written."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import (
    ERROR,
    WARNING,
    Diagnostic,
    Span,
    SpecError,
    Text,
)
from presslayout.base.patterns import regex
from presslayout.base.values import frozen, replace
from presslayout.issue.copy.named import house_junk
from presslayout.newsroom.importing import arrivals as door_of
from presslayout.newsroom.importing import caption_sheets, drafts, pictures
from presslayout.newsroom.importing.manuscripts import Arrived, ReadingDesk, manuscript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.newsroom.importing.arrivals import Arrival
    from presslayout.newsroom.importing.caption_sheets import SheetLine
    from presslayout.newsroom.importing.drafts import Readings
    from presslayout.newsroom.importing.pictures import Shot

# So many Han make the name of a folder a headline.
_TITLE_LEAST = 4
# So much is shown of a line.
_SHOWN = 24
_HAN = regex("[\u3400-\u9fff]")
_COUNTERS = regex(r"[\s_\-.、（()）0-9]+|(?:图片|照片|配图|图|稿件|稿|文字|终稿|定稿|最终版|修改)")


@frozen
class Plan:
    """Every file in its two readings, the files that were not taken in, and what is wrong."""

    items: tuple[Readings, ...]
    left: tuple[Arrival, ...] = ()
    pictures: tuple[Arrival, ...] = ()
    found: tuple[Diagnostic, ...] = ()


@contextmanager
def planned(paths: Sequence[Path], root: Path | None) -> Iterator[Plan]:
    """The plan for what is named; `root` is the workspace.  It holds as long as the context does.

    SpecError where nothing can be taken in.
    """
    with tempfile.TemporaryDirectory(prefix="presslayout-") as folder:
        yield _plan(paths, root, Path(folder))


def _plan(paths: Sequence[Path], root: Path | None, spare: Path) -> Plan:
    door = door_of.arrivals(paths, spare)
    desk = ReadingDesk(spare, "" if root is None else house_junk(root))
    known = {arrival.name: arrival for arrival in door.files}
    items: list[Readings] = []
    used: set[str] = set()
    texts = [one for one in door.files if one.suffix not in door_of.PICTURES]
    loose = [one for one in door.files if one.suffix in door_of.PICTURES]
    alone = [one for one in loose if not one.beside_page and pictures.is_sound(one.path)]
    for arrival in texts:
        if not arrival.path.stat().st_size:
            desk.found.append(_empty(arrival))
            continue
        read = manuscript(arrival, desk)
        if read is None:
            continue
        found = list(pictures.extracted(read, known, spare))
        used |= {shot.sha256 for _, shot in found if shot is not None}
        one = drafts.readings(read, found)
        if one.remote:
            desk.found.append(_remote(arrival, one.remote))
        said = None if found else caption_sheets.sheet(arrival, read.lines, alone)
        if said is not None:
            items.append(drafts.of_captions(one, said))
            desk.found += [_unplaced(arrival, line) for line in said.unplaced]
        elif read.pieces or found:
            items.append(one)
        else:
            desk.found.append(_empty(arrival))
    unused = [one for one in loose if one.beside_page and one.sha256 not in used]
    items = _given([one for one in loose if not one.beside_page], items, desk)
    wrong = (*door.found, *desk.found)
    if not items:
        stopped = any(d.severity is ERROR for d in wrong)
        raise SpecError(wrong if stopped else [*wrong, _nothing()])
    return Plan(tuple(items), (*door.left, *unused), tuple(loose), wrong)


def _given(loose: Sequence[Arrival], items: list[Readings], desk: ReadingDesk) -> list[Readings]:
    """Pictures that came alone, with the stories that they belong to; else stories of their own."""
    belongs: dict[int, list[Shot]] = {}
    alone: dict[str, list[Shot]] = {}
    for arrival in loose:
        made = pictures.shot(arrival.path, arrival.name)
        if made is None:
            desk.found.append(_no_picture(arrival))
            continue
        if not pictures.is_sound(made.path):
            desk.found.append(_broken(arrival))
            continue
        caption, credit = pictures.own_words(arrival.path, arrival.name)
        made = replace(made, caption=caption, credit=credit)
        number = _owner(arrival, made, items)
        if number is None:
            alone.setdefault(arrival.folder, []).append(made)
        else:
            belongs.setdefault(number, []).append(made)
    given = [
        drafts.with_shots(one, belongs[number]) if number in belongs else one
        for number, one in enumerate(items)
    ]
    for folder, shots in alone.items():
        names = (_COUNTERS.sub("", name) for name in reversed(folder.split("/")))
        title = next((name for name in names if len(_HAN.findall(name)) >= _TITLE_LEAST), "")
        once = tuple({shot.sha256: shot for shot in reversed(shots)}.values())[::-1]
        given.append(drafts.of_pictures(folder or shots[0].source, title, once))
    return given


def _owner(arrival: Arrival, shot: Shot, items: Sequence[Readings]) -> int | None:
    """The story that a picture belongs to: it holds the same one, bears its name, or is alone beside it."""
    texts = [
        (number, one.manuscript)
        for number, one in enumerate(items)
        if one.manuscript and one.sheet is None
    ]
    for number, _ in texts:
        if any(held.sha256 == shot.sha256 for held in items[number].plain.shots):
            return number
    own, folder = _key(arrival.stem), _key(arrival.folder.rpartition("/")[2])
    for number, text in texts:
        name = _key(text.arrival.stem)
        if len(name) > 1 and (own.startswith(name) or name == folder):
            return number
    beside = [number for number, text in texts if text.arrival.folder == arrival.folder]
    if not beside:
        above = arrival.folder.rpartition("/")[0]
        beside = [number for number, text in texts if text.arrival.folder == above and above]
        if len(beside) != 1 or _key(arrival.folder.rpartition("/")[2]):
            return None
    return beside[0] if len(beside) == 1 and _is_close(texts, arrival) else None


def _is_close(texts: Sequence[tuple[int, Arrived]], arrival: Arrival) -> bool:
    """Whether a folder is one story's: it is not the top of all, or there is but one story."""
    return "/" in arrival.name or len(texts) == 1


def _key(name: str) -> str:
    """A name without numbers and words that say no more than what kind of file it is."""
    return _COUNTERS.sub("", name)


def _remote(arrival: Arrival, targets: Sequence[str]) -> Diagnostic:
    count = len(targets)
    first = targets[0][:80]
    return Diagnostic(
        "picture-elsewhere",
        WARNING,
        Text(
            f"{arrival.name} 有 {count} 张图片取不出来（不在来稿里，或不是能排的格式）：{first}",
            f"{arrival.name}: pictures that did not come along, or are of no kind that can be set: "
            f"{count}, the first {first}",
        ),
        Span(arrival.name, 1, 1),
        Text(
            "程序不上网取图；请作者发来原图，放在一起再收一次",
            "nothing is fetched from the net: ask for the originals and put them beside it",
        ),
    )


def _empty(arrival: Arrival) -> Diagnostic:
    return Diagnostic(
        "import-left-out",
        WARNING,
        Text(f"没有收 {arrival.name}：里面没有字", f"{arrival.name} holds no words"),
        Span(arrival.name, 1, 1),
        Text("打开看看是不是发错了文件", "see whether it is the right file"),
    )


def _unplaced(arrival: Arrival, line: SheetLine) -> Diagnostic:
    words = line.text if len(line.text) <= _SHOWN else f"{line.text[:_SHOWN]}…"
    return Diagnostic(
        "import-left-out",
        WARNING,
        Text(
            f"{arrival.name} 第 {line.line} 行的说明没有归到图片：{words}",
            f"{arrival.name}:{line.line}: no picture was found for the caption {words}",
        ),
        Span(arrival.name, line.line, 1),
        Text(
            "把图片名写在这一行最前面，或自己填进稿件单的「说明」",
            "begin the line with the picture's file name, or type it as that photo's caption",
        ),
    )


def _no_picture(arrival: Arrival) -> Diagnostic:
    return Diagnostic(
        "import-left-out",
        WARNING,
        Text(
            f"没有收 {arrival.name}：不是能排的图片",
            f"{arrival.name} is no picture that can be set",
        ),
        Span(arrival.name, 1, 1),
        Text("存成 .jpg 或 .tif", "save it as .jpg or .tif"),
    )


def _broken(arrival: Arrival) -> Diagnostic:
    return Diagnostic(
        "import-left-out",
        WARNING,
        Text(
            f"没有收 {arrival.name}：图片打不开，文件损坏或不完整",
            f"{arrival.name} cannot be opened: it is damaged, or a part of it is missing",
        ),
        Span(arrival.name, 1, 1),
        Text("请作者重发一次", "ask its author to send it again"),
    )


def _nothing() -> Diagnostic:
    return Diagnostic(
        "nothing-to-import",
        ERROR,
        Text("里面没有能收的稿件和图片", "there is neither copy nor a picture to take in"),
        hint=Text(
            "收 .txt .md .docx .html .xlsx、图片、文件夹和 .zip",
            "what is taken in: .txt .md .docx .html .xlsx, pictures, folders and .zip",
        ),
    )
