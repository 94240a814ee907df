"""A cell shows its value as the office that made it does."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.newsroom.importing.numbers import NUMBERED, shown


def day(day_: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    """A moment of October 2026, as cells have it: of no zone."""
    return dt.datetime(2026, 10, day_, hour, minute)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "code", "wanted"),
    [
        (3.5, "General", "3.5"),
        (12.0, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (3.5, "0.00", "3.50"),
        (2.675, "0.00", "2.68"),
        (1234567, "#,##0", "1,234,567"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"—"', "—"),
        (0.256, "0.0%", "25.6%"),
        (0.5, "0%", "50%"),
        (1.5, "0.0#", "1.5"),
        (7, "000", "007"),
        (58, '0"元"', "58元"),
        (58, "¥#,##0.00", "¥58.00"),
        (58, "[$￥-804]#,##0.00", "￥58.00"),
        (123456789, '0!.0,"万"', "12345.7万"),
        (123456789, r'0\.0,"万"', "12345.7万"),
        (32, '0!.0,"万"', "0.0万"),
        (86_400_000, '0.00,,"百万"', "86.40百万"),
        (1234567.5, "#,##0,", "1,235"),
        (61234567, "0000-0000", "6123-4567"),
        (52_300, '[>=10000]0!.0,"万";0', "5.2万"),
        (9_800, '[>=10000]0!.0,"万";0', "9800"),
        (0.375, "# ?/?", "3/8"),
        (5.25, "# ?/?", "5 1/4"),
        (0.5, "# ?/8", "4/8"),
        (6.0, "# ??/??", "6"),
        (602_300, "0.00E+00", "6.02E+05"),
        (0.00042, "0.0E-0", "4.2E-4"),
        (5, "[DBNum1][$-804]General", "五"),
        (1023, "[DBNum1][$-804]General", "一千〇二十三"),
        (1023, "[DBNum2][$-804]General", "壹仟零贰拾叁"),
        (1023, "[DBNum1][$-804]0", "一〇二三"),
        (26, '[DBNum2]General"元整"', "贰拾陆元整"),
        (0, "0.00;-0.00;", ""),
        (7.25, "@", "7.25"),
        (0.0000001, "General", "1E-07"),
        (-0.004, "0.00", "0.00"),
        (1234.5, "_ * #,##0.00_ ", "1,234.50"),
        (-1234.5, "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
        (3, '"第"0"名"', "第3名"),
        (0.333, "?.??%", "33.3%"),
        (day(18), '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二六年十月十八日"),
        (day(18), 'yyyy"年"m"月"d"日"', "2026年10月18日"),
        (day(18), "mm-dd-yy", "2026/10/18"),
        (day(8), 'm"月"d"日"', "10月8日"),
        (day(18), "yyyy-mm-dd", "2026-10-18"),
        (day(18, 9, 5), "yyyy/m/d h:mm", "2026/10/18 9:05"),
        (dt.time(22, 30), "h:mm", "22:30"),
        (day(18), NUMBERED[31], "2026年10月18日"),
        (day(18), "General", "2026年10月18日"),
        (day(18), "aaaa", "星期日"),
        ("板栗", "General", "板栗"),
        (True, "General", "TRUE"),
    ],
)  # fmt: skip
def test_a_value_in_its_format(value: object, code: str, wanted: str) -> None:
    assert shown(value, code) == wanted


CODES = st.text(st.sampled_from('0#?.,%/E+-;"\\!_*[]@<>=$ 万DBNum12ymdhs:General'), max_size=24)


@given(st.floats() | st.integers(-(10**40), 10**40), CODES)
def test_no_format_breaks_the_reader(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str)


@given(st.integers(0, 10**15), st.integers(1, 9))
def test_all_digits_stand_in_a_format_whatever_words_are_between_them(
    value: int, places: int
) -> None:
    made = shown(value, "-".join("0" * places))
    assert made.replace("-", "").lstrip("0") == (str(value).lstrip("0"))
