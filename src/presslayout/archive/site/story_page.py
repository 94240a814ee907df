"""A story in the browser, whole: what it says, its pictures, where it stands on its pages."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from presslayout.archive.site import names
from presslayout.archive.site.around import SiteLink
from presslayout.archive.site.html import Html, el, joined
from presslayout.archive.site.leaf_page import called, issue_head, page_list, turning
from presslayout.archive.site.shell import View, picture, rendered
from presslayout.edition.roles import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.archive.site.around import Around
    from presslayout.archive.site.names import SitePlace
    from presslayout.archive.site.values import (
        SiteFactBox,
        SiteFigure,
        SiteIssue,
        SiteLeaf,
        SitePassage,
        SiteStory,
    )

_VERSES = frozenset((ParagraphKind.VERSE, ParagraphKind.STANZA))
# A picture higher than this many times its width is not shown as wide as the text.
_TALL = 1.25


def page(issue: SiteIssue, story: SiteStory, around: Around) -> bytes:
    """The file of a story."""
    where = names.place(issue, around.version)
    path = where.story(story)
    root = names.up(path)
    at = issue.stories.index(story)
    before = _link(where, issue.stories[at - 1]) if at else None
    behind = _link(where, issue.stories[at + 1]) if at + 1 < len(issue.stories) else None
    leaves = [leaf for leaf in issue.leaves if leaf.number in story.pages]
    main = joined(
        (
            issue_head(issue, around, root),
            page_list(issue, story.pages[0], where, root),
            el(
                "div",
                {"class": "reading"},
                _article(issue, story, leaves, where, root),
                _aside(issue, story, leaves, where, root),
            ),
            turning(root, before, behind, "上一篇", "下一篇"),
        )
    )
    shown = next((one for one in story.figures if not one.small), None)
    picture_path = (
        where.figure(shown.stem, shown.width, "jpg")
        if shown
        else where.sheet(leaves[0].number, leaves[0].widths[1], "jpg")
    )
    view = View(
        path,
        f"{story.title} · {issue.paper} {names.said(issue.date)}",
        issue.paper,
        main,
        "story",
        story.lead or story.title,
        around.base,
        picture_path,
        _graph(issue, story, where, around, root),
        "article",
        issue.date,
        before,
        behind,
        indexed=not around.version,
    )
    return rendered(view)


def _link(where: SitePlace, story: SiteStory) -> SiteLink:
    return SiteLink(where.story(story), story.title)


def _article(
    issue: SiteIssue, story: SiteStory, leaves: Sequence[SiteLeaf], where: SitePlace, root: str
) -> Html:
    pictures = [one for one in story.figures if not one.small]
    portraits = [one for one in story.figures if one.small]
    on = [el("a", {"href": root + where.leaf(leaf.number)}, called(leaf)) for leaf in leaves]
    head = el(
        "header",
        None,
        el("p", {"class": "rubric"}, story.rubric) if story.rubric else None,
        el("p", {"class": "kicker"}, story.kicker) if story.kicker and story.headline else None,
        el("h1", None, story.title),
        el("p", {"class": "deck"}, story.deck) if story.deck and story.headline else None,
        el("p", {"class": "byline"}, story.byline) if story.byline else None,
        el(
            "p",
            {"class": "source"},
            el("span", None, issue.paper),
            el("time", {"datetime": issue.date}, names.said(issue.date)),
            *on,
        ),
    )
    content = [
        *(_figure(one, where, root, first=True) for one in pictures[:1]),
        *(_figure(one, where, root) for one in portraits),
        *_blocks(story.body),
        *(el("blockquote", {"class": "quote"}, el("p", None, one)) for one in story.quotes),
        *(_figure(one, where, root) for one in pictures[1:]),
        *_boxes(story.boxes),
        _told(story.words),
    ]
    return el("article", {"lang": "zh-CN"}, head, el("div", {"id": "ozoom"}, *content))


def _figure(one: SiteFigure, where: SitePlace, root: str, *, first: bool = False) -> Html:
    stems = tuple((where.figure(one.stem, width, "").rstrip("."), width) for width in one.widths)
    tall = one.height > one.width * _TALL
    kinds = (("portrait", one.small), ("tall", tall and not one.small), ("drawn", one.drawn))
    shape = " ".join(word for word, so in kinds if so) or None
    sizes = "9rem" if one.small else "(min-width: 48em) 42rem, 100vw"
    caption: list[Any] = [one.caption]
    if one.credit:
        caption += [" " if one.caption else None, el("span", {"class": "credit"}, one.credit)]
    return el(
        "figure",
        {"class": shape},
        el(
            "a",
            {
                "class": "large",
                "href": root + where.figure(one.stem, one.width, "jpg"),
                "aria-label": f"看大图：{one.alt or one.caption or '图片'}",
            },
            picture(
                root,
                stems,
                {
                    "width": one.width,
                    "height": one.height,
                    "alt": one.alt or one.caption or "图片",
                    "loading": None if first else "lazy",
                },
                sizes,
            ),
        ),
        el("figcaption", None, *caption) if one.caption or one.credit else None,
    )


def _boxes(boxes: Sequence[SiteFactBox]) -> Iterator[Html]:
    """What goes along with a story, each by a name that no other has."""
    labels = [box.title or "附文" for box in boxes]
    for number, (box, name) in enumerate(zip(boxes, labels, strict=True)):
        title = el("h2", None, box.title) if box.title else None
        count = labels[: number + 1].count(name)
        label = name if labels.count(name) == 1 else f"{name} {count}"
        yield el("aside", {"class": "box", "aria-label": label}, title, *_blocks(box.body))


def _told(words: Sequence[str]) -> Html | None:
    """What a drawing says, in words."""
    if not words:
        return None
    lines = [line for text in words for line in text.split("\n") if line]
    return el(
        "details",
        {"class": "told"},
        el("summary", None, "图中文字"),
        *(el("p", None, one) for one in lines),
    )


def _blocks(body: Sequence[SitePassage]) -> Iterator[Html]:
    """The paragraphs of a story, those together that belong together."""
    for kind, group in groupby(body, _grouped):
        held = list(group)
        if kind == ParagraphKind.CELL:
            yield from (_table(cells) for cells in _tables(held))
        elif kind == ParagraphKind.ITEM:
            yield _items(held)
        elif kind == ParagraphKind.VERSE:
            yield from _stanzas(held)
        else:
            yield from (_paragraph(one) for one in held)


def _grouped(passage: SitePassage) -> ParagraphKind:
    if passage.kind in _VERSES:
        return ParagraphKind.VERSE
    if passage.kind in (ParagraphKind.CELL, ParagraphKind.ITEM):
        return passage.kind
    return ParagraphKind.PARAGRAPH


def _paragraph(one: SitePassage) -> Html:
    if one.kind == ParagraphKind.SUBHEAD:
        return el("h2", {"class": "subhead"}, one.marker + one.text)
    kind = one.kind if one.kind in (ParagraphKind.SIGNATURE, ParagraphKind.ROLL) else None
    return el("p", {"class": kind}, one.text)


def _items(held: Sequence[SitePassage]) -> Html:
    return el(
        "ul",
        {"class": "items", "role": "list"},
        *(
            el(
                "li",
                None,
                el("span", {"class": "marker"}, one.marker or "•"),
                el("span", None, one.text),
            )
            for one in held
        ),
    )


def _stanzas(held: Sequence[SitePassage]) -> Iterator[Html]:
    stanzas: list[list[SitePassage]] = []
    for one in held:
        if one.kind == ParagraphKind.STANZA or not stanzas:
            stanzas.append([])
        stanzas[-1].append(one)
    for stanza in stanzas:
        lines = [part for one in stanza for part in (one.text, el("br"))][:-1]
        yield el("p", {"class": "stanza"}, *lines)


def _tables(cells: Sequence[SitePassage]) -> Iterator[list[SitePassage]]:
    """The tables of a row of cells: a place that does not go on begins another."""
    table: list[SitePassage] = []
    for cell in cells:
        if table and cell.cell <= table[-1].cell:
            yield table
            table = []
        table.append(cell)
    if table:
        yield table


def _table(cells: Sequence[SitePassage]) -> Html:
    first = cells[0].cell[0]
    rows = []
    for number, row in groupby(cells, lambda cell: cell.cell[0]):
        name = "th" if number == first else "td"
        rows.append(
            el(
                "tr",
                None,
                *(
                    el(
                        name,
                        {
                            "rowspan": one.covers[0] if one.covers[0] > 1 else None,
                            "colspan": one.covers[1] if one.covers[1] > 1 else None,
                            "scope": "col" if name == "th" else None,
                        },
                        one.text,
                    )
                    for one in row
                ),
            )
        )
    # No landmark: a story may have several, and those want names that no two share.
    heads = "、".join(one.text for one in cells if one.cell[0] == first and one.text)
    return el(
        "div",
        {"class": "table", "tabindex": "0", "role": "group", "aria-label": f"表格：{heads}"},
        el("table", None, *rows),
    )


def _aside(
    issue: SiteIssue, story: SiteStory, leaves: Sequence[SiteLeaf], where: SitePlace, root: str
) -> Html:
    """The pages on which the story stands, small, with its outlines; other stories of the first one."""
    first = leaves[0]
    known = {one.id: one for one in issue.stories}
    others = [known[z.story] for z in first.zones if z.story in known and z.story != story.id]
    listed = None
    if others:
        listed = joined(
            (
                el("h2", {"id": "others"}, "本版其他文章"),
                el(
                    "ul",
                    {"aria-labelledby": "others", "class": "others"},
                    *(
                        el("li", None, el("a", {"href": root + where.story(one)}, one.title))
                        for one in others
                    ),
                ),
            )
        )
    return el(
        "aside",
        {"class": "whereabouts", "aria-label": "在版面上的位置"},
        el("div", {"class": "minis"}, *(_small(story, leaf, where, root) for leaf in leaves)),
        listed,
    )


def _small(story: SiteStory, leaf: SiteLeaf, where: SitePlace, root: str) -> Html:
    shapes = [
        el(
            "polygon",
            {
                "points": " ".join(
                    f"{x},{y}" for x, y in zip(corners[::2], corners[1::2], strict=True)
                )
            },
        )
        for zone in leaf.zones
        if zone.story == story.id
        for corners in zone.outlines
    ]
    stem = where.sheet(leaf.number, leaf.widths[0], "").rstrip(".")
    return el(
        "a",
        {"class": "mini", "href": root + where.leaf(leaf.number)},
        el(
            "span",
            {"class": "paper"},
            picture(
                root,
                ((stem, leaf.widths[0]),),
                {
                    "width": leaf.widths[0],
                    "height": leaf.heights[0],
                    "alt": "",
                    "loading": "lazy",
                },
                "15rem",
            ),
            el(
                "svg",
                {
                    "class": "zones",
                    "viewBox": f"0 0 {leaf.width} {leaf.height}",
                    "preserveAspectRatio": "none",
                    "aria-hidden": "true",
                },
                *shapes,
            ),
        ),
        el("span", {"class": "where"}, called(leaf)),
    )


def _graph(
    issue: SiteIssue, story: SiteStory, where: SitePlace, around: Around, root: str
) -> dict[str, Any]:
    """The story as schema.org has it."""
    base = around.base or root
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": issue.date,
        "inLanguage": "zh-CN",
        "isPartOf": {
            "@type": "PublicationIssue",
            "datePublished": issue.date,
            "isPartOf": {"@type": "Newspaper", "name": issue.paper},
        },
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": issue.fact("publisher") or issue.paper,
        },
        "pagination": "、".join(str(number) for number in story.pages),
        "articleBody": "\n".join(p.text for p in story.body),
    }
    serial, issn = issue.fact("serial"), issue.fact("issn")
    if serial:
        told["isPartOf"]["issueNumber"] = serial
    if issn:
        told["isPartOf"]["isPartOf"]["issn"] = issn
    if story.deck:
        told["alternativeHeadline"] = story.deck
    if story.byline:
        told["author"] = {"@type": "Person", "name": story.byline}
    shown = [where.figure(one.stem, one.width, "jpg") for one in story.figures]
    if shown:
        told["image"] = [base + path for path in shown]
    if around.base:
        told["url"] = told["mainEntityOfPage"] = around.base + where.story(story)
    return told
