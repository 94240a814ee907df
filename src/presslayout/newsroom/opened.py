"""An edition from whatever names it: a build's folder, an edition.json, a spec, or REV:spec of git."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.values import frozen
from presslayout.edition import codec
from presslayout.edition.page import Edition
from presslayout.issue.files import meant_by
from presslayout.newsroom import build
from presslayout.newsroom.outputs import found
from presslayout.newsroom.revision import checked_out, is_revision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.base.source import Source
    from presslayout.edition.record import Composition
    from presslayout.issue.workspace import Loaded, Workspace
    from presslayout.newsroom.options import Options

EDITION = "edition.json"
_PDF = b"%PDF"


@frozen
class OpenedEdition:
    """An edition, how it was named, and where its workspace and files lie if that is known.

    `loaded` and `composition` are the issue that it was set from just now, `folder` where its
    edition.json lies.
    """

    name: str
    edition: Edition
    workspace: Workspace | None = None
    sources: Mapping[str, Source] | None = None
    loaded: Loaded | None = None
    composition: Composition | None = None
    folder: Path | None = None


@contextmanager
def opened(name: str, options: Options) -> Iterator[OpenedEdition]:
    """The edition of that name; SpecError when there is none."""
    path = found(Path(name))
    if path.exists():
        yield _at(path, name, options)
        return
    revision, colon, inside = name.partition(":")
    if not colon or not inside or not is_revision(revision):
        raise _missing(name)
    with checked_out(revision, inside) as spec:
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
    if _is_pdf(path):
        # An editor who names a proof is told what to name, and not that its characters are odd.
        raise no_edition(name)
    loaded, composition = build.composed(path, options)
    return OpenedEdition(
        name, composition.edition, loaded.workspace, composition.sources, loaded, composition
    )


def _stored(path: Path, name: str) -> OpenedEdition:
    from presslayout.issue.files import packaged_root, workspace_root
    from presslayout.issue.workspace import Workspace

    try:
        edition = codec.loads(doors.read(path))
    except (OSError, ValueError) as cause:
        raise no_edition(name) from cause
    root = workspace_root(path.absolute().parent)
    workspace = Workspace(root, packaged_root()) if root is not None else None
    return OpenedEdition(name, edition, workspace, folder=path.parent)


def _is_pdf(path: Path) -> bool:
    if not doors.is_file(path):
        return False
    with doors.opened(path) as stream:
        return stream.read(len(_PDF)) == _PDF


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


def _missing(name: str) -> SpecError:
    meant = meant_by(Path(name))
    return SpecError(
        [
            Diagnostic(
                "missing-file",
                ERROR,
                Text(f"没有 {name}{meant.zh}", f"there is no {name}{meant.en}"),
                hint=Text(
                    "写输出文件夹、edition.json、稿件单，或“版本:稿件单”（git）",
                    "name a build's folder, an edition.json, a spec, or REV:spec of git",
                ),
            )
        ]
    )
