"""What a page of an issue knows of the rest of the site: its neighbours, other versions, the address."""

from __future__ import annotations

from presslayout.base.values import field, frozen


@frozen
class SiteLink:
    """Where something lies in the site, and what it is called."""

    path: str
    words: str


@frozen
class Around:
    """The issues before and behind, other versions of this one, other papers and variants of the day.

    `version` is this one's folder, "" where it is the one that is shown; `base` the site's address
    with a slash behind it, "" where nobody knows it yet.
    """

    paper: str = ""
    version: str = ""
    before: SiteLink | None = None
    behind: SiteLink | None = None
    versions: tuple[SiteLink, ...] = field(default=())
    beside: tuple[SiteLink, ...] = field(default=())
    latest: SiteLink | None = None
    base: str = ""
