"""PDF standards as rows: what each asks of a painter.

A difference between standards is a field here, never a test of a name.
"""

from __future__ import annotations

from presslayout.base.values import frozen, replace


@frozen
class XmpProperty:
    """One property by which XMP says what a file is."""

    prefix: str
    namespace: str
    name: str
    value: str


@frozen
class Profile:
    """One standard.

    `label` is the standard's own name; `info` and `claims` are how a file says so in its Info
    dictionary and its XMP; `intent` the output intent's subtype, "" where there is none.
    `xmp`: a metadata stream is written; `trapped`: Info says /Trapped; `lang`: the catalogue
    names the language (PDF 1.4).
    `overprint`: ExtGState may hold overprint entries; `annotations`: the page may carry notes.
    `tagged`: all content stands in a structure, and the file leads its reader; `attachments`: the
    files that it was made from may go along.  `grey`: colours are painted as the grey of their black, for a plate to be looked at.
    What a file may not hold at all is the verifier's to say: no painter of ours can write it.
    """

    name: str
    label: str
    version: tuple[int, int]
    info: tuple[tuple[str, str], ...] = ()
    claims: tuple[XmpProperty, ...] = ()
    intent: str = ""
    xmp: bool = True
    trapped: bool = False
    lang: bool = True
    overprint: bool = False
    annotations: bool = False
    grey: bool = False
    tagged: bool = False
    attachments: bool = False


_PDFA_ID = "http://www.aiim.org/pdfa/ns/id/"
_PDFUA_ID = "http://www.aiim.org/pdfua/ns/id/"
_PDFX = "http://ns.adobe.com/pdfx/1.3/"
_PDFX_ID = "http://www.npes.org/pdfx/ns/id/"

# ISO 15930-1:2001.  Its PDF 1.3 knows neither metadata streams nor /Lang.
X1A2001 = Profile(
    name="x1a2001",
    label="PDF/X-1a:2001",
    version=(1, 3),
    info=(("GTS_PDFXVersion", "PDF/X-1:2001"), ("GTS_PDFXConformance", "PDF/X-1a:2001")),
    intent="GTS_PDFX",
    xmp=False,
    trapped=True,
    lang=False,
    overprint=True,
)

# ISO 15930-4:2003.
X1A = Profile(
    name="x1a",
    label="PDF/X-1a:2003",
    version=(1, 4),
    info=(("GTS_PDFXVersion", "PDF/X-1a:2003"),),
    claims=(XmpProperty("pdfx", _PDFX, "GTS_PDFXVersion", "PDF/X-1a:2003"),),
    intent="GTS_PDFX",
    trapped=True,
    overprint=True,
)

# ISO 15930-7:2010.
X4 = Profile(
    name="x4",
    label="PDF/X-4",
    version=(1, 6),
    info=(("GTS_PDFXVersion", "PDF/X-4"),),
    claims=(XmpProperty("pdfxid", _PDFX_ID, "GTS_PDFXVersion", "PDF/X-4"),),
    intent="GTS_PDFX",
    trapped=True,
    overprint=True,
)

# ISO 19005-2, level U: no overprint entries, so that a screen shows what was printed.
A2U = Profile(
    name="a2u",
    label="PDF/A-2u",
    version=(1, 7),
    claims=(
        XmpProperty("pdfaid", _PDFA_ID, "part", "2"),
        XmpProperty("pdfaid", _PDFA_ID, "conformance", "U"),
    ),
    intent="GTS_PDFA1",
)

# ISO 19005-2, level A, and ISO 14289-1.
A2A = replace(
    A2U,
    name="a2a",
    label="PDF/A-2a",
    claims=(
        XmpProperty("pdfaid", _PDFA_ID, "part", "2"),
        XmpProperty("pdfaid", _PDFA_ID, "conformance", "A"),
        XmpProperty("pdfuaid", _PDFUA_ID, "part", "1"),
    ),
    tagged=True,
)

# ISO 19005-3, level A: the same, with files inside.
A3A = replace(
    A2A,
    name="a3a",
    label="PDF/A-3a",
    claims=(XmpProperty("pdfaid", _PDFA_ID, "part", "3"), *A2A.claims[1:]),
    attachments=True,
)

# A proof claims nothing, and alone may carry notes.
PLAIN = Profile(
    name="plain",
    label="PDF 1.7",
    version=(1, 7),
    intent="GTS_PDFX",
    overprint=True,
    annotations=True,
)

PROFILES: dict[str, Profile] = {p.name: p for p in (X1A2001, X1A, X4, A2U, A2A, A3A, PLAIN)}


def profile_of(name: str) -> Profile:
    """The profile of a standard, a house's own too; SpecError or AssetError where it is none."""
    own = PROFILES.get(name)
    if own is not None:
        return own
    from presslayout.edition.standards import house_standard

    house = house_standard(name)
    base = PROFILES[house.base]
    version = min(base.version, house.version or base.version)
    return replace(base, name=name, label=house.label, version=version)


# One plate by itself, for a renderer that knows light and no ink.
PLATE = Profile(name="plate", label="PDF 1.7", version=(1, 7), xmp=False, grey=True)
