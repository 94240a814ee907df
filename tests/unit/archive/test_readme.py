"""A bag's README names what is there and nothing else, in both languages, within a terminal's width."""

from __future__ import annotations

import unicodedata

from presslayout.archive.readme import kinds, readme, wrapped
from presslayout.archive.readme_rows import ROWS
from presslayout.edition.page import Asset, Edition, IssueFacts
from presslayout.edition.press import Press

PRESS = Press("newsprint", "x1a", "p.icc", "0" * 64, "IFRA26", 220, 240, 99, 149, 0)
ASSETS = (
    Asset("song", "face", "fonts/宋.ttf", "a" * 64, "OFL 1.1"),
    Asset("b" * 64, "picture", "images/山.jpg", "b" * 64, "", "沈禾青", "本报"),
    Asset("c" * 64, "picture", "images/广告.pdf", "c" * 64),
)
EDITION = Edition(
    "云岭日报", "2026-10-18", "presslayout 0.1.0", (), (), ASSETS, PRESS,
    IssueFacts(cn="CN 53-0000", variant="早版"),
)  # fmt: skip
PLAIN = ("archive.pdf", "edition.json", "report.json", "stories/A.txt", "pictures/山.jpg")


def told(*names: str, attached: bool = False) -> str:
    return readme(EDITION, names, attached=attached).decode()


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def test_extras_are_named_only_when_they_are_there() -> None:
    text = told(*PLAIN)
    for absent in ("archive.ofd", "OFD", "site/", "alto/", "mets.xml", "PDF/A-3"):
        assert absent not in text
    whole = told(*PLAIN, "archive.ofd", "site/index.html", "alto/page-01.xml", attached=True)
    for there in ("data/archive.ofd", "data/site/*", "data/alto/*.xml", "PDF/A-3"):
        assert whole.count(there) == 2, there


def test_every_file_belongs_to_one_row_and_none_is_left_out() -> None:
    names = [*PLAIN, "site/a/b.js", "sources/layout/词典/云岭.txt", "新的/东西.bin"]
    found = kinds(names)
    assert sum(count for _, count in found) == len(names)
    assert found[-1] == (None, 1)
    assert "data/*" in told(*names)


def test_rows_are_told_in_both_languages_without_addresses() -> None:
    for row in ROWS:
        assert row.said.zh
        assert row.said.en.isascii()
        assert "://" not in row.said.zh + row.said.en


def test_facts_and_licences_are_told() -> None:
    text = told(*PLAIN)
    assert text.startswith("云岭日报 2026-10-18\n===================\n")
    assert "CN 53-0000" in text
    assert "早版" in text
    assert "  * fonts/宋.ttf\n    OFL 1.1\n" in text
    assert "  * data/pictures/山.jpg\n    沈禾青; 本报\n" in text
    assert "  * images/广告.pdf\n    没有写明\n" in text
    assert "  * images/广告.pdf\n    not told\n" in text


def test_no_line_is_wider_than_a_terminal_and_none_begins_with_a_closing_mark() -> None:
    lines = told(*PLAIN, "archive.ofd", "site/x", "alto/p.xml", "mets.xml").splitlines()
    for line in lines:
        assert width(line) <= 80, line
        assert not line.strip().startswith(tuple("，。；：、）”"))
        assert line == line.rstrip()


def test_wrapping_loses_nothing() -> None:
    for text in ("一二三 abc，def（ghi）。" * 9, "plain words " * 30, "", "一"):
        for wide in (8, 20, 78):
            assert "".join("".join(wrapped(text, wide)).split()) == "".join(text.split())
