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
        assert kinds.count("标点（提醒）") == 3
        assert {"待定（提醒）", "放不下（错误）"} <= set(kinds)
        assert {str(a.T) for a in notes} == {"自动检查（presslayout）"}
        assert all("A.txt 第1行第" in str(a.Contents) for a in notes if "标点" in str(a.Subj))
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


def test_what_the_command_says_it_wrote_is_in_the_file(desk: Desk) -> None:
    for more, words in (
        (("--round", "二校"), "1 版，校次单 {rest} 页，多出的字印在版边"),
        (("--galley", "A"), "稿件A，{all} 页"),
        (("--galley", "all"), "全部稿件，{all} 页"),
    ):
        told = desk.run("build", str(desk.spec), "--for", "proof", *more)
        name = "galley.pdf" if "--galley" in more else "proof.pdf"
        with pikepdf.open(desk.out / name) as pdf:
            pages = len(pdf.pages)
        assert words.format(all=pages, rest=pages - 1) in told.out + told.err
    desk.write(editor="甲", body=copy(300))
    told = desk.run("build", str(desk.spec), "--for", "proof")
    assert "多出的字" not in told.out + told.err


@needs("pdftotext")
def test_a_galley_keeps_what_belongs_to_a_photo_together(desk: Desk) -> None:
    from presslayout.edition.page import Article
    from presslayout.issue.load import load
    from presslayout.newsroom.galley import galleys
    from presslayout.newsroom.proofing import galley_types
    from presslayout.overlay.page_remarks import Occasion

    body = "山" * 700
    parts = {"headline": "山", "body": body}
    for stem in ("甲", "乙", "丙"):
        parts |= {f"credit-{stem}": stem, f"caption-{stem}": f"{stem}图的说明" * 12}
    article = Article("A", tuple(parts.items()))
    types = galley_types(load(desk.spec))
    made = galleys((article,), types, Occasion("报", "2026-10-18", "大样"), "A")
    order = [(n, b.part) for n, page in enumerate(made) for b in page.blocks if b.part]
    assert [part for _, part in dict.fromkeys(order)][-6:] == [
        f"{kind}-{stem}" for stem in ("甲", "乙", "丙") for kind in ("caption", "credit")
    ]
    for stem in ("甲", "乙", "丙"):
        assert len({n for n, part in order if part.endswith(stem)}) == 1
