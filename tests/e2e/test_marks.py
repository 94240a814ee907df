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
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "w", tmp_path / "cache")
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
