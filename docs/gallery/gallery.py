"""The template gallery: every template as a page of sample copy, and its thumbnail.

    python docs/gallery/gallery.py [NAME…]    writes layout/缩略图/NAME.png
    python docs/gallery/gallery.py --look DIR  also leaves the pages there, as PDF and at 100 dpi

`pages.yaml` says what stands on each page; a story's copy is as many sentences of its files as
fill its slot, noted in `lengths.json` so that a page is made again without a search.
Needs pypdfium2 (the test extra has it).
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from copy import deepcopy
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import advertisements  # noqa: E402
import drawings  # noqa: E402

from presslayout.base.diagnostics import Severity  # noqa: E402
from presslayout.base.units import to_pt  # noqa: E402
from presslayout.edition.steps import Step  # noqa: E402
from presslayout.issue.load import templates  # noqa: E402
from presslayout.issue.workspace import Workspace  # noqa: E402
from presslayout.newsroom.build import build, compose, load  # noqa: E402
from presslayout.newsroom.options import Options  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from presslayout.issue.template import Template

ROOT = HERE.parents[1]
WORK = ROOT / "out" / "gallery"
SHOTS = ROOT / "layout" / "缩略图"
LENGTHS = HERE / "lengths.json"
WIDTH, COLOURS = 480, 128
# What is said of a whole page, and so of one that holds a single story yet.
WHOLE = {
    "ad-missing",
    "slot-empty",
    "through-white",
    "headline-order",
    "tombstone",
}
# How an article of a notice begins; nothing is left out of one.
ARTICLE = re.compile("第.{1,3}条|[一二三四五六七八九十]+、")
# So many cuts of the copy are tried, what each step of fitting counts in choosing among them, and
# what is good enough.
TRIED, GOOD = 48, 4
# How full a slot is at its best, in per mille of the most that it takes.
NOMINAL = 930
STEPS = {
    Step.PICTURE_HEIGHT: 0,
    Step.PARAGRAPH_LINES: 2,
    Step.SUBHEAD_ROWS: 4,
    Step.HEAD_ROWS: 16,
    Step.HEAD_COLUMNS: 24,
    Step.BYLINE_END: 40,
    Step.COLUMN_WIDTH: 40,
    Step.SLOT_ROWS: 60,
    Step.DROP_OPTIONAL: 60,
    Step.FILLER: 60,
}  # fmt: skip
# The stories of a page, as the issue names them.
Page = list[dict[str, Any]]
# A cut of the copy: so many of its sentences, and the one among them that is left out.
Cut = tuple[int, int | None]


def pages() -> dict[str, Any]:
    """What stands on the page of each template, for whoever asks to change."""
    return deepcopy(_told((HERE / "pages.yaml").read_text(encoding="utf-8")))


@cache
def _told(text: str) -> dict[str, Any]:
    # Every scalar stays text, as the engine reads it.
    found: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506  builds text alone
    return found


def lengths() -> dict[str, dict[str, list[int | None]]]:
    """The cut of every story, as it was found last."""
    found: dict[str, Any] = json.loads(LENGTHS.read_text(encoding="utf-8"))
    return found


def sentences(files: list[str]) -> list[tuple[int, str]]:
    """The copy sentence by sentence, each with the number of its paragraph."""
    text = "\n\n".join((_copy(name)).read_text(encoding="utf-8").strip() for name in files)
    found = []
    for number, paragraph in enumerate(text.split("\n\n")):
        whole = paragraph.startswith(("#", "**")) or "\n" in paragraph
        cut = [paragraph] if whole else re.findall(r"[^。]+(?:。[”）]?|\Z)", paragraph)
        # A quotation stays whole.
        kept: list[str] = []
        for one in cut:
            if kept and kept[-1].count("“") != kept[-1].count("”"):
                kept[-1] += one
            else:
                kept.append(one)
        found += [(number, one) for one in kept]
    return found


def body(copy: list[tuple[int, str]], cut: Cut) -> str:
    """So much of the copy as a cut takes; a subhead or question never ends it."""
    kept = [one for n, one in enumerate(copy[: cut[0]]) if n != cut[1]]
    while kept and kept[-1][1].startswith(("#", "**问")):
        kept.pop()
    paragraphs: dict[int, str] = {}
    for number, one in kept:
        paragraphs[number] = paragraphs.get(number, "") + one
    return "\n\n".join(paragraphs.values()) + "\n"


def issue(template: str, stories: list[dict[str, Any]]) -> Path:
    """The issue of one page, its copy and advertisements beside it; JSON is YAML."""
    told = pages()[template]
    page = {"模板": template, "版次": 1, "责任编辑": "顾长川", **told["版面"], "稿件": stories}
    for ad in page.get("广告", ()):
        draw, *size = ad["文件"]
        ad["文件"] = f"{draw}.jpg"
        if not (WORK / ad["文件"]).exists():
            getattr(advertisements, draw)(WORK / ad["文件"], tuple(map(float, size)))
    page["稿件"] = [_drawn(story) for story in stories]
    paper = pages()["报纸"] | told.get("报纸", {})
    path = WORK / f"{template}.yaml"
    path.write_text(
        json.dumps({"报纸": paper, "版面": [page]}, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return path


def _drawn(story: dict[str, Any]) -> dict[str, Any]:
    """A story, its pictures that the gallery draws itself made."""
    held: dict[str, Any] = {}
    for kind in ("图片", "人像", "署名像"):
        told = story.get(kind, ())
        found = [dict(one) for one in ((told,) if isinstance(told, dict) else told)]
        held[kind] = found[0] if isinstance(told, dict) else found
        for one in found:
            if isinstance(one["文件"], list):
                (draw,) = one["文件"]
                one["文件"] = f"{draw}.png"
                if not (WORK / one["文件"]).exists():
                    getattr(drawings, draw)(WORK / one["文件"])
    return story | {kind: found for kind, found in held.items() if found}


def noted(template: str) -> list[dict[str, Any]]:
    """The stories of a template's page, each as long as it was found to be last."""
    found = []
    for wanted in pages()[template]["稿件"]:
        story = {"编号": wanted["位置"], **wanted}
        if "正文" in story:
            cut = lengths()[template][story["位置"]]
            copy = sentences(story["正文"])
            story["正文"] = _written(template, story, copy, (cut[0] or 0, cut[1]))
        found.append(story)
    return found


def filled(template: str) -> list[dict[str, Any]]:
    """The stories of a template's page, each as long as its slot beside the others."""
    noted = lengths().get(template, {})
    page: Page = [{"编号": wanted["位置"], **wanted} for wanted in pages()[template]["稿件"]]
    copies = [(story, sentences(story["正文"])) for story in page if "正文" in story]
    for story, copy in copies:
        # Until its turn a story is as long as it was.
        cut = noted.get(story["位置"]) or [len(copy), None]
        story["正文"] = _written(template, story, copy, (cut[0] or 0, cut[1]))
    for story, copy in copies:
        known = noted.get(story["位置"])
        first = [(known[0] or 0, known[1])] if known else []
        best = _best(template, (page, page.index(story)), copy, first)
        noted[story["位置"]] = list(best)
        story["正文"] = _written(template, story, copy, best)
    every = lengths() | {template: noted}
    LENGTHS.write_text(
        json.dumps(dict(sorted(every.items())), ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )
    return page


def _best(
    template: str, place: tuple[Page, int], copy: list[tuple[int, str]], first: list[Cut]
) -> Cut:
    """The cut noted last while it still stands level, else the one that fitting does least to."""
    kept: dict[Cut, int | None] = {cut: _cost(template, place, copy, cut) for cut in first}
    if not any(cost is not None for cost in kept.values()):
        kept = {}
        for cut in islice(_cuts(template, place, copy), TRIED):
            kept[cut] = _cost(template, place, copy, cut)
            if (cost := kept[cut]) is not None and cost <= GOOD:
                break
    level = {cut: cost for cut, cost in kept.items() if cost is not None}
    if not level:
        print(f"  no copy fills {place[0][place[1]]['位置']}", file=sys.stderr)
        return len(copy), None
    return min(level, key=lambda cut: (level[cut], -cut[0], cut[1] or 0))


def _cuts(template: str, place: tuple[Page, int], copy: list[tuple[int, str]]) -> Iterator[Cut]:
    """Cuts from the longest that could fit downwards, each whole and without one sentence."""
    (page, at), story = place, place[0][place[1]]
    probe = dict(story, 正文=_written(template, story, copy, (len(copy), None)))
    made = compose(load(issue(template, [*page[:at], probe, *page[at + 1 :]])))
    record = next(r for r in made.pages[0].stories if r.id == story["编号"])
    room = record.chars_source - record.overset.chars + 40
    print(f"  {story['位置']}: {record.chars_source} of about {room - 40}", file=sys.stderr)
    begins = dict(reversed(copy))
    sizes = {n: len("".join(body(copy, (n, None)).split())) for n in range(len(copy), 0, -1)}
    counts = [n for n, size in sizes.items() if 0 < size <= room]
    if record.overset.chars:
        # With more copy than room the middle of what fills it serves the head and the photos best.
        counts.sort(key=lambda n: abs(sizes[n] - room * NOMINAL // 1000))
    for n in counts:
        yield n, None
        inner = [
            k for k in range(1, n - 1)
            if copy[k][0] in (copy[k - 1][0], copy[k + 1][0]) and not ARTICLE.match(begins[copy[k][0]])
        ]  # fmt: skip
        yield from ((n, k) for k in inner[n % 5 :: 5][:3])


def _cost(
    template: str, place: tuple[Page, int], copy: list[tuple[int, str]], cut: Cut
) -> int | None:
    """What fitting has to do to a story of this cut; None where it, or one before it, is not level."""
    page, at = place
    trial = dict(page[at], 正文=_written(template, page[at], copy, cut))
    made = compose(load(issue(template, [*page[:at], trial, *page[at + 1 :]])))
    records = {one.id: one for one in made.pages[0].stories}
    done = [records[one["编号"]] for one in (*page[:at], trial) if one["编号"] in records]
    later = {one["编号"] for one in page[at + 1 :]}
    said = [
        d for d in made.diagnostics
        if d.severity is not Severity.INFO and d.code not in WHOLE and d.story not in later
    ]  # fmt: skip
    if said or any(one.overset.chars or one.underset_lines for one in done):
        return None
    record = records[trial["编号"]]
    cost = sum(STEPS.get(one.step, 1) for one in record.fit_steps)
    slot = next(s for s in made_of(template).slots if s.name == record.slot)
    # A head set smaller than it could be counts by the point.
    return cost + round(to_pt(slot.heads.headline.largest - record.headline_size))


@cache
def made_of(template: str) -> Template:
    """A template as it is read."""
    return next(t for t in templates(Workspace(ROOT, ROOT)) if t.name == template)


def _written(template: str, story: dict[str, Any], copy: list[tuple[int, str]], cut: Cut) -> str:
    file = WORK / f"{template}-{story['位置']}.md"
    file.write_text(body(copy, cut), encoding="utf-8")
    return file.name


def _copy(name: str) -> Path:
    own = HERE / "稿件" / name
    return own if own.exists() else ROOT / "issue" / "2026-10-18" / "稿件" / name


def picture(pdf: Path, wide: int) -> Image:
    """The page of a PDF, so many pixels wide."""
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf)[0]
    # Drawn twice as large and brought down: even greys, sharp heads.
    drawn = page.render(scale=2 * wide / page.get_width()).to_pil().convert("RGB")
    small: Image = drawn.reduce(2)
    return small


def shot(pdf: Path) -> Image:
    """The thumbnail of a page: small and sharp, in few colours."""
    from PIL.Image import Palette

    thumbnail: Image = picture(pdf, WIDTH).convert("P", palette=Palette.ADAPTIVE, colors=COLOURS)
    return thumbnail


def made(template: str) -> Path:
    """The press PDF of a template's page; its build says what is wrong with it."""
    WORK.mkdir(parents=True, exist_ok=True)
    delivery = build(issue(template, filled(template)), WORK / template, Options())
    for found in delivery.report.diagnostics:
        if found.severity is not Severity.INFO:
            print(f"  {found.code}: {found.message.zh}", file=sys.stderr)
    return WORK / template / "press.pdf"


def main() -> None:
    """Every template of layout/, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--look", type=Path)
    told = parser.parse_args()
    SHOTS.mkdir(exist_ok=True)
    for name in told.names or [n for n in pages() if n != "报纸"]:
        print(name)
        pdf = made(name)
        shot(pdf).save(SHOTS / f"{name}.png", optimize=True)
        if told.look:
            told.look.mkdir(parents=True, exist_ok=True)
            shutil.copy(pdf, told.look / f"{name}.pdf")
            import pypdfium2

            wide = round(pypdfium2.PdfDocument(pdf)[0].get_width() * 100 / 72)
            picture(pdf, wide).save(told.look / f"{name}.png")
    shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
