"""The site's first page: the newest issue, page by page, and the issues before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.archive.site import names
from presslayout.archive.site.html import Html, el, joined
from presslayout.archive.site.leaf_page import called
from presslayout.archive.site.shell import View, picture, rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.archive.site.catalogue import SiteEntry
    from presslayout.archive.site.names import SitePlace
    from presslayout.archive.site.values import SiteIssue, SiteLeaf

# Stories named beside each page, issues shown below.
_NAMED, BEFORE = 4, 12


def page(issue: SiteIssue, entries: Sequence[SiteEntry], base: str) -> bytes:
    """The file; `entries` are all issues that are shown, newest first."""
    where = names.place(issue)
    first = issue.leaves[0]
    serial = issue.fact("serial")
    told = [
        f"{names.said(issue.date)} {names.weekday(issue.date)}",
        f"总第{serial}期" if serial.isdigit() else serial,
        issue.fact("cn"),
        names.numbers(issue.leaves),
    ]
    older = [one for one in entries if one.folder != where.folder or one.code != issue.code]
    main = joined(
        (
            el(
                "div",
                {"class": "masthead"},
                el("h1", None, issue.paper),
                el("p", {"class": "day"}, *(el("span", None, one) for one in told if one)),
                finder(""),
            ),
            el(
                "section",
                {"class": "front", "aria-labelledby": "today"},
                el("h2", {"id": "today"}, "最新一期"),
                el(
                    "ol",
                    {"class": "covers"},
                    *(_cover(issue, leaf, where, large=leaf is first) for leaf in issue.leaves),
                ),
            ),
            _older(older) if older else None,
        )
    )
    view = View(
        names.HOME,
        f"{issue.paper} 数字报",
        issue.paper,
        main,
        "home",
        f"{issue.paper} {names.said(issue.date)}：" + "；".join(s.title for s in issue.stories[:6]),
        base,
        where.sheet(first.number, first.widths[1], "jpg"),
        {
            "@context": "https://schema.org",
            "@type": "Newspaper",
            "name": issue.paper,
            "inLanguage": "zh-CN",
            **({"issn": issue.fact("issn")} if issue.fact("issn") else {}),
            **({"url": base} if base else {}),
        },
        published=issue.date,
    )
    return rendered(view)


def finder(root: str) -> Html:
    """What one types words into."""
    return el(
        "form",
        {"class": "finder", "role": "search", "action": f"{root}{names.SEARCH}", "method": "get"},
        el("label", {"for": "q"}, "搜索各期文章"),
        el(
            "input",
            {
                "id": "q",
                "name": "q",
                "type": "search",
                "autocomplete": "off",
                "enterkeyhint": "search",
                "placeholder": "人名、地名、一句话…",
            },
        ),
        el("button", {"type": "submit"}, "搜索"),
    )


def _cover(issue: SiteIssue, leaf: SiteLeaf, where: SitePlace, *, large: bool) -> Html:
    known = {story.id: story for story in issue.stories}
    own = [known[z.story] for z in leaf.zones if z.story in known]
    stems = tuple((where.sheet(leaf.number, one, "").rstrip("."), one) for one in leaf.widths[:2])
    return el(
        "li",
        {"class": "large" if large else None},
        el(
            "a",
            {"class": "cover", "href": where.leaf(leaf.number)},
            picture(
                "",
                stems,
                {
                    "width": leaf.widths[0],
                    "height": leaf.heights[0],
                    "alt": "",
                    "loading": None if large else "lazy",
                },
                "(min-width: 48em) 46vw, 92vw" if large else "(min-width: 48em) 14rem, 46vw",
            ),
            el("span", {"class": "where"}, called(leaf)),
        ),
        el(
            "ul",
            None,
            *(
                el("li", None, el("a", {"href": where.story(one)}, one.title))
                for one in own[: _NAMED * (2 if large else 1)]
            ),
        ),
    )


def _older(older: Sequence[SiteEntry]) -> Html:
    many = len({one.name for one in older}) > 1
    return el(
        "section",
        {"class": "older-issues", "aria-labelledby": "older"},
        el("h2", {"id": "older"}, "最近各期"),
        el(
            "ol",
            {"class": "issues-row"},
            *(
                el(
                    "li",
                    None,
                    el(
                        "a",
                        {"href": one.front},
                        picture(
                            "",
                            ((one.cover, one.cover_width),),
                            {
                                "width": one.cover_width,
                                "height": one.cover_height,
                                "alt": "",
                                "loading": "lazy",
                            },
                            "10rem",
                        ),
                        el("span", None, names.said(one.date)),
                        el("small", None, one.name if many else one.title),
                    ),
                )
                for one in older[:BEFORE]
            ),
        ),
        el("p", None, el("a", {"class": "more", "href": names.CALENDAR}, "全部往期 ›")),
    )


def empty() -> bytes:
    """The file of a site without an issue."""
    main = el("p", {"class": "empty"}, "这里还没有报纸。")
    return rendered(View(names.HOME, "数字报", "数字报", main, "home"))
