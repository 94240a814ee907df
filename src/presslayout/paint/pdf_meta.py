"""What a PDF says about itself: ids, dates, Info entries, XMP.  All of it from the edition."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.page import Edition
    from presslayout.paint.profiles import Profile

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


LANGUAGE = "zh-CN"
# What pdfuaid:part is, in the words that PDF/A has for it.
_UA_SCHEMA = """<pdfaExtension:schemas
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag>
</pdfaExtension:schemas>"""


@frozen
class UniqueName:
    """A name of 128 bits that nobody else gives: a UUID made of another and of words (version 5).

    The standard library's own asks for the machine, which takes longer than all that is made of it.
    """

    bytes: bytes

    def __str__(self) -> str:
        digits = self.bytes.hex()
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    @property
    def urn(self) -> str:
        """The name as XMP wants it."""
        return f"urn:uuid:{self}"

    def named(self, words: str) -> UniqueName:
        """What is called so within this name space (RFC 9562, 5.5)."""
        made = hashlib.sha1(self.bytes + words.encode(), usedforsecurity=False).digest()
        number = int.from_bytes(made[:16], "big") & ~_FIXED | _VERSION_5
        return UniqueName(number.to_bytes(16, "big"))


# The bits that say how such a name was made.
_FIXED, _VERSION_5 = 0xF << 76 | 0x3 << 62, 0x5 << 76 | 0x2 << 62
_URLS = UniqueName(bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8"))
# The root of every id that we write.
_ROOT = _URLS.named("presslayout")


@frozen
class DocumentIdentity:
    """Which issue of which paper a file is, whatever its pages have become since.

    `document` stays when the issue comes out again, `version` counts how often it did, from 1.
    """

    publisher: str
    identifier: str
    rights: str
    document: UniqueName
    version: int


@frozen
class Identity:
    """What the file is called and when: `date` is the paper's, None while it is not known."""

    title: str
    date: dt.date | None
    engine: str
    document: UniqueName
    instance: UniqueName
    issue: DocumentIdentity | None = None

    @property
    def ids(self) -> tuple[bytes, bytes]:
        """Both strings of the trailer's /ID."""
        return self.document.bytes, self.instance.bytes


def identity(edition: Edition, profile: Profile, hashes: tuple[str, ...]) -> Identity:
    """The identity of these pages (by their hashes) in this standard on this press."""
    document = _ROOT.named("\n".join(hashes))
    kind = f"{profile.name}\n{edition.press.condition}\n{edition.press.profile_sha256}"
    return Identity(
        title=f"{edition.paper} {edition.date}".strip(),
        date=_date(edition.date),
        engine=edition.engine,
        document=document,
        instance=document.named(kind),
        issue=_issue(edition) if profile.tagged else None,
    )


def _issue(edition: Edition) -> DocumentIdentity:
    facts = edition.facts
    again = int(facts.reissues) if facts.reissues.isdecimal() else 0
    names = (facts.cn or edition.paper, edition.date, facts.variant)
    holder = facts.publisher or facts.sponsor
    # An issue as a whole is its publisher's, whoever holds the rights in what stands in it.
    whole = [f"© {edition.date[:4]} {holder}"] if holder and edition.date else []
    rights = dict.fromkeys((*whole, *(a.rights for a in edition.assets if a.rights)))
    return DocumentIdentity(
        publisher=holder or edition.paper,
        identifier=" ".join(filter(None, names)),
        rights="；".join(rights),
        document=_ROOT.named("\n".join(("issue", edition.paper, *names))),
        version=again + 1,
    )


def info(profile: Profile, identity: Identity) -> dict[str, str]:
    """The Info dictionary's texts; /Trapped, a name, is not among them."""
    entries = {
        "Title": identity.title,
        "Creator": identity.engine,
        "Producer": identity.engine,
    }
    if identity.date:
        moment = f"D:{identity.date:%Y%m%d}000000+08'00'"
        entries |= {"CreationDate": moment, "ModDate": moment}
    return entries | dict(profile.info)


def xmp(profile: Profile, identity: Identity) -> bytes:
    """The metadata packet; what stands in Info too says the same here."""
    title = _escape(identity.title)
    issue = identity.issue
    properties = [
        ("dc:format", "application/pdf"),
        ("pdf:Producer", identity.engine),
        ("xmp:CreatorTool", identity.engine),
        ("xmpMM:DocumentID", (issue or identity).document.urn),
        ("xmpMM:InstanceID", identity.instance.urn),
        ("xmpMM:RenditionClass", "default"),
        ("xmpMM:VersionID", str(issue.version if issue else 1)),
    ]
    if identity.date:
        moment = f"{identity.date.isoformat()}T00:00:00+08:00"
        properties += [(f"xmp:{key}Date", moment) for key in ("Create", "Metadata", "Modify")]
    if profile.trapped:
        properties.append(("pdf:Trapped", "False"))
    properties += [(f"{c.prefix}:{c.name}", c.value) for c in profile.claims]
    spaces = _NAMESPACES | {c.prefix: c.namespace for c in profile.claims}
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '<rdf:Description rdf:about=""',
        *(f'  xmlns:{prefix}="{uri}"' for prefix, uri in sorted(spaces.items())),
        ">",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>',
        *(f"<{key}>{_escape(value)}</{key}>" for key, value in sorted(properties)),
        *(_catalogued(identity, issue) if issue else ()),
        "</rdf:Description>",
        "</rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def _catalogued(identity: Identity, issue: DocumentIdentity) -> Iterator[str]:
    """What a library catalogues, and the schema of what no archive knows (ISO 19005-2, 6.6.2.3)."""
    listed = [("publisher", "Bag", issue.publisher), ("language", "Bag", LANGUAGE)]
    if identity.date:
        listed.append(("date", "Seq", identity.date.isoformat()))
    for key, kind, value in listed:
        if value:
            item = f"<rdf:li>{_escape(value)}</rdf:li>"
            yield f"<dc:{key}><rdf:{kind}>{item}</rdf:{kind}></dc:{key}>"
    if issue.identifier:
        yield f"<dc:identifier>{_escape(issue.identifier)}</dc:identifier>"
    if issue.rights:
        item = f'<rdf:li xml:lang="x-default">{_escape(issue.rights)}</rdf:li>'
        yield f"<dc:rights><rdf:Alt>{item}</rdf:Alt></dc:rights>"
    yield _UA_SCHEMA


def note_id(identity: Identity, page: int, number: int) -> str:
    """The name of a note, the same at every build of the same pages."""
    return str(identity.document.named(f"note {page} {number}"))


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
