"""One rule of what a line is, in the whole program."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trees import nodes

import presslayout
from presslayout.base import filelines
from presslayout.issue.copy.blocks import lines_of, read_text
from presslayout.issue.yaml.tree import Mapping, Scalar, decode

SOURCE = Path(presslayout.__file__).parent
# Everything that some program or other takes for the end of a line.
ENDS = ("\r\n", "\n", "\r", "\x85", "\u2028", "\u2029")
WITHIN = ("\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\t", "\ufeff", "\u3000")
TEXTS = st.lists(st.sampled_from(["山", "水", "a", "𠮷", *ENDS, *WITHIN]), max_size=30).map("".join)


def test_nothing_else_decides_what_a_line_is() -> None:
    offenders = []
    for path in SOURCE.rglob("*.py"):
        if path.name == "filelines.py":
            continue
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in {"splitlines", "readlines"}:
                offenders.append(f"{path.relative_to(SOURCE)}:{node.lineno} {node.attr}")
            # A pattern or set of line ends of one's own.
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                own = re.search("\r.{0,12}\u2028|\x85.{0,12}\u2028", node.value)
                if own and path.name not in {"classes.py", "entries.py"}:
                    offenders.append(f"{path.relative_to(SOURCE)}:{node.lineno} line ends")
    assert offenders == []


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_lines_ends_and_places_agree(text: str) -> None:
    lines, ends = filelines.lines(text), filelines.ends(text)
    assert "".join(a + b for a, b in zip(lines, ends, strict=True)) == text
    assert "".join(filelines.with_ends(text)) == text
    for at in range(len(text)):
        line, column = filelines.place(text, at)
        begun = filelines.start(text, at)
        assert at - begun == column
        assert text[begun : filelines.stop(text, at)] == lines[line]
        assert filelines.after(text, at) == begun + len(lines[line] + ends[line])
        if column < len(lines[line]):
            assert lines[line][column] == text[at]
            assert filelines.index(text, line, column) == at


@pytest.mark.parametrize("within", WITHIN)
def test_a_form_feed_ends_no_line(within: str) -> None:
    assert filelines.lines(f"山{within}水\n木") == [f"山{within}水", "木"]


@pytest.mark.parametrize("end", ENDS)
def test_the_parser_of_yaml_counts_as_we_do(end: str) -> None:
    text = f"甲: 山{end}乙: 水{end}丙: '木'{end}"
    found = decode(text.encode(), "x.yaml")
    assert isinstance(found.root, Mapping)
    for _, value in found.root.pairs:
        assert isinstance(value, Scalar)
        at = filelines.index(text, value.line, value.column)
        assert at is not None
        assert text[at] == value.text
    # The parser with which edits are looked over counts code points, and needs no lines.
    for key, value in yaml.compose(text).value:
        assert text[key.start_mark.index] in "甲乙丙"
        assert text[value.start_mark.index] in "山水'"


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_character_of_copy_is_where_its_place_says(text: str) -> None:
    rows = filelines.lines(text)
    source = decode(b"a: b", "x").root
    assert source is not None
    for paragraph in read_text(lines_of(text), source.source).body:
        for at, char in enumerate(paragraph.text):
            line, column = paragraph.place(at)
            assert rows[line - 1][column - 1] == char
