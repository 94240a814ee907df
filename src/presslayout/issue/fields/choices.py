"""The words that a value may be, Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.edition.steps import ORDER, WORDS

if TYPE_CHECKING:
    from presslayout.issue.fields.field import Choices


AT: Choices = (
    ("上", "top"),
    ("下", "bottom"),
    ("左", "left"),
    ("右", "right"),
    ("左上", "top-left"),
    ("右上", "top-right"),
    ("左下", "bottom-left"),
    ("右下", "bottom-right"),
    ("中", "middle"),
    ("题上", "above"),
    ("题衬", "behind"),
)


END_MARKS: Choices = (("方块", "square"), ("圆点", "dot"), ("菱形", "diamond"))


NUMBER_AT: Choices = (("居左", "left"), ("外侧", "outside"))


ARRANGED: Choices = (("横", "across"), ("竖", "down"))


CHART_FORM: Choices = (
    ("条形", "bars"),
    ("柱形", "columns"),
    ("折线", "lines"),
    ("占比", "share"),
    ("圆环", "ring"),
    ("点图", "places"),
)


CONTENT: Choices = (
    ("稿件", "story"),
    ("图片", "picture"),
    ("图表", "graphic"),
    ("栏题", "banner"),
    ("报眉", "folio"),
    ("报头", "masthead"),
    ("版权条", "imprint"),
    ("装饰", "ornament"),
    ("广告", "ad"),
    ("公益广告", "public-ad"),
    ("导读", "index"),
    ("天眉", "skybox"),
    ("天气", "weather"),
    ("刊头", "section"),
)


NAMEPLATE: Choices = (("居中", "center"), ("居左", "left"), ("框", "boxed"), ("竖", "upright"))


ORDINAL: Choices = (("01", "figures"), ("①", "circled"))


PORTRAIT_SHAPE: Choices = (("方", "square"), ("圆", "round"))


LABEL: Choices = (("加排", "drawn"), ("自带", "own"))


KIND: Choices = (("增期", "extra"), ("号外", "special"))


ORNAMENT: Choices = (
    ("双线", "double"),
    ("文武线", "thick-thin"),
    ("点线", "dots"),
    ("波浪", "waves"),
    ("回纹", "meander"),
    ("菱花", "diamonds"),
)


GROUND_OVER: Choices = (("整版", "sheet"), ("版心", "area"))


REMAINDER: Choices = (("栏空", "gutter"), ("栏", "column"))


ALIGN: Choices = (
    ("居左", "start"),
    ("居中", "center"),
    ("居右", "end"),
    ("两端", "justify"),
)


FORM: Choices = (("诗", "verse"), ("名单", "roll"))


# Of a fact box.
BOX_FORM: Choices = (("名单", "roll"),)


HEAD_SIDE: Choices = (("左", "left"), ("右", "right"))


BYLINE_AT: Choices = (("题下", "below"), ("文末", "end"))


STANDARD: Choices = (
    ("PDF/X-1a:2003", "x1a"),
    ("PDF/X-1a:2001", "x1a2001"),
    ("PDF/X-4", "x4"),
)


MARKS: Choices = (
    ("全角", "quanjiao"),
    ("开明", "kaiming"),
    ("半角", "banjiao"),
    ("CCT", "cct"),
    ("原样", "plain"),
)


GAP: Choices = (("四分", "quarter"), ("八分", "eighth"), ("无", "none"))


OUTDENT: Choices = (
    ("条文", "articles"),
    ("对话", "dialogue"),
    ("都用", "both"),
    ("不用", "none"),
)


FILES: Choices = (("每版", "each"), ("合一", "whole"))


WRAP: Choices = (("一边", "one"), ("两边", "both"))


INTENT: Choices = (("相对", "relative"), ("感知", "perceptual"))


# What fitting may do (SPEC §4, 合版顺序).
STEPS: Choices = tuple((WORDS[step], step.value) for step in ORDER)


# What a proofreader looks for, and how it is told.
PROOF_KIND: Choices = (
    ("人名", "names"),
    ("地名", "places"),
    ("职务", "titles"),
    ("次序", "order"),
    ("用语", "terms"),
    ("标题数字", "head-numbers"),
    ("合计", "sums"),
    ("比例", "shares"),
    ("增减", "growth"),
    ("时间", "time"),
    ("单位", "units"),
    ("重复", "repeats"),
    ("叠字", "doubled"),
    ("错词", "words"),
    ("成语", "idioms"),
    ("的地得", "particles"),
    ("标点", "marks"),
    ("数字用法", "numerals"),
    ("号码", "numbers"),
    ("繁体", "traditional"),
)


# What a kind of error is of, by the published method: words, marks and signs, or form.
ERROR_OF: Choices = (
    ("文字", "words"),
    ("符号", "marks"),
    ("格式", "form"),
)


PROOF_LEVEL: Choices = (
    ("错误", "error"),
    ("提醒", "warning"),
    ("说明", "info"),
    ("不查", "off"),
)


RULE_LEVEL: Choices = (("错误", "error"), ("提醒", "warning"), ("不查", "off"))
