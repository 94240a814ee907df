from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from presslayout.assets.disowning import disowned


def left(content: bytes, kind: str = "/Form") -> bytes:
    pdf = pikepdf.new()
    named = Dictionary(M=Dictionary(MCID=1), L=Dictionary(Type=Name.OCMD))
    resources = Dictionary(Properties=named)
    stream = pdf.make_stream(content, Subtype=Name(kind), Resources=resources)
    disowned(stream)
    return b" ".join(stream.read_bytes().split())


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"/P << /MCID 0 >> BDC 1 1 1 1 re f EMC", b"1 1 1 1 re f"),
        (b"/P /M BDC 1 1 1 1 re f EMC", b"1 1 1 1 re f"),
        (b"/Artifact BMC f EMC", b"f"),
        (b"/Artifact << /Type /Layout >> BDC f EMC", b"f"),
        (b"/OC /L BDC f EMC", b"/OC /L BDC f EMC"),
        (b"/Artifact BMC /OC /L BDC f EMC S EMC n", b"/OC /L BDC f EMC S n"),
        (b"/OC /L BDC /P << /MCID 3 >> BDC f EMC S EMC", b"/OC /L BDC f S EMC"),
        (b"f EMC", b"f EMC"),
    ],
)
def test_what_is_owned_stays_and_who_owned_it_is_gone(content: bytes, kept: bytes) -> None:
    assert left(content) == kept


def test_what_is_no_content_is_left_alone() -> None:
    assert left(b"/Artifact BMC f EMC", kind="/Image") == b"/Artifact BMC f EMC"
