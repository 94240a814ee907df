"""What PAGES lists, measured on finished pages: photos, air, alignment, heads, frames, texture.

    python benchmarks/pages.py [--against TREE] [--only NAME ...] [--each]

Sets the gallery's page of every template, the sample's pages and, where it lies beside this tree,
the seed text, and a page of a long headline and a poem, and reads all from edition.json: another program could.  With `--against` the pages
of another tree are set by that tree's own program and measured by the same rules, as "before".
`--each` tells besides what misses, page by page.  Lengths are points.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import combinations, pairwise
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT.parent / "shared" / "seed"
SEED_TEMPLATES = ("四开-双稿特刊", "四开-双稿特刊-10.5", "对开-双稿特刊")
SEED_PHOTOS = (
    "aitzgorri_by_Aitzol_Berasategi.jpg",
    "friends_by_Aitzol_Berasategi.jpg",
)
PT = 12_700
# Where the square of a Han character stands about its baseline, in thousandths (RULES G5).
ASCENT, DESCENT = 0.88, 0.12
HAN = re.compile("[一-鿿〇]")
COMMA = "，。、；："
# Sizes of headlines, in points: from the first to below the second.
SIZES = ((0, 20), (20, 28), (28, 36), (36, 54), (54, 400))
HEADS = ("kicker", "headline", "deck", "byline")
# What misses: lines that should agree and do not, in points; gaps of heads in em; digits in em.
APART, NEAR, WIDE_DIGIT, WIDE_LINE = 0.1, 0.45, 0.38, 1.15
# What lies between a subhead and its text is more than what lies between two lines of text.
LEAST_AIR = 5.5
# Slots of one area of heads, side by side, that begin no farther apart stand on one line.
LEVEL = 80.0
# An issue of its own: a long headline, and a poem under its head.
LONG_AND_VERSE = "题诗"
LONG_HEAD = "云岭县三百一十二条山沟都有了守山人二十年不砍一棵活树的约定写进了村规"
POEM = "水在石头里走了很久\n走到溪口才开口\n\n说它记得每一棵树\n和每一个渴的人\n"
# Two lines that belong together stand no farther apart than so many points.
TOGETHER = 30.0


class Line(NamedTuple):
    """A line of text: its baseline, character by character text, left edge and size, first face."""

    y: float
    cells: list[tuple[str, float, float]]
    face: str = ""

    @property
    def left(self) -> float:
        return self.cells[0][1]

    @property
    def right(self) -> float:
        return self.cells[-1][1] + self.cells[-1][2]

    @property
    def size(self) -> float:
        return max(cell[2] for cell in self.cells)


class Measured(NamedTuple):
    """What was measured: name, the values of all pages, where each was found."""

    values: dict[str, list[float]]
    missed: list[str]


# ---- pages, set by the tree that is measured -----------------------------------------------


def write(tree: Path, folder: Path, only: list[str]) -> None:
    """Set every page with the program of a tree; leave edition and places of slots in a folder."""
    sys.path[:0] = [str(tree / "src"), str(tree / "docs" / "gallery")]
    import gallery  # type: ignore[import-not-found]

    from presslayout.edition import codec
    from presslayout.newsroom.build import compose, load

    gallery.WORK = tree / "out" / "measured"
    gallery.WORK.mkdir(parents=True, exist_ok=True)
    specs: list[tuple[str, Any]] = [
        (name, lambda name=name: gallery.issue(name, gallery.noted(name)))
        for name in gallery.pages()
        if name != "报纸"
    ]
    specs += [
        (f"样例-{p.parent.name}", lambda p=p: p) for p in sorted(tree.glob("issue/*/issue.yaml"))
    ]
    specs += [(f"种子-{one}", lambda one=one: seed(gallery.WORK, one)) for one in SEED_TEMPLATES
              if SEED.is_dir()]  # fmt: skip
    specs += [(LONG_AND_VERSE, lambda: long_and_verse(gallery.WORK))]
    for name, spec in specs:
        if only and name not in only:
            continue
        try:
            loaded = load(spec())
            made = compose(loaded)
        except (KeyError, FileNotFoundError) as missing:
            print(f"{name}: not set, {missing!r}", file=sys.stderr)
            continue
        areas = [areas_of(loaded, record.template) for record in made.pages]
        stories = [
            [vars_of(one) | {"area": own.get(one.slot, "")} for one in record.stories]
            for record, own in zip(made.pages, areas, strict=True)
        ]
        whole = {"edition": codec.plain(codec.dumps(made.edition)), "stories": stories}
        (folder / f"{name}.json").write_text(json.dumps(whole), encoding="utf-8")


def areas_of(loaded: Any, template: str) -> dict[str, str]:
    """The areas of heads of a page's slots; older trees have none."""
    design = next((t for t in loaded.templates.values() if t.name == template), None)
    slots = design.slots if design is not None else ()
    return {slot.name: getattr(slot, "head_area", "") for slot in slots}


def vars_of(record: Any) -> dict[str, Any]:
    """What report.json says of a story's place."""
    box = record.bbox
    return {
        "id": record.id,
        "slot": record.slot,
        "box": [box.x, box.y, box.width, box.height],
        "size": record.headline_size,
        "level": not record.overset.lines and not record.underset_lines,
    }


def seed(work: Path, template: str) -> Path:
    """The issue of the seed text: its first story with two photos, its second below."""
    lines = next(iter(sorted(SEED.glob("*.txt")))).read_text("utf-8").splitlines()
    lines = [line.strip() for line in lines if line.strip()]
    second = next(n for n, line in enumerate(lines) if line == "真抓实干看慈利")
    first = next(n for n, line in enumerate(lines) if line.startswith("文/"))
    parts = {"A": lines[first + 1 : second], "B": lines[second + 2 :]}
    for name, paragraphs in parts.items():
        shown = [p if re.search("[。！？”]$", p) else f"## {p}" for p in paragraphs]
        # A line torn off in the seed goes on in the next.
        (work / f"种子-{name}.md").write_text("\n\n".join(shown) + "\n", encoding="utf-8")
    photos = [{"文件": str(Path("../../images") / file), "说明": "图片说明。", "摄影": "朱渊"}
              for file in SEED_PHOTOS]  # fmt: skip
    stories = [
        {"编号": "A", "位置": "头条", "主题": lines[first - 2], "副题": lines[first - 1],
         "署名": lines[first], "正文": "种子-A.md", "图片": photos},
        {"编号": "B", "位置": "二条", "主题": lines[second], "署名": lines[second + 1],
         "正文": "种子-B.md"},
    ]  # fmt: skip
    page = {"版次": 3, "版名": "特刊", "模板": template, "责任编辑": "朱渊", "稿件": stories,
            "栏题": {"文字": lines[0], "角标": lines[1]}}  # fmt: skip
    paper = {"报名": "今日慈利", "日期": "2021-06-30", "总期号": 1, "今日版数": 4}
    path = work / f"种子-{template}.yaml"
    path.write_text(json.dumps({"报纸": paper, "版面": [page]}, ensure_ascii=False), "utf-8")
    return path


def long_and_verse(work: Path) -> Path:
    """An issue of a headline of 34 characters over a story, and a poem of two stanzas below."""
    sentence = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
    (work / "题诗-A.md").write_text("\n\n".join([sentence * 4] * 20) + "\n", encoding="utf-8")
    (work / "题诗-B.md").write_text(POEM, encoding="utf-8")
    stories = [
        {"编号": "A", "位置": "头条", "主题": LONG_HEAD, "署名": "本报记者 沈禾青", "正文": "题诗-A.md"},
        {"编号": "B", "位置": "二条", "主题": "溪口", "署名": "许知微", "体裁": "诗", "正文": "题诗-B.md"},
    ]  # fmt: skip
    page = {"版次": 3, "版名": "特刊", "模板": "四开-双稿特刊", "责任编辑": "朱渊", "稿件": stories}
    paper = {"报名": "云岭日报", "日期": "2026-10-18", "总期号": 1, "今日版数": 4}
    path = work / "题诗.yaml"
    path.write_text(json.dumps({"报纸": paper, "版面": [page]}, ensure_ascii=False), "utf-8")
    return path


# ---- what a page is made of -----------------------------------------------------------------


def lines(items: list[dict[str, Any]]) -> list[Line]:
    """The lines of a block: runs on one baseline that follow each other."""
    found: list[Line] = []
    for item in items:
        if item["kind"] != "glyphs" or item.get("turn"):
            continue
        size = item["size"] / PT
        xs, ys = item["x"], item["y"]
        if len(ys) > 1 and len(set(ys)) > 1:
            # Vertical text: not measured here.
            continue
        spans = item.get("spans") or [1] * len(item["ids"])
        xs = xs if len(xs) == len(item["ids"]) else xs * len(item["ids"])
        at, cells = 0, []
        for x, span in zip(xs, spans, strict=True):
            cells.append((item["text"][at : at + span], x / PT, size))
            at += span
        y = ys[0] / PT
        last = found[-1] if found else None
        if last and abs(last.y - y) < size / 4 and -size < cells[0][1] - last.right < 2 * size:
            last.cells.extend(cells)
        else:
            found.append(Line(y, cells, item["face"]))
    return found


def shapes(page: dict[str, Any]) -> tuple[list[tuple[str, list[float]]], ...]:
    """Frames, horizontal and vertical hairlines of a page, each with its block's id."""
    frames, across, down = [], [], []
    for block in page["blocks"]:
        for item in block["items"] if block["role"] == "rule" else ():
            if item["kind"] != "shape" or "stroke" not in item:
                continue
            points = [(s[n] / PT, s[n + 1] / PT) for s in item["path"] for n in range(1, len(s), 2)]
            box = [f(p[n] for p in points) for f in (min, max) for n in (0, 1)]
            if box[1] == box[3]:
                across.append((block["id"], box))
            elif box[0] == box[2]:
                down.append((block["id"], box))
            else:
                frames.append((block["id"], box))
    return frames, across, down


class Story:
    """A story on its page: its lines by part, and the rows of its slot."""

    def __init__(self, record: dict[str, Any], page: dict[str, Any]) -> None:
        """Everything that stands under the story's id."""
        self.id, self.slot, self.area = record["id"], record["slot"], record.get("area", "")
        self.box = [n / PT for n in record["box"]]
        own = [b for b in page["blocks"] if b["story"] == self.id]
        self.parts = {b["role"]: lines(b["items"]) for b in own if b["role"] in (*HEADS, "body")}
        self.photos = [
            [n / PT for n in i["box"]] for b in own for i in b["items"] if i["kind"] == "picture"
        ]
        self.body = self.parts.get("body", [])
        signed, begun = self.parts.get("byline", []), self.body[:1]
        if signed and begun and signed[0].y >= begun[0].y:
            # A byline that closes its story is no part of its head.
            del self.parts["byline"]
        self.head = [line for part in HEADS for line in self.parts.get(part, ())]
        # What goes on from another page begins with the line that says so.
        came = [line.y for b in own if b["id"].endswith("/jump-from") for line in lines(b["items"])]
        self.begins = min([*came, *(line.y for line in self.body[:1])], default=0.0)

    @property
    def size(self) -> float:
        """The size of its headline, 0 without one."""
        found = self.parts.get("headline")
        return found[0].size if found else 0.0

    @property
    def first(self) -> float | None:
        """The baseline of the first line of text below the head; None where it stands elsewhere."""
        if not self.body or not self.head:
            return None
        foot = max(line.y for line in self.head)
        y = self.begins
        between = any(
            foot < p[1] + p[3] / 2 < y
            and p[0] < self.body[0].right
            and self.body[0].left < p[0] + p[2]
            for p in self.photos
        )
        return None if y <= foot or between else y

    def baseline(self, part: str) -> float | None:
        """The baseline of a part's last line: what stands below it hangs on that."""
        found = self.parts.get(part)
        return found[-1].y if found else None


# ---- measures -------------------------------------------------------------------------------


def measure(name: str, whole: dict[str, Any], into: Measured) -> None:
    """Everything of an issue's pages."""
    for page, records in zip(whole["edition"]["pages"], whole["stories"], strict=True):
        where = f"{name}/{page['number']:02d}"
        stories = [Story(record, page) for record in records]
        into.values["level"] += [float(record["level"]) for record in records]
        _photos(page, stories, where, into)
        _air(stories, where, into)
        _rows(stories, where, into)
        _heads(page, stories, where, into)
        _headlines(page, stories, into)
        _subheads(stories, where, into)
        _frames(page, stories, where, into)
        _gutters(stories, where, into)
        if name == LONG_AND_VERSE:
            _long_and_verse(stories, into)
            continue
        for story in stories:
            _texture(story, where, into)


def _long_and_verse(stories: list[Story], into: Measured) -> None:
    head, poem = stories
    into.values["long head"].append(head.size)
    middle = (min(x.left for x in poem.body) + max(x.right for x in poem.body)) / 2
    into.values["poem off"].append(abs(middle - poem.box[0] - poem.box[2] / 2))
    title = poem.parts["headline"][-1]
    into.values["poem off its head"].append(abs(middle - (title.left + title.right) / 2))


def _photos(page: dict[str, Any], stories: list[Story], where: str, into: Measured) -> None:
    sheet = page["trim"][0] * page["trim"][1] / PT / PT
    areas = sorted((p[2] * p[3] for s in stories for p in s.photos), reverse=True)
    if areas:
        kind = "broadsheet" if page["trim"][1] / PT > 1200 else "tabloid"  # noqa: PLR2004
        into.values[f"dominant {kind}"].append(100 * areas[0] / sheet)
        into.missed.append(f"{where}: dominant photo {100 * areas[0] / sheet:.1f} %")


def _air(stories: list[Story], where: str, into: Measured) -> None:
    for story in stories:
        first = story.first
        if first is None or not story.size:
            continue
        foot = max(line.y + DESCENT * line.size for line in story.head)
        air = first - ASCENT * story.body[0].size - foot
        size = next(f"{a}-{b}" for a, b in SIZES if a <= story.size < b)
        into.values[f"air {size}"].append(air)
        into.values["air share"].append(air / story.size)
        if air < 0.3 * story.size:
            into.missed.append(f"{where} {story.slot}: {story.size:.1f} pt, air {air:.1f}")


def _rows(stories: list[Story], where: str, into: Measured) -> None:
    for a, b in combinations(stories, 2):
        if not a.size or not b.size:
            continue
        beside = a.box[0] + a.box[2] <= b.box[0] + 1 or b.box[0] + b.box[2] <= a.box[0] + 1
        if a.area and a.area == b.area:
            # One above the other they are as high as each other, counted from where they begin.
            above = 0.0 if beside and abs(a.box[1] - b.box[1]) < LEVEL else a.box[1] - b.box[1]
            _agree("area", (a, b), above, where, into)
        elif not (a.area or b.area) and beside and abs(a.box[1] - b.box[1]) <= 1:
            _agree("row", (a, b), 0.0, where, into)


def _agree(kind: str, pair: tuple[Story, Story], above: float, where: str, into: Measured) -> None:
    """How far apart the lines of two heads are, the first's slot being so far below the other's."""
    a, b = pair
    for what, one, other in (
        ("headline", a.baseline("headline"), b.baseline("headline")),
        ("byline", a.baseline("byline"), b.baseline("byline")),
        ("first line", a.first, b.first),
    ):
        if one is None or other is None:
            continue
        away = abs(one - above - other)
        into.values[f"{kind} {what}"].append(away)
        if away > APART:
            into.missed.append(f"{where} {a.slot}|{b.slot}: {what} {away:.1f} pt apart")


def _heads(page: dict[str, Any], stories: list[Story], where: str, into: Measured) -> None:
    frames, _, down = shapes(page)
    walls = [(x, box[1], box[3]) for _, box in frames for x in (box[0], box[2])]
    walls += [(box[0], box[1], box[3]) for _, box in down]
    every = [(s.slot, line) for s in stories for line in s.parts.get("headline", ())]
    for (slot, one), (other_slot, other) in combinations(every, 2):
        if slot == other_slot:
            continue
        left, right = sorted((one, other), key=lambda line: line.left)
        tops = [line.y - ASCENT * line.size for line in (left, right)]
        if max(tops) >= min(left.y, right.y) or right.left < left.right - left.size:
            continue
        between = (left.right, right.left)
        parted = any(between[0] - 1 <= x <= between[1] + 1 and a < left.y < b for x, a, b in walls)
        gap = (between[1] - between[0]) / max(left.size, right.size)
        into.values["gap ruled" if parted else "gap"].append(gap)
        if gap < NEAR and not parted:
            into.missed.append(f"{where} {slot}|{other_slot}: heads {gap:.2f} em apart")


def _headlines(page: dict[str, Any], stories: list[Story], into: Measured) -> None:
    for story in stories:
        found = story.parts.get("headline", [])
        if len(found) > 1:
            wide = [line.right - line.left for line in found]
            into.values["last line"].append(wide[-1] / wide[0])
    for block in page["blocks"]:
        if block["role"] != "headline":
            continue
        condensed = [i.get("condense", 1000) for i in block["items"] if i["kind"] == "glyphs"]
        into.values["condense"].append(min(condensed, default=1000) / 10)
        for line in lines(block["items"]):
            text = "".join(c[0] for c in line.cells)
            steps = [b[1] - a[1] for a, b in pairwise(line.cells)]
            if steps and all(HAN.match(c) for c in text) and len(text) <= 5:  # noqa: PLR2004
                into.values[f"opened {len(text)}"].append(mean(steps) / line.size - 1)


def _subheads(stories: list[Story], where: str, into: Measured) -> None:
    """Air above and below the subheads of a page; one of several lines counts once."""
    airs: dict[str, list[float]] = {"above": [], "below": []}
    for story in stories:
        faces = [line.face for line in story.body]
        text = max(set(faces), key=faces.count, default="")
        for before, line in pairwise([None, *story.body]):
            if before is None or line is None or abs(before.left - line.left) > TOGETHER:
                continue
            heads = line.face != text, before.face != text
            # In bold a paragraph may begin, or a question stand: rows apart it has no air.
            gap = line.y - ASCENT * line.size - before.y - DESCENT * before.size
            if heads[0] != heads[1] and gap > LEAST_AIR:
                airs["above" if heads[0] else "below"].append(gap)
    for side, found in airs.items():
        into.values[f"subhead {side}"] += found
        if len(found) > 1:
            into.values[f"subheads differ {side}"].append(max(found) - min(found))
            if max(found) - min(found) > APART:
                told = f"{min(found):.1f}-{max(found):.1f}"
                into.missed.append(f"{where}: air {side} subheads {told}")


def _frames(page: dict[str, Any], stories: list[Story], where: str, into: Measured) -> None:
    frames, across, _ = shapes(page)
    slots = {f"{page['number']}/{s.slot}": s for s in stories}
    for id_, box in frames:
        for other_id, other in across + [f for f in frames if f[0] > id_]:
            beside = other[2] <= box[0] + 1 or box[2] <= other[0] + 1
            if other_id == id_ or not beside or abs(other[1] - box[1]) > TOGETHER:
                continue
            own, its = slots.get(id_), slots.get(other_id)
            if own is None or its is None or abs(own.box[1] - its.box[1]) > 1:
                continue
            away = abs(box[1] - other[1])
            into.values["frame off its rule"].append(away)
            if away > APART:
                into.missed.append(f"{where} {id_}: frame {away:.1f} pt off {other_id}")
        story = slots.get(id_)
        if story is None or not story.body:
            continue
        side = min(line.left for line in story.body) - box[0]
        foot = box[3] - max(line.y + DESCENT * line.size for line in story.body)
        into.values["inset side"].append(side)
        into.values["inset bottom"].append(foot)
        if foot < side - APART:
            into.missed.append(f"{where} {id_}: bottom inset {foot:.1f} under side {side:.1f}")


def _gutters(stories: list[Story], where: str, into: Measured) -> None:
    found: dict[str, list[float]] = {}
    for story in stories:
        edges: dict[float, list[Line]] = defaultdict(list)
        for line in story.body:
            edges[round(line.left, 1)].append(line)
        # Left edges that many lines share, and the right edge that their lines reach.
        kept = sorted(x for x, own in edges.items() if len(own) >= 3)  # noqa: PLR2004
        columns = [x for n, x in enumerate(kept) if not n or x - kept[n - 1] > 40]  # noqa: PLR2004
        for left, right in pairwise(columns):
            ends = sorted(
                round(line.right, 1) for line in story.body if left - 1 < line.left < right - 20
            )
            usual = max(set(ends), key=ends.count) if ends else 0
            found.setdefault(story.slot, []).append(right - usual)
    every = [g for gaps in found.values() for g in gaps if 0 < g < 60]  # noqa: PLR2004
    if len(every) > 1:
        into.values["gutters differ"].append(max(every) - min(every))
        if max(every) - min(every) > 1:
            told = "; ".join(f"{k} {min(v):.1f}-{max(v):.1f}" for k, v in found.items())
            into.missed.append(f"{where}: gutters {told}")


def _texture(story: Story, where: str, into: Measured) -> None:
    for line in story.body:
        steps, squeezed = [], False
        for (a, x, size), (b, after, _) in pairwise(line.cells):
            step = (after - x) / size
            if HAN.match(a) and HAN.match(b):
                steps.append(step)
            elif HAN.match(a) and b.isdigit():
                into.values["digit"].append(step - 1)
            elif a and a in COMMA and step < 0.75:  # noqa: PLR2004
                squeezed = True
        into.values["comma"].append(float(squeezed))
        if len(steps) > 3:  # noqa: PLR2004
            into.values["pitch"].append(mean(steps))
            if mean(steps) > WIDE_LINE:
                text = "".join(c[0] for c in line.cells)
                into.missed.append(f"{where} {story.slot}: {mean(steps):.3f} em, {text}")


# ---- the table ------------------------------------------------------------------------------


def share(values: list[float], most: float) -> float:
    """How many of them, in per cent, are as large or larger."""
    return 100 * sum(v >= most for v in values) / max(len(values), 1)


def spread(values: list[float], unit: str = "") -> str:
    """Least, middle and greatest of them, and how many they are."""
    if not values:
        return "-"
    own = sorted(values)
    return f"{own[0]:.2f} / {own[len(own) // 2]:.2f} / {own[-1]:.2f}{unit} ({len(own)})"


def away(values: list[float]) -> str:
    """How many agree to a tenth of a point, and the greatest difference."""
    agree = sum(v <= APART for v in values)
    return f"{agree} of {len(values)}, most {max(values, default=0):.1f}"


def table(found: dict[str, list[float]]) -> dict[str, str]:
    """The rows of the table: what was measured, in words."""
    pitch = sorted(found["pitch"])
    rows = {"stories that end level": f"{sum(found['level']):.0f} of {len(found['level'])}"}
    for kind in ("tabloid", "broadsheet"):
        rows[f"dominant photo of a {kind}, % (least / middle / most)"] = spread(
            found[f"dominant {kind}"]
        )
    for a, b in SIZES:
        rows[f"air below a head of {a}–{b} pt"] = spread(found[f"air {a}-{b}"])
    rows["air as a share of the headline"] = spread(found["air share"])
    rows["heads with less than 0.3 of it, %"] = f"{100 - share(found['air share'], 0.3):.1f}"
    for kind, told in (("row", "row"), ("area", "area of heads")):
        for what in ("headline", "byline", "first line"):
            rows[f"pairs of one {told}: {what} within 0.1 pt"] = away(found[f"{kind} {what}"])
    rows["gap of side-by-side heads, em"] = spread(found["gap"])
    rows["… of those nearer than 0.45 em"] = f"{sum(g < NEAR for g in found['gap'])}"
    rows["gap where a line parts them, em"] = spread(found["gap ruled"])
    for count in (2, 3, 4, 5):
        rows[f"headline of {count} opened by, em"] = spread(found[f"opened {count}"])
    rows["headline condensed to, %"] = spread(found["condense"])
    rows["last line as a share of the first"] = spread(found["last line"])
    if found["long head"]:
        rows["headline of 34 characters, pt"] = f"{found['long head'][0]:.1f}"
        rows["poem off the middle of its slot, off its head's, pt"] = (
            f"{found['poem off'][0]:.1f}, {found['poem off its head'][0]:.1f}"
        )
    for side in ("above", "below"):
        rows[f"air {side} subheads"] = spread(found[f"subhead {side}"])
        rows[f"… pages where it is one, within 0.1 pt, {side}"] = away(
            found[f"subheads differ {side}"]
        )
    rows["frames on their neighbours' line"] = away(found["frame off its rule"])
    rows["inset of boxes, side"] = spread(found["inset side"])
    rows["inset of boxes, bottom"] = spread(found["inset bottom"])
    rows["gutters of a page differ by"] = spread(found["gutters differ"])
    if pitch:
        rows["Han pitch, em (mean, p95, most)"] = (
            f"{mean(pitch):.4f}, {pitch[len(pitch) * 95 // 100]:.3f}, {pitch[-1]:.3f} ({len(pitch)})"
        )
        rows["Han–digit gaps ≥ 0.38 em, %"] = (
            f"{share(found['digit'], WIDE_DIGIT):.1f} ({len(found['digit'])})"
        )
        rows["lines with a half-width mark, %"] = f"{100 * mean(found['comma']):.1f}"
        rows["lines above 1.15 em"] = f"{sum(p > WIDE_LINE for p in pitch)}"
    return rows


def measured(tree: Path, only: list[str]) -> Measured:
    """The pages of a tree, set by its own program and measured."""
    found = Measured(defaultdict(list), [])
    with tempfile.TemporaryDirectory() as folder:
        child = [sys.executable, __file__, "--write", folder, "--against", str(tree)]
        child += ["--only", *only] if only else []
        subprocess.run(child, check=True, env=os.environ | {"PYTHONPATH": str(tree / "src")})
        for path in sorted(Path(folder).glob("*.json")):
            measure(path.stem, json.loads(path.read_text("utf-8")), found)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--against", type=Path, help="another tree, measured as before")
    parser.add_argument("--only", nargs="*", default=[], help="names of templates")
    parser.add_argument("--each", action="store_true", help="tell what misses, page by page")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        write(asked.against, asked.write, asked.only)
        return
    trees = ([asked.against.resolve()] if asked.against else []) + [ROOT]
    found = [measured(tree, asked.only) for tree in trees]
    columns = [table(one.values) for one in found]
    names = ("before", "after") if asked.against else ("measured",)
    print("| | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for row in {name: None for column in columns for name in column}:
        print(f"| {row} | " + " | ".join(column.get(row, "-") for column in columns) + " |")
    if asked.each:
        print("", *found[-1].missed, sep="\n")


if __name__ == "__main__":
    main()
