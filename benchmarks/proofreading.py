"""Planted faults that a proofreader must find, and clean copy in which there is nothing to find.

    python benchmarks/proofreading.py [SET ...] [--misses SET] [--alarms] [--clean PATH ...]

A set is a file of benchmarks/proofreading: stories of an invented county with faults in them, each
written `{kind|wrong|right}`.  Its copy with the wrong words is asked for recall, with the right ones
for false alarms.  A fault is found where a finding of a code that belongs to its kind stands in its
sentence, or names its words; one finding answers for one fault.
Clean copy is that of the sample and the gallery, put together anew until there are 100,000
characters of it, and any folder or file of text that is named after --clean.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.diagnostics import Severity
from presslayout.issue.load import load
from presslayout.newsroom.proofread.reading import proofread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.base.diagnostics import Diagnostic

# So many stories make a paper of other people's text.
PAPER = 10
ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "benchmarks" / "proofreading"
HEAD = (
    "报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-11-16, 总期号: 6128, 今日版数: 4}\n"
    "版面:\n  - {版次: 1, 版名: 特刊, 模板: 四开-头条加三稿, 责任编辑: 甲, 稿件: [\n"
)
# What may be said of each kind of fault.
CODES = {
    "人名": "name-differs name-not-in-body",
    "外名": "name-differs name-not-in-body",
    "地名": "place-differs name-not-in-body name-differs wrong-word",
    "职务": "title-differs name-title",
    "次序": "name-order",
    "题数": "head-number number-not-in-body",
    "合计": "sum-differs",
    "比例": "share-differs",
    "增幅": "growth-differs",
    "倍数": "growth-differs decrease-times",
    "时长": "span-differs age-differs",
    "星期": "wrong-weekday",
    "日期": "no-such-day",
    "单位": "unit-odd",
    "换算": "conversion-differs",
    "年龄": "age-differs span-differs",
    "重句": "repeated-sentence",
    "重登": "repeated-sentence repeated-paragraph",
    "叠字": "doubled-word",
    "半角": "half-width-mark straight-quote",
    "点号": "doubled-mark half-width-mark missing-stop quote-place guess-form",
    "破折": "dash-form",
    "省略": "ellipsis-form dash-form ellipsis-and-etc",
    "引号": "unbalanced-quotes quote-place",
    "繁体": "traditional-character mark-form",
    "的地得": "particle",
    "成语": "wrong-word wrong-idiom",
    "错词": "wrong-word wrong-idiom",
    "数字": "mixed-numerals zero-form guess-form twice-about short-year",
    "范围": "range-hyphen range-unit twice-about guess-form",
    "号码": "odd-number",
    "时刻": "no-such-time span-differs",
    "农历": "wrong-lunar-day",
    "金额": "unit-odd sum-differs",
    "图说": "name-differs place-differs sum-differs head-number",
    "转版": "wrong-jump",
}
# What a proofreader is told of clean copy without any fault being meant.
REMARKS = frozenset("name-not-in-body number-not-in-body number-written-otherwise".split())
_PLANTED = re.compile(r"\{(?P<kind>[^|{}]*)\|(?P<wrong>[^|{}]*)\|(?P<right>[^|{}]*)\}")
# A finding that quotes so much of a fault speaks of it.
WORDS = 15


class Fault(NamedTuple):
    """A fault: where it stands in its story, of which kind it is, its words."""

    story: str
    part: str
    at: int
    kind: str
    wrong: str
    right: str


class Copy(NamedTuple):
    """Stories as lists of (part, line), the house's leaders, the faults of the stories."""

    stories: dict[str, list[tuple[str, str]]]
    leaders: list[str]
    faults: list[Fault]


def read(path: Path, *, planted: bool) -> Copy:
    """A set with its wrong words or with the right ones."""
    copy = Copy({}, [], [])
    name, offset = "", 0
    parts = {"#": "headline", "%": "deck"}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(";") or not line:
            continue
        if line.startswith("="):
            copy.leaders.append(line[1:].strip())
            continue
        part = parts.get(line[0], "body")
        text = line[2:] if part != "body" else line
        if part == "headline":
            name, offset = f"S{len(copy.stories) + 1}", 0
            copy.stories[name] = []
        made, last = "", 0
        for match in _PLANTED.finditer(text):
            made += text[last : match.start()]
            words = match["wrong" if planted else "right"]
            if match["wrong"] != match["right"]:
                at = (offset if part == "body" else 0) + len(made)
                copy.faults.append(Fault(name, part, at, *match.groups()))
            made, last = made + words, match.end()
        made += text[last:]
        copy.stories[name].append((part, made))
        offset += len(made) + 1 if part == "body" else 0
    return copy


def found_in(copy: Copy, folder: Path) -> tuple[list[Diagnostic], dict[tuple[str, str], str]]:
    """What is told of these stories, and their texts."""
    issue = folder / "issue" / "2026-11-16"
    issue.mkdir(parents=True, exist_ok=True)
    rules = folder / "layout" / "称谓"
    rules.mkdir(parents=True, exist_ok=True)
    (rules / "领导.txt").write_text("\n".join(copy.leaders), encoding="utf-8")
    rows = [HEAD]
    for name, lines in copy.stories.items():
        heads = {part: text for part, text in lines if part != "body"}
        body = [text for part, text in lines if part == "body"] or ["。"]
        (issue / f"{name}.txt").write_text("\n\n".join(body) + "\n", encoding="utf-8")
        words = [
            f"{key}: {_quoted(heads[part])}"
            for part, key in (("headline", "主题"), ("deck", "副题"))
            if part in heads
        ]
        rows.append(f"  {{编号: {name}, {', '.join((*words, f'正文: {name}.txt'))}}},\n")
    rows.append("  ]}\n")
    (issue / "issue.yaml").write_text("".join(rows), encoding="utf-8")
    loaded = load(issue)
    texts = {
        (story.id, part): text
        for page in loaded.issue.pages
        for story in page.stories
        for part, text in story.texts
    }
    found = [d for d in loaded.diagnostics if d.code == "unbalanced-quotes"]
    return [*found, *proofread(loaded).found], texts


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def score(
    faults: Sequence[Fault], found: Iterable[Diagnostic], texts: dict[tuple[str, str], str]
) -> tuple[Counter[str], list[Fault]]:
    """How many faults of each kind were found, and those that were not."""
    left = list(found)
    hits: Counter[str] = Counter()
    missed: list[Fault] = []
    for fault in faults:
        codes = CODES[fault.kind].split()
        twice = fault.kind == "重登"
        own = [d for d in left if (twice or d.story == fault.story) and d.code in codes]
        near = [d for d in own if _says(d, fault)] or [d for d in own if _meets(d, fault, texts)]
        if near:
            left.remove(near[0])
            hits[fault.kind] += 1
        else:
            missed.append(fault)
    return hits, missed


def _says(told: Diagnostic, fault: Fault) -> bool:
    return len(fault.wrong) > 1 and fault.wrong[:WORDS] in told.message.zh


def _meets(told: Diagnostic, fault: Fault, texts: dict[tuple[str, str], str]) -> bool:
    """Whether a finding stands in the sentence of a fault or in the one beside it."""
    if told.part != fault.part or told.span is None:
        return told.part in ("headline", "deck") and fault.part in ("headline", "deck")
    text = texts.get((fault.story, fault.part), "")
    row = text.count("\n", 0, fault.at)
    return fault.part != "body" or (told.span.line + 1) // 2 == row + 1


def weighed(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that are alarms where nothing is wrong."""
    return [d for d in found if d.code not in REMARKS]


def clean_copy(paths: Sequence[Path], size: int) -> Copy:
    """Stories of clean text, a thousand characters or so in each."""
    pieces: list[str] = []
    files = [f for p in paths for f in ([p] if p.is_file() else sorted(p.rglob("*.*")))]
    for file in files:
        if file.suffix not in (".md", ".txt"):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        pieces += [
            line
            for line in text.splitlines()
            if len(line) > 12 and line[0] not in "#>|!-*{`<"  # noqa: PLR2004
        ]
    if size and pieces:
        # The same copy over and over, its paragraphs side by side with others every time.
        whole, step = list(pieces), 1
        total = sum(map(len, whole))
        while total < size:
            step += 2
            turned = [pieces[n * step % len(pieces)] for n in range(len(pieces))]
            whole += turned
            total += sum(map(len, turned))
        pieces = whole
    copy = Copy({}, [], [])
    run: list[str] = []
    for piece in pieces:
        if piece in run:
            continue
        run.append(piece)
        if sum(map(len, run)) > 1000:  # noqa: PLR2004
            copy.stories[f"S{len(copy.stories) + 1}"] = [("headline", "山水之间")] + [
                ("body", one) for one in run
            ]
            run = []
    return copy


def alarms(copy: Copy, *, tell: bool, step: int = 0) -> tuple[int, Counter[str]]:
    """The characters of clean copy and the alarms in it by code."""
    told: Counter[str] = Counter()
    size = 0
    names = list(copy.stories)
    step = step or len(names)
    for first in range(0, len(names), step):
        some = {name: copy.stories[name] for name in names[first : first + step]}
        with tempfile.TemporaryDirectory() as folder:
            found, texts = found_in(Copy(some, copy.leaders, []), Path(folder))
        size += sum(map(len, texts.values()))
        for one in weighed(found):
            told[f"{one.code}{'' if one.severity is not Severity.INFO else '·'}"] += 1
            if tell:
                where = texts.get((one.story or "", one.part or ""), "")
                print(f"    {one.code} {one.severity.name} {one.message.zh}  {_line(one, where)}")
    return size, told


def _line(one: Diagnostic, text: str) -> str:
    if one.span is None or one.part != "body":
        return text[:60]
    lines = text.split("\n")
    row = (one.span.line - 1) // 2
    at = max(0, one.span.column - 1)
    return lines[row][max(0, at - 14) : at + 24] if row < len(lines) else ""


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("sets", nargs="*", default=[])
    asked.add_argument("--misses", action="append", default=[])
    asked.add_argument("--alarms", action="store_true")
    asked.add_argument("--clean", type=Path, action="append", default=[])
    asked.add_argument("--bare", action="store_true", help="no clean copy of our own")
    args = asked.parse_args()
    for name in args.sets or sorted(p.stem for p in SETS.glob("set*.txt")):
        planted, right = (read(SETS / f"{name}.txt", planted=p) for p in (True, False))
        with tempfile.TemporaryDirectory() as folder:
            hits, missed = score(planted.faults, *found_in(planted, Path(folder)))
        all_of = Counter(fault.kind for fault in planted.faults)
        print(f"{name}: {sum(hits.values())} of {len(planted.faults)} "
              f"({100 * sum(hits.values()) / len(planted.faults):.0f} %)")  # fmt: skip
        print("  " + "  ".join(f"{kind} {hits[kind]}/{all_of[kind]}" for kind in CODES))
        size, told = alarms(right, tell=args.alarms)
        print(f"  right copy: {size} characters, {dict(told)}")
        if name in args.misses:
            for fault in missed:
                print("  missed", *fault)
    if not args.bare:
        own = [ROOT / "issue", ROOT / "docs" / "gallery"]
        size, told = alarms(clean_copy(own, 100_000), tell=args.alarms, step=1)
        _rate("own copy", size, told)
    for path in args.clean:
        size, told = alarms(clean_copy([path], 0), tell=args.alarms, step=PAPER)
        _rate(path.name, size, told)


def _rate(name: str, size: int, told: Counter[str]) -> None:
    grave = sum(count for code, count in told.items() if not code.endswith("·"))
    print(f"{name}: {size} characters, {grave} alarms "
          f"({grave * 10_000 / max(size, 1):.2f} in 10,000), {dict(told)}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
