"""The lines of a shell that manuals write: ours run, those of others are known by their first word."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from presslayout.cli.arguments import VERBS
from tests import zygote

ROOT = Path(__file__).resolve().parents[2]
# Read and not imported: a book and the specimen have a `make` of their own.
WAYS = re.findall(
    r"^WAYS = .*\(([\w, ]+)\)\}$", (ROOT / "make.py").read_text("utf-8"), re.MULTILINE
)[0]
SECONDS = 120
# What a line may say behind it: the exit code that it has.
EXIT = re.compile(r"#.*?(?:退出码|exit) (\d+)")
# A moment of the evening before the sample's day: whoever signs signs then.
WHEN = "1792247040"
# Of others: read, not run.
FOREIGN = ("pip", "git", "sha256sum", "eval", "source", "curl", "winget", "py")


@dataclass(slots=True)
class Shell:
    """A folder in which commands run, one after the other; `took` is their time of a processor."""

    folder: Path
    cache: Path
    home: Path
    took: float = 0

    def run(self, text: str) -> tuple[str | None, str]:
        """Run all lines; what was wrong with the first that fails, and what all printed."""
        printed = ""
        for line in text.replace("\\\n", " ").splitlines():
            found = EXIT.search(line)
            wanted = int(found[1]) if found else 0
            words = shlex.split(line, comments=True)
            if not words:
                continue
            code, said = self._one(words)
            printed += said
            if code != wanted:
                return f"{line.strip()}: exit {code} and not {wanted}\n{said}", printed
        return None, printed

    def _one(self, words: list[str]) -> tuple[int, str]:
        while re.fullmatch(r"[A-Z_]+=.*", words[0]):
            words = words[1:]
        name, *rest = words
        if name == "presslayout":
            return self._ours(rest)
        if name == "cd":
            self.folder = (self.folder / rest[0]).resolve()
            return (0 if self.folder.is_dir() else 1), ""
        if name in FILES:
            FILES[name](self.folder, *(one for one in rest if not one.startswith("-")))
            return 0, ""
        if name == "make" or rest[:1] == ["make.py"]:
            way = rest[-1]
            known = way in WAYS.split(", ") and (name != "make" or way in _makefile().split())
            return (0 if known else 1), ""
        return (0 if name in FOREIGN else 127), ""

    def _ours(self, words: list[str]) -> tuple[int, str]:
        if words[:1] == ["preview"]:
            # It serves until somebody ends it: what it is asked is read.
            known = [n for a in VERBS["preview"].arguments for n in a.names]
            asked = [word for word in words if word.startswith("--")]
            spec = self.folder / words[1]
            return (0 if spec.exists() and set(asked) <= set(known) else 2), ""
        done = zygote.run(words, self.folder, self._environment(), seconds=SECONDS)
        self.took += done.took
        return done.exit, (done.err + done.out).decode()

    def json(self, *words: str) -> dict[str, Any]:
        """What a command tells programs."""
        asked = (*words, "--json")
        done = zygote.run(asked, self.folder, self._environment(), seconds=SECONDS)
        self.took += done.took
        told: dict[str, Any] = json.loads(done.out)
        return told

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "PRESSLAYOUT_CACHE": str(self.cache),
            "PRESSLAYOUT_KEYS": str(self.home / "keys"),
            "SOURCE_DATE_EPOCH": WHEN,
            "LC_ALL": "C.UTF-8",
            "TZ": "Asia/Shanghai",
            "COLUMNS": "100",
        }


def _makefile() -> str:
    return (ROOT / "Makefile").read_text("utf-8")


def _copy(folder: Path, *names: str) -> None:
    *sources, target = (folder / name for name in names)
    for source in sources:
        if source.is_dir():
            shutil.copytree(source, target / source.name if target.is_dir() else target)
        else:
            shutil.copy(source, target)


def _folders(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).mkdir(parents=True, exist_ok=True)


def _move(folder: Path, source: str, target: str) -> None:
    shutil.move(folder / source, folder / target)


def _remove(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()


FILES = {"cp": _copy, "mkdir": _folders, "mv": _move, "rm": _remove}
