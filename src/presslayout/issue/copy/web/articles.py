"""Where the article stands on a page, and what the page says of it: title, author, time."""

from __future__ import annotations

from typing import Any

from presslayout.base.values import frozen

# 公众号 keeps the article hidden until its scripts have run, whatever its style says.
ARTICLE = "js_content"
TITLE, AUTHOR, TIME, OTHER = "title", "author", "time", ""
_IDS = {
    "activity-name": TITLE,
    "js_name": AUTHOR,
    "js_author_name": AUTHOR,
    "js_author_name_text": AUTHOR,
    "profileBt": AUTHOR,
    "publish_time": TIME,
    "js_ip_wording_wrp": OTHER,
}
_CLASSES = {
    "rich_media_title": TITLE,
    "rich_media_meta_nickname": AUTHOR,
    "rich_media_meta_text": AUTHOR,
    "rich_media_meta": OTHER,
}
_PROPERTIES = {
    "og:title": TITLE,
    "twitter:title": TITLE,
    "author": AUTHOR,
    "og:article:author": AUTHOR,
    "article:author": AUTHOR,
    "article:published_time": TIME,
    "og:release_date": TIME,
    "publishdate": TIME,
    "pubdate": TIME,
}


@frozen
class PageOutline:
    """An article and the way to it: the elements around it and around what says who wrote it and when."""

    article: Any
    around: frozenset[Any]


def outline(root: Any) -> PageOutline | None:
    """The article of a page that marks it; None where the whole page is copy."""
    article = next((e for e in root.iter() if e.get("id") == ARTICLE), None)
    if article is None:
        return None
    around: set[Any] = set()
    for element in root.iter():
        if element is article or said(element) is not None:
            for above in element.iterancestors():
                if above in around:
                    break
                around.add(above)
    return PageOutline(article, frozenset(around - {article}))


def said(element: Any) -> str | None:
    """What an element outside the article says of it: its title, author or time; None of any other."""
    if not isinstance(element.tag, str):
        return None
    if (own := element.get("id")) in _IDS:
        return _IDS[own]
    found = [_CLASSES[n] for n in (element.get("class") or "").split() if n in _CLASSES]
    return max(found, key=len) if found else None


def properties(root: Any) -> list[tuple[str, str, int]]:
    """What the head says in its properties: kind, words, line."""
    found = []
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        words = " ".join((element.get("content") or "").split())
        if name in _PROPERTIES and words:
            found.append((_PROPERTIES[name], words, element.sourceline or 1))
    return found
