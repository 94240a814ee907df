"""What a page lacks because its data were cut, changed or lie too deep is told."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from tests import corpus
from tests.unit.preflight.test_corpus import found

from presslayout.preflight.pdf.walk import DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable

AS_IT_IS = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}
RED = b"1 0 0 rg 0 0 100 100 re f\n"
WHOLE = zlib.compress(b"".join(b"0 0 0 1 k %d 100 5 5 re f\n" % at for at in range(20, 200)))


def coded(data: bytes, *, form: bool) -> corpus.File:
    """A page that goes on with these deflated data, itself or in a form."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        stream: Any = corpus.form(b"")(pdf) if form else pdf.make_stream(b"")
        stream.write(data, filter=pikepdf.Name.FlateDecode)
        if form:
            corpus.resources(pdf, "/XObject")["/Late"] = stream
            stream = pdf.make_stream(b"/Late Do")
        page.contents_add(stream)

    return corpus.altered(change, saving=AS_IT_IS)


def stopped() -> bytes:
    """Data that end between two operators, as a full disk leaves them."""
    machine = zlib.compressobj()
    return machine.compress(b"0 0 0 1 k 20 100 5 5 re f\n") + machine.flush(zlib.Z_SYNC_FLUSH)


@pytest.mark.parametrize("form", [False, True])
@pytest.mark.parametrize("data", [WHOLE[: len(WHOLE) // 2], stopped()])
def test_content_that_was_cut_is_an_error(data: bytes, form: bool) -> None:
    assert "broken-content" in found(coded(data, form=form))


@pytest.mark.parametrize("form", [False, True])
def test_content_that_changed_after_it_was_written_is_told(form: bool) -> None:
    changed = WHOLE[:-1] + bytes([WHOLE[-1] ^ 1])
    assert found(coded(changed, form=form)) == {"repaired-file"}


@pytest.mark.parametrize("form", [False, True])
def test_content_that_is_whole_is_not(form: bool) -> None:
    assert found(coded(WHOLE, form=form)) == set()


def nested(levels: int) -> Callable[[pikepdf.Pdf], None]:
    """Forms within each other, the innermost one red; the page draws the outermost."""

    def change(pdf: pikepdf.Pdf) -> None:
        inner = corpus.form(RED)(pdf)
        for _ in range(levels - 1):
            outer = corpus.form(b"/Inner Do")(pdf)
            outer["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Inner=inner))
            inner = outer
        corpus.resources(pdf, "/XObject")["/Outer"] = inner

    return change


@pytest.mark.parametrize(
    ("levels", "code"), [(DEPTH, "rgb-colour"), (DEPTH + 1, "too-complex"), (40, "too-complex")]
)
def test_what_lies_deep_within_forms_is_judged_or_told(levels: int, code: str) -> None:
    assert code in found(corpus.drawn("/Outer Do", change=nested(levels)))


def test_a_form_that_draws_itself_stops_a_rip() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        loop = corpus.form(b"/Loop Do")(pdf)
        loop["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Loop=loop))
        corpus.resources(pdf, "/XObject")["/Loop"] = loop

    assert found(corpus.drawn("/Loop Do", change=change)) == {"broken-content"}
