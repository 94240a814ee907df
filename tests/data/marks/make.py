"""The files of this folder, made anew: a proof with the same corrections by libraries of others.

Run in an environment that has them, beside the one of the tests:
`pip install pymupdf pyhanko pdfrw`, Debian's `libpdfbox2-java`, `gir1.2-poppler-0.18` and
`python3-gi`, `npm install pdf-lib`; then `python tests/data/marks/make.py LIBRARY [NODE_MODULES]`.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BASE = HERE / "proof.pdf"
AUTHOR = "唐小雨"
JARS = (
    "/usr/share/java/pdfbox2.jar:/usr/share/java/fontbox2.jar:/usr/share/java/commons-logging.jar"
)


def asked() -> list[dict[str, Any]]:
    """A strike-out, a strike-out with its caret, a caret, a highlight and a note, with their places."""
    made: list[dict[str, Any]] = json.loads((HERE / "asked.json").read_text("utf-8"))
    return made


def corners(sides: list[float]) -> list[float]:
    left, low, right, high = sides
    return [left, high, right, high, left, low, right, low]


def pymupdf() -> bytes:
    fitz: Any = importlib.import_module("pymupdf")
    document = fitz.open(BASE)
    page = document[0]
    for one in asked():
        left, low, right, high = one["sides"]
        box = fitz.Rect(left, low, right, high) * page.transformation_matrix
        # Its own space has its origin at the upper left of the page.
        if one["kind"] in ("StrikeOut", "Highlight"):
            add = {"StrikeOut": page.add_strikeout_annot, "Highlight": page.add_highlight_annot}
            made = add[one["kind"]](box)
        elif one["kind"] == "Caret":
            made = page.add_caret_annot(box.tl)
            made.set_rect(box)
        else:
            made = page.add_text_annot(box.tl, one["said"])
        made.set_info(title=AUTHOR, content=one["said"])
        made.update()
        if one.get("group"):
            made.set_irt_xref(last)  # noqa: F821
            document.xref_set_key(made.xref, "RT", "/Group")
        last = made.xref  # noqa: F841
    return bytes(document.tobytes(garbage=3, deflate=True))


def plain(one: dict[str, Any]) -> dict[str, Any]:
    """An annotation as names and values, for libraries that take what they are given."""
    made = {"Rect": one["sides"]}
    if one["kind"] in ("StrikeOut", "Highlight"):
        made["QuadPoints"] = corners(one["sides"])
    return made


def pdfrw() -> bytes:
    library: Any = importlib.import_module("pdfrw")
    page = (file := library.PdfReader(BASE)).pages[0]
    last = None
    for one in asked():
        made = library.PdfDict(
            Type=library.PdfName.Annot,
            Subtype=library.PdfName(one["kind"]),
            T=library.PdfString.from_unicode(AUTHOR),
            Contents=library.PdfString.from_unicode(one["said"]),
            indirect=True,
            **{key: library.PdfArray(value) for key, value in plain(one).items()},
        )
        if one.get("group"):
            made.IRT, made.RT = last, library.PdfName.Group
        page.Annots.append(made)
        last = made
    stream = BytesIO()
    library.PdfWriter(stream, trailer=file).write()
    return stream.getvalue()


def pyhanko() -> bytes:
    """Written behind the file as it was: an incremental update."""
    generic: Any = importlib.import_module("pyhanko.pdf_utils.generic")
    writing: Any = importlib.import_module("pyhanko.pdf_utils.incremental_writer")
    stream = BytesIO(BASE.read_bytes())
    writer = writing.IncrementalPdfFileWriter(stream)
    page = writer.root["/Pages"]["/Kids"][0]
    name, number = generic.NameObject, generic.FloatObject
    last = None
    for one in asked():
        made = generic.DictionaryObject(
            {
                name("/Type"): name("/Annot"),
                name("/Subtype"): name(f"/{one['kind']}"),
                name("/T"): generic.TextStringObject(AUTHOR),
                name("/Contents"): generic.TextStringObject(one["said"]),
            }
        )
        for key, value in plain(one).items():
            made[name(f"/{key}")] = generic.ArrayObject([number(n) for n in value])
        if one.get("group"):
            made[name("/IRT")], made[name("/RT")] = last, name("/Group")
        last = writer.add_object(made)
        page["/Annots"].append(last)
    writer.update_container(page["/Annots"])
    writer.write_in_place()
    return stream.getvalue()


def poppler() -> bytes:
    """What Okular and Evince write with: poppler, by its GObject bindings.  It has no carets."""
    gi: Any = importlib.import_module("gi")
    gi.require_version("Poppler", "0.18")
    library: Any = importlib.import_module("gi.repository.Poppler")
    document = library.Document.new_from_file(BASE.as_uri(), None)
    page = document.get_page(0)
    for one in asked():
        left, low, right, high = one["sides"]
        box = library.Rectangle.new()
        box.x1, box.y1, box.x2, box.y2 = left, low, right, high
        quad = library.Quadrilateral.new()
        places = ((left, high), (right, high), (left, low), (right, low))
        for number, (x, y) in enumerate(places, 1):
            point = library.Point.new()
            point.x, point.y = x, y
            setattr(quad, f"p{number}", point)
        if one["kind"] == "StrikeOut":
            made = library.AnnotTextMarkup.new_strikeout(document, box, [quad])
        elif one["kind"] == "Highlight":
            made = library.AnnotTextMarkup.new_highlight(document, box, [quad])
        elif one["kind"] == "Text":
            made = library.AnnotText.new(document, box)
        else:
            continue
        made.set_contents(one["said"])
        made.set_label(AUTHOR)
        page.add_annot(made)
    target = HERE / "poppler.pdf"
    document.save(target.as_uri())
    return target.read_bytes()


def pdfbox() -> bytes:
    target = HERE / "pdfbox.pdf"
    words = [
        "java",
        "-cp",
        JARS,
        str(HERE / "Make.java"),
        str(BASE),
        str(HERE / "asked.tsv"),
        str(target),
    ]
    subprocess.run(words, check=True)
    return target.read_bytes()


def pdflib() -> bytes:
    target = HERE / "pdf-lib.pdf"
    words = [
        "node",
        str(HERE / "make.mjs"),
        sys.argv[2],
        str(BASE),
        str(HERE / "asked.json"),
        str(target),
    ]
    subprocess.run(words, check=True)
    return target.read_bytes()


if __name__ == "__main__":
    makers = {
        "pymupdf": pymupdf, "pdfrw": pdfrw, "pyhanko": pyhanko,
        "poppler": poppler, "pdfbox": pdfbox, "pdf-lib": pdflib,
    }  # fmt: skip
    (HERE / f"{sys.argv[1]}.pdf").write_bytes(makers[sys.argv[1]]())
