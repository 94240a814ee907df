"""`check`: everything that can be said without writing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.cli import exits
from presslayout.cli.build import asked
from presslayout.newsroom import reports
from presslayout.newsroom.checking import check
from presslayout.newsroom.proofread.facts import FactKind

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from presslayout.cli.voice import Voice
    from presslayout.delivery.report import Report
    from presslayout.newsroom.proofread.facts import Fact
    from presslayout.newsroom.proofread.form import FormVerdict


KINDS = {
    FactKind.NAME: "人名",
    FactKind.PLACE: "地名",
    FactKind.ORGANISATION: "机构",
    FactKind.DATE: "日期",
    FactKind.NUMBER: "数字",
    FactKind.QUOTATION: "引语",
}


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell what was found, and how full the pages are."""
    checked = check(Path(arguments.issue), asked(arguments))
    told = checked.report
    voice.diagnostics(told.diagnostics)
    code = exits.exit_code(told.diagnostics)
    if voice.json:
        voice.object(
            {
                "ok": code == messages.OK,
                "issue": told.issue,
                "pages": reports.pages(told.pages),
                "facts": [
                    {
                        "story": fact.story,
                        "part": fact.part,
                        "kind": fact.kind,
                        "text": fact.text,
                        "offset": fact.offset,
                    }
                    for fact in checked.facts
                ],
                "composition": reports.composition(told.pages),
                "form": _form(checked.form),
                "diagnostics": reports.diagnostics(told.diagnostics),
            }
        )
    elif code == messages.OK:
        stories = sum(len(page.stories) for page in told.pages)
        voice.say(
            f"{told.issue}：{len(told.pages)} 版，{stories} 个版位，可以排",
            f"{told.issue}: {len(told.pages)} pages, {stories} slots filled; it can be built",
        )
        _composition(told, voice)
    if arguments.facts and not voice.json:
        _facts(checked.facts, voice)
    return code


def _facts(facts: Sequence[Fact], voice: Voice) -> None:
    """The sheet of facts: story by story, kind by kind, each with how often it stands there."""
    for story in dict.fromkeys(fact.story for fact in facts):
        voice.say(f"稿件 {story} 要核对的", f"story {story}, to be checked")
        for kind, name in KINDS.items():
            counts = Counter(f.text for f in facts if f.story == story and f.kind == kind)
            if not counts:
                continue
            listed = [text if n == 1 else f"{text}×{n}" for text, n in counts.items()]
            voice.say(f"  {name}  " + "  ".join(listed), f"  {kind}  " + "  ".join(listed))


def _form(verdict: FormVerdict | None) -> dict[str, object] | None:
    """差错数 of legal form, rule by rule; None where page one is not there to be judged."""
    if verdict is None:
        return None
    return {
        "errors": verdict.errors,
        "limit": verdict.limit,
        "rules": [
            {"rule": breach.rule, "errors": count, "page": breach.page}
            for breach, count in verdict.breaches
        ],
        "by_hand": list(verdict.by_hand),
    }


def _composition(told: Report, voice: Voice) -> None:
    """How the lines are set: those of all stories in a line, with -v a line a story."""
    rows = [row for row in reports.composition(told.pages) if row["lines"]]
    if not voice.telling.whole:
        _sum(rows, voice)
        return
    for row in rows:
        three = row["three_marks"]
        parted = (f"，三个标点拆开 {three}", f", three marks parted {three}") if three else ("", "")
        wrong = row["forbidden"] + row["split_runs"] + row["overfull"]
        voice.say(
            f"  {row['story']}：{row['lines']} 行，避头尾与超行 {wrong}，孤字 {row['orphans']}，"
            f"松行 {row['loose_lines']}，字距加宽 95% 在 {row['han_gap_p95_em']:.3f} 字以内{parted[0]}",
            f"  {row['story']}: {row['lines']} lines, forbidden or overfull {wrong}, "
            f"orphans {row['orphans']}, loose {row['loose_lines']}, "
            f"95 % of lines opened by at most {row['han_gap_p95_em']:.3f} em{parted[1]}",
        )


def _sum(rows: Sequence[Mapping[str, Any]], voice: Voice) -> None:
    """How the lines of all stories are set together."""
    lines, orphans, loose = (
        sum(r[name] for r in rows) for name in ("lines", "orphans", "loose_lines")
    )
    wrong = sum(r["forbidden"] + r["split_runs"] + r["overfull"] for r in rows)
    voice.say(
        f"  {lines} 行，避头尾与超行 {wrong}，孤字 {orphans}，松行 {loose}（-v 按稿件列）",
        f"  {lines} lines, forbidden or overfull {wrong}, orphans {orphans}, loose {loose} "
        "(-v: story by story)",
    )
