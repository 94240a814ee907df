"""Where each file of a site lies: names that readers of other papers know, made of nothing hostile."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.archive.site.values import SiteIssue, SiteLeaf, SiteStory

WEEKDAYS = "一二三四五六日"
HOME, SEARCH, CALENDAR = "index.html", "search.html", "calendar.html"
RSS, SITEMAP = "rss.xml", "sitemap.xml"
ROBOTS = "robots.txt"


def code(paper: str, number: str, variant: str) -> str:
    """What stands for a paper and its variant: the digits of its 刊号, or a hash of its name."""
    digits = "".join(char for char in number if char.isascii() and char.isdigit())
    made = f"D{digits or hashlib.sha256(paper.encode()).hexdigest()[:6]}"
    if not variant:
        return made
    return f"{made}-{hashlib.sha256(variant.encode()).hexdigest()[:6]}"


def day(text: str) -> date:
    """The day of an issue; ValueError when it is none."""
    made = date.fromisoformat(text)
    if made.isoformat() != text:
        raise ValueError(text)
    return made


def said(text: str) -> str:
    """A day as a reader says it."""
    one = day(text)
    return f"{one.year}年{one.month}月{one.day}日"


def weekday(text: str) -> str:
    """The day of the week of a date."""
    return f"星期{WEEKDAYS[day(text).weekday()]}"


@frozen
class SitePlace:
    """Where an issue lies in the site; `version` is "" for the one that is shown, v1 … for earlier ones."""

    date: str
    code: str
    store: str
    version: str = ""

    @property
    def folder(self) -> str:
        """The folder of its pages."""
        inner = f"/{self.version}" if self.version else ""
        return f"html/{self.date[:7]}/{self.date[8:]}{inner}"

    @property
    def pictures(self) -> str:
        """The folder of its pictures."""
        return f"images/{self.date[:7]}/{self.date[8:]}/{self.code}-{self.store}"

    @property
    def manifest(self) -> str:
        """Its IIIF manifest."""
        inner = f"-{self.version}" if self.version else ""
        return f"iiif/{self.date[:7]}/{self.date[8:]}/{self.code}{inner}/manifest.json"

    def leaf(self, number: int) -> str:
        """A page."""
        return f"{self.folder}/nbs.{self.code}_{number:02}.htm"

    def story(self, one: SiteStory) -> str:
        """A story."""
        return f"{self.folder}/{one.name}"

    def sheet(self, number: int, width: int, suffix: str) -> str:
        """The picture of a page."""
        return f"{self.pictures}/page-{number:02}-{width}.{suffix}"

    def figure(self, stem: str, width: int, suffix: str) -> str:
        """A picture of a story."""
        return f"{self.pictures}/{stem}-{width}.{suffix}"

    def pdf(self, number: int) -> str:
        """A page as PDF."""
        where = f"page/{self.date[:7]}/{self.date[8:]}"
        return f"{where}/{self.code}-{self.store}_{number:02}.pdf"

    def alto(self, number: int) -> str:
        """A page as ALTO."""
        return f"{self.pictures}/alto-{number:02}.xml"


def place(issue: SiteIssue, version: str = "") -> SitePlace:
    """Where an issue lies."""
    return SitePlace(issue.date, issue.code, issue.store, version)


def up(path: str) -> str:
    """What leads from a file of the site to its root."""
    return "../" * path.count("/")


def numbers(leaves: Sequence[SiteLeaf]) -> str:
    """The pages of an issue in words."""
    return f"{len(leaves)}版"
