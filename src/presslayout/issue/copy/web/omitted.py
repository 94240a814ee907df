"""What of a page is no copy, by tag, role, class and style: the whole of it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.patterns import regex
from presslayout.issue.copy.ledger import Omitted

if TYPE_CHECKING:
    from presslayout.issue.copy.web.styles import Declared

_BY_TAG = {
    tag: kind
    for kind, tags in (
        (
            Omitted.CONTROL,
            "nav aside button select datalist textarea option optgroup meter progress",
        ),
        (Omitted.HEADER, "header footer"),
        (Omitted.EMBEDDED, "iframe object embed audio video canvas applet"),
        (Omitted.HIDDEN, "noscript template noframes noembed rp"),
        (Omitted.PICTURE, "svg"),
        (Omitted.MARKUP, "xml"),
        (Omitted.BOX, "v:textbox v:textpath"),
        (Omitted.META, "title"),
        (Omitted.EQUATION, "annotation"),
    )
    for tag in tags.split()
}
_BY_ROLE = {
    "navigation": Omitted.CONTROL,
    "complementary": Omitted.CONTROL,
    "button": Omitted.CONTROL,
    "banner": Omitted.HEADER,
    "contentinfo": Omitted.HEADER,
    "doc-footnote": Omitted.NOTE,
    "doc-endnotes": Omitted.NOTE,
    "doc-noteref": Omitted.NOTE,
}
# Word's names (mso-element, its classes).
_BY_PART = {
    "footnote-list": Omitted.NOTE,
    "endnote-list": Omitted.NOTE,
    "footnote": Omitted.NOTE,
    "endnote": Omitted.NOTE,
    "comment-list": Omitted.COMMENT,
    "comment": Omitted.COMMENT,
    "header": Omitted.HEADER,
    "footer": Omitted.HEADER,
}
_BY_CLASS = {
    "MsoFootnoteReference": Omitted.NOTE,
    "MsoEndnoteReference": Omitted.NOTE,
    "MsoFootnoteText": Omitted.NOTE,
    "MsoEndnoteText": Omitted.NOTE,
    "MsoCommentReference": Omitted.COMMENT,
    "MsoCommentText": Omitted.COMMENT,
    "MsoHeader": Omitted.HEADER,
    "MsoFooter": Omitted.HEADER,
    **{f"MsoToc{level}": Omitted.CONTENTS for level in range(1, 10)},
}
# The names that Word and Google Docs give to notes, comments and what calls them.
_CALLS = regex(r"(?:_ftn|_edn|ftnt|_msocom_|cmnt)(?:_?ref)?_?\d+")
# Tags of an equation that is text with raised and lowered parts.
_PLAIN_MATH = frozenset(
    "math mrow mstyle mpadded mi mn mo mtext ms mspace msup msub semantics annotation".split()
)
SHIFTED = {"msup": 1, "msub": -1}


def omitted(element: Any, tag: str, declared: Declared) -> Omitted | None:
    """Why the whole of an element is not set; None where it is copy."""
    names = (element.get("class") or "").split()
    found = (
        _BY_TAG.get(tag),
        _BY_ROLE.get(element.get("role")),
        _BY_PART.get(declared.get("mso-element", "")),
        *(_BY_CLASS.get(name) for name in names),
    )
    known = next((kind for kind in found if kind is not None), None)
    if known is not None or tag not in ("a", "p", "math"):
        return known
    if tag == "math":
        return None if is_plain(element) else Omitted.EQUATION
    if tag == "a":
        return _called(element)
    begins = len(element) and element[0].tag == "a" and not (element.text or "").strip()
    return _called(element[0]) if begins else None


def _called(anchor: Any) -> Omitted | None:
    """Whether an anchor is a note's or a comment's, or calls one."""
    name = anchor.get("id") or anchor.get("name") or ""
    if not _CALLS.fullmatch(name):
        return None
    return Omitted.COMMENT if name.startswith(("_msocom", "cmnt")) else Omitted.NOTE


# A base and what is raised or lowered.
_PAIR = 2


def is_plain(equation: Any) -> bool:
    """Whether an equation is set as text: letters, figures, signs, raised and lowered parts."""
    return all(
        one.tag in _PLAIN_MATH and (one.tag not in SHIFTED or len(one) == _PAIR)
        for one in equation.iter()
        if isinstance(one.tag, str)
    )
