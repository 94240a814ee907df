"""Comments of three libraries on a proof whose issue went on meanwhile: nothing is written beside its place."""

from __future__ import annotations

import ctypes
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pypdfium2.raw as native
import pytest

from tests.e2e.desk import Desk
from tests.e2e.test_marks import annotate, caret, quads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.desk import Ran

SPEC = "issue/期"
LINES = [
    f"{n}里的雾从谷底慢慢升起来，沿着山脊散开，溪水声一路跟着护林员往上走，走到{n}村才停。"
    for n in "甲乙丙丁戊己庚辛"
]
# What is asked for: of which words, and what they become.
ASKED = (
    ("/StrikeOut", "丙里的", ""),
    ("/StrikeOut", "戊村", ""),
    ("/Caret", "庚里", "又到"),
)
BODY = "\n\n".join(LINES)


def asked(pdf: Path) -> list[tuple[str, list[float], str]]:
    return [
        (kind, caret(pdf, words) if kind == "/Caret" else quads(pdf, words), said)
        for kind, words, said in ASKED
    ]


def by_pypdf(pdf: Path, out: Path) -> None:
    annotate(pdf, out, [{"kind": k, "quads": q, "words": w} for k, q, w in asked(pdf)])


def by_pikepdf(pdf: Path, out: Path) -> None:
    listed = asked(pdf)
    with pikepdf.open(pdf) as file:
        made = file.pages[0].obj.get("/Annots", pikepdf.Array())
        for kind, points, said in listed:
            xs, ys = points[0::2], points[1::2]
            one = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(kind), T="甲校", F=4,
                Rect=[min(xs), min(ys), max(xs), max(ys)], Contents=said,
            )  # fmt: skip
            if kind != "/Caret":
                one.QuadPoints = points
            made.append(file.make_indirect(one))
        file.pages[0].Annots = made
        file.save(out)


def by_pdfium(pdf: Path, out: Path) -> None:
    """As readers that are made of Chromium's do: strike-outs by it, and no caret."""
    file = pypdfium2.PdfDocument(pdf)
    page = file[0]
    for kind, points, _ in asked(pdf):
        if kind == "/Caret":
            continue
        made = native.FPDFPage_CreateAnnot(page, native.FPDF_ANNOT_STRIKEOUT)
        for at in range(0, len(points), 8):
            box = native.FS_QUADPOINTSF(*points[at : at + 8])
            native.FPDFAnnot_AppendAttachmentPoints(made, box)
        xs, ys = points[0::2], points[1::2]
        around = native.FS_RECTF(min(xs), max(ys), max(xs), min(ys))
        native.FPDFAnnot_SetRect(made, around)
        author = ctypes.create_string_buffer("丙校\0".encode("utf-16-le"))
        native.FPDFAnnot_SetStringValue(
            made, b"T", ctypes.cast(author, ctypes.POINTER(ctypes.c_ushort))
        )
        native.FPDFPage_CloseAnnot(made)
    buffer = BytesIO()
    file.save(buffer)
    out.write_bytes(buffer.getvalue())


LIBRARIES = {"pypdf": by_pypdf, "pikepdf": by_pikepdf, "pdfium": by_pdfium}


def corrected(text: str, name: str) -> str:
    text = text.replace("丙里的", "").replace("戊村", "")
    return text if name == "pdfium" else text.replace("庚里", "又到庚里")


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    made = Desk(tmp_path / "w", warm)
    made.root.mkdir()
    made.write(body=BODY)
    assert made.build("proof").exit == 0
    return made


def moved(desk: Desk) -> str:
    """The paragraphs in another order, one more at the head."""
    (desk.spec.parent / "A.txt").write_text(
        "\n\n".join(["新的一段开了头。", *LINES[::-1]]), "utf-8"
    )
    return "A.txt"


def called_otherwise(desk: Desk) -> str:
    """The two stories bear each other's id and lie in other files."""
    text = desk.spec.read_text("utf-8")
    text = (
        text.replace("编号: A", "编号: X")
        .replace("编号: B", "编号: A")
        .replace("编号: X", "编号: B")
    )
    desk.spec.write_text(text.replace("A.txt", "甲.txt"), "utf-8")
    (desk.spec.parent / "A.txt").rename(desk.spec.parent / "甲.txt")
    return "甲.txt"


def untouched(desk: Desk) -> str:
    """Nothing but a headline is another."""
    desk.spec.write_text(desk.spec.read_text("utf-8").replace("守山的日子", "巡山记"), "utf-8")
    return "A.txt"


def set_otherwise(desk: Desk) -> str:
    """The page has another template, the paper another number of it."""
    text = desk.spec.read_text("utf-8").replace("模板: 四开-双稿特刊", "模板: 四开-头条加三稿")
    desk.spec.write_text(text.replace("版次: 3", "版次: 2"), "utf-8")
    return "A.txt"


@pytest.mark.parametrize("meanwhile", [untouched, moved, called_otherwise, set_otherwise])
@pytest.mark.parametrize("name", LIBRARIES)
def test_corrections_reach_their_words_wherever_those_went(
    desk: Desk, name: str, meanwhile: Callable[[Desk], str]
) -> None:
    LIBRARIES[name](desk.out / "proof.pdf", desk.root / "批.pdf")
    file = desk.spec.parent / meanwhile(desk)
    before, spec = file.read_text("utf-8"), desk.spec.read_bytes()
    made = back(desk, "--apply")
    assert file.read_text("utf-8") == corrected(before, name), made.out
    assert desk.spec.read_bytes() == spec
    # The same file again finds everything done.
    whole = file.read_bytes()
    again = back(desk, "--apply")
    assert {one["status"] for one in again.json["marks"]} == {"done"}
    assert file.read_bytes() == whole


def back(desk: Desk, *more: str) -> Ran:
    return desk.run("marks", "批.pdf", SPEC, "--json", *more)


def files(desk: Desk) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in desk.spec.parent.iterdir() if one.is_file()}


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_proof_of_another_day_writes_nothing_and_says_so(desk: Desk, name: str) -> None:
    LIBRARIES[name](desk.out / "proof.pdf", desk.root / "批.pdf")
    edition = (desk.out / "edition.json").read_bytes()
    desk.spec.write_text(desk.spec.read_text("utf-8").replace("2026-10-18", "2026-10-25"), "utf-8")
    before = files(desk)
    made = back(desk, "--apply")
    assert files(desk) == before
    assert "marks-of-another-issue" in made.codes
    assert {one["left"] for one in made.json["marks"]} == {"issue"}
    # Whoever knows that the day alone was changed says so.
    (desk.root / "旧.json").write_bytes(edition)
    back(desk, "--apply", "--old", "旧.json")
    text = (desk.spec.parent / "A.txt").read_text("utf-8")
    assert text == corrected(before["A.txt"].decode(), name)


def test_what_two_people_ask_otherwise_is_told(desk: Desk) -> None:
    pdf = desk.out / "proof.pdf"
    one = {"kind": "/StrikeOut", "quads": quads(pdf, "丁里"), "words": ""}
    for name, words in (("甲.pdf", "丁寨"), ("乙.pdf", "丁湾"), ("批.pdf", "丁湾")):
        put = {"kind": "/Caret", "quads": caret(pdf, "丁里"), "words": words, "reply": True}
        annotate(pdf, desk.root / name, [one, put])
    assert desk.run("marks", "甲.pdf", SPEC, "--apply").exit == 0
    (found,) = back(desk, "--apply").json["marks"]
    assert (found["status"], found["left"]) == ("done", "otherwise")
    assert "丁寨" in (desk.spec.parent / "A.txt").read_text("utf-8")
    assert "<改成了别的字，不是这里写的>" in desk.run("marks", "乙.pdf", SPEC).out


def test_a_story_that_is_gone_takes_its_marks_along(desk: Desk) -> None:
    by_pypdf(desk.out / "proof.pdf", desk.root / "批.pdf")
    text = desk.spec.read_text("utf-8")
    desk.spec.write_text(text.replace("正文: A.txt", "正文: B.txt"), "utf-8")
    before = files(desk)
    back(desk, "--apply")
    assert files(desk) == before
