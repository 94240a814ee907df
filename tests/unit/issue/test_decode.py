"""YAML into texts with places; traps by their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.joining import joined
from presslayout.issue.yaml.encoding import MAX_BYTES, text_of
from presslayout.issue.yaml.tree import Decoded, Mapping, Node, Scalar, Sequence, decode

KEYS = frozenset("版次 版名 模板 主题 副题 文字 角标 编号 正文".split())


def plain(node: Node | None) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.pairs}
    return None


def read(text: str) -> Decoded:
    return decode(text.encode(), "a.yaml", KEYS)


def codes(text: str) -> list[str]:
    return [d.code for d in read(text).diagnostics]


@pytest.mark.parametrize(
    "word", ["3:2", "22:30", "03", "no", "yes", "1e3", "0x1F", "2021-13-06", "~", "null", "1_000"]
)
def test_a_scalar_stays_the_text_that_was_typed(word: str) -> None:
    assert plain(read(f"主题: {word}\n").root) == {"主题": word}


@given(st.from_regex(r"[0-9A-Za-z一-鿿][0-9A-Za-z:._\-一-鿿]{0,12}", fullmatch=True))
def test_any_plain_word_survives(word: str) -> None:
    if word.endswith(":"):
        return
    assert plain(read(f"a: {word}\n").root) == {"a": word}


def test_a_place_counts_code_points_of_the_source() -> None:
    node = read("主题: 𬭎山\n副题: '水'\n").root
    places = [(v.span.line, v.span.column, v.span.length) for _, v in node.pairs]
    assert places == [(1, 5, 2), (2, 6, 1)]
    assert node.pairs[0][1].span.excerpt == "主题: 𬭎山"


def test_a_line_break_between_han_leaves_no_gap_in_folded_text() -> None:
    text = "a: 山乡\n  新路\nb: >\n  山乡\n  新路\nc: see\n  you\n"
    assert plain(read(text).root) == {"a": "山乡新路", "b": "山乡新路", "c": "see you"}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("- 版次: 3\n  版名：特刊\n  模板: x\n", "fullwidth-colon", 2, 5),
        ("版次：3\n模板: x\n", "fullwidth-colon", 1, 3),
        ("主题: 山\n    副题：水\n", "fullwidth-colon", 2, 7),
        ("主题: 山\n　　副题: 水\n模板 x\n", "fullwidth-indent", 2, 1),
        ("\t主题: 山\n", "tab-indent", 1, 1),
        ("正文: |\n\t山\n", "tab-indent", 2, 1),
        ("主题:山\n副题: 水\n", "missing-space", 1, 3),
        ("编号: A\n主题:　山\n", "fullwidth-space", 2, 3),
        ("主题: 山\n主题: 水\n", "repeated-key", 2, 1),
        ("主题: 'a\n", "yaml-syntax", 1, 5),
        ("a: [1, 2\n", "yaml-syntax", 1, 4),
        ("a: *强调*\n", "yaml-syntax", 1, 4),
        ("a: b: c\n", "yaml-syntax", 1, 5),
        ("a: &x 1\nb: *x\n", "yaml-anchor", 1, 4),
        ("a: !!python/object:os.system x\n", "yaml-tag", 1, 4),
        ("a: 1\n---\nb: 2\n", "several-documents", 2, 1),
        ("a: \x00\n", "control-character", 1, 4),
        ("", "empty-file", 1, 1),
        ("# 只有注释\n", "empty-file", 1, 1),
        ("[" * 100_000, "too-deep", 1, 41),
        ("? [a]\n: b\n", "bad-key", 1, 3),
    ],
)
def test_each_trap_has_its_own_name_and_place(text: str, code: str, line: int, column: int) -> None:
    found = [(d.code, d.span.line, d.span.column) for d in read(text).diagnostics]
    assert (code, line, column) in found


def test_reading_goes_on_behind_a_trap() -> None:
    decoded = read("- 版次: 3\n  版名：特刊\n  主题: 山\n  主题: 水\n")
    assert [d.code for d in decoded.diagnostics] == ["fullwidth-colon", "repeated-key"]
    assert plain(decoded.root) == [{"版次": "3", "版名": "特刊", "主题": "山"}]


def test_a_chinese_colon_inside_a_text_is_a_text() -> None:
    assert codes("主题: 山乡：新路\n正文: |\n  记者：你好。\n  主题：山\n") == []


def test_what_a_hash_hides_is_remembered() -> None:
    node = read("主题: 第一书记 #慈利\n编号: A   # 编号\n").root
    assert [value.lost for _, value in node.pairs] == [" #慈利", "   # 编号"]


def test_no_word_of_the_parser_reaches_a_chinese_reader() -> None:
    for text in (
        "a: [1\n",
        "a: 'x\n",
        "a: b: c\n",
        "a:\n  b: 1\n c: 2\n",
        "a: %x\n",
        "- a\nb: c\n",
    ):
        for found in read(text).diagnostics:
            assert "expected" not in found.message.zh
            assert any("一" <= c <= "鿿" for c in found.message.zh)
            assert found.hint is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_are_read_and_told(encoding: str) -> None:
    decoded = decode("主题: 山乡新路，水清木秀，林深鸟鸣。\n".encode(encoding), "a.yaml", KEYS)
    assert plain(decoded.root) == {"主题": "山乡新路，水清木秀，林深鸟鸣。"}
    told = [] if encoding.startswith("utf-8") else ["other-encoding"]
    assert [d.code for d in decoded.diagnostics] == told


def test_bytes_that_are_no_text_are_told() -> None:
    assert [d.code for d in decode(bytes(range(128, 256)), "a").diagnostics] == ["encoding"]
    assert [d.code for d in decode(b"a" * (MAX_BYTES + 1), "a").diagnostics] == ["too-large"]
    assert text_of(b"\xff\xfe\x00") is None


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    decoded = decode(data, "a.yaml", KEYS)
    assert decoded.root is not None or decoded.diagnostics


@given(st.text(alphabet=" \t\n\u3000:：-#'\"[]{}&*!|>%@`,山主题a1?", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    decoded = read(text)
    assert decoded.root is not None or decoded.diagnostics


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("山", "水", "山水"),
        ("山，", "水", "山，水"),
        ("山", "a", "山 a"),
        ("a", "b", "a b"),
        ("", "a", "a"),
    ],
)
def test_lines_join_without_a_gap_between_han(left: str, right: str, whole: str) -> None:
    assert joined(left, right) == whole
