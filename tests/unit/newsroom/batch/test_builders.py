"""A process that builds issue after issue, and is stopped at any moment."""

from __future__ import annotations

import subprocess
import threading
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.newsroom.batch.builders import Builder

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_one_that_is_stopped_while_its_process_begins_does_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = Builder.of_share(1, str(tmp_path))
    begin = subprocess.Popen

    def slow(*words: Any, **facts: Any) -> subprocess.Popen[bytes]:
        # Somebody stops it who sees no process yet.
        stopping = threading.Thread(target=builder.stop)
        stopping.start()
        stopping.join()
        return begin(*words, **facts)

    monkeypatch.setattr(subprocess, "Popen", slow)
    ran = builder.run(["--version"], tmp_path)
    monkeypatch.undo()
    assert (ran.exit, ran.told) == (messages.FAULT, b"")
    builder.close()
    assert not list(tmp_path.iterdir())
