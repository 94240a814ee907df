"""Paragraphs that careful engines broke: the same lines here, or the rule that says otherwise."""

from __future__ import annotations

from tests.unit.typeset.desk import cases, lines

# Which is right where the lines differ: ours, each time, and why.
DIFFERS = {
    "xecjk:halfright-nobreak01:0": "RULES H3, K4: a full stop of ASCII may not begin a line either",
    "tiqian:ascii-point-mark-impossible-measure": (
        "RULES §6.5: never overfull; in 0.9 em a character and a mark cannot share a line"
    ),
    "tiqian:mandatory-leading-trailing-newline": (
        "a line feed that ends a paragraph opens no empty line in a newspaper"
    ),
}


def test_the_lines_of_other_engines_or_a_reason() -> None:
    agreed = 0
    differing = set()
    for case in cases("paragraph_peers"):
        # Their Latin widths are a stub's: those lines say nothing of a real face.
        if not case.get("pure_cjk", True):
            continue
        wanted = case.get("lines") or case["lines_by_strategy"]["paragraph-dp"]
        found = lines(case["text"], case["width_em"], case.get("first_line_indent_em", 0))
        if found == wanted:
            agreed += 1
        else:
            differing.add(case["id"])
    assert agreed == 15
    assert differing == set(DIFFERS)
