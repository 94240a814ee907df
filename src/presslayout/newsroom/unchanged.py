"""Whether a build will probably find all files as the last one left them.

A guess that spares waking the second process for what is known; nothing but time hangs on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.keeping import Keeping, digest

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.options import Options

_FORMAT = "sources-1"
# A file by its path: its size, and when it was written.
Stamps = dict[str, tuple[int, int]]


def noted(path: Path, options: Options) -> Stamps:
    """The files that the last such build read, as they were; none where there was no such build."""
    keeping = Keeping.at(options.cache)
    found = keeping.get(_key(path, options, keeping)) if keeping is not None else None
    return found if isinstance(found, dict) else {}


def probably_unchanged(files: Stamps) -> bool:
    """Whether the files that the last build read are as they were."""
    return bool(files) and files == _stamps(files)


def note(path: Path, options: Options, loaded: Loaded) -> None:
    """Note the files that a build read."""
    keeping = Keeping.at(options.cache)
    if keeping is not None:
        root = loaded.workspace.root
        names = (str(root / name) for name, _ in loaded.issue.sources)
        keeping.put(_key(path, options, keeping), _stamps(dict.fromkeys(names, (0, 0))))


def _key(path: Path, options: Options, keeping: Keeping) -> str:
    asked = (options.target, options.press, options.standard, sorted(options.pages or ()))
    return digest(_FORMAT, keeping.ground, str(path.absolute()), asked)


def _stamps(files: Stamps) -> Stamps:
    """The stamps of those files that are there."""
    from pathlib import Path

    found: Stamps = {}
    for name in files:
        try:
            stat = Path(name).stat()
        except OSError:
            continue
        found[name] = stat.st_size, stat.st_mtime_ns
    return found
