"""Numbers of lists as Word writes them, by the name of their format (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ROMAN = tuple(
    zip(
        "m cm d cd c xc l xl x ix v iv i".split(),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)
_MOST_ROMAN = 32_767
# A letter is repeated as often as the alphabet was gone through; a line holds no more than this.
_MOST_LETTERS = 40
_HUNDRED, _MYRIAD = 100, 10_000
# Stems and branches begin anew together.
_CYCLE = 60
_HAN = "〇一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"


def numeral(count: int, form: str) -> str:
    """A number in a format; a format that is not known, and what it cannot write, is decimal."""
    if form == "none":
        return ""
    write = _FORMS.get(form)
    return (write(count) if write is not None and count > 0 else "") or str(count)


def _letters(count: int) -> str:
    """Letters as Word counts by them: a to z, aa, bb (17.18.59, lowerLetter)."""
    times, at = divmod(count - 1, 26)
    return chr(ord("a") + at) * (times + 1) if times < _MOST_LETTERS else ""


def _roman(count: int) -> str:
    if count > _MOST_ROMAN:
        return ""
    made = ""
    for letters, worth in _ROMAN:
        made += letters * (count // worth)
        count %= worth
    return made


def _ordinal(count: int) -> str:
    teen = count // 10 % 10 == 1
    return f"{count}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"


def _digits(digits: str) -> Callable[[int], str]:
    return lambda count: "".join(digits[int(digit)] for digit in str(count))


def _row(signs: str) -> Callable[[int], str]:
    """Signs one after the other, none beyond the last."""
    return lambda count: signs[count - 1] if count <= len(signs) else ""


def _cycle(signs: str) -> Callable[[int], str]:
    """Signs one after the other, then from the first again."""
    return lambda count: signs[(count - 1) % len(signs)]


def _from(first: int, most: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode."""
    return lambda count: chr(first + count - 1) if count <= most else ""


def _circled(count: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= count <= last:
            return chr(start + count - first)
    return ""


def _counted(digits: str, units: str, bare: str, *, zero: bool) -> Callable[[int], str]:
    """Numbers as they are spoken, 一百零五; `units` are ten, hundred, thousand and ten thousand.

    `bare` says which units have no 一 before them: none, ten where the number begins with it, or
    all; `zero` writes 零 in a gap.
    """

    def below(count: int, *, leads: bool) -> str:
        made, gap = "", False
        for place in (3, 2, 1, 0):
            digit = count // 10**place % 10
            if not digit:
                gap = bool(made)
                continue
            first = bare == "first" and leads and place == 1 and not made
            silent = digit == 1 and place > 0 and (bare == "all" or first)
            made += (digits[0] if gap and zero else "") + ("" if silent else digits[digit])
            made += units[place - 1] if place else ""
            gap = False
        return made

    def write(count: int) -> str:
        high, low = divmod(count, _MYRIAD)
        if high >= _MYRIAD:
            return ""
        if not high:
            return below(low, leads=True)
        gap = digits[0] if zero and 0 < low < _MYRIAD // 10 else ""
        return below(high, leads=True) + units[3] + gap + below(low, leads=False)

    return write


def _up_to_99(write: Callable[[int], str], digits: str) -> Callable[[int], str]:
    """Spoken below a hundred, digit by digit from there on."""
    return lambda count: write(count) if count < _HUNDRED else _digits(digits)(count)


_COUNTING = _counted("零一二三四五六七八九", "十百千万", "first", zero=True)
_COUNTING_TRADITIONAL = _counted("零一二三四五六七八九", "十百千萬", "first", zero=True)
_LEGAL = _counted("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", "none", zero=True)
_LEGAL_TRADITIONAL = _counted("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", "none", zero=True)
_JAPANESE = _counted("〇一二三四五六七八九", "十百千万", "all", zero=False)
_JAPANESE_LEGAL = _counted("〇壱弐参四伍六七八九", "拾百阡萬", "none", zero=False)

_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "hex": lambda count: f"{count:X}",
    "numberInDash": lambda count: f"- {count} -",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "ideographDigital": _digits(_HAN),
    "japaneseDigitalTenThousand": _digits(_HAN),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "chineseCounting": _up_to_99(_COUNTING, _HAN),
    "taiwaneseCounting": _up_to_99(_COUNTING, "○一二三四五六七八九"),
    "chineseCountingThousand": _COUNTING,
    "taiwaneseCountingThousand": _COUNTING_TRADITIONAL,
    "chineseLegalSimplified": _LEGAL,
    "ideographLegalTraditional": _LEGAL_TRADITIONAL,
    "japaneseCounting": _JAPANESE,
    "japaneseLegal": _JAPANESE_LEGAL,
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "ideographZodiacTraditional": lambda count: (
        _STEMS[(count - 1) % 10] + _BRANCHES[(count - 1) % 12] if count <= _CYCLE else ""
    ),
    "aiueo": _cycle(_AIUEO),
    "aiueoFullWidth": _cycle(_AIUEO),
    "iroha": _cycle(_IROHA),
    "irohaFullWidth": _cycle(_IROHA),
    "ganada": _cycle(_GANADA),
    "chosung": _cycle(_CHOSUNG),
}
