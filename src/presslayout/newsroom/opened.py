"""An edition from whatever names it: a build's folder, an edition.json, a spec, or REV:spec of git."""

from __future__ import annotations

import re
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.values import frozen
from presslayout.edition import codec
from presslayout.edition.page import Edition
from presslayout.newsroom import build
from presslayout.newsroom.outputs import found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.base.source import Source
    from presslayout.issue.workspace import Workspace
    from presslayout.newsroom.options import Options

EDITION = "edition.json"


@frozen
class OpenedEdition:
    """An edition, how it was named, and where its workspace and files lie if that is known."""

    name: str
    edition: Edition
    workspace: Workspace | None = None
    sources: Mapping[str, Source] | None = None


@contextmanager
def opened(name: str, options: Options) -> Iterator[OpenedEdition]:
    """The edition of that name; SpecError when there is none."""
    path = found(Path(name))
    if path.exists():
        yield _at(path, name, options)
        return
    revision, colon, inside = name.partition(":")
    if not colon or not inside or not re.match(r"[\w@~^/.{}][\w@~^/.{}-]*$", revision):
        raise _missing(name)
    with _checked_out(revision, inside, name) as spec:
        yield _at(spec, name, options)


def read_edition(path: str | Path) -> Edition:
    """The edition that a build wrote: an edition.json, or the folder that it lies in.

    SpecError when there is none, or it is no edition.
    """
    where = found(Path(path))
    return _stored(where / EDITION if where.is_dir() else where, str(path)).edition


def _at(path: Path, name: str, options: Options) -> OpenedEdition:
    if path.is_dir() and (path / EDITION).is_file():
        return _stored(path / EDITION, name)
    if path.is_file() and path.suffix == ".json":
        return _stored(path, name)
    loaded, composition = build.composed(path, options)
    return OpenedEdition(name, composition.edition, loaded.workspace, composition.sources)


def _stored(path: Path, name: str) -> OpenedEdition:
    from presslayout.issue.files import packaged_root, workspace_root
    from presslayout.issue.workspace import Workspace

    try:
        edition = codec.loads(doors.read(path))
    except (OSError, ValueError) as cause:
        raise no_edition(name) from cause
    root = workspace_root(path.absolute().parent)
    workspace = Workspace(root, packaged_root()) if root is not None else None
    return OpenedEdition(name, edition, workspace)


def no_edition(name: str) -> SpecError:
    """That a file is none that a build wrote."""
    return SpecError(
        [
            Diagnostic(
                "not-an-edition",
                ERROR,
                Text(
                    f"{name} 不是 presslayout 写的 edition.json",
                    f"{name} is no edition.json of presslayout",
                ),
                hint=Text(
                    "指定一次排版的输出文件夹、edition.json 或稿件单",
                    "name a build's folder, an edition.json or a spec",
                ),
            )
        ]
    )


@contextmanager
def _checked_out(revision: str, inside: str, name: str) -> Iterator[Path]:
    """The files of a git revision in a folder of their own, for as long as they are looked at."""
    target = Path(inside).absolute()
    near = next((p for p in (target, *target.parents) if p.is_dir()), Path.cwd())
    top = _git(["rev-parse", "--show-toplevel"], near)
    if top is None or not target.is_relative_to(root := Path(top.decode().strip()).resolve()):
        raise _missing(name)
    archive = _git(["archive", "--format=tar", revision], root)
    if archive is None:
        raise _missing(name)
    import io
    import tarfile

    from presslayout.issue.files import workspace_root

    with tempfile.TemporaryDirectory(prefix="presslayout-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        own = workspace_root(target)
        if own is not None and own.is_relative_to(root):
            # git keeps no empty folder, and a workspace is known by its layout/.
            (Path(folder) / own.relative_to(root) / "layout").mkdir(parents=True, exist_ok=True)
        spec = Path(folder) / target.relative_to(root)
        if not spec.exists():
            raise _missing(name)
        yield spec


def _git(words: list[str], folder: Path) -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603  the words are ours, the revision was looked at
            ["git", "-C", str(folder), *words],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _missing(name: str) -> SpecError:
    return SpecError(
        [
            Diagnostic(
                "missing-file",
                ERROR,
                Text(f"没有 {name}", f"there is no {name}"),
                hint=Text(
                    "写输出文件夹、edition.json、稿件单，或“版本:稿件单”（git）",
                    "name a build's folder, an edition.json, a spec, or REV:spec of git",
                ),
            )
        ]
    )
