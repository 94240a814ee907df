"""All that a proofreader is told of an issue: findings and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.named import house_junk
from presslayout.issue.read_proofreading import read_proofreading
from presslayout.newsroom.proofread.consistency import consistency
from presslayout.newsroom.proofread.facts import Fact, facts
from presslayout.newsroom.proofread.growth import growth
from presslayout.newsroom.proofread.headcounts import head_counts
from presslayout.newsroom.proofread.headlines import heads
from presslayout.newsroom.proofread.house import read_people, read_terms, styled, terms, unread
from presslayout.newsroom.proofread.hygiene import doctor
from presslayout.newsroom.proofread.measures import measures
from presslayout.newsroom.proofread.particles import particles
from presslayout.newsroom.proofread.products import products
from presslayout.newsroom.proofread.repeated import repeated
from presslayout.newsroom.proofread.repetition import repetitions
from presslayout.newsroom.proofread.scores import scores
from presslayout.newsroom.proofread.shares import shares
from presslayout.newsroom.proofread.spans import spans
from presslayout.newsroom.proofread.story_texts import MOST_OF_A_LINE, texts
from presslayout.newsroom.proofread.sums import sums
from presslayout.newsroom.proofread.wanted import unaccepted, wanted
from presslayout.newsroom.proofread.words import wrong_wording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.issue.issue import Issue
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.proofread.story_texts import StoryText

_PARTS = "凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜里"
# From one hour to another, what began and ended, and hours that a part of the day may not have.
_HOURS = regex(
    rf"(?:[日号天起从自于）)：]|{_PARTS})[0-9]{{1,2}}(?:[时点][0-9半分许整]{{0,4}}|[∶:：][0-9]{{2}})[至到—～~-]"
    r"|[0-9][时点∶:：].{0,24}(?:结束|幕|散会|散场|终场|降落|到达|抵达|收官|完成)|[时点∶:：][6-9][0-9](?!钟)|[日号](?:2[5-9]|[3-9][0-9])时"
    rf"|(?:(?:{_PARTS})[0-9]{{2}}|上午[1-4]|凌晨[89]|清晨[12]|中午[4-9]|下午9)[时点∶:：]"
)
_LUNAR = regex("[农阴旧夏]历|日.{0,9}(?:元宵|端午|七夕|中元|中秋|重阳|腊八)")
_DISTRICTS = regex(r"省\w{2,4}(?:市|地区|盟|州)|自治区|(?:镇|乡|街道)\w{2,3}(?:村|社区)")
# What is called or looked up, and the page that copy goes on to.
_CALLED = regex(
    "(?:电话|热线|拨打|手机|专线|传真|致电|来电|身份证?|代码|邮编|编码)[^，。；\\n]{0,14}[0-9]|下转|上接|紧接|[见看](?:今[日天]|本报|第[0-9])"
)


# Money in words of the bank, of another year, and the most that one has got.
_PAID = regex(
    r"元[（(，](?:人民币|大写|金额|即|计|：|:)*[壹贰叁肆伍陆柒捌玖拾]|元，.{0,5}(?:上|去|一)年|[上去一]年(?:同期)?的[0-9.]+[万亿]?元|元，.{0,44}最[多高大]"
)
# A line that advertises has no full stop, or has words of its kind.
_ENDS = "。？；：，”"
_ASKED = regex(
    "关注|二维码|扫一?[扫码描]|点击|在看|点赞|星标|客户端|(?i:app)|投稿|侵权|声明|阅读|推荐"
)


@frozen
class Proofread:
    """What was found, and what is to be checked."""

    found: tuple[Diagnostic, ...]
    facts: tuple[Fact, ...]


def proofread(
    loaded: Loaded,
    pages: frozenset[int] | None = None,
    *,
    dictionary: bool = True,
    plugged: bool = False,
) -> Proofread:
    """The findings and facts of an issue, or of some of its pages.

    Without the dictionary, remarks on institutions and places of headlines, on names one character
    apart and on titles that change are left out; the checks
    of plug-ins are asked where it is `plugged`.
    """
    told = [t for t in texts(loaded.issue) if pages is None or t.page in pages]
    known = read_terms(loaded.workspace.root)
    claims = tuple(fact for one in told for fact in facts(one, loaded.words, dictionary=dictionary))
    people = read_people(loaded.workspace.root)
    found = [d for one in told for d in (*doctor(one), *terms(one, known), *styled(one, people))]
    found += _checked(loaded, told, people, dictionary=dictionary)
    found += _advertised(told, loaded)
    agreement = (*consistency(loaded.issue, told, claims), *heads(told, claims), *repeated(told))
    more: tuple[Diagnostic, ...] = ()
    if plugged:
        from presslayout.newsroom.proofread.added import added

        more = tuple(added(told))
    all_of = dict.fromkeys(
        (*unread(loaded.workspace.root), *found, *_once(agreement, found), *more)
    )
    kept = wanted(all_of, read_proofreading(loaded.workspace))
    return Proofread(tuple(unaccepted(tuple(kept), told, loaded.issue.accepted)), claims)


def _called(one: StoryText, today: dt.date | None, pages: int | None) -> Iterator[Diagnostic]:
    """Hours, lunar days, places and numbers that are called; most copy has none, and loads none."""
    if _HOURS.search(one.text):
        from presslayout.newsroom.proofread.clocks import clocks

        yield from clocks(one)
    if _LUNAR.search(one.text):
        from presslayout.newsroom.proofread.lunar_days import lunar_days

        yield from lunar_days(one, today)
    if _DISTRICTS.search(one.text):
        from presslayout.newsroom.proofread.districts import districts

        yield from districts(one)
    if _CALLED.search(one.text):
        from presslayout.newsroom.proofread.call_numbers import call_numbers

        yield from call_numbers(one, pages)


def _advertised(told: Sequence[StoryText], loaded: Loaded) -> Iterator[Diagnostic]:
    """Lines that advertise; most copy has no paragraph of a line that may be one."""
    if house_junk(loaded.workspace.root) or any(
        p.kind == ParagraphKind.PARAGRAPH
        and len(p.text) <= MOST_OF_A_LINE
        and (p.text[-1:] not in _ENDS or _ASKED.search(p.text))
        for one in told
        if one.part == "body"
        for p in one.story.body
    ):
        from presslayout.newsroom.proofread.adverts import adverts

        yield from adverts(told, loaded.workspace.root)


def _paid(one: StoryText) -> Iterator[Diagnostic]:
    """Sums of money told twice; most copy tells none so, and loads nothing."""
    if _PAID.search(one.text):
        from presslayout.newsroom.proofread.amounts import amounts

        yield from amounts(one)


def _pages(issue: Issue) -> int | None:
    """How many pages the paper of the day has, where that is said."""
    said = issue.paper.pages_today
    return max(int(said), *(page.number for page in issue.pages), 0) if said.isdigit() else None


def _once(later: Iterable[Diagnostic], before: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings that are not told at the same place already."""
    told = {(d.code, d.story, d.part, d.span) for d in before}
    yield from (d for d in later if (d.code, d.story, d.part, d.span) not in told)


def _checked(
    loaded: Loaded, told: Sequence[StoryText], leaders: dict[str, str], *, dictionary: bool
) -> Iterator[Diagnostic]:
    """What papers fine for: words, particles, units, numbers, time, names, what stands twice."""
    today = loaded.issue.paper.date
    pages = _pages(loaded.issue)
    for one in told:
        yield from wrong_wording(one, dictionary=dictionary)
        yield from particles(one)
        yield from measures(one)
        yield from sums(one)
        yield from products(one)
        yield from shares(one)
        yield from scores(one)
        yield from growth(one)
        yield from spans(one, today)
        yield from _called(one, today, pages)
        yield from _paid(one)
    yield from head_counts(told)
    if dictionary:
        # Whether three characters are a name, or words, the dictionary knows.
        from presslayout.newsroom.proofread.names import names

        yield from names(told, loaded.words, leaders)
    yield from repetitions(told, dictionary=dictionary)
