"""What each standard asks of a file, from the standards' texts and not from our own painter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace

if TYPE_CHECKING:
    from presslayout.edition.standards import HouseStandard

PDFX_NS = "http://ns.adobe.com/pdfx/1.3/"
PDFX_ID_NS = "http://www.npes.org/pdfx/ns/id/"
PDFUA_ID_NS = "http://www.aiim.org/pdfua/ns/id/"
PDFA_ID_NS = "http://www.aiim.org/pdfa/ns/id/"

_CMYK_ONLY = frozenset({"DeviceCMYK", "DeviceGray", "Separation", "DeviceN", "Indexed", "Pattern"})
_MANAGED = _CMYK_ONLY | {"ICCBased", "CalGray", "CalRGB", "Lab"}


@frozen
class Standard:
    """One standard.

    `info` and `xmp` (namespace, name, value) are how a file claims it; `needs` the Info keys that
    must not be empty; `xmp_needs` the properties that XMP must have.  `intent` is the output
    intent's subtype, `icc_version` the newest ICC major version that it may embed, `embeds` whether it must:
    else the name of a registered condition does.  `versions` bounds the PDF version.  `overprint` says whether solid black text must overprint (or must
    not); `unicode` that every code must say its character.  `printing` turns on what ISO 15930
    alone asks: boxes, traps, annotations outside the page, no actions.  `managed` is where a device
    colour needs the intent's space or a default, `tagged` where all content stands in a structure,
    `attachments` where files may go along that say what they are to the pages; `barred` are spaces that a house forbids; `claims`
    is the label by which a file claims it, "" where that is its own.
    """

    name: str
    label: str
    versions: tuple[tuple[int, int], tuple[int, int]]
    info: tuple[tuple[str, str], ...]
    xmp: tuple[tuple[str, str, str], ...]
    needs: tuple[str, ...]
    xmp_needs: tuple[tuple[str, str], ...]
    xmp_required: bool
    intent: str
    icc_version: int
    spaces: frozenset[str]
    transparency: bool
    object_streams: bool
    forbidden_filters: frozenset[str]
    overprint: bool
    unicode: bool
    printing: bool
    managed: bool
    known_xmp_only: bool = False
    embeds: bool = True
    claims: str = ""
    barred: frozenset[str] = frozenset()
    tagged: bool = False
    attachments: bool = False

    @property
    def claimed(self) -> str:
        """What a file of it says that it is."""
        return self.claims or self.label


_DC = "http://purl.org/dc/elements/1.1/"
_PDF = "http://ns.adobe.com/pdf/1.3/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_MM = "http://ns.adobe.com/xap/1.0/mm/"

# ISO 15930-4:2003.
X1A = Standard(
    name="x1a",
    label="PDF/X-1a:2003",
    versions=((1, 0), (1, 4)),
    info=(("GTS_PDFXVersion", "PDF/X-1a:2003"),),
    xmp=((PDFX_NS, "GTS_PDFXVersion", "PDF/X-1a:2003"),),
    needs=("Title", "CreationDate", "ModDate"),
    xmp_needs=(),
    xmp_required=False,
    intent="GTS_PDFX",
    icc_version=2,
    spaces=_CMYK_ONLY,
    transparency=False,
    managed=False,
    object_streams=False,
    forbidden_filters=frozenset({"LZWDecode", "JBIG2Decode", "JPXDecode", "Crypt"}),
    overprint=True,
    unicode=False,
    printing=True,
    embeds=False,
)

# ISO 15930-1:2001.
X1A2001 = replace(
    X1A,
    name="x1a2001",
    label="PDF/X-1a:2001",
    versions=((1, 0), (1, 3)),
    info=(("GTS_PDFXVersion", "PDF/X-1:2001"), ("GTS_PDFXConformance", "PDF/X-1a:2001")),
    xmp=(),
)

# ISO 15930-7:2010.
X4 = Standard(
    name="x4",
    label="PDF/X-4",
    versions=((1, 0), (1, 6)),
    info=(),
    xmp=((PDFX_ID_NS, "GTS_PDFXVersion", "PDF/X-4"),),
    needs=(),
    xmp_needs=(
        (_DC, "title"),
        (_PDF, "Trapped"),
        (_XMP, "CreateDate"),
        (_XMP, "ModifyDate"),
        (_XMP, "MetadataDate"),
        (_MM, "DocumentID"),
        (_MM, "VersionID"),
        (_MM, "RenditionClass"),
    ),
    xmp_required=True,
    intent="GTS_PDFX",
    icc_version=4,
    spaces=_MANAGED,
    transparency=True,
    managed=True,
    object_streams=True,
    forbidden_filters=frozenset({"LZWDecode", "Crypt"}),
    overprint=True,
    unicode=False,
    printing=True,
)

# ISO 19005-2, level U.
A2U = Standard(
    name="a2u",
    label="PDF/A-2u",
    versions=((1, 0), (1, 7)),
    info=(),
    xmp=((PDFA_ID_NS, "part", "2"), (PDFA_ID_NS, "conformance", "U")),
    needs=(),
    xmp_needs=(),
    xmp_required=True,
    intent="GTS_PDFA1",
    icc_version=4,
    spaces=_MANAGED,
    transparency=True,
    managed=True,
    object_streams=True,
    forbidden_filters=frozenset({"LZWDecode", "Crypt"}),
    overprint=False,
    unicode=True,
    printing=False,
    known_xmp_only=True,
)

# ISO 19005-2, level A; what ISO 14289-1 asks beyond is asked of whoever claims it.
A2A = replace(
    A2U,
    name="a2a",
    label="PDF/A-2a",
    xmp=((PDFA_ID_NS, "part", "2"), (PDFA_ID_NS, "conformance", "A")),
    tagged=True,
)

# ISO 19005-3, level A.
A3A = replace(
    A2A,
    name="a3a",
    label="PDF/A-3a",
    xmp=((PDFA_ID_NS, "part", "3"), (PDFA_ID_NS, "conformance", "A")),
    attachments=True,
)

STANDARDS = {s.name: s for s in (X1A2001, X1A, X4, A2U, A2A, A3A)}


def standard_of(name: str) -> Standard:
    """The standard of a name, a house's own too; SpecError or AssetError where it is none."""
    own = STANDARDS.get(name)
    if own is not None:
        return own
    from presslayout.edition.standards import house_standard

    return _tightened(name, house_standard(name))


def _tightened(name: str, house: HouseStandard) -> Standard:
    """A house's standard: nothing that its base asks is asked less."""
    base = STANDARDS[house.base]
    lowest, highest = base.versions
    return replace(
        base,
        name=name,
        label=house.label,
        claims=base.label,
        versions=(lowest, min(highest, house.version or highest)),
        icc_version=min(base.icc_version, house.icc_version or base.icc_version),
        spaces=base.spaces - house.barred,
        barred=house.barred,
        transparency=base.transparency and house.transparency,
        forbidden_filters=base.forbidden_filters | house.filters,
        unicode=base.unicode or house.unicode,
        embeds=base.embeds or house.embeds,
    )


# ISO 19005-2, 6.6.2.3: what XMP 2005 defines; anything else needs an extension schema.
KNOWN_XMP: dict[str, frozenset[str]] = {
    _DC: frozenset(
        "contributor coverage creator date description format identifier language publisher "
        "relation rights source subject title type".split()
    ),
    _PDF: frozenset({"Keywords", "PDFVersion", "Producer"}),
    _XMP: frozenset(
        "Advisory BaseURL CreateDate CreatorTool Identifier Label MetadataDate ModifyDate "
        "Nickname Rating Thumbnails".split()
    ),
    _MM: frozenset(
        "DerivedFrom DocumentID History InstanceID ManagedFrom Manager ManageTo ManageUI "
        "ManagerVariant RenditionClass RenditionParams VersionID Versions LastURL RenditionOf "
        "SaveID".split()
    ),
    PDFA_ID_NS: frozenset({"part", "amd", "conformance", "corr"}),
}
