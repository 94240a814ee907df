"""A page of the paper in the browser: its picture with every story's outline, and the stories' list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.archive.site import names
from presslayout.archive.site.around import SiteLink
from presslayout.archive.site.html import Html, el, joined
from presslayout.archive.site.shell import View, issue_line, picture, rendered

if TYPE_CHECKING:
    from presslayout.archive.site.around import Around
    from presslayout.archive.site.names import SitePlace
    from presslayout.archive.site.values import SiteIssue, SiteLeaf, SiteStory

# What a list shows of a story's first words.
_LEAD = 56
MAP = "PagePicMap"


def page(issue: SiteIssue, leaf: SiteLeaf, around: Around) -> bytes:
    """The file of a page."""
    where = names.place(issue, around.version)
    at = issue.leaves.index(leaf)
    before = _link(where, issue.leaves[at - 1]) if at else None
    behind = _link(where, issue.leaves[at + 1]) if at + 1 < len(issue.leaves) else None
    path = where.leaf(leaf.number)
    root = names.up(path)
    stories = [issue.story(name) for name in _listed(issue, leaf)]
    main = joined(
        (
            issue_head(issue, around, root),
            page_list(issue, leaf.number, where, root),
            el(
                "div",
                {"class": "spread"},
                el(
                    "section",
                    {"class": "sheet", "aria-labelledby": "sheet-name"},
                    _tools(issue, leaf, where, root, before, behind),
                    _sheet(issue, leaf, where, root),
                ),
                el(
                    "section",
                    {"class": "titles", "aria-labelledby": "titles-name"},
                    el("h2", {"id": "titles-name"}, "本版文章"),
                    el("div", {"id": "titleList"}, title_list(issue, leaf, stories, where, root)),
                ),
            ),
            turning(root, before, behind, "上一版", "下一版"),
        )
    )
    title = f"{called(leaf)} · {issue.paper} {names.said(issue.date)}"
    view = View(
        path,
        title,
        issue.paper,
        main,
        "leaf",
        "；".join(story.title for story in stories),
        around.base,
        where.sheet(leaf.number, leaf.widths[1], "jpg"),
        published=issue.date,
        before=before,
        behind=behind,
        indexed=not around.version,
    )
    return rendered(view)


def called(leaf: SiteLeaf) -> str:
    """What a page is called: 第03版：特刊."""
    number = leaf.label or f"{leaf.number:02}"
    return f"第{number}版：{leaf.section}" if leaf.section else f"第{number}版"


def _listed(issue: SiteIssue, leaf: SiteLeaf) -> list[str]:
    known = {story.id for story in issue.stories}
    return [zone.story for zone in leaf.zones if zone.story in known]


def _link(where: SitePlace, leaf: SiteLeaf) -> SiteLink:
    return SiteLink(where.leaf(leaf.number), called(leaf))


def issue_head(issue: SiteIssue, around: Around, root: str) -> Html:
    """The day, the numbers of the issue, and the ways to those before and behind."""
    serial = issue.fact("serial")
    told = (
        f"{names.said(issue.date)} {names.weekday(issue.date)}",
        issue.variant,
        f"总第{serial}期" if serial and serial.isdigit() else serial,
        names.numbers(issue.leaves),
    )
    others: list[Any] = []
    if around.latest is not None:
        others.append(
            el(
                "p",
                {"class": "older"},
                "这一期后来改过，这里是改之前的。",
                el("a", {"href": root + around.latest.path}, around.latest.words),
            )
        )
    elif around.versions:
        links = [el("a", {"href": root + one.path}, one.words) for one in around.versions]
        others.append(el("p", {"class": "older"}, "这一期改过。", *_spaced(links)))
    if around.beside:
        links = [el("a", {"href": root + one.path}, one.words) for one in around.beside]
        others.append(el("p", {"class": "beside"}, "同日：", *_spaced(links)))
    return el(
        "div",
        {"class": "issue"},
        el("p", {"class": "day"}, issue_line(told)),
        el(
            "nav",
            {"class": "issues", "aria-label": "往前往后各期"},
            _way(root, around.before, "‹ 上一期"),
            _way(root, around.behind, "下一期 ›"),
        ),
        *others,
    )


def _spaced(links: list[Html]) -> list[Any]:
    return [part for link in links for part in (link, " ")][:-1]


def _way(root: str, link: SiteLink | None, words: str) -> Html:
    if link is None:
        return el("span", {"class": "none"}, words)
    return el("a", {"href": root + link.path, "title": link.words}, words)


def page_list(issue: SiteIssue, shown: int, where: SitePlace, root: str) -> Html:
    """All pages of the issue, the one that is shown marked."""
    return el(
        "nav",
        {"id": "pageLink", "class": "pages", "aria-label": "本期各版"},
        el(
            "ul",
            None,
            *(
                el(
                    "li",
                    {"class": "right_title-name"},
                    el(
                        "a",
                        {
                            "href": root + where.leaf(leaf.number),
                            "aria-current": "page" if leaf.number == shown else None,
                        },
                        el("b", None, leaf.label or f"{leaf.number:02}"),
                        leaf.section or "版",
                    ),
                )
                for leaf in issue.leaves
            ),
        ),
    )


def _tools(
    issue: SiteIssue,
    leaf: SiteLeaf,
    where: SitePlace,
    root: str,
    before: SiteLink | None,
    behind: SiteLink | None,
) -> Html:
    del issue
    return el(
        "div",
        {"class": "sheet-tools"},
        el("h1", {"id": "sheet-name"}, called(leaf)),
        el(
            "span",
            {"class": "zoom", "hidden": ""},
            el("button", {"type": "button", "data-do": "out", "aria-label": "缩小版面"}, "−"),
            el(
                "output",
                {"id": "scale", "aria-live": "polite", "aria-label": "版面大小"},
                "100%",
            ),
            el("button", {"type": "button", "data-do": "in", "aria-label": "放大版面"}, "＋"),
        ),
        el(
            "a",
            {"class": "pdf", "href": root + where.pdf(leaf.number), "type": "application/pdf"},
            "PDF",
        ),
        el(
            "span",
            {"class": "leafing"},
            _turn(root, before, "‹", "上一版"),
            _turn(root, behind, "›", "下一版"),
        ),
    )


def _turn(root: str, link: SiteLink | None, sign: str, words: str) -> Html:
    if link is None:
        return el("span", {"class": "none", "aria-hidden": "true"}, sign)
    return el("a", {"href": root + link.path, "aria-label": f"{words}，{link.words}"}, sign)


def _sheet(issue: SiteIssue, leaf: SiteLeaf, where: SitePlace, root: str) -> Html:
    width, height = leaf.widths[1], leaf.heights[1]
    stems = tuple((where.sheet(leaf.number, one, "").rstrip("."), one) for one in leaf.widths)
    shown = picture(
        root,
        stems,
        {
            "width": width,
            "height": height,
            "alt": f"{called(leaf)}版面图",
            "usemap": f"#{MAP}",
            "id": "sheet-picture",
        },
        "(min-width: 64em) 58vw, 100vw",
    )
    return el(
        "div",
        {
            "class": "scroll",
            "id": "scroll",
            "tabindex": "0",
            "role": "region",
            "aria-label": "版面",
        },
        el(
            "div",
            {"class": "paper", "id": "paper"},
            shown,
            outlines(issue, leaf, where, root),
            _areas(issue, leaf, where, root, width),
        ),
    )


def outlines(issue: SiteIssue, leaf: SiteLeaf, where: SitePlace, root: str) -> Html:
    """The outlines of all stories over a page's picture, each a way to its story."""
    made = []
    for zone in leaf.zones:
        story = _known(issue, zone.story)
        if story is None:
            continue
        made.append(
            el(
                "a",
                {
                    "href": root + where.story(story),
                    "data-story": story.name,
                    "aria-label": story.title,
                },
                *(el("polygon", {"points": _points(corners)}) for corners in zone.outlines),
            )
        )
    return el(
        "svg",
        {
            "class": "zones",
            "viewBox": f"0 0 {leaf.width} {leaf.height}",
            "preserveAspectRatio": "none",
        },
        *made,
    )


def _points(corners: tuple[int, ...]) -> str:
    pairs = zip(corners[::2], corners[1::2], strict=True)
    return " ".join(f"{x},{y}" for x, y in pairs)


def _areas(issue: SiteIssue, leaf: SiteLeaf, where: SitePlace, root: str, width: int) -> Html:
    """The same as a map of old: what reads other papers' pages finds the stories by it."""
    made: list[Html] = []
    for zone in leaf.zones:
        story = _known(issue, zone.story)
        if story is None:
            continue
        made.extend(
            el(
                "area",
                {
                    "shape": "poly",
                    "coords": ",".join(str(one * width // leaf.width) for one in corners),
                    "href": root + where.story(story),
                    "alt": story.title,
                    "tabindex": "-1",
                },
            )
            for corners in zone.outlines
        )
    return el("map", {"name": MAP, "id": MAP, "aria-hidden": "true"}, *made)


def _known(issue: SiteIssue, name: str) -> SiteStory | None:
    return next((story for story in issue.stories if story.id == name), None)


def title_list(
    issue: SiteIssue, leaf: SiteLeaf, stories: list[SiteStory], where: SitePlace, root: str
) -> Html:
    """The stories of a page, each with its first words."""
    if not stories:
        return el("p", {"class": "empty"}, "本版没有单独成篇的文章，请看版面图。")
    return el("ul", None, *(_entry(issue, leaf, story, where, root) for story in stories))


def _entry(issue: SiteIssue, leaf: SiteLeaf, story: SiteStory, where: SitePlace, root: str) -> Html:
    del issue
    first = story.pages[0] == leaf.number
    lead = story.lead if story.lead != story.title else ""
    figure = next((one for one in story.figures if not one.small), None)
    inner: list[Any] = [
        el("span", {"class": "kicker"}, story.kicker or story.rubric)
        if (story.kicker or story.rubric) and story.headline
        else None,
        el("a", {"href": root + where.story(story), "data-story": story.name}, story.title),
        el("span", {"class": "deck"}, story.deck) if story.deck and story.headline else None,
    ]
    if not first:
        inner.append(el("span", {"class": "lead"}, f"接第{story.pages[0]:02}版"))
    elif lead and story.headline:
        cut = f"{lead[:_LEAD]}…" if len(lead) > _LEAD else lead
        inner.append(el("span", {"class": "lead"}, cut))
    shown = None
    if figure is not None and first:
        stem = where.figure(figure.stem, figure.widths[0], "").rstrip(".")
        shown = picture(
            root,
            ((stem, figure.widths[0]),),
            {
                "width": figure.widths[0],
                "height": max(figure.height * figure.widths[0] // figure.width, 1),
                "alt": "",
                "loading": "lazy",
            },
            "8rem",
        )
    return el("li", {"class": "with" if shown else None}, el("div", None, *inner), shown)


def turning(
    root: str, before: SiteLink | None, behind: SiteLink | None, back: str, forth: str
) -> Html:
    """The ways to what stands before and behind, at the foot of a page."""
    return el(
        "nav",
        {"class": "turning", "aria-label": f"{back}、{forth}"},
        _foot_way(root, before, back, "prev"),
        _foot_way(root, behind, forth, "next"),
    )


def _foot_way(root: str, link: SiteLink | None, words: str, rel: str) -> Html:
    if link is None:
        return el("span", {"class": "none"})
    return el(
        "a",
        {"href": root + link.path, "rel": rel, "class": rel},
        el("small", None, words),
        el("span", None, link.words),
    )
