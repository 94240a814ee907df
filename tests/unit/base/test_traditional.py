"""Traditional characters are told from names that simplified copy writes with them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from presslayout.base.traditional import simplified, traditional


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("開會討論經濟發展，裏頭麵館", "开会讨论经济发展，里头面馆"),
        ("以後於是徵求", "以后于是征求"),
        ("甘肃省长毛家庄的村民", "甘肃省长毛家庄的村民"),
        ("䶮、㛃、𬭎", "䶮、㛃、𬭎"),
    ],
)
def test_a_text_is_looked_up_as_its_simplified_characters_one_for_one(
    text: str, simple: str
) -> None:
    assert simplified(text) == simple


@pytest.mark.parametrize("name", ["王昇", "张喆", "李堃", "乾隆", "哪吒", "瞭望", "狼藉", "麴先生"])
def test_characters_that_simplified_copy_owns_are_no_traditional_ones(name: str) -> None:
    assert traditional(name) == []


def test_each_traditional_character_is_found_at_its_place() -> None:
    assert traditional("他說：以後再講") == [1, 4, 6]


def test_copy_within_gb_2312_never_opens_the_library() -> None:
    asked = (
        "import sys; from presslayout.base.traditional import simplified, traditional;"
        "simplified('山风从垭口下来，“护林员”说：2026年——好。䶮'); traditional('平常的稿子');"
        "sys.exit('opencc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
