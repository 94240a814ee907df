"""The copy read in another process: what `check` says of it, told page by page where it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.cache import Cache
from presslayout.newsroom.checking import check
from presslayout.newsroom.options import Options
from presslayout.newsroom.proofreader import Proofreader
from presslayout.preview.proof import Proof
from presslayout.preview.workbench import Workbench
from tests.unit.preview.issues import issue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(issue(tmp_path, 3), Options(cache=Cache(tmp_path / "cache")))


@pytest.fixture
def reader() -> Iterator[Proofreader]:
    made = Proofreader()
    yield made
    made.close()


def edit(bench: Workbench, name: str, words: str) -> None:
    path = bench.path.parent / name
    path.write_text(f"{words}\n{path.read_text('utf-8')}", encoding="utf-8")


def test_what_is_read_apart_and_what_is_set_are_together_what_check_finds(
    bench: Workbench, reader: Proofreader
) -> None:
    edit(bench, "B2.txt", "再接再励，按步就班。")
    shown = bench.turn()
    read = reader.read(bench.path, bench.options)
    assert shown.good is not None
    assert read is not None
    whole = check(bench.path, bench.options).report.diagnostics
    told = {(d.code, d.message.zh, d.span) for d in (*shown.good.found, *read)}
    assert {(d.code, d.message.zh, d.span) for d in whole} <= told


def test_only_pages_where_something_is_new_are_told_again(
    bench: Workbench, reader: Proofreader
) -> None:
    proof = Proof()
    for number in (1, 2):
        bench.turn()
        read = reader.read(bench.path, bench.options)
        assert read is not None
        told = proof.of(bench, number, read)
        edit(bench, "B2.txt", "他再接再励，又走了一程山路。")
    assert set(told["pages"]) == {"2"}
    rows = [row for row in told["pages"]["2"] if row["code"] == "wrong-word"]
    assert [(row["kind"], row["group"], row["area"]) for row in rows] == [("copy", "错词", False)]
    assert rows[0]["boxes_mm"]
    assert proof.whole["pages"].keys() >= {"1", "2"}
    bench.turn()
    read = reader.read(bench.path, bench.options)
    assert read is not None
    again = proof.of(bench, 3, read)
    assert set(again["pages"]) == {"2"}
    assert proof.of(bench, 4, read)["pages"] == {}


def test_what_cannot_be_read_is_no_finding_and_the_next_save_is_read(
    bench: Workbench, reader: Proofreader
) -> None:
    good = bench.path.read_text("utf-8")
    assert reader.read(bench.path, bench.options)
    bench.path.write_text("报纸: [", encoding="utf-8")
    assert reader.read(bench.path, bench.options) is None
    bench.path.write_text(good, encoding="utf-8")
    assert reader.read(bench.path, bench.options)


def test_a_reader_that_was_killed_is_followed_by_another(
    bench: Workbench, reader: Proofreader
) -> None:
    first = reader.read(bench.path, bench.options)
    assert reader._process is not None
    reader._process.kill()
    reader._process.wait()
    assert reader.read(bench.path, bench.options) is None
    assert reader.read(bench.path, bench.options) == first
    reader.close()
    assert reader.read(bench.path, bench.options) is None
