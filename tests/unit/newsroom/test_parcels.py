"""Parcels: what goes out is all that an issue needs, and nothing comes back that was not asked for."""

from __future__ import annotations

import hashlib
import pickle
import shutil
from typing import TYPE_CHECKING

import pytest
from tests.e2e.desk import Desk

from presslayout.base import doors
from presslayout.newsroom.batch import cluster, facts, parcels, tasks
from presslayout.newsroom.batch.cluster import Cluster
from presslayout.newsroom.batch.packing import Packer
from presslayout.newsroom.batch.parcels import IssueParcel, MadeThing, ParcelOutcome, Wanting
from presslayout.newsroom.batch.unpacking import SpoiltError, unpacked

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.newsroom.batch.packing import Packing


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "w", tmp_path / "cache")
    made.root.mkdir()
    made.write()
    return made


def packed(desk: Desk) -> Packing:
    (task,) = tasks.tasks([desk.spec], None, ["--for=proof", "--json"])
    found = Packer.of("run", [task]).packed(task)
    assert found is not None
    return found


def outcome(*made: MadeThing, aside: tuple[str, ...] = ()) -> ParcelOutcome:
    return ParcelOutcome(0, 1.0, 1.0, b"{}", "", (), made, aside, (), (), is_there=True)


def file(name: str, data: bytes, digest: str = "", inside: str = "") -> MadeThing:
    right = hashlib.sha256(data).hexdigest()
    return MadeThing(name, bool(inside), ((inside, digest or right, data),))


def test_an_issue_is_packed_with_what_lies_beside_it_and_what_it_may_be_set_with(
    desk: Desk,
) -> None:
    (desk.spec.parent / "签样.jsonl").write_text("{}\n", "utf-8")
    (desk.spec.parent / "photo.jpg").write_bytes(b"nobody's")
    (desk.spec.parent / "other.yaml").write_text("报纸: {报名: 别的}\n", "utf-8")
    keys = desk.root / "签样钥匙"
    keys.mkdir()
    (keys / "某某.pub").write_text("ssh-ed25519 AAAA\n", "utf-8")
    (desk.root / "layout" / "words.txt").write_text("守山\n", "utf-8")
    found = packed(desk)
    root = str(desk.root) + "/"
    names = {one.path.removeprefix(root) for one in found.parcel.files}
    assert {"issue/期/issue.yaml", "issue/期/A.txt", "issue/期/签样.jsonl"} <= names
    assert {"签样钥匙/某某.pub", "layout/words.txt"} <= names
    assert "issue/期/photo.jpg" not in names
    # Of the other issue its head alone, whatever stands further down.
    assert "issue/期/other.yaml" not in names
    assert found.parcel.heads
    assert all(hashlib.sha256(o.data).hexdigest() == o.sha256 for o in found.parcel.files if o.data)
    assert pickle.loads(pickle.dumps(found.parcel)) == found.parcel  # noqa: S301  our own


def test_what_cannot_be_read_here_is_not_packed(desk: Desk) -> None:
    desk.spec.write_text("报纸: [\n", "utf-8")
    (task,) = tasks.tasks([desk.spec], None, [])
    assert Packer.of("run", [task]).packed(task) is None


def test_whoever_works_asks_for_what_is_not_in_a_parcel(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSLAYOUT_CACHE", str(desk.cache))
    found = packed(desk)
    wanting = parcels.worked(found.parcel)
    assert isinstance(wanting, Wanting)
    assert wanting.hashes == (found.parcel.heads,)
    # What is not what it is called is not kept.
    parcels.lay_up({found.parcel.heads: b"other"})
    assert isinstance(parcels.worked(found.parcel), Wanting)


@pytest.mark.parametrize(
    "spoilt",
    [
        outcome(file("proof.pdf", b"%PDF", digest="0" * 64)),
        outcome(file("../proof.pdf", b"%PDF")),
        outcome(file("a/proof.pdf", b"%PDF")),
        outcome(file(".presslayout.lock", b"")),
        outcome(file("archive", b"x", inside="../../x")),
        outcome(file("archive", b"x", inside="/x")),
        outcome(aside=("../issue",)),
    ],
)
def test_what_is_spoilt_or_leads_elsewhere_is_not_written(
    desk: Desk, spoilt: ParcelOutcome
) -> None:
    before = sorted(desk.root.rglob("*"))
    with pytest.raises(SpoiltError):
        unpacked(spoilt, packed(desk))
    assert sorted(desk.root.rglob("*")) == before


def test_what_comes_back_twice_stands_once(desk: Desk) -> None:
    one = outcome(
        file("proof.pdf", b"%PDF"),
        file("report.json", b"{}"),
        file("archive", b"x", inside="data/a"),
    )
    found = packed(desk)
    for _ in range(2):
        unpacked(one, found)
        assert (desk.out / "archive" / "data" / "a").read_bytes() == b"x"
        assert desk.delivered()[:1] == ["archive"]
    assert (desk.out / "proof.pdf").read_bytes() == b"%PDF"


def test_heads_come_out_as_they_went_in() -> None:
    rows = [("issue/甲/issue.yaml", "报纸: {}\n".encode()), ("issue/空.yaml", b"")]
    assert list(parcels._heads(parcels.spelled(rows))) == rows


def test_paths_are_told_as_they_are_on_the_client() -> None:
    said = b"/x/root/home/a/out/press.pdf and /x/root/data/w"
    assert parcels._plainly(said, "/x/root", ()) == b"/home/a/out/press.pdf and /data/w"
    near = parcels._plainly(said, "/x/root", ("/home/a",))
    assert near == b"out/press.pdf and /data/w"


def test_what_is_read_meanwhile_is_heard_and_nothing_else(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"x")
    with doors.heard() as heard:
        doors.read(tmp_path / "a")
    doors.read(tmp_path / "b")
    assert [one.path for one in heard] == [str(tmp_path / "a")]


def test_machines_that_agree_have_no_difference_and_others_are_told() -> None:
    ours = facts.facts()
    assert facts.apart(ours, ours) is None
    assert {"python", "presslayout", "presslayout code", "NotoSerifSC-Regular.ttf"} <= ours.keys()
    told = facts.apart(ours | {"python": "3.1", "pikepdf": ""}, ours)
    assert told is not None
    assert "python is 3.1 there" in told.en
    assert "pikepdf is missing there" in told.en


@pytest.mark.parametrize(
    ("address", "insecure", "may"),
    [
        ("tcp://127.0.0.1:8786", False, True),
        ("127.0.0.1:8786", False, True),
        ("tcp://[::1]:8786", False, True),
        ("localhost:8786", False, True),
        ("tcp://10.0.0.1:8786", False, False),
        ("tcp://10.0.0.1:8786", True, True),
        ("tcp://127.0.0.1.example.org:8786", False, False),
        ("tcp://0.0.0.0:8786", False, False),
        ("tls://10.0.0.1:8786", True, False),
        ("ucx://127.0.0.1:8786", True, False),
        ("tcp://127.0.0.1", False, False),
        ("tcp://127.0.0.1:99999", False, False),
        ("", True, False),
    ],
)
def test_who_may_be_spoken_to(address: str, insecure: bool, may: bool) -> None:
    assert (cluster.refusal(Cluster(address), insecure=insecure) is None) is may


def test_an_ended_batch_begins_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSLAYOUT_CACHE", str(desk.cache))
    parcel = IssueParcel("ended", ("build",), "/", str(desk.root), str(desk.out), shared=True)
    parcels.end("ended")
    with pytest.raises(InterruptedError):
        parcels.worked(parcel)


@pytest.mark.slow
def test_what_somebody_signed_is_kept_as_a_build_here_keeps_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSLAYOUT_CACHE", str(desk.cache))
    monkeypatch.chdir(desk.root)
    assert desk.build().exit == 0
    signed = desk.run("sign", "issue/期", "--page", "3", "--round", "付印", "--by", "某某")
    assert signed.exit == 0, signed.err
    before = desk.root / "before"
    shutil.copytree(desk.out, before)
    desk.write(headline="守水的日子")

    assert desk.build().exit == 0
    local = {path.relative_to(desk.out) for path in desk.out.rglob("*")}
    assert any(path.parts[1:2] and path.parts[1].startswith("kept-") for path in local)
    shutil.rmtree(desk.out)
    before.rename(desk.out)

    (task,) = tasks.tasks([desk.spec], None, ["--for=press", "--json"])
    found = Packer.of("signed", [task]).packed(task)
    assert found is not None
    more = {one: found.blob(one) for one in found.parcel.lacking}
    made = parcels.worked(found.parcel, more)
    parcels.end("signed")
    assert isinstance(made, ParcelOutcome)
    assert unpacked(made, found).exit == 0
    assert {path.relative_to(desk.out) for path in desk.out.rglob("*")} == local
