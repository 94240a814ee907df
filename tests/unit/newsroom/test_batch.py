"""What a batch knows of its issues: who waits for whom, what each was made of, what stands in its manifest."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from presslayout.base import doors
from presslayout.base.cache import Cache
from presslayout.newsroom.batch import manifest
from presslayout.newsroom.batch.ingredients import Hashes
from presslayout.newsroom.batch.tasks import Done, Task, families, tasks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SPEC = "issue/期/issue.yaml"
FILES = (SPEC, "issue/期/A.md", "images/a.jpg", "layout/t.yaml", "layout/词典/w.txt")
VERSIONS = {"presslayout": "1"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (*FILES, "images/b.jpg", "fonts/x.ttf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
        # Long ago: what was just written is read every time.
        os.utime(path, (1, 1))
    return tmp_path


def read(root: Path) -> list[doors.ReadFile]:
    return [doors.ReadFile(str(root / name), doors.stamp((root / name).stat())) for name in FILES]


def write(name: str, text: str = "x") -> Callable[[Path], object]:
    def done(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return done


CHANGES = {
    "copy": write("issue/期/A.md"),
    "copy of the same length": write("issue/期/A.md", "issue/期/B.md"),
    "a picture that is shown": write("images/a.jpg"),
    "a picture of the same name nearer to the spec": write("issue/期/a.jpg"),
    "a template": write("layout/t.yaml"),
    "another template": write("layout/u.yaml"),
    "a word list": write("layout/词典/new.txt"),
    "rules of the house": write("layout/proofread/house.yaml"),
    "a face": write("fonts/y.ttf"),
    "seals": write("issue/期/签样.jsonl"),
    "copy taken away": lambda root: (root / "issue/期/A.md").unlink(),
}
NO_CHANGES = {
    "nothing": lambda _: None,
    "a time": lambda root: os.utime(root / "issue/期/A.md", (5, 5)),
    "a picture that is not shown": write("images/c.jpg"),
    "one that is not shown taken away": lambda root: (root / "images/b.jpg").unlink(),
    "another issue": write("issue/后/issue.yaml"),
    "a variant beside it": write("issue/期/白石版.yaml"),
    "an editor's spare copy": write("issue/期/.A.md.swp"),
    "output": write("out/期/issue/press.pdf"),
    "the same again": write("issue/期/A.md", "issue/期/A.md"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_shapes_an_issue_is_part_of_what_it_was_made_of(
    root: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    ingredients = Hashes(Cache(tmp_path / "cache")).ingredients(root / SPEC, read(root))
    assert ingredients is not None
    change(root)
    assert not Hashes(Cache(tmp_path / "cache")).holds(root / SPEC, ingredients)


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_shapes_no_issue_is_none(
    root: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    ingredients = Hashes(Cache(tmp_path / "cache")).ingredients(root / SPEC, read(root))
    assert ingredients is not None
    change(root)
    assert Hashes(Cache(tmp_path / "cache")).holds(root / SPEC, ingredients)


def test_a_workspace_that_lies_elsewhere_is_the_same(root: Path, tmp_path: Path) -> None:
    ingredients = Hashes(Cache.disabled()).ingredients(root / SPEC, read(root))
    assert ingredients is not None
    assert not any(str(tmp_path) in name for name in (*ingredients.files, *ingredients.folders))
    moved = tmp_path.with_name(f"{tmp_path.name}-moved")
    root.rename(moved)
    assert Hashes(Cache.disabled()).holds(moved / SPEC, ingredients)
    moved.rename(root)


def test_what_changed_while_it_was_read_is_known_to_nobody(root: Path) -> None:
    before = read(root)
    (root / FILES[1]).write_bytes(b"later")
    assert Hashes(Cache.disabled()).ingredients(root / SPEC, before) is None


def test_notes_tell_every_file_once_from_every_process(tmp_path: Path, root: Path) -> None:
    notes = tmp_path / "notes"
    number = os.fork()
    if not number:
        doors.note_into(notes)
        for name in (*FILES, *FILES):
            doors.note(root / name, (root / name).stat())
        inner = os.fork()
        if not inner:
            doors.note(root / "images/b.jpg", (root / "images/b.jpg").stat())
            os._exit(0)
        os.waitpid(inner, 0)
        os._exit(0)
    os.waitpid(number, 0)
    data = notes.read_bytes()
    found = [one.path for one in doors.noted(data)]
    assert found == [*(str(root / name) for name in FILES), str(root / "images/b.jpg")]
    # A note that was cut off is none.
    assert len(list(doors.noted(data[:-4]))) == len(found) - 1


def task(root: Path, name: str, after: Path | None = None) -> Task:
    out = root / "out" / "期" / name
    return Task(root / "issue/期" / f"{name}.yaml", out, root / "out", ("--for=press",), (), after)


def test_a_variant_comes_behind_its_base_whatever_the_order_of_names(root: Path) -> None:
    base = task(root, "issue")
    own = [task(root, name, base.spec) for name in ("a", "b")]
    deeper = task(root, "c", own[0].spec)
    alone = task(root, "z")
    assert families([own[0], deeper, alone, base, own[1]]) == (
        (base, own[0], deeper, own[1]),
        (alone,),
    )
    # Of two that name each other neither waits.
    one, two = task(root, "x", root / "issue/期/y.yaml"), task(root, "y", root / "issue/期/x.yaml")
    assert sorted(len(family) for family in families([one, two])) in ([1, 1], [2])


def test_tasks_know_their_bases_and_where_their_manifest_goes(root: Path, tmp_path: Path) -> None:
    (root / "issue/期/白石版.yaml").write_text("底版: issue.yaml\n", encoding="utf-8")
    found = [root / SPEC, root / "issue/期/白石版.yaml"]
    base, variant = tasks(found, None, ("--for=press",))
    assert (base.after, variant.after) == (None, root / SPEC)
    assert base.home == root / "out"
    elsewhere, _ = tasks(found, tmp_path / "there", ())
    assert elsewhere.home == tmp_path / "there"
    assert elsewhere.out == tmp_path / "there" / "期" / "issue"


def test_the_last_line_of_an_issue_holds_and_half_a_line_is_none(root: Path) -> None:
    ingredients = Hashes(Cache.disabled()).ingredients(root / SPEC, read(root))
    one = task(root, "issue")
    for code, files in ((0, (("press.pdf", "11"),)), (4, ()), (0, (("press.pdf", "22"),))):
        done = Done(one, code, 1.5, files)
        manifest.added(one, manifest.row(done, VERSIONS, ingredients))
    file = root / "out" / manifest.NAME
    whole = file.read_bytes()
    file.write_bytes(whole + whole[: len(whole) // 4])
    entry = manifest.read([root / "out"])[manifest.key(one)]
    assert (entry.files, entry.ingredients, entry.versions) == (
        (("press.pdf", "22"),),
        ingredients,
        VERSIONS,
    )
    manifest.shortened(root / "out")
    (line,) = file.read_text("utf-8").splitlines()
    assert json.loads(line)["issue"] == SPEC
    assert manifest.read([root / "out"])[manifest.key(one)] == entry


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"out": 1}', '{"out": "期/issue", "words": 5}', "\xff", "{" * 99],
)
def test_a_manifest_of_any_kind_is_read(root: Path, text: str) -> None:
    (root / "out").mkdir()
    (root / "out" / manifest.NAME).write_text(f"{text}\n", encoding="utf-8")
    assert manifest.read([root / "out"]) == {}
    manifest.shortened(root / "out")


def test_a_failed_issue_is_taken_up_again(root: Path) -> None:
    ingredients = Hashes(Cache.disabled()).ingredients(root / SPEC, read(root))
    one = task(root, "issue")
    manifest.added(
        one, manifest.row(Done(one, 0, 1.0, (("press.pdf", "1"),)), VERSIONS, ingredients)
    )
    manifest.added(one, manifest.row(Done(one, 1, 1.0), VERSIONS, ingredients))
    assert manifest.read([root / "out"]) == {}
