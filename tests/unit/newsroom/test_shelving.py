"""A shelf is only ever added to: versions beside each other, the same bag once, damage refused."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from itertools import count
from typing import TYPE_CHECKING

import pytest
from ocfl.storage_root import StorageRoot
from tests import kit, shelved

from presslayout.archive import ocfl, shelf
from presslayout.base import locks
from presslayout.base.diagnostics import DeliveryError
from presslayout.newsroom import finding
from presslayout.newsroom.finding import Wanted, find
from presslayout.newsroom.shelving import add

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def is_valid(root: Path) -> bool:
    """What a reader of OCFL that is none of ours says of all objects, their hashes too."""
    judge = StorageRoot(root=str(root))
    good: bool = judge.validate(log_warnings=True)
    # The one remark: that our own folder is no registered extension.
    assert not judge.errors
    assert set(judge.log.status_str().split()) & {"[W901]"} or not judge.log.status_str()
    return good


def test_an_issue_stands_on_the_shelf_as_the_bag_that_it_is(tmp_path: Path) -> None:
    bag = shelved.issue(tmp_path / "bag", "清晨走过石桥")
    put = add([bag], tmp_path / "架")
    (one,) = put.added
    assert not put.found
    assert (one.version, one.new, one.object) == (1, True, "issues/云岭日报/2026/2026-10-18")
    content = tmp_path / "架" / one.object / "v1" / "content"
    assert shelved.tree(content) == shelved.tree(bag)
    assert is_valid(tmp_path / "架")


def test_the_same_bag_again_adds_nothing(tmp_path: Path) -> None:
    bag = shelved.issue(tmp_path / "bag", "清晨走过石桥")
    add([bag], tmp_path / "架")
    before = shelved.tree(tmp_path / "架")
    (again,) = add([bag], tmp_path / "架").added
    assert (again.version, again.new) == (1, False)
    assert shelved.tree(tmp_path / "架") == before


def test_a_corrected_issue_stands_beside_the_first_which_stays(tmp_path: Path) -> None:
    first = shelved.issue(tmp_path / "one", "清晨走过石桥")
    second = shelved.issue(tmp_path / "two", "清晨走过木桥")
    add([first], tmp_path / "架")
    before = shelved.tree(tmp_path / "架" / "issues/云岭日报/2026/2026-10-18/v1")
    (put,) = add([second], tmp_path / "架").added
    assert (put.version, put.new) == (2, True)
    folder = tmp_path / "架" / put.object
    assert shelved.tree(folder / "v1") == before
    assert shelved.tree(folder / "v2" / "content") == shelved.tree(second)
    assert [one.version for one in shelf.versions(folder)] == [1, 2]
    # What is there as an earlier version is there.
    assert [one.version for one in add([first, second], tmp_path / "架").added] == [1, 2]
    assert is_valid(tmp_path / "架")


def test_both_the_first_and_the_corrected_issue_are_found(tmp_path: Path) -> None:
    add([shelved.issue(tmp_path / "one", "清晨走过石桥")], tmp_path / "架")
    assert [h.version for h in find(tmp_path / "架", Wanted("清晨")).hits] == [1]
    add([shelved.issue(tmp_path / "two", "清晨走过木桥")], tmp_path / "架")
    assert [h.version for h in find(tmp_path / "架", Wanted("清晨")).hits] == [1, 2]
    assert [h.version for h in find(tmp_path / "架", Wanted("木桥")).hits] == [2]


def test_variants_and_papers_lie_apart(tmp_path: Path) -> None:
    facts = {"cn": "CN 53-0000", "variant": "县区版"}
    bags = [
        shelved.issue(tmp_path / "a", "甲文"),
        shelved.issue(tmp_path / "b", "乙文", paper="云岭晚报"),
        shelved.issue(tmp_path / "c", "丙文", facts={"cn": "CN 53-0000"}),
        shelved.issue(tmp_path / "d", "丁文", facts=facts),
    ]
    put = add(bags, tmp_path / "架")
    assert [one.object for one in put.added] == [
        "issues/云岭日报/2026/2026-10-18",
        "issues/云岭晚报/2026/2026-10-18",
        "issues/CN53-0000/2026/2026-10-18",
        "issues/CN53-0000/2026/2026-10-18-县区版",
    ]
    assert is_valid(tmp_path / "架")


@pytest.mark.parametrize(
    "paper", ["../../报", "/报", ".", "con", "报\n报", "a" * 300, "报/x", "  "]
)
def test_no_name_of_a_paper_leaves_the_shelf(tmp_path: Path, paper: str) -> None:
    plain = shelved.edition({"A": {"body": "文字"}}, paper=paper)
    bag = shelved.made(tmp_path / "in" / "bag", plain | {"paper": paper})
    (put,) = add([bag], tmp_path / "架").added
    assert (tmp_path / "架" / "issues").resolve() in (
        tmp_path / "架" / put.object
    ).resolve().parents
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "架"]


def _without(bag: Path) -> None:
    (bag / "data" / "edition.json").unlink()


def _changed(bag: Path) -> None:
    with (bag / "data" / "edition.json").open("ab") as stream:
        stream.write(b" ")


def _more(bag: Path) -> None:
    (bag / "data" / "more.txt").write_bytes(b"")


def _outside(bag: Path) -> None:
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        with (bag / name).open("a") as stream:
            stream.write("0" * 64 + "  ../../../etc/passwd\n")


def _link(bag: Path) -> None:
    (bag / "data" / "link").symlink_to("/etc/passwd")


def _senseless(bag: Path) -> None:
    (bag / "manifest-sha256.txt").write_bytes(b"\xff\xfe\x00 nothing\n")


def _no_manifest(bag: Path) -> None:
    (bag / "manifest-sha256.txt").unlink()


SPOILT = [_without, _changed, _more, _outside, _link, _senseless, _no_manifest]


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_damaged_bag_is_refused_and_all_others_are_put(tmp_path: Path, spoil: object) -> None:
    bad = shelved.issue(tmp_path / "bad", "坏的")
    spoil(bad)  # type: ignore[operator]
    good = shelved.issue(tmp_path / "good", "好的", "2026-10-19")
    put = add([bad, good], tmp_path / "架")
    assert [one.identity.date for one in put.added] == ["2026-10-19"]
    assert [d.code for d in put.found] == ["bag-damaged"]
    assert is_valid(tmp_path / "架")


@pytest.mark.parametrize("day", ["2026-02-30", "昨天", "20261018", "../2026"])
def test_a_day_that_is_none_is_refused(tmp_path: Path, day: str) -> None:
    put = add([shelved.issue(tmp_path / "bag", "文", day)], tmp_path / "架")
    assert [d.code for d in put.found] == ["bag-undated"]
    assert not put.added


def test_what_holds_no_bag_is_told(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    put = add([tmp_path / "空", tmp_path / "没有"], tmp_path / "架")
    assert [d.code for d in put.found] == ["not-a-bag", "not-a-bag"]


def test_a_folder_that_holds_something_else_is_no_shelf(tmp_path: Path) -> None:
    (tmp_path / "文件").mkdir()
    (tmp_path / "文件" / "x.txt").write_bytes(b"")
    with pytest.raises(DeliveryError) as refused:
        add([shelved.issue(tmp_path / "bag", "文")], tmp_path / "文件")
    assert [d.code for d in refused.value.diagnostics] == ["not-a-shelf"]


def test_faces_that_a_bag_names_are_kept_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    face = kit.ROOT / "fonts" / "NotoSansSC-Black.ttf"
    sha256 = __import__("hashlib").sha256(face.read_bytes()).hexdigest()
    monkeypatch.chdir(kit.ROOT)
    for number in (1, 2):
        plain = shelved.edition({"A": {"body": f"第{number}期"}}, day=f"2026-10-1{number}")
        plain["assets"] = [
            {"key": "f", "kind": "face", "file": f"fonts/{face.name}", "sha256": sha256},
            {"key": "p", "kind": "picture", "file": "images/没有.jpg", "sha256": "0" * 64},
        ]
        put = add([shelved.made(tmp_path / f"b{number}", plain)], tmp_path / "架")
        assert (face.name in " ".join(put.added[0].kept)) == (number == 1)
        assert [d.code for d in put.found] == ["asset-not-kept"]
    kept = shelf.IssueShelf(tmp_path / "架").asset(sha256)
    assert kept is not None
    assert kept.read_bytes() == face.read_bytes()
    assert is_valid(tmp_path / "架")


def killed_at(step: int, wanted: Path, root: Path) -> int:
    """How a process ends that puts an issue and is killed at a step that others could see."""
    child = os.fork()
    if not child:
        code = 1
        try:
            steps = count(1)

            def counted(own: Callable[..., object]) -> Callable[..., object]:
                def deed(*words: object, **more: object) -> object:
                    if next(steps) == step:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return own(*words, **more)

                return deed

            for name in ("replace", "fsync", "mkdir", "rename", "unlink", "rmdir"):
                setattr(os, name, counted(getattr(os, name)))
            add([wanted], root)
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("corrected", [False, True])
def test_whoever_is_killed_leaves_a_shelf_that_the_next_one_sets_right(
    tmp_path: Path, corrected: bool
) -> None:
    """Killed at each step that others could see: what was there stays, the next run goes on."""
    first = shelved.issue(tmp_path / "one", "清晨走过石桥")
    second = shelved.issue(tmp_path / "two", "清晨走过木桥")
    other = shelved.issue(tmp_path / "three", "另一天", "2026-10-19")
    wanted = second if corrected else first
    seen = 0
    for at in range(1, 200, 3):
        root = tmp_path / "架"
        shutil.rmtree(root, ignore_errors=True)
        if corrected:
            add([first], root)
        before = shelved.tree(root / "issues")
        code = killed_at(at, wanted, root)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        seen += 1
        after = shelved.tree(root / "issues") if root.exists() else {}
        inventories = ("2026-10-18/inventory.json", "2026-10-18/inventory.json.sha512")
        assert {
            n: h for n, h in before.items() if not n.endswith(inventories)
        }.items() <= after.items()
        # Somebody else's issue is put: what was begun is ended or gone.
        add([other], root)
        assert is_valid(root)
        (put,) = add([wanted], root).added
        assert put.version == (2 if corrected else 1)
        assert is_valid(root)
    assert seen > 5


def test_two_who_put_at_once_both_do(tmp_path: Path) -> None:
    bags = [shelved.issue(tmp_path / f"b{n}", f"第{n}天", f"2026-10-1{n}") for n in range(4)]
    program = (
        "import sys\nfrom pathlib import Path\nfrom presslayout.newsroom.shelving import add\n"
        "assert len(add([Path(sys.argv[1])], Path(sys.argv[2])).added) == 1"
    )
    environ = {**os.environ, "PYTHONPATH": str(kit.ROOT / "src")}
    words = [[sys.executable, "-c", program, str(bag), str(tmp_path / "架")] for bag in bags]
    running = [subprocess.Popen(one, env=environ) for one in words]
    assert [one.wait(60) for one in running] == [0] * 4
    assert len(list(shelf.IssueShelf(tmp_path / "架").issues())) == 4
    assert is_valid(tmp_path / "架")


def test_whoever_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bag = shelved.issue(tmp_path / "bag", "文字")
    add([bag], tmp_path / "架")
    lock = shelf.IssueShelf(tmp_path / "架").own / shelf.LOCK
    held = locks.taken(lock, 0)
    assert held is not None
    monkeypatch.setattr(shelf.written.__wrapped__, "__defaults__", (0.0,))
    with pytest.raises(DeliveryError) as refused:
        add([bag], tmp_path / "架")
    locks.given_back(lock, held)
    assert [d.code for d in refused.value.diagnostics] == ["busy"]


def test_a_full_disk_leaves_the_shelf_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add([shelved.issue(tmp_path / "one", "清晨走过石桥")], tmp_path / "架")
    before = shelved.tree(tmp_path / "架")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        add([shelved.issue(tmp_path / "two", "清晨走过木桥")], tmp_path / "架")
    monkeypatch.undo()
    assert shelved.tree(tmp_path / "架") == before
    assert is_valid(tmp_path / "架")


def test_a_damaged_object_is_told_and_nothing_is_put_behind_it(tmp_path: Path) -> None:
    add([shelved.issue(tmp_path / "one", "清晨走过石桥")], tmp_path / "架")
    inventory = tmp_path / "架/issues/云岭日报/2026/2026-10-18" / ocfl.INVENTORY
    inventory.write_bytes(inventory.read_bytes()[:100])
    put = add([shelved.issue(tmp_path / "two", "清晨走过木桥")], tmp_path / "架")
    assert [d.code for d in put.found] == ["shelf-damaged"]
    found = find(tmp_path / "架", Wanted("清晨"))
    assert [d.code for d in found.found] == ["shelf-damaged"]


ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description>
<MeasurementUnit>mm10</MeasurementUnit></Description><Layout>
<Page ID="p" PHYSICAL_IMG_NR="1" WIDTH="3900" HEIGHT="5500"><PrintSpace><TextBlock ID="b">
<TextLine HPOS="100" VPOS="200" WIDTH="400" HEIGHT="50">
<String CONTENT="春耕大生产" HPOS="100" VPOS="200" WIDTH="400" HEIGHT="50"/></TextLine>
<TextLine HPOS="100" VPOS="260" WIDTH="400" HEIGHT="50">
<String CONTENT="運動開始了" HPOS="100" VPOS="260" WIDTH="400" HEIGHT="50"/></TextLine>
</TextBlock></PrintSpace></Page></Layout></alto>
"""


def scans(folder: Path, about: str = "报名: 云岭日报\n日期: 1957-03-02\n") -> Path:
    folder.mkdir()
    (folder / "1.xml").write_text(ALTO, encoding="utf-8")
    (folder / "2.xml").write_text(ALTO.replace("春耕", "秋收"), encoding="utf-8")
    (folder / "说明.yaml").write_text(about, encoding="utf-8")
    return folder


def test_old_papers_come_in_by_the_same_door(tmp_path: Path) -> None:
    put = add([scans(tmp_path / "旧报")], tmp_path / "架")
    assert [(one.identity.paper, one.identity.date) for one in put.added] == [
        ("云岭日报", "1957-03-02")
    ]
    assert not add([tmp_path / "旧报"], tmp_path / "架").added[0].new
    # A word goes on from line to line, and stands where its characters do.
    (hit,) = find(tmp_path / "架", Wanted("秋收大生产运动", folded=True)).hits
    assert (hit.text, hit.page, hit.part) == ("秋收大生产運動", 2, "body")
    assert [tuple(map(round, box)) for box in hit.boxes_mm] == [(10, 20, 50, 25), (10, 26, 26, 31)]
    assert not find(tmp_path / "架", Wanted("运动")).hits
    assert is_valid(tmp_path / "架")


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ("报名: 云岭日报\n", "scan-untold"),
        ("报名: 报\n日期: 1957-02-30\n", "scan-untold"),
        ("报名: [\n", None),
    ],
)
def test_old_papers_of_nobody_or_no_day_are_refused(
    tmp_path: Path, about: str, code: str | None
) -> None:
    put = add([scans(tmp_path / "旧报", about)], tmp_path / "架")
    assert not put.added
    assert put.found
    assert code in (None, put.found[0].code)


def test_a_page_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    folder = scans(tmp_path / "旧报")
    (folder / "2.xml").write_text(ALTO.replace("</Page>", ""), encoding="utf-8")
    put = add([folder], tmp_path / "架")
    assert [d.code for d in put.found] == ["alto-unreadable"]
    assert put.found[0].span is not None
    assert put.found[0].span.file == "2.xml"


def test_a_shelf_of_the_same_bags_is_the_same_bytes(tmp_path: Path) -> None:
    bags = [shelved.issue(tmp_path / f"b{n}", f"第{n}天", f"2026-10-1{n}") for n in range(3)]
    add(bags, tmp_path / "甲")
    for bag in reversed(bags):
        add([bag], tmp_path / "乙")
    assert shelved.tree(tmp_path / "甲") == shelved.tree(tmp_path / "乙")


def test_the_note_of_something_elsewhere_moves_nothing(tmp_path: Path) -> None:
    bag = shelved.issue(tmp_path / "bag", "文字")
    add([bag], tmp_path / "架")
    note = {"object": "../../外面", "version": 1}
    (shelf.IssueShelf(tmp_path / "架").own / shelf.PENDING).write_text(json.dumps(note), "utf-8")
    add([bag], tmp_path / "架")
    assert not (tmp_path / "外面").exists()
    assert is_valid(tmp_path / "架")
    assert finding.find(tmp_path / "架", Wanted("文字")).stories == 1
