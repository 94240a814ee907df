"""Files of other makers: what is told of them is sane, and nothing of them is too much."""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from presslayout.edition.limits import Tolerances
from presslayout.preflight import inspect
from presslayout.preflight.checks.conditions import measured, pressed
from tests import corpus, kit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What no office or web program does by itself.
UNFIT = {"no-claim", "output-intent", "page-boxes"}
# What one of them may have and another not; that none of them is damaged or without end is the law.
USUAL = UNFIT | {
    "black-line-overprint", "black-overprint", "blend-space", "colour-space", "crop-box", "empty-page",
    "excess-resolution", "faint-tint", "font-not-embedded", "font-subset", "gray-overprint", "hairline",
    "ink-advised", "invisible-text", "low-resolution", "missing-id", "missing-info", "missing-xmp",
    "no-unicode", "object-streams", "pdf-header", "pdf-version", "rgb-colour", "rich-black-text",
    "small-colour-type", "small-reversed-type", "small-tinted-type", "text-at-trim", "thin-rule", "transparency",
    "trapped", "type3-font", "xmp-disagrees",
}  # fmt: skip
MADE: dict[str, Callable[[Path], bytes]] = {}
BY_PROGRAMS = frozenset(("ghostscript", "cairo", "chromium", "libreoffice"))


def maker(function: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
    MADE[function.__name__] = function
    return function


def tool(*names: str) -> str:
    """The first of these programs that is here; the test is left out where none is."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"not installed: {' or '.join(names)}")
    return found


def picture() -> bytes:
    """A red picture of 100 by 100 pixels."""
    out = io.BytesIO()
    Image.new("RGB", (100, 100), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


@maker
def reportlab(folder: Path) -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    del folder
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 300))
    canvas.setFillColorRGB(0.8, 0, 0)
    canvas.drawString(30, 250, "Yunling Daily")
    canvas.drawImage(ImageReader(io.BytesIO(picture())), 30, 100, 100, 100)
    canvas.line(30, 90, 200, 90)
    canvas.save()
    return out.getvalue()


@maker
def pikepdf(folder: Path) -> bytes:
    from pikepdf import Name

    del folder
    return corpus.made(
        corpus.drawn(
            corpus.PLACED + b"1 0 0 rg 9 9 9 9 re f",
            change=lambda pdf: (
                corpus.image(100, ColorSpace=Name.DeviceRGB)(pdf),
                pdf.Root.__delitem__("/OutputIntents"),
                corpus.info_of(pdf).__delitem__("/GTS_PDFXVersion"),
                pdf.Root.__delitem__("/Metadata"),
                corpus.page_of(pdf).__delitem__("/TrimBox"),
            ),
        )
    )


@maker
def pillow(folder: Path) -> bytes:
    del folder
    out = io.BytesIO()
    Image.open(io.BytesIO(picture())).convert("RGB").save(out, "PDF", resolution=72)
    return out.getvalue()


@maker
def ghostscript(folder: Path) -> bytes:
    words = (
        "/Helvetica findfont 14 scalefont setfont 0.8 0 0 setrgbcolor 30 250 moveto (Yunling) show "
        "0 setgray 30 200 moveto 200 200 lineto stroke 0.2 0.4 0.6 setrgbcolor 30 100 90 60 rectfill "
        "showpage"
    )
    (folder / "a.ps").write_text(f"%!PS\n<</PageSize [300 300]>> setpagedevice {words}\n")
    command = [tool("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite"]
    _run(*command, f"-sOutputFile={folder / 'b.pdf'}", folder / "a.ps")
    return (folder / "b.pdf").read_bytes()


@maker
def cairo(folder: Path) -> bytes:
    command = tool("pdftocairo")
    (folder / "a.pdf").write_bytes(reportlab(folder))
    _run(command, "-pdf", folder / "a.pdf", folder / "b.pdf")
    return (folder / "b.pdf").read_bytes()


# A machine may have no Chinese face of its own, and boxes are rightly told of.
FACE = kit.ROOT / "fonts" / "NotoSerifSC-Regular.ttf"


@maker
def chromium(folder: Path) -> bytes:
    command = tool("chromium", "chromium-browser", "google-chrome")
    data = base64.b64encode(picture()).decode()
    (folder / "a.html").write_text(
        "<meta charset=utf-8><style>@page {size: 100mm 100mm; margin: 5mm}"
        f"@font-face {{font-family: own; src: url({FACE.as_uri()})}} p {{font-family: own}}</style>"
        '<p style="color:#a00;opacity:.8">云岭日报 Yunling Daily</p><hr>'
        f'<img width=100 src="data:image/png;base64,{data}">',
        encoding="utf-8",
    )
    _run(
        command, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
        f"--user-data-dir={folder}/profile",
        "--no-pdf-header-footer", f"--print-to-pdf={folder / 'b.pdf'}", (folder / "a.html").as_uri(),
    )  # fmt: skip
    return (folder / "b.pdf").read_bytes()


@maker
def libreoffice(folder: Path) -> bytes:
    command = tool("soffice", "libreoffice")
    red = r"{\colortbl;\red170\green0\blue0;}"
    (folder / "a.rtf").write_text(rf"{{\rtf1\ansi{red}\cf1 Yunling Daily\par}}", encoding="ascii")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    file = folder / "a.rtf"
    _run(command, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, file)
    return (folder / "a.pdf").read_bytes()


def _run(*words: object) -> None:
    subprocess.run([str(w) for w in words], check=True, capture_output=True, timeout=120)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.external if name in BY_PROGRAMS else ())
        for name in MADE
    ],
)
def test_what_is_told_of_a_file_of_another_maker_is_sane(name: str, tmp_path: Path) -> None:
    seen = inspect(MADE[name](tmp_path), None, "x1a")
    assert seen.claims == ()
    assert seen.opened is not None
    inks = measured(seen.opened, kit.NEWSPRINT)
    said = pressed(seen.opened, kit.NEWSPRINT, Tolerances(), inks)
    found: dict[str, Any] = {d.code: d for d in (*seen.diagnostics, *said)}
    assert set(found) >= UNFIT | {"rgb-colour"}
    assert set(found) <= USUAL
    assert found["rgb-colour"].boxes
    assert all(sums is not None and 0 < sums.mean <= sums.max <= 400 for sums in inks)
    placed = [d for d in found.values() if d.count]
    for d in placed:
        assert len(d.boxes) == min(d.count, 20)
        assert all(box.width >= 0 <= box.height for box in d.boxes)
