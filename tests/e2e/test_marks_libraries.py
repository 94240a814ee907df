"""Comments that libraries of others wrote in fact (tests/data/marks), and three that are installed."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pypdfium2.raw as native
import pytest

pytest.importorskip("pypdf", reason="pypdf is not installed")
from tests.e2e.desk import Desk
from tests.marked import AUTHOR, BODY

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[1] / "data" / "marks"
BASE = DATA / "proof.pdf"
SPEC = "issue/期"
# Kind, paragraph, character, text, words and why it is left.
DELETE = ("delete", 1, 21, "慢慢", "", None)
REPLACE = ("replace", 3, 19, "谷底", "沟底", None)
INSERT = ("insert", 5, 34, "", "小", None)
HIGHLIGHT = ("highlight", 7, 1, "第七段", "核对", "remark")
NOTE = ("note", 10, 1, "第十段", "这一段太短", "remark")
WHOLE = [DELETE, REPLACE, INSERT, HIGHLIGHT, NOTE]
STRUCK = ("delete", 3, 19, "谷底", "", None)


def asked() -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads((DATA / "asked.json").read_text("utf-8"))
    return made


def by_pikepdf() -> bytes:
    pdf = pikepdf.open(BASE)
    last = None
    for one in asked():
        left, low, right, high = one["sides"]
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(f"/{one['kind']}"),
            Rect=one["sides"],
            T=AUTHOR,
            Contents=one["said"],
        )
        if one["kind"] in ("StrikeOut", "Highlight"):
            made.QuadPoints = [left, high, right, high, left, low, right, low]
        if one.get("group"):
            made.IRT, made.RT = last, pikepdf.Name.Group
        last = pdf.make_indirect(made)
        pdf.pages[0].Annots.append(last)
    stream = BytesIO()
    pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


def by_pypdfium2() -> bytes:
    """PDFium, Chrome's and many readers' engine.  It has no carets."""
    kinds = {
        "StrikeOut": native.FPDF_ANNOT_STRIKEOUT,
        "Highlight": native.FPDF_ANNOT_HIGHLIGHT,
        "Text": native.FPDF_ANNOT_TEXT,
    }
    document = pypdfium2.PdfDocument(BASE)
    page = document[0]
    for one in asked():
        if one["kind"] not in kinds:
            continue
        left, low, right, high = one["sides"]
        made = native.FPDFPage_CreateAnnot(page, kinds[one["kind"]])
        native.FPDFAnnot_SetRect(made, native.FS_RECTF(left, high, right, low))
        if one["kind"] != "Text":
            corners = native.FS_QUADPOINTSF(left, high, right, high, left, low, right, low)
            native.FPDFAnnot_AppendAttachmentPoints(made, corners)
        for key, said in (("T", AUTHOR), ("Contents", one["said"])):
            words = (said + "\0").encode("utf-16-le")
            wide = (native.FPDF_WCHAR * (len(words) // 2)).from_buffer_copy(words)
            native.FPDFAnnot_SetStringValue(made, key.encode(), wide)
        native.FPDFPage_CloseAnnot(made)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def stored(name: str) -> Callable[[], bytes]:
    return (DATA / f"{name}.pdf").read_bytes


MADE: dict[str, tuple[Callable[[], bytes], list[tuple[Any, ...]]]] = {
    "pikepdf": (by_pikepdf, WHOLE),
    "pypdfium2": (by_pypdfium2, [DELETE, STRUCK, HIGHLIGHT, NOTE]),
    # Its icon for a note has a size of its own.
    "pymupdf": (stored("pymupdf"), [*WHOLE[:4], (*NOTE[:3], "第十", *NOTE[4:])]),
    "pdfbox": (stored("pdfbox"), WHOLE),
    "pdf-lib": (stored("pdf-lib"), WHOLE),
    "pdfrw": (stored("pdfrw"), WHOLE),
    "pyhanko": (stored("pyhanko"), WHOLE),
    "poppler": (stored("poppler"), [DELETE, STRUCK, HIGHLIGHT, NOTE]),
}


@pytest.mark.parametrize("name", MADE)
def test_the_comments_of_a_library(tmp_path: Path, warm: Path, name: str) -> None:
    make, expected = MADE[name]
    desk = Desk(tmp_path / "w", warm)
    desk.root.mkdir()
    desk.write(body=BODY)
    (desk.root / "批.pdf").write_bytes(make())
    before = {path.name: path.read_bytes() for path in desk.spec.parent.iterdir()}
    made = desk.run("marks", "批.pdf", SPEC, "--apply", "--json")
    assert made.exit == 0, made.err
    told = [tuple(mark[key] for key in ("kind", "paragraph", "character", "text", "comment", "left"))
            for mark in made.json["marks"]]  # fmt: skip
    assert told == expected
    assert {(m["author"], m["page"], m["story"]) for m in made.json["marks"]} == {(AUTHOR, 3, "A")}
    assert made.json["diagnostics"] == []
    rows = BODY.split("\n\n")
    rows[0] = rows[0].replace("慢慢", "")
    rows[2] = rows[2].replace("谷底", "沟底" if REPLACE in expected else "")
    rows[4] = rows[4].replace("溪水", "小溪水" if INSERT in expected else "溪水")
    after = {path.name: path.read_bytes() for path in desk.spec.parent.iterdir()}
    assert after == before | {"A.txt": "\n\n".join(rows).encode()}


def test_the_stored_files_are_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 300_000
