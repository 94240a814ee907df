"""Paragraphs of outside sources: exact lines where given, else what must not happen in them."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from presslayout.base.units import parse, pt
from presslayout.typeset.lines import laid_out
from tests.unit.typeset.desk import cases, lines, set_lines

# Narrower than these the run cannot stand in a line, or RULES U6 only advises against the break.
LEAST_WIDTH = {"tdc-grid": 8, "cyt-numunit": 5, "num-3": 6, "num-2": 4, "cyt-hyphenword": 6}


def test_the_examples_of_the_rule_book() -> None:
    for case in cases("rules_examples"):
        found = lines(case["text"], case["width_em"], case["first_line_indent_em"])
        assert found == case["lines"], case["id"]


def test_what_sources_expect() -> None:
    for case in cases("expected_lines"):
        for measure in _measures(case):
            indent = case.get("first_line_indent_em", 0)
            found = lines(case["text"], measure, indent, hang=case.get("hang", False))
            assert not list(_faults(case, found)), (case["id"], measure, found)


def test_the_sizes_of_type_by_name() -> None:
    for case in cases("hao_sizes"):
        assert parse(case["hao"]) == pt(case["pt"]), case["id"]


def test_no_line_passes_its_measure() -> None:
    for case in cases("expected_lines"):
        for measure in _measures(case):
            _, found = set_lines(case["text"], measure, case.get("first_line_indent_em", 0))
            assert all(line.width <= measure * 1000 for line in found), case["id"]


def test_an_indented_bracket_as_sources_expect() -> None:
    for case in cases("expected_lines"):
        if "first_glyph_x_em" in case:
            made, found = set_lines(case["text"], case["width_em"], case["first_line_indent_em"])
            # The source gives the glyph's origin, half an em left of the trimmed cell.
            assert laid_out(made, found[0])[0][1] - 500 == case["first_glyph_x_em"] * 1000


def _measures(case: dict[str, Any]) -> list[float]:
    if case.get("width_em"):
        return [case["width_em"]]
    return list(range(LEAST_WIDTH.get(case["id"], 4), 14))


def _faults(case: dict[str, Any], found: list[str]) -> list[str]:
    made = []
    if "lines" in case and found != case["lines"]:
        made.append("lines")
    prefix = case.get("lines_prefix", [])
    if found[: len(prefix)] != prefix:
        made.append("prefix")
    made += [c for c in case.get("forbid_line_start", []) if any(x[0] == c for x in found[1:])]
    made += [c for c in case.get("forbid_line_end", []) if any(x[-1] == c for x in found[:-1])]
    edges = set(accumulate(map(len, found)))
    for run in case.get("unbreakable", []):
        at = case["text"].find(run)
        made += [run] if any(at < edge < at + len(run) for edge in edges) else []
    least = case.get("min_last_line_chars", 0)
    if sum("一" <= c <= "鿿" for c in found[-1]) < least:
        made.append("last line")
    return made
