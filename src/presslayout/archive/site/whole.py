"""The files of the site: those of an issue, those that all issues share."""

from __future__ import annotations

import hashlib
from importlib.resources import files as packaged
from typing import TYPE_CHECKING

from presslayout.archive.site import (
    calendar_page,
    feeds,
    home_page,
    iiif,
    leaf_page,
    names,
    search_page,
    shards,
    story_page,
)
from presslayout.archive.site.around import Around
from presslayout.archive.site.catalogue import entry
from presslayout.archive.site.issue import SOURCES, opened, store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.archive.site.catalogue import SiteEntry
    from presslayout.archive.site.values import SiteIssue
    from presslayout.edition.page import Edition

# What the browser runs and how it looks, by the names under which a site has them.
STATIC = ("site.css", "early.js", "site.js", "search.js", "icon.svg")


def of_one(edition: Edition, held: Mapping[str, bytes]) -> dict[str, bytes]:
    """The whole site of a single issue, by path; `held` are the files of its bag below data/."""
    hashes = {
        name: hashlib.sha256(data).hexdigest()
        for name, data in held.items()
        if name.startswith(SOURCES)
    }
    found = opened(edition, store(hashes), held.get)
    issue = found.issue
    entries = (entry(issue),)
    month = issue.date[:7]
    return {
        **static(),
        **found.files,
        **pages(issue, Around(issue.paper)),
        names.HOME: home_page.page(issue, entries, ""),
        **calendar_page.files(issue.date[:4], (issue.date[:4],), entries, "", issue.paper),
        **shards.files(month, (issue,)),
        **searching((month,), issue.paper, ""),
        names.RSS: feeds.rss(issue.paper, (issue,), ""),
        **feeds.sitemap(month, entries, ""),
        **listed(issue.paper, entries, ""),
    }


def static() -> dict[str, bytes]:
    """What is the same for every site."""
    folder = packaged("presslayout.archive.site") / "page"
    return {f"assets/{name}": (folder / name).read_bytes() for name in STATIC}


def pages(issue: SiteIssue, around: Around) -> dict[str, bytes]:
    """The pages of an issue: leaves, stories, and its manifest where the site's address is known."""
    where = names.place(issue, around.version)
    made = {where.leaf(leaf.number): leaf_page.page(issue, leaf, around) for leaf in issue.leaves}
    made |= {where.story(story): story_page.page(issue, story, around) for story in issue.stories}
    if around.base:
        path, data = iiif.manifest(issue, around)
        made[path] = data
    return made


def searching(months: Sequence[str], paper: str, base: str) -> dict[str, bytes]:
    """The search page and what months it may ask."""
    return {
        names.SEARCH: search_page.page(paper, base),
        search_page.MONTHS: shards.months(months),
    }


def listed(paper: str, entries: Sequence[SiteEntry], base: str) -> dict[str, bytes]:
    """The index of the sitemaps, robots.txt; collections where the site's address is known."""
    made = {names.SITEMAP: feeds.sitemaps(entries, base), names.ROBOTS: feeds.robots(base)}
    if base:
        made |= iiif.collection(paper, entries, base)
    return made
