"""Words found on a shelf: by an index that comes back whatever befalls it, the same on a server."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests import kit, searcher, shelved

from presslayout.archive import opensearch, shelf
from presslayout.base import locks
from presslayout.base.diagnostics import DeliveryError, SpecError
from presslayout.base.messages import USAGE
from presslayout.newsroom import finding
from presslayout.newsroom.exits import meanings
from presslayout.newsroom.finding import Wanted, find
from presslayout.newsroom.shelving import add

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAYS = 6


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A shelf of some days; each has a story of its own and one that all have."""
    for n in range(1, DAYS + 1):
        texts = {
            "A": {"headline": f"第{n}天的题", "body": "清晨走过石桥，" * 4 + f"遇见{n}个人。"},
            "B": {"body": "石桥边有人唱歌"},
        }
        plain = shelved.edition(texts, day=f"2026-10-1{n}", page=n)
        shelved.made(tmp_path / "bags" / str(n), plain)
    add([tmp_path / "bags"], tmp_path / "架")
    return tmp_path / "架"


def index(root: Path) -> Path:
    return finding.index_of(shelf.IssueShelf(root))


def test_a_hit_tells_issue_page_story_part_offset_and_boxes(kept: Path) -> None:
    made = find(kept, Wanted("遇见3个"))
    (hit,) = made.hits
    assert (hit.paper, hit.date, hit.variant, hit.version) == ("云岭日报", "2026-10-13", "", 1)
    assert (hit.page, hit.story, hit.part, hit.offset, hit.text) == (3, "A", "body", 28, "遇见3个")
    assert hit.snippet[hit.at : hit.at + 4] == "遇见3个"
    # The ninth of the second line of twenty squares of four millimetres, its baseline ten lines down.
    (box,) = hit.boxes_mm
    assert [round(side) for side in box] == [52, 81, 68, 85]
    assert (made.stories, made.total) == (1, 1)


def test_every_place_is_a_hit_by_day_and_order_of_reading(kept: Path) -> None:
    made = find(kept, Wanted("石桥"))
    assert (made.stories, made.total) == (2 * DAYS, 5 * DAYS)
    assert [h.date for h in made.hits] == sorted(h.date for h in made.hits)
    assert [h.offset for h in made.hits[:5]] == [4, 11, 18, 25, 0]
    few = find(kept, Wanted("石桥"), limit=3)
    assert few.hits == made.hits[:3]
    assert (few.stories, few.total) == (2 * DAYS, None)


def test_day_paper_and_page_bound_what_is_found(kept: Path) -> None:
    assert find(kept, Wanted("石桥", since="2026-10-13", until="2026-10-14")).stories == 4
    assert find(kept, Wanted("石桥", page=2)).stories == 2
    assert find(kept, Wanted("石桥", page=99)).stories == 0
    assert find(kept, Wanted("石桥", paper="云岭日报")).stories == 2 * DAYS
    assert find(kept, Wanted("石桥", paper="别的报")).stories == 0
    assert find(kept, Wanted("石桥 唱歌")).stories == DAYS


def _gone(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _spoilt(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(bytes(data))


def _other(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("pragma user_version = 99")
    base.close()


def _text(path: Path) -> None:
    path.write_text("不是数据库" * 1000, encoding="utf-8")


@pytest.mark.parametrize("spoil", [_gone, _empty, _cut, _spoilt, _other, _text])
def test_an_index_that_is_missing_damaged_or_another_is_made_anew(
    kept: Path, spoil: Callable[[Path], None]
) -> None:
    before = find(kept, Wanted("石桥"))
    spoil(index(kept))
    assert find(kept, Wanted("石桥")) == before


def test_what_comes_to_the_shelf_is_found_and_nothing_is_read_twice(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find(kept, Wanted("石桥"))
    read: list[str] = []
    own = finding._words
    monkeypatch.setattr(finding, "_words", lambda one: read.append(one.id) or own(one))
    add([shelved.issue(tmp_path / "new", "新修的石桥", "2026-11-01")], kept)
    assert find(kept, Wanted("新修")).stories == 1
    assert len(read) == 1
    find(kept, Wanted("新修"))
    assert len(read) == 1


def test_what_left_the_shelf_is_found_no_more(kept: Path) -> None:
    import shutil

    assert find(kept, Wanted("石桥")).stories == 2 * DAYS
    for n in range(1, DAYS):
        shutil.rmtree(kept / f"issues/云岭日报/2026/2026-10-1{n}")
        assert find(kept, Wanted("石桥")).stories == 2 * (DAYS - n)


KILLED = """
import os, signal, sys
from pathlib import Path
from presslayout.archive.index import SqliteIndex
at, count, own = int(sys.argv[1]), 0, SqliteIndex.add

def add(self, *words):
    global count
    count += 1
    own(self, *words)
    if count == at:
        os.kill(os.getpid(), signal.SIGKILL)

SqliteIndex.add = add
from presslayout.newsroom import finding
from presslayout.newsroom.exits import meanings
finding._AT_ONCE = 2
print(finding.find(Path(sys.argv[2]), finding.Wanted("石桥")).stories)
"""


def test_whoever_is_killed_while_indexing_loses_nothing(kept: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(kit.ROOT / "src")}
    for at in range(1, DAYS + 1):
        index(kept).unlink(missing_ok=True)
        words = [sys.executable, "-c", KILLED, str(at), str(kept)]
        done = subprocess.run(words, env=environ, check=False, capture_output=True)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert find(kept, Wanted("石桥")).stories == 2 * DAYS


def test_several_who_look_at_once_all_find(kept: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(kit.ROOT / "src")}
    words = [sys.executable, "-c", KILLED, "-1", str(kept)]
    running = [subprocess.Popen(words, env=environ, stdout=subprocess.PIPE) for _ in range(4)]
    assert [one.communicate(timeout=60)[0].strip() for one in running] == [b"12"] * 4


def test_where_nothing_may_be_written_the_index_lies_in_the_cache(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSLAYOUT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert find(kept, Wanted("石桥")).stories == 2 * DAYS
    assert index(kept).is_relative_to(tmp_path / "cache")
    assert not (kept / "extensions" / "presslayout" / finding.FILE).exists()


def test_a_full_disk_is_told_and_takes_no_index_away(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find(kept, Wanted("石桥"))
    before = index(kept).read_bytes()
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    def refused(*_: object) -> None:
        raise full

    monkeypatch.setattr(finding, "_brought", refused)
    with pytest.raises(DeliveryError) as told:
        find(kept, Wanted("石桥"))
    assert [d.code for d in told.value.diagnostics] == ["index-not-kept"]
    assert index(kept).read_bytes() == before


def test_whoever_waits_too_long_for_an_index_is_told(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find(kept, Wanted("石桥"))
    monkeypatch.setattr(finding, "WAIT_SECONDS", 0.0)
    held = locks.taken(index(kept).with_name(finding.LOCK), 0)
    assert held is not None
    with pytest.raises(DeliveryError) as told:
        find(kept, Wanted("石桥"))
    locks.given_back(index(kept).with_name(finding.LOCK), held)
    assert [d.code for d in told.value.diagnostics] == ["busy"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [(Wanted(" \n"), "no-words"), (Wanted("石桥", since="2026-13-01"), "not-a-day")],
)
def test_what_makes_no_query_is_told(kept: Path, wanted: Wanted, code: str) -> None:
    with pytest.raises(SpecError) as told:
        find(kept, wanted)
    assert [d.code for d in told.value.diagnostics] == [code]
    # They stand on the command line, in no spec and in no copy.
    assert meanings()[code].exit == USAGE


def test_what_is_no_shelf_is_told(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as told:
        find(tmp_path, Wanted("石桥"))
    assert [d.code for d in told.value.diagnostics] == ["not-a-shelf"]


QUERIES = [
    Wanted("石桥"),
    Wanted("桥"),
    Wanted("石桥 唱歌"),
    Wanted("遇见3个人"),
    Wanted("桥 3"),
    Wanted("石橋", folded=True),
    Wanted("石橋"),
    Wanted("石桥", since="2026-10-13", until="2026-10-14"),
    Wanted("石桥", page=2),
    Wanted("石桥", paper="云岭日报"),
    Wanted("石桥", paper="别的"),
    Wanted("没有的词"),
]


def test_a_server_finds_the_same_as_the_file(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Several pages of answers, several loads of documents.
    monkeypatch.setattr(opensearch, "PAGE", 3)
    with searcher.serving() as (server, double):
        for wanted in QUERIES:
            assert find(kept, wanted, server=server) == find(kept, wanted), wanted
        sent = double.asked.count("POST /_bulk")
        find(kept, Wanted("石桥"), server=server)
        assert double.asked.count("POST /_bulk") == sent
        corrected = shelved.edition({"A": {"body": "新修的石桥"}}, day="2026-10-11")
        add([shelved.made(tmp_path / "again", corrected)], kept)
        for wanted in QUERIES:
            assert find(kept, wanted, server=server) == find(kept, wanted), wanted


def test_a_server_that_is_not_there_is_told(kept: Path) -> None:
    with pytest.raises(DeliveryError) as told:
        find(kept, Wanted("石桥"), server="http://127.0.0.1:9")
    assert [d.code for d in told.value.diagnostics] == ["server-not-there"]
