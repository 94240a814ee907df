"""Results of matches that do not add up: won and lost against played, points, goals, quarters, medals."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import number_of
from presslayout.newsroom.proofread.story_texts import StoryText, at, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic

_N = r"(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_RECORD = regex(
    rf"(?P<w>{_N})(?:场)?胜[、，]?(?:(?P<d>{_N})(?:场)?[平和][、，]?)?(?:(?P<l>{_N})(?:场)?[负败])?"
)
# 九轮比赛取得8胜1负; 14轮战罢.
_PLAYED = regex(
    rf"(?<![第前后近0-9一二三四五六七八九十])(?P<n>{_N})(?:轮|场|战|局|盘|次)(?:比赛|较量|对局|联赛|循环赛|小组赛|战罢|下来|过后|角逐|交锋|征战)?[^。；0-9一二三四五六七八九十胜负平]{{0,10}}\Z"
)
_POINTS = regex(
    rf"[^。；，0-9]{{0,5}}[，]?[^。；，0-9]{{0,3}}(?:积|拿到|得到|获得|共得|得)(?P<n>{_N})分"
)
_SCORE = regex(
    r"(?<![0-9.:比])(?P<a>[0-9]{1,3})(?:比|[:：∶])(?P<b>[0-9]{1,3})(?![0-9]*[:：∶比.]|[0-9])"
)
_GOALS = regex(
    rf"(?P<k>{_N})场(?:比赛|较量|球)?(?:一共|总共|合计|共计|共)(?:攻入|打进|踢进|打入|进)(?:了)?(?P<n>{_N})[个粒]?(?:进)?球"
)
_SECTIONS = regex(
    rf"(?P<k>{_N})(?:节|局|盘|回合)[^。；0-9]{{0,8}}(?:比分|小分)?(?:分别|依次)?(?:为|是|：|打成|打出)?\Z"
)
_MEDALS = regex(
    rf"(?P<g>[0-9]{{1,3}}|{_N})(?:枚)?金(?:牌)?[、，]?(?P<s>{_N})(?:枚)?银(?:牌)?[、，和]?(?P<b>{_N})(?:枚)?铜(?:牌)?"
    rf"[，、（]?[^。；0-9]{{0,4}}(?:共|合计|总计|总共|一共|总数)[^。；0-9]{{0,5}}(?P<n>{_N})(?:枚|块|面)"
)
_SETS_MOST = 4
_LEAST = 2


def scores(told: StoryText) -> Iterator[Diagnostic]:
    """Every result that does not add up."""
    if "胜" in told.text:
        yield from _records(told)
    if "比" in told.text or ":" in told.text:
        yield from _goals(told)
        yield from _margins(told)
        yield from _sections(told)
    if "金" not in told.text or "铜" not in told.text:
        return
    for match in _MEDALS.finditer(told.text):
        right = sum(_number(match[key]) for key in "gsb")
        if right != _number(match["n"]):
            yield _told(
                told, at(match), f"{match.group()}：加起来是{right}", f"the medals come to {right}"
            )


def _number(words: str | None) -> int:
    if not words:
        return 0
    worth = Decimal(words) if words.isdigit() else number_of(words)
    return int(worth) if worth is not None else 0


def _told(told: StoryText, place: tuple[int, int], zh: str, en: str) -> Diagnostic:
    return warning(
        "sum-differs", told, place, Text(zh, en), Text("核对这几个数", "check these numbers")
    )


def _margins(told: StoryText) -> Iterator[Diagnostic]:
    """78比56……赢了22分."""
    for match in _MARGIN.finditer(told.text):
        right = abs(int(match["a"]) - int(match["b"]))
        if _number(match["n"]) != right:
            yield _told(
                told, at(match), f"{match['a']}比{match['b']}差{right}，写成了{match['n']}",
                f"{match['a']}:{match['b']} is a margin of {right}, not {match['n']}",
            )  # fmt: skip


_MARGIN = regex(
    rf"(?<![0-9.])(?P<a>[0-9]{{1,3}})比(?P<b>[0-9]{{1,3}})(?![0-9])[^。；0-9第]{{0,16}}(?:赢了|净胜|领先|落后|输了|相差|差距|胜出|优势|只差|仅差)[^，。；0-9]{{0,6}}?(?P<n>{_N})(?:分|个?球)"
)


def _records(told: StoryText) -> Iterator[Diagnostic]:
    """Won, drawn and lost against the matches played, and against the points of football."""
    for match in _RECORD.finditer(told.text):
        if match["d"] is None and match["l"] is None:
            continue
        won, drawn, lost = (_number(match[key]) for key in "wdl")
        played = _PLAYED.search(told.text[max(0, match.start() - 22) : match.start()])
        total = won + drawn + lost
        if played is not None and match["l"] is not None and _number(played["n"]) != total:
            yield _told(
                told, at(match), f"{match.group()}：加起来是{total}场，前面写{played['n']}场",
                f"{match.group()} are {total} matches, not {played['n']}",
            )  # fmt: skip
        points = _POINTS.match(told.text, match.end())
        if points is None or match["d"] is None:
            continue
        said = _number(points["n"])
        # Football then and now, and chess.
        if said not in (3 * won + drawn, 2 * won + drawn) and 2 * said != 2 * won + drawn:
            yield _told(
                told, (match.start(), points.end() - match.start()),
                f"{match.group()}：算来是{3 * won + drawn}分，写成了{points['n']}分",
                f"{match.group()} are {3 * won + drawn} points, not {points['n']}",
            )  # fmt: skip


def _lists(text: str) -> Iterator[list[re.Match[str]]]:
    """Scores that stand in one sentence."""
    scores = list(_SCORE.finditer(text))
    run: list[re.Match[str]] = []
    for score in scores:
        if run and any(mark in text[run[-1].end() : score.start()] for mark in "。！？\n"):
            yield run
            run = []
        run.append(score)
    if run:
        yield run


def _goals(told: StoryText) -> Iterator[Diagnostic]:
    """The goals of the matches that are told before: 本轮4场共进10球."""
    for match in _GOALS.finditer(told.text):
        begin = max(told.text.rfind(mark, 0, match.start()) for mark in "。！？\n") + 1
        played = list(_SCORE.finditer(told.text, begin, match.start()))
        right = sum(int(one["a"]) + int(one["b"]) for one in played)
        if len(played) == _number(match["k"]) and right != _number(match["n"]):
            yield _told(
                told, at(match), f"{match.group()}：几场比分加起来是{right}球",
                f"{match.group()}: the scores come to {right}",
            )  # fmt: skip


def _sections(told: StoryText) -> Iterator[Diagnostic]:
    """Quarters against the final score; sets against who won."""
    for run in _lists(told.text):
        begin = told.text[max(0, run[0].start() - 24) : run[0].start()]
        named = _SECTIONS.search(begin)
        if named is not None and len(run) > _LEAST and len(run) == _number(named["k"]) + 1:
            yield from _final(told, run)
            continue
        if named is None or len(run) != _number(named["k"]) or len(run) < _LEAST:
            if len(run) > _LEAST:
                yield from _sets(told, run[0], run[1:])
                yield from _quarters(told, run)
            continue
        ours, theirs = (sum(int(one[key]) for one in run) for key in "ab")
        others = [
            s for s in _SCORE.finditer(told.text) if s.start() not in {r.start() for r in run}
        ]
        finals = {tuple(sorted((int(s["a"]), int(s["b"])))) for s in others if int(s["a"]) > max(
            int(r["a"]) for r in run)}  # fmt: skip
        if finals and tuple(sorted((ours, theirs))) not in finals:
            yield _told(
                told, (run[0].start(), run[-1].end() - run[0].start()),
                f"各节比分加起来是{ours}比{theirs}，全场比分不是",
                f"the quarters come to {ours}:{theirs}, which is not the final score",
            )  # fmt: skip


def _final(told: StoryText, run: list[re.Match[str]]) -> Iterator[Diagnostic]:
    """The quarters first, the final score behind them in one sentence."""
    parts, final = run[:-1], run[-1]
    ours, theirs = (sum(int(one[key]) for one in parts) for key in "ab")
    most = max(int(one[key]) for one in parts for key in "ab")
    if min(int(final["a"]), int(final["b"])) > most and {ours, theirs} != {
        int(final["a"]), int(final["b"])
    }:  # fmt: skip
        yield _told(
            told, at(final), f"各节比分加起来是{ours}比{theirs}，写成了{final.group()}",
            f"the quarters come to {ours}:{theirs}, not {final['a']}:{final['b']}",
        )  # fmt: skip


def _quarters(told: StoryText, run: list[re.Match[str]]) -> Iterator[Diagnostic]:
    """The final score first, the quarters behind it in one sentence."""
    final, parts = run[0], run[1:]
    named = _SECTIONS.search(told.text[max(0, parts[0].start() - 24) : parts[0].start()])
    if named is None or _number(named["k"]) != len(parts) or int(final["a"]) <= int(parts[0]["a"]):
        return
    ours, theirs = (sum(int(one[key]) for one in parts) for key in "ab")
    if {ours, theirs} != {int(final["a"]), int(final["b"])}:
        yield _told(
            told, (parts[0].start(), parts[-1].end() - parts[0].start()),
            f"各节比分加起来是{ours}比{theirs}，前面写{final.group()}",
            f"the quarters come to {ours}:{theirs}, not {final['a']}:{final['b']}",
        )  # fmt: skip


def _sets(told: StoryText, final: re.Match[str], run: list[re.Match[str]]) -> Iterator[Diagnostic]:
    """A match won by sets, its sets behind it: 3比1……25比20、22比25、25比18、25比19."""
    most, least = sorted((int(final["a"]), int(final["b"])), reverse=True)
    gaps = [told.text[a.end() : b.start()] for a, b in itertools.pairwise(run)]
    if most > _SETS_MOST or most == least or len(run) != most + least:
        return
    if any(len(gap) > _LEAST for gap in gaps) or max(int(r["a"]) for r in run) <= _SETS_MOST:
        return
    won = sum(int(one["a"]) > int(one["b"]) for one in run)
    if {won, len(run) - won} != {most, least}:
        yield _told(
            told, (run[0].start(), run[-1].end() - run[0].start()),
            f"各局算来是{won}比{len(run) - won}，前面写{final.group()}",
            f"the sets come to {won}:{len(run) - won}, not {final['a']}:{final['b']}",
        )  # fmt: skip
