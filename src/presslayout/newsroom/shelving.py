"""Issues put on a shelf: bags, and folders of old papers that somebody read with OCR (`shelf add`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.archive import custody, ocfl, scanned, shelf
from presslayout.archive.identity import NAMESPACE, IssueIdentity, is_day, of_edition
from presslayout.base import doors, kinds
from presslayout.base.diagnostics import ERROR, WARNING, DeliveryError, Diagnostic, SpecError, Text
from presslayout.base.values import frozen
from presslayout.base.version import ENGINE
from presslayout.issue.files import packaged_root, workspace_root
from presslayout.newsroom.options import without
from presslayout.newsroom.scans import is_scanned, sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.archive.shelf import IssueShelf

EDITION = "data/edition.json"
PRESS = Path("layout") / "press"
SOURCE = "sRGB.icc"
# What is kept without a time given has this one: no clock is asked.
UNDATED = "1970-01-01T00:00:00Z"
_NAMED = 8
# Folders in which builds put away what they replaced, and what they have begun.
_ASIDE = ("previous",)
_OURS = ".presslayout"


@frozen
class Added:
    """What came of one bag: where it stands now and as which version, and what else was kept with it."""

    bag: Path
    identity: IssueIdentity
    object: str
    version: int
    new: bool
    kept: tuple[str, ...] = ()


@frozen
class Shelving:
    """What came of all, and what is to be said of it."""

    added: tuple[Added, ...]
    found: tuple[Diagnostic, ...]


def add(folders: Sequence[Path], to: Path, at: str = "") -> Shelving:
    """Put the bags in these folders on a shelf; `at` is when, the paper's own day where it is "".

    What is damaged stays where it is and is told; all else is put.  DeliveryError, OSError.
    """
    named = {folder: list(_bags(folder)) for folder in folders}
    found = [_no_bag(folder) for folder, bags in named.items() if not bags]
    if not any(named.values()):
        # No shelf is begun for what is nothing.
        return Shelving((), tuple(found))
    added: list[Added] = []
    with shelf.written(to) as ours:
        for bag in (bag for bags in named.values() for bag in bags):
            try:
                with sound(bag) as whole:
                    one, told = _added(ours, bag, whole, at)
            except (DeliveryError, SpecError) as fault:
                found += fault.diagnostics
            else:
                added.append(one)
                found += told
    return Shelving(tuple(added), tuple(found))


def _bags(folder: Path) -> Iterator[Path]:
    """The bags in a folder: itself, or those below it."""
    if custody.is_bag(folder) or is_scanned(folder):
        yield folder
        return
    try:
        below = sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink())
    except OSError:
        return
    for one in below:
        if one.name not in _ASIDE and not one.name.startswith(_OURS):
            yield from _bags(one)


def _added(ours: IssueShelf, came: Path, bag: Path, at: str) -> tuple[Added, list[Diagnostic]]:
    """A bag, looked at file by file, and put where it belongs with all that it names and does not hold.

    `came` is what it was made from, or itself.
    """
    seen = custody.examined(bag)
    if seen.faults:
        raise DeliveryError([damaged(bag.name, seen.faults)])
    plain = _edition(bag) if (bag / EDITION).exists() else None
    label = custody.info(bag)
    try:
        identity = scanned.of_label(label) if plain is None else of_edition(plain, label)
    except doors.JSON.faults() as cause:
        raise DeliveryError([_no_edition(bag)]) from cause
    if identity.date and not is_day(identity.date):
        raise DeliveryError([_no_day(bag, identity.date)])
    made = ocfl.Making(
        at or f"{identity.date or '0001-01-01'}T00:00:00+08:00",
        label.get("Bag-Software-Agent", ENGINE),
        identity.paper or identity.title or "-",
        f"{NAMESPACE}/{identity.title or '-'}".replace(" ", "%20"),
    )
    files = {name: (bag / name, sums.sha512) for name, sums in seen.files}
    try:
        put = shelf.put(ours, identity, files, made)
    except ValueError as cause:
        raise DeliveryError([_not_put(bag, cause)]) from cause
    held = {sums.sha256 for _, sums in seen.files}
    kept, missing = _kept(ours, bag, plain, held, at) if plain is not None else ([], [])
    place = put.folder.relative_to(ours.root).as_posix()
    told = [_not_kept(bag, missing)] if missing else []
    return Added(came, identity, place, put.version, put.new, tuple(kept)), told


def _edition(bag: Path) -> Mapping[str, Any]:
    try:
        plain: Mapping[str, Any] = json.loads(doors.read(bag / EDITION))
        if not str(plain["format"]).startswith("presslayout/edition-"):
            raise ValueError("no edition")
    except doors.JSON.faults(OSError) as cause:
        raise DeliveryError([_no_edition(bag)]) from cause
    return plain


def _kept(
    ours: IssueShelf, bag: Path, plain: Mapping[str, Any], held: set[str], at: str
) -> tuple[list[str], list[str]]:
    """The files put beside because the bag names them and does not hold them; those that are nowhere."""
    kept: list[str] = []
    missing: list[str] = []
    # A file that many issues name is kept the same, whichever of them brings it.
    made = ocfl.Making(at or UNDATED, "presslayout shelf add", "presslayout", NAMESPACE)
    for name, sha256 in named(plain):
        if sha256 in held or ours.asset(sha256) is not None:
            continue
        place = next((one for one in places(bag, name) if _is(one, sha256)), None)
        if place is None:
            missing.append(name)
        elif shelf.keep(ours, sha256, place, made):
            kept.append(name)
    for place in list(places(bag, (PRESS / SOURCE).as_posix()))[:1]:
        sha256 = custody.digests(place).sha256
        if shelf.keep(ours, sha256, place, made):
            kept.append(SOURCE)
    return kept, missing


def named(plain: Mapping[str, Any]) -> dict[tuple[str, str], None]:
    """The files that an edition.json is painted from, with their SHA-256; ValueError."""
    found: dict[tuple[str, str], None] = {}
    try:
        for asset in plain["assets"]:
            found[kinds.text(asset["file"]), kinds.text(asset["sha256"])] = None
        press = dict(plain["press"])
        found[kinds.text(press["profile"]), kinds.text(press["profile_sha256"])] = None
    except doors.JSON.faults() as cause:
        raise ValueError("an edition without its files") from cause
    return {one: None for one in found if all(one)}


def places(bag: Path, name: str) -> Iterator[Path]:
    """Where a file of this name may lie: in the workspace of the bag, in this one, among what ships."""
    if not custody.inside(name):
        return
    roots = [workspace_root(bag), workspace_root(Path.cwd()), packaged_root()]
    for root in dict.fromkeys(one for one in roots if one is not None):
        near = [root / name, root / PRESS / name, root / PRESS / "icc" / name]
        yield from (one for one in near if doors.is_file(one))


def _is(path: Path, sha256: str) -> bool:
    try:
        return custody.digests(path).sha256 == sha256
    except OSError:
        return False


WRONG = {
    custody.Damage.MISSING: Text("不见了", "is missing"),
    custody.Damage.CHANGED: Text("改动过", "was changed"),
    custody.Damage.EXTRA: Text("清单里没有", "is in no manifest"),
    custody.Damage.OUTSIDE: Text("指到包外面去了", "lies outside of the bag"),
    custody.Damage.LINK: Text("是链接，不是文件", "is a link and no file"),
    custody.Damage.UNREADABLE: Text("读不出来", "cannot be read"),
    custody.Damage.MALFORMED: Text("有一行看不懂", "has a line that makes no sense"),
}


def told(faults: Iterable[custody.FileFault]) -> Text:
    """What is wrong, file by file, the first few of many."""
    listed = list(faults)
    zh = "；".join(f"{one.path} {WRONG[one.wrong].zh}" for one in listed[:_NAMED])
    en = "; ".join(f"{one.path} {WRONG[one.wrong].en}" for one in listed[:_NAMED])
    if len(listed) > _NAMED:
        zh += f"；一共 {len(listed)} 处"
        en += f"; {len(listed)} in all"
    return Text(zh, en)


def damaged(name: str, faults: Sequence[custody.FileFault]) -> Diagnostic:
    """A bag that is not as its manifests say."""
    said = told(faults)
    return Diagnostic(
        "bag-damaged",
        ERROR,
        Text(
            f"存档包 {name} 和清单对不上：{said.zh}", f"the bag {name} is not as it says: {said.en}"
        ),
        hint=Text(
            "用完好的副本，或从稿件单再排一次存档",
            "take a sound copy, or make the archive anew from its issue",
        ),
        count=len(faults),
    )


def _no_bag(folder: Path) -> Diagnostic:
    return Diagnostic(
        "not-a-bag",
        ERROR,
        without(folder, folder.name, Text("存档包", "bag")),
        hint=Text(
            "写存档包的文件夹（里面有 bagit.txt），或它上面的文件夹；先用 archive 排出存档",
            "name the folder of a bag (which holds bagit.txt) or one above it; `archive` makes bags",
        ),
    )


def _no_edition(bag: Path) -> Diagnostic:
    return Diagnostic(
        "not-an-edition",
        ERROR,
        Text(
            f"存档包 {bag.name} 里没有 data/edition.json，或者读不出来",
            f"the bag {bag.name} has no data/edition.json, or it cannot be read",
        ),
        hint=Text("写本程序排出的存档包", "name a bag that this program made"),
    )


def _no_day(bag: Path, date: str) -> Diagnostic:
    return Diagnostic(
        "bag-undated",
        ERROR,
        Text(
            f"存档包 {bag.name} 的日期 {date} 不是日历上的一天",
            f"the day {date} of the bag {bag.name} is none of the calendar",
        ),
        hint=Text(
            "改好稿件单的日期，再排一次存档", "mend the issue's date and make its archive anew"
        ),
    )


def _not_put(bag: Path, cause: ValueError) -> Diagnostic:
    return Diagnostic(
        "shelf-damaged",
        ERROR,
        Text(f"存档包 {bag.name} 放不上去：架上这一期的目录坏了，或文件中途改了（{cause}）",
             f"the bag {bag.name} cannot be put: what the shelf has of the issue is damaged, or a file changed meanwhile ({cause})"),
        hint=Text("用 verify 存档架 看哪里坏了", "see what is damaged with verify SHELF"),
    )  # fmt: skip


def _not_kept(bag: Path, names: Sequence[str]) -> Diagnostic:
    shown = "、".join(names[:_NAMED])
    return Diagnostic(
        "asset-not-kept",
        WARNING,
        Text(
            f"存档包 {bag.name} 用到的这些文件找不到，以后不能照原样再画：{shown}",
            f"files that the bag {bag.name} was painted from are nowhere; it cannot be painted again: "
            f"{', '.join(names[:_NAMED])}",
        ),
        hint=Text(
            "在排这一期的工作区里再 shelf add 一次，字体和特性文件就收进来了",
            "run shelf add again in the issue's workspace: its faces and profiles are kept then",
        ),
        count=len(names),
    )
