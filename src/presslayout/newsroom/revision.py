"""The files of a git revision in a folder of their own, and why there are none.

What git says is not shown but told again: what is missing, and what to do about it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_REVISION = regex(r"[\w@~^/.{}][\w@~^/.{}-]*\Z")
# What people keep out of git because it is large: as it is now is better than none.
_LARGE = ("fonts", "images", "issue")
# So many revisions are named to somebody who asked for one that is not there.
_NAMED = 3


def is_revision(words: str) -> bool:
    """Whether something may name a revision and is no option of git."""
    return bool(_REVISION.match(words))


@contextmanager
def checked_out(revision: str, inside: str) -> Iterator[Path]:
    """A file or folder as it was in a revision, for as long as it is looked at.

    SpecError where there is no repository, no such revision, or no such file in it.
    """
    target = Path(inside).absolute()
    near = next((p for p in (target, *target.parents) if p.is_dir()), Path.cwd())
    root = _repository(near, revision, inside)
    if not target.resolve().is_relative_to(root):
        raise _no_repository(revision, inside, near)
    path = target.resolve().relative_to(root)
    commit = _git(["rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"], root)
    if commit is None:
        raise _no_revision(revision, inside, root)
    archive = _git(["archive", "--format=tar", commit.decode().strip()], root)
    if archive is None:
        raise _no_revision(revision, inside, root)
    import io
    import tarfile

    with tempfile.TemporaryDirectory(prefix="presslayout-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        spec = Path(folder) / path
        if not spec.exists():
            raise _not_in_revision(revision, inside, (root, path))
        _complete(Path(folder), root, target)
        yield spec


def _repository(near: Path, revision: str, inside: str) -> Path:
    """The folder of the repository round a folder."""
    if shutil.which("git") is None:
        raise _refused(
            "no-git",
            Text(
                f"“{revision}:{inside}”要用 git 取出旧稿，这台机器上没有 git",
                f"“{revision}:{inside}” asks git for the older copy, and git is not installed here",
            ),
            Text(
                "装上 git，或写上次排版的输出文件夹、edition.json",
                "install git, or name the folder or the edition.json of an earlier build",
            ),
        )
    top = _git(["rev-parse", "--show-toplevel"], near)
    if top is None:
        raise _no_repository(revision, inside, near)
    return Path(os.fsdecode(top).removesuffix("\n")).resolve()


def _complete(folder: Path, root: Path, target: Path) -> None:
    """What a workspace needs and git does not keep: its layout/, and files too large for it."""
    from presslayout.issue.files import workspace_root

    own = workspace_root(target)
    own = own.resolve() if own is not None else None
    if own is None or not own.is_relative_to(root):
        return
    inside = own.relative_to(root)
    # git keeps no empty folder, and a workspace is known by its layout/.
    (folder / inside / "layout").mkdir(parents=True, exist_ok=True)
    listed = _git(["ls-files", "-z", "--others", "--", *_LARGE], own) or b""
    for name in filter(None, listed.split(b"\0")):
        here = own / os.fsdecode(name)
        there = folder / inside / os.fsdecode(name)
        if there.exists() or not here.is_file() or here.suffix in {".yaml", ".md", ".txt"}:
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(here, there)
        except OSError:
            shutil.copy2(here, there)


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


def _no_repository(revision: str, inside: str, near: Path) -> SpecError:
    place = near.name or str(near)
    return _refused(
        "no-repository",
        Text(
            f"“{revision}:{inside}”要从 git 取 {revision} 那时的稿件，可是 {place}/ 不在 git 仓库里",
            f"“{revision}:{inside}” asks git for the copy at {revision}, but {place}/ lies in no "
            "repository that git may read",
        ),
        Text(
            "没有用 git 管稿件的，写上次排版的输出文件夹（out/…）或 edition.json；"
            "要用 git，先在工作区运行 git init、git add .、git commit",
            "name the folder (out/…) or the edition.json of an earlier build; to use git, run "
            "git init, git add . and git commit in the workspace first",
        ),
    )


def _no_revision(revision: str, inside: str, root: Path) -> SpecError:
    known = _log(root)
    if not known:
        return _refused(
            "no-revision",
            Text(
                f"“{revision}:{inside}”：这个 git 仓库还没有提交过，没有旧稿可以比",
                f"“{revision}:{inside}”: nothing was ever committed here, so there is no older copy",
            ),
            Text(
                "先 git add . 再 git commit，以后的改动才比得出来；这一次写输出文件夹或 edition.json",
                "git add . and git commit, and later changes can be compared; for now name the "
                "folder or the edition.json of a build",
            ),
        )
    return _refused(
        "no-revision",
        Text(
            f"“{revision}:{inside}”：git 里没有 {revision} 这个版本",
            f"“{revision}:{inside}”: git knows no revision {revision}",
        ),
        Text(
            f"最近的有 {'、'.join(known)}；全部的看 git log --oneline",
            f"the latest are {', '.join(known)}; git log --oneline lists them all",
        ),
    )


def _not_in_revision(revision: str, inside: str, place: tuple[Path, Path]) -> SpecError:
    root, path = place
    known = _log(root, path.as_posix())
    way = Text(
        "核对路径：从现在的文件夹写起，那时叫别的名字就写那时的名字",
        "check the path: it is written from this folder on, under the name that it had then",
    )
    if known:
        way = Text(f"有它的版本：{'、'.join(known)}", f"revisions that have it: {', '.join(known)}")
    elif (root / path).exists():
        way = Text(
            "它还没有提交过：先 git add、git commit，或和输出文件夹、edition.json 比",
            "it was never committed: git add and git commit it, or compare with a build's folder",
        )
    return _refused(
        "not-in-revision",
        Text(
            f"“{revision}:{inside}”：{revision} 那时还没有 {path.as_posix()}",
            f"“{revision}:{inside}”: at {revision} there is no {path.as_posix()}",
        ),
        way,
    )


def _log(root: Path, *paths: str) -> list[str]:
    """The latest revisions, with their subjects."""
    said = _git(["log", f"-{_NAMED}", "--format=%h %s", "--", *paths], root) or b""
    return [line.strip() for line in said.decode("utf-8", "replace").split("\n") if line.strip()]


def _refused(code: str, message: Text, way: Text) -> SpecError:
    return SpecError([Diagnostic(code, ERROR, message, hint=way)])
