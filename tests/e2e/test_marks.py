"""A full round: proof, twelve comments made with another library, corrections, sign-off, press."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
from pypdf.generic import (  # noqa: E402
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from tests.e2e.desk import Desk  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

BODY = "\n\n".join(
    f"第{n}段说的是云岭县护路人的清晨，雾从谷底慢慢升起来，沿着山脊散开，溪水声一路跟着他往上走。"
    for n in "一二三四五六七八九十"
)


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    made = Desk(tmp_path / "w", warm)
    made.root.mkdir()
    made.write(paper="\n  付印须签样: 三校", body=BODY)
    return made


def quads(pdf: Path, words: str, nth: int = 0) -> list[float]:
    """Where words stand on the first page, as another program finds them."""
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    seen = -1
    whole = text.get_text_range()
    bare = [k for k, char in enumerate(whole) if not char.isspace()]
    flat = "".join(whole[k] for k in bare)
    at = -1
    while seen < nth:
        at = flat.index(words, at + 1)
        seen += 1
    made = []
    for k in range(at, at + len(words)):
        left, low, right, high = text.get_charbox(bare[k])
        made += [left, high, right, high, left, low, right, low]
    return made


def annotate(pdf: Path, out: Path, listed: list[dict[str, object]]) -> None:
    """The comments written by pypdf, with which presslayout shares nothing."""
    writer = pypdf.PdfWriter(clone_from=pdf)
    last = None
    for one in listed:
        points = one["quads"]
        assert isinstance(points, list)
        xs, ys = points[0::2], points[1::2]
        rect = [min(xs), min(ys), max(xs), max(ys)]
        entry = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(str(one["kind"])),
                NameObject("/Rect"): ArrayObject([FloatObject(n) for n in rect]),
                NameObject("/Contents"): TextStringObject(str(one.get("words", ""))),
                NameObject("/T"): TextStringObject("唐小雨"),
            }
        )
        if one["kind"] not in ("/Caret", "/Text", "/FreeText", "/Ink"):
            entry[NameObject("/QuadPoints")] = ArrayObject([FloatObject(n) for n in points])
        if one.get("reply"):
            entry[NameObject("/IRT")] = last.indirect_reference
            entry[NameObject("/RT")] = NameObject("/Group")
        last = writer.add_annotation(0, entry)
    writer.write(out)


def caret(pdf: Path, before: str, nth: int = 0) -> list[float]:
    """A caret just before a character, below the line as readers draw it."""
    left, _high, _, _, _, low, _, _ = quads(pdf, before, nth)[:8]
    return [left - 3, low + 2, left + 3, low + 2, left - 3, low - 6, left + 3, low - 6]


@pytest.mark.slow
def test_a_full_round(desk: Desk) -> None:
    spec = str(desk.spec)
    desk.build("proof")
    proof, commented = desk.out / "proof.pdf", desk.root / "批注" / "大样-批注.pdf"
    commented.parent.mkdir()
    shutil.copy(desk.out / "edition.json", commented.parent)
    annotate(
        proof,
        commented,
        [
            {"kind": "/StrikeOut", "quads": quads(proof, "慢慢", 0)},
            {"kind": "/StrikeOut", "quads": quads(proof, "慢慢", 1), "words": ""},
            {"kind": "/StrikeOut", "quads": quads(proof, "谷底", 2)},
            {"kind": "/Caret", "quads": quads(proof, "谷底", 2), "words": "沟底", "reply": True},
            {"kind": "/StrikeOut", "quads": quads(proof, "清晨", 3)},
            {"kind": "/Caret", "quads": quads(proof, "清晨", 3), "words": "早晨", "reply": True},
            {"kind": "/Caret", "quads": caret(proof, "溪水", 4), "words": "小"},
            {"kind": "/Caret", "quads": caret(proof, "山脊", 5), "words": "青冈岭的"},
            {"kind": "/Highlight", "quads": quads(proof, "第七段"), "words": "核对"},
            {"kind": "/Underline", "quads": quads(proof, "第八段"), "words": "核对"},
            {"kind": "/Squiggly", "quads": quads(proof, "第九段"), "words": "核对"},
            {"kind": "/Text", "quads": quads(proof, "第十段"), "words": "这一段太短"},
            {"kind": "/StrikeOut", "quads": quads(proof, "守山")},
            {"kind": "/Caret", "quads": quads(proof, "守山"), "words": "守水", "reply": True},
            {"kind": "/StrikeOut", "quads": quads(proof, "往上走", 9)},
        ],
    )
    first = desk.run("marks", str(commented), spec, "--json")
    assert first.exit == 0, first.err
    listed = first.json["marks"]
    assert len(listed) == 12
    told = [(m["kind"], m["story"], m["part"], m["text"], m["comment"]) for m in listed]
    assert told == [
        ("delete", "A", "body", "慢慢", ""),
        ("delete", "A", "body", "慢慢", ""),
        ("replace", "A", "body", "谷底", "沟底"),
        ("replace", "A", "body", "清晨", "早晨"),
        ("insert", "A", "body", "", "小"),
        ("insert", "A", "body", "", "青冈岭的"),
        ("highlight", "A", "body", "第七段", "核对"),
        ("highlight", "A", "body", "第八段", "核对"),
        ("highlight", "A", "body", "第九段", "核对"),
        ("note", "A", "body", "第十段", "这一段太短"),
        ("replace", "A", "headline", "守山", "守水"),
        ("delete", "A", "body", "往上走", ""),
    ]
    assert {m["status"] for m in listed} == {"open"}
    copy = (desk.spec.parent / "A.txt").read_text("utf-8").splitlines()
    for mark in listed:
        if mark["part"] == "body" and mark["text"]:
            line = copy[mark["line"] - 1]
            assert line[mark["column"] - 1 :].startswith(mark["text"])
    insert = listed[4]
    assert copy[insert["line"] - 1][insert["column"] - 1 :].startswith("溪水")

    applied = desk.run("marks", str(commented), spec, "--apply")
    assert applied.exit == 0, applied.err
    text = (desk.spec.parent / "A.txt").read_text("utf-8")
    assert text.count("慢慢") == 8
    assert "沟底" in text
    assert "早晨" in text
    assert "小溪水" in text
    assert "沿着青冈岭的山脊" in text
    assert "主题: 守水的日子" in desk.spec.read_text("utf-8")
    second = desk.run("marks", str(commented), spec, "--json")
    statuses = [m["status"] for m in second.json["marks"]]
    assert statuses.count("done") == 8
    assert set(statuses[6:10]) <= {"open", "moved"}

    changed = desk.run("diff", str(commented.parent), spec, "--json")
    assert changed.exit == 6
    assert {c["kind"] for c in changed.json["changes"]} == {"text"}
    assert len(changed.json["changes"]) == 8

    assert desk.run("sign", spec, "--page", "3", "--round", "三校", "--by", "唐小雨").exit == 0
    assert desk.build().exit == 0
    spot = desk.spec.parent / "A.txt"
    spot.write_text(text.replace("第十段", "第拾段"), "utf-8")
    assert desk.build().exit == 4
    assert desk.run("sign", spec, "--page", "3", "--round", "三校", "--by", "唐小雨").exit == 0
    assert desk.build().exit == 0
    assert desk.run("verify", str(desk.out / "press.pdf"), spec).exit == 0


def test_comments_on_a_smaller_sheet_and_on_a_galley_find_their_words(desk: Desk) -> None:
    spec = str(desk.spec)
    desk.build("proof", "--paper", "A4", "--round", "二校")
    proof, commented = desk.out / "proof.pdf", desk.out / "批.pdf"
    annotate(
        proof,
        commented,
        [
            {"kind": "/StrikeOut", "quads": quads(proof, "慢慢", 1)},
            {"kind": "/Ink", "quads": quads(proof, "清晨", 2), "words": "圈"},
        ],
    )
    found = desk.run("marks", str(commented), spec, "--json").json["marks"]
    assert [(m["kind"], m["text"], m["page"]) for m in found] == [
        ("delete", "慢慢", 3),
        ("note", "清晨", 3),
    ]

    assert desk.build("proof", "--galley", "A").exit == 0
    galley = desk.out / "galley.pdf"
    annotate(galley, commented, [{"kind": "/StrikeOut", "quads": quads(galley, "慢慢", 1)}])
    (same,) = desk.run("marks", str(commented), spec, "--json").json["marks"]
    assert same == found[0] | {"kind": "delete"}
    text = pypdfium2.PdfDocument(galley)[0].get_textpage().get_text_range()
    assert "大样" not in text
    assert desk.build("proof", "--galley", "没有").exit == 2


def test_comments_are_told_done_after_the_next_build_wherever_the_file_lies(desk: Desk) -> None:
    spec, elsewhere = str(desk.spec), desk.root / "批注过的.pdf"
    desk.build("proof")
    pdf = desk.out / "proof.pdf"
    first, second = quads(pdf, "第一段"), quads(pdf, "第二段")
    strikes: list[dict[str, object]] = [
        {"kind": "/StrikeOut", "quads": first, "words": "头一段"},
        {"kind": "/StrikeOut", "quads": second},
    ]
    annotate(pdf, elsewhere, strikes)
    path = desk.spec.parent / "A.txt"
    path.write_text(path.read_text("utf-8").replace("第二段", ""), "utf-8")
    for rebuilt in (False, True):
        if rebuilt:
            assert desk.build("proof").exit == 0
        found = desk.run("marks", str(elsewhere), spec, "--json")
        assert found.exit == 0, found.err
        told = [(m["text"], m["status"]) for m in found.json["marks"]]
        assert told == [("第一段", "open"), ("第二段", "done")]


def test_a_proof_that_lost_its_edition_is_refused_on_another(desk: Desk) -> None:
    spec = str(desk.spec)
    desk.build("proof")
    stripped = pypdf.PdfWriter(clone_from=desk.out / "proof.pdf")
    del stripped.root_object["/PieceInfo"]
    stripped.write(desk.root / "旧.pdf")
    shutil.copy(desk.out / "edition.json", desk.root / "旧.json")
    assert desk.run("marks", str(desk.root / "旧.pdf"), spec, "--json").json["marks"] == []
    path = desk.spec.parent / "A.txt"
    path.write_text(path.read_text("utf-8").replace("第一段", "头一段"), "utf-8")
    desk.build("proof")
    refused = desk.run("marks", str(desk.root / "旧.pdf"), spec)
    assert refused.exit == 1
    assert "other-edition" in refused.err
    made = desk.run("marks", str(desk.root / "旧.pdf"), spec, "--old", str(desk.root / "旧.json"))
    assert made.exit == 0


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\0" * 400])
def test_what_is_no_pdf_is_refused(desk: Desk, data: bytes) -> None:
    (desk.root / "x.pdf").write_bytes(data)
    made = desk.run("marks", str(desk.root / "x.pdf"), str(desk.spec))
    assert made.exit == 1
    assert "not-a-pdf" in made.err
    assert desk.run("marks", str(desk.root / "none.pdf"), str(desk.spec)).exit == 1


def stand(pdf: Path) -> tuple[float, float, float, float]:
    """The first page's trim box."""
    left, low, right, high = pypdfium2.PdfDocument(pdf)[0].get_trimbox()
    return left, low, right, high


def line_high(points: list[float]) -> list[float]:
    """A quadrilateral as high as readers draw it, of a tight one of several characters on a line."""
    xs, ys = points[0::2], points[1::2]
    left, right, low, high = min(xs), max(xs), min(ys) - 1.2, max(ys) + 1.2
    return [left, high, right, high, left, low, right, low]


@pytest.mark.parametrize("paper", ["", "A3"])
def test_what_stands_on_no_copy_changes_no_file(desk: Desk, paper: str) -> None:
    spec, proof = str(desk.spec), desk.out / "proof.pdf"
    desk.build("proof", *(("--paper", paper) if paper else ()))
    left, low, _, _ = stand(proof)
    margin = [
        left - 20,
        low + 300,
        left - 12,
        low + 300,
        left - 20,
        low + 290,
        left - 12,
        low + 290,
    ]
    title = quads(proof, "云岭日报")
    commented = desk.root / "批.pdf"
    annotate(
        proof,
        commented,
        [
            {"kind": "/Caret", "quads": caret(proof, "日报"), "words": "图"},
            {"kind": "/StrikeOut", "quads": line_high(title)},
            {"kind": "/Caret", "quads": caret(proof, "秋行"), "words": "图"},
            {"kind": "/Caret", "quads": margin, "words": "图"},
            {"kind": "/StrikeOut", "quads": margin},
            # One box over two lines, and one between two.
            {"kind": "/StrikeOut", "quads": line_high(quads(proof, "慢慢") + [
                n - 14 * (k % 2) for k, n in enumerate(quads(proof, "慢慢"))])},
            {"kind": "/StrikeOut", "quads": [
                n - 6 * (k % 2) for k, n in enumerate(line_high(quads(proof, "慢慢")))]},
        ],
    )  # fmt: skip
    before = {p: p.read_bytes() for p in desk.spec.parent.iterdir()}
    made = desk.run("marks", str(commented), spec, "--apply", "--json")
    assert made.exit == 0, made.err
    listed = made.json["marks"]
    assert [m["on"] for m in listed[:5]] == ["folio", "folio", "banner", "margin", "margin"]
    assert all(m["left"] for m in listed)
    assert {m["status"] for m in listed} == {"open"}
    assert {p: p.read_bytes() for p in desk.spec.parent.iterdir()} == before


def test_two_separate_boxes_of_one_strike_out_take_both_and_nothing_between(desk: Desk) -> None:
    spec, proof = str(desk.spec), desk.out / "proof.pdf"
    desk.build("proof")
    both = [n for words in ("清晨", "谷底") for n in line_high(quads(proof, words))]
    commented = desk.root / "批.pdf"
    annotate(proof, commented, [{"kind": "/StrikeOut", "quads": both}])
    made = desk.run("marks", str(commented), spec, "--apply", "--json")
    (mark,) = made.json["marks"]
    assert (mark["text"], mark["left"]) == ("清晨 … 谷底", None)
    text = (desk.spec.parent / "A.txt").read_text("utf-8")
    first = BODY.split("\n\n", maxsplit=1)[0]
    assert text.startswith(first.replace("清晨", "", 1).replace("谷底", "", 1))
    assert text.count("慢慢") == 10
    again = desk.run("marks", str(commented), spec, "--json").json["marks"]
    assert [m["status"] for m in again] == ["done"]


def test_marks_on_vertical_text_of_a_turned_and_scaled_page(desk: Desk) -> None:
    spec, proof = str(desk.spec), desk.out / "proof.pdf"
    text = desk.spec.read_text("utf-8").replace("四开-双稿特刊", "四开-竖排副刊")
    desk.spec.write_text(text + "      - 编号: C\n        位置: 三条\n        主题: 短稿\n"
                         "        正文: B.txt\n", "utf-8")  # fmt: skip
    desk.build("proof", "--paper", "A3")
    strike = quads(proof, "谷底", 2)
    turned = pypdf.PdfWriter(clone_from=proof)
    turned.pages[0].rotate(90)
    turned.pages[0][NameObject("/UserUnit")] = FloatObject(2)
    turned.write(desk.root / "转.pdf")
    commented = desk.root / "批.pdf"
    annotate(
        desk.root / "转.pdf",
        commented,
        [
            {"kind": "/StrikeOut", "quads": strike},
            {"kind": "/StrikeOut", "quads": quads(proof, "清晨", 3)},
            {"kind": "/Caret", "quads": quads(proof, "清晨", 3), "words": "早晨", "reply": True},
        ],
    )
    made = desk.run("marks", str(commented), spec, "--apply", "--json")
    assert made.exit == 0, made.err
    assert [(m["text"], m["left"]) for m in made.json["marks"]] == [("谷底", None), ("清晨", None)]
    rows = (desk.spec.parent / "A.txt").read_text("utf-8").split("\n\n")
    whole = BODY.split("\n\n")
    assert rows[2] == whole[2].replace("谷底", "")
    assert rows[3] == whole[3].replace("清晨", "早晨")
    assert rows[:2] == whole[:2]
    assert [row.rstrip("\n") for row in rows[4:]] == whole[4:]
