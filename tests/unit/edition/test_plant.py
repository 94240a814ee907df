"""The plant's file names: facts in a pattern, and nothing that a system would refuse."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.edition.plant import EACH, EXAMPLE, WHOLE, PaperFacts, fault, file_name, unknown

PAPER = PaperFacts("云岭日报", "CN 53-0000", dt.date(2026, 10, 18), "6128", {3: "特刊", 4: "影像"})


@pytest.mark.parametrize(
    ("pattern", "numbers", "name"),
    [
        (EACH, (3,), "20261018-03.pdf"),
        (WHOLE, (3, 4), "20261018.pdf"),
        ("{报名}_{日期}_{版次:02}.pdf", (4, 1), "云岭日报_2026-10-18_04-01.pdf"),
        ("{paper}{serial:06}{section}.PDF", (3,), "云岭日报006128特刊.PDF"),
        ("{cn}-{page}.pdf", (12,), "CN 53-0000-12.pdf"),
        ("YL{日期:%m%d}A{版次:02d}.pdf", (4,), "YL1018A04.pdf"),
    ],
)
def test_a_pattern_is_filled_with_facts(pattern: str, numbers: tuple[int, ...], name: str) -> None:
    assert file_name(pattern, PAPER, numbers) == name


@pytest.mark.parametrize(
    "pattern",
    [
        "../{版次}.pdf",
        "a/{版次}.pdf",
        "{版次}.exe",
        "{版次}",
        ".pdf",
        "con.pdf",
        " {版次}.pdf",
        "{版次}\n.pdf",
        "{x}.pdf",
        "{0}.pdf",
        "{}.pdf",
        "{",
        "{版次!r}.pdf",
        "{版次:zz}.pdf",
        "{版次:999}.pdf",
        "{报名.__class__}.pdf",
        "{报名[0]}.pdf",
        "{报名:{日期}}.pdf",
        "{日期:%Y/%m}.pdf",
        "{日期:%B}.pdf",
        f"{'长' * 70}.pdf",
    ],
)
def test_a_pattern_that_makes_no_safe_name_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"[\s\S]*"):
        file_name(pattern, PAPER, (3,))


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_safe_name_or_a_value_error(pattern: str) -> None:
    try:
        unknown(pattern)
        name = file_name(pattern, EXAMPLE, (1, 2))
    except ValueError:
        return
    assert not fault(name)
    assert "/" not in name
    assert "\\" not in name
