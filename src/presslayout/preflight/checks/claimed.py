"""Every standard that a file says it meets, however it says so: those we judge by, and others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.preflight.checks.standards import STANDARDS, Standard
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import damage, decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.preflight.pdf.opened_file import OpenedFile

# Namespaces by what all their spellings hold, and the property that makes the claim.
_PDFA, _PDFUA, _PDFE, _PDFVT = "pdfa/ns/id", "pdfua/ns/id", "pdfe/ns/id", "pdfvt/ns/id"
_FAMILIES = {_PDFA: "PDF/A", _PDFUA: "PDF/UA"}
_NAMED = ("GTS_PDFXVersion", "GTS_PDFXConformance", "GTS_PDFVTVersion", "ISO_PDFEVersion")
_INFO = (*_NAMED, "GTS_PDFA1Version")
# What packets that are no XML still say.
_LOOSE = re.compile(
    rb"\b(pdfaid|pdfuaid):(part|conformance)\s*(?:=\s*[\"']|>)\s*([0-9A-Za-z]{1,2})\s*[\"'<]"
)
_LOOSE_NAMED = re.compile(
    rb"\b(?:GTS_PDF\w+Version|ISO_PDFEVersion)\s*(?:=\s*[\"']|>)\s*(PDF/[\w:-]+)"
)
_PREFIXES = {b"pdfaid": _PDFA, b"pdfuaid": _PDFUA}
_BLANKS = re.compile(r"[\s\x00]+")


@frozen
class Claim:
    """A standard by its usual name; `printing` is one of the PDF/X family or built upon it."""

    label: str
    printing: bool


def judged(opened: OpenedFile) -> tuple[Standard, ...]:
    """The standards we judge by that the file claims, by Info or by XMP; blanks and case aside."""
    xmp = {place: _same(value) for place, value in (opened.xmp or {}).items()}
    info = {key: _same(value) for key, value in opened.info.items()}
    found = []
    for standard in STANDARDS.values():
        by_info = standard.info and all(info.get(k) == _same(v) for k, v in standard.info)
        by_xmp = standard.xmp and all(xmp.get((ns, n)) == _same(v) for ns, n, v in standard.xmp)
        if by_info or by_xmp:
            found.append(standard)
    return tuple(found)


def others(opened: OpenedFile) -> tuple[Claim, ...]:
    """The standards that the file claims and that we do not judge by."""
    known = {_same(standard.label) for standard in STANDARDS.values()}
    # What a version key says of PDF/X-1a:2001, whose conformance key names it.
    known |= {_same(value) for standard in STANDARDS.values() for _, value in standard.info}
    labels = dict.fromkeys(label for label in _labels(opened) if _same(label) not in known)
    return tuple(Claim(label, label.startswith(("PDF/X", "PDF/VT"))) for label in labels)


def _labels(opened: OpenedFile) -> Iterator[str]:
    for key in _INFO:
        yield from _version(opened.info.get(key, ""))
    parts: dict[str, dict[str, str]] = {}
    for (namespace, name), value in _said(opened):
        if name in _NAMED:
            yield from _version(value)
        family = next((ns for ns in _FAMILIES if ns in namespace.lower()), None)
        if family is not None:
            parts.setdefault(family, {})[name] = _BLANKS.sub("", value)
    for family, told in parts.items():
        if told.get("part"):
            yield f"{_FAMILIES[family]}-{told['part']}{told.get('conformance', '').lower()}"


def _version(value: str) -> Iterator[str]:
    """The value of a version key, where it names a standard at all."""
    plain = _BLANKS.sub("", value)
    if re.match(r"(?i)PDF/[A-Z]+-\d", plain):
        yield plain[:5].upper() + plain[5:]


def _said(opened: OpenedFile) -> Iterator[tuple[tuple[str, str], str]]:
    """What XMP says by name space and name; of a packet that is no XML, what can be made out."""
    import pikepdf

    if opened.xmp:
        yield from opened.xmp.items()
        return
    try:
        stream = opened.root.get("/Metadata")
        data = decoded(stream) if isinstance(stream, pikepdf.Stream) else b""
    except damage():
        return
    for prefix, name, value in _LOOSE.findall(data):
        yield (_PREFIXES[prefix], name.decode()), value.decode()
    for value in _LOOSE_NAMED.findall(data):
        yield ("", _NAMED[0]), value.decode("latin-1")


def _same(value: str) -> str:
    return texts.key(_BLANKS.sub("", value)).casefold()
