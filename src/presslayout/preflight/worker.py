"""The verifier in a second process, started first so that its imports overlap with setting.

It is asked by (path, claim, expected, demand) and answers with what was found, pickled: both ends
are ours.  It ends when its input does, so it never outlives a build that was killed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.processes import branched, can_fork
from presslayout.base.values import frozen, mutable

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from typing import BinaryIO, NoReturn

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.expectation import Expectation, Requirement

    Found = tuple[Diagnostic, ...]

_COMMAND = ("-P", "-m", "presslayout.preflight")
# What is read of a file goes round in no circles: five hundred pages of a paper make so many
# objects, and collecting before that took a fifth of the time.  A file that makes more is collected.
YOUNG = 1_000_000


@frozen
class ForkedProcess:
    """A copy of this process, asked and heard as one that `subprocess` started."""

    pid: int
    stdin: BinaryIO
    stdout: BinaryIO

    def poll(self) -> None:
        """Take notice of its end, if it has ended."""
        with contextlib.suppress(OSError):
            os.waitpid(self.pid, os.WNOHANG)


@mutable
class Verifier:
    """A verifier that is at work already, or will be when it is asked.

    `process` is None before, and where no second process could be had.
    """

    process: subprocess.Popen[bytes] | ForkedProcess | None = None
    asleep: bool = True

    @classmethod
    def start(cls) -> Verifier:
        """Start it now; what it is to read comes later."""
        made = cls()
        made.wake()
        return made

    def wake(self) -> None:
        """Start it if it was not started before."""
        if not self.asleep:
            return
        self.asleep = False
        with contextlib.suppress(OSError):
            self.process = _forked() if can_fork() else _started()

    def ask(
        self, path: Path, claim: str, expected: Expectation, demand: Requirement | None = None
    ) -> Callable[[], Found]:
        """Begin to read a file back; the result waits for what was found.

        The file is read here and now where the second process cannot answer.
        """
        self.wake()
        sent = self._send(pickle.dumps((str(path), claim, expected, demand)))

        def found() -> Found:
            answer = self._answer() if sent else None
            if answer is not None:
                return answer
            from presslayout.preflight import verify

            return verify(path.read_bytes(), claim, expected, demand)

        return found

    def close(self) -> None:
        """Let it end; nobody needs to wait for that."""
        if self.process is None:
            return
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process.poll()

    def _send(self, question: bytes) -> bool:
        if self.process is None or self.process.stdin is None:
            return False
        try:
            self.process.stdin.write(question)
            self.process.stdin.flush()
        except OSError:
            return False
        return True

    def _answer(self) -> Found | None:
        if self.process is None or self.process.stdout is None:
            return None
        try:
            found: Found = pickle.load(self.process.stdout)  # noqa: S301  our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            return None
        return found


def _forked() -> ForkedProcess:
    """A copy of this process, which has loaded half of what it needs; OSError where there is none."""
    process, (questions, asks, hears, answers) = branched()
    if not process:
        _answer_alone(questions, answers)
    os.close(questions)
    os.close(answers)
    return ForkedProcess(process, os.fdopen(asks, "wb"), os.fdopen(hears, "rb"))


def _answer_alone(questions: int, answers: int) -> NoReturn:
    """The copy: nothing that the other process had open is held open here."""
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for old, new in ((questions, 0), (answers, 1), (nothing, 2)):
            os.dup2(old, new)
        for name in os.listdir("/proc/self/fd"):  # noqa: PTH208
            if int(name) > 2:  # noqa: PLR2004  what stays are the three
                with contextlib.suppress(OSError):
                    os.close(int(name))
        answer_all(os.fdopen(0, "rb"), os.fdopen(1, "wb"))
    except BaseException:  # noqa: BLE001  whoever asks reads for itself then
        sys.exc_info()
    finally:
        # Neither buffers nor handlers of the other process are ours.
        os._exit(0)


def _started() -> subprocess.Popen[bytes] | None:
    """Another Python; OSError where none can be started."""
    if not sys.executable:
        return None
    # Only who starts one has use for it.
    import subprocess

    return subprocess.Popen(  # noqa: S603
        [sys.executable, *_COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def answer_all(questions: BinaryIO, answers: BinaryIO) -> None:
    """The second process: load what reading takes, then answer until the input ends."""
    # Now, while the other process still sets text.
    import gc
    import warnings
    from xml.etree import ElementTree as ET  # noqa: F401

    import pikepdf  # noqa: F401
    from PIL import ImageChops, ImageFilter  # noqa: F401

    from presslayout.base import processes

    # What questions are made of, and what is looked for when a page is painted.
    from presslayout.edition import limits, page  # noqa: F401
    from presslayout.preflight.checks import expectation, known_places  # noqa: F401
    from presslayout.preflight.judging import read_back
    from presslayout.preflight.pdf import objects  # noqa: F401

    # Whoever stops the build stops us by closing our input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What libraries say of damaged files is said in our own words.
    warnings.simplefilter("ignore")
    # What is loaded stays, and copies of this process share it.
    gc.freeze()
    gc.set_threshold(YOUNG)
    while True:
        try:
            path, claim, expected, demand = pickle.load(questions)  # noqa: S301
        except EOFError:
            return
        data = Path(path).read_bytes()
        found = read_back(data, claim, expected, demand, processes.available())
        pickle.dump(found, answers)
        answers.flush()
