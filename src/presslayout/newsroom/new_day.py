"""A new issue from an earlier one: paper, pages, editors carried on, stories and ads left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, INFO, WARNING, Diagnostic, SpecError, Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.flow.calendar import WEEKDAYS
from presslayout.issue import fields
from presslayout.issue.files import relative
from presslayout.issue.yaml.tree import Mapping, Scalar, Sequence, decode
from presslayout.issue.yaml.writing import lines

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from presslayout.issue.fields import Record
    from presslayout.issue.workspace import Workspace
    from presslayout.issue.yaml.tree import Node

# What belongs to its day, by its record and its name.
_LEFT = {
    "issue": frozenset(("waiting", "fillers")),
    "paper": frozenset(("kind",)),
    "page": frozenset(("stories", "ads", "layout", "drop", "replace")),
}
_LEFT_NAMES = {
    "stories": Text("稿件", "stories"),
    "ads": Text("广告", "ads"),
    "waiting": Text("待排的稿件", "waiting stories"),
    "fillers": Text("补白", "fillers"),
    "layout": Text("定下的排法", "pinned layouts"),
    "kind": Text("期别", "kind of issue"),
    "drop": Text("撤稿", "dropped stories"),
    "replace": Text("整版替换", "replaced pages"),
}
_DIGITS = regex(r"(.*?)([0-9]+)(\D*)\Z")
_SUFFIXES = (".yaml", ".yml")


@frozen
class New:
    """A new issue: its files by their names in its folder, its serial number, what an editor must know."""

    files: tuple[tuple[str, str], ...]
    serial: str
    found: tuple[Diagnostic, ...]


@frozen
class _Day:
    """An issue that is there: its day and its serial number."""

    date: dt.date
    serial: int


def carried(path: Path, day: dt.date, workspace: Workspace, *, variants: bool = False) -> New:
    """The issue of `day` after the one at `path`, its variants with it; SpecError where it cannot be read."""
    root = _tree(path, workspace)
    left: dict[str, int] = {}
    serial, told = _serial(root, path, day, workspace)
    files = [(path.name, _written(root, day, serial, left))]
    if variants:
        from presslayout.issue.variants import variants_of

        for other in variants_of(path, workspace.root):
            text = _written(_tree(other, workspace), day, serial, left)
            old = relative(path, workspace.root)
            new = f"issue/{day.isoformat()}/{path.name}"
            files.append((other.name, text.replace(f": {old}", f": {new}")))
    found = [*told, *_not_carried(left, relative(path, workspace.root))]
    return New(tuple(files), serial, tuple(found))


def folder_of(day: dt.date, workspace: Workspace) -> Path:
    """Where the issue of a day goes."""
    return workspace.root / "issue" / day.isoformat()


def hold_new(folder: Path, names: list[str]) -> None:
    """SpecError where one of these files is there already."""
    taken = [name for name in names if (folder / name).exists()]
    if taken:
        raise SpecError([_taken(folder, taken)])


def _tree(path: Path, workspace: Workspace) -> Mapping:
    read = decode(doors.read(path), relative(path, workspace.root))
    if not isinstance(read.root, Mapping):
        raise SpecError(read.diagnostics)
    return read.root


def _written(root: Mapping, day: dt.date, serial: str, left: dict[str, int]) -> str:
    """The spec as text, without what belongs to its day."""
    plain = _plain(root, fields.ISSUE, left)
    assert isinstance(plain, dict)
    paper_key = _key(fields.ISSUE, "paper", root)
    paper = plain.get(paper_key)
    name = ""
    if isinstance(paper, dict):
        held = _held(root, "paper")
        date_key, serial_key = (_key(fields.PAPER, one, held) for one in ("date", "serial"))
        if date_key in paper:
            paper[date_key] = day.isoformat()
        if serial_key in paper:
            paper[serial_key] = serial
        name = str(paper.get(_key(fields.PAPER, "name", held), ""))
    told = f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"
    return "\n".join([f"# {name} {told}".replace("#  ", "# "), *lines(plain)]) + "\n"


def _plain(node: Node, record: Record | None, left: dict[str, int]) -> object:
    """A tree as plain values in its order; what is left behind is counted."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item, record, left) for item in node.items]
    known = record.names() if record is not None else {}
    gone = _LEFT.get(record.name, frozenset()) if record is not None else frozenset()
    made: dict[str, object] = {}
    for key, value in node.pairs:
        field = known.get(key.text)
        if field is not None and field.name in gone:
            count = len(value.items) if isinstance(value, Sequence) else 1
            if field.name == "layout":
                count = 1
            left[field.name] = left.get(field.name, 0) + count
            continue
        made[key.text] = _plain(value, field.of if field is not None else None, left)
    return made


def _key(record: Record, name: str, node: Mapping | None) -> str:
    """How a key is written there, else in Chinese."""
    field = record.field(name)
    written = {key.text for key, _ in node.pairs} if node is not None else set()
    return next((one for one in (field.zh, field.name) if one in written), field.zh)


def _held(node: Mapping, name: str) -> Mapping | None:
    field = fields.ISSUE.field(name)
    for key, value in node.pairs:
        if key.text in (field.zh, field.name) and isinstance(value, Mapping):
            return value
    return None


def _fact(root: Mapping, name: str) -> str:
    """What the paper's facts say under a name; "" for nothing."""
    paper = _held(root, "paper")
    field = fields.PAPER.field(name)
    for key, value in paper.pairs if paper is not None else ():
        if key.text in (field.zh, field.name) and isinstance(value, Scalar):
            return value.text.strip()
    return ""


def _serial(
    root: Mapping, path: Path, day: dt.date, workspace: Workspace
) -> tuple[str, list[Diagnostic]]:
    """The serial number of the day: the next one, or by days where the paper is seen to come daily."""
    own = _fact(root, "serial")
    parts = _DIGITS.match(own)
    base = _day(root)
    if parts is None or base is None:
        return own or "待定", [_unknown_serial(path, workspace)] if own else []
    paper = _fact(root, "name")
    others = [one for one in _days(paper, workspace) if one.date < day]
    last = max([base, *others], key=lambda one: one.date)
    apart = (day - last.date).days
    daily = _is_daily({base, *others})
    step = apart if daily and apart > 0 else 1
    number = str(last.serial + step).zfill(len(parts[2]))
    made = f"{parts[1]}{number}{parts[3]}"
    sure = apart == 1 or (daily and apart > 0)
    return made, [] if sure else [_guessed_serial(made, last, path, workspace)]


def _is_daily(days: set[_Day]) -> bool:
    """Whether the issues that are there show a serial number for every day."""
    ordered = sorted(days, key=lambda one: one.date)
    first, last = ordered[0], ordered[-1]
    return len(ordered) > 1 and all(
        (one.date - first.date).days == one.serial - first.serial for one in ordered
    ) and (last.date - first.date).days > 1  # fmt: skip


def _days(paper: str, workspace: Workspace) -> list[_Day]:
    """The issues of a paper that the workspace holds."""
    made: list[_Day] = []
    for path in sorted((workspace.root / "issue").rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(workspace.root).parts)
        if hidden or path.suffix not in _SUFFIXES or not doors.is_file(path):
            continue
        read = decode(doors.read(path), path.name)
        if isinstance(read.root, Mapping) and paper and _fact(read.root, "name") == paper:
            found = _day(read.root)
            if found is not None:
                made.append(found)
    return made


def _day(root: Mapping) -> _Day | None:
    import datetime as dt

    found = _DIGITS.match(_fact(root, "serial"))
    try:
        date = dt.date.fromisoformat(_fact(root, "date"))
    except ValueError:
        return None
    return _Day(date, int(found[2])) if found is not None else None


def _not_carried(left: dict[str, int], file: str) -> list[Diagnostic]:
    if not left:
        return []
    zh = "、".join(f"{_LEFT_NAMES[name].zh} {count}" for name, count in left.items())
    en = ", ".join(f"{_LEFT_NAMES[name].en} {count}" for name, count in left.items())
    return [
        Diagnostic(
            "not-carried",
            INFO,
            Text(
                f"从 {file} 没有带过来：{zh}；签样、批注、锁定、注释也不带",
                f"left behind in {file}: {en}; sign-offs, comments, locks and notes as well",
            ),
            hint=Text(
                "要接着用的自己抄过来；栏题、编辑、版名照旧带了，请核对",
                "copy what is wanted; banners, editors and sections were carried on: check them",
            ),
        )
    ]


def _unknown_serial(path: Path, workspace: Workspace) -> Diagnostic:
    return Diagnostic(
        "serial-guessed",
        WARNING,
        Text(
            f"{relative(path, workspace.root)} 的日期或总期号看不出数目，总期号照抄了",
            f"date or serial of {relative(path, workspace.root)} are no number: the serial was copied",
        ),
        hint=Text("核对总期号", "check the serial number"),
    )


def _guessed_serial(made: str, last: _Day, path: Path, workspace: Workspace) -> Diagnostic:
    del path, workspace
    return Diagnostic(
        "serial-guessed",
        WARNING,
        Text(
            f"总期号 {made} 是从 {last.date.isoformat()} 的 {last.serial} 往下数的一期，中间是否出过报看不出来",
            f"the serial {made} is the next after {last.serial} of {last.date.isoformat()}; whether "
            "issues came between is not known",
        ),
        hint=Text("核对总期号", "check the serial number"),
    )


def _taken(folder: Path, names: list[str]) -> Diagnostic:
    listed = "、".join(names)
    return Diagnostic(
        "already-there",
        ERROR,
        Text(
            f"{folder.name}/ 里已经有 {listed}，不覆盖",
            f"{folder.name}/ already holds {', '.join(names)}; nothing is overwritten",
        ),
        hint=Text("用 -o 换一个文件夹", "name another folder with -o"),
    )
