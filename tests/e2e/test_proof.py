"""A proof of a round: its text is the paper's alone, its bytes are the same, its notes are ours."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.e2e.desk import Desk, copy
from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    made = Desk(tmp_path / "w", warm)
    made.root.mkdir()
    made.write(editor="待定", body=copy(7000).replace("，", ",", 3))
    return made


def words(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


@needs("pdftotext")
def test_the_words_of_a_proof_are_the_papers_alone(desk: Desk) -> None:
    plain = desk.build("proof")
    assert plain.exit == 3
    default = words(desk.out / "proof.pdf")
    for more in (("--round", "二校"), ("--round", "clean", "--paper", "A3")):
        assert desk.build("proof", *more).exit == 3
        assert words(desk.out / "proof.pdf") == default
    for other in ("二校", "大样", "签名", "样本号", "half-width-mark", "待定："):
        assert other not in default
    (story,) = [s for s in plain.json["pages"][0]["stories"] if s["id"] == "B"]
    assert story["overset"]["chars"] == 0
    body = "".join((desk.spec.parent / "B.txt").read_text("utf-8").split())
    assert body in default


def test_a_proof_is_the_same_bytes_and_says_which_it_is(desk: Desk) -> None:
    seen = set()
    for _ in range(2):
        desk.build("proof", "--round", "second", "--paper", "A3", "--no-cache")
        seen.add((desk.out / "proof.pdf").read_bytes())
    desk.build("proof", "--round", "二校", "--paper", "A3")
    seen.add((desk.out / "proof.pdf").read_bytes())
    assert len(seen) == 1
    with pikepdf.open(desk.out / "proof.pdf") as pdf:
        assert str(pdf.docinfo.Subject) == "二校 A3"


def test_findings_are_notes_and_marks_knows_them_for_ours(desk: Desk) -> None:
    desk.build("proof")
    with pikepdf.open(desk.out / "proof.pdf") as pdf:
        notes = [a for a in pdf.pages[0].Annots if a.Subtype == "/Square"]
        kinds = [str(a.Subj) for a in notes]
        assert kinds.count("half-width-mark") == 3
        assert {"pending", "overset"} <= set(kinds)
        assert {str(a.T) for a in notes} == {"presslayout"}
        assert all("A.txt:" in str(a.Contents) for a in notes if a.Subj == "half-width-mark")
    found = desk.run("marks", str(desk.out / "proof.pdf"), str(desk.spec), "--json")
    assert found.json["marks"] == []


@pytest.mark.parametrize(
    "more",
    [
        ("--for", "press", "--round", "二校"),
        ("--for", "archive", "--paper", "A3"),
        ("--for", "press", "--galley", "A"),
        ("--for", "proof", "--round", "四校"),
        ("--for", "proof", "--paper", "A9"),
    ],
)
def test_what_is_no_proof_takes_no_round(desk: Desk, more: tuple[str, ...]) -> None:
    made = desk.run("build", str(desk.spec), *more)
    assert made.exit == 2
    assert not desk.delivered()
