"""Lines that a program broke: joined where indents or widths say so, and left where they do not."""

from __future__ import annotations

import pytest

from presslayout.issue.copy.hardlines import lines_joined

HEAD = "天气\n本报记者 唐一苇\n\n"
TWO = "　　县气象台12月1日发布：受北方冷空气影响，4日至6日全县有一次降\n温、雨夹雪过程。\n"
NEXT = "　　公路养护中心已在鹰嘴岩、望乡台、九道拐三处备下融雪盐八十吨、草袋六\n千条。\n"


def test_a_short_story_whose_paragraphs_alone_are_indented_is_joined() -> None:
    joined = lines_joined(HEAD + TWO + NEXT)
    assert "有一次降温、雨夹雪过程。\n" in joined
    assert "草袋六千条。\n" in joined
    assert joined.startswith(HEAD)


def test_lines_broken_by_the_count_of_characters_are_joined_with_figures_in_them() -> None:
    text = (
        "　　本报讯 11月29日15时18分，随着最后一方混凝土浇筑完毕，白石潭大桥\n主跨顺利合龙。\n"
        "　　大桥全长六百八十四米，主跨二百二十米，桥面离江面九十一米，是沅岭县自己筹\n资修建的第一座桥。\n"
    )
    assert lines_joined(text).count("\n") == 2


def test_a_line_that_begins_with_a_closing_mark_belongs_to_the_one_before() -> None:
    text = (
        "　　吴大姐第一个开口：“东街的路灯瞎了三盏，我收摊的时候要打手电筒才能走路。\n"
        "”滕大勇转头问供电所，供电所的人答：“三天。”\n"
        "　　一百期下来，白板上写过一千一百零七件事，到期没有办好的二十九件，件件有说\n法，贴在墙上。\n"
    )
    assert "走路。”滕大勇" in lines_joined(text)


@pytest.mark.parametrize(
    "text",
    [
        # Who signs, and how to ask, go on from nothing.
        "　　地址：沅岭县城关镇建设路18号行政中心三楼东头第二间办公室　联系人：覃先生\n沅岭县自然资源局\n2026年12月1日\n",
        "　　此致\n敬礼！\n",
        # A subhead without an indent behind a paragraph.
        "　　火塘边坐着三个人，水壶咕嘟咕嘟响，谁也不说话，只听见外面的风一阵一阵地刮。\n守夜的人\n　　天亮了。\n",
    ],
)
def test_what_only_stands_without_an_indent_stays(text: str) -> None:
    assert lines_joined(text) == text
