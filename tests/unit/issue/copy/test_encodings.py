"""Bytes of copy as newsrooms send them: GB 18030-2022, UTF-16 without its mark, two encodings in one file."""

from __future__ import annotations

import pytest

from presslayout.issue.copy import formats
from presslayout.issue.copy.blocks import lines_of, read_text
from presslayout.issue.copy.damage import damage
from presslayout.issue.yaml.encoding import MIXED, bytes_like, text_of
from presslayout.issue.yaml.tree import SourceText

COPY = "云岭县护林员罗长庚每天天不亮就上山，来回要六个小时。\n他说：“山里安静。”\n"


@pytest.mark.parametrize(
    ("code", "char"),
    [
        ("FE59", "\u9fb4"), ("FE61", "\u9fb5"), ("FE66", "\u9fb6"), ("FE67", "\u9fb7"), ("FE6D", "\u9fb8"),
        ("FE7E", "\u9fb9"), ("FE90", "\u9fba"), ("FEA0", "\u9fbb"), ("A8BC", "\u1e3f"), ("A6D9", "\ufe10"),
        ("A6DA", "\ufe12"), ("A6DB", "\ufe11"), ("A6DF", "\ufe16"), ("A6EC", "\ufe17"), ("A6ED", "\ufe18"),
        ("A6F3", "\ufe19"), ("FE51", "\U00020087"), ("FE91", "\U000241fe"),
    ],
)  # fmt: skip
def test_code_points_of_the_standard_of_2022_are_characters(code: str, char: str) -> None:
    data = COPY.encode("gb18030") + bytes.fromhex(code)
    assert text_of(data) == (COPY + char, "gb18030")
    # What is written back has the bytes that it had.
    assert bytes_like(data, "改" + COPY + char) == "改".encode("gb18030") + data


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [COPY, COPY.replace("\n", "\r\n"), "Yes, a line.\nAnd one.\n", COPY[:20], "今日無事\n山區"])  # fmt: skip
def test_utf_16_needs_no_mark(name: str, text: str) -> None:
    assert text_of(text.encode(name)) == (text, name)


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_other_encodings_are_not_taken_for_utf_16(name: str) -> None:
    for size in range(2, 27):
        data = COPY[:size].encode(name)
        found = text_of(data)
        assert found is None or found[1] in ("utf-8", "gb18030", "big5")
    assert text_of(COPY.encode(name)) == (COPY, name)


def test_lines_of_two_encodings_are_read_each_in_its_own() -> None:
    data = COPY.encode() + COPY.encode("gb18030")
    assert text_of(data) == (COPY * 2, MIXED)
    assert bytes_like(data, COPY) is None


def test_a_page_says_its_encoding() -> None:
    page = (
        '<html><head><meta http-equiv=Content-Type content="text/html; charset={}"></head><p>{}</p>'
    )
    for name, codec, text in (("gb2312", "gb18030", "短句"), ("big5", "big5hkscs", "短句")):
        data = page.format(name, text).encode(codec)
        assert text_of(data, formats.declared(data)) == (page.format(name, text), codec)


@pytest.mark.parametrize(
    ("data", "suffix", "wanted"),
    [
        (b"{\\rtf1\\ansi", ".txt", ""),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, ".txt", ""),
        (b"%PDF-1.7", ".md", ""),
        (b"PK\x03\x04....", ".txt", ""),
        ("山<b>水".encode(), ".txt", None),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n", ".html", ".mht"),
    ],
)
def test_another_format_is_known_by_its_bytes(data: bytes, suffix: str, wanted: str | None) -> None:
    found = formats.by_bytes(data, suffix)
    assert (found.suffix if found else None) == wanted


@pytest.mark.parametrize(
    ("text", "suffix", "page"),
    [
        ("<!DOCTYPE html><p>山</p>", ".txt", True),
        ("<p>山</p>", ".txt", True),
        ("<p>山</p>", ".md", False),
        ("<html><p>山</p></html>", ".md", True),
        ("<山水>一书</山水>", ".txt", False),
        ("<p 值小于 0.05", ".txt", False),
    ],
)
def test_a_page_under_another_name_is_known(text: str, suffix: str, page: bool) -> None:
    assert (formats.by_text(text, suffix) is not None) is page


def test_private_characters_are_told_once_with_what_is_meant() -> None:
    lines = lines_of("山\n甲\ue81e乙\uf0b7")
    source = SourceText("a.txt", tuple(line.text for line in lines))
    (found,) = damage(read_text(lines, source), source, "A")
    assert (found.code, found.span.line, found.span.column) == ("private-character", 2, 2)
    assert "2" in found.message.zh
    assert "\u9fb4" in found.message.zh


@pytest.mark.parametrize(
    "text",
    ["图／王䶮", "摄影：李𫖯", "——渡口·石桥——", "③水温12℃", "船长㙦生、𬭎老汉\n", "“渡”字〔注〕※", "票价￥２"],
)  # fmt: skip
def test_a_short_line_may_hold_rare_characters_and_marks(text: str) -> None:
    assert text_of(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize(
    ("text", "name"),
    [("Łódź, żółw", "cp1250"), ("Привет, как дела", "cp1251")],
)  # fmt: skip
def test_bytes_of_other_scripts_are_no_chinese(text: str, name: str) -> None:
    found = text_of(text.encode(name))
    assert found is None or not any("\u4e00" <= char <= "\u9fff" for char in found[0])
