"""Folders of old papers, scanned and read, made bags that a shelf can take.

A folder holds the ALTO of the pages, and a METS or a small YAML that says whose they are:

    报名: 云岭日报
    日期: 1957-03-02
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.archive import custody, scanned
from presslayout.archive.identity import is_day
from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, SpecError, Text
from presslayout.base.version import ENGINE
from presslayout.issue.yaml.tree import Mapping, Scalar, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

# The keys of the YAML, both names, and where they stand on the bag's label.
KEYS = {
    "报名": scanned.PAPER,
    "paper": scanned.PAPER,
    "刊号": scanned.CN,
    "cn": scanned.CN,
    "日期": scanned.DAY,
    "date": scanned.DAY,
    "版本": scanned.VARIANT,
    "variant": scanned.VARIANT,
}
_YAML = (".yaml", ".yml")


def is_scanned(folder: Path) -> bool:
    """Whether a folder itself holds pages of ALTO, or a folder of them beside what says whose they are."""
    try:
        files = [one for one in sorted(folder.iterdir()) if doors.is_file(one)]
        if any(map(scanned.is_alto, files)):
            return True
        said = any(one.suffix.lower() in (*_YAML, ".xml") for one in files)
        below = custody.standing(folder)[0] if said else {}
        bags = any(name.endswith(f"/{custody.DECLARED}") for name in below)
        return not bags and any(map(scanned.is_alto, below.values()))
    except OSError:
        return False


@contextlib.contextmanager
def sound(folder: Path) -> Iterator[Path]:
    """A bag as it is; of any other folder of ALTO one with the same files, for as long as it is asked for.

    SpecError, DeliveryError.
    """
    if custody.is_bag(folder):
        yield folder
        return
    label = _label(folder)
    with tempfile.TemporaryDirectory(prefix="presslayout-") as spare:
        bag = Path(spare) / folder.name
        _made(folder, bag, label)
        # What cannot be read must not lie on a shelf and be found by nobody.
        scanned.words_of(bag, label)
        yield bag


def _made(folder: Path, bag: Path, label: dict[str, str]) -> None:
    import bagit

    files, wrong = custody.standing(folder)
    if wrong:
        raise DeliveryError([_links(folder, wrong[0].path)])
    for name, path in files.items():
        target = bag / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    logging.getLogger("bagit").disabled = True
    about = {
        **label,
        "External-Description": f"{label[scanned.PAPER]} {label[scanned.DAY]}",
        "Bagging-Date": label[scanned.DAY],
        "Bag-Software-Agent": ENGINE,
    }
    bagit.make_bag(str(bag), about, processes=1, checksums=["sha256"])


def _label(folder: Path) -> dict[str, str]:
    """Whose issue it is: as a YAML in the folder says, else a METS."""
    told: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _YAML and doors.is_file(path):
            told |= _of_yaml(path)
    paper, day = scanned.of_mets(folder)
    label = {scanned.PAPER: paper, scanned.DAY: day} | told
    if not label[scanned.PAPER] or not is_day(label[scanned.DAY]):
        raise SpecError([_untold(folder, label)])
    return {name: " ".join(value.split()) for name, value in label.items() if value}


def _of_yaml(path: Path) -> dict[str, str]:
    decoded = decode(doors.read(path), path.name, frozenset(KEYS))
    wrong = [one for one in decoded.diagnostics if one.severity is ERROR]
    if wrong:
        raise SpecError(wrong)
    if not isinstance(decoded.root, Mapping):
        return {}
    return {
        KEYS[key.text]: value.text
        for key, value in decoded.root.pairs
        if key.text in KEYS and isinstance(value, Scalar)
    }


def _untold(folder: Path, label: dict[str, str]) -> Diagnostic:
    day = label[scanned.DAY]
    what = (f"日期“{day}”不是日历上的一天", f'the day "{day}" is none of the calendar') if day else ("没有写报名和日期", "nothing says paper and day")  # fmt: skip
    return Diagnostic(
        "scan-untold",
        ERROR,
        Text(f"{folder.name} 里有 ALTO，{what[0]}", f"{folder.name} holds ALTO, but {what[1]}"),
        hint=Text(
            "旁边放一个 说明.yaml，写上 报名: 云岭日报 和 日期: 1957-03-02",
            "put an about.yaml beside it with paper: … and date: 1957-03-02",
        ),
    )


def _links(folder: Path, name: str) -> Diagnostic:
    return Diagnostic(
        "bag-damaged",
        ERROR,
        Text(f"{folder.name} 里的 {name} 是链接，或读不出来", f"{name} in {folder.name} is a link, or cannot be read"),
        hint=Text("换成文件本身", "put the file itself there"),
    )  # fmt: skip
