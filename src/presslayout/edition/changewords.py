"""A difference in words that an editor uses: where it is, what was done, what it says there now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen
from presslayout.edition.change import Aspect, Change, ChangeKind
from presslayout.edition.deeds import REWORDED, deed, pages, slot_called
from presslayout.edition.rewriting import edits
from presslayout.edition.roles import WORD, Role
from presslayout.edition.sides import article_of, paragraph_at, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.edition.page import Article, Edition
    from presslayout.edition.sides import ComparedEdition

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
    "caption": Text("说明", "caption"),
    "credit": Text("摄影", "credit"),
    "photo": Text("图片", "photo"),
    "factbox": Text("资料框", "fact box"),
    "factbox-title": Text("资料框标题", "fact box's title"),
    "graphic": Text("图表", "graphic"),
    "jump-to": Text("下转", "jump line"),
    "jump-from": Text("上接", "jump line here"),
    "marker": Text("序号", "number"),
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


@frozen
class Wording:
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
    pieces: tuple[Wording, ...] = ()


@frozen
class ListedChange:
    """A line of the list of differences: its number from 1, and where the copy says so, as file:line."""

    number: int
    change: Change
    told: Told
    place: str = ""

    @property
    def kind(self) -> Text:
        """What it is about, in a word."""
        return LOST if self.change.is_loss else KINDS[self.change.kind]


def told(change: Change, old: ComparedEdition, new: ComparedEdition) -> Told:
    """A difference between two editions in both languages."""
    if change.kind == ChangeKind.FURNITURE:
        return _furniture(change, old, new)
    what, pieces = deed(change, old, new), _pieces(change, new)
    if change.aspect == Aspect.WORDS and {"del", "ins"} <= {one.mark for one in pieces}:
        # A digit more is another number.
        what = REWORDED
    return Told(_where(change, old, new), what, pieces)


def _where(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    stands, side = change.page, new
    if change.aspect == Aspect.STORY and change.is_gone:
        side = old
    page = pages([stands] if stands is not None else [])
    slot = side.slots.get((stands or 0, change.story), "")
    title = _title(article_of(side.edition, change.story), change.story)
    part = _part(change, old, new)
    close = "" if title.zh.startswith("《") else " "
    said = f"{slot_called(slot)} " if slot else ""
    return Text(
        f"{page.zh} {slot}{close}{title.zh}{part.zh}".strip(),
        f"{page.en}, {said}{title.en}{part.en and f', {part.en}'}",
    )


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


def called(part: str) -> Text:
    """What people call a part of a story, with its number or its file where it has one."""
    words, number = PARTS.get(_named(part)[0], Text(part, part)), _named(part)[1]
    return Text(f"{words.zh}（{number}）", f"{words.en} ({number})") if number else words


def block_called(block: str, titles: Mapping[str, str]) -> Text:
    """What people call a block by its id: whose it is, by the headlines of stories, and which part."""
    owner, _, part = block.partition("/")
    if owner not in titles:
        return Text(part or block, slot_called(part) or block)
    own = part.removesuffix(WORD).rpartition("/")[2]
    head, words = titles[owner].replace("\n", " "), called(own)
    if not head:
        return Text(f"稿件{owner} {words.zh}", f"story {owner}, {words.en}")
    return Text(f"《{head}》{words.zh}", f"“{head}”, {words.en}")


def _named(part: str) -> tuple[str, str]:
    """The kind of a part and its number or file, "" for none."""
    head, _, tail = part.rpartition("-")
    if tail.isdigit() and head in PARTS:
        return head, tail
    if part.partition("-")[0] in _NAMED:
        return part.partition("-")[0], part.partition("-")[2]
    return part, ""


def _part(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    if not change.part:
        return Text("", "")
    name, number = _named(change.part)
    words = PARTS.get(name, Text(change.part, change.part))
    article = article_of(new.edition, change.story)
    like = [p for p, _ in article.texts if p.startswith(f"{name}-")] if article else []
    if name == "photo":
        # What says that one stands for another names both.
        if change.aspect == Aspect.PICTURE:
            return Text("", "")
        return Text(f"{words.zh} {number}", f"{words.en} {number}")
    if number and len(like) > 1:
        words = Text(f"{words.zh}（{number}）", f"{words.en} ({number})")
    return _paragraph(change, words, old, new)


def _paragraph(change: Change, words: Text, old: ComparedEdition, new: ComparedEdition) -> Text:
    """The part with the number of its paragraph, where it has several."""
    if change.offset is None or change.part != "body" or change.aspect == Aspect.ORDER:
        return words
    if change.is_gone and change.aspect == Aspect.PARAGRAPH:
        n = paragraph_at(text_of(old, change, new=False), change.began or 0, change.old)
        return Text(f"{words.zh}原第{n}段", f"{words.en}, once paragraph {n}")
    n = paragraph_at(text_of(new, change, new=True), change.offset, change.new)
    return Text(f"{words.zh}第{n}段", f"{words.en}, paragraph {n}")


def _furniture(change: Change, old: ComparedEdition, new: ComparedEdition) -> Told:
    numbers = sorted({s.page for s in (*change.old_spots, *change.new_spots)} or change.pages)
    stand = pages(numbers)
    if change.aspect == Aspect.PAGE:
        what = Text("这一版撤了", "this page is gone") if change.is_gone else Text(
            "多了这一版", "this page is new"
        )  # fmt: skip
        return Told(stand, what)
    role = _role(new.edition, change) or _role(old.edition, change)
    word = _ROLES.get(role, "slot") if role is not None else "slot"
    said = slot_called(change.part)
    said = f"{word} {said}" if said == change.part else said
    where = Text(f"{stand.zh} {change.part}", f"{stand.en}, {said}")
    came, gone = not change.old_spots, not change.new_spots
    if came != gone:
        what = Text("新加", "added") if came else Text("撤下", "taken out")
        words = () if change.aspect == Aspect.LOOK else _cut(change.old, change.new)
        return Told(where, what, words)
    if change.aspect == Aspect.WORDS:
        return Told(where, REWORDED, _cut(change.old, change.new))
    return Told(where, deed(change, old, new))


def _role(edition: Edition, change: Change) -> Role | None:
    return next(
        (b.role for p in edition.pages if p.number == change.page for b in p.blocks
         if b.id == f"{p.number}/{change.part}"),
        None,
    )  # fmt: skip


def _pieces(change: Change, new: ComparedEdition) -> tuple[Wording, ...]:
    if change.aspect == Aspect.PICTURE:
        gone, came = (Wording(t, m) for t, m in zip(change.caption, ("del", "ins"), strict=True))
        return tuple(piece for piece in (gone, came) if piece.text)
    if change.aspect in (Aspect.STORY, Aspect.PARAGRAPH):
        both = Wording(change.old.strip("\n"), "del"), Wording(change.new.strip("\n"), "ins")
        return tuple(piece for piece in both if piece.text)
    if change.aspect == Aspect.ORDER:
        return tuple(_marked(change.old.strip("\n"), change.new.strip("\n")))
    if change.aspect == Aspect.WORDS and change.offset is None:
        return tuple(_marked(change.old, change.new))
    return _in_text(change, new) if change.aspect == Aspect.WORDS else ()


def _marked(old: str, new: str) -> Iterator[Wording]:
    """A text with what went and what came marked."""
    at = 0
    for a0, a1, b0, b1 in edits(old, new):
        for text, mark in ((new[at:b0], ""), (old[a0:a1], "del"), (new[b0:b1], "ins")):
            if text:
                yield Wording(text, mark)
        at = b1
    if new[at:]:
        yield Wording(new[at:])


def _in_text(change: Change, new: ComparedEdition) -> tuple[Wording, ...]:
    """What was changed with what stands round it; a number or a Latin word is told whole."""
    text = text_of(new, change, new=True)
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
    made = Wording(lead), Wording(gone, "del"), Wording(came, "ins"), Wording(tail)
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


def _cut(old: str, new: str) -> tuple[Wording, ...]:
    """Words of a folio cut round what differs."""
    whole = list(_marked(old, new))
    made = []
    for number, piece in enumerate(whole):
        if piece.mark or len(piece.text) <= 2 * CONTEXT:
            made.append(piece)
            continue
        lead = "" if number == 0 else piece.text[:CONTEXT]
        tail = "" if number == len(whole) - 1 else piece.text[-CONTEXT:]
        made.append(Wording(f"{lead}…{tail}"))
    return tuple(made)
