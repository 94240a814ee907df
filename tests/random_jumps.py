"""Issues drawn at random whose stories go on from page to page: a number makes one issue.

Any shipped template, photos of any shape, Latin and dates, vertical text, fact boxes, quotes, locks,
fillers, variants: whatever an editor can write of them, sensible or not.
"""

from __future__ import annotations

import json
import random
from functools import cache
from typing import TYPE_CHECKING, Any

from PIL import Image

from presslayout.issue.files import packaged_root
from presslayout.issue.load import templates
from presslayout.issue.workspace import Workspace
from tests import kit

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.template import Slot, Template

HAN = "山水林田湖草沙云岭县护路人清晨走过石桥看见雾从谷底升起来溪声一路跟着他"
MARKS = "，，，，。。、；：！？"
PAIRS = ("“”", "（）", "《》", "‘’")
ODD = (
    "NASA", "GB/T 15834—2011", "antidisestablishmentarianism", "https://example.org/a/b-c?d=e",
    "zhang.san@example.com", "3.5%", "1,200", "2026年10月18日", "8∶30", "10～25℃", "5G", "don't",
    "——", "……", "𠮷", "é", "①", "㎡", "\u200b", "\u00ad", " ", "\u3000", "CCTV-13", "A股", "𪻚",
)  # fmt: skip
INLINE = ("**守山人**", "*一步也不能少*", "{云岭|yún lǐng}", "{书名|~}", "{①|^}")
SIZES = (
    (1600, 1000), (1000, 1600), (1200, 1200), (3000, 300), (300, 3000), (2000, 3), (3, 2000),
    (1, 1), (40, 30), (1500, 1000),
)  # fmt: skip
PICTURES = {f"images/p{number}.png": size for number, size in enumerate(SIZES)}
DRAWINGS = {"images/d0.svg": (40, 30), "images/d1.svg": (400, 4), "images/d2.svg": (4, 400)}
FILES = (*PICTURES, *DRAWINGS)
PLACES = ("上", "下", "左上", "右上", "左下", "右下", "中", "题上", "题衬", "")
OUTLINES = (
    [["50%", "0%"], ["100%", "50%"], ["50%", "100%"], ["0%", "50%"]],
    [["0%", "0%"], ["100%", "50%"], ["0%", "100%"]],
)
STYLES = ("", "", "", "", "加框", "竖排", "竖题", "条文", "对话")
SENTENCES = (1, 400)


@cache
def designs() -> tuple[Template, ...]:
    """Every template that ships and has a slot for stories."""
    found = templates(Workspace(kit.ROOT, packaged_root()))
    return tuple(one for one in found if any(s.content == "story" for s in one.slots))


def workspace(folder: Path) -> Path:
    """A workspace with pictures of every shape; where its issues are written."""
    for name in ("layout", "issue", "fonts", "images"):
        (folder / name).mkdir()
    for name, size in PICTURES.items():
        Image.new("L", size, 120).save(folder / name)
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><path d="M0 0H{}V{}Z"/></svg>'
    )
    for name, (wide, high) in DRAWINGS.items():
        (folder / name).write_text(drawing.format(wide, high, wide, high), encoding="utf-8")
    return folder / "issue"


def write(folder: Path, seed: int) -> Path:
    """The issue of a number: its file, or that of a variant of it."""
    return _Maker(random.Random(seed), folder).made()


class _Maker:
    """An issue as it grows; every choice is one of `rnd`."""

    def __init__(self, rnd: random.Random, folder: Path) -> None:
        self.rnd, self.folder = rnd, folder
        self.count = 0

    def made(self) -> Path:
        rnd = self.rnd
        pages = self._pages()
        tells: dict[int, list[dict[str, Any]]] = {number: [] for number, _ in pages}
        free = {n: [s for s in d.slots if s.content == "story"] for n, d in pages}
        for _ in range(1 if rnd.random() < 0.8 else 2):
            self._jumping(pages, free, tells)
        for number, _ in pages:
            while free[number] and rnd.random() < 0.35:
                slot = free[number].pop(rnd.randrange(len(free[number])))
                tells[number].append(self._story(slot, rnd.choice((3, 8, 20, 40))))
            if rnd.random() < 0.05 and free[number]:
                tale = self._story(free[number][0], 12)
                del tale["位置"]
                tells[number].append(tale)
        fillers = [
            {"编号": f"B{n}", "文字": self._sentence(rnd.randint(10, 60))}
            for n in range(rnd.choice((0, 0, 1, 3)))
        ]
        issue = {
            "报纸": {"报名": "云岭日报", "刊号": "CN 53-0000", "日期": "2026-10-18",
                   "总期号": "6128", "今日版数": "16"},
            "版面": [
                {"版次": str(number), "版名": "要闻", "模板": design.name, "责任编辑": "甲",
                 "校对": "乙", "稿件": tells[number]}
                for number, design in pages
            ],
            "补白": fillers,
        }  # fmt: skip
        base = self._written("issue.yaml", issue)
        if rnd.random() < 0.15 and tells[pages[0][0]]:
            number = pages[0][0]
            tale = rnd.choice(tells[number])
            changed = {"编号": tale["编号"], "主题": "白石溪清了"}
            if rnd.random() < 0.7:
                changed["正文"] = self._copy(rnd.randint(1, 60))
            varied = {"底版": base.name, "版本": "白石版",
                      "版面": [{"版次": str(number), "稿件": [changed]}]}  # fmt: skip
            # One whose base is named on a line of its own is known for a variant.
            text = f"底版: {base.name}\n版本: 白石版\n版面: {json.dumps(varied['版面'], ensure_ascii=False)}\n"
            path = self.folder / "白石.yaml"
            path.write_text(text, encoding="utf-8")
            return path
        return base

    def _pages(self) -> list[tuple[int, Template]]:
        rnd, number = self.rnd, 1
        made = []
        for _ in range(rnd.randint(2, 4)):
            design = rnd.choice(designs())
            if design.fold and number % 2:
                number += 1
            made.append((number, design))
            number += 2 if design.fold else 1
        return made

    def _jumping(
        self,
        pages: list[tuple[int, Template]],
        free: dict[int, list[Slot]],
        tells: dict[int, list[dict[str, Any]]],
    ) -> None:
        """A story that goes on over some of the pages, in their order."""
        rnd = self.rnd
        hops = [
            (number, free[number].pop(rnd.randrange(len(free[number]))))
            for number, _ in pages
            if free[number] and rnd.random() < 0.9
        ]
        if not hops:
            return
        # From far too little to far too much for all slots together.
        tale = self._story(hops[0][1], round(SENTENCES[1] ** rnd.random() * rnd.uniform(0.5, 1.5)))
        jumps = [
            {"版次": str(number), "位置": slot.name, "题": rnd.choice(("接着走", "山路", ""))}
            for number, slot in hops[1:]
        ]
        if jumps:
            tale["转版"] = jumps
        tells[hops[0][0]].append(tale)

    def _story(self, slot: Slot, sentences: int) -> dict[str, Any]:
        rnd = self.rnd
        self.count += 1
        tale: dict[str, Any] = {
            "编号": f"S{self.count}",
            "位置": slot.name,
            "主题": self._han(rnd.choice((3, 5, 8, 12))),
            "正文": self._copy(sentences),
        }
        if rnd.random() < 0.3:
            tale["引题"] = self._han(rnd.randint(4, 12))
        if rnd.random() < 0.3:
            tale["副题"] = self._han(rnd.randint(4, 20))
        if rnd.random() < 0.6:
            tale["署名"] = "本报记者 沈禾青" + " 通讯员 许知微" * rnd.choice((0, 0, 1, 5))
        asked = self._asked(rnd.choice((0, 0, 1, 1, 2, 3)))
        # A story's photos are told apart by their stems.
        files = rnd.sample(FILES, len(asked))
        tale["图片"] = [self._photo(slot, file, at) for file, at in zip(files, asked, strict=True)]
        if rnd.random() < 0.2:
            tale["提要"] = [self._sentence(rnd.randint(5, 30)) for _ in range(rnd.randint(1, 2))]
            tale["提要可删"] = rnd.choice(("是", "否"))
        if rnd.random() < 0.2:
            tale["资料框"] = [self._box() for _ in range(rnd.randint(1, 2))]
        if style := rnd.choice(STYLES):
            tale["样式"] = style
        return tale

    def _asked(self, count: int) -> list[str]:
        """Where photos are asked for; one at most belongs to the headline."""
        made: list[str] = []
        for _ in range(count):
            at = self.rnd.choice(PLACES)
            made.append("" if at.startswith("题") and any(m.startswith("题") for m in made) else at)
        return made

    def _photo(self, slot: Slot, file: str, at: str) -> dict[str, Any]:
        rnd = self.rnd
        count = slot.split or slot.columns[1] - slot.columns[0] + 1
        high = slot.rows[1] - slot.rows[0] + 1
        photo: dict[str, Any] = {"文件": file}
        if rnd.random() < 0.8:
            photo["说明"] = self._sentence(rnd.choice((3, 10, 40)))
        if rnd.random() < 0.6:
            photo["摄影"] = rnd.choice(("某某", "本报记者 沈禾青 摄", "A. Photographer"))
        if rnd.random() < 0.4:
            photo["栏数"] = str(rnd.randint(1, max(count, 1)))
        if rnd.random() < 0.2:
            photo["可删"] = "是"
        if rnd.random() < 0.15 and high > 8:
            wide = rnd.randint(1, max(count // 2, 1))
            photo |= {
                "位置": {"栏": str(rnd.randint(1, count - wide + 1)), "行": str(rnd.randint(1, high - 6))},
                "栏数": str(wide), "高": f"{rnd.randint(3, 12)}行", "锁定": "是",
            }  # fmt: skip
        elif rnd.random() < 0.15:
            photo["轮廓"] = rnd.choice(OUTLINES)
            photo["栏数"] = str(rnd.randint(1, max(count, 1)))
        elif at:
            photo["位置"] = at
        return photo

    def _box(self) -> dict[str, Any]:
        rnd = self.rnd
        box = {
            "标题": self._han(rnd.choice((3, 9, 30))),
            "文字": self._copy(rnd.randint(1, 6)),
            "栏数": str(rnd.choice((1, 1, 2))),
            "可删": rnd.choice(("是", "否")),
        }
        return box | ({"框": "0.5pt"} if rnd.random() < 0.5 else {})

    def _copy(self, sentences: int) -> str:
        """Copy of so many sentences as Markdown, in blocks of every kind."""
        rnd = self.rnd
        made: list[str] = []
        while sentences > 0:
            count = min(rnd.choice((1, 2, 3, 5, 9)), sentences)
            sentences -= count
            kind = rnd.random()
            if kind < 0.05:
                made.append("## " + self._han(rnd.choice((4, 8, 16, 30))))
            elif kind < 0.09:
                made.append("\n".join("- " + self._sentence(rnd.randint(4, 40)) for _ in range(3)))
            elif kind < 0.12:
                made.append(self._table())
            elif kind < 0.15:
                made.append("问：" + self._sentence(20))
            elif kind < 0.17:
                made.append(f"第{rnd.choice('一二三')}条　" + self._sentence(30))
            else:
                text = "".join(self._sentence(rnd.randint(6, 45)) for _ in range(count))
                made.append(text + (rnd.choice(INLINE) if rnd.random() < 0.2 else ""))
        return "\n\n".join(made) + "\n\n" + self._sentence(8) + "\n"

    def _table(self) -> str:
        rnd = self.rnd
        columns, rows = rnd.choice(((2, 3), (3, 6), (4, 18), (7, 3)))
        lines = ["|" + "|".join(self._han(rnd.randint(1, 5)) for _ in range(columns)) + "|"]
        lines.append("|" + "---|" * columns)
        for _ in range(rows):
            cells = (rnd.choice(("3.5%", "", self._han(rnd.randint(1, 9)))) for _ in range(columns))
            lines.append("|" + "|".join(cells) + "|")
        return "\n".join(lines)

    def _sentence(self, length: int) -> str:
        rnd = self.rnd
        made = []
        while length > 0:
            step = rnd.randint(2, 12)
            length -= step
            if rnd.random() < 0.12:
                made.append(rnd.choice(ODD))
            words = self._han(step)
            if rnd.random() < 0.1:
                pair = rnd.choice(PAIRS)
                words = pair[0] + words + pair[1]
            made.append(words + rnd.choice(MARKS))
        return "".join(made)[:-1] + "。"

    def _han(self, length: int) -> str:
        return "".join(self.rnd.choices(HAN, k=length))

    def _written(self, name: str, issue: dict[str, Any]) -> Path:
        path = self.folder / name
        path.write_text(json.dumps(issue, ensure_ascii=False), encoding="utf-8")
        return path
