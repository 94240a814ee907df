from __future__ import annotations

import datetime as dt

import pytest

from presslayout.issue import paper


@pytest.mark.parametrize(
    "text", ["2028/2/29", "2028.02.29", "2028年2月29日", "2028 年 2 月 29 日", "2028年02月29"]
)
def test_a_day_written_as_elsewhere_is_understood_and_not_ours(text: str) -> None:
    assert paper.day_meant(text) == dt.date(2028, 2, 29)
    assert not paper.is_day(text)
    assert paper.day(text) is None


@pytest.mark.parametrize("text", ["2027-02-29", "2021-13-06", "2027/2/29", "10月18日", ""])
def test_what_the_calendar_has_not_is_no_day(text: str) -> None:
    assert paper.day(text) is None
    assert paper.day_meant(text) is None
