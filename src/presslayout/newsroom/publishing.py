"""`site`: the reading site of many archived issues, from bags in folders or on a shelf."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from presslayout.base import doors, locks
from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, SpecError, Text
from presslayout.base.patterns import regex
from presslayout.base.shortage import shortage
from presslayout.base.values import frozen
from presslayout.delivery.shelf import PREVIOUS
from presslayout.newsroom.options import without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from presslayout.archive.site.grown import Grown, SiteSource

# What says that a folder is a bag (RFC 8493), and that one is a shelf (OCFL 1.1).
_BAG, _MANIFEST, _SHELF = "bagit.txt", "manifest-sha256.txt", "0=ocfl_"
# What a shelf keeps for itself.
_APART = "extensions"
_PAYLOAD, _EDITION = "data/", "edition.json"
_ROW = regex(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)")
_NUMBERS = regex(r"(\d+)")
# So long somebody else may go on writing the same site.
WAIT_SECONDS = 10.0


@frozen
class PublishedSite:
    """What became of a site, and what is to be said of bags that it does not show.

    `foreign` counts bags of others, such as old papers read by OCR: they hold no pages of ours.
    """

    grown: Grown
    found: tuple[Diagnostic, ...]
    foreign: int


def publish(
    paths: Sequence[Path],
    folder: Path,
    base: str = "",
    heard: Callable[[int, int], None] | None = None,
) -> PublishedSite:
    """Make `folder` the site of all bags below these paths, at an address where one is told.

    SpecError where a path holds no bag or the address is none; DeliveryError where the folder is
    something else, or somebody else is writing it.
    """
    from presslayout.archive.site.grown import grow

    address = _address(base)
    bags = [bag for path in paths for bag in _bags(path)]
    _refuse_other(folder)
    with _held(folder):
        sources = [_source(bag) for bag in dict.fromkeys(bags)]
        ours = [one for one in sources if any(name == _EDITION for name, _, _ in one.files)]
        grown = grow(folder, ours, address, heard)
    found = tuple(_left_out(one.source, one.file) for one in grown.faults)
    return PublishedSite(grown, found, len(sources) - len(ours))


def _address(base: str) -> str:
    """The site's address with a slash behind it, spelled as addresses are."""
    if not base:
        return ""
    try:
        parts = urlsplit(base.strip())
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment:
        raise SpecError(
            [
                Diagnostic(
                    "site-address",
                    ERROR,
                    Text(f"不是网址：{base}", f"not the address of a site: {base}"),
                    hint=Text(
                        "写 http:// 或 https:// 开头、不带 ? 和 # 的网址，例如 https://paper.example.cn/szb/",
                        "write an address that begins with http:// or https:// and has neither ? nor #, "
                        "such as https://paper.example.cn/szb/",
                    ),
                )
            ]
        )
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    return f"{parts.scheme}://{quote(parts.netloc, safe=':@[]%.-')}{path.rstrip('/')}/"


def _bags(path: Path) -> list[Path]:
    """The bags below a path, in the order of their names, numbers by their value; SpecError for none."""
    found: list[Path] = []
    for root, folders, files in os.walk(path):
        own = path.__class__(root)
        if _BAG in files and _MANIFEST in files:
            found.append(own)
            folders.clear()
            continue
        shelf = any(name.startswith(_SHELF) for name in files)
        apart = {_APART} if shelf else {PREVIOUS}
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in apart
        )
    if not found:
        raise SpecError(
            [
                Diagnostic(
                    "missing-file",
                    ERROR,
                    without(path, str(path), Text("存档包", "archived issue")),
                    hint=Text(
                        "先运行 presslayout archive，再写放着存档包的文件夹",
                        "run presslayout archive first, then name folders that hold archives",
                    ),
                )
            ]
        )
    return sorted(found, key=_natural)


def _natural(path: Path) -> list[tuple[bool, int, str]]:
    parts = [word for part in path.parts for word in (*_NUMBERS.split(part), "/")]
    return [(True, int(w), "") if re.fullmatch(r"\d+", w) else (False, 0, w) for w in parts]


def _source(bag: Path) -> SiteSource:
    from presslayout.archive.site.grown import SiteSource

    text = doors.read(bag / _MANIFEST).decode("utf-8", "replace")
    rows = []
    for line in text.split("\n"):
        row = _ROW.fullmatch(line.rstrip("\r"))
        # A name that leads out of the bag is none of its files.
        if row is None or not row[2].startswith(_PAYLOAD) or ".." in row[2].split("/"):
            continue
        name = re.sub("%0[dD]", "\r", re.sub("%0[aA]", "\n", row[2]))
        rows.append((name.removeprefix(_PAYLOAD), bag / name, row[1].lower()))
    return SiteSource(str(bag), tuple(rows))


def _refuse_other(folder: Path) -> None:
    """Only what is empty, or a site already, becomes a site: others' files are not written over."""
    from presslayout.archive.site.ledger import OWN

    if folder.exists() and not folder.is_dir():
        raise DeliveryError([_other(folder)])
    if folder.is_dir() and not (folder / OWN).is_dir() and any(folder.iterdir()):
        raise DeliveryError([_other(folder)])


def _other(folder: Path) -> Diagnostic:
    return Diagnostic(
        "not-a-site",
        ERROR,
        Text(
            f"{folder} 里有别的文件，不是数字报的文件夹",
            f"{folder} holds other files and is no folder of a site",
        ),
        hint=Text("用 -o 写一个空的或新的文件夹", "name an empty or new folder with -o"),
    )


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The folder's lock, and an account of what the disk refuses."""
    from presslayout.archive.site.ledger import OWN

    try:
        (folder / OWN).mkdir(parents=True, exist_ok=True)
        lock = folder / OWN / "lock"
        taken = locks.taken(lock, WAIT_SECONDS)
    except OSError as refused:
        raise DeliveryError([_unwritten(folder, refused)]) from refused
    if taken is None:
        raise DeliveryError([_busy(folder)])
    try:
        yield
    except OSError as refused:
        if shortage(refused):
            raise
        raise DeliveryError([_unwritten(folder, refused)]) from refused
    finally:
        locks.given_back(lock, taken)


def _busy(folder: Path) -> Diagnostic:
    return Diagnostic(
        "busy",
        ERROR,
        Text(f"别的程序正在写 {folder}", f"somebody else is writing {folder}"),
        hint=Text("等它写完再来一次", "do it again when they are done"),
    )


def _unwritten(folder: Path, refused: OSError) -> Diagnostic:
    where = refused.filename if isinstance(refused.filename, str) else str(folder)
    return Diagnostic(
        "not-writable",
        ERROR,
        Text(
            f"写不进 {where}：{refused.strerror or refused}",
            f"{where} cannot be written: {refused.strerror or refused}",
        ),
        hint=Text(
            "看看文件夹的权限；改好以后再来一次，已经写的不用重写",
            "look at the folder's permissions and do it again; what is written stays",
        ),
    )


def _left_out(bag: str, name: str) -> Diagnostic:
    return Diagnostic(
        "site-left-out",
        ERROR,
        Text(
            f"{bag} 没有放进数字报：data/{name} 缺了、坏了或和清单对不上",
            f"{bag} is not on the site: data/{name} is missing, damaged or not what its manifest says",
        ),
        hint=Text(
            "从备份里取回这个存档包，或者重新存档",
            "take this archive from a copy, or archive the issue again",
        ),
    )
