"""What machines read of the site: RSS of the newest issues, sitemaps, robots.txt.

Without the site's address its paths stand in their place, which readers take from the feed's own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from presslayout.archive.site import names
from presslayout.archive.site.html import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.archive.site.catalogue import SiteEntry
    from presslayout.archive.site.values import SiteIssue

_MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ATOM = "http://www.w3.org/2005/Atom"
# Issues that a feed tells of, and how much of each story.
ISSUES, _TOLD = 7, 200


def rss(paper: str, issues: Sequence[SiteIssue], base: str) -> bytes:
    """The stories of the newest issues, newest first."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": _ATOM})
    channel = etree.SubElement(root, "channel")
    _say(channel, "title", f"{paper} 数字报")
    _say(channel, "link", base or names.HOME)
    _say(channel, "description", f"{paper} 最近各期的文章")
    _say(channel, "language", "zh-CN")
    if base:
        own = {"href": base + names.RSS, "rel": "self", "type": "application/rss+xml"}
        etree.SubElement(channel, f"{{{_ATOM}}}link", own)
    for issue in issues:
        where = names.place(issue)
        for story in issue.stories:
            item = etree.SubElement(channel, "item")
            path = base + where.story(story)
            _say(item, "title", story.title)
            _say(item, "link", path)
            _say(item, "guid", path).set("isPermaLink", "true" if base else "false")
            lead = story.lead
            _say(item, "description", f"{lead[:_TOLD]}…" if len(lead) > _TOLD else lead)
            _say(item, "pubDate", _moment(issue.date))
    return _written(root)


def sitemap(month: str, entries: Iterable[SiteEntry], base: str) -> dict[str, bytes]:
    """The pages of a month's issues."""
    root = etree.Element("urlset", nsmap={None: _MAPS})
    for one in entries:
        for path in one.paths:
            url = etree.SubElement(root, "url")
            _say(url, "loc", base + path)
            _say(url, "lastmod", one.date)
    return {f"sitemap/{month}.xml": _written(root)}


def sitemaps(entries: Sequence[SiteEntry], base: str) -> bytes:
    """The index of all months' maps."""
    root = etree.Element("sitemapindex", nsmap={None: _MAPS})
    newest = sorted(entries, key=lambda one: one.date, reverse=True)
    for month, group in groupby(newest, lambda one: one.date[:7]):
        one = etree.SubElement(root, "sitemap")
        _say(one, "loc", f"{base}sitemap/{month}.xml")
        _say(one, "lastmod", next(group).date)
    return _written(root)


def robots(base: str) -> bytes:
    """Who may read what: everybody everything; where the map lies."""
    said = "User-agent: *\nAllow: /\n"
    return (said + (f"Sitemap: {base}{names.SITEMAP}\n" if base else "")).encode()


def _moment(day: str) -> str:
    one = names.day(day)
    return format_datetime(datetime(one.year, one.month, one.day, tzinfo=UTC))


def _say(parent: etree._Element, name: str, text: str) -> etree._Element:
    made = etree.SubElement(parent, name)
    made.text = known(text)
    return made


def _written(root: etree._Element) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made
