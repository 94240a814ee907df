"""The verifier in a second process, started first so that its imports overlap with setting.

Each line of its input is a JSON object (path, claim, expected); each line of its output the list
of what was found.  It ends when its input does, so it never outlives a build that was killed.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.diagnostics import Diagnostic, Severity, Text
from presslayout.page import Box

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.verify.expectation import Expectation

    Found = tuple[Diagnostic, ...]

_COMMAND = ("-P", "-m", "presslayout.verify")


@dataclass(frozen=True, slots=True)
class Verifier:
    """A verifier that is at work already, or None where no second process could be had."""

    process: subprocess.Popen[bytes] | None

    @classmethod
    def start(cls) -> Verifier:
        """Start it now; what it is to read comes later."""
        if not sys.executable:
            return cls(None)
        try:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, *_COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return cls(None)
        return cls(process)

    def ask(self, path: Path, claim: str, expected: Expectation) -> Callable[[], Found]:
        """Begin to read a file back; the result waits for what was found.

        The file is read here and now where the second process cannot answer.
        """
        question = f'{{"path":{json.dumps(str(path))},"claim":{json.dumps(claim)},"expected":'
        sent = self._send(f"{question}{expected.dumps()}}}\n".encode("ascii"))

        def found() -> Found:
            answer = self._line() if sent else b""
            if answer:
                return tuple(_diagnostic(plain) for plain in json.loads(answer))
            from presslayout.verify import verify

            return verify(path.read_bytes(), claim, expected)

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

    def _line(self) -> bytes:
        if self.process is None or self.process.stdout is None:
            return b""
        try:
            return self.process.stdout.readline()
        except OSError:
            return b""


def answer_all() -> None:
    """The second process: load what reading takes, then answer until the input ends."""
    import signal
    from xml.etree import ElementTree as ET  # noqa: F401

    import pikepdf  # noqa: F401  now, while the other process still sets text

    from presslayout.verify.expectation import loads
    from presslayout.verify.judging import read_back as verify

    # Whoever stops the build stops us by closing our input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin.buffer:
        question = json.loads(line)
        data = Path(question["path"]).read_bytes()
        found = verify(data, question["claim"], loads(question["expected"]))
        answer = json.dumps([_plain(d) for d in found])
        sys.stdout.buffer.write(answer.encode("ascii") + b"\n")
        sys.stdout.buffer.flush()


def _plain(d: Diagnostic) -> dict[str, Any]:
    return {
        "code": d.code,
        "severity": d.severity.value,
        "message": [d.message.zh, d.message.en],
        "hint": [d.hint.zh, d.hint.en] if d.hint else None,
        "page": d.page,
        "story": d.story,
        "part": d.part,
        "boxes": [[b.x, b.y, b.width, b.height] for b in d.boxes],
        "count": d.count,
    }


def _diagnostic(plain: dict[str, Any]) -> Diagnostic:
    return Diagnostic(
        code=plain["code"],
        severity=Severity(plain["severity"]),
        message=Text(*plain["message"]),
        hint=Text(*plain["hint"]) if plain["hint"] else None,
        page=plain["page"],
        story=plain["story"],
        part=plain["part"],
        boxes=tuple(Box(*box) for box in plain["boxes"]),
        count=plain["count"],
    )
