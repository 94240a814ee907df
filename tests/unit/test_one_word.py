"""One word, one thing: no public class of the house bears the name of another."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import presslayout
from tests.trees import tree

ROOT = Path(presslayout.__file__).parent


def classes() -> dict[str, list[str]]:
    """The modules of every public class, by its name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(ROOT.rglob("*.py")):
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(ROOT).as_posix())
    return found


def test_no_name_of_a_class_stands_for_two_things() -> None:
    found = classes()
    assert len(found) > 300
    assert {name: places for name, places in found.items() if len(places) > 1} == {}
