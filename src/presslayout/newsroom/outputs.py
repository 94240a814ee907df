"""Where an issue's output goes when nobody says: out/DATE/NAME, one rule for every command (SPEC §5).

DATE is the issue's folder below issue/, which bears the day's name; NAME is `issue` for the main
edition, the file's stem for a variant (县区版) or any other.  So two days' variants, and the two of
one day, never meet.  What builds of before left in out/NAME is still found.
"""

from __future__ import annotations

import codecs
import json
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.patterns import regex
from presslayout.issue.files import workspace_root
from presslayout.newsroom.additions import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT, MAIN, ISSUES = "out", "issue", "issue"
_SUFFIXES = frozenset((".yaml", ".yml"))
# A spec with a fault in its first key is a spec all the same.
_ISSUE = regex(r"^\ufeff?['\"]?(?:报纸|版面|底版|paper|pages|base)['\"]?\s*[:：]", re.MULTILINE)
_VARIANT = regex(r"^\ufeff?['\"]?(?:底版|base)['\"]?\s*[:：]", re.MULTILINE)
_LOOKED_AT = 65_536
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Left(StrEnum):
    """What an earlier build left, seen from one that delivered nothing.

    untouched: what is never taken back.  outdated: what stands where today's was expected.  aside:
    what was put away.
    """

    UNTOUCHED = "untouched"
    OUTDATED = "outdated"
    ASIDE = "aside"


def output_folder(path: Path) -> Path:
    """The folder of an issue (a spec, or the folder that holds one) in its workspace's out/."""
    where = path.absolute()
    home = where if where.is_dir() else where.parent
    root = workspace_root(home) or Path.cwd()
    inside = home.relative_to(root).parts if home.is_relative_to(root) else (home.name,)
    day = inside[1:] if inside[:1] == (ISSUES,) else inside
    if not day:
        return root / OUT / (MAIN if where.is_dir() else where.stem) / MAIN
    main = where.is_dir() or _is_main(where)
    return root.joinpath(OUT, *day, MAIN if main else where.stem)


def older_folder(path: Path) -> Path:
    """Where builds of before put an issue's output: out/NAME."""
    where = path.absolute()
    home = where if where.is_dir() else where.parent
    name = home.name if where.is_dir() or where.stem == MAIN else where.stem
    return (workspace_root(home) or Path.cwd()) / OUT / name


def left_over(path: Path, product: str) -> Path | None:
    """A product of this very issue that a build of before left in the older place; None for none."""
    folder = older_folder(path)
    old = folder / product
    if folder == output_folder(path) or not old.exists():
        return None
    try:
        told = json.loads(doors.read(folder / "report.json"))["issue"]
    except doors.JSON.faults(OSError):
        return None
    where = path.absolute()
    root = workspace_root(where if where.is_dir() else where.parent)
    spec = root / told if root is not None and isinstance(told, str) else None
    return old if spec is not None and where in (spec, spec.parent) else None


def older(path: Path, target: str) -> Path | None:
    """What a target made of this very issue in the older place; None for nothing."""
    return left_over(path, target_of(target).product)


def standing(target: str, folder: Path) -> tuple[Left, Path] | None:
    """What of a target stands in an output folder where nothing was delivered; None for nothing."""
    row = target_of(target)
    product, aside = folder / row.product, folder / "previous" / row.product
    if product.exists():
        return (Left.OUTDATED if row.withdraws else Left.UNTOUCHED), product
    return (Left.ASIDE, aside) if row.withdraws and aside.exists() else None


def found(name: Path) -> Path:
    """What an output is called, in the new way or the older one, as it stands on disk.

    A folder of a day stands for its main edition.  The name itself where nothing else is there.
    """
    if _holds(name):
        return name
    return next((one for one in _namesakes(name) if _holds(one)), name)


def is_issue(path: Path) -> bool:
    """Whether a file is an issue's spec: by its name, which is told of whatever it says, or by its keys."""
    if path.suffix not in _SUFFIXES:
        return False
    return (path.stem == MAIN and path.is_file()) or bool(_ISSUE.search(_head(path)))


def _is_main(spec: Path) -> bool:
    """The spec called `issue`, or the only one of its folder that is no variant of another."""
    if spec.stem == MAIN:
        return True
    if _VARIANT.search(_head(spec)):
        return False
    try:
        beside = [p for p in spec.parent.iterdir() if p != spec and p.suffix in _SUFFIXES]
    except OSError:
        return False
    return not any(
        p.stem == MAIN or (is_issue(p) and not _VARIANT.search(_head(p))) for p in beside
    )


def _head(path: Path) -> str:
    try:
        if not path.is_file():
            return ""
        with doors.opened(path) as stream:
            data = stream.read(_LOOKED_AT)
    except OSError:
        return ""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    try:
        # What is looked at may end within a character.
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _holds(path: Path) -> bool:
    """Whether a file stands there, or a folder that a build wrote."""
    return path.is_file() or (path / "edition.json").is_file() or (path / "data").is_dir()


def _namesakes(name: Path) -> Iterator[Path]:
    """The places that a name of the other way means, the likeliest first."""
    yield name / MAIN
    whole = name.absolute()
    out = next((p for p in whole.parents if p.name == OUT and _is_workspace(p.parent)), None)
    if out is None:
        return
    inside = whole.relative_to(out).parts
    for cut in range(len(inside), 0, -1):
        place, rest = inside[:cut], inside[cut:]
        if place[-1] == MAIN and len(place) > 1:
            yield out.joinpath(place[-2], *rest)
        if len(place) > 1:
            yield out.joinpath(place[-1], *rest)
        yield out.joinpath(*place, MAIN, *rest)
    # A variant by its name alone, where only one day has it.
    days = sorted(out.glob(f"*/{_quoted(inside[0])}")) if out.is_dir() else []
    if len(days) == 1:
        yield days[0].joinpath(*inside[1:])


def _is_workspace(folder: Path) -> bool:
    return (folder / "layout").is_dir()


def _quoted(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)
