"""An issue as METS 1.12.1 (ARCHIVE §6): its files, its pages, and its stories over the pages.

Areas name blocks of the pages' ALTO by their ids; both are made of the same `LaidPage`s.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from presslayout.archive.page_blocks import GENERATED, DrawnBlock, TextPiece, flat
from presslayout.archive.spelled import attribute, identifier
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.edition.roles import ParagraphKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.archive.page_blocks import LaidPage
    from presslayout.edition.page import Article, Edition

VERSION = "1.12.1"
# The groups of files by how their paths begin; what no row names is OTHER.
GROUPS = (
    ("MASTER", ("archive.", "edition.json")),
    ("FULLTEXT", ("alto/",)),
    ("TEXT", ("stories/",)),
    ("IMAGE", ("pictures/",)),
    ("SOURCE", ("sources/",)),
    ("SITE", ("site/",)),
)
THUMBS, OTHER = "THUMBS", "OTHER"
# The pictures of pages that a site shows: whose, and how wide; the narrowest are for lists of pages.
_SHEET = regex(r"site/.*/page-([0-9]+)-([0-9]+)\.(?:jpg|webp)\Z")
_LISTED = 600
_KINDS = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain",
    "md": "text/markdown",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "html": "text/html",
    "htm": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "csv": "text/csv",
    "svg": "image/svg+xml",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "bmp": "image/bmp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_UNKNOWN = "application/octet-stream"
_HEADINGS = frozenset((Role.KICKER, Role.HEADLINE, Role.DECK, Role.RUBRIC))
_TYPES = {
    **dict.fromkeys(_HEADINGS, "heading"),
    Role.BYLINE: "byline",
    Role.PHOTO: "illustration",
    Role.PORTRAIT: "illustration",
    Role.GRAPHIC: "illustration",
    Role.CAPTION: "caption",
    Role.CREDIT: "credit",
    Role.PULLQUOTE: "pullquote",
}
_PARAGRAPHS = {
    ParagraphKind.SUBHEAD: "heading",
    ParagraphKind.ITEM: "item",
    ParagraphKind.CELL: "cell",
}
_PARAGRAPH, _ARTICLE = "paragraph", "article"
_DC = "http://purl.org/dc/elements/1.1/"


@frozen
class Catalogued:
    """What an issue's METS tells of: its edition, its pages as their ALTO has them, its files.

    `pages` gives the path of each page's ALTO among the files, by the number of the page.
    """

    edition: Edition
    laid: tuple[LaidPage, ...]
    pages: Mapping[int, str]
    files: Mapping[str, bytes]


class _Area(NamedTuple):
    """A block of a page's ALTO."""

    page: int
    block: str


class _Div(NamedTuple):
    """A piece of a story: what it is, what it is called, and the blocks that it stands in."""

    kind: str
    label: str
    areas: list[_Area]


def file_id(path: str) -> str:
    """The id of a file of the bag by its path below data/."""
    return identifier("FILE", *path.split("/"))


def written(told: Catalogued) -> bytes:
    """The METS of an issue."""
    stories = _stories(told)
    lines = (
        *_head(told.edition),
        *_described(told.edition, stories),
        *_files(told.files),
        *_physical(told),
        *_logical(told, stories),
        *_links(told, stories),
        "</mets>",
        "",
    )
    return "\n".join(lines).encode()


def issue_identifier(edition: Edition) -> str:
    """By what an issue is known for good: its number as a serial or its name, its day, its edition."""
    facts = edition.facts
    return "-".join(
        part for part in (facts.cn or edition.paper, edition.date, facts.variant) if part
    )


def _head(edition: Edition) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' xmlns:dc="{_DC}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://www.loc.gov/METS/'
        ' http://www.loc.gov/standards/mets/version1121/mets.xsd"'
        f' OBJID="{attribute(issue_identifier(edition))}" TYPE="newspaper"'
        f' LABEL="{attribute(f"{edition.paper} {edition.date}")}">'
    )
    yield '<metsHdr><agent ROLE="CREATOR" TYPE="OTHER" OTHERTYPE="SOFTWARE">'
    yield f"<name>{_text(edition.engine)}</name></agent></metsHdr>"


def _described(edition: Edition, stories: Mapping[str, list[_Div]]) -> Iterator[str]:
    """Dublin Core of the paper, of the issue, and of every story that has a headline."""
    facts = edition.facts
    known = (("identifier", _known("CN", facts.cn)), ("identifier", _known("ISSN", facts.issn)))
    yield from _core(
        "DMDTITLE",
        (
            ("title", edition.paper),
            ("publisher", facts.publisher),
            ("contributor", facts.sponsor),
            *known,
            ("coverage", facts.city),
            ("language", "zh-CN"),
        ),
    )
    yield from _core(
        "DMDISSUE",
        (
            ("title", f"{edition.paper} {edition.date}"),
            ("date", edition.date),
            ("identifier", issue_identifier(edition)),
            ("description", f"总第{facts.serial}期" if facts.serial else ""),
            ("publisher", facts.publisher),
            ("language", "zh-CN"),
            ("type", "newspaper issue"),
        ),
    )
    for article in edition.articles:
        title = _title(article)
        if title and article.id in stories:
            texts = dict(article.texts)
            yield from _core(
                identifier("DMD", article.id),
                (
                    ("title", title),
                    ("creator", _line(texts.get("byline", ""))),
                    ("identifier", f"{issue_identifier(edition)}/{article.id}"),
                    ("date", edition.date),
                    ("language", "zh-CN"),
                ),
            )


def _core(own: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<dmdSec ID="{own}"><mdWrap MDTYPE="DC"><xmlData>'
    for name, said in rows:
        if said:
            yield f"<dc:{name}>{_text(said)}</dc:{name}>"
    yield "</xmlData></mdWrap></dmdSec>"


def _files(files: Mapping[str, bytes]) -> Iterator[str]:
    """Every file by its group, with its size and hash."""
    groups: dict[str, list[str]] = {use: [] for use in (*dict(GROUPS), THUMBS, OTHER)}
    for path in sorted(files):
        groups[_use(path)].append(path)
    yield "<fileSec>"
    for use, paths in groups.items():
        if not paths:
            continue
        yield f'<fileGrp ID="GROUP_{use}" USE="{use}">'
        for path in paths:
            data = files[path]
            kind = _KINDS.get(path.rpartition(".")[2].lower(), _UNKNOWN)
            yield (
                f'<file ID="{file_id(path)}" MIMETYPE="{kind}" SIZE="{len(data)}"'
                f' CHECKSUM="{hashlib.sha256(data).hexdigest()}" CHECKSUMTYPE="SHA-256">'
                f'<FLocat LOCTYPE="URL" xlink:href="{attribute(quote(path))}"/></file>'
            )
        yield "</fileGrp>"
    yield "</fileSec>"


def _use(path: str) -> str:
    """The group that a file belongs to."""
    sheet = _SHEET.match(path)
    if sheet is not None:
        return THUMBS if int(sheet[2]) <= _LISTED else "IMAGE"
    return next((use for use, begun in GROUPS if path.startswith(begun)), OTHER)


def _physical(told: Catalogued) -> Iterator[str]:
    """The pages in their order, each with its ALTO and its pictures."""
    sheets: dict[int, list[str]] = {}
    for path in sorted(told.files):
        sheet = _SHEET.match(path)
        if sheet is not None:
            sheets.setdefault(int(sheet[1]), []).append(path)
    yield '<structMap TYPE="PHYSICAL"><div ID="PHYS" TYPE="physSequence" DMDID="DMDISSUE">'
    for order, one in enumerate(told.laid, 1):
        page = one.page
        yield (
            f'<div ID="{_page(page.number)}" TYPE="page" ORDER="{order}"'
            f' ORDERLABEL="{attribute(page.label)}">'
            f'<fptr FILEID="{file_id(told.pages[page.number])}"/>'
        )
        yield from (f'<fptr FILEID="{file_id(path)}"/>' for path in sheets.get(page.number, ()))
        yield "</div>"
    yield "</div></structMap>"


def _logical(told: Catalogued, stories: Mapping[str, list[_Div]]) -> Iterator[str]:
    """Paper, issue, the pages as its sections, and the stories that begin on each."""
    edition = told.edition
    titles = {article.id: _title(article) for article in edition.articles}
    begun: set[str] = set()
    yield '<structMap TYPE="LOGICAL"><div ID="NEWSPAPER" TYPE="newspaper" DMDID="DMDTITLE"'
    yield f' LABEL="{attribute(edition.paper)}">'
    yield '<div ID="ISSUE" TYPE="issue" DMDID="DMDISSUE"'
    yield f' LABEL="{attribute(edition.date)}" ORDERLABEL="{attribute(edition.facts.serial)}">'
    for order, one in enumerate(told.laid, 1):
        label = f"{one.page.label} {one.page.section}".rstrip()
        yield f'<div ID="{_section(one.page.number)}" TYPE="section" ORDER="{order}"'
        yield f' LABEL="{attribute(label)}">'
        for group in one.stories:
            if group.story not in begun:
                begun.add(group.story)
                yield from _article(told, group.story, titles.get(group.story, ""), stories)
        for ad in (m for m in one.within if isinstance(m, DrawnBlock) and m.role == Role.AD):
            areas = [_Area(one.page.number, ad.id)]
            yield from _div(told, f"AD_{ad.id}", _Div("advertisement", ad.alt, areas))
        yield "</div>"
    yield "</div></div></structMap>"


def _article(
    told: Catalogued, story: str, title: str, stories: Mapping[str, list[_Div]]
) -> Iterator[str]:
    """A story: where it stands on each page, and piece by piece."""
    own = identifier("LOG", story)
    described = f' DMDID="{identifier("DMD", story)}"' if title else ""
    label = f' LABEL="{attribute(title)}"' if title else ""
    yield f'<div ID="{own}" TYPE="{_ARTICLE}"{described}{label}>'
    yield from _pointed(
        told,
        [
            _Area(one.page.number, group.id)
            for one in told.laid
            for group in one.stories
            if group.story == story
        ],
    )
    for number, piece in enumerate(stories[story], 1):
        yield from _div(told, f"{own}_{number}", piece)
    yield "</div>"


def _div(told: Catalogued, own: str, piece: _Div) -> Iterator[str]:
    label = f' LABEL="{attribute(piece.label)}"' if piece.label else ""
    yield f'<div ID="{own}" TYPE="{piece.kind}"{label}>'
    yield from _pointed(told, piece.areas)
    yield "</div>"


def _pointed(told: Catalogued, areas: Sequence[_Area]) -> Iterator[str]:
    """A pointer to blocks, one after the other where there are several."""
    made = [
        f'<area FILEID="{file_id(told.pages[page])}" BETYPE="IDREF" BEGIN="{block}"/>'
        for page, block in areas
    ]
    if len(made) == 1:
        yield f"<fptr>{made[0]}</fptr>"
    else:
        yield f"<fptr><seq>{''.join(made)}</seq></fptr>"


def _links(told: Catalogued, stories: Mapping[str, list[_Div]]) -> Iterator[str]:
    """Which of the issue stands on which page."""
    yield "<structLink>"
    yield _link("ISSUE", "PHYS")
    for one in told.laid:
        yield _link(_section(one.page.number), _page(one.page.number))
    for one in told.laid:
        for group in one.stories:
            if group.story in stories:
                yield _link(identifier("LOG", group.story), _page(one.page.number))
    yield "</structLink>"


def _link(own: str, other: str) -> str:
    return f'<smLink xlink:from="{own}" xlink:to="{other}"/>'


def _stories(told: Catalogued) -> dict[str, list[_Div]]:
    """Each story's pieces in reading order, a paragraph over columns and pages as one."""
    found: dict[str, list[_Div]] = {}
    known: dict[tuple[str, str, int], _Div] = {}
    for one in told.laid:
        for group in one.stories:
            own = found.setdefault(group.story, [])
            for member in flat(group.members):
                piece = _piece(member)
                if piece is None:
                    continue
                area = _Area(one.page.number, member.id)
                key = _key(member)
                if key in known:
                    known[key].areas.append(area)
                    continue
                made = _Div(*piece, [area])
                own.append(made)
                if key is not None:
                    known[key] = made
    return found


def _key(member: TextPiece | DrawnBlock) -> tuple[str, str, int] | None:
    """By what the pieces of one paragraph know each other; None for what stands in one place."""
    if isinstance(member, DrawnBlock) or member.paragraph == GENERATED:
        return None
    return member.story, member.part, member.paragraph


def _piece(member: TextPiece | DrawnBlock) -> tuple[str, str] | None:
    """What a member is in a story and what it is called; None for what is no copy and heads nothing."""
    kind = _TYPES.get(member.role, _PARAGRAPH)
    if isinstance(member, DrawnBlock):
        return "illustration", member.alt
    if member.paragraph == GENERATED:
        return (kind, _line(member.source)) if member.role in _HEADINGS else None
    kind = _PARAGRAPHS.get(member.kind, kind)
    return kind, ""


def _title(article: Article) -> str:
    return _line(dict(article.texts).get("headline", ""))


def _line(text: str) -> str:
    return " ".join(text.split("\n")).strip()


def _known(name: str, number: str) -> str:
    """A number with the name of what it is one of, where it does not say that itself."""
    return number if not number or number.upper().startswith(name) else f"{name} {number}"


def _page(number: int) -> str:
    return identifier("PHYS", number)


def _section(number: int) -> str:
    return identifier("SECTION", number)


def _text(said: str) -> str:
    return attribute(said).replace(">", "&gt;")
