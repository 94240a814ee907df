"""Lists of names on the page: over columns and pages, in boxes, in vertical lines (RULES P6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.edition.locate import characters_of
from presslayout.edition.page import Glyphs
from presslayout.edition.roles import ParagraphKind
from presslayout.flow.compose import compose
from presslayout.flow.explain import stories
from presslayout.flow.telling import chars
from presslayout.issue.copy.blocks import lines_of, read_rows
from presslayout.issue.copy.rolls import rolled
from presslayout.issue.issue import FactBox, Jump
from presslayout.issue.yaml.tree import SourceText
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.page import Page
    from presslayout.edition.record import StoryRecord
    from presslayout.issue.issue import Paragraph, Story
    from presslayout.issue.template import Slot

NAMES = "何远松　谭广雨　沈　云　顾广青　唐知　买买提·艾力　邓　玉　石明沐"
COPY = "## 石门乡（44人）\n" + "\n\n".join([NAMES] * 6) + "\n岭脚村：" + "\n".join([NAMES] * 8)
EACH = ["何远松", "谭广雨", "沈　云", "顾广青", "唐知", "买买提·艾力", "邓　玉", "石明沐"]


def read(text: str) -> tuple[Paragraph, ...]:
    lines = lines_of(text)
    return rolled(read_rows(lines, SourceText("A.md", tuple(line.text for line in lines)))).body


def cells(made: Page, block: str, *, vertical: bool = False) -> list[list[tuple[str, int]]]:
    """The lines of a block: each character and where it stands along its line."""
    found: list[list[tuple[str, int]]] = []
    last: tuple[int, int] | None = None
    for item in (i for b in made.blocks if b.id == block for i in b.items):
        assert isinstance(item, Glyphs)
        for at, length, box in characters_of(item):
            if not length:
                continue
            text = item.text[at - item.offset : at - item.offset + length]
            across, along = (box.x, box.y) if vertical else (box.y, box.x)
            if last is None or abs(across - last[0]) > kit.EM // 2 or along < last[1]:
                found.append([])
            found[-1].append((text, along))
            last = across, along
    return found


def texts(made: Page, block: str, *, vertical: bool = False) -> list[str]:
    return ["".join(char for char, _ in line) for line in cells(made, block, vertical=vertical)]


def on_cells(made: Page, block: str, size: int = kit.EM, *, vertical: bool = False) -> int:
    """How many names stand on the cells of their lines; none beside them."""
    count = 0
    for line in cells(made, block, vertical=vertical):
        text = "".join(char[0] for char, _ in line)
        for name in (n for n in EACH if n[0] != "买"):
            at = text.find(name[0])
            while at >= 0:
                away = (line[at][1] - line[0][1]) % (4 * size)
                assert min(away, 4 * size - away) <= 3, (text, name)
                count, at = count + 1, text.find(name[0], at + 1)
    return count


def set_on(tale: Story, slot: Slot) -> tuple[Page, StoryRecord]:
    found = compose(kit.loaded({"t": kit.template(slot)}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    return found.edition.pages[0], found.pages[0].stories[0]


@pytest.mark.parametrize("rows", [12, 20, 40])
@pytest.mark.parametrize("vertical", [False, True])
def test_names_flow_over_columns_and_none_is_in_two_lines(rows: int, *, vertical: bool) -> None:
    slot = kit.slot("头条", (1, rows), (1, 2), split=None if vertical else 1, vertical=vertical)
    tale = kit.story("A", "头条", body=read(COPY))
    made, record = set_on(tale, slot)
    body = dict(tale.texts)["body"]
    assert record.chars_set + record.overset.chars == record.chars_source == chars(body)
    shown = texts(made, "A/body", vertical=vertical)
    drawn = "".join(shown)
    assert drawn == body.replace("\n", "")[: len(drawn)]
    whole = sum(line.count(name) for line in shown for name in EACH)
    assert whole == sum(drawn.count(name) for name in EACH) > 8
    assert on_cells(made, "A/body", vertical=vertical) > 8


def test_a_roll_goes_on_over_pages_and_no_name_is_lost_or_parted() -> None:
    tale = kit.story("A", "头条", body=read(COPY), jump=Jump(2, "三条", "接着看", kit.HERE))
    one = kit.template(kit.slot("头条", (1, 16), (1, 2), split=1))
    two = kit.template(kit.slot("三条", (1, 60), (1, 2), split=1))
    found = compose(
        kit.loaded({"t": one, "u": two}, kit.page(1, "t", tale), kit.page(2, "u")), kit.NEWSPRINT
    )
    body = dict(tale.texts)["body"]
    pages = [texts(made, "A/body") for made in found.edition.pages]
    assert all(pages)
    shown = [line for page in pages for line in page]
    assert "".join(shown) == body.replace("\n", "")
    whole = sum(line.count(name) for line in shown for name in EACH)
    assert whole == sum(body.count(name) for name in EACH)
    assert all(on_cells(made, "A/body") for made in found.edition.pages)


def test_nobody_is_to_be_left_out_for_a_line() -> None:
    names = "\n".join(["何远松", "谭广雨", "顾广青", "石明沐"] * 20 + ["陆一鸣", "魏志"])
    design = kit.template(kit.slot("头条", (1, 12), (1, 1)))
    said = {}
    for kind in (ParagraphKind.ROLL, ParagraphKind.PARAGRAPH):
        body = tuple(replace(p, kind=kind) for p in read(names))
        loaded = kit.loaded({"t": design}, kit.page(1, "t", kit.story("A", "头条", body=body)))
        (told,) = stories(loaded, compose(loaded, kit.NEWSPRINT))
        said[kind] = "".join(why.zh for why in told.why)
        assert "删字" in said[kind]
    assert "末行只有" not in said[ParagraphKind.ROLL]


def test_a_fact_box_of_names_has_them_in_cells() -> None:
    box = FactBox(
        "名单", read(f"石门乡：{NAMES}\n{NAMES}"), 1, "top-right", None, 0, None, kit.HERE
    )
    text = "清晨6点，12名护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他们。"
    tale = replace(kit.story("A", "头条", *[text * 3] * 8), factboxes=(box,))
    made, _ = set_on(tale, kit.slot("头条", (1, 40)))
    shown = texts(made, "A/factbox-1")
    assert "".join(shown) == f"石门乡：{NAMES}{NAMES}"
    assert sum(line.count(name) for line in shown for name in EACH) == 2 * len(EACH)
    size = next(i.size for b in made.blocks if b.id == "A/factbox-1" for i in b.items
                if isinstance(i, Glyphs))  # fmt: skip
    assert on_cells(made, "A/factbox-1", size) == 2 * (len(EACH) - 1) + 1
