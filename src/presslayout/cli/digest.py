"""Findings as few lines as tell them all: alike ones are one, errors come last (SPEC §6).

One finding stands for all of a code in a file: their number, the first three places, the way out.
Where even these are too many, excerpts go first, then what is no error is told once for all files,
so that nobody has to scroll for the error.  Nothing is lost: `-v` and --json tell every finding.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, INFO, WARNING, Severity, Text
from presslayout.base.values import frozen
from presslayout.cli.cells import cells, visible, width, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic, Hearing, Span

WEIGHTS = (INFO, WARNING, ERROR)
WORDS = {ERROR: Text("错误", "error"), WARNING: Text("警告", "warning"), INFO: Text("提示", "info")}
COUNTED = {
    ERROR: Text("个错误", " error"),
    WARNING: Text("个警告", " warning"),
    INFO: Text("条提示", " note"),
}
# What the program did as it always does, and nobody has to do anything about.
ASIDE = frozenset(
    "loose-line marks-parted headline-mark-dropped blank-dropped line-gap drawn-otherwise "
    "excess-resolution".split()
)
# What is one with another finding of the same paragraph: a sentence of one that stands twice.
WITHIN = {"repeated-sentence": "repeated-paragraph"}
PLACES = 3
# Lines of a listing, and of what is said again at its end.
MOST, AGAIN = 48, 9
# What is seen at once of a terminal of 24 rows below which a shell and a result stand.
ROW, SCREEN = 80, 18
# What a narrow terminal shows; a paragraph's line is far longer.
EXCERPT_WIDTH = 72
SHORT_WIDTH = 78
_TAB = "    "
_MARGIN = "    "
_EVERY, _SOME, _WRONG, _NONE = (frozenset(WEIGHTS[n:]) for n in range(4))
_LIGHT, _SOFT = frozenset((INFO,)), frozenset((INFO, WARNING))


@frozen
class ToldLine:
    """A line: its words, each with what it is (a severity's word, "place", "quiet", or "")."""

    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The line's words alone."""
        return "".join(text for text, _ in self.parts)


@frozen
class Closeness:
    """How much is told of findings, by how grave they are.

    `excerpts` are shown with the line of their file, `each` with the words of their first places,
    `hints` with the way out; of `joined` all files are told of at once, `bare` are counted alone.
    """

    excerpts: frozenset[Severity]
    each: frozenset[Severity]
    hints: frozenset[Severity]
    joined: frozenset[Severity]
    bare: frozenset[Severity] = _NONE


FULL = Closeness(_EVERY, _EVERY, _EVERY, _NONE)
# From the roomiest to the closest: the first that is short enough is taken.
CLOSER = (
    FULL,
    Closeness(_SOME, _SOME, _EVERY, _NONE),
    Closeness(_WRONG, _WRONG, _EVERY, _NONE),
    Closeness(_NONE, _WRONG, _EVERY, _NONE),
    Closeness(_NONE, _WRONG, _EVERY, _LIGHT),
    Closeness(_NONE, _WRONG, _EVERY, _SOFT),
    Closeness(_NONE, _WRONG, _SOME, _SOFT),
    Closeness(_NONE, _WRONG, _WRONG, _SOFT),
    Closeness(_NONE, _WRONG, _SOME, _SOFT, _LIGHT),
    Closeness(_NONE, _WRONG, _WRONG, _SOFT, _LIGHT),
    Closeness(_NONE, _NONE, _WRONG, _EVERY, _LIGHT),
)


@frozen
class AlikeFindings:
    """Findings of one code that are told as one, the first of them first."""

    all: tuple[Diagnostic, ...]

    @property
    def first(self) -> Diagnostic:
        """The one whose words are told."""
        return self.all[0]

    @property
    def alike(self) -> bool:
        """Whether all of them say the same."""
        return len({d.message for d in self.all}) == 1

    @property
    def files(self) -> int:
        """How many files they are found in."""
        return len({d.span.file for d in self.all if d.span})


def digest(found: Sequence[Diagnostic], lang: str, telling: Hearing) -> list[ToldLine]:
    """The lines that tell of findings, in the order of their gravity, and how many there are."""
    wanted = [d for d in told_once(found) if _wanted(d, telling)]
    if not wanted:
        return []
    if telling.stat:
        return [*_table(wanted, lang), _plain(counted(wanted, lang))]
    if telling.whole:
        listing = [line for d in _by_weight(wanted) for line in rendered(d, lang)]
        return [*listing, *_again(wanted, listing, lang), _plain(counted(wanted, lang))]
    shown, aside = _parted(wanted, telling)
    listing = _listing(shown, aside, lang)
    return [*listing, *_again(shown, listing, lang), _plain(counted(wanted, lang))]


def told_once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Without what is found a second time at its place because two stories have one copy."""
    seen: set[object] = set()
    once = []
    for d in found:
        key = (d.code, d.severity, d.span, d.message, d.page if d.span is None else None)
        if d.span is None or key not in seen:
            once.append(d)
        seen.add(key)
    return once


def groups(found: Iterable[Diagnostic], joined: frozenset[Severity]) -> list[AlikeFindings]:
    """Findings of a code and a file together, those of `joined` severities over all files."""
    kin: dict[object, list[Diagnostic]] = {}
    for d in _by_weight(found):
        file = d.span.file if d.span and d.severity not in joined else ""
        kin.setdefault((d.severity, d.code, file), []).append(d)
    return [AlikeFindings(tuple(all_)) for all_ in kin.values()]


def rendered(d: Diagnostic, lang: str) -> list[ToldLine]:
    """file:line:column, severity, code and message; the excerpt with a caret; the way out."""
    return _told(AlikeFindings((d,)), FULL, lang)


def counted(found: Iterable[Diagnostic], lang: str) -> str:
    """How many errors, warnings and remarks."""
    counts = Counter(d.severity for d in found)
    parts = []
    for severity, word in COUNTED.items():
        if count := counts[severity]:
            plural = "s" if lang == "en" and count > 1 else ""
            parts.append(f"{count}{' ' * (lang == 'zh')}{word.say(lang)}{plural}")
    return ("，" if lang == "zh" else ", ").join(parts)


def _wanted(d: Diagnostic, telling: Hearing) -> bool:
    only = ERROR if telling.quiet else telling.only
    return only is None or d.severity is only


def _by_weight(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(found, key=lambda d: WEIGHTS.index(d.severity))


def _parted(
    found: Sequence[Diagnostic], telling: Hearing
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What is told, and what is counted alone."""
    if telling.only is INFO:
        return list(found), []
    lines = {(d.code, d.span.file, d.span.line) for d in found if d.span}

    def aside(d: Diagnostic) -> bool:
        if d.severity is INFO and d.code in ASIDE:
            return True
        outer = WITHIN.get(d.code)
        return (
            d.severity is not ERROR
            and d.span is not None
            and (outer, d.span.file, d.span.line) in lines
        )

    return [d for d in found if not aside(d)], [d for d in found if aside(d)]


def _aside(found: Sequence[Diagnostic], lang: str) -> list[ToldLine]:
    """What is not listed: how many of which code."""
    if not found:
        return []
    counts = Counter(d.code for d in found)
    said = " ".join(f"{code} ×{n}" for code, n in sorted(counts.items()))
    text = Text(f"没有列出：{said}（-v 全列）", f"not listed: {said} (-v lists all)")
    return [ToldLine(((text.say(lang), "quiet"),))]


def _listing(found: Sequence[Diagnostic], aside: Sequence[Diagnostic], lang: str) -> list[ToldLine]:
    """The groups as roomy as they can be within what one reads; at last the gravest alone."""
    for close in CLOSER:
        listed = [d for d in found if d.severity not in close.bare]
        counted_alone = [*aside, *(d for d in found if d.severity in close.bare)]
        told = [(g.first.severity, _told(g, close, lang)) for g in groups(listed, close.joined)]
        notes = _aside(counted_alone, lang)
        if sum(len(lines) for _, lines in told) + len(notes) <= MOST:
            break
    else:
        told, left = _gravest(told, MOST - len(notes) - 1)
        more = Text(f"另有 {left} 种（--stat 列数目，-v 全列）", f"{left} more kinds (--stat, -v)")
        notes = [ToldLine(((more.say(lang), "quiet"),)), *notes]
    before = [line for severity, lines in told if severity is not ERROR for line in lines]
    errors = [line for severity, lines in told if severity is ERROR for line in lines]
    return [*before, *notes, *errors]


def _gravest(
    told: Sequence[tuple[Severity, list[ToldLine]]], room: int
) -> tuple[list[tuple[Severity, list[ToldLine]]], int]:
    """All errors, and of the others the last that there is room for; how many are left out."""
    kept: list[tuple[Severity, list[ToldLine]]] = []
    for severity, lines in reversed(told):
        if severity is not ERROR and len(lines) > room:
            break
        room -= len(lines)
        kept.insert(0, (severity, lines))
    return kept, len(told) - len(kept)


def _again(found: Sequence[Diagnostic], listing: Sequence[ToldLine], lang: str) -> list[ToldLine]:
    """The errors again, a line each, where they began further up than a screen shows."""
    first = next((n for n, line in enumerate(listing) if line.parts[0][1] == "place error"), None)
    if first is None or sum(1 + width(one.text) // ROW for one in listing[first:]) <= SCREEN:
        return []
    wrong = groups([d for d in found if d.severity is ERROR], _NONE)
    if len(wrong) > AGAIN - 1:
        wrong = groups([d for d in found if d.severity is ERROR], _EVERY)
    lines = [_plain(Text("错误在这里：", "the errors:").say(lang))]
    for group in wrong[: AGAIN - 1]:
        d = group.first
        # The listing has the whole path.
        place = f" {_place(d.span).rpartition('/')[2]}" if d.span else ""
        head = f"  [{d.code}]{_times(group)}{place} "
        rest = within(visible(d.message.say(lang)), max(SHORT_WIDTH - width(head), 0))
        lines.append(ToldLine(((visible(head), "error"), (rest, ""))))
    if len(wrong) > AGAIN - 1:
        lines.pop()
        left = len(wrong) - AGAIN + 2
        lines.append(_plain(Text(f"  另有 {left} 种", f"  and {left} more kinds").say(lang)))
    return lines


def _told(group: AlikeFindings, close: Closeness, lang: str) -> list[ToldLine]:
    """The lines of one group."""
    d, kind = group.first, group.first.severity
    each = kind in close.each and not group.alike
    pasted = tuple(dict.fromkeys(one.paste for one in group.all if one.paste))
    message = d.message if len(pasted) < 2 else _missing(group)  # noqa: PLR2004  more than one
    place = f"{_place(d.span)}: " if d.span else ""
    times = _times(group) + ("" if each or len(pasted) > 1 else _others(group, lang))
    lines = [
        ToldLine((
            (visible(place), f"place {kind}"),
            (WORDS[kind].say(lang), str(kind)),
            (visible(f"[{d.code}]{times}: {message.say(lang)}"), ""),
        ))
    ]  # fmt: skip
    if kind in close.excerpts and d.span and d.span.excerpt.strip():
        lines += [ToldLine(((visible(text), "quiet"),)) for text in _excerpt(d.span)]
    way_out = _way_out(group, pasted, lang) if kind in close.hints or len(pasted) > 1 else []
    if each and len(pasted) < 2:  # noqa: PLR2004
        # A way out that is the first one's alone stands with the first, as theirs do with the others.
        apart = bool(way_out) and len({one.hint for one in group.all[:PLACES]}) > 1
        words = list(_words(group, lang, apart=apart))
        return [*lines, *way_out, *words] if apart else [*lines, *words, *way_out]
    return [*lines, *way_out]


def _place(span: Span) -> str:
    return f"{span.file}:{span.line}:{span.column}"


def _times(group: AlikeFindings) -> str:
    return f" ×{len(group.all)}" if len(group.all) > 1 else ""


def _others(group: AlikeFindings, lang: str) -> str:
    """Where else a code is found: the next places of its file, or of other files."""
    d = group.first
    spans = [one.span for one in group.all[1:] if one.span]
    if group.files > 1:
        own = d.span.file if d.span else ""
        firsts = {span.file: span for span in reversed(spans) if span.file != own}
        spans = list(reversed(firsts.values()))
        names = [f"{s.file.rpartition('/')[2]}:{s.line}:{s.column}" for s in spans]
        files = Text(f"{group.files} 个文件，还有 ", f"{group.files} files, also ").say(lang)
    else:
        here = (d.span.line, d.span.column) if d.span else None
        seen = dict.fromkeys((s.line, s.column) for s in spans)
        names = [f"{line}:{column}" for line, column in seen if (line, column) != here]
        files = Text("还有 ", "also ").say(lang)
    if not names:
        return ""
    more = " …" if len(names) > PLACES - 1 else ""
    listed = " ".join(names[: PLACES - 1])
    return Text(f"（{files}{listed}{more}）", f" ({files}{listed}{more})").say(lang)


def _words(group: AlikeFindings, lang: str, *, apart: bool) -> Iterator[ToldLine]:
    """The next places of a code with their own words, and `apart` with their own ways out."""
    for d in group.all[1:PLACES]:
        if d.span is None:
            place = ""
        elif group.first.span and d.span.file == group.first.span.file:
            place = f"{d.span.line}:{d.span.column} "
        else:
            place = f"{_place(d.span)} "
        hint = _unsaid(d, group.first, lang) if apart else ""
        yield ToldLine(((visible(f"  {place}{d.message.say(lang)}"), ""), (visible(hint), "quiet")))
    left = len(group.all) - PLACES
    if left > 0:
        more = Text(f"  另有 {left} 处（-v 全列）", f"  and {left} more (-v lists all)").say(lang)
        yield ToldLine(((more, "quiet"),))


def _unsaid(d: Diagnostic, first: Diagnostic, lang: str) -> str:
    """Behind a place's words what mends it, as far as the first one's way out does not say it."""
    said, own = (one.hint.say(lang) if one.hint else "" for one in (first, d))
    mark = Text("；", "; ").say(lang)
    left = mark.join(part for part in own.split(mark) if part not in said.split(mark))
    return f" → {left}" if left else ""


def _way_out(group: AlikeFindings, pasted: Sequence[object], lang: str) -> list[ToldLine]:
    """What mends a group: what to do, or the lines to paste under a key of its file."""
    label = Text("  改法：", "  hint: ").say(lang)
    rows = list(dict.fromkeys(d.paste for d in group.all if d.paste))
    if len(pasted) > 1:
        under = rows[0].under
        text = Text(
            f"贴到「{under.zh}」下面，换成实情：",
            f"paste under “{under.en}”, with what is true:",
        )
        first = ToldLine(((label, "quiet"), (text.say(lang), "")))
        return [first, *(_plain(f"{_MARGIN}{row.line.say(lang)}") for row in rows)]
    hint = group.first.hint
    if hint is None:
        return []
    return [ToldLine(((label, "quiet"), (visible(hint.say(lang)), "")))]


def _missing(group: AlikeFindings) -> Text:
    """What all those lack whose lines are to be pasted."""
    rows = list(dict.fromkeys(d.paste for d in group.all if d.paste))
    rest = next((d for d in group.all if not d.paste), None)
    zh = "、".join(row.line.zh.partition(":")[0] for row in rows)
    en = ", ".join(row.line.en.partition(":")[0] for row in rows)
    also = Text("", "") if rest is None else Text(f"；{rest.message.zh}", f"; {rest.message.en}")
    return Text(f"没有写 {zh}{also.zh}", f"not said: {en}{also.en}")


def _table(found: Sequence[Diagnostic], lang: str) -> Iterator[ToldLine]:
    """A row a code: how many, how grave; the most frequent last."""
    counts = Counter((d.severity, d.code) for d in found)
    rows = sorted(counts.items(), key=lambda row: (WEIGHTS.index(row[0][0]), row[1], row[0][1]))
    most = max(len(str(n)) for n in counts.values())
    for (severity, code), n in rows:
        yield ToldLine(((f"{n:>{most}}  ", ""), (WORDS[severity].say(lang), str(severity)), (f"  {code}", "")))  # fmt: skip


def _plain(text: str) -> ToldLine:
    return ToldLine(((visible(text), ""),))


def _excerpt(span: Span) -> list[str]:
    """The line of the file, cut to what a terminal shows, and a caret under the place."""
    text = span.excerpt.split("\n")[0].replace("\t", _TAB)
    shift = span.excerpt[: span.column - 1].count("\t") * (len(_TAB) - 1)
    start = min(max(span.column - 1 + shift, 0), len(text))
    indent = min(len(text) - len(text.lstrip()), start)
    first = max(indent, start - EXCERPT_WIDTH // 4 if start > EXCERPT_WIDTH // 2 else indent)
    last, taken = first, 0
    while last < len(text) and taken < EXCERPT_WIDTH:
        taken += cells(text[last])
        last += 1
    before = "…" if first > indent else ""
    after = "…" if last < len(text) else ""
    lead = width(before + text[first:start])
    length = max(1, width(text[start : min(start + span.length, last)]))
    return [
        f"{_MARGIN}{before}{text[first:last]}{after}",
        f"{_MARGIN}{' ' * lead}{'^' * length}",
    ]
