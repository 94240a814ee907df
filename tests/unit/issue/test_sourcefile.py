"""Files that people write too: nothing of theirs is lost, nothing of ours is half written."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.base.exchange import exchanged
from presslayout.issue import sourcefile
from presslayout.newsroom.edits import Edits, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = str(Path(sourcefile.__file__).parents[2])


def left(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def code(caught: pytest.ExceptionInfo[SpecError]) -> str:
    return caught.value.diagnostics[0].code


@pytest.mark.parametrize("in_place", [True, False], ids=["in place", "by a new name"])
def test_an_editor_who_saves_meanwhile_loses_nothing(tmp_path: Path, in_place: bool) -> None:
    path = tmp_path / "issue.yaml"
    chance = random.Random(7)

    def save(text: str) -> None:
        if in_place:
            path.write_text(text, "utf-8")
        else:
            spare = tmp_path / "editor.tmp"
            spare.write_text(text, "utf-8")
            spare.replace(path)

    for number in range(20):
        path.write_text("焦点: 0\n", "utf-8")
        begun = threading.Event()

        def change(text: str, begun: threading.Event = begun) -> str | None:
            begun.set()
            # An edit takes its time, and the editor's save falls anywhere in it or after it.
            time.sleep(0.004)
            return text.replace("焦点: 0", "焦点: 50") if "焦点" in text else None

        writer = threading.Thread(target=lambda: sourcefile.changed(path, change))
        writer.start()
        begun.wait()
        time.sleep(chance.random() * 0.008)
        # An editor writes what they see and a line more.
        save(path.read_text("utf-8") + f"# 第{number}次\n")
        writer.join()
        assert f"# 第{number}次" in path.read_text("utf-8")
    assert left(tmp_path) == ["issue.yaml"]


@pytest.mark.parametrize("in_place", [True, False], ids=["in place", "by a new name"])
def test_a_change_is_made_again_in_what_was_saved_meanwhile(tmp_path: Path, in_place: bool) -> None:
    path = tmp_path / "issue.yaml"
    path.write_text("焦点: 0\n", "utf-8")
    saves = ["焦点: 0\n# 第1次\n", "焦点: 0\n# 第1次\n# 第2次\n"]

    def change(text: str) -> str:
        if saves:
            target = path if in_place else tmp_path / "editor.tmp"
            target.write_text(saves.pop(0), "utf-8")
            target.replace(path)
        return text.replace("焦点: 0", "焦点: 50")

    sourcefile.changed(path, change)
    assert path.read_text("utf-8") == "焦点: 50\n# 第1次\n# 第2次\n"
    assert left(tmp_path) == ["issue.yaml"]


def test_what_was_saved_in_the_very_last_moment_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("一\n", "utf-8")
    if not exchanged(path, path.with_name("none")) and not _exchanges(tmp_path):
        pytest.skip("this disk cannot exchange two files")
    saves = iter(["二\n", "三\n"])
    real = sourcefile.exchanged

    def late(one: Path, other: Path) -> bool:
        text = next(saves, None)
        if text is not None:
            spare = tmp_path / "editor"
            spare.write_text(text, "utf-8")
            spare.replace(path)
        return real(one, other)

    monkeypatch.setattr(sourcefile, "exchanged", late)
    sourcefile.changed(path, lambda text: text + "我\n")
    assert path.read_text("utf-8") == "三\n我\n"
    assert left(tmp_path) == ["a.yaml"]


def _exchanges(folder: Path) -> bool:
    one, other = folder / "x", folder / "y"
    one.write_text("x")
    other.write_text("y")
    done = exchanged(one, other) and one.read_text() == "y"
    one.unlink()
    other.unlink()
    return done


def _increase(path: Path) -> None:
    for _ in range(10):
        sourcefile.changed(path, lambda text: str(int(text) + 1))


def test_our_own_programs_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "n.txt"
    path.write_text("0")
    several = multiprocessing.get_context("spawn")
    running = [several.Process(target=_increase, args=(path,)) for _ in range(4)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert path.read_text() == "40"
    assert left(tmp_path) == ["n.txt"]


def test_a_link_stays_a_link_and_its_file_keeps_its_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "总编室" / "a.yaml", tmp_path / "a.yaml"
    real.parent.mkdir()
    real.write_text("山\n", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    sourcefile.changed(link, lambda text: text + "水\n")
    sourcefile.appended(link, ["木"])
    assert link.is_symlink()
    assert real.read_text("utf-8") == "山\n水\n木\n"
    assert real.stat().st_mode & 0o777 == 0o640
    assert left(real.parent) == ["a.yaml"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_mark_encoding_and_line_ends_stay(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "a.txt"
    text = f"山路上的雾慢慢散开了{end}溪水声一路跟着他{end}"
    path.write_bytes(text.encode(encoding))
    assert sourcefile.changed(path, lambda t: t.replace("溪", "河")) is not None
    assert path.read_bytes() == text.replace("溪", "河").encode(encoding)


def test_a_file_that_is_to_be_replaced_must_say_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes("别人的".encode())
    with pytest.raises(SpecError) as caught:
        sourcefile.replaced(path, b"ours", b"old")
    assert code(caught) == "changed-meanwhile"
    assert path.read_bytes() == "别人的".encode()
    sourcefile.replaced(path, b"ours", "别人的".encode())
    assert path.read_bytes() == b"ours"


def test_lines_are_added_behind_whatever_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    sourcefile.appended(path, ["一", "二"])
    path.write_bytes(path.read_bytes()[:-1])
    sourcefile.appended(path, ["三", "二", "三"])
    assert path.read_text("utf-8") == "一\n二\n三\n"
    path.write_bytes("一\r\n二".encode())
    sourcefile.appended(path, ["三"])
    assert path.read_bytes() == "一\r\n二\r\n三\r\n".encode()


def _append(path: Path, name: str) -> None:
    sourcefile.appended(path, [json.dumps({"by": name, "x": "字" * 4000}, ensure_ascii=False)])


def test_eight_who_sign_at_once_leave_eight_lines(tmp_path: Path) -> None:
    path = tmp_path / "签样.jsonl"
    path.write_text("没有换行的旧行", "utf-8")
    several = multiprocessing.get_context("spawn")
    running = [several.Process(target=_append, args=(path, f"校对{n}")) for n in range(8)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    old, *rows = path.read_text("utf-8").split("\n")[:-1]
    assert old == "没有换行的旧行"
    assert sorted(json.loads(row)["by"] for row in rows) == [f"校对{n}" for n in range(8)]


@pytest.mark.parametrize(
    "act",
    [
        lambda path: sourcefile.changed(path, lambda text: text + "水"),
        lambda path: sourcefile.appended(path, ["水"]),
        lambda path: sourcefile.written(path, b"x"),
    ],
)
def test_a_file_that_may_not_be_written_is_told(
    tmp_path: Path, act: Callable[[Path], object]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("山\n", "utf-8")
    path.chmod(0o444)
    with pytest.raises(SpecError) as caught:
        act(path)
    assert code(caught) == "not-writable"
    # Of many files of one name it is said which.
    assert str(path) in caught.value.diagnostics[0].message.zh
    assert path.read_text("utf-8") == "山\n"
    assert left(tmp_path) == ["a.yaml"]


def test_what_is_no_file_is_told_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(SpecError) as caught:
            sourcefile.changed(tmp_path / name, lambda text: text + "水")
        assert code(caught) == "not-writable"
    with pytest.raises(SpecError) as caught:
        sourcefile.changed(tmp_path / "none", lambda text: text + "水")
    assert code(caught) == "missing-file"


FULL = """
import resource, signal, sys
from pathlib import Path
from presslayout.issue import sourcefile
from presslayout.base.diagnostics import SpecError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
path = Path(sys.argv[1])
for act in (lambda: sourcefile.changed(path, lambda text: text * 9),
            lambda: sourcefile.appended(path, ["x" * 9000]),
            lambda: sourcefile.appended(path.with_name("new"), ["x" * 9000])):
    try:
        act()
    except SpecError as told:
        print(told.diagnostics[0].code)
"""


def test_a_disk_that_takes_no_more_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 999 + "\n")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)],
        env={**os.environ, "PYTHONPATH": SOURCE},
        capture_output=True,
        text=True,
        check=True,
    )
    told = done.stdout.split()
    assert len(told) == 3
    assert set(told) <= {"not-writable", "disk-full"}
    assert path.read_text() == "x" * 999 + "\n"
    assert left(tmp_path) == ["a.txt"]


KILLED = """
import sys
from pathlib import Path
from presslayout.issue import sourcefile
path = Path(sys.argv[1])
print("go", flush=True)
while True:
    sourcefile.changed(path, lambda text: ("a" if text[0] == "b" else "b") * 200_000)
"""


def test_a_writer_who_is_killed_leaves_the_old_text_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a" * 200_000)
    for pause in (0.0, 0.003, 0.01, 0.02):
        running = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)],
            env={**os.environ, "PYTHONPATH": SOURCE},
            stdout=subprocess.PIPE,
        )
        assert running.stdout is not None
        running.stdout.readline()
        # Death comes at any moment of a change.
        time.sleep(pause)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()
        assert path.read_text() in {"a" * 200_000, "b" * 200_000}
        # Whoever comes next is not kept waiting by the dead.
        sourcefile.changed(path, lambda text: text[::-1])
    sourcefile.changed(path, lambda _: "完")
    assert left(tmp_path) == ["a.txt"]


def test_an_edit_is_taken_back_only_from_what_it_made(tmp_path: Path) -> None:
    path = tmp_path / "issue.yaml"
    path.write_bytes("\ufeff焦点: 1\r\n".encode())
    edits = Edits(path)
    edits.make(lambda text: text.replace("1", "2"))
    assert path.read_bytes() == "\ufeff焦点: 2\r\n".encode()
    edits.undo()
    assert path.read_bytes() == "\ufeff焦点: 1\r\n".encode()
    edits.make(lambda text: text.replace("1", "2"))
    path.write_text("焦点: 3\n", "utf-8")
    with pytest.raises(RefusedError):
        edits.undo()
    assert path.read_text("utf-8") == "焦点: 3\n"


def test_every_write_of_a_source_goes_this_way() -> None:
    """What else writes into files belongs to outputs, each with a reason of its own."""
    outputs = {
        "archive/bag.py", "base/cache.py", "delivery/plates/ghostscript.py", "delivery/products.py",
        "delivery/shelf.py", "issue/sourcefile.py", "newsroom/separate.py",
        # The profile of an office program, in a folder that goes with it; a folder that is new.
        "newsroom/importing/office.py", "newsroom/importing/written.py",
        # A shelf's own files, and what a long look at it has found; a site's ledger; a new workspace.
        "archive/shelf.py", "newsroom/proving.py", "archive/site/ledger.py", "issue/scaffold.py",
        # What a build of a batch prints, in a folder that goes with it.
        "newsroom/batch/builders.py",
        # What stands for a client's folder where an issue is built for it; copies for those who signed.
        "newsroom/batch/parcels.py", "newsroom/batch/unpacking.py",
    }  # fmt: skip
    root = Path(sourcefile.__file__).parents[1]
    words = ("write_text(", "write_bytes(", '.open("w', '.open("x', '.open("a', "os.replace(")
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if any(word in path.read_text("utf-8") for word in words)
    }
    assert found <= outputs
