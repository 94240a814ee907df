"""The processes that build issues: each serves one issue after another (`cli/builder.py`)."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, messages, processes
from presslayout.base.values import frozen, mutable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_IS_WINDOWS = sys.platform == "win32"
_COMMAND = ("-P", "-m", "presslayout.cli.builder")


@frozen
class Ran:
    """What a command said and took: `read` are the files that it read."""

    exit: int
    seconds: float
    processor_seconds: float
    told: bytes
    said: str
    read: tuple[doors.ReadFile, ...]


@mutable
class Builder:
    """A process that runs commands one by one; another is started where one was killed."""

    folder: tempfile.TemporaryDirectory[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    stopped: bool = False

    @classmethod
    def of_share(cls, count: int, below: str | None = None) -> Builder:
        """One of so many that share the processors; OSError where there is no room for its files.

        They lie `below` a folder, the system's own for None.
        """
        own = max(1, processes.available() // count)
        environment = os.environ | {processes.VARIABLE: str(own)}
        return cls(tempfile.TemporaryDirectory(prefix="presslayout-", dir=below), environment)

    def run(self, words: Sequence[str], here: Path | None = None) -> Ran:
        """Run a command of ours in a folder; OSError where no process can be had."""
        place = Path(self.folder.name)
        files = {name: place / name for name in ("stdout", "stderr", "reads", "modules")}
        for name in ("stdout", "stderr", "reads"):
            files[name].unlink(missing_ok=True)
        order = {"words": list(words), "here": str(here or Path.cwd())} | {
            name: str(file) for name, file in files.items()
        }
        answer = self._straight(order) if _IS_WINDOWS else self._answer(order)
        code = int(answer.get("exit", messages.FAULT))
        return Ran(
            # A process that a signal ended is a fault of ours.
            code if code >= 0 else messages.FAULT,
            float(answer.get("seconds", 0.0)),
            float(answer.get("processor_seconds", 0.0)),
            _held(files["stdout"]),
            _held(files["stderr"]).decode("utf-8", "replace"),
            tuple(doors.noted(_held(files["reads"]))),
        )

    def _straight(self, order: Mapping[str, Any]) -> dict[str, float]:
        """What a command of its own does, where nothing waits for a pipe and a process at once."""
        begun = time.monotonic()
        with Path(order["stdout"]).open("wb") as out, Path(order["stderr"]).open("wb") as err:
            self.process = subprocess.Popen(  # noqa: S603  our own command
                [sys.executable, "-P", "-m", "presslayout", *order["words"]],
                cwd=order["here"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env={**self.environment, doors.NOTES: order["reads"]},
            )
            self._heed()
            code = self.process.wait()
        self.process = None
        return {"exit": code, "seconds": round(time.monotonic() - begun, 3)}

    def _answer(self, order: Mapping[str, Any]) -> dict[str, float]:
        """What the process answers; nothing where it was killed over it."""
        if self.process is None:
            # It is told to end by its input: until it can say so itself, it hears no Ctrl-C.
            with processes.undisturbed():
                self.process = subprocess.Popen(  # noqa: S603  our own command
                    [sys.executable, *_COMMAND],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    env=self.environment,
                )
            self._heed()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            self.process.stdin.flush()
        line = self.process.stdout.readline()
        try:
            answer: dict[str, float] = json.loads(line)
        except doors.JSON.faults():
            self._end()
            return {}
        return answer

    def stop(self) -> None:
        """Have the command that is under way end, and whoever waits for it told so; from any thread."""
        self.stopped = True
        self._hang_up()

    def _heed(self) -> None:
        """What was stopped while its process began is stopped now."""
        if self.stopped:
            self._hang_up()

    def _hang_up(self) -> None:
        process = self.process
        if process is None:
            return
        with contextlib.suppress(OSError, ValueError):
            if process.stdin is None:
                process.kill()
            else:
                process.stdin.close()

    def close(self) -> None:
        """End the process."""
        self._end()
        self.folder.cleanup()

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _held(file: Path) -> bytes:
    try:
        return doors.read(file)
    except OSError:
        return b""
