"""Many issues: one that is broken stops no other, and what is finished is not done again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from tests.e2e.desk import Desk
from tests.zygote import COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    made = Desk(tmp_path / "w", warm)
    made.root.mkdir()
    made.write()
    spec = made.spec.read_text("utf-8")
    for name in ("甲", "乙", "丙"):
        folder = made.root / "issue" / name
        folder.mkdir(parents=True)
        (folder / "issue.yaml").write_text(spec, "utf-8")
        for copy in ("A.txt", "B.txt"):
            shutil.copy(made.spec.parent / copy, folder)
    (made.root / "issue" / "乙" / "issue.yaml").write_text("报纸：\n  坏", "utf-8")
    return made


def told(desk: Desk, *words: str) -> tuple[int, dict[str, dict[str, object]]]:
    made = desk.run("batch", str(desk.root / "issue"), "--for", "proof", "--json", *words)
    *events, last = map(json.loads, made.out.splitlines())
    assert {one["issue"] for one in events} == {one["issue"] for one in last["issues"]}
    assert last["done"] + last["failed"] == len(last["issues"]) == len(events)
    return made.exit, {one["issue"].split("/")[-2]: one for one in last["issues"]}


def test_one_bad_issue_stops_no_other_and_resume_skips_what_is_done(desk: Desk) -> None:
    code, issues = told(desk, "--jobs", "2")
    assert code == 1
    assert {name: one["exit"] for name, one in issues.items() if name in "甲乙丙"} == {
        "甲": 0,
        "乙": 1,
        "丙": 0,
    }
    assert {"issue", "ok", "exit", "seconds", "files"} <= set(issues["甲"])
    assert (desk.root / "out" / "甲" / "issue" / "proof.pdf").exists()

    spec = desk.root / "issue" / "丙" / "issue.yaml"
    spec.write_text(spec.read_text("utf-8").replace("守山", "守水"), "utf-8")
    (desk.root / "issue" / "乙" / "issue.yaml").write_text(spec.read_text("utf-8"), "utf-8")
    before = (desk.root / "out" / "甲" / "issue" / "report.json").stat().st_mtime_ns
    code, issues = told(desk, "--resume")
    assert code == 0
    assert [issues[name]["skipped"] for name in "甲乙丙"] == [True, False, False]
    assert (desk.root / "out" / "甲" / "issue" / "report.json").stat().st_mtime_ns == before

    (desk.root / "out" / "甲" / "issue" / "proof.pdf").unlink()
    _, issues = told(desk, "--resume")
    assert [issues[name]["skipped"] for name in "甲乙丙"] == [False, True, True]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--jobs", "0"), 2),
        (("--jobs", "x"), 2),
        (("--for", "nothing"), 2),
    ],
)
def test_a_wrong_command_line_is_told(desk: Desk, words: tuple[str, ...], code: int) -> None:
    assert desk.run("batch", str(desk.root / "issue"), *words).exit == code
    assert desk.run("batch", str(desk.root / "layout")).exit == 1


def below(number: int) -> dict[int, list[int]]:
    """The processes that came of one, each with those that came of it."""
    every: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                every.setdefault(parent, []).append(int(entry.name))
    found: dict[int, list[int]] = {}
    todo = [number]
    for one in todo:
        found[one] = every.get(one, [])
        todo += found[one]
    return found


def until(wanted: Callable[[], T | None]) -> T:
    """What is waited for, looked for again and again."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        found = wanted()
        if found:
            return found
        time.sleep(0.01)
    pytest.fail("it never came")


def builds(process: subprocess.Popen[bytes]) -> list[int]:
    """The builds that are under way: what came of the processes that came of the batch."""
    tree = below(process.pid)
    return [build for builder in tree[process.pid] for build in tree.get(builder, [])]


def alive(number: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


@needs_proc
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill -9"])
def test_nothing_goes_on_once_a_batch_is_stopped(desk: Desk, how: signal.Signals) -> None:
    spare = desk.root.with_name("tmp")
    spare.mkdir()
    words = ("batch", str(desk.root / "issue"), "--jobs", "2", "--no-cache")
    batch = desk.start(*words, TMPDIR=str(spare))
    # One that was not asked for anything yet knows of no folder to clear away.
    until(lambda: len(builds(batch)) > 1)
    every = [one for several in below(batch.pid).values() for one in several]
    batch.send_signal(how)
    out, err = batch.communicate(timeout=60)
    assert batch.returncode == (130 if how is signal.SIGINT else -signal.SIGKILL)
    until(lambda: not any(map(alive, every)))
    assert b"Traceback" not in out + err
    assert not list(spare.iterdir())
    # What stands is whole, and what was begun is begun again.
    code, issues = told(desk, "--resume")
    assert (code, issues["甲"]["exit"], issues["丙"]["exit"]) == (1, 0, 0)
    assert not list((desk.root / "out").rglob(".presslayout-*"))


@needs_proc
def test_ctrl_c_in_a_terminal_ends_a_batch_that_has_just_begun(desk: Desk) -> None:
    # All that it started are told, too, also those that cannot say yet what they do about it.
    for moment in range(8):
        batch = subprocess.Popen(
            [*COMMAND, "batch", str(desk.root / "issue"), "--jobs", "2", "--no-cache"],
            env=desk.environ(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        until(lambda process=batch: below(process.pid)[process.pid])
        # The moment is what is tried.
        time.sleep(moment * 0.02)
        os.killpg(batch.pid, signal.SIGINT)
        out, err = batch.communicate(timeout=60)
        assert batch.returncode == 130, err
        assert b"Traceback" not in out + err


@needs_proc
def test_an_issue_whose_process_is_ended_costs_itself(desk: Desk) -> None:
    batch = desk.start("batch", str(desk.root / "issue"), "--jobs", "1", "--json", "--no-cache")
    os.kill(until(lambda: builds(batch))[0], signal.SIGKILL)
    out, err = batch.communicate(timeout=120)
    issues = json.loads(out.splitlines()[-1])["issues"]
    assert sorted(one["exit"] for one in issues) == [0, 0, 1, 70]
    assert batch.returncode == 70
    assert "内存" in err.decode()


@needs_proc
def test_a_builder_that_is_ended_is_replaced(desk: Desk) -> None:
    batch = desk.start("batch", str(desk.root / "issue"), "--jobs", "1", "--json", "--no-cache")
    until(lambda: builds(batch))
    (builder,) = below(batch.pid)[batch.pid]
    os.kill(builder, signal.SIGKILL)
    out, _ = batch.communicate(timeout=120)
    issues = json.loads(out.splitlines()[-1])["issues"]
    assert sorted(one["exit"] for one in issues) == [0, 0, 1, 70]


def test_a_batch_makes_what_single_builds_make_and_knows_it_elsewhere(desk: Desk) -> None:
    """Also behind another in a process that has loaded what that one had to."""
    shutil.rmtree(desk.root / "issue" / "乙")
    assert told(desk, "--jobs", "1")[0] == 0
    made = {
        path.relative_to(desk.root / "out"): path.read_bytes()
        for path in (desk.root / "out").rglob("*.pdf")
    }
    assert len(made) == 3
    for name, data in made.items():
        spec = desk.root / "issue" / name.parts[0] / "issue.yaml"
        assert desk.run("build", str(spec), "--for", "proof", "--no-cache").exit == 0
        assert (desk.root / "out" / name).read_bytes() == data

    (desk.root / "issue" / "甲" / "A.txt").write_text("改过。", "utf-8")
    moved = Desk(desk.root.with_name("moved"), desk.root.with_name("cache"))
    desk.root.rename(moved.root)
    _, issues = told(moved, "--resume")
    kept = {name: one["skipped"] for name, one in issues.items()}
    assert kept == {"期": True, "甲": False, "丙": True}


def test_what_cannot_be_noted_is_told_and_stops_nothing(desk: Desk) -> None:
    (desk.root / "out" / "batch.jsonl").mkdir(parents=True)
    made = desk.run("batch", str(desk.root / "issue"), "--for", "proof", "--json")
    last = json.loads(made.out.splitlines()[-1])
    assert [one["code"] for one in last["diagnostics"]] == ["not-writable"]
    assert last["done"] == 3
