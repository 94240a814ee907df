"""Proofs on their way back: rewritten, flattened, put together, with pages lost; words of nobody's."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
from pypdf.generic import (  # noqa: E402
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from presslayout.base.units import EMU_PER_PT  # noqa: E402
from presslayout.edition import codec  # noqa: E402
from presslayout.edition.locate import characters_of  # noqa: E402
from presslayout.edition.page import Glyphs  # noqa: E402
from tests.e2e.desk import Desk, Ran  # noqa: E402
from tests.marked import BODY, READERS, ROUND, annotated  # noqa: E402
from tests.tools import needs  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.geometry import Box

SPEC = "issue/期"
SECOND = """\
  - 版次: 4
    版名: 特刊
    模板: 四开-双稿特刊
    责任编辑: 顾长川
    栏题: {{文字: 云岭秋行, 角标: 特刊}}
    稿件:
      - 编号: C
        位置: 头条
        主题: 溪边的人
        署名: 本报记者 沈禾青
        正文: C.txt
      - 编号: D
        位置: 二条
        主题: 长桌
        署名: 本报记者 陆一鸣
        正文: B.txt
"""


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    made = Desk(tmp_path / "w", warm)
    made.root.mkdir()
    made.write(body=BODY)
    return made


def proof(desk: Desk, *more: str) -> bytes:
    assert desk.build("proof", *more).exit == 0
    return (desk.out / "proof.pdf").read_bytes()


def back(desk: Desk, *more: str) -> Ran:
    made = desk.run("marks", "批.pdf", SPEC, "--json", *more)
    assert made.exit == 0, made.err
    return made


def places(made: Ran) -> list[tuple[Any, ...]]:
    return [(m["kind"], m["story"], m["offset"], m["text"], m["comment"], m["left"]) for m in made.json["marks"]]  # fmt: skip


def told(made: Ran) -> list[str]:
    return [d["message"] for d in made.json["diagnostics"] if d["code"] == "marks-drawn-in"]


def by(desk: Desk, *words: str) -> None:
    subprocess.run(words, cwd=desk.root, check=True, capture_output=True)


@needs("qpdf")
def test_flattened_comments_are_told_as_such(desk: Desk) -> None:
    pdf = annotated(proof(desk), READERS["acrobat"])
    (desk.root / "批.pdf").write_bytes(pdf)
    assert told(back(desk)) == []
    (desk.root / "原.pdf").write_bytes(pdf)
    by(desk, "qpdf", "--flatten-annotations=all", "原.pdf", "批.pdf")
    made = back(desk, "--apply")
    assert made.json["marks"] == []
    assert told(made) == ["批.pdf 第 1 页画的和出样时不同：批注可能已经并进版面，那样的读不出来"]
    assert (desk.spec.parent / "A.txt").read_text("utf-8") == BODY


@needs("pdftocairo")
def test_a_proof_that_was_printed_to_a_file_is_told_as_such(desk: Desk) -> None:
    (desk.root / "原.pdf").write_bytes(annotated(proof(desk), READERS["foxit"]))
    by(desk, "pdftocairo", "-pdf", "原.pdf", "批.pdf")
    made = back(desk)
    assert made.json["marks"] == []
    assert len(told(made)) == 1


@needs("gs")
@pytest.mark.parametrize("paper", [(), ("-sPAPERSIZE=a4", "-dFIXEDMEDIA", "-dPDFFitPage")])
def test_a_proof_that_ghostscript_wrote_anew(desk: Desk, paper: tuple[str, ...]) -> None:
    (desk.root / "原.pdf").write_bytes(annotated(proof(desk), READERS["acrobat"], ROUND[:5]))
    by(desk, "gs", "-q", "-sDEVICE=pdfwrite", *paper, "-o", "批.pdf", "原.pdf")
    found = back(desk)
    # It keeps neither carets nor what answers what: a strike-out may be half of a replacement.
    assert places(found) == [
        ("delete", "A", 20, "慢慢", "", "alone"),
        ("delete", "A", 110, "谷底", "", "alone"),
        ("highlight", "A", 276, "第七段", "核对", "remark"),
        ("note", "A", 414, "第十 … 谷底", "这一段太短", "remark"),
        ("note", "A", 414, "第十段", "已问记者", "remark"),
    ]
    back(desk, "--apply")
    assert (desk.spec.parent / "A.txt").read_text("utf-8") == BODY


@needs("pdfunite")
def test_two_returned_copies_in_one_file(desk: Desk) -> None:
    pdf = proof(desk)
    (desk.root / "甲.pdf").write_bytes(annotated(pdf, READERS["acrobat"], ROUND[:1]))
    (desk.root / "乙.pdf").write_bytes(annotated(pdf, READERS["wps"], ROUND[1:2]))
    by(desk, "pdfunite", "甲.pdf", "乙.pdf", "批.pdf")
    made = back(desk, "--apply")
    assert [(m["page"], m["kind"], m["text"], m["comment"]) for m in made.json["marks"]] == [
        (3, "delete", "慢慢", ""),
        (3, "replace", "谷底", "沟底"),
    ]
    rows = BODY.split("\n\n")
    rows[0], rows[2] = rows[0].replace("慢慢", ""), rows[2].replace("谷底", "沟底")
    assert (desk.spec.parent / "A.txt").read_text("utf-8") == "\n\n".join(rows)


def two_pages(desk: Desk) -> bytes:
    with desk.spec.open("a", encoding="utf-8") as file:
        file.write(SECOND.replace("{{", "{").replace("}}", "}"))
    (desk.spec.parent / "C.txt").write_text(BODY.replace("云岭县护路人", "青冈岭的乡亲"), "utf-8")
    return proof(desk)


@pytest.mark.parametrize("order", [(1,), (1, 0), (2, 1), (0, 0, 1), (2, 0, 1)])
def test_a_page_is_known_wherever_it_stands_in_the_file(desk: Desk, order: tuple[int, ...]) -> None:
    pdf = two_pages(desk)
    kept = pypdf.PdfWriter()
    kept.append(BytesIO(pdf), pages=list(order))
    stream = BytesIO()
    kept.write(stream)
    place = order.index(1)
    (desk.root / "批.pdf").write_bytes(
        annotated(stream.getvalue(), READERS["foxit"], ROUND[:3], page=place)
    )
    made = back(desk, "--apply")
    assert {(m["page"], m["story"]) for m in made.json["marks"]} == {(4, "C")}
    rows = BODY.replace("云岭县护路人", "青冈岭的乡亲").split("\n\n")
    rows[0], rows[2] = rows[0].replace("慢慢", ""), rows[2].replace("谷底", "沟底")
    rows[4] = rows[4].replace("溪水", "小溪水")
    assert (desk.spec.parent / "C.txt").read_text("utf-8") == "\n\n".join(rows)
    assert (desk.spec.parent / "A.txt").read_text("utf-8") == BODY


def test_a_page_of_another_round_is_not_written_into(desk: Desk) -> None:
    """The first round's file with a page of the second in it: its words are others."""
    first = proof(desk)
    (desk.spec.parent / "A.txt").write_text(BODY.replace("第二段", "第贰段"), "utf-8")
    second = proof(desk)
    writer = pypdf.PdfWriter(clone_from=BytesIO(first))
    page = writer.pages[0]
    other = pypdf.PdfReader(BytesIO(second)).pages[0]
    for key in ("/Contents", "/Resources"):
        page[pypdf.generic.NameObject(key)] = other.raw_get(key).clone(writer)
    stream = BytesIO()
    writer.write(stream)
    (desk.root / "批.pdf").write_bytes(annotated(stream.getvalue(), READERS["acrobat"], ROUND[:3]))
    made = back(desk, "--apply")
    assert {m["left"] for m in made.json["marks"]} == {"changed"}
    assert len(told(made)) == 1
    assert (desk.spec.parent / "A.txt").read_text("utf-8") == BODY.replace("第二段", "第贰段")


def generated(pages: tuple[Any, ...]) -> dict[str, Box]:
    """Where something stands that no copy says: a hyphen, and furniture by its role."""
    found: dict[str, Box] = {}
    for block in pages[0].blocks:
        for run in block.items:
            if not isinstance(run, Glyphs):
                continue
            at = 0
            for _, span, box in characters_of(run):
                said = run.text[at : at + span]
                at += span
                if block.part == "body" and not span:
                    found.setdefault("hyphen", box)
                elif not block.story and said.strip():
                    found.setdefault(block.role, box)
    return found


def test_marks_on_generated_words_are_told_and_never_written(desk: Desk) -> None:
    (desk.spec.parent / "A.txt").write_text(
        "".join(f"他说“internationalization”和“characterization”{n}次。" for n in range(90)),
        "utf-8",
    )
    pdf = proof(desk)
    edition = codec.loads((desk.out / "edition.json").read_bytes())
    spots = generated(edition.pages)
    assert {"hyphen", "folio", "banner"} <= set(spots)
    page = pypdf.PdfReader(BytesIO(pdf)).pages[0]
    left, top = float(page.trimbox.left), float(page.trimbox.top)
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    for box in spots.values():
        a, b = left + box.x / EMU_PER_PT, left + box.right / EMU_PER_PT
        high, low = top - box.y / EMU_PER_PT, top - box.bottom / EMU_PER_PT
        for x in (a, b):
            writer.add_annotation(0, entry("/Caret", (x - 3, low - 5, x + 3, low + 1), "图"))
        strike = entry("/StrikeOut", (a, low, b, high), "")
        corners = (a, high, b, high, a, low, b, low)
        strike[NameObject("/QuadPoints")] = ArrayObject([FloatObject(n) for n in corners])
        writer.add_annotation(0, strike)
    writer.write(desk.root / "批.pdf")
    before = (desk.spec.parent / "A.txt").read_bytes(), desk.spec.read_bytes()
    made = back(desk, "--apply")
    assert len(made.json["marks"]) == 3 * len(spots)
    for mark in made.json["marks"]:
        assert mark["left"], mark
    assert ((desk.spec.parent / "A.txt").read_bytes(), desk.spec.read_bytes()) == before


def entry(kind: str, box: tuple[float, ...], said: str) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): ArrayObject([FloatObject(n) for n in box]),
            NameObject("/Contents"): TextStringObject(said),
        }
    )
