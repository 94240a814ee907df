from __future__ import annotations

import os
import stat
import threading
import time
from pathlib import Path

import pytest

from presslayout.base.cache import TRIM_EVERY_SECONDS, Cache, folder, key_of

KEY = key_of("test", 1)


def entry(cache: Cache, key: str = KEY) -> Path:
    assert cache.root is not None
    return cache.root / key[:2] / key


def test_what_is_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get(KEY) is None
    cache.put(KEY, b"bytes")
    assert cache.get(KEY) == b"bytes"
    cache.put(KEY, b"")
    assert cache.get(KEY) == b""


def test_a_disabled_cache_keeps_nothing() -> None:
    cache = Cache.disabled()
    cache.put(KEY, b"bytes")
    assert cache.get(KEY) is None
    cache.trim()


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 200])
def test_a_damaged_entry_is_a_miss(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"bytes")
    entry(cache).write_bytes(damage)
    assert cache.get(KEY) is None
    cache.put(KEY, b"bytes")
    assert cache.get(KEY) == b"bytes"


def test_an_entry_cut_short_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"bytes")
    entry(cache).write_bytes(entry(cache).read_bytes()[:-1])
    assert cache.get(KEY) is None


def test_a_folder_that_cannot_be_written_is_no_cache(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    cache = Cache(file)
    cache.put(KEY, b"bytes")
    assert cache.get(KEY) is None


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_no_cache(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    cache = Cache(tmp_path / "cache")
    cache.put(KEY, b"bytes")
    assert cache.get(KEY) is None


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"bytes")
    assert [p.name for p in tmp_path.glob("*/*")] == [KEY]


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=250)
    keys = [key_of("test", n) for n in range(4)]
    for age, key in enumerate(keys):
        cache.put(key, b"x" * 68)
        then = time.time() - 1000 * (4 - age)
        os.utime(entry(cache, key), (then, then))
    assert cache.get(keys[0]) is not None
    cache.trim()
    assert [cache.get(key) is not None for key in keys] == [True, False, False, True]


def test_trimming_happens_now_and_then(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=0)
    cache.put(KEY, b"bytes")
    assert cache.get(KEY) == b"bytes"
    then = time.time() - TRIM_EVERY_SECONDS - 5
    os.utime(tmp_path / "trimmed", (then, then))
    cache.put(KEY, b"bytes")
    assert cache.get(KEY) is None


def test_threads_may_put_one_key_at_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    threads = [
        threading.Thread(target=lambda: [cache.put(KEY, b"x" * 5000) for _ in range(20)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.get(KEY) == b"x" * 5000


def test_keys_differ_by_every_part() -> None:
    assert key_of("a", 1, "2") == key_of("a", 1, "2")
    assert len({key_of("a", 1), key_of("a", "1"), key_of("a", 1, ""), key_of("b", 1)}) == 4


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"PRESSLAYOUT_CACHE": "/c", "HOME": "/h"}, "linux", "/c"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "linux", "/x/presslayout"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, "linux", "/h/.cache/presslayout"),
        ({"HOME": "/h"}, "linux", "/h/.cache/presslayout"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Caches/presslayout"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/presslayout"),
        ({}, "linux", None),
        ({}, "win32", None),
    ],
)
def test_the_folder_is_the_systems(
    environ: dict[str, str], platform: str, expected: str | None
) -> None:
    assert folder(environ, platform) == (Path(expected) if expected else None)


def test_the_environment_names_the_cache(tmp_path: Path) -> None:
    assert Cache.open({"PRESSLAYOUT_CACHE": str(tmp_path)}).root == tmp_path


def test_what_many_processes_write_is_bounded(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=64 << 20)
    for number in range(200):
        cache.put(key_of("test", number), bytes(1 << 20))
    size = sum(path.stat().st_size for path in tmp_path.glob("*/*"))
    assert (32 << 20) < size <= (72 << 20)
    # The newest are those that stay.
    assert cache.get(key_of("test", 199)) is not None
