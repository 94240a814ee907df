"""What a batch has to do: the issues that were named, where each goes, and which waits for which."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.values import frozen
from presslayout.issue.files import workspace_root
from presslayout.newsroom.options import without
from presslayout.newsroom.outputs import OUT, is_issue, output_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Folders of a workspace that hold no issues.
_APART = frozenset(("layout", "fonts", "images", "out", "previous"))


@frozen
class Task:
    """An issue to build: its spec, its output folder, and the words of the command.

    `home` is the folder that the batch writes below, `telling` are words that change nothing but
    what is said, `after` is the spec of the base that a variant shares pages with.
    """

    spec: Path
    out: Path
    home: Path
    words: tuple[str, ...]
    telling: tuple[str, ...] = ()
    after: Path | None = None

    @property
    def command(self) -> tuple[str, ...]:
        """The whole command."""
        where = (os.path.abspath(self.spec), "-o", os.path.abspath(self.out))  # noqa: PTH100
        return ("build", *where, *self.words, *self.telling)


@frozen
class Done:
    """What became of an issue; `skipped` where an earlier run had finished it.

    `files` are what was delivered, each by its path from the output folder with its SHA-256, `said`
    is what the build printed beside them.
    """

    task: Task
    exit: int
    seconds: float
    files: tuple[tuple[str, str], ...] = ()
    skipped: bool = False
    said: str = ""
    processor_seconds: float = 0.0


def specs(path: Path) -> tuple[Path, ...]:
    """The issue specs that a path holds, in the order of their names."""
    if path.is_file():
        return (path,)
    found = []
    for folder, names, files in os.walk(path):
        names[:] = sorted(n for n in names if not is_apart(n))
        found += [Path(folder) / n for n in sorted(files) if is_issue(Path(folder) / n)]
    return tuple(found)


def specs_of(path: Path, name: str) -> tuple[Path, ...]:
    """The same, by the name that whoever asks knows the path by; SpecError where there are none."""
    found = specs(path)
    if not found:
        raise SpecError(
            [
                Diagnostic(
                    "missing-file",
                    ERROR,
                    without(path, name, Text("稿件单", "issue spec")),
                    hint=Text(
                        "写稿件单，或放着稿件单的文件夹", "name specs, or folders that hold some"
                    ),
                )
            ]
        )
    return found


def is_apart(name: str) -> bool:
    """Whether a folder of this name holds no issues."""
    return name in _APART or name.startswith(".")


def words(target: str, *, press: str | None, standard: str | None) -> list[str]:
    """The words of a command that say what is delivered, and how it is asked for here."""
    named = {"press": press, "standard": standard}
    own = [f"--{name}={value}" for name, value in named.items() if value]
    return [f"--for={target}", "--json", *own]


def tasks(
    found: Iterable[Path], folder: Path | None, words: Sequence[str], telling: Sequence[str] = ()
) -> tuple[Task, ...]:
    """A task for every spec, its output in the workspace's out/, or likewise below a folder."""
    made = []
    for spec in dict.fromkeys(found):
        out = output_folder(spec)
        below = _below(out)
        home = folder if folder is not None else out.parents[len(below) - 1]
        made.append(
            Task(spec, home.joinpath(*below), home, tuple(words), tuple(telling), _base(spec))
        )
    return tuple(made)


def clash(wanted: Iterable[Task]) -> tuple[Task, Task] | None:
    """Two tasks that would be written into one folder; None where there are none."""
    taken: dict[Path, Task] = {}
    for task in wanted:
        other = taken.setdefault(task.out.absolute(), task)
        if other.spec != task.spec:
            return other, task
    return None


def families(wanted: Sequence[Task]) -> tuple[tuple[Task, ...], ...]:
    """Tasks by the issue that they are variants of, the base first; by itself whatever has none.

    The first of a family is built before the others: what they share was made then.
    """
    first = {_absolute(task.spec): task for task in wanted}
    made: dict[Path, list[Task]] = {}
    for task in wanted:
        top, seen = _absolute(task.spec), set[Path]()
        while (one := first.get(top)) is not None and one.after is not None and top not in seen:
            seen.add(top)
            top = _absolute(one.after)
        made.setdefault(top, []).append(task)
    for top, family in made.items():
        family.sort(key=lambda task: _absolute(task.spec) != top)
    return tuple(map(tuple, made.values()))


def exit_code(done: Sequence[Done]) -> int:
    """The gravest of the exit codes; where none is a code of ours, the first that is not 0."""
    code = messages.gravest(d.exit for d in done)
    return code or next((d.exit for d in done if d.exit), messages.OK)


def _below(folder: Path) -> tuple[str, ...]:
    """The parts of an output folder below its workspace's out/."""
    parts = folder.parts
    return parts[len(parts) - parts[::-1].index(OUT) :]


def _base(spec: Path) -> Path | None:
    """The issue that a spec is a variant of; None for one that is whole, or cannot be read."""
    from presslayout.issue.variants import base_of

    try:
        return base_of(spec, workspace_root(spec.parent) or spec.parent)
    except OSError:
        return None


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100
