"""What a file says of itself: whichever standard it claims, and dates as moments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from pikepdf import Array, Dictionary, Name, String
from tests import corpus

from presslayout.base.diagnostics import Severity
from presslayout.preflight import inspect
from presslayout.preflight.checks.moments import same

if TYPE_CHECKING:
    import pikepdf

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def packet(*said: str, namespaces: str = "") -> Any:
    """A change that leaves the file with no claim but what is said here."""

    def change(pdf: pikepdf.Pdf) -> None:
        del corpus.info_of(pdf)["/GTS_PDFXVersion"]
        pdf.Root["/Metadata"].write(
            f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description {namespaces}>{"".join(said)}'
            "</rdf:Description></rdf:RDF>".encode()
        )

    return change


A = 'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
UA = 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
X = 'xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"'
CLAIMS = [
    ("PDF/A-2b", packet("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", namespaces=A)),
    ("PDF/A-1b", packet("<pdfaid:part> 1 </pdfaid:part><pdfaid:conformance>b</pdfaid:conformance>", namespaces=A)),
    ("PDF/A-3u", packet(namespaces=f'{A} pdfaid:part="3" pdfaid:conformance="U"')),
    ("PDF/A-4", packet("<pdfaid:part>4</pdfaid:part>", namespaces=A)),
    ("PDF/UA-1", packet("<pdfuaid:part>1</pdfuaid:part>", namespaces=UA)),
    ("PDF/X-5g", packet("<pdfxid:GTS_PDFXVersion>PDF/X-5g</pdfxid:GTS_PDFXVersion>", namespaces=X)),
    ("PDF/VT-1", packet('<v:GTS_PDFVTVersion xmlns:v="http://www.npes.org/pdfvt/ns/id/">PDF/VT-1</v:GTS_PDFVTVersion>')),
    ("PDF/E-1", packet('<e:ISO_PDFEVersion xmlns:e="http://www.aiim.org/pdfe/ns/id/">PDF/E-1</e:ISO_PDFEVersion>')),
    ("PDF/X-3:2003", lambda p: (packet()(p), corpus.info_of(p).__setitem__("/GTS_PDFXVersion", "PDF/X-3:2003"))),
    ("PDF/X-3:2002", lambda p: (packet()(p), corpus.info_of(p).__setitem__("/GTS_PDFXVersion", "PDF/X-3:2002 "))),
    ("PDF/A-1b:2005", lambda p: (packet()(p), corpus.info_of(p).__setitem__("/GTS_PDFA1Version", "PDF/A-1b:2005"))),
]  # fmt: skip


@pytest.mark.parametrize(("label", "change"), CLAIMS)
def test_a_file_that_claims_another_standard_is_told_which(label: str, change: Any) -> None:
    seen = inspect(corpus.made(corpus.altered(change)), None, "x1a")
    told = {d.code: d for d in seen.diagnostics}
    assert "no-claim" not in told
    assert told["claims-other"].severity is Severity.ERROR
    assert label in told["claims-other"].message.zh
    assert seen.claims == (label,)
    for_press = label.startswith(("PDF/X", "PDF/VT"))
    assert ("made for no press" in told["claims-other"].message.en) is not for_press
    assert "claim-mismatch" not in told


def test_a_claim_is_read_from_a_packet_that_is_no_xml_too() -> None:
    data = corpus.made(corpus.altered(CLAIMS[0][1])).replace(b"</rdf:RDF>", b"</rdf:RDX>")
    seen = inspect(data, None, "x1a")
    assert seen.claims == ("PDF/A-2b",)
    assert {"claims-other", "broken-xmp"} <= {d.code for d in seen.diagnostics}


def test_a_file_that_claims_nothing_is_told_that() -> None:
    seen = inspect(corpus.made(corpus.altered(packet())), None, "x1a")
    codes = {d.code for d in seen.diagnostics}
    assert ("no-claim" in codes, "claims-other" in codes) == (True, False)


def test_a_stray_blank_is_told_as_what_it_is() -> None:
    file = corpus.put(corpus.info_of, "/GTS_PDFXVersion", "PDF/X-1a:2003 ")
    seen = inspect(corpus.made(file), None, "x1a")
    assert seen.claims == ("PDF/X-1a:2003",)
    told = [d for d in seen.diagnostics if d.code == "claim-mismatch"]
    assert ["空格" in d.message.zh for d in told] == [True]


@pytest.mark.parametrize(
    ("info", "xmp", "agree"),
    [
        ("D:20261018000000+08'00'", "2026-10-18T00:00:00+08:00", True),
        ("D:20261018000000+08'00'", "2026-10-17T16:00:00Z", True),
        ("D:20261017160000Z", "2026-10-18T00:00:00+08:00", True),
        ("D:20261018000000+08'00", "2026-10-18T00:00:00.25+08:00", True),
        ("D:20261018000000+0800", "2026-10-18T00:00+08:00", True),
        ("D:20261018000000", "2026-10-18T00:00:00+08:00", True),
        ("D:20261018000000", "2026-10-17T16:00:00Z", True),
        ("D:20261018", "2026-10-18", True),
        ("20261018000000Z", "2026-10-18T00:00:00Z", True),
        ("D:20261018000000+08'00'", "2026-10-18T00:00:00Z", False),
        ("D:20261018000000+08'00'", "2026-10-18T00:01:00+08:00", False),
        ("D:20261018000000", "2026-10-18T00:07:00", False),
        ("D:20261018000000Z", "2025-10-18T00:00:00Z", False),
        ("D:20261018", "2026-10-20", False),
        ("yesterday", "2026-10-18", None),
        ("D:20261318", "2026-13-18", None),
        ("D:20261018250000Z", "2026-10-18T25:00:00Z", None),
        ("D:20261018000000+99'99'", "2026-10-18T00:00:00Z", None),
        ("D:00010101000000+08'00'", "0001-01-01T00:00:00+08:00", True),
    ],
)
def test_dates_are_the_same_where_they_are_the_same_moment(
    info: str, xmp: str, agree: bool | None
) -> None:
    assert same(info, xmp) is agree


def test_a_title_in_gbk_agrees_with_itself_in_xmp() -> None:
    file = corpus.put(corpus.info_of, "/Title", String("云岭日报".encode("gbk")))
    assert not inspect(corpus.made(file), "x1a", "x1a").diagnostics


def test_of_several_languages_the_usual_title_counts() -> None:
    spoken = (
        b'><rdf:Alt><rdf:li xml:lang="en">Yunling Daily</rdf:li>'
        b'<rdf:li xml:lang="x-default">\xe4\xba\x91\xe5\xb2\xad\xe6\x97\xa5\xe6\x8a\xa5</rdf:li></rdf:Alt></dc:title>'
    )

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.Root["/Metadata"]
        stream.write(stream.read_bytes().replace("云岭日报</dc:title>".encode(), spoken[1:]))

    assert not inspect(corpus.made(corpus.altered(change)), "x1a", "x1a").diagnostics


HEADERS = [
    (b"%PDF-1.4\n%\xbf\xf7\xa2\xfe\n", b"%PDF-1.4\n%plain\n", Severity.INFO),
    (b"%PDF-1.4\n", b"junk\n%PDF-1.4\n", Severity.WARNING),
]


@pytest.mark.parametrize(("old", "new", "severity"), HEADERS)
def test_a_header_is_an_error_only_where_the_standard_asks(
    old: bytes, new: bytes, severity: Severity
) -> None:
    data = corpus.made(corpus.File())
    assert data.startswith(old)
    seen = inspect(new + data[len(old) :], "x1a", "x1a")
    assert {d.severity for d in seen.diagnostics if d.code == "pdf-header"} == {severity}
    archive = corpus.made(corpus.File(standard="a2u"))
    archive = re.sub(rb"^(%PDF-1.7\n)%[^\n]*\n", rb"\1%plain\n", archive)
    told = inspect(archive, "a2u", "a2u").diagnostics
    assert {d.severity for d in told if d.code == "pdf-header"} == {Severity.ERROR}


def managed(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream((corpus.PRESS / "IFRA26S_TAC220.icc").read_bytes(), N=4)
    corpus.resources(pdf, "/ColorSpace")["/L"] = Array([Name.ICCBased, profile])
    states = corpus.resources(pdf, "/ExtGState")
    states["/Zero"] = Dictionary(OP=True, op=True, OPM=0)
    states["/One"] = Dictionary(OP=True, op=True, OPM=1)


@pytest.mark.parametrize("standard", ["x4", "a2u"])
@pytest.mark.parametrize(
    ("state", "refused"), [("/One", True), ("/Zero", False), ("/Knock", False)]
)
def test_managed_cmyk_must_not_overprint_in_mode_1(
    standard: str, state: str, refused: bool
) -> None:
    content = f"{state} gs /L cs 0 0 0 .5 scn 20 100 50 50 re f"
    file = corpus.drawn(content, change=managed, standard=standard)
    told = inspect(corpus.made(file), standard, standard).diagnostics
    errors = {d.code for d in told if d.severity is Severity.ERROR}
    assert ("overprint-mode" in errors) is refused
    # Overprint as such is forbidden to our own archive files alone.
    assert "overprint" not in errors


def test_an_id_that_is_no_array_and_entries_of_the_wrong_kind_are_told_in_our_words() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/Names"] = pdf.Root["/AcroForm"] = pdf.Root["/Outlines"] = Name.A
        pdf.Root["/OCProperties"] = Array([1])
        corpus.page_of(pdf)["/UserUnit"] = Name.B
        corpus.page_of(pdf)["/Rotate"] = String("x")
        corpus.page_of(pdf)["/Group"] = Array([])

    data = re.sub(rb"/ID \[[^\]]*\]", b"/ID /None", corpus.made(corpus.altered(change)))
    told = inspect(data, "x1a", "x1a").diagnostics
    codes = {d.code for d in told}
    assert {"missing-id", "layers"} <= codes
    assert "broken-content" not in codes
    assert not any(re.search(r"Error|pikepdf|object has", d.message.en) for d in told)
