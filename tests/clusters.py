"""A Dask scheduler and its workers as processes on loopback, for the tests that give them work."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.e2e.desk import ROOT
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

HOOKS = ROOT / "tests" / "hooks"
_SECONDS = 90


@contextmanager
def deaf_port() -> Iterator[int]:
    """A port of loopback that nobody listens on, nor can for so long."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        yield one.getsockname()[1]


@dataclass
class Machines:
    """A scheduler and its workers, each in a process group of its own, below a folder."""

    folder: Path
    scheme: str = "tcp"
    more: tuple[str, ...] = ()
    # What the scheduler was given.
    port: int = 0
    groups: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def scheduler(self) -> subprocess.Popen[bytes]:
        made = self._start(
            "scheduler", "dask_scheduler", "--host", self.address.rpartition(":")[0],
            "--port", str(self.port), "--no-dashboard", *self.more,
        )  # fmt: skip
        told = until(
            lambda: re.search(r"Scheduler at:\s+\S+:(\d+)", self.said("scheduler")), _SECONDS, 0.1
        )
        self.port = int(told[1])
        return made

    def worker(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        """A worker of one thread, started again by its nanny when it ends."""
        made = self._start(
            name, "dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--name", name,
            "--local-directory", str(self.folder / name), "--death-timeout", "60",
            *self.more, *words,
        )  # fmt: skip
        until(lambda: "Registered to" in self.said(name), _SECONDS, 0.1)
        return made

    def said(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")

    def below(self, word: str) -> list[int]:
        """The processes of these machines whose command line holds a word."""
        import psutil

        found = []
        for top in self.groups:
            with suppress(psutil.NoSuchProcess):
                found += [
                    one.pid
                    for one in psutil.Process(top.pid).children(recursive=True)
                    if word in " ".join(one.cmdline())
                ]
        return found

    def stop(self, one: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
        one.wait()
        self.groups.remove(one)

    def close(self) -> None:
        for one in list(self.groups):
            self.stop(one)

    def _start(self, name: str, module: str, *words: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(HOOKS))),
            "PRESSLAYOUT_CACHE": str(self.folder / "cache"),
            "LC_ALL": "C.UTF-8",
        }
        with (self.folder / f"{name}.log").open("wb") as log:
            made = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *words],
                env=environment,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
            )
        self.groups.append(made)
        return made
