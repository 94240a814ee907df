"""Commands in children of a process that has its modules loaded: what a run costs is its work.

Each run is a process of its own as a user's is, forked before anything was done: its exit code,
its folder, its environment and its streams are its alone.  What a command costs to start, and what
only holds for a fresh interpreter, other tests look at.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "presslayout")
# What commands load when they come to it.
LIBRARIES = """
    PIL.Image PIL.JpegImagePlugin PIL.PngImagePlugin PIL.TiffImagePlugin PIL.ImageCms PIL.ImageDraw
    bagit fontTools.subset fontTools.ttLib lxml.etree lxml.html pathops pikepdf pypdfium2
    reportlab.lib.colors reportlab.pdfgen.canvas rich.console rich.table rjieba uharfbuzz
    xml.etree.ElementTree yaml
""".split()
# By which a pattern is asked.
METHODS = "findall finditer flags fullmatch groupindex match search split sub subn".split()
# How long a command that goes on may take until it says something.
OPENS_SECONDS = 30
# What an interpreter is told when it starts and a child can be told as well.
TAKEN = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: exit code, standard output, standard error, processor time in seconds."""

    exit: int
    out: bytes
    err: bytes
    took: float


def run(
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    seconds: float,
    given: bytes = b"",
    memory: int = 0,
) -> Done:
    """Run a command with `given` to read; TimeoutExpired after so many seconds.

    `memory` is what it may address, in bytes; 0 is as much as there is.
    """
    if not hasattr(os, "fork"):
        return fresh(words, folder, environment, seconds=seconds, given=given)
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as place:
        read, out, err = (str(Path(place, name)) for name in ("in", "out", "err"))
        Path(read).write_bytes(given)
        asked = [list(words), str(folder), dict(environment), memory, (read, out, err), False]
        server.stdin.write(json.dumps(asked).encode() + b"\n")
        server.stdin.flush()
        if not select.select([server.stdout], [], [], seconds)[0]:
            _server.cache_clear()
            _ended(server)
            raise subprocess.TimeoutExpired(list(words), seconds)
        code, took = server.stdout.readline().split()
        return Done(int(code), Path(out).read_bytes(), Path(err).read_bytes(), float(took))


def fresh(
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    seconds: float,
    given: bytes = b"",
) -> Done:
    """The same by an interpreter that starts for it; what it took is not known."""
    done = subprocess.run(
        [*COMMAND, *words],
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        check=False,
        timeout=seconds,
    )
    return Done(done.returncode, done.stdout, done.stderr, 0)


@dataclass(frozen=True, slots=True)
class Going:
    """A command that goes on; what it prints is read from `stdout` and `stderr`."""

    pid: int
    stdout: IO[bytes]
    stderr: IO[bytes]
    # By which the process is meant, and no other that has its number by then.
    handle: int

    def terminate(self) -> None:
        """Ask it to end."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGTERM)

    def communicate(self, timeout: float) -> tuple[bytes, bytes]:
        """What it still prints once it has ended; TimeoutExpired after so many seconds."""
        if not select.select([self.handle], [], [], timeout)[0]:
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        os.close(self.handle)
        with self.stdout, self.stderr:
            return self.stdout.read(), self.stderr.read()


def start(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Going | None:
    """A command that goes on; None where none can be forked and held on to."""
    if not hasattr(os, "pidfd_open"):
        return None
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as place:
        ends = []
        names = [str(Path(place, name)) for name in ("out", "err")]
        for name in names:
            os.mkfifo(name)
            ends.append(os.open(name, os.O_RDONLY | os.O_NONBLOCK))
        asked = [list(words), str(folder), dict(environment), 0, (os.devnull, *names), True]
        server.stdin.write(json.dumps(asked).encode() + b"\n")
        server.stdin.flush()
        pid = int(server.stdout.readline())
        handle = os.pidfd_open(pid)
        # It has opened both, or is no more.
        select.select([*ends, handle], [], [], OPENS_SECONDS)
        for end in ends:
            os.set_blocking(end, True)
        out, err = (os.fdopen(end, "rb") for end in ends)
        return Going(pid, out, err, handle)


@cache
def _server() -> subprocess.Popen[bytes]:
    made = subprocess.Popen(
        [sys.executable, "-c", "from tests.zygote import serve; serve()"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    atexit.register(_ended, made)
    return made


def _ended(server: subprocess.Popen[bytes]) -> None:
    """End it and what it has forked; who sums up what tests cost sums up their commands, too."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def serve() -> None:
    """Fork a child for every line asked, and answer with its exit code."""
    load()
    answers = os.dup(1)
    os.dup2(2, 1)
    gc.freeze()
    begun: set[int] = set()
    for line in sys.stdin.buffer:
        *asked, goes_on = json.loads(line)
        child = os.fork()
        if not child:
            os.close(answers)
            _child(*asked)
        begun = {one for one in begun if not os.waitpid(one, os.WNOHANG)[0]}
        if goes_on:
            begun.add(child)
            os.write(answers, b"%d\n" % child)
            continue
        _, status, used = os.wait4(child, 0)
        code, took = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        os.write(answers, b"%d %f\n" % (code, took))


def load() -> None:
    """All that commands load, and what they load when they come to it."""
    from importlib import import_module
    from pkgutil import walk_packages

    import presslayout

    for module in walk_packages(presslayout.__path__, "presslayout."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in LIBRARIES:
        import_module(name)
    _open()


def _open() -> None:
    """What every process makes anew of the program's own files, which no run changes."""
    from presslayout.base import keeping, patterns
    from presslayout.newsroom.proofread import lexicon

    for one in gc.get_objects():
        if isinstance(one, patterns._Pattern):
            for name in METHODS:
                getattr(one, name)
    for words in (lexicon.wrong_words, lexicon.idioms, lexicon.long_words):
        words()
    lexicon.alike("一", "二")
    keeping.ground()


def _child(
    words: list[str],
    folder: str,
    environment: dict[str, str],
    memory: int,
    streams: tuple[str, str, str],
) -> None:
    """What `python -m presslayout` does in a process of its own; never returns."""
    code = 1
    try:
        if memory:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        os.dup2(os.open(streams[0], os.O_RDONLY), 0)
        for number in (1, 2):
            path = streams[number]
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        _take_paths(environment)
        sys.argv = ["presslayout", *words]
        sys.orig_argv = [sys.executable, "-m", "presslayout", *words]
        if words[:1] == ["preview"]:
            _begin_proofreader()
        from presslayout.cli import main

        code = main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = code or 120
        os._exit(code)


def _begin_proofreader() -> None:
    """Fork whoever will read copy beside a preview, while it has no threads.

    A second one is begun as a user's is.
    """
    from presslayout.newsroom import proofreader

    asked, ask = os.pipe()
    answer, answers = os.pipe()
    process = os.fork()
    if not process:
        os.dup2(asked, 0)
        os.dup2(answers, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        for one in (asked, ask, answer, answers):
            os.close(one)
        proofreader._answer()
        os._exit(0)
    os.close(asked)
    os.close(answers)
    first = [_Reader(process, os.fdopen(ask, "wb"), os.fdopen(answer, "rb"))]
    begun = proofreader._begun
    proofreader._begun = lambda: first.pop() if first else begun()  # type: ignore[assignment,return-value]


@dataclass(frozen=True, slots=True)
class _Reader:
    """A forked process as `subprocess.Popen` is one."""

    pid: int
    stdin: IO[bytes]
    stdout: IO[bytes]

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _take_paths(environment: Mapping[str, str]) -> None:
    """Look for modules where PYTHONPATH says, behind the folder itself and before all others."""
    named = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path]
    paths = [*named, *(path for path in sys.path[1:] if path not in named)]
    if paths != sys.path[1:]:
        from presslayout.base import keeping

        # Libraries that lie there shape what is made.
        keeping.ground.cache_clear()
    sys.path[1:] = paths
    sys.dont_write_bytecode = bool(environment.get("PYTHONDONTWRITEBYTECODE"))
