"""A process that runs one command of ours after another, each in a process of its own.

Whoever builds many issues keeps some of these.  A command is forked where that is safe, and finds
loaded what those before it had to load; elsewhere it is started anew.  What it is to run stands in a
line of JSON: `words`, the folder `here`, and the files for what it prints (`stdout`, `stderr`) and for what it reads
(`reads`); the answer is a line, too.  When its input ends, the command under way is stopped and so
is it: nothing outlives whoever asked.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn

from presslayout.base import doors, processes

if TYPE_CHECKING:
    from typing import BinaryIO

# How long a command may take to end when it is told to, and how often an end is looked for.
PATIENCE_SECONDS, LOOK_SECONDS = 3.0, 0.02


def serve() -> int:
    """Run what is asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, told = os.fdopen(os.dup(0), "rb", 0), os.fdopen(os.dup(1), "wb", 0)
    # What a library prints is no answer.
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    order: dict[str, Any] = {}
    while line := _line(asked):
        if order:
            _learn(order)
        order = json.loads(line)
        begun, used = time.monotonic(), _processor()
        code = _run(order, asked)
        if code is None:
            break
        seconds, used = time.monotonic() - begun, _processor() - used
        answer = {"exit": code, "seconds": round(seconds, 3), "processor_seconds": round(used, 3)}
        try:
            told.write(json.dumps(answer).encode() + b"\n")
        except OSError:
            # Nobody hears it any more.
            break
    if order:
        # Whoever asked may have been ended, and then clears nothing away.
        shutil.rmtree(os.path.dirname(order["stdout"]), ignore_errors=True)  # noqa: PTH120
    return 0


def _line(asked: BinaryIO) -> bytes:
    """The next line, read no farther than its end: what follows wakes whoever waits."""
    made = bytearray()
    while (byte := asked.read(1)) and byte != b"\n":
        made += byte
    return bytes(made)


def _run(order: dict[str, Any], asked: BinaryIO) -> int | None:
    """The exit code of a command that ran in a process of its own; of one that a signal ended, below 0.

    None where it was stopped, because nobody waits for it any more.
    """
    if not processes.can_fork():
        command = _started(order)
        code = _awaited(command.pid, asked)
        # Nobody else need wait for it.
        command.returncode = -signal.SIGKILL if code is None else code
        return code
    # What is stopped before it hears anything hears it then.
    number = processes.split()
    if not number:
        _become(order)
    with contextlib.suppress(OSError):
        # Whichever of the two comes first.
        os.setpgid(number, number)
    return _awaited(number, asked)


def _become(order: dict[str, Any]) -> NoReturn:
    """The command itself, in a group of its own: what it forks is stopped with it."""
    code = 1
    try:
        os.setpgid(0, 0)
        processes.hear()
        _redirect(0, os.devnull, os.O_RDONLY)
        for number, name in ((1, "stdout"), (2, "stderr")):
            _redirect(number, order[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        doors.note_into(order["reads"])
        os.chdir(order["here"])
        from presslayout.cli import main

        code = main(order["words"])
        _note_modules(order)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)


def _redirect(number: int, path: str, flags: int) -> None:
    descriptor = os.open(path, flags, 0o600)
    os.dup2(descriptor, number)
    os.close(descriptor)


def _awaited(number: int, asked: BinaryIO) -> int | None:
    """The exit code of a process of ours; None where the input ended before it did, and so stopped it."""
    import select

    with contextlib.ExitStack() as open_ones:
        ends = None
        with contextlib.suppress(OSError, AttributeError):
            # On Linux alone; elsewhere an end is looked for again and again.
            ends = os.pidfd_open(number)
            open_ones.callback(os.close, ends)
        watched = [asked, *([ends] if ends is not None else ())]
        while True:
            ready, _, _ = select.select(watched, (), (), None if ends is not None else LOOK_SECONDS)
            done, status = os.waitpid(number, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            if asked in ready:
                # Nothing is asked while something is under way: this is the end.
                _stop(number)
                return None


def _stop(number: int) -> None:
    """End a command and all that it forked; what it can clear away it may."""
    until = time.monotonic() + PATIENCE_SECONDS
    with contextlib.suppress(OSError):
        os.kill(number, signal.SIGINT)
        while time.monotonic() < until and not os.waitpid(number, os.WNOHANG)[0]:
            time.sleep(LOOK_SECONDS)
    with contextlib.suppress(OSError):
        os.killpg(number, signal.SIGKILL)


def _started(order: dict[str, Any]) -> subprocess.Popen[bytes]:
    """A command started anew."""
    with open(order["stdout"], "wb") as out, open(order["stderr"], "wb") as err:  # noqa: PTH123
        return subprocess.Popen(  # noqa: S603  our own command
            [sys.executable, "-P", "-m", "presslayout", *order["words"]],
            cwd=order["here"],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=os.environ | {doors.NOTES: order["reads"]},
            process_group=0,
        )


def _note_modules(order: dict[str, Any]) -> None:
    """Leave word of what this command had to load, in the order in which it was."""
    with open(order["modules"], "w", encoding="utf-8") as names:  # noqa: PTH123
        names.write("\n".join(sys.modules))


def _learn(order: dict[str, Any]) -> None:
    """Load what a command had to, for those to come, if they are forked."""
    if not processes.can_fork():
        return
    try:
        with open(order["modules"], encoding="utf-8") as names:  # noqa: PTH123
            wanted = [name for name in names.read().split("\n") if name not in sys.modules]
    except OSError:
        # It was ended before it could say, or started anew.
        return
    for name in wanted:
        # What a command could load under other conditions is loaded by those that can.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    if wanted:
        gc.collect()
        gc.freeze()


def _processor() -> float:
    """The seconds of all processors that commands took until now."""
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(serve())
