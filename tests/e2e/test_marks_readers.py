"""The same round of corrections as every reader writes it, and what is made of it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pypdf", reason="pypdf is not installed")
from tests.e2e.desk import Desk
from tests.marked import AUTHOR, BODY, EDITOR, READERS, Reader, annotated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SPEC = "issue/期"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Desk:
    """A workspace with its proof, which no test changes."""
    made = Desk(tmp_path_factory.mktemp("marks") / "w", warm)
    made.root.mkdir()
    made.write(body=BODY)
    assert made.build("proof").exit == 0
    return made


@pytest.fixture
def desk(tmp_path: Path, built: Desk) -> Desk:
    """A copy of it, without what was built."""
    shutil.copytree(built.root, tmp_path / "w", ignore=shutil.ignore_patterns("out"))
    return Desk(tmp_path / "w", built.cache)


def proof(built: Desk) -> bytes:
    return (built.out / "proof.pdf").read_bytes()


def listed(desk: Desk, pdf: bytes, *more: str) -> list[dict[str, Any]]:
    (desk.root / "批.pdf").write_bytes(pdf)
    made = desk.run("marks", "批.pdf", SPEC, "--json", *more)
    assert made.exit == 0, made.err
    found: list[dict[str, Any]] = made.json["marks"]
    return found


def files(desk: Desk) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in desk.spec.parent.iterdir()}


def told(mark: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(mark[key] for key in ("annotation", "kind", "paragraph", "character", "text", "comment", "left"))  # fmt: skip


# Kind, paragraph, character, text, words and why it is left, of each correction of the round.
EXPECTED = [
    ("StrikeOut", "delete", 1, 21, "慢慢", "", None),
    ("StrikeOut", "replace", 3, 19, "谷底", "沟底", None),
    ("Caret", "insert", 5, 34, "", "小", None),
    ("Highlight", "highlight", 7, 1, "第七段", "核对", "remark"),
    # An icon lies over the lines below, too.
    ("Text", "note", 10, 1, "第十 … 谷底", "这一段太短", "remark"),
    ("StrikeOut", "replace", 6, 14, "清晨", "早晨", "refused"),
    ("StrikeOut", "delete", 8, 37, "一路", "", None),
    ("Ink", "note", 8, 1, "第八段", "", "remark"),
    ("FreeText", "note", 9, 3, "", "分两段", "remark"),
    ("Stamp", "note", None, None, "", "Approved", "remark"),
]


def expected(reader: Reader) -> list[tuple[Any, ...]]:
    """What is told of the round: who has no carets writes the new words into a strike-out or a note."""
    made = list(EXPECTED)
    if reader.caret is None:
        made[1] = ("StrikeOut", "delete", 3, 19, "谷底", "沟底", "words")
        made[2] = ("Text", "note", 5, 34, "溪", "小", "remark")
        made[5] = ("StrikeOut", "delete", 6, 14, "清晨", "早晨", "words")
    elif reader.states is None:
        made[5] = (*made[5][:6], None)
    if reader.answers is not None and reader.states is None:
        made[6] = (*made[6][:6], "answered")
    return made


def corrected(reader: Reader) -> str:
    """The copy as the round makes it."""
    rows = BODY.split("\n\n")
    rows[0] = rows[0].replace("慢慢", "")
    if reader.caret is not None:
        rows[2] = rows[2].replace("谷底", "沟底")
        rows[4] = rows[4].replace("溪水", "小溪水")
        if reader.states is None:
            rows[5] = rows[5].replace("清晨", "早晨")
    if reader.answers is None or reader.states is not None:
        rows[7] = rows[7].replace("一路", "")
    return "\n\n".join(rows)


@pytest.mark.parametrize("name", READERS)
def test_a_round_of_corrections(built: Desk, desk: Desk, name: str) -> None:
    reader = READERS[name]
    before = files(desk)
    made = listed(desk, annotated(proof(built), reader), "--apply")
    assert [told(mark) for mark in made] == expected(reader)
    assert {mark["author"] for mark in made} == {AUTHOR}
    assert {mark["page"] for mark in made} == {3}
    assert [mark["story"] for mark in made] == ["A"] * 9 + [None]
    if reader.answers is not None:
        assert made[4]["replies"] == [f"{EDITOR}：已问记者"]
        assert made[6]["replies"] == [f"{EDITOR}：要的"]
    states = {n: mark["review"] for n, mark in enumerate(made) if mark["review"]}
    assert states == ({5: "rejected", 6: "accepted"} if reader.states is not None else {})
    after = files(desk)
    assert after.pop("A.txt").decode() == corrected(reader)
    assert before.pop("A.txt").decode() == BODY
    assert after == before


def test_a_person_reads_where_each_stands_and_what_was_said(built: Desk, desk: Desk) -> None:
    (desk.root / "批.pdf").write_bytes(annotated(proof(built), READERS["acrobat"]))
    rows = desk.run("marks", "批.pdf", SPEC).out.splitlines()
    assert (
        rows[1]
        == "2  第3版《守山的日子》正文第3段第19字 改 “谷底” → 沟底（唐小雨） [未改] issue/期/A.txt:5:19"
    )
    assert rows[5].endswith("⟨拒绝⟩ [未改] issue/期/A.txt:11:14 <审阅时没有同意>")
    assert rows[9] == "10  第3版 版边 注·图章 → Approved（唐小雨） [未改] —"
    english = desk.run("marks", "批.pdf", SPEC, "--lang", "en").out.splitlines()
    assert english[2] == "3  page 3, “守山的日子”, body, paragraph 5, character 34 insert → 小（唐小雨） [open] issue/期/A.txt:9:34"  # fmt: skip
