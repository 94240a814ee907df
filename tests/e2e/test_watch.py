"""A folder that colleagues drop issues into, watched by a process of its own."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.desk import PHOTO, ROOT, Desk
from tests.waiting import until
from tests.zygote import COMMAND

if TYPE_CHECKING:
    from collections.abc import Iterator

SLIP = "排版结果.txt"
SECONDS = 180
pytestmark = pytest.mark.slow


@dataclass
class Watcher:
    """A watch under way, and what it told."""

    process: subprocess.Popen[bytes]
    events: list[dict[str, Any]] = field(default_factory=list)

    def read(self) -> None:
        """Hear whatever it tells until it ends."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.append(json.loads(line))

    def until(self, kind: str, times: int = 1, **facts: object) -> dict[str, Any]:
        """The so-many-th event of this kind and with these facts, waited for."""
        return until(lambda: self.told(kind, **facts)[times - 1 : times], SECONDS)[0]

    def told(self, kind: str, **facts: object) -> list[dict[str, Any]]:
        """The events of a kind until now."""
        return [
            e for e in [*self.events]
            if e.get("event") == kind and all(e.get(k) == v for k, v in facts.items())
        ]  # fmt: skip

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it; its exit code, when nothing that it started is left."""
        family = descendants(self.process.pid)
        self.process.send_signal(how)
        code = self.process.wait(SECONDS)
        until(lambda: not any(map(is_alive, family)), SECONDS)
        return code


def descendants(number: int) -> set[int]:
    """The processes that a process started, and those that they did."""
    parents = {}
    for entry in Path("/proc").iterdir() if sys.platform == "linux" else ():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(
                    (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
                )
            except OSError:
                continue
    found, more = set[int](), {number}
    while more:
        more = {child for child, parent in parents.items() if parent in more} - found
        found |= more
    return found


def is_alive(number: int) -> bool:
    """Whether a process runs."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


@contextmanager
def watching(desk: Desk, *words: str, folder: Path | None = None) -> Iterator[Watcher]:
    """Watch the workspace's issue/."""
    command = ("batch", "--watch", str(folder or desk.root / "issue"))
    process = subprocess.Popen(
        [*COMMAND, *command, "--for", "proof", "--jobs", "1", "--json", *words],
        cwd=desk.root.parent,
        env=desk.environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    made = Watcher(process)
    reader = threading.Thread(target=made.read, daemon=True)
    reader.start()
    try:
        yield made
    finally:
        process.kill()
        process.wait()
        reader.join()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "w", tmp_path / "cache")
    made.root.mkdir()
    (made.root / "layout").mkdir()
    (made.root / "issue").mkdir()
    return made


def slip(desk: Desk) -> str:
    try:
        return (desk.out / SLIP).read_text("utf-8-sig")
    except OSError:
        return ""


def names(desk: Desk) -> list[str]:
    return sorted(str(p.relative_to(desk.root)) for p in desk.root.rglob("*"))


def test_a_picture_that_is_being_copied_is_waited_for(desk: Desk, tmp_path: Path) -> None:
    picture = _jpeg(tmp_path)
    with watching(desk, "--wait", "300") as watcher:
        watcher.until("watching")
        desk.write(photo=PHOTO.format(file="a.jpg", caption="远山。"))
        assert watcher.until("waiting")["missing"] == ["a.jpg"]
        until(lambda: "a.jpg" in slip(desk))
        with (desk.spec.parent / "a.jpg").open("wb") as file:
            for at in range(16):
                file.write(picture[len(picture) * at // 16 : len(picture) * (at + 1) // 16])
                file.flush()
                # A copy that takes longer than quiet lasts is what this tries.
                time.sleep(0.2)
                assert not watcher.told("done")
        watcher.until("done")
        until(lambda: not slip(desk))
        assert not watcher.told("failed")
        assert len(watcher.told("waiting")) == 1
        assert watcher.end() == 0
    assert (desk.out / "proof.pdf").exists()
    assert watcher.events[-1]["done"] == 1


def test_faults_are_told_beside_the_issue_and_mended(desk: Desk) -> None:
    desk.write()
    spec = desk.spec.read_text("utf-8")
    desk.spec.write_text("报纸：\n  坏", "utf-8")
    with watching(desk) as watcher:
        watcher.until("failed")
        until(lambda: "issue/期/issue.yaml:1:3: 第1行用了中文冒号" in slip(desk))
        # What it does not read is no reason to try it again; the next issue shows that it was seen.
        (desk.spec.parent / "nobody.jpg").write_bytes(b"x")
        other = desk.root / "issue" / "乙"
        shutil.copytree(desk.spec.parent, other)
        (other / "issue.yaml").write_text(spec, "utf-8")
        watcher.until("done")
        assert len(watcher.told("failed")) == 1
        assert watcher.end() == 0
    with watching(desk) as watcher:
        # Neither is tried again by the next.
        assert watcher.until("failed")["skipped"]
        watcher.until("kept")
        desk.spec.write_text(spec, "utf-8")
        watcher.until("done")
        until(lambda: not slip(desk))
        shutil.rmtree(other)
        assert watcher.until("removed")["path"].endswith("乙/issue.yaml")
        assert watcher.end(signal.SIGINT) == 130
    assert (desk.root / "out" / "乙" / "issue" / "proof.pdf").exists()
    assert not [name for name in names(desk) if name.endswith((".lock", ".new"))]


def test_a_template_that_changes_builds_its_issues_anew(desk: Desk) -> None:
    desk.write()
    own = desk.root / "layout" / "四开-双稿特刊.yaml"
    shutil.copy(ROOT / "layout" / own.name, own)
    with watching(desk, "--poll", "0.3") as watcher:
        watcher.until("done")
        own.write_text(own.read_text("utf-8") + "\n# 改过\n", "utf-8")
        watcher.until("done", times=2)
        assert watcher.end() == 0


def test_killed_and_begun_again_nothing_is_lost_and_nothing_done_twice(desk: Desk) -> None:
    desk.write()
    for name in "乙丙丁":
        shutil.copytree(desk.spec.parent, desk.root / "issue" / name)
    with watching(desk) as watcher:
        watcher.until("done")
        assert watcher.end(signal.SIGKILL) == -signal.SIGKILL
    with watching(desk) as watcher:
        until(lambda: len(watcher.told("done")) + len(watcher.told("kept")) == 4, SECONDS)
        assert watcher.told("kept")
        stamps = {p: p.stat().st_mtime_ns for p in desk.root.rglob("out/*/issue/proof.pdf")}
        assert len(stamps) == 4
        assert watcher.end() == 0
    with watching(desk) as watcher:
        until(lambda: len(watcher.told("kept")) == 4, SECONDS)
        assert not watcher.told("done")
        assert watcher.end() == 0
    assert stamps == {p: p.stat().st_mtime_ns for p in stamps}
    rows = (desk.root / "out" / "batch.jsonl").read_text("utf-8").splitlines()
    assert len(rows) == 4


def test_a_second_watch_of_a_folder_is_refused_with_words(desk: Desk) -> None:
    with watching(desk) as watcher:
        watcher.until("watching")
        second = desk.run("batch", "--watch", str(desk.root / "issue"), "--json")
        assert second.exit == 1
        told = json.loads(second.out)["diagnostics"][0]
        assert told["code"] == "busy"
        assert str(desk.root / "issue") in told["message"]
        # One that watches more than it leaves it what it takes care of.
        desk.write()
        watcher.until("done")
        with watching(desk, folder=desk.root) as wider:
            assert wider.until("busy")["path"].endswith("issue.yaml")
            assert not wider.told("done")
            assert wider.end() == 0
        assert watcher.end() == 0
    with watching(desk) as watcher:
        watcher.until("kept")


def test_a_share_that_goes_away_and_comes_back_is_waited_for(desk: Desk) -> None:
    folder, away = desk.root / "issue", desk.root / "away"
    folder.rmdir()
    with watching(desk) as watcher:
        watcher.until("gone")
        folder.mkdir()
        watcher.until("back")
        desk.write()
        watcher.until("done")
        folder.rename(away)
        watcher.until("gone", times=2)
        other = away / "乙"
        shutil.copytree(away / "期", other)
        assert not folder.exists()
        away.rename(folder)
        watcher.until("back", times=2)
        watcher.until("done", times=2)
        assert len(watcher.told("done")) == 2
        assert not watcher.told("removed")
        assert watcher.end() == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--poll", "3"),
        ("--wait", "3"),
        ("--watch", "--poll", "0"),
        ("--watch", "--poll", "x"),
        ("--watch", "--wait", "nan"),
    ],
)
def test_a_wrong_command_line_is_told(desk: Desk, words: tuple[str, ...]) -> None:
    assert desk.run("batch", str(desk.root), *words).exit == 2


def test_a_file_is_no_folder_to_watch(desk: Desk) -> None:
    desk.write()
    assert desk.run("batch", "--watch", str(desk.spec)).exit == 2


def _jpeg(folder: Path) -> bytes:
    from PIL import Image

    place = folder / "noise.jpg"
    Image.effect_noise((1200, 800), 90).convert("RGB").save(place)
    return place.read_bytes()
