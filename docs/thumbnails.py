"""Render a thumbnail of every template, filled level with the sample issue's own copy.

    python docs/thumbnails.py [NAME…]    writes layout/缩略图/NAME.png

Needs pypdfium2 (the test extra has it).  Copy is taken sentence by sentence until a slot is full.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from itertools import cycle, islice
from pathlib import Path

from advertisements import forest, tea

from presslayout.api import build, compose, load
from presslayout.diagnostics import Severity
from presslayout.options import Options

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "issue" / "2026-10-18" / "稿件"
WORK = ROOT / "out" / "thumbnails"
SHOTS = ROOT / "layout" / "缩略图"
WIDTH = 480

HEADLINES = {
    "报头": "",
    "头条": "守山的日子",
    "二条": "树下长桌脚边事",
    "三条": "草甸轮着歇",
    "四条": "望云垭的石日晷",
    "五条": "第一场雪落在望云垭",
}
TITLES = {
    ("四开-问答", "头条"): "问一问巡山的人",
    ("四开-名单", "头条"): "全县护路护林员名单",
    ("四开-公告", "头条"): "云岭县封山育林公告",
    ("四开-跨版特刊", "头条"): "云岭二十年守山纪事",
    ("四开-跨版特刊", "侧记"): "一条沟的账本",
}
QUESTIONS = ["这条沟您走了多少年？", "最难的是哪一段？", "水是怎么清的？", "往后打算怎么办？"]
SURNAMES = "罗沈陆彭许顾何唐覃田姚石向黎"
GIVEN = [
    "长庚",
    "禾青",
    "一鸣",
    "秀岚",
    "知微",
    "长川",
    "小沐",
    "小雨",
    "玉芝",
    "应龙",
    "青竹",
    "守山",
    "远志",
]
VILLAGES = ["石门村", "岭脚村", "双河乡", "桐木乡", "龙潭坪林场", "望云垭值守点"]
# What a template's lead is filled with, where sentences in paragraphs would not show it.
COPY = {"四开-问答": "answers", "四开-名单": "names"}
WITHOUT_PHOTOS = {"四开-公告", "四开-名单"}
PHOTOS = [
    ("aitzgorri_by_Aitzol_Berasategi", "右上", 2),
    ("life_by_Aitzol_Berasategi", "下", 1),
    ("sunset_by_Aitzol_Berasategi", "", None),
    ("picosdeeuropa_by_Aitzol_Berasategi", "", None),
    ("seeding_by_Clements_Engelhardt", "", None),
    ("friends_by_Aitzol_Berasategi", "", None),
]


# What stands in the lead of a template that shows more than two photos, and in its fact box.
ARTWORK: dict[str, list[dict[str, object]]] = {
    "四开-跨版特刊": [
        {
            "文件": "images/aitzgorri_by_Aitzol_Berasategi.jpg",
            "说明": "深秋的龙潭坪林场，落叶松黄了半面坡，远处是青冈岭的石灰岩山脊。",
            "摄影": "Aitzol Berasategi",
            "栏数": 4,
            "位置": {"栏": 3, "行": 13},
            "焦点": ["50%", "45%"],
        },
        {
            "文件": "images/life_by_Aitzol_Berasategi.jpg",
            "组图": [
                {"文件": "images/seeding_by_Clements_Engelhardt.jpg"},
                {"文件": "images/picosdeeuropa_by_Aitzol_Berasategi.jpg"},
            ],
            "排列": "竖",
            "说明": "水、草、石：一年里的三个时节。",
            "摄影": "Aitzol Berasategi、Clemens Engelhardt",
            "栏数": 1,
            "位置": "右下",
        },
    ]
}
BOXES: dict[str, list[dict[str, object]]] = {
    "四开-跨版特刊": [
        {
            "标题": "数说二十年",
            "文字": "- 森林覆盖率从38.4%到67.2%\n- 护林员312人，平均年龄41岁\n"
            "- 巡护日志1.2万本\n- 封育林地86万亩\n- 二十年没有大火\n",
            "底色": "C0 M0 Y8 K0",
            "位置": "右上",
        }
    ]
}
# What stands in the slots of a template for advertisements, as large as they are in millimetres.
ADVERTISEMENTS = {
    "四开-末版": {"广告": (tea, (120.65, 99.48)), "公益广告": (forest, (244.475, 76.55))}
}
# Spreads begin on even pages.
NUMBERS = {"四开-跨版特刊": 4}


def sentences() -> list[str]:
    """The sample's sentences, subheads left out."""
    found: list[str] = []
    for file in sorted(SAMPLE.glob("*.md")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                found += [
                    s for s in re.findall(r"[^。]+。[”）]?", line) if s.count("“") == s.count("”")
                ]
    return found


def body(count: int, begin: int) -> str:
    """So many sentences, three to a paragraph."""
    pool = list(islice(cycle(sentences()), begin, begin + count))
    return "\n\n".join("".join(pool[i : i + 3]) for i in range(0, len(pool), 3)) + "\n"


def answers(count: int, begin: int) -> str:
    """A question before every answer."""
    found = []
    for number, paragraph in enumerate(body(count, begin).strip().split("\n\n")):
        found += [f"**问：**{QUESTIONS[number % len(QUESTIONS)]}", f"**答：**{paragraph}"]
    return "\n\n".join(found) + "\n"


def names(count: int, begin: int) -> str:
    """Villages with their guards, four names to a line."""
    made = []
    for number in range(count):
        people = [
            SURNAMES[(begin + number * 7 + k * 3) % len(SURNAMES)]
            + GIVEN[(begin + number * 5 + k * 11) % len(GIVEN)]
            for k in range(4)
        ]
        if number % 8 == 0:
            made.append(f"## {VILLAGES[number // 8 % len(VILLAGES)]}")
        made.append("\u3000".join(people))
    return "\n\n".join(made) + "\n"


def photo(number: int, *, placed: bool) -> dict[str, object]:
    """One of the shipped photographs as a spec names it."""
    stem, at, columns = PHOTOS[number % len(PHOTOS)]
    given: dict[str, object] = {
        "文件": f"images/{stem}.jpg",
        "说明": "云岭县的山、水、林。",
        "摄影": stem.rsplit("_by_", maxsplit=1)[1].replace("_", " "),
    }
    if placed and at:
        given |= {"位置": at, "栏数": columns}
    return given


def spec(template: str, stories: list[dict[str, object]]) -> Path:
    """The issue of one page; JSON is YAML."""
    WORK.mkdir(parents=True, exist_ok=True)
    page = {
        "版次": NUMBERS.get(template, 1),
        "版名": "要闻",
        "模板": template,
        "责任编辑": "顾长川",
        "栏题": {"文字": "云岭秋行·看山看水看林", "角标": "特刊"},
        "稿件": stories,
    }
    if template in ADVERTISEMENTS:
        page["广告"] = []
        for slot, (draw, size) in ADVERTISEMENTS[template].items():
            file = WORK / f"{slot}.jpg"
            draw(file, size)
            page["广告"].append({"位置": slot, "文件": file.name})
    paper = {"报名": "云岭日报", "刊号": "CN 53-0000", "日期": "2026-10-18", "总期号": 6128}
    path = WORK / "thumbnail.yaml"
    path.write_text(
        json.dumps({"报纸": paper, "版面": [page]}, ensure_ascii=False), encoding="utf-8"
    )
    return path


def filled(template: str) -> list[dict[str, object]]:
    """A story for every slot, each as long as its slot."""
    first = load(spec(template, [{"编号": "X", "位置": "头条", "主题": "山", "正文": "山\n水。"}]))
    stories: list[dict[str, object]] = []
    pictures = 0
    for number, slot in enumerate(first.templates[template].slots):
        story: dict[str, object] = {"编号": f"S{number}", "位置": slot.name}
        if slot.content == "picture":
            story["图片"] = [photo(2 + pictures, placed=False)]
            pictures += 1
            stories.append(story)
        if slot.content != "story":
            continue
        title = TITLES.get((template, slot.name), HEADLINES.get(slot.name, "山高水长"))
        story |= {"主题": title, "署名": "本报记者 沈禾青"}
        if slot.name == "头条" and not pictures and template not in WITHOUT_PHOTOS:
            story["副题"] = "云岭县二十年护林治水纪事"
            plain = [photo(n, placed=not slot.vertical) for n in (0, 1)]
            story["图片"] = ARTWORK.get(template, plain)
            if template in BOXES:
                story["资料框"] = BOXES[template]
        for count in range(260, 2, -1):
            file = WORK / f"S{number}.md"
            kind = COPY.get(template, "body") if slot.name == "头条" else "body"
            text = {"body": body, "answers": answers, "names": names}[kind](count, number * 17)
            file.write_text(text, encoding="utf-8")
            story["正文"] = file.name
            made = compose(load(spec(template, [story])))
            record = made.pages[0].stories[0]
            said = [d for d in made.diagnostics if d.severity is not Severity.INFO]
            if not record.overset.chars and not record.underset_lines and not said:
                break
        else:
            sys.exit(f"{template}: no copy fills {slot.name}")
        stories.append(story)
    return stories


def main() -> None:
    """Every template of layout/, in turn."""
    import pypdfium2

    SHOTS.mkdir(exist_ok=True)
    wanted = sys.argv[1:]
    for path in sorted((ROOT / "layout").glob("*.yaml")):
        if wanted and path.stem not in wanted:
            continue
        stories = filled(path.stem)
        build(spec(path.stem, stories), WORK / "made", Options())
        page = pypdfium2.PdfDocument(WORK / "made" / "press.pdf")[0]
        image = (
            page.render(scale=WIDTH / page.get_width()).to_pil().convert("P", palette=1, colors=128)
        )
        image.save(SHOTS / f"{path.stem}.png", optimize=True)
        print(path.stem, (SHOTS / f"{path.stem}.png").stat().st_size)
    shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
