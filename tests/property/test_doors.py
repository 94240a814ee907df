"""Laws of hostile input: at every door a documented exit code and words for people come out.

PRESSLAYOUT_EXAMPLES says how many inputs each law draws: a few where a change is judged, thousands
at night.  A fault names its number, which makes its input again.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.assets import fonts
from presslayout.issue import fields
from presslayout.newsroom.marks import kept
from presslayout.newsroom.marks.found_places import Comment
from tests import doors, hostile
from tests.unit.base.test_doors import irregular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXAMPLES = int(os.environ.get("PRESSLAYOUT_EXAMPLES", "8"))
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
NUMBERS = st.integers(0, 2**31)
PROOF, PRESS = (
    ("build", "issue/期", "--for", target, "--no-verify") for target in ("proof", "press")
)
CHECK, RATE = ("check", "issue/期", "--json"), ("rate", "差错.yaml", "issue/期")
FMT = ("fmt", doors.SPEC, "--check")
OLD = "out/旧/edition.json"
# Each file that is read, by what its keys are, and the commands that read it.
KEYED: dict[str, tuple[fields.Record, tuple[tuple[str, ...], ...]]] = {
    "layout/门.yaml": (fields.TEMPLATE, (PROOF, PRESS, ("layouts",))),
    "layout/styles/报纸.yaml": (fields.STYLE, (PROOF, PRESS)),
    "layout/press/newsprint.yaml": (fields.PRESS, (PRESS, CHECK)),
    "layout/form/2020.yaml": (fields.LEGAL, (CHECK,)),
    "layout/rate/2020.yaml": (fields.RATE, (RATE,)),
    "差错.yaml": (fields.RATE_LOG, (RATE,)),
    doors.SPEC: (fields.ISSUE, (PROOF, PRESS, CHECK, FMT, ("suggest", "issue/期"))),
}
NAMED = {
    "layout/inks.yaml": (fields.INK, (CHECK,)),
    "fonts/fonts.yaml": (fields.FAMILY, (PROOF, ("fonts",), ("doctor",))),
}
PLAIN = {
    "layout/词典/词.txt": (PROOF,),
    "layout/用语/语.txt": (CHECK,),
    "layout/称谓/人.txt": (CHECK,),
    "issue/期/A.md": (PROOF, ("fmt", "issue/期/A.md", "--marks", "--check")),
    "issue/期/B.txt": (PROOF, CHECK),
    "fonts/试.ttf": (PROOF, PRESS, ("fonts",), ("doctor",)),
    "images/a.jpg": (PROOF, PRESS, CHECK),
}
JSON = {
    OLD: (
        ("diff", "out/旧", "issue/期", "-o", "out/diff"),
        ("marks", "out/旧/proof.pdf", "issue/期", "--old", OLD),
        ("verify", OLD, "issue/期"),
    ),
    "out/期/issue/report.json": (PROOF,),
    "issue/期/批注.json": (("marks", "issue/期/批注.json", "issue/期"),),
}
SIGNED = "issue/期/签样.jsonl"
ALL = {
    **{name: commands for name, (_, commands) in (*KEYED.items(), *NAMED.items())},
    **PLAIN,
    **JSON,
    SIGNED: (("verify", "out/旧/proof.pdf", "issue/期"), PRESS),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that was built, signed and commented."""
    made = doors.workspace(tmp_path_factory.mktemp("doors") / "工作区")
    assert doors.run(made, *PROOF).exit in (0, 3)
    shutil.copytree(made / doors.OUT, made / "out/旧")
    signed = doors.run(made, "sign", "issue/期", "--page", "3", "--round", "三校", "--by", "甲")
    assert signed.exit == 0, signed.err
    mark = Comment(
        page=3, kind="replace", story="A", part="headline", offset=0, length=2, text="守山",
        comment="守望", author="甲",
    )  # fmt: skip
    comments = kept.dumps(kept.added((), mark, "守山的日子"))
    (made / "issue/期/批注.json").write_text(comments, encoding="utf-8")
    return made


def answered(root: Path, name: str, data: bytes, words: tuple[str, ...]) -> None:
    """A command with one file of the workspace in the place of another."""
    file = root / name
    before = file.read_bytes()
    _put(file, data)
    try:
        doors.outcome(doors.run(root, *words))
    finally:
        _put(file, before)


def _put(file: Path, data: bytes) -> None:
    # A face that is mapped stays what it was: its name goes to another file.
    fonts.open_face.cache_clear()
    file.unlink()
    file.write_bytes(data)


def sites(text: str, name: str) -> tuple[Any, list[Any]]:
    tree = hostile.tree(text)
    record, _ = {**KEYED, **NAMED}[name]
    rows = [tree] if name in KEYED else [row for row in tree.values() if isinstance(row, dict)]
    return tree, [put for row in rows for _, put in hostile.places(record, row)]


@pytest.mark.parametrize("name", [*KEYED, *NAMED])
@BOUNDED
@given(number=NUMBERS)
def test_any_value_of_any_key_is_taken_or_told(root: Path, name: str, number: int) -> None:
    rng = random.Random(number)
    tree, found = sites((root / name).read_text("utf-8"), name)
    rng.choice(found)(hostile.value(rng))
    data = hostile.spread(tree).encode("utf-8", "surrogatepass")
    answered(root, name, data, rng.choice(ALL[name]))


@pytest.mark.parametrize("name", ALL)
@BOUNDED
@given(number=NUMBERS)
def test_any_damage_to_any_file_is_taken_or_told(root: Path, name: str, number: int) -> None:
    rng = random.Random(number)
    answered(root, name, hostile.damaged(rng, (root / name).read_bytes()), rng.choice(ALL[name]))


@pytest.mark.parametrize("name", [*JSON, SIGNED])
@BOUNDED
@given(number=NUMBERS)
def test_any_json_of_another_shape_is_taken_or_told(root: Path, name: str, number: int) -> None:
    rng = random.Random(number)
    data = hostile.misread(
        rng,
        json.loads(
            (root / name).read_bytes().split(b"\n")[0]
            if name == SIGNED
            else (root / name).read_bytes()
        ),
    )
    answered(root, name, data, rng.choice(ALL[name]))


def lengths() -> Iterator[tuple[str, str, str]]:
    """Every length, count, size and percentage of every file, with nothing and less than nothing."""
    kinds = {"length": "0字", "integer": "0", "count": "0", "rows": "0行", "size": "0pt", "ppi": "0",
             "percent": "0%", "sheet": "0mm x 0mm", "range": "0-0", "frame": "0pt"}  # fmt: skip
    for name, (record, _) in KEYED.items():
        seen = set()
        waiting = [("", record)]
        while waiting:
            above, one = waiting.pop()
            for field in one.fields:
                if field.of is not None and field.of.name not in seen:
                    seen.add(field.of.name)
                    waiting.append((f"{above}{field.zh}/", field.of))
                if field.kind in kinds:
                    yield name, f"{above}{field.zh}", kinds[field.kind]


@pytest.mark.parametrize("name", KEYED)
def test_nothing_is_taken_or_told_wherever_a_measure_stands(root: Path, name: str) -> None:
    wanted = {(key, value) for file, key, value in lengths() if file == name}
    tried = set()
    for key, value in sorted(wanted):
        tree = hostile.tree((root / name).read_text("utf-8"))
        put = next((p for k, p in hostile.places(KEYED[name][0], tree) if k == key), None)
        if put is None:
            continue
        put(value)
        tried.add(key)
        answered(root, name, hostile.spread(tree).encode(), ALL[name][0])
    assert tried or not wanted


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", [name for name in ALL if name != "out/期/issue/report.json"])
def test_what_is_no_file_is_told_at_every_door(root: Path, name: str, tmp_path: Path) -> None:
    file, spare = root / name, tmp_path / "kept"
    for odd in irregular(tmp_path).values():
        file.rename(spare)
        odd.rename(file)
        try:
            for words in ALL[name]:
                done = doors.run(root, *words)
                doors.outcome(done)
        finally:
            file.rename(odd)
            spare.rename(file)
