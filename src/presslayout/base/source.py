"""Where the bytes of a face or picture lie."""

from __future__ import annotations

from pathlib import Path

from presslayout.base.patterns import regex
from presslayout.base.values import frozen

# Values on the axes of a variable face by tag (OpenType, fvar), in the order of the file.
Axes = tuple[tuple[str, float], ...]


@frozen
class Source:
    """Where the bytes of an asset lie.

    `index` is the face's place in a font collection, `axes` where on its axes it is set, what
    stands at its default left out.
    """

    path: Path
    index: int = 0
    axes: Axes = ()


def spelled(axes: Axes) -> str:
    """A place on axes as keys and messages write it: `wght500,wdth75`."""
    return ",".join(f"{tag}{number(value)}" for tag, value in axes)


def number(value: float) -> str:
    """A value on an axis, as many decimals as it has."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


_KEY = regex(r"(?:#(?P<index>\d+))?(?:@(?P<axes>.+))?-[0-9a-f]{8}\Z")


def source_of(key: str, path: Path) -> Source:
    """The face that a key names, its file lying here: its place in a collection and on its axes."""
    found = _KEY.match(key.removeprefix(path.stem)) if key.startswith(path.stem) else None
    if found is None:
        return Source(path)
    place = tuple((one[:4], float(one[4:])) for one in (found["axes"] or "").split(",") if one)
    return Source(path, int(found["index"] or 0), place)


def file_name(key: str, file: str) -> str:
    """A face as people tell it from another: its file, its place in a collection and on its axes."""
    source = source_of(key, Path(file))
    index = f"#{source.index}" if source.index else ""
    return " ".join([f"{source.path.name}{index}", *spelled(source.axes).split(",")]).strip()


def _key(source: Source, digest: str) -> str:
    index = f"#{source.index}" if source.index else ""
    place = f"@{spelled(source.axes)}" if source.axes else ""
    return f"{source.path.stem}{index}{place}-{digest[:8]}"
