"""What the paragraphs of raw copy may be: the parts of a story, guessed by their form, never decided.

A headline and its kin are short lines without an end mark before the first paragraph; where nothing
but short lines stand (a poem, names, a list) nothing is guessed.  Whoever asks shows the guess and
lets an editor accept it.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.foreign import CopyPiece
from presslayout.typeset.blanks import begins_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Guess(StrEnum):
    """What a paragraph may be: 栏题, its 角标, 引题, 主题, 副题, 署名, 小标题, a line about the file."""

    BANNER = "banner"
    TAG = "tag"
    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    SUBHEAD = "subhead"
    ABOUT = "about"


@frozen
class Tale:
    """A story among the pieces of a file: from `start` to before `stop`, and what some of them may be."""

    start: int
    stop: int
    parts: tuple[tuple[int, Guess], ...] = ()

    def of(self, guess: Guess) -> list[int]:
        """The pieces that may be that, in order."""
        return [at for at, found in self.parts if found is guess]


# A headline is a line, a subhead half of one; so many short lines at most stand above a story.
LABEL_MOST, SUBHEAD_MOST, SUBHEAD_LEAST, HEAD_MOST = 40, 28, 4, 6
_BYLINE_MOST = 60
# So many lines about the file stand at its end at most.
_ABOUT_MOST = 6
_HAN = regex("[\u3400-\u9fff]")
_CLOSED = regex(r"[。；：，、…;:,]$|。")
_SENTENCE_ENDS = regex(r"[。！？!?…：:；;.”’」』）)》〉】\]—～~]$")
_SPEAKER = regex(r"[^\s，。：:]{1,8}[：:]")
_NUMBERED = regex(r"[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．]|[一二三四五六七八九十]、")
# A day, with the place after it; forty years (四十年治一条溪) are no year.
_DATE = regex(
    r"(?:[0-9０-９〇○零一二三四五六七八九]{4}|[0-9０-９]{2}(?=年[0-9０-９]{1,2}月))年"
    r"[0-9０-９〇零一二三四五六七八九十元正冬腊初廿年月日号星期周末上中下旬春夏秋早晚午夜晨\s　]*"
    r"(?:[于在写作改草稿修订][^，。]{0,10})?$"
    r"|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}"
)
_CAPTION = regex(r"[（(]?图(?:为|[①-⑩0-9一二三四五六]|[:：])|[▲△↑◀▶]")
_ABOUT = regex(
    r"(?:字数|来源|稿件来源|发布时间|发稿时间|投稿日期|编辑|责任?编辑?|责编|美编|审核|审校|校对|一审|二审|三审|初审|"
    r"复审|终审|编审|监制|值班编委|联系人|联系电话|电话|手机|邮箱|电子邮箱|通信地址|通讯地址|单位地址|邮编)[:：/／|]\s*\S"
    # How often a page was read.
    r"|(?:阅读|阅读量|浏览|浏览量|点击|点击量|点赞|在看|赞)\s*[:：]?\s*[0-9][0-9.,万+w]*$"
)
# The same in brackets, as a desk signs a file: only who edited it.
_SIGNED = regex(
    r"[（(【\[](?:责任?编辑?|编辑|美编|校对|审核|审校|一审|初审|值班编委|监制)[:：/／|\s　]*\S[^。]*[)）】\]]$"
)
# A notice ends with how to ask, and that is what it is for.
_NOTICE = regex(r".*(?:公告|通告|公示|启事|声明|通知|通报|告示|须知|简章|广告|预告|邀请函)$")
_ASKED = regex(
    r"(?:来源|联系人|联系电话|电话|手机|邮箱|电子邮箱|通信地址|通讯地址|单位地址|邮编)[:：/／|]"
)
# What a site sets around a headline: the way to the page; its day with where it came from.
_TRAIL = regex(r"[^。]{0,12}首页\s*[>›»＞→][^。]*$")
_STAMP = regex(
    r"(?:发布时间|发布日期|时间|日期)?\s*[:：]?\s*[0-9]{4}\s*[-年./]\s*[0-9]{1,2}\s*[-月./]\s*[0-9]{1,2}\s*日?"
    r"(?P<hour>\s*[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
    r"(?:(?(hour)$|(?!))|\s*[^。]{0,4}(?:来源|出处|作者|编辑|责编|责任编辑|浏览|阅读|点击|字号|字体)[^。]*$)"
)
_STAMP_MOST = 90
_MAIL = regex(
    r"(?:发件人|收件人|抄送|发送时间|发件时间|日期|时间|主题|附件|回复|密送|"
    r"From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Received|Return-Path|Message-ID|MIME-Version|"
    r"Content-[A-Za-z-]+|X-[A-Za-z-]+)\s*[:：]\s*\S",
    re.IGNORECASE,
)
_MAIL_LEAST = 2
_TAG = regex(r"(?:特刊|专刊|专版|专题|专栏|特别报道|副刊|周刊|增刊|要闻|综合|评论|广告|公告)$")
_WHO = (
    r"(?:本报|本刊|本台|本网|新华社|中新社|人民日报|光明日报|经济日报)?\s*"
    r"(?:全媒体|融媒体|首席|特约|见习|实习|驻站|通讯社|摄影)*"
    r"(?:记者|通讯员|评论员|特派员|撰稿人|撰稿|实习生|见习生|作者|供稿|采写|撰文|摄影|编译|整理)"
)
_BYLINES = regex(
    rf"(?:(?:文|图|文图|图文|摄影|撰文|采写|供稿)\s*[/／:：|]\s*\S"
    rf"|{_WHO}[\s　:：/／]+\S"
    rf"|[□◎■○●◇◆▢☆★]\s*[\u3400-\u9fff·]{{2,12}}(?:[\s　]|$)"
    rf"|(?:[^。，（(]{{2,16}}[讯电]\s*)?[（(]\s*{_WHO}[\s　:：/／]*[^。（()）]{{2,30}}[)）]$)"
)
_GLUED = regex(rf"{_WHO}(?P<name>[\u3400-\u9fff]{{2,3}})(?:$|[\s　])")
# Who wrote and who took, the name first: 麻晓舟 摄影报道, 麻晓舟/文, 麻晓舟 文/图.
_FIRST = regex(
    r"(?P<name>[\u3400-\u9fff]{2,3})(?:[\s　、]+[\u3400-\u9fff]{2,3}){0,3}(?:[\s　]+|\s*[/／]\s*)"
    r"(?:摄影报道|图文报道|摄影|摄|文并摄|文[/／、]?图|图[/／、]?文|文并图|撰文|供稿|文|图)$"
)
_NAME = regex(r"[\u3400-\u9fff](?:[　 ]{0,3}[\u3400-\u9fff·]){1,5}$")
_NAME_MOST = 4
_PERSON_MOST = 3
_TOOK = regex(r"(?:摄|摄影)\s*[）)]?。?$")
# Words that end with who took the picture: a blank or a stop, a name, 摄.
_CREDITED = regex(r"[\s。，（(／/][^\s。，]{1,8}\s*(?<!拍)(?:摄|摄影)\s*[）)]?。?$")
_DECK = regex(
    r"[—―─-]{1,2}\s*\S|.{2,}(?:综述|纪实|侧记|纪事|见闻|扫描|速写|观察|掠影|访谈|述评|小记|印象)$"
    # The book, the film that is spoken of.
    r"|[读评观品听][《〈][^》〉]+[》〉]$"
    # What goes on from the line above and says nothing without it.
    r"|[比较](?:原计划|原定|计划|预[期计]|去年|上年|往年|同期|[0-9])|同比|环比|惠及|历时|累计|预计|总投资"
)
_KICKER = regex(
    r".*(?:[·•|｜]|系列报道|走基层|[①-⑩]$|[（(][一二三四五六七八九十上中下][)）]$)|[【\[].*[】\]]$"
)
_NAMES_LEAST = 3


def tales(pieces: Sequence[CopyPiece]) -> tuple[Tale, ...]:
    """The stories of a file, one after the other.

    Several are told apart where a headline with its byline stands between two paragraphs.
    """
    begun = [0, *_beginnings(pieces)]
    stops = [*begun[1:], len(pieces)]
    return tuple(
        _tale(pieces, start, stop)
        for start, stop in zip(begun, stops, strict=True)
        if stop > start or len(begun) == 1
    )


def is_label(piece: CopyPiece) -> bool:
    """Whether a paragraph has the form of a headline: short, of words, and closed by no mark."""
    text = piece.text.strip()
    if piece.kind not in (ParagraphKind.PARAGRAPH, ParagraphKind.SUBHEAD):
        return False
    return (
        1 < len(text) <= LABEL_MOST
        and _HAN.search(text) is not None
        and not _CLOSED.search(text)
        and not (_SPEAKER.match(text) or _DATE.match(text) or _ABOUT.match(text))
        and not _CAPTION.match(text)
        and not is_names(text)
        and "://" not in text
    )


def is_prose(piece: CopyPiece) -> bool:
    """Whether a paragraph is one of running text."""
    text = piece.text.strip()
    return piece.kind == ParagraphKind.PARAGRAPH and (
        len(text) > LABEL_MOST or bool(re.search("[。！？…；”：]$|。", text))
    )


def is_byline(text: str) -> bool:
    """Whether a line says who wrote a story, and nothing else."""
    text = text.strip()
    glued = _GLUED.match(text) or _FIRST.match(text)
    named = glued is not None and begins_name(glued["name"])
    found = named or _BYLINES.match(text) is not None
    return found and len(text) <= _BYLINE_MOST and "。" not in text


def is_names(text: str) -> bool:
    """Whether a line is names with blanks between them."""
    parts = re.split(r"[\s　、]+", text.strip())
    return len(parts) >= _NAMES_LEAST and all(len(part) <= _NAME_MOST for part in parts)


def is_name(text: str) -> bool:
    """Whether a text is the name of one person: a surname and one or two characters."""
    bare = re.sub(r"[\s　]", "", text)
    return _NAME.match(text) is not None and len(bare) <= _PERSON_MOST and begins_name(bare)


def tells_of_picture(text: str) -> bool:
    """Whether a text says by its first words, or by who took it, that it tells of a picture."""
    own = text.strip()
    return _CAPTION.match(own) is not None or (
        len(own) <= _BYLINE_MOST and _CREDITED.search(own) is not None
    )


def is_caption(piece: CopyPiece) -> bool:
    """Whether a paragraph begins as captions do, or is short enough behind a picture to be one."""
    text = piece.text.strip()
    if piece.kind != ParagraphKind.PARAGRAPH or not text or len(text) > _BYLINE_MOST:
        return False
    bold = sum(mark.length for mark in piece.marks if mark.kind == MarkupKind.BOLD)
    if bold >= len(text) or _SPEAKER.match(text):
        return False
    told = _CAPTION.match(text) or _TOOK.search(text)
    return bool(told) or "。" not in text[:-1]


def _tale(pieces: Sequence[CopyPiece], start: int, stop: int) -> Tale:
    parts: dict[int, Guess] = {}
    for at in _about(pieces, start, stop):
        parts[at] = Guess.ABOUT
    first = next((at for at in range(start, stop) if at not in parts), stop)
    parts |= _head(pieces, first, stop, parts)
    body = next((at for at in range(first, stop) if at not in parts), stop)
    parts |= dict.fromkeys(_subheads(pieces, body, stop, parts), Guess.SUBHEAD)
    return Tale(start, stop, tuple(sorted(parts.items())))


def _about(pieces: Sequence[CopyPiece], start: int, stop: int) -> list[int]:
    """Lines about the file: the headers of a mail or a site before it, who edited it behind it."""
    found: list[int] = []
    headers = start
    while headers < stop and _MAIL.match(pieces[headers].text.strip()):
        headers += 1
    if headers - start >= _MAIL_LEAST:
        found += range(start, headers)
    else:
        headers = start
    for at in range(headers, min(headers + HEAD_MOST, stop - 1)):
        text = pieces[at].text.strip()
        if len(text) <= _STAMP_MOST and (_STAMP.match(text) or _TRAIL.match(text)):
            found.append(at)
        elif is_prose(pieces[at]):
            break
    return [*found, *_behind(pieces, headers, stop)]


def _behind(pieces: Sequence[CopyPiece], start: int, stop: int) -> list[int]:
    """Lines about the file at its end; how to ask is copy in a notice."""
    found: list[int] = []
    notice = any(
        is_label(pieces[at]) and _NOTICE.match(pieces[at].text.strip())
        for at in range(start, min(start + HEAD_MOST, stop))
    )
    for at in range(stop - 1, max(stop - 1 - _ABOUT_MOST, start), -1):
        text = pieces[at].text.strip()
        if is_byline(text):
            # Who wrote a story stands among those who edited it.
            continue
        if _SIGNED.match(text):
            found.append(at)
            continue
        if len(text) > LABEL_MOST or not _ABOUT.match(text):
            break
        if not (notice and _ASKED.match(text)):
            found.append(at)
    return found


def _head(
    pieces: Sequence[CopyPiece], first: int, stop: int, known: dict[int, Guess]
) -> dict[int, Guess]:
    """The parts above a story's first paragraph; none where no paragraph follows."""
    labels: list[int] = []
    byline: int | None = None
    at = first
    while at < stop and len(labels) <= HEAD_MOST:
        text = pieces[at].text.strip()
        if at in known:
            pass
        elif labels and byline is None and is_byline(text):
            byline = at
        elif byline is None and not is_byline(text) and _may_head(pieces, at, first):
            labels.append(at)
        elif at == first and _signs(text) and at + 1 < stop and is_prose(pieces[at + 1]):
            # The headline is not in the file: its name says it, or its page.
            return {at: Guess.BYLINE}
        else:
            break
        at += 1
    whole = at < stop and at not in known and (is_prose(pieces[at]) or byline is not None)
    if at < stop and pieces[at].kind == ParagraphKind.CELL:
        whole = True
    if not labels or len(labels) > HEAD_MOST or not whole:
        return {}
    last = pieces[labels[-1]].text.strip()
    # An author alone stands behind the headline of an essay.
    if byline is None and len(labels) > 1 and is_name(last):
        byline = labels.pop()
    made = _named(pieces, labels)
    if byline is not None:
        made[byline] = Guess.BYLINE
    return made


def _signs(text: str) -> bool:
    """Whether a line says who wrote the story below it, and no speaker begins with it."""
    return is_byline(text) and _SPEAKER.match(text) is None


def _may_head(pieces: Sequence[CopyPiece], at: int, first: int) -> bool:
    """Whether a line may stand above a story: a label, or the first one, who says what, above a byline."""
    if is_label(pieces[at]):
        return True
    text = pieces[at].text.strip()
    said = _SPEAKER.match(text)
    if at != first or said is None or at + 1 >= len(pieces) or _ABOUT.match(text):
        return False
    beneath = CopyPiece(pieces[at].kind, pieces[at].line, text=text[said.end() :])
    return len(text) <= LABEL_MOST and is_label(beneath) and is_byline(pieces[at + 1].text)


def _named(pieces: Sequence[CopyPiece], labels: list[int]) -> dict[int, Guess]:
    """Which of the lines above a story is what: the strip of a campaign, 引题, 主题, 副题."""
    texts = {at: pieces[at].text.strip() for at in labels}
    made: dict[int, Guess] = {}
    if len(labels) > 1 and _TAG.fullmatch(texts[labels[0]]):
        made[labels[0]] = Guess.TAG
        labels = labels[1:]
    elif len(labels) > 2 and _TAG.fullmatch(texts[labels[1]]):  # noqa: PLR2004  (a strip, its tag, a headline)
        made |= {labels[0]: Guess.BANNER, labels[1]: Guess.TAG}
        labels = labels[2:]
    decks = [at for at in labels[1:] if _DECK.match(texts[at])]
    if decks:
        made[decks[0]] = Guess.DECK
        labels = [at for at in labels if at < decks[0]]
    if len(labels) > 1:
        above, below = texts[labels[0]], texts[labels[1]]
        kicked = bool(decks) or len(labels) > 2 or bool(_KICKER.match(above))  # noqa: PLR2004  (one above, one below)
        if kicked or len(above) > len(below):
            made[labels[0]] = Guess.KICKER
            labels = labels[1:]
    if labels:
        made[labels[0]] = Guess.HEADLINE
    if len(labels) > 1 and not decks:
        made[labels[1]] = Guess.DECK
    return made


def _subheads(
    pieces: Sequence[CopyPiece], start: int, stop: int, taken: Mapping[int, Guess]
) -> list[int]:
    """Short lines that stand alone between paragraphs; two in a row only where both are numbered."""
    found: list[int] = []
    short = [at for at in range(start, stop) if at not in taken and _is_subhead(pieces[at])]
    alone = set(short)
    for at in short:
        if at + 1 >= stop or at == start or at - 1 in taken or _is_cut(pieces[at - 1]):
            continue
        behind, before = at + 1 in alone, at - 1 in alone
        numbered = _NUMBERED.match(pieces[at].text.strip()) is not None
        if (behind or before) and not numbered:
            continue
        if is_prose(pieces[at + 1]) or (behind and numbered):
            found.append(at)
    # More of them than paragraphs is a list, or verse.
    paragraphs = sum(is_prose(pieces[at]) for at in range(start, stop))
    return found if len(found) <= paragraphs else []


def _is_cut(piece: CopyPiece) -> bool:
    """Whether a paragraph ends in the middle of a sentence: what follows goes on with it."""
    return (
        piece.kind == ParagraphKind.PARAGRAPH
        and not _is_subhead(piece)
        and _SENTENCE_ENDS.search(piece.text.strip()) is None
    )


def _is_subhead(piece: CopyPiece) -> bool:
    text = piece.text.strip()
    return (
        piece.kind == ParagraphKind.PARAGRAPH
        and SUBHEAD_LEAST <= len(text) <= SUBHEAD_MOST
        and is_label(piece)
        and not is_byline(text)
        and not text.endswith(tuple("！？!?”）)"))
    )


def _beginnings(pieces: Sequence[CopyPiece]) -> list[int]:
    """Where further stories begin: short lines before a byline, behind a paragraph."""
    gaps = [b.line - a.line for a, b in pairwise(pieces)]
    usual = Counter(gaps).most_common(1)[0][0] if gaps else 1
    found: list[int] = []
    for at in range(2, len(pieces) - 1):
        if not (is_byline(pieces[at].text) and is_prose(pieces[at + 1])):
            continue
        first = at
        while first > 1 and at - first < HEAD_MOST // 2 and _goes_above(pieces, first - 1):
            first -= 1
            if gaps[first - 1] > usual:
                break
        if first < at and not is_byline(pieces[first - 1].text) and _has_text(pieces, found, first):
            found.append(first)
    return found


def _goes_above(pieces: Sequence[CopyPiece], at: int) -> bool:
    return is_label(pieces[at]) and not is_byline(pieces[at].text)


def _has_text(pieces: Sequence[CopyPiece], found: Sequence[int], first: int) -> bool:
    """Whether the story before has a paragraph of its own."""
    return any(is_prose(pieces[at]) for at in range(found[-1] if found else 0, first))
