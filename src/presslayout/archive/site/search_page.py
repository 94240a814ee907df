"""The page that looks for words: it asks the shards by script tags, so that it works from a folder."""

from __future__ import annotations

from presslayout.archive.site import names
from presslayout.archive.site.home_page import finder
from presslayout.archive.site.html import el, joined
from presslayout.archive.site.shell import View, rendered

# The months that there are, as a script.
MONTHS = "search/months.js"


def page(paper: str, base: str) -> bytes:
    """The file."""
    main = joined(
        (
            el("h1", None, "搜索"),
            finder(""),
            el("p", {"id": "told", "role": "status", "aria-live": "polite"}, ""),
            el("ol", {"id": "hits", "class": "hits"}),
            el("button", {"id": "more", "type": "button", "hidden": ""}, "再往前找"),
            el(
                "noscript",
                None,
                el(
                    "p",
                    None,
                    "搜索要用浏览器的脚本。没有脚本时，请从",
                    el("a", {"href": names.CALENDAR}, "往期"),
                    "按日期找。",
                ),
            ),
        )
    )
    view = View(
        names.SEARCH,
        f"搜索 · {paper}",
        paper,
        main,
        "search",
        f"在{paper}各期里找文章",
        base,
        scripts=(MONTHS, "assets/search.js"),
    )
    return rendered(view)
