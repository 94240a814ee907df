"""A file read in shares says what one process says, in its order, and a share that is lost is read."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from functools import cache
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from tests import corpus, kit

from presslayout.base import processes
from presslayout.base.cache import Cache
from presslayout.base.processes import can_fork
from presslayout.base.values import replace
from presslayout.issue.read_press import press_profile
from presslayout.issue.workspace import Workspace
from presslayout.preflight import judging, shares
from presslayout.preflight.checks.expectation import (
    Expectation,
    ExpectedBody,
    ExpectedPage,
    Requirement,
    Run,
)
from presslayout.preflight.checks.known_places import KnownPlaces

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.pdf.opened_file import OpenedFile

PAGES = 13
WORKSPACE = Workspace(kit.ROOT, kit.ROOT)
# Every third of the corpus: all of its kinds.
SAMPLE = corpus.ROWS[::3]
IDS = [f"{row.code}-{at}" for at, row in enumerate(SAMPLE)]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are not copied here")


def paper(file: corpus.File, *, every: bool) -> bytes:
    """A paper with one page of a file among sound ones, or with all of its pages like it."""
    sound = corpus.File(standard=file.standard)
    base, other = (file, sound) if every else (sound, file)
    with (
        pikepdf.open(io.BytesIO(corpus.made(base))) as pdf,
        pikepdf.open(io.BytesIO(corpus.made(other))) as odd,
    ):
        while len(pdf.pages) < PAGES:
            pdf.pages.append(pdf.pages[0])
        if not every:
            pdf.pages[8] = odd.pages[0]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


@cache
def demand(name: str) -> Requirement:
    read = press_profile(WORKSPACE, name)
    return Requirement(read.press, read.limits, KnownPlaces(), Cache.disabled())


def expected() -> Expectation:
    """Promises of which some are broken: words, sizes, the pages' own numbers."""
    run = Run("A1", "body", corpus.WORDS, (0, 0, 0, 1000))
    page = (300 * 12_700, 300 * 12_700, 0, (run,))
    pages = tuple(ExpectedPage(20 + at, *page, placed=at == 4) for at in range(PAGES))
    bodies = (
        ExpectedBody("A1", corpus.WORDS * PAGES, whole=True, pages=tuple(range(20, 20 + PAGES))),
    )
    return Expectation("云岭日报", "IFRA26", "", pages, bodies)


def found(data: bytes, file: corpus.File, processes: int) -> tuple[Diagnostic, ...]:
    given = expected(), demand(file.press)
    return judging.read_back(data, file.standard, *given, processes)


@cache
def alone(row: corpus.Row, every: bool) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """A paper of a fault, and what one process finds of it, for all that is held against it."""
    data = paper(row.bad, every=every)
    return data, found(data, row.bad, 1)


def joined(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each reading was joined of shares, as they come."""
    told: list[bool] = []
    real = shares.shared

    def shared(*given: object) -> object:
        answer = real(*given)  # type: ignore[arg-type]
        told.append(answer is not None)
        return answer

    monkeypatch.setattr(judging, "shared", shared)
    return told


@pytest.mark.parametrize("every", [False, True], ids=["one", "all"])
@pytest.mark.parametrize("row", SAMPLE, ids=IDS)
def test_two_processes_say_what_one_says(row: corpus.Row, *, every: bool) -> None:
    if row.bad.standard == "a2u":
        pytest.skip("nobody prints it")
    data, one = alone(row, every)
    assert found(data, row.bad, 2) == one != ()


def test_as_many_processes_as_there_are_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "FEWEST", 1)
    told = joined(monkeypatch)
    row = next(row for row in corpus.ROWS if row.code == "rich-black-text")
    data = paper(row.bad, every=False)
    alone = found(data, row.bad, 1)
    assert {d.code for d in alone} >= {"rich-black-text", "placed-differs"}
    for count in (2, 4, PAGES, 2 * PAGES):
        assert found(data, row.bad, count) == alone
    assert told == [True] * 4


@pytest.mark.parametrize("most", [1, 3, PAGES])
def test_no_more_pages_than_may_be_are_held_at_once(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    real = shares._share

    def share(unread: object, question: object, steps: object, part: list[int]) -> object:
        read.append(len(part))
        return real(unread, question, steps, part)  # type: ignore[arg-type]

    monkeypatch.setattr(shares, "_share", share)
    monkeypatch.setattr(shares, "FEWEST", 1)
    monkeypatch.setattr(shares, "MOST", most)
    # All of them here, where they are counted.
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    told = joined(monkeypatch)
    row = next(row for row in corpus.ROWS if row.code == "rich-black-text")
    data = paper(row.bad, every=False)
    assert found(data, row.bad, 2) == found(data, row.bad, 1)
    assert told[0]
    assert sum(read) == PAGES
    assert max(read) <= most


def test_a_few_pages_are_read_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    told = joined(monkeypatch)
    data = corpus.made(corpus.SOUND)
    assert found(data, corpus.SOUND, 4) == found(data, corpus.SOUND, 1)
    assert told == [False]


@pytest.mark.parametrize("how", ["killed", "failing", "none"])
def test_a_share_that_is_lost_is_read_here(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = paper(corpus.SOUND, every=True)
    alone = found(data, corpus.SOUND, 1)
    told = joined(monkeypatch)
    here = os.getpid()
    real = shares._share

    def share(*given: object) -> object:
        if os.getpid() != here and how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if os.getpid() != here:
            raise KeyboardInterrupt
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(shares, "_share", share)
    if how == "none":

        def refused() -> int:
            raise OSError

        monkeypatch.setattr(os, "fork", refused)
    assert found(data, corpus.SOUND, 2) == alone
    assert told == [True]


def test_trouble_in_a_share_is_left_to_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    told = joined(monkeypatch)
    data = paper(corpus.drawn("1 0 0 1 0 0 cm /Nowhere Do q " * 40), every=False)
    assert found(data, corpus.SOUND, 2) == found(data, corpus.SOUND, 1)
    layered = paper(corpus.on_layer("/ON"), every=True)
    assert found(layered, corpus.SOUND, 2) == found(layered, corpus.SOUND, 1)
    assert told[1:] == [False]


def test_more_work_than_a_file_may_take_is_judged_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    told = joined(monkeypatch)
    data = paper(corpus.SOUND, every=True)
    # So little that each share has enough of it, and both together have not.
    for bound in (4_000_000, 8_000_000, 12_000_000, 16_000_000, 24_000_000):
        monkeypatch.setattr("presslayout.preflight.pdf.bulk.FILE_WORK", bound)
        assert found(data, corpus.SOUND, 2) == found(data, corpus.SOUND, 1)
    assert set(told) == {True, False}


def test_with_threads_at_work_nothing_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    told = joined(monkeypatch)
    data = paper(corpus.SOUND, every=True)
    alone = found(data, corpus.SOUND, 1)
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        assert not can_fork()
        assert found(data, corpus.SOUND, 2) == alone
    finally:
        waiting.set()
        thread.join()
    assert told == [False]


@cache
def keeping(name: str, folder: Path) -> Requirement:
    return replace(demand(name), cache=Cache(folder))


@pytest.mark.parametrize("every", [False, True], ids=["one", "all"])
@pytest.mark.parametrize("row", SAMPLE, ids=IDS)
def test_what_is_kept_of_pages_says_what_reading_them_says(
    row: corpus.Row, tmp_path: Path, *, every: bool
) -> None:
    if row.bad.standard == "a2u":
        pytest.skip("nobody prints it")
    data, one = alone(row, every)
    given = expected(), keeping(row.bad.press, tmp_path)
    for count in (2, 1):
        assert judging.read_back(data, row.bad.standard, *given, count) == one


def test_a_page_is_read_again_where_anything_of_it_is_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read: list[int] = []
    real = shares._judged

    def judged(opened: OpenedFile, *given: object) -> object:
        read.extend(opened.part)
        return real(opened, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(shares, "_judged", judged)
    monkeypatch.setattr(shares, "can_fork", lambda: False)
    monkeypatch.setattr(shares, "FEWEST", 100)
    row = next(row for row in corpus.ROWS if row.code == "rich-black-text")
    file = corpus.File(standard=row.bad.standard)
    data = paper(file, every=True)
    given = expected(), keeping(row.bad.press, tmp_path)
    # Nothing is kept yet, and there is no process to share with: one reads all of it.
    assert judging.read_back(data, file.standard, *given, 1) == found(data, file, 1)
    monkeypatch.setattr(shares, "FEWEST", 1)
    monkeypatch.setattr(shares, "can_fork", lambda: True)
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    assert judging.read_back(data, file.standard, *given, 2) == found(data, file, 1)
    read.clear()
    assert judging.read_back(data, file.standard, *given, 2) == found(data, file, 1)
    assert read == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        # A number of its own, bytes of its own, an entry of its own; another object before them all.
        pdf.pages[3].Contents = pdf.make_stream(pdf.pages[3].Contents.read_bytes() + b"\n% once")
        pdf.pages[7].obj["/Tabs"] = pikepdf.Name.R
        pdf.Root["/Own"] = pdf.make_indirect(pikepdf.Dictionary())
        del pdf.Root["/Own"]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    changed = out.getvalue()
    alone = judging.read_back(changed, file.standard, expected(), demand(row.bad.press), 1)
    read.clear()
    assert judging.read_back(changed, file.standard, *given, 2) == alone
    assert sorted(set(read)) == [4, 8]


@pytest.mark.parametrize(
    "change",
    [
        lambda asked: (replace(asked[0], pages=tuple(
            replace(page, width=page.width + 12700) for page in asked[0].pages)), asked[1]),
        lambda asked: (asked[0], replace(asked[1], press=replace(asked[1].press, ink_limit=120))),
        lambda asked: (asked[0], replace(asked[1], limits=replace(asked[1].limits, spots=3))),
        lambda asked: (asked[0], replace(asked[1], known=KnownPlaces({(5, "rich-black-text"): ()}))),
    ],
)  # fmt: skip
def test_another_promise_or_press_reads_them_again(
    tmp_path: Path, change: Callable[[tuple[Expectation, Requirement]], Any]
) -> None:
    row = next(row for row in corpus.ROWS if row.code == "rich-black-text")
    data = paper(row.bad, every=True)
    given = expected(), keeping(row.bad.press, tmp_path)
    judging.read_back(data, row.bad.standard, *given, 2)
    promise, asked = change(given)
    alone = judging.read_back(
        data, row.bad.standard, promise, replace(asked, cache=Cache.disabled()), 1
    )
    assert judging.read_back(data, row.bad.standard, promise, asked, 2) == alone
