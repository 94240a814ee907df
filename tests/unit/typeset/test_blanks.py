"""Blanks between Han: gaps between names and posts, the inside of names, slips (RULES H2, U10)."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from presslayout.typeset import classes as cl
from presslayout.typeset.blanks import gaps
from presslayout.typeset.credits import names
from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.lines import place, variants
from presslayout.typeset.manner import Manner
from presslayout.typeset.shape import shape
from tests.unit.typeset.desk import BODY, lines, set_lines, shaped


def read(text: str) -> str:
    """The text with | for a gap, _ for the inside of a name, x for a blank that is dropped."""
    found = gaps(text, cl.classes(text))
    made = []
    for at, char in enumerate(text):
        if char not in " \u3000":
            made.append(char)
        elif at in found.dropped:
            made.append("x")
        elif text[at - 1] not in " \u3000":
            behind = next(n for n in range(at, len(text)) if text[n] not in " \u3000")
            made.append("_" if behind in found.tied else "|" if behind in found.kept else "?")
    return "".join(made)


@pytest.mark.parametrize(
    "meant",
    [
        # Names and posts.
        "本报讯（记者|许知微|通讯员|何沐）昨日，我县召开会议。",
        "本报记者|沈禾青|通讯员|彭秀岚|摄影报道",
        "沈禾青|文/图",
        "图片由记者|许知微|摄。",
        "责任编辑|沈禾青|美编|陆一鸣|校对|罗长庚",
        "主编：张三丰|李四光",
        "记者许知微|通讯员何沐",
        "出席的有张三丰|李四光|王五等人。",
        "（左起：张三丰|李_四|王_五）合影。",
        "王强|县长介绍说，这条路不好走。",
        # Names of two characters.
        "魏_志",
        "县长|魏_志|出席会议，他说。",
        "县长魏_志出席会议，他说。",
        "张三、李四、王_强、赵_刚等。",
        "县委书记|向_前、县长|成_功出席了这次会议，他说。",
        "村民田_甜说，今年好。",
        "个体户向_前来了，好。",
        "头一个是田_甜说的，好。",
        "参加会议的有王_明、李_强、赵大海，会议由陈_林主持。",
        "获奖者包括田_甜、覃_远，还有龚_正，好。",
        "这里的有x些石头、还有陈x旧的账，好。",
        "欧阳修|司马光|买买提·艾力",
        "通讯员|欧阳_修|记者|司马_懿",
        "图片由|魏_志|摄",
        "本组稿件由记者|许知微|采写，图片由|田禾|拍摄，好。",
        "本报记者|甲|乙|摄影报道",
        # Lines without a sentence, brackets, items of a law.
        "龙潭坪|青冈岭|望云垭",
        "他写道（摘自|人民日报）：“好。”",
        "第一条|为了规范，制定本法。",
        "床前明月光|疑是地上霜",
        # Running prose.
        "他走到村x口看见老x人坐在x那里。",
        "今天x我们x学习x新的x课文，大家x都很x高兴。",
        "这x是x一x个x测x试，对x吧。",
        "用GPS测x一x测x水x位",
        "到场的：王_强|李_刚，还有别人。",
        "县长|魏_志|和|王_强、赵_刚等到场。",
        "昨日x北京下了一场大雨。",
        "村民x都说，今年好。",
        "他望着大山x他说，今年好。",
        "大x家x说，今年好。",
        "“守山x护林”是口号，很好。",
    ],
)
def test_what_a_space_stands_for(meant: str) -> None:
    text = meant.translate({ord(sign): " " for sign in "|_x"})
    assert read(text) == meant
    # A blank of a whole cell or of two characters was typed on purpose.
    for blank in ("\u3000", "  ", "\u3000\u3000"):
        wide = meant.translate({ord(sign): blank for sign in "|_x"})
        assert "x" not in read(wide)
        if "x" not in meant and "\u3000" in blank:
            assert read(wide).count("_") >= meant.count("_")


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u3000\u3000", "  "])
@pytest.mark.parametrize("spaced", [False, True])
def test_a_name_of_two_characters_is_never_split(blank: str, spaced: bool) -> None:
    name = f"魏{blank}志"
    for text in (f"县长{blank}{name}{blank}出席", f"李明{blank}{name}{blank}王强等人", name):
        made = shape(text, BODY, spaced=spaced)
        at = text.index(name)
        inside = range(at + 1, at + len(name))
        assert all(
            cost >= FORBIDDEN
            for k, cost in zip(made.starts, made.breaks, strict=False)
            if k in inside
        )
        for measure in range(6000, 10_000, 500):
            for line in min(variants(made, measure), key=lambda v: v.cost).lines[:-1]:
                assert line.text_end not in inside


def test_a_line_may_end_between_names_and_in_none() -> None:
    text = "本报讯（记者 许知微 通讯员 何沐 摄影 沈禾青）昨日开会。"
    for ems in range(6, 14):
        for line in lines(text, ems)[:-1]:
            cut = text.index(line) + len(line)
            for name in ("许知微", "何沐", "沈禾青"):
                at = text.index(name)
                assert not at < cut < at + len(name), (ems, line)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("记者许知微、实习生田禾", ["许知微", "田禾"]),
        (
            "本报云岭10月18日电 （记者许知微、陆一鸣 通讯员何沐）昨日，开会。",
            ["许知微", "陆一鸣", "何沐"],
        ),
        ("本报讯 记者许知微、通讯员陆一鸣报道：昨日，开会。", ["许知微", "陆一鸣"]),
        ("文/许知微 图/陆一鸣", ["许知微", "陆一鸣"]),
        ("新华社记者 许知微和陆一鸣 摄", ["许知微", "陆一鸣"]),
        ("县委书记魏志等领导到场，县长 许知微主持会议。", ["魏志", "许知微"]),
        ("本报讯（记者 买买提·艾力 通讯员 古丽娜尔）昨日，开会。", ["古丽娜尔"]),
        # No names: what follows a post is a word.
        ("本报记者在石门村看到，记者从县里了解到。", []),
        ("记者石门采访归来。", []),
    ],
)
def test_no_line_ends_inside_a_name_behind_a_post(text: str, whole: list[str]) -> None:
    made = shaped(text)
    tied = {at for at, cost in zip(made.starts, made.breaks, strict=False) if cost >= FORBIDDEN}
    for name in whole:
        at = text.index(name)
        assert set(range(at + 1, at + len(name))) <= tied, name
    if not whole:
        for word in ("在石", "从县", "石门", "门采"):
            at = text.find(word)
            assert at < 0 or at + 1 not in tied


def test_a_post_stays_with_its_first_name_while_gaps_stay_under_half_an_em() -> None:
    text = "本报讯（记者 许知微 通讯员 陆一鸣）昨日，我县召开护林工作会议，部署秋防。"
    parted = []
    for ems in range(11, 25):
        _, found = set_lines(text, ems, 2)
        ends = [text[: line.text_end].rstrip() for line in found[:-1]]
        parted += [ems for end in ends if end.endswith(("记者", "通讯员"))]
        assert all(line.han_gap <= 500 for line in found), ems
    assert parted == []
    # In a narrow measure the post is parted rather than the line torn open.
    assert lines("本报讯（记者 欧阳明远）昨日", 7)[0] == "本报讯（记者 "


def test_a_gap_is_as_wide_as_the_manner_has_it() -> None:
    plain, typed = "（记者许知微通讯员何沐）昨日，好。", "（记者 许知微 通讯员 何沐）昨日，好。"
    assert shaped(typed).width[-1] - shaped(plain).width[-1] == 3 * 500
    grid = replace(BODY, manner=Manner(grid=True))
    assert shape(typed, grid).width[-1] - shape(plain, grid).width[-1] == 3 * 1000
    assert shaped(typed).dropped == ()
    assert shaped("他走到村 口，好。").dropped == (4,)
    assert shaped("他走到村 口，好。").width[-1] == shaped("他走到村口，好。").width[-1]
    assert shape("他走到村 口，好。", BODY, spaced=True).dropped == ()
    assert shape("他走到村 口，好。", replace(BODY, manner=Manner(han_space=True))).dropped == ()


def test_the_text_keeps_every_blank() -> None:
    text = "本报讯（记者 许知微　通讯员  何 沐）他走到村 口，好。"
    made = shaped(text)
    for variant in variants(made, 7000):
        for line in variant.lines:
            runs = place(made, line, 0, 0)
            assert "".join(run.text for run in runs) == text[line.text_start : line.text_end]


@pytest.mark.slow
def test_a_long_text_is_read_once() -> None:
    begun = time.process_time()
    for text in (
        "山 水" * 20_000,
        "山" * 100_000,
        "（山 " * 20_000,
        "山\u3000" * 30_000,
        "王 " * 30_000,
        "记者张三、" * 20_000,
        "记者" + "张三、" * 20_000,
    ):
        gaps(text, cl.classes(text))
        assert sum(1 for _ in names(text)) <= 20_000
    assert time.process_time() - begun < 5
