"""A process that makes what will be asked for: nothing but time may hang on it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from presslayout.base import beforehand, processes
from presslayout.base.cache import Cache

if sys.platform != "linux":
    pytest.skip("processes are forked on Linux", allow_module_level=True)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setenv(processes.VARIABLE, "2")
    # Whoever runs the tests may have threads of its own.
    monkeypatch.setattr(beforehand, "can_fork", lambda: True)
    return Cache(tmp_path)


def keep_number(cache: Cache, key: str) -> None:
    """Who made it."""
    cache.put(key, str(os.getpid()).encode())


def fail() -> None:
    raise ValueError("no picture")


def dawdle(cache: Cache, key: str) -> None:
    time.sleep(0.2)  # So that whoever asks must wait.
    keep_number(cache, key)


def test_what_was_promised_is_made_by_another_process_and_waited_for(cache: Cache) -> None:
    beforehand.begin(int)
    try:
        assert beforehand.is_there()
        beforehand.promise([(k, partial(dawdle, cache, k)) for k in ("aa", "bb")])
        kept = cache.get("bb")
        assert kept is not None
        assert int(kept) != os.getpid()
        assert cache.get("aa") == kept
    finally:
        beforehand.finish()


def test_what_nobody_promised_is_not_waited_for(cache: Cache) -> None:
    beforehand.begin(int)
    try:
        beforehand.promise([("aa", partial(dawdle, cache, "aa"))])
        assert cache.get("cc") is None
        assert cache.get("aa") is not None
    finally:
        beforehand.finish()


def test_what_fails_is_a_miss_and_the_rest_is_made(cache: Cache) -> None:
    beforehand.begin(int)
    try:
        beforehand.promise([("aa", fail), ("bb", partial(keep_number, cache, "bb"))])
        assert cache.get("aa") is None
        assert cache.get("bb") is not None
    finally:
        beforehand.finish()


def test_one_that_cannot_prepare_itself_or_is_killed_is_a_miss(cache: Cache) -> None:
    for prepare in (fail, partial(os.kill, 0, 0)):
        beforehand.begin(prepare)
        if prepare is not fail:
            os.kill(beforehand._hands[0].process, signal.SIGKILL)
        try:
            beforehand.promise([("aa", partial(keep_number, cache, "aa"))])
            assert cache.get("aa") is None
        finally:
            beforehand.finish()


def test_no_process_stays_behind(cache: Cache) -> None:
    beforehand.begin(int)
    process = beforehand._hands[0].process
    beforehand.promise([("aa", partial(dawdle, cache, "aa"))])
    beforehand.finish()
    assert cache.get("aa") is not None
    assert not beforehand.is_there()
    with pytest.raises(ChildProcessError):
        os.waitpid(process, 0)


def test_beside_threads_and_on_one_processor_there_is_none(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beforehand, "can_fork", processes.can_fork)
    ended = threading.Event()
    beside = threading.Thread(target=ended.wait)
    beside.start()
    beforehand.begin(int)
    ended.set()
    beside.join()
    assert not beforehand.is_there()
    monkeypatch.setattr(beforehand, "can_fork", lambda: True)
    monkeypatch.setenv(processes.VARIABLE, "1")
    beforehand.begin(int)
    assert not beforehand.is_there()
    beforehand.promise([("aa", partial(keep_number, cache, "aa"))])
    assert cache.get("aa") is None


def test_where_no_process_can_be_had_no_pipe_stays_open(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refused)
    here = Path("/proc/self/fd")
    before = len([*here.iterdir()])
    for _ in range(3):
        beforehand.begin(int)
        assert not beforehand.is_there()
    assert len([*here.iterdir()]) == before
    assert cache.get("aa") is None


def _asked(cache: Cache, key: str) -> tuple[int, bool]:
    return os.getpid(), cache.get(key) is not None


def test_processes_forked_later_do_not_take_its_answers(cache: Cache) -> None:
    beforehand.begin(int)
    try:
        beforehand.promise([(k, partial(dawdle, cache, k)) for k in ("aa", "bb")])
        found = processes.spread(partial(_asked, cache), ["aa"] * 4, least=2)
        # Whatever was asked for here was waited for; elsewhere it is found or not.
        assert all(known for process, known in found if process == os.getpid())
        assert cache.get("bb") is not None
    finally:
        beforehand.finish()
