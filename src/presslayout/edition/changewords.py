"""A difference in words that an editor uses: where it is, what was done, what it says there now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.units import to_mm
from presslayout.base.values import field, frozen
from presslayout.edition.change import Aspect, Change, ChangeKind
from presslayout.edition.rewriting import edits
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.base.geometry import Box
    from presslayout.edition.page import Article, Edition

# So much of the same text is shown on each side of what differs.
CONTEXT = 14
# A story without a headline is called by so many of its first characters.
_TITLE = 12
KINDS = {
    ChangeKind.TEXT: Text("文字", "text"),
    ChangeKind.MOVE: Text("位置", "place"),
    ChangeKind.STYLE: Text("字样", "type"),
    ChangeKind.PHOTO: Text("图片", "photo"),
    ChangeKind.FURNITURE: Text("报头报眉、广告等", "furniture"),
}
LOST = Text("少了的文字", "lost text")
PARTS = {
    "rubric": Text("栏头", "rubric"),
    "kicker": Text("引题", "kicker"),
    "headline": Text("主题", "headline"),
    "deck": Text("副题", "deck"),
    "byline": Text("署名", "byline"),
    "body": Text("正文", "body"),
    "pullquote": Text("提要", "pull quote"),
    "sidenote": Text("侧注", "side note"),
    "portrait-words": Text("人像的话", "portrait's words"),
    "portrait-name": Text("人像的姓名", "portrait's name"),
    "portrait-post": Text("人像的职务", "portrait's post"),
    "caption": Text("图片说明", "caption"),
    "credit": Text("摄影", "credit"),
    "photo": Text("图片", "photo"),
    "factbox": Text("资料框", "fact box"),
    "factbox-title": Text("资料框标题", "fact box's title"),
    "graphic": Text("图表", "graphic"),
    "jump-to": Text("下转", "jump line"),
    "jump-from": Text("上接", "jump line here"),
    "jump-headline": Text("转版题", "headline where it goes on"),
    "": Text("整篇", "whole story"),
}
_NAMED = frozenset(("caption", "credit", "photo"))
_ROLES = {
    Role.MASTHEAD: "masthead",
    Role.BANNER: "banner",
    Role.FOLIO: "folio",
    Role.IMPRINT: "imprint",
    Role.AD: "advertisement",
    Role.RULE: "rule",
    Role.REFER: "refers",
    Role.WEATHER: "weather",
    Role.MARK: "mark",
}
_INKS = {"K100": Text("黑", "black"), "": Text("白", "white")}


@frozen
class Side:
    """An edition, what it was called, and in which slot a story stands on a page where that is known."""

    name: str
    edition: Edition
    slots: Mapping[tuple[int, str], str] = field(default_factory=dict)


@frozen
class Piece:
    """A stretch of text: `mark` is "del" for what is gone, "ins" for what came, "" for the same."""

    text: str
    mark: str = ""


@frozen
class Told:
    """A difference in words.

    `where` names page, story and part, `what` says what was done, `pieces` show it in its text.
    """

    where: Text
    what: Text
    pieces: tuple[Piece, ...] = ()


@frozen
class Row:
    """A line of the list of differences: its number from 1, and where the copy says so, as file:line."""

    number: int
    change: Change
    told: Told
    place: str = ""

    @property
    def kind(self) -> Text:
        """What it is about, in a word."""
        return LOST if self.change.is_loss else KINDS[self.change.kind]


def told(change: Change, old: Side, new: Side) -> Told:
    """A difference between two editions in both languages."""
    if change.kind == ChangeKind.FURNITURE:
        return _furniture(change, old, new)
    return Told(_where(change, old, new), _what(change, old, new), _pieces(change, old, new))


def _where(change: Change, old: Side, new: Side) -> Text:
    stands, side = change.page, new
    if change.aspect == Aspect.STORY and change.is_gone:
        side = old
    page = _pages([stands] if stands is not None else [])
    slot = side.slots.get((stands or 0, change.story), "")
    title = _title(_article(side.edition, change.story), change.story)
    part = _part(change, old, new)
    close = "" if title.zh.startswith("《") else " "
    return Text(
        f"{page.zh} {slot}{close}{title.zh}{part.zh}".strip(),
        f"{page.en}, {f'{slot} ' if slot else ''}{title.en}{part.en and f', {part.en}'}",
    )


def _pages(numbers: Sequence[int]) -> Text:
    if not numbers:
        return Text("没有上版", "on no page")
    listed = [str(n) for n in numbers]
    many = "pages" if len(numbers) > 1 else "page"
    return Text(f"第{'、'.join(listed)}版", f"{many} {', '.join(listed)}")


def _article(edition: Edition, story: str) -> Article | None:
    return next((a for a in edition.articles if a.id == story), None)


def _title(article: Article | None, story: str) -> Text:
    texts = dict(article.texts) if article is not None else {}
    if texts.get("headline"):
        head = texts["headline"].replace("\n", " ")
        return Text(f"《{head}》", f"“{head}”")
    lead = texts.get("body") or next((t for p, t in texts.items() if p.startswith("caption-")), "")
    lead = lead.partition("\n")[0]
    cut = lead if len(lead) <= _TITLE else f"{lead[:_TITLE]}…"
    if not cut:
        return Text(f"稿件{story}", f"story {story}")
    if texts.get("body"):
        return Text(f"无题稿“{cut}”", f"untitled “{cut}”")
    return Text(f"图片稿“{cut}”", f"photo story “{cut}”")


def _part(change: Change, old: Side, new: Side) -> Text:
    if not change.part:
        return Text("", "")
    name, number = change.part, ""
    head, _, tail = change.part.rpartition("-")
    if tail.isdigit() and head in PARTS:
        name, number = head, tail
    elif change.part.partition("-")[0] in _NAMED:
        name, _, number = change.part.partition("-")
    words = PARTS.get(name, Text(change.part, change.part))
    article = _article(new.edition, change.story)
    like = [p for p, _ in article.texts if p.startswith(f"{name}-")] if article else []
    if name == "photo":
        # What says that one stands for another names both.
        if change.aspect == Aspect.PICTURE:
            return Text("", "")
        return Text(f"{words.zh} {number}", f"{words.en} {number}")
    if number and len(like) > 1:
        words = Text(f"{words.zh}（{number}）", f"{words.en} ({number})")
    return _paragraph(change, words, old, new)


def _paragraph(change: Change, words: Text, old: Side, new: Side) -> Text:
    """The part with the number of its paragraph, where it has several."""
    if change.offset is None or change.part != "body" or change.aspect == Aspect.ORDER:
        return words
    if change.is_gone and change.aspect == Aspect.PARAGRAPH:
        n = _number(_text(old, change, new=False), change.began or 0, change.old)
        return Text(f"{words.zh}原第{n}段", f"{words.en}, once paragraph {n}")
    n = _number(_text(new, change, new=True), change.offset, change.new)
    return Text(f"{words.zh}第{n}段", f"{words.en}, paragraph {n}")


def _number(text: str, offset: int, said: str) -> int:
    """Which paragraph begins there or is under way."""
    return text.count("\n", 0, offset) + 1 + said.startswith("\n")


def _text(side: Side, change: Change, *, new: bool) -> str:
    """The text of the change's part on one side."""
    story = change.story if new else (change.renumbered or change.story)
    article = _article(side.edition, story)
    texts = dict(article.texts) if article is not None else {}
    return texts.get(change.part if new else (change.was or change.part), "")


def _what(change: Change, old: Side, new: Side) -> Text:
    match change.aspect:
        case Aspect.WORDS:
            return _words(change)
        case Aspect.PARAGRAPH | Aspect.STORY:
            return _whole(change)
        case Aspect.ORDER:
            was = _number(_text(old, change, new=False), change.began or 0, change.old)
            now = _number(_text(new, change, new=True), change.offset or 0, change.new)
            more = change.old.strip("\n") != change.new.strip("\n")
            return Text(
                f"第{was}段挪到第{now}段{'，字也改了' if more else ''}",
                f"paragraph {was} is now paragraph {now}{', and reworded' if more else ''}",
            )
        case Aspect.PICTURE:
            return _picture(change)
        case Aspect.CROP:
            return _crop(change)
        case Aspect.PLACE:
            return _place(change, old, new)
        case Aspect.PAGE:
            was, now = (_pages(sorted(s.page for s in spots))
                        for spots in (change.old_spots, change.new_spots))  # fmt: skip
            return Text(f"从{was.zh}挪到{now.zh}", f"moved from {was.en} to {now.en}")
        case Aspect.LOOK:
            return _look(change)


def _words(change: Change) -> Text:
    gone, came = change.old.strip("\n"), change.new.strip("\n")
    if not gone and not came:
        if len(change.old) < len(change.new):
            return Text("分成两段", "one paragraph made two")
        return Text("两段接成一段", "two paragraphs joined")
    if not change.new:
        return Text(f"少了 {len(gone)} 字", f"{_characters(gone)} lost")
    if not change.old:
        return Text(f"加了 {len(came)} 字", f"{_characters(came)} added")
    return Text("改字", "reworded")


def _characters(text: str) -> str:
    return f"{len(text)} character{'s' * (len(text) != 1)}"


def _whole(change: Change) -> Text:
    gone, came = change.old.strip("\n"), change.new.strip("\n")
    if change.aspect == Aspect.STORY:
        if change.new:
            return Text(f"新上的稿件（{len(came)} 字）", f"new story ({_characters(came)})")
        return Text(f"稿件撤下了（{len(gone)} 字）", f"story taken out ({_characters(gone)})")
    one = change.part == "body"
    if not change.new:
        return Text(
            f"少了{'一段' if one else ''}（{len(gone)} 字）",
            f"{'paragraph ' if one else ''}lost ({_characters(gone)})",
        )
    if not change.old:
        return Text(
            f"新加{'一段' if one else ''}（{len(came)} 字）",
            f"{'paragraph ' if one else ''}added ({_characters(came)})",
        )
    return Text(
        f"整段重写（{len(gone)} 字变 {len(came)} 字）",
        f"written anew ({_characters(gone)} before, {len(came)} now)",
    )


def _picture(change: Change) -> Text:
    old, new = (file.rpartition("/")[2] for file in (change.old, change.new))
    if not change.old:
        return Text(f"加图 {new}", f"photo {new} added")
    if not change.new:
        return Text(f"撤图 {old}", f"photo {old} taken out")
    if change.old == change.new:
        return Text(f"{new} 换了一张，文件名没变", f"{new} is another picture under the same name")
    return Text(f"换图 {old} → {new}", f"photo {old} replaced by {new}")


def _crop(change: Change) -> Text:
    (was,), (now,) = change.before[1], change.boxes
    sizes = _size(was), _size(now)
    if abs(to_mm(was.width) - to_mm(now.width)) >= 1:
        return Text(f"从 {sizes[0]} 改为 {sizes[1]} 毫米", f"{sizes[0]} mm before, {sizes[1]} mm now")
    return Text("裁切的范围不一样了", "cropped otherwise")


def _size(box: Box) -> str:
    return f"{to_mm(box.width):.0f}×{to_mm(box.height):.0f}"


def _place(change: Change, old: Side, new: Side) -> Text:
    (was, *_), (now, *_) = change.before[1], change.boxes
    page = change.before[0]
    if page != change.page:
        return Text(f"从第{page}版挪到第{change.page}版", f"moved from page {page} to {change.page}")
    slots = [s.slots.get((change.page or 0, change.story), "") for s in (old, new)]
    if not change.part and all(slots) and slots[0] != slots[1]:
        return Text(f"从「{slots[0]}」挪到「{slots[1]}」", f"moved from {slots[0]} to {slots[1]}")
    zh, en = [], []
    for by, words in (
        (now.x - was.x, (Text("右移", "right"), Text("左移", "left"))),
        (now.y - was.y, (Text("下移", "down"), Text("上移", "up"))),
    ):
        far = f"{abs(to_mm(by)):.0f}"
        if far != "0":
            way = words[by < 0]
            zh.append(f"{way.zh} {far} 毫米")
            en.append(f"{way.en} {far} mm")
    if abs(to_mm(now.width) - to_mm(was.width)) >= 1 or not zh:
        zh.append(f"从 {_size(was)} 改为 {_size(now)} 毫米")
        en.append(f"{_size(was)} mm before, {_size(now)} mm now")
    return Text("，".join(zh), ", ".join(en))


def _look(change: Change) -> Text:
    if not change.old and not change.new:
        return Text("线、底色或位置变了", "its lines, ground or place changed")
    was, now = _looks(change.old), _looks(change.new)
    zh, en = [], []
    for one, other, word in zip(was, now, _LOOKS, strict=True):
        if one != other:
            zh.append(f"{word.zh} {one.zh} → {other.zh}")
            en.append(f"{word.en} {one.en} → {other.en}")
    return Text("；".join(zh), "; ".join(en))


_LOOKS = Text("字体", "face"), Text("字号", "size"), Text("颜色", "ink")


def _looks(look: str) -> tuple[Text, Text, Text]:
    """Face, size and ink of a look in words."""
    head, _, ink = look.partition("pt ")
    face, _, size = head.rpartition(" ")
    name, dot, rest = face.partition(".")
    face = f"{name} {rest.partition(' ')[2]}".strip() if dot else face
    return (
        Text(face, face),
        Text(f"{size} 磅", f"{size} pt"),
        _INKS.get(ink, Text(ink, ink)),
    )


def _furniture(change: Change, old: Side, new: Side) -> Told:
    numbers = sorted({s.page for s in (*change.old_spots, *change.new_spots)} or change.pages)
    pages = _pages(numbers)
    if change.aspect == Aspect.PAGE:
        what = Text("这一版撤了", "this page is gone") if change.is_gone else Text(
            "多了这一版", "this page is new"
        )  # fmt: skip
        return Told(pages, what)
    role = _role(new.edition, change) or _role(old.edition, change)
    word = _ROLES.get(role, "slot") if role is not None else "slot"
    where = Text(f"{pages.zh} {change.part}", f"{pages.en}, {word} {change.part}")
    came, gone = not change.old_spots, not change.new_spots
    if came != gone:
        what = Text("新加", "added") if came else Text("撤下", "taken out")
        words = () if change.aspect == Aspect.LOOK else _cut(change.old, change.new)
        return Told(where, what, words)
    if change.aspect == Aspect.WORDS:
        return Told(where, Text("改字", "reworded"), _cut(change.old, change.new))
    return Told(where, _what(change, old, new))


def _role(edition: Edition, change: Change) -> Role | None:
    return next(
        (b.role for p in edition.pages if p.number == change.page for b in p.blocks
         if b.id == f"{p.number}/{change.part}"),
        None,
    )  # fmt: skip


def _pieces(change: Change, old: Side, new: Side) -> tuple[Piece, ...]:
    if change.aspect == Aspect.PICTURE:
        gone, came = (Piece(t, m) for t, m in zip(change.caption, ("del", "ins"), strict=True))
        return tuple(piece for piece in (gone, came) if piece.text)
    if change.aspect in (Aspect.STORY, Aspect.PARAGRAPH):
        both = Piece(change.old.strip("\n"), "del"), Piece(change.new.strip("\n"), "ins")
        return tuple(piece for piece in both if piece.text)
    if change.aspect == Aspect.ORDER:
        return tuple(_marked(change.old.strip("\n"), change.new.strip("\n")))
    if change.aspect == Aspect.WORDS and change.offset is None:
        return tuple(_marked(change.old, change.new))
    return _in_text(change, new) if change.aspect == Aspect.WORDS else ()


def _marked(old: str, new: str) -> Iterator[Piece]:
    """A text with what went and what came marked."""
    at = 0
    for a0, a1, b0, b1 in edits(old, new):
        for text, mark in ((new[at:b0], ""), (old[a0:a1], "del"), (new[b0:b1], "ins")):
            if text:
                yield Piece(text, mark)
        at = b1
    if new[at:]:
        yield Piece(new[at:])


def _in_text(change: Change, new: Side) -> tuple[Piece, ...]:
    """What was changed with what stands round it; a number or a Latin word is told whole."""
    text = _text(new, change, new=True)
    start = change.offset or 0
    stop = start + len(change.new)
    gone, came = change.old, change.new
    while start and _holds(text[start - 1]) and _inside(gone[:1], came[:1]):
        start -= 1
        gone, came = text[start] + gone, text[start] + came
    while stop < len(text) and _holds(text[stop]) and _inside(gone[-1:], came[-1:]):
        gone, came, stop = gone + text[stop], came + text[stop], stop + 1
    before = text[:start].rpartition("\n")[2]
    after = text[stop:].partition("\n")[0]
    lead, tail = _end(before), _end(after[::-1])[::-1]
    made = Piece(lead), Piece(gone, "del"), Piece(came, "ins"), Piece(tail)
    return tuple(piece for piece in made if piece.text)


def _end(text: str) -> str:
    """The last characters of a text, no number or word cut."""
    start = max(len(text) - CONTEXT, 0)
    while start and _holds(text[start]) and _holds(text[start - 1]):
        start -= 1
    return f"…{text[start:]}" if start else text


def _holds(char: str) -> bool:
    """Whether a character belongs to a number or a Latin word."""
    return char.isascii() and (char.isalnum() or char == ".")


def _inside(gone: str, came: str) -> bool:
    """Whether what was changed begins, or ends, inside a number or a word."""
    return all(_holds(char) for char in (gone, came) if char)


def _cut(old: str, new: str) -> tuple[Piece, ...]:
    """Words of a folio cut round what differs."""
    whole = list(_marked(old, new))
    made = []
    for number, piece in enumerate(whole):
        if piece.mark or len(piece.text) <= 2 * CONTEXT:
            made.append(piece)
            continue
        lead = "" if number == 0 else piece.text[:CONTEXT]
        tail = "" if number == len(whole) - 1 else piece.text[-CONTEXT:]
        made.append(Piece(f"{lead}…{tail}"))
    return tuple(made)
