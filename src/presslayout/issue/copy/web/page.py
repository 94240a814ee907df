"""A page walked: every character that a browser shows or hides is set or told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import replace
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.foreign import Figure, UnreadableCopyError, change
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.web import articles, lists, omitted, tables
from presslayout.issue.copy.web.gathering import INVISIBLE, PageBlock, PageDraft
from presslayout.issue.copy.web.styles import PageStyle, is_block, sheet, styled
from presslayout.issue.copy.web.words import SILENT, commented, words_of
from presslayout.issue.issue import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.issue.copy.web.styles import Declared

HEADINGS = frozenset(f"h{level}" for level in range(1, 10))
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html legend listing main menu ol p plaintext pre "
    "search section summary table tbody tfoot thead tr ul xmp".split()
)
_PARTED = _BLOCKS | HEADINGS | {"li", "td", "th"}
_CHANGES = {"del": Text("删去", "deleted"), "ins": Text("加上", "inserted")}
_QUOTES = (("“", "”"), ("‘", "’"))
# Where pages keep the address of a picture that is loaded late.
_SOURCES = ("data-src", "data-original", "data-actualsrc", "data-lazy-src", "src")
_SCHEMES = ("http://", "https://", "mailto:", "ftp://")
# Comments without Han are a program's.
_HAN = regex("[\u3400-\u9fff]")
# Deeper than any page that people wrote.
DEEPEST = 200
_FOLLOWING_MOST = 60
_CAPTION_SIGNS = ("图", "▲", "△", "↑", "（图", "(图")


def gathered(root: Any, is_junk: Callable[[str], bool]) -> PageDraft:
    """All that a page says, in its order; UnreadableCopyError where it was made to keep a reader busy."""
    page = PageDraft(sheet([one.text or "" for one in root.iter("style")]))
    outline = articles.outline(root)
    if outline is None:
        _walk(root, page, PageBlock(), PageStyle(), 0)
    else:
        page.article = outline.article
        _outside(root, page, outline, 0)
    _properties(root, page)
    page.clear(is_junk)
    return page


def _outside(element: Any, page: PageDraft, outline: articles.PageOutline, depth: int) -> None:
    """What stands around an article, down to it: told."""
    page.line = element.sourceline or page.line
    _hold(depth)
    tag = element.tag if isinstance(element.tag, str) else ""
    if element is outline.article:
        _walk(element, page, PageBlock(), PageStyle(), depth)
    elif not tag:
        _comment(element, page)
    elif element in outline.around or tag == "head":
        page.leave(Omitted.CONTROL, element.text or "")
        for child in element:
            _outside(child, page, outline, depth + 1)
            page.running = None
            page.leave(Omitted.CONTROL, child.tail or "")
    elif tag not in SILENT:
        kind = articles.said(element)
        words = words_of(element)
        if kind is not None or tag == "title":
            _meta(page, articles.TITLE if kind is None else kind, words)
        else:
            look = styled(PageStyle(), tag, element, page.sheet.declared(element, tag))
            page.omit(Omitted.CONTROL if look.shown else Omitted.HIDDEN, words)


def _hold(depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableCopyError(
            Text(f"标签套了 {DEEPEST} 层以上", f"its tags are nested deeper than {DEEPEST}")
        )


def _meta(page: PageDraft, kind: str, words: str) -> None:
    page.omit(Omitted.META, words)
    if kind and words.strip(INVISIBLE):
        page.said.append((kind, " ".join(words.split())))


def _properties(root: Any, page: PageDraft) -> None:
    """What the head says of title, author and time, where the page itself does not show it."""
    for kind, words, line in articles.properties(root):
        if all(words not in said for _, said in page.said):
            page.line = line
            _meta(page, kind, words)


def _walk(element: Any, page: PageDraft, like: PageBlock, above: PageStyle, depth: int) -> None:
    """An element's text and children; `like` is what the blocks inside are, where they say nothing."""
    tag = element.tag if isinstance(element.tag, str) else ""
    page.line = element.sourceline or page.line
    if not tag:
        _comment(element, page)
        return
    if tag in SILENT:
        return
    _hold(depth)
    declared = page.sheet.declared(element, tag)
    look = styled(above, tag, element, declared)
    if element is page.article:
        look = replace(look, gone=False, unseen=False, tiny=False)
    if look.gone:
        page.omit(Omitted.HIDDEN, words_of(element))
    elif (kind := omitted.omitted(element, tag, declared)) is not None:
        _omit(element, page, kind, tag)
    elif tag in _OWN:
        _OWN[tag](element, page, like, look, depth)
    elif declared.get("mso-list") == "ignore":
        _typed_marker(element, page, like, look)
    else:
        _inside(element, page, like, look, depth, declared)


def _omit(element: Any, page: PageDraft, kind: Omitted, tag: str) -> None:
    words = words_of(element)
    if kind is Omitted.META:
        _meta(page, articles.TITLE, words)
        return
    if kind is Omitted.EMBEDDED and not words.strip():
        words = element.get("src") or element.get("data-src") or element.get("data") or ""
    page.omit(kind, words, silent=kind not in (Omitted.EMBEDDED, Omitted.PICTURE, Omitted.EQUATION))
    if tag == "textarea" and element.get("placeholder"):
        page.omit(Omitted.PLACEHOLDER, element.get("placeholder"))


def _inside(
    element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int, declared: Declared
) -> None:
    tag = element.tag
    if tag in lists.LISTS:
        page.counters.open.append(lists.counting(element, tag, declared))
    if tag == "table" and not tables.is_layout(element):
        page.cells |= tables.cells(element)
    around = like
    like, block = _kind(element, page, like, declared)
    if block:
        page.begin(like)
    _children(element, page, like, look, depth)
    if block:
        # Behind a block inside an item its marker does not stand again.
        page.begin(PageBlock(_unmarked(around.kind), place=around.place))
    if tag in lists.LISTS:
        page.counters.open.pop()


def _unmarked(kind: ParagraphKind) -> ParagraphKind:
    return ParagraphKind.PARAGRAPH if kind == ParagraphKind.ITEM else kind


def _children(element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int) -> None:
    page.say(element.text, like, look)
    for child in element:
        _walk(child, page, like, look, depth + 1)
        page.say(child.tail, like, look)


def _kind(
    element: Any, page: PageDraft, like: PageBlock, declared: Declared
) -> tuple[PageBlock, bool]:
    """What the text of an element is, and whether it is a block of its own."""
    tag = element.tag
    if (place := page.cells.get(element)) is not None:
        return PageBlock(ParagraphKind.CELL, place=place), True
    if like.kind == ParagraphKind.CELL:
        return like, tag in _PARTED or is_block(declared)
    if tag in HEADINGS or element.get("role") == "heading":
        return PageBlock(ParagraphKind.SUBHEAD), True
    if tag == "li":
        marker = page.counters.marker(element, declared, page.sheet)
        kind = ParagraphKind.ITEM if marker else ParagraphKind.PARAGRAPH
        return PageBlock(kind, marker=marker), True
    return like, tag in _PARTED or is_block(declared)


def _break(element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int) -> None:
    page.begin(PageBlock(_unmarked(like.kind), place=like.place))
    _children(element, page, like, look, depth)


def _ruby(element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int) -> None:
    """Bases with their readings; one without a base is told."""
    if not page.blocks:
        page.begin(like)
    block, start = _based((page.blocks[-1], page.blocks[-1].size), element.text, page, like, look)
    for child in element:
        if child.tag in ("rt", "rtc"):
            reading = " ".join(words_of(child).split())
            base = page.blocks[-1].size - start if page.blocks[-1] is block else 0
            if reading and base > 0 and look.shown:
                block.marks.append(Markup(MarkupKind.RUBY, start, base, reading))
            else:
                page.omit(Omitted.HIDDEN, reading)
        elif child.tag == "rp":
            page.omit(Omitted.HIDDEN, words_of(child).strip("()（）[]【】 "))
        else:
            _walk(child, page, like, look, depth + 1)
        if child.tag in ("rt", "rtc"):
            block, start = page.blocks[-1], page.blocks[-1].size
        block, start = _based((block, start), child.tail, page, like, look)


def _based(
    begun: tuple[PageBlock, int],
    text: str | None,
    page: PageDraft,
    like: PageBlock,
    look: PageStyle,
) -> tuple[PageBlock, int]:
    """The block of a base and where the base begins in it: behind a line that is broken inside it."""
    within = page.blocks[-1] is begun[0]
    page.say((text or "").strip(), like, look)
    return begun if page.blocks[-1] is begun[0] or not within else (page.blocks[-1], 0)


def _deleted(
    element: Any, page: PageDraft, _like: PageBlock, _look: PageStyle, _depth: int
) -> None:
    _changed(element, page)


def _inserted(element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int) -> None:
    if not page.inserting:
        _changed(element, page)
    page.inserting += 1
    _inside(element, page, like, look, depth, {})
    page.inserting -= 1


def _changed(element: Any, page: PageDraft) -> None:
    words = words_of(element)
    if words.strip():
        page.remarks.append(change(page.line, _CHANGES[element.tag], words))


def _quoted(element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int) -> None:
    opening, closing = _QUOTES[page.quotes % 2]
    page.quotes += 1
    if look.shown and not look.struck:
        page.say(opening, like, look)
    _inside(element, page, like, look, depth, {})
    if look.shown and not look.struck:
        page.say(closing, like, look)
    page.quotes -= 1


def _link(element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int) -> None:
    """A link: its text; its address is told where the text does not say it."""
    address = (element.get("href") or "").strip()
    named = address.lower().startswith(_SCHEMES)
    if named and look.shown and not look.struck:
        bare = address.partition(":")[2].strip("/").lower()
        # Links stand inside each other on no page but one made to keep a reader busy.
        text = "" if page.linking else "".join(words_of(element).split()).lower()
        if bare and bare not in text:
            page.omit(Omitted.LINK, address)
    page.linking += 1
    _inside(element, page, like, look, depth, page.sheet.declared(element, "a"))
    page.linking -= 1


def _image(element: Any, page: PageDraft, _like: PageBlock, look: PageStyle, _depth: int) -> None:
    alt = (element.get("alt") or element.get("o:title") or "").strip()
    if not look.shown:
        page.omit(Omitted.HIDDEN, alt)
        return
    addresses = (element.get(name) or "" for name in _SOURCES)
    target = next((a.strip() for a in addresses if a.strip()), "")
    last = page.blocks[-1] if page.blocks else None
    anchor = len(page.blocks) - (last is not None and not last.size)
    page.pictures.append(Figure(page.line, anchor, target, alt=alt))
    page.omit(Omitted.PICTURE, alt, silent=False)


def _caption(element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int) -> None:
    """The caption of a figure: of a picture it is told with it, of anything else it is text."""
    figure = next(element.iterancestors("figure"), None)
    if figure is not None and figure not in page.figures:
        page.figures[figure] = next(figure.iter("img", "svg", "video"), None) is not None
    if figure is None or not page.figures[figure]:
        _inside(element, page, like, look, depth, {})
        return
    words = " ".join(words_of(element).split())
    page.omit(Omitted.PICTURE if look.shown else Omitted.HIDDEN, words)
    if page.pictures and look.shown:
        page.pictures[-1] = replace(page.pictures[-1], caption=words)


def _input(element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int) -> None:
    kind = (element.get("type") or "").lower()
    if kind == "image":
        _image(element, page, like, look, depth)
    elif kind != "hidden":
        page.omit(Omitted.CONTROL, words_of(element))
        page.omit(Omitted.PLACEHOLDER, element.get("placeholder") or "")


def _shifted(element: Any, page: PageDraft, like: PageBlock, look: PageStyle, depth: int) -> None:
    """A raised or lowered part of an equation: the second child, whatever the first is."""
    page.say((element.text or "").strip(), like, look)
    for number, child in enumerate(element):
        raised = replace(look, shift=omitted.SHIFTED[element.tag]) if number else look
        _walk(child, page, like, raised, depth + 1)
        page.say((child.tail or "").strip(), like, look)


_OWN: dict[str, Callable[[Any, PageDraft, PageBlock, PageStyle, int], None]] = {
    "br": _break,
    "ruby": _ruby,
    "del": _deleted,
    "ins": _inserted,
    "q": _quoted,
    "a": _link,
    "img": _image,
    "v:imagedata": _image,
    "figcaption": _caption,
    "input": _input,
    "msup": _shifted,
    "msub": _shifted,
}


def _typed_marker(element: Any, page: PageDraft, like: PageBlock, look: PageStyle) -> None:
    """The number that Word writes into a page before the text of an item (mso-list: Ignore)."""
    words = words_of(element)
    block = page.blocks[-1] if page.blocks else None
    begun = block is None or block.size or block.kind != ParagraphKind.PARAGRAPH
    if block is None or begun or not look.shown or look.struck:
        page.say(words, like, look)
    elif found := lists.marker(words):
        block.kind, block.marker = ParagraphKind.ITEM, found
        block.line = page.line


def _comment(element: Any, page: PageDraft) -> None:
    """A comment: what an old program would show of it, or what somebody wrote into it."""
    text = getattr(element, "text", None) or ""
    if callable(element.tag) and type(element).__name__ in ("HtmlComment", "_Comment"):
        words = commented(text)
        if _HAN.search(words):
            page.omit(Omitted.BOX if "textbox" in text else Omitted.COMMENT, words)


def with_captions(page: PageDraft, pieces: list[PageBlock]) -> list[Figure]:
    """The pictures, each anchored among the pieces that are set, a short line behind it as caption."""
    starts: list[int] = []
    count = 0
    for block in page.blocks:
        starts.append(count)
        count += not block.empty
    starts.append(count)
    made = []
    for figure in page.pictures:
        anchor = starts[min(figure.anchor, len(page.blocks))]
        following = pieces[anchor] if anchor < len(pieces) else None
        caption = figure.caption or (_short(following) if following else "")
        made.append(replace(figure, anchor=anchor, caption=caption))
    return made


def _short(block: PageBlock) -> str:
    text = "".join(block.parts).strip(INVISIBLE)
    bold = sum(m.length for m in block.marks if m.kind == MarkupKind.BOLD)
    if block.kind != ParagraphKind.PARAGRAPH or len(text) > _FOLLOWING_MOST or bold >= len(text):
        return ""
    return text if text.startswith(_CAPTION_SIGNS) or "。" not in text[:-1] else ""
