"""Numbers that are called or looked up: telephones, identity cards, post codes, pages that copy goes on to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.story_texts import StoryText, at, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic

_CUES = ("电话", "热线", "拨打", "手机", "专线", "传真", "致电", "来电")
_DIGIT = "0-9OoIl"
_PHONE = regex(
    rf"(?:{'|'.join(_CUES)})[^0-9，。；\n]{{0,10}}(?<![0-9A-Za-z+])(?P<n>[0-9][{_DIGIT}]*(?:[-－—‐–―][{_DIGIT}]+)*)"
    rf"(?![0-9A-Za-z])(?P<more>(?:(?:、|，|或|转|/|；|和)(?:手机)?[：:]?[0-9][{_DIGIT}]*(?:[-－—‐–―][{_DIGIT}]+)*(?![0-9A-Za-z.%％]))*)(?!(?:余|多)?[个条次名人户台部门件元万亿%％年月日时天.]|小时)",
    needs=_CUES,
)
# Shorter ones are called, too, and never wrong.
_LONG = regex(r"[0-9][0-9-]{4}")
_EACH = regex(rf"[0-9][{_DIGIT}]*(?:[-－—‐–―][{_DIGIT}]+)*")
_HYPHENS = regex("[-－—‐–―]")
_LETTERS = regex("[OoIl]")
_MOBILE = regex(r"1[3-9][0-9]+")
# 010 and 02x have three digits, other places four; 400 and 800 are called from anywhere.
_AREA = regex(r"(?P<area>010|02[0-9]|0[3-9][0-9]{2})(?P<own>[0-9]+)")
_ANYWHERE = regex(r"(?:400|800)[0-9]{5,9}")
_MOBILE_LONG, _ANYWHERE_LONG, _OWN = 11, 10, (7, 8)
_NEARLY = range(10, 13)
# No telephone number without a code is so long; 12345, 95588 and 114 are shorter.
_TOO_LONG = (9, 12)
_IDENTITY = regex(
    r"(?:身份证|公民身份)(?:号码?|证号码?)?(?:为|是|：|:|为：|（)?(?P<n>[0-9]{10,22}[0-9Xx])(?![0-9*＊×])",
    needs=("身份证", "公民身份"),
)
_CREDIT = regex(
    r"统一社会信用代码(?:证号?)?(?:为|是|：|:|为：|（)?(?P<n>[0-9A-Za-z]{12,24})(?![0-9A-Za-z*＊×])",
    needs=("信用代码",),
)
_POST = regex(
    r"(?:邮编|邮政编码?)(?:为|是|：|:)?(?P<n>[0-9]{3,9})(?![0-9])", needs=("邮编", "邮政编")
)
_IDENTITY_LONG, _OLD_LONG, _POST_LONG = 18, 15, 6
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_JUMP = regex(
    r"(?:(?P<on>下转)|上接|紧接|[见看](?:本报)?今[日天](?:本报)?|（[^（）]{0,16}见)第?(?P<n>[0-9]{1,3})版",
    needs=("版",),
)


def call_numbers(told: StoryText, pages: int | None) -> Iterator[Diagnostic]:
    """Every number that cannot be called, nobody can bear, or no page has; `pages` of the day, if known."""
    for match in _PHONE.finditer(told.text) if _LONG.search(told.text) else ():
        for one in _EACH.finditer(told.text, match.start("n"), match.end("more")):
            said = _phone(one.group())
            if said is not None:
                yield _odd(told, one.span(), said)
    for pattern, judge in ((_IDENTITY, _identity), (_CREDIT, _credit), (_POST, _post)):
        for match in pattern.finditer(told.text):
            said = judge(match["n"].upper())
            if said is not None:
                yield _odd(told, match.span("n"), said)
    for match in _JUMP.finditer(told.text):
        yield from _jump(told, match, pages)


def _odd(told: StoryText, place: tuple[int, int], said: Text) -> Diagnostic:
    return warning(
        "odd-number", told, (place[0], place[1] - place[0]), said,
        Text("照原件一位一位核对", "check it digit by digit against the source"),
    )  # fmt: skip


def _phone(words: str) -> Text | None:
    if _LETTERS.search(words):
        return Text(
            f"号码里混着字母：{words}", f"a letter stands for a figure in the number {words}"
        )
    digits = _HYPHENS.sub("", words)
    many = len(digits)
    if _MOBILE.fullmatch(digits) and many in _NEARLY:
        return _long(words, many, "手机号", "a mobile number", f"{_MOBILE_LONG}")
    if _ANYWHERE.fullmatch(digits):
        return _long(words, many, "400、800 号", "a 400 or 800 number", f"{_ANYWHERE_LONG}")
    return _fixed(words, digits)


def _fixed(words: str, digits: str) -> Text | None:
    """A telephone that stands somewhere, with its area code or without."""
    area = _AREA.fullmatch(digits)
    # Behind a second hyphen the extension is told.
    if area is not None and len(_HYPHENS.findall(words)) <= 1 and len(area["own"]) not in _OWN:
        own = len(area["own"])
        return Text(
            f"“{words}”：区号{area['area']}后面有 {own} 位，固定电话是 7 或 8 位",
            f"{words} has {own} digits behind its area code {area['area']}; it takes 7 or 8",
        )
    if digits[0] != "0" and words == digits and len(digits) in _TOO_LONG:
        return Text(
            f"“{words}”有 {len(digits)} 位，不是电话号码的位数",
            f"{words} has {len(digits)} digits; no telephone has so many",
        )
    return None


def _long(words: str, many: int, zh: str, en: str, right: str) -> Text | None:
    """What is said of a number that has not so many digits as its kind."""
    if str(many) == right:
        return None
    return Text(
        f"“{words}”有 {many} 位，{zh}是 {right} 位", f"{words} has {many} digits; {en} has {right}"
    )


def _identity(number: str) -> Text | None:
    if len(number) not in (_IDENTITY_LONG, _OLD_LONG):
        return _long(number, len(number), "身份证号", "an identity number", f"{_IDENTITY_LONG}")
    if len(number) == _OLD_LONG:
        return None
    day = number[6:14]
    try:
        dt.date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return Text(f"身份证号里没有这一天：{day}", f"the identity number holds no such day: {day}")
    total = sum(int(one) * by for one, by in zip(number, _WEIGHTS, strict=False))
    if number[:-1].isdigit() and number[-1] != _CHECKS[total % 11]:
        return Text(
            f"身份证号的末位对不上：算来是 {_CHECKS[total % 11]}",
            f"the last sign of the identity number comes to {_CHECKS[total % 11]}",
        )
    return None


def _credit(number: str) -> Text | None:
    if len(number) != _IDENTITY_LONG:
        return _long(
            number, len(number), "统一社会信用代码", "a unified credit code", f"{_IDENTITY_LONG}"
        )
    if odd := next((one for one in number if one not in _CREDIT_SIGNS), ""):
        return Text(
            f"统一社会信用代码里没有字母 {odd}", f"no unified credit code has the letter {odd}"
        )
    return None


def _post(number: str) -> Text | None:
    return _long(number, len(number), "邮政编码", "a post code", f"{_POST_LONG}")


def _jump(told: StoryText, match: re.Match[str], pages: int | None) -> Iterator[Diagnostic]:
    number = int(match["n"])
    if number == told.page:
        said = Text(
            f"“{match.group()}”：这里就是第{number}版", f"{match.group()}: this is page {number}"
        )
    elif number < 1 or (pages is not None and number > pages):
        said = Text(
            f"“{match.group()}”：今天只有 {pages} 版",
            f"{match.group()}: the paper has {pages} pages",
        )
    elif match["on"] and number < told.page:
        said = Text(
            f"“{match.group()}”：转到前面去了，这里是第{told.page}版",
            f"{match.group()} goes back: this is page {told.page}",
        )
    else:
        return
    yield warning(
        "wrong-jump", told, at(match), said,
        Text("核对版次；转版的话可以不写，程序会排", "check the page; jump lines are set without being written"),
    )  # fmt: skip
