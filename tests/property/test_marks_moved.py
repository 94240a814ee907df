"""However a commented proof was turned, printed smaller or written anew, its marks are the same."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
from presslayout.edition import codec  # noqa: E402
from presslayout.newsroom.marks import register  # noqa: E402
from presslayout.newsroom.marks.comments import comments  # noqa: E402
from presslayout.newsroom.marks.found_places import Comment, marks  # noqa: E402
from tests.marked import READERS, ROUND, annotated  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.edition.page import Edition

BASE = Path(__file__).resolve().parents[1] / "data" / "marks" / "proof.pdf"
# A point and where it goes: the six numbers of a PDF's matrix.
Matrix = tuple[float, float, float, float, float, float]


@cache
def edition() -> Edition:
    return codec.loads(comments(BASE.read_bytes()).edition)


@cache
def commented(reader: str) -> bytes:
    return annotated(BASE.read_bytes(), READERS[reader])


def read(pdf: bytes) -> tuple[Comment, ...]:
    found = comments(pdf)
    pages = edition().pages
    return marks(edition(), register.laid(found, pages, register.lays(pdf, pages)), pages)


def matrix(turn: int, scale: float, shift: tuple[float, float]) -> Matrix:
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn]
    return (cos * scale, sin * scale, -sin * scale, cos * scale, *shift)


def moved(numbers: Any, by: Matrix) -> list[float]:
    a, b, c, d, e, f = by
    values = [float(n) for n in numbers]
    pairs = zip(values[0::2], values[1::2], strict=True)
    return [n for x, y in pairs for n in (a * x + c * y + e, b * x + d * y + f)]


def upright(points: list[float]) -> list[float]:
    xs, ys = points[0::2], points[1::2]
    return [min(xs), min(ys), max(xs), max(ys)]


def printed(pdf: bytes, by: Matrix, *, turned: int, boxes: bool) -> bytes:
    """The page as a program sets it on a sheet of its own: content and comments go together."""
    file = pikepdf.open(BytesIO(pdf))
    page = file.pages[0]
    own = [float(n) for n in page.mediabox]
    content = page.obj.Contents.read_bytes()
    draw = b"q %f %f %f %f %f %f cm\n" % by + content + b"\nQ"
    page.obj.Contents = file.make_stream(draw)
    for one in page.Annots:
        for key in ("/QuadPoints", "/CL"):
            if key in one:
                one[key] = moved(one[key], by)
        if "/RD" in one:
            left, low, right, high = (float(n) for n in one.RD)
            rect = [float(n) for n in one.Rect]
            one.Rect = [rect[0] + left, rect[1] + low, rect[2] - right, rect[3] - high]
            del one["/RD"]
        if "/InkList" in one:
            one.InkList = [moved(stroke, by) for stroke in one.InkList]
        one.Rect = upright(moved(one.Rect, by))
    page.obj.MediaBox = upright(moved(own, by))
    if boxes:
        page.obj.TrimBox = upright(moved(page.trimbox, by))
    elif "/TrimBox" in page.obj:
        del page.obj["/TrimBox"]
    del page.obj["/BleedBox"]
    page.obj.Rotate = turned
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def streamed(pdf: bytes) -> bytes:
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)


def linear(pdf: bytes) -> bytes:
    return saved(pdf, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def locked(pdf: bytes) -> bytes:
    """Nobody needs a password to open it."""
    return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="", R=6))


def saved(pdf: bytes, **how: Any) -> bytes:
    stream = BytesIO()
    pikepdf.open(BytesIO(pdf)).save(stream, **how)
    return stream.getvalue()


def appended(pdf: bytes) -> bytes:
    """Changed twice behind itself, as readers save."""
    for number in range(2):
        writer = pypdf.PdfWriter(BytesIO(pdf), incremental=True)
        writer.add_metadata({"/Producer": f"reader {number}"})
        stream = BytesIO()
        writer.write(stream)
        pdf = stream.getvalue()
    return pdf


def merged(pdf: bytes) -> bytes:
    """Put behind a page of somebody else's, in a file that knows nothing of ours."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 200)
    writer.append(BytesIO(pdf))
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


# In this order: nothing is written behind a locked file.
REWRITES: tuple[Callable[[bytes], bytes], ...] = (streamed, appended, merged, linear, locked)


def told(found: tuple[Comment, ...]) -> list[Comment]:
    # A stamp in the corner of the sheet lies on no page of the paper; a page that is printed has
    # another corner.
    return [one for one in found if one.subtype != "Stamp"]


@cache
def meant(reader: str) -> list[Comment]:
    return told(read(commented(reader)))


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(sorted(READERS)),
    st.integers(0, 3),
    st.floats(0.4, 2.5),
    st.tuples(st.floats(-300, 300), st.floats(-300, 300)),
    st.sampled_from([0, 90, 180, 270]),
    st.booleans(),
    st.lists(st.sampled_from(REWRITES), max_size=3, unique=True),
)
def test_turn_scale_and_rewriting_change_no_mark(
    reader: str,
    turn: int,
    scale: float,
    shift: tuple[float, float],
    rotated: int,
    boxes: bool,
    rewrites: list[Callable[[bytes], bytes]],
) -> None:
    pdf = printed(commented(reader), matrix(turn, scale, shift), turned=rotated, boxes=boxes)
    for rewrite in sorted(rewrites, key=REWRITES.index):
        pdf = rewrite(pdf)
    found = read(pdf)
    assert told(found) == meant(reader)
    assert len(found) == len(ROUND)


@pytest.mark.parametrize("reader", sorted(READERS))
def test_a_round_on_the_proof_itself_is_certain(reader: str) -> None:
    found = read(commented(reader))
    kinds = [one.kind for one in found]
    assert all(not one.doubt for one in found if one.kind in ("delete", "replace", "insert"))
    assert kinds.count("highlight") == 1


@pytest.mark.parametrize("turn", range(4))
def test_a_page_that_says_something_else_is_not_taken_for_ours(turn: int) -> None:
    pdf = printed(commented("acrobat"), matrix(turn, 1.5, (0, 0)), turned=0, boxes=False)
    file = pikepdf.open(BytesIO(pdf))
    # The page's number, 03, becomes 30 at the same place.
    content = file.pages[0].obj.Contents.read_bytes()
    said, other = b"(\x00\x11\x00\x14)Tj", b"(\x00\x14\x00\x11)Tj"
    assert content.count(said) == 1
    file.pages[0].obj.Contents = file.make_stream(content.replace(said, other))
    stream = BytesIO()
    file.save(stream)
    found = read(stream.getvalue())
    changes = [one for one in found if one.kind in ("delete", "replace", "insert") and one.story]
    assert changes
    assert all(one.doubt == "changed" for one in changes)
