"""Which files an issue names, seen without reading it: nothing in a spec can keep that from being done.

What only looks like a name is looked for, too; nothing worse comes of it than a look.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from presslayout.base import doors
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.issue.files import workspace_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SUFFIXES = (
    "avif|bmp|docx?|gif|heic|heif|html?|jpe?g|md|pdf|png|svg|tiff?|txt|webp|wps|xlsx?|csv|ya?ml"
)
# The value of a key or an item of a list that ends as files do.
_NAME = regex(
    rf"""(?:[:：]|^[ ]*-)[ \t]*['"]?([^\s'"#{{}}\[\],|>:：][^'"#{{}}\[\],\n:]{{0,118}}\.(?:{_SUFFIXES}))"""
    r"""['"]?[ \t]*(?=[#,}\]\r\n]|$)""",
    re.MULTILINE | re.IGNORECASE,
)
_SPECS = frozenset((".yaml", ".yml"))
# A spec is a page of text; what is longer names no more than this.
_MOST_BYTES, _DEEPEST = 4_000_000, 4
_FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


@frozen
class NamedFiles:
    """Files that an issue names: those that are there, and what is not, as it is written.

    `sought` is where those would lie.
    """

    found: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()
    sought: tuple[Path, ...] = ()


def named(
    spec: Path,
    read: Callable[[Path], tuple[str, ...]] | None = None,
    is_there: Callable[[str], bool] = os.path.isfile,
) -> NamedFiles:
    """What a spec names, and what the specs name that it names, looked for as those who read it do.

    `read` gives the names in a spec, where they are known.
    """
    spec = Path(os.path.abspath(spec))  # noqa: PTH100  (links are names of their own)
    root = workspace_root(spec.parent) or spec.parent
    found: dict[Path, None] = {}
    missing: dict[str, None] = {}
    sought: dict[Path, None] = {}
    todo, done = [(spec, 0)], {spec}
    while todo:
        one, depth = todo.pop()
        for name in (read or names)(one):
            places = tuple(_places(name, one.parent, root))
            there = next((place for place in places if is_there(str(place))), None)
            if there is None:
                missing |= {name: None} if places else {}
                sought |= dict.fromkeys(places)
                continue
            found[there] = None
            if there.suffix.lower() in _SPECS and depth < _DEEPEST and there not in done:
                done.add(there)
                todo.append((there, depth + 1))
    return NamedFiles(tuple(found), tuple(missing), tuple(sought))


def absent(spec: Path) -> tuple[Path, ...]:
    """Where files would lie that a spec names and that are not there."""
    return named(spec).sought


def names(spec: Path) -> tuple[str, ...]:
    """What a spec names, as it is written."""
    try:
        text = doors.glance(spec, _MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ()
    return tuple(dict.fromkeys(match[1] for match in _NAME.finditer(text)))


def _places(name: str, beside: Path, root: Path) -> Iterator[Path]:
    """Where a file of this name may lie, however its letters are composed."""
    if "\0" in name or "\\" in name or PurePosixPath(name).is_absolute():
        return
    for base in dict.fromkeys((beside, root)):
        for form in dict.fromkeys((name, *(unicodedata.normalize(f, name) for f in _FORMS))):
            place = os.path.normpath(os.path.join(base, form))  # noqa: PTH118
            if place.startswith(str(root) + os.sep):
                yield Path(place)
