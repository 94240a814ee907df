"""What is kept is told file by file: bags, objects, faces; what is broken off goes on."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from tests import shelved

from presslayout.archive import custody, shelf
from presslayout.archive.custody import Damage
from presslayout.newsroom import finding, proving
from presslayout.newsroom.shelving import add

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ISSUE = "issues/云岭日报/2026/2026-10-11"
DATA = f"{ISSUE}/v1/content/data"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    for n in (1, 2, 3):
        shelved.issue(tmp_path / "bags" / str(n), f"第{n}天", f"2026-10-1{n}", page=n)
    add([tmp_path / "bags"], tmp_path / "架")
    return tmp_path / "架"


def told(root: Path) -> dict[str, str]:
    """Every file that is wrong on a shelf, and what is."""
    return {f.path: f.wrong for one in proving.everything(root) for f in one.faults}


def test_a_sound_shelf_has_nothing_wrong(kept: Path) -> None:
    seen = list(proving.everything(kept))
    assert all(one.good for one in seen)
    assert sum(one.name.startswith("issues/") for one in seen) == 3
    files = [path for path in kept.rglob("*") if path.is_file() and "extensions" not in path.parts]
    # All but the declaration of the root itself.
    assert sum(one.files for one in seen) == len(files) - 1


def _changed(root: Path) -> None:
    (root / DATA / "edition.json").write_bytes(b"{}")


def _missing(root: Path) -> None:
    (root / DATA / "edition.json").unlink()


def _extra(root: Path) -> None:
    (root / DATA / "more.txt").write_bytes(b"")


def _link(root: Path) -> None:
    (root / DATA / "link").symlink_to("/etc/passwd")


def _inventory(root: Path) -> None:
    (root / ISSUE / "inventory.json").write_bytes(b"{}")


def _version(root: Path) -> None:
    (root / ISSUE / "v1" / "inventory.json").unlink()


def _declared(root: Path) -> None:
    (root / ISSUE / "0=ocfl_object_1.1").unlink()


def _object(root: Path) -> None:
    shutil.rmtree(root / ISSUE)


def _stray(root: Path) -> None:
    (root / ISSUE / "v2" / "content").mkdir(parents=True)
    (root / ISSUE / "v2" / "content" / "x").write_bytes(b"")


FAULTS: list[tuple[Callable[[Path], None], dict[str, Damage]]] = [
    (_changed, {f"{DATA}/edition.json": Damage.CHANGED}),
    (_missing, {f"{DATA}/edition.json": Damage.MISSING}),
    (_extra, {f"{DATA}/more.txt": Damage.EXTRA}),
    (_link, {f"{DATA}/link": Damage.LINK}),
    (_inventory, {f"{ISSUE}/inventory.json": Damage.CHANGED}),
    (_version, {f"{ISSUE}/v1/inventory.json": Damage.CHANGED}),
    (_declared, {f"{ISSUE}/0=ocfl_object_1.1": Damage.MISSING}),
    (_object, {ISSUE: Damage.MISSING}),
    (_stray, {f"{ISSUE}/v2/content/x": Damage.EXTRA}),
]


@pytest.mark.parametrize(("spoil", "wanted"), FAULTS, ids=[one.__name__ for one, _ in FAULTS])
def test_a_damaged_shelf_is_told_file_by_file(
    kept: Path, spoil: Callable[[Path], None], wanted: dict[str, Damage]
) -> None:
    spoil(kept)
    assert told(kept) == wanted


def test_a_face_that_is_another_is_told(kept: Path) -> None:
    face = next((kept / "assets").rglob("sRGB.icc"))
    face.write_bytes(b"other")
    name = face.relative_to(kept).as_posix()
    assert told(kept) == {name: Damage.CHANGED}


def test_a_file_and_its_inventories_changed_together_differ_from_the_bag(kept: Path) -> None:
    """Whoever knows OCFL and not BagIt is found by the bag's own manifest."""
    from presslayout.archive import ocfl
    from presslayout.base.values import replace

    folder, file = kept / ISSUE, kept / DATA / "edition.json"
    file.write_bytes(file.read_bytes() + b" ")
    was = ocfl.read(folder)
    sum_, path = custody.digests(file).sha512, "v1/content/data/edition.json"
    manifest = tuple((p, sum_ if p == path else d) for p, d in was.manifest)
    state = tuple((p, sum_ if p == path[11:] else d) for p, d in was.versions[0].state)
    new = replace(was, manifest=manifest, versions=(replace(was.versions[0], state=state),))
    for place in (folder, folder / "v1"):
        data = ocfl.dumps(new)
        (place / ocfl.INVENTORY).write_bytes(data)
        (place / ocfl.SIDECAR).write_bytes(ocfl.sidecar(data))
    assert told(kept) == {f"{DATA}/edition.json": Damage.CHANGED}


def test_what_is_broken_off_goes_on_where_it_stopped(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _changed(kept)
    run = proving.everything(kept)
    first, second = next(run), next(run)
    run.close()
    looked: list[str] = []
    own = proving._object

    def seen(ours: shelf.IssueShelf, name: str, folder: Path, *, drawn: bool) -> proving.Proved:
        looked.append(name)
        return own(ours, name, folder, drawn=drawn)

    monkeypatch.setattr(proving, "_object", seen)
    again = list(proving.everything(kept))
    assert [one.name for one in again if one.before] == [first.name, second.name]
    assert first.name not in looked
    assert second.name not in looked
    assert [f.wrong for one in again for f in one.faults] == [Damage.CHANGED]
    # It came to its end: the next one begins anew.
    looked.clear()
    assert not any(one.before for one in proving.everything(kept))
    assert len(looked) == len(again)


def test_half_a_line_of_whoever_was_killed_is_no_hindrance(kept: Path) -> None:
    run = proving.everything(kept)
    first = next(run)
    next(run)
    run.close()
    journal = finding.index_of(shelf.IssueShelf(kept)).with_name(proving.JOURNAL)
    data = journal.read_bytes()
    journal.write_bytes(data[:-30])
    assert [one.name for one in proving.everything(kept) if one.before] == [first.name]


def test_a_version_that_came_meanwhile_is_looked_at(kept: Path, tmp_path: Path) -> None:
    run = proving.everything(kept)
    next(run)
    next(run)
    run.close()
    add([shelved.issue(tmp_path / "new", "又一次", "2026-10-11")], kept)
    again = {one.name: one.before for one in proving.everything(kept)}
    assert again[ISSUE] is False


def test_every_file_of_a_bag_is_told(tmp_path: Path) -> None:
    bag = shelved.issue(tmp_path / "bag", "文字")
    (bag / "data" / "edition.json").write_bytes(json.dumps({}).encode())
    (bag / "data" / "more").write_bytes(b"")
    (bag / "bag-info.txt").unlink()
    faults = {f.path: f.wrong for f in proving.bag(bag).faults}
    assert faults == {
        "bag-info.txt": Damage.MISSING,
        "data/edition.json": Damage.CHANGED,
        "data/more": Damage.EXTRA,
    }
