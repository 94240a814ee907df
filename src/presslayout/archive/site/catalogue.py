"""What the whole site knows of each issue: enough for calendar, lists and maps, not what it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from presslayout.archive.site import names
from presslayout.archive.site.leaf_page import called
from presslayout.base import doors, kinds
from presslayout.base.values import as_dict, fields, frozen

if TYPE_CHECKING:
    from presslayout.archive.site.values import SiteIssue


@frozen
class SiteEntry:
    """An issue in lists; `name` tells it from others of its day, `paths` are all its pages."""

    paper: str
    variant: str
    date: str
    code: str
    store: str
    folder: str
    front: str
    cover: str
    cover_width: int
    cover_height: int
    title: str
    pages: int
    paths: tuple[str, ...]

    @property
    def name(self) -> str:
        """What tells it from others."""
        return f"{self.paper} {self.variant}".strip()


def entry(issue: SiteIssue, version: str = "") -> SiteEntry:
    """An issue as lists have it."""
    where = names.place(issue, version)
    leaf = issue.leaves[0]
    own = [where.leaf(one.number) for one in issue.leaves]
    own += [where.story(story) for story in issue.stories]
    return SiteEntry(
        issue.paper,
        issue.variant,
        issue.date,
        issue.code,
        issue.store,
        where.folder,
        own[0],
        where.sheet(leaf.number, leaf.widths[0], "").rstrip("."),
        leaf.widths[0],
        leaf.heights[0],
        next((story.title for story in issue.stories), called(leaf)),
        len(issue.leaves),
        tuple(own),
    )


def dumps(one: SiteEntry) -> str:
    """An entry as a line."""
    return json.dumps(as_dict(one), ensure_ascii=False, separators=(",", ":"))


def loads(line: str) -> SiteEntry:
    """The entry of a line; ValueError where it is none."""
    try:
        plain = json.loads(line)
        told: dict[str, Any] = {
            each.name: kinds.whole(plain[each.name])
            if each.type == "int"
            else kinds.texts(plain[each.name])
            if each.type.startswith("tuple")
            else kinds.text(plain[each.name])
            for each in fields(SiteEntry)
        }
    except doors.JSON.faults() as cause:
        raise ValueError("no entry") from cause
    return SiteEntry(**told)
