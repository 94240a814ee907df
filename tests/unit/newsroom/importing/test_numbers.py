"""A cell shows its value as the office that made it does."""

from __future__ import annotations

import datetime as dt

import pytest

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
