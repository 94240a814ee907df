"""The ledger of web pages: each character that a page shows or hides is set once or told once.

Pages are drawn of every construct in any nesting, no character twice.  What should become of each is
said here anew, from the tree alone.  PRESSLAYOUT_EXAMPLES says how many pages: 2,000 at night.
"""

from __future__ import annotations

import os
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from presslayout.issue.copy.foreign import Read, copied
from presslayout.issue.copy.html import read_html

EXAMPLES = int(os.environ.get("PRESSLAYOUT_EXAMPLES", "60"))
SHEET = (
    ".gone{display:none} .unseen{visibility:hidden} .seen{visibility:visible} .tiny,p.x{font-size:0}"
    "@media print{.seen{display:none}} .cut{text-decoration:line-through} #top .seen{display:none}"
)
INLINE = ("span", "b", "em", "sup", "sub", "s", "strike", "q", "ins", "del", "font", "label", "mark", "o:p")  # fmt: skip
BLOCKS = ("p", "div", "section", "blockquote", "h2", "h5", "pre", "article", "details", "center", "dl", "dt", "dd")  # fmt: skip
OUTSIDE = ("nav", "aside", "header", "footer", "button", "noscript", "template", "select", "iframe", "textarea", "object", "title", "svg", "canvas")  # fmt: skip
LOOKS = (
    "", "", "", "", 'class="gone"', 'class="unseen"', 'class="seen"', 'class="x tiny"', 'class="cut"',
    "hidden", 'style="display:none"', 'style="VISIBILITY: hidden"', 'style="visibility:visible"',
    'style="opacity:0"', 'style="opacity:0.5;font-weight:700"', 'style="font-size:0px"',
    'style="font-size:16px"', 'style="text-decoration: underline line-through"', 'class="x"',
    'style="mso-hide:all"', 'style="mso-element:footnote"', 'class="MsoHeader"', 'role="navigation"',
    'style="white-space:pre-wrap"', 'style="vertical-align:super"', 'style="display:block"',
)  # fmt: skip
TEXT = st.sampled_from(("@", "@@", "@ @", "@\n@", " @", "@&nbsp;", ""))


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    look, many = st.sampled_from(LOOKS), st.lists(inner, max_size=4).map("".join)

    def element(tags: tuple[str, ...]) -> st.SearchStrategy[str]:
        return st.builds("<{0} {1}>{2}</{0}>".format, st.sampled_from(tags), look, many)

    item = st.builds("<li {}>{}</li>".format, look, many)
    cell = st.builds("<td {} rowspan={} colspan={}>{}</td>".format, look, st.integers(0, 3), st.integers(0, 3), many)  # fmt: skip
    row = st.lists(cell, max_size=3).map(lambda cells: f"<tr>{''.join(cells)}</tr>")
    return st.one_of(
        element(INLINE),
        element(BLOCKS),
        element(OUTSIDE),
        st.builds("<ol start={}>{}</ol>".format, st.integers(-2, 30), st.lists(item, max_size=3).map("".join)),
        st.lists(row, max_size=3).map(lambda rows: f"<table>{''.join(rows)}</table>"),
        st.builds("<ruby>@<rt>{}</rt>{}<rt>@</rt></ruby>".format, TEXT, TEXT),
        st.builds("<figure><img src=a.jpg alt='{}'><figcaption>{}</figcaption></figure>".format, TEXT, many),
        st.builds("<figure>{}<figcaption {}>{}</figcaption></figure>".format, many, look, many),
        st.builds("<a href='https://a.example/{}' {}>{}</a>".format, TEXT, look, many),
    )  # fmt: skip


LEAVES = st.one_of(
    TEXT,
    TEXT,
    st.sampled_from(
        (
            "<br>", "<br><br>", "<hr>", "<wbr>", "<img alt=@ data-src=b.png>", "<input value=@>",
            "<input type=checkbox value=0>", "<input placeholder=@ value=@>", "<!-- @ -->", "&shy;@", "<script>x</script>",
            "<!--[if gte vml 1]><v:textbox>@</v:textbox><![endif]-->", "<style>p{}</style>",
            "<p style='mso-list:l0 level1'><![if !supportLists]><span style='mso-list:Ignore'>@<i>&nbsp;</i></span><![endif]>@</p>",
            "<math><msup><mi>@</mi><mn>@</mn></msup></math>", "<math><mfrac><mi>@</mi><mn>@</mn></mfrac></math>",
        )
    ),
)  # fmt: skip
PAGES = st.lists(st.recursive(LEAVES, _wrapped, max_leaves=18), max_size=6).map("".join)


def page(drawn: str) -> str:
    """The page with another character at every @."""
    codes = count(0x4E00)
    made = "".join(chr(next(codes)) if char == "@" else char for char in drawn)
    return f"<html><head><style>{SHEET}</style></head><body>{made}</body></html>"


def han(text: str | None) -> list[str]:
    return [char for char in text or "" if "\u3400" <= char <= "\u9fff"]


FINAL = {
    **dict.fromkeys(("nav", "aside", "button", "select", "textarea"), "control"),
    **dict.fromkeys(("header", "footer"), "header"),
    **dict.fromkeys(("iframe", "object", "canvas"), "embedded"),
    **dict.fromkeys(("noscript", "template", "rp"), "hidden"),
    "svg": "picture", "title": "meta",
}  # fmt: skip


def _final(element: Any) -> str:
    """What becomes of all that an element holds; "" where that depends on what is inside."""
    style = "".join((element.get("style") or "").lower().split())
    names = (element.get("class") or "").split()
    gone = ("display:none", "opacity:0;", "mso-hide:all")
    if element.get("hidden") is not None or "gone" in names or any(g in style + ";" for g in gone):
        return "hidden"
    said = (
        (element.tag in FINAL, FINAL.get(element.tag, "")),
        (element.get("role") == "navigation", "control"),
        ("mso-element:footnote" in style, "note"),
        ("MsoHeader" in names, "header"),
        (element.tag == "math" and element.find(".//mfrac") is not None, "equation"),
        (element.tag == "del", "del"),
    )
    return next((kind for is_so, kind in said if is_so), "")


def _looks(element: Any) -> dict[str, bool]:
    """What an element says of its own text."""
    style = "".join((element.get("style") or "").lower().split())
    names = (element.get("class") or "").split()
    said = {}
    if "unseen" in names or "visibility:hidden" in style:
        said["unseen"] = True
    if "seen" in names or "visibility:visible" in style:
        said["unseen"] = False
    if "tiny" in names or (element.tag == "p" and "x" in names) or "font-size:0" in style:
        said["tiny"] = True
    if "font-size:16" in style:
        said["tiny"] = False
    if element.tag in ("s", "strike") or "cut" in names or "line-through" in style:
        said["struck"] = True
    return said


def _captions(element: Any) -> bool:
    above = next(element.iterancestors("figure"), None) if element.tag == "figcaption" else None
    return above is not None and next(above.iter("img", "svg"), None) is not None


def expected(element: Any, fate: str, look: dict[str, bool], found: dict[str, str]) -> None:
    """What becomes of each character inside an element."""
    if not isinstance(element.tag, str):
        words = han(element.text)
        kind = "box" if "textbox" in (element.text or "") else "comment"
        found.update(dict.fromkeys(words, kind if not fate else "nothing"))
        return
    if element.tag in ("script", "style"):
        return
    fate = fate or _final(element)
    look = {**look, **_looks(element)}
    unseen = look.get("unseen") or look.get("tiny")
    if not fate and _captions(element):
        fate = "hidden" if unseen else "picture"
    own = fate or ("hidden" if unseen else "struck" if look.get("struck") else "set")
    found.update(dict.fromkeys(han(element.text), own))
    shown = fate or ("hidden" if unseen else "")
    if element.tag == "img":
        found.update(dict.fromkeys(han(element.get("alt")), shown or "picture"))
    if element.tag == "input" and element.get("type") != "checkbox":
        found.update(dict.fromkeys(han(element.get("value")), fate or "control"))
        if not fate:
            found.update(dict.fromkeys(han(element.get("placeholder")), "placeholder"))
    if element.tag == "a" and own == "set":
        found.update(dict.fromkeys(han(element.get("href")), "link"))
    base = element.text or ""
    for child in element:
        # A reading of nothing, or of what is not set, is not set either.
        bare = child.tag == "rt" and not (own == "set" and base.strip())
        expected(child, fate or ("hidden" if bare else ""), look, found)
        base = child.tail or ""
        found.update(dict.fromkeys(han(child.tail), own))


def actual(read: Read) -> list[tuple[str, str]]:
    """Each character of what was read, and what became of it."""
    body = copied(read.pieces, "a.html")[0].body
    notes = [mark.note for block in body for mark in block.marks if mark.kind == "ruby"]
    made = [(c, "set") for block in body for c in han(block.marker) + han(block.text)]
    made += [(c, "set") for note in notes for c in han(note)]
    made += [(c, str(entry.kind)) for entry in read.entries for c in han(entry.words)]
    words = {"删": "del", "加": "ins"}
    for remark in read.remarks:
        shown = remark.text.zh.partition("“")[2]
        made += [(c, "del") for c in han(shown) if words[remark.text.zh[0]] == "del"]
    return made


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(PAGES)
def test_each_character_of_a_page_is_set_or_told_once(drawn: str) -> None:
    text = page(drawn)
    wanted: dict[str, str] = {}
    expected(html.document_fromstring(text), "", {}, wanted)
    wanted = {char: fate for char, fate in wanted.items() if fate != "nothing"}
    read = read_html(text)
    found = actual(read)
    if any("…" in remark.text.zh for remark in read.remarks):
        # Of many words deleted at once the first are shown.
        told = dict(found)
        wanted = {c: fate for c, fate in wanted.items() if fate != "del" or c in told}
    assert sorted(char for char, _ in found) == sorted(wanted), text
    assert dict(found) == wanted, text
