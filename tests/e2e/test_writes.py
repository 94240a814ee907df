"""Everybody writes at once: the preview and an editor, eight who sign."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.e2e.previewed import previewed

if TYPE_CHECKING:
    from tests.e2e.desk import Desk


def test_the_preview_and_an_editor_save_at_once_and_nothing_is_lost(desk: Desk) -> None:
    chance = random.Random(16)
    spec = desk.spec
    base = spec.read_text("utf-8")
    swapped = base.replace("头条", "某").replace("二条", "头条").replace("某", "二条")
    with previewed(desk) as preview:
        for number in range(20):
            said: list[int] = []
            asking = threading.Thread(
                target=lambda said=said: said.append(
                    preview.write("swap", {"story": "A", "other": "B"}).status
                )
            )

            asking.start()
            # The editor's save falls anywhere in the preview's.
            time.sleep(chance.random() * 0.08)
            # The editor knows what was there when they began, or what is there now.
            remark = f"# 编辑部第{number}次\n"
            seen = spec.read_text("utf-8")
            if number % 2:
                spare = spec.with_name("issue.yaml~")
                spare.write_text(seen + remark, "utf-8")
                spare.replace(spec)
            else:
                spec.write_text(seen + remark, "utf-8")
            asking.join()
            now = spec.read_text("utf-8")
            assert remark in now
            body = now.replace(remark, "")
            # Where two saves leave no moment between them, the one in the browser is told so.
            assert said in ([200], [409])
            assert body == base or (said == [200] and body == swapped)
            spec.write_text(body, "utf-8")


def test_eight_who_sign_at_once_leave_eight_lines(desk: Desk) -> None:
    names = [f"校对{number}" for number in range(8)]
    running = [
        desk.start("sign", str(desk.spec), "--page", "3", "--round", "三校", "--by", name)
        for name in names
    ]
    for one in running:
        out, err = one.communicate(timeout=120)
        assert one.returncode == 0, (out, err)
    rows = (desk.spec.parent / "签样.jsonl").read_text("utf-8").split("\n")
    assert rows.pop() == ""
    assert sorted(json.loads(row)["by"] for row in rows) == names


LIMITED = """
import resource, signal, sys
from presslayout.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system limits no sizes of files")
@pytest.mark.parametrize(
    "words",
    [
        ("build", "{}", "--for", "archive"),
        ("build", "{}", "--for", "proof"),
        ("plates", "{}"),
        ("init", "neu"),
    ],
)
@pytest.mark.parametrize("most", [0, 20_000])
def test_a_disk_that_takes_no_more_is_no_fault_of_the_program(
    desk: Desk, words: tuple[str, ...], most: int
) -> None:
    before = {p for p in desk.root.rglob("*") if "out" not in p.parts}
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(most), *(w.format(desk.spec) for w in words)],
        cwd=desk.root,
        env={**os.environ, "PRESSLAYOUT_CACHE": str(desk.cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert any(code in done.stderr for code in ("disk-full", "not-writable", "no-access"))
    # What did not fit is not there by half, and the next try finds its place free.
    assert {p for p in desk.root.rglob("*") if "out" not in p.parts} == before
    assert not [p for p in desk.out.rglob("*") if p.is_file()]
