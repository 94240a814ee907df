"""`verify BAG`, `verify SHELF`: what is kept is as it was, told file by file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.diagnostics import Text
from presslayout.cli.arguments import UsageError
from presslayout.cli.voice import relative

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.proving import Proved
    from presslayout.newsroom.redrawing import DrawnAgain


def bag(folder: Path, voice: Voice) -> int:
    """A bag by itself, or the one in an output folder."""
    from presslayout.newsroom import proving

    inner = folder / "archive"
    place = inner if not (folder / "bagit.txt").exists() and inner.is_dir() else folder
    if not (place / "bagit.txt").exists() and not proving.is_bag(place):
        raise UsageError(
            Text(
                f"{relative(folder)} 不是存档包，里面没有 bagit.txt",
                f"{relative(folder)} is no bag: it holds no bagit.txt",
            )
        )
    one = proving.bag(place)
    if voice.json:
        voice.object({"ok": one.good, "objects": [_plain(one)], "diagnostics": []})
    else:
        _told(one, voice)
        voice.say(f"存档包 {one.name}：核对了 {one.files} 个文件", f"the bag {one.name}: {one.files} files looked at")  # fmt: skip
    return messages.OK if one.good else messages.DIFFERENT


def everything(where: Path, voice: Voice, *, drawn: bool) -> int:
    """All of a shelf; what is damaged is told as it is met."""
    from presslayout.newsroom import proving

    progress = voice.progress("核对", "verifying")
    seen: list[Proved] = []
    for one in proving.everything(where, drawn=drawn, progress=progress):
        seen.append(one)
        if not voice.json:
            _told(one, voice)
    good = all(one.good for one in seen)
    if voice.json:
        voice.object({"ok": good, "objects": [_plain(one) for one in seen], "diagnostics": []})
        return messages.OK if good else messages.DIFFERENT
    files, before = sum(one.files for one in seen), sum(one.before for one in seen)
    wrong = sum(len(one.faults) for one in seen)
    went = (f"，其中 {before} 件上次已核对", f", {before} of them by the run before") if before else ("", "")  # fmt: skip
    voice.say(
        f"架上 {len(seen)} 件、{files} 个文件{went[0]}：{'都是原样' if good else f'{wrong} 个文件不对'}",
        f"{len(seen)} object(s), {files} files{went[1]}: {'all as they were' if good else f'{wrong} file(s) are not as they were'}",
    )
    return messages.OK if good else messages.DIFFERENT


def _told(one: Proved, voice: Voice) -> None:
    from presslayout.newsroom.shelving import WRONG

    for fault in one.faults:
        said = WRONG[fault.wrong]
        voice.say(f"{fault.path} {said.zh}", f"{fault.path} {said.en}")
    for drawn in one.drawn:
        said = _drawn(drawn)
        voice.say(f"{one.name}：{said.zh}", f"{one.name}: {said.en}")


def _drawn(one: DrawnAgain) -> Text:
    if one.same:
        return Text("照 edition.json 再画一遍，逐字节一样", "drawn again from edition.json to the same bytes")  # fmt: skip
    if one.unread:
        return Text(
            "data/edition.json 或 data/archive.pdf 读不出来，没有再画",
            "data/edition.json or data/archive.pdf cannot be read; not drawn again",
        )
    if one.missing:
        return Text(
            f"缺这些文件，不能再画：{'、'.join(one.missing)}",
            f"it cannot be drawn again without: {', '.join(one.missing)}",
        )
    made = [f"{name} {then or '-'} → {now or '-'}" for name, then, now in one.versions]
    versions = (f"（版本不同：{'，'.join(made)}）", f" (other versions: {', '.join(made)})") if made else ("", "")  # fmt: skip
    if one.pages:
        numbers = "、".join(map(str, one.pages))
        return Text(
            f"再画一遍，第 {numbers} 版看上去不一样{versions[0]}",
            f"drawn again, page(s) {numbers.replace('、', ', ')} look otherwise{versions[1]}",
        )
    if made:
        return Text(
            f"再画一遍，字节不同，每一版看上去一样{versions[0]}",
            f"drawn again, the bytes differ and every page looks the same{versions[1]}",
        )
    return Text(
        "再画一遍，版本相同，字节却不同，每一版看上去一样",
        "drawn again by the same versions, the bytes differ though every page looks the same",
    )


def _plain(one: Proved) -> dict[str, Any]:
    return {
        "name": one.name,
        "ok": one.good,
        "files": one.files,
        "before": one.before,
        "faults": [{"path": fault.path, "wrong": fault.wrong} for fault in one.faults],
        "drawn": [drawn.plain for drawn in one.drawn],
    }
