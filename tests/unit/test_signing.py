"""Sign-offs: bound to what stands on a page, told apart from lines that were edited."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout import signing
from presslayout.codec import hash_of
from presslayout.page import Block, Box, Glyphs, Note, Page
from presslayout.sourcefile import appended

if TYPE_CHECKING:
    from pathlib import Path

RUN = Glyphs("face", 100, (1, 2), (0, 10), (5,), "山水")
PAGE = Page(
    3, "03", "t", 1000, 2000, 0,
    (Block("A/body", "body", (RUN,), "A", "body"), Block("3/报眉", "folio", (RUN,))),
)  # fmt: skip


def changed(text: str = "山石") -> Page:
    blocks = (replace(PAGE.blocks[0], items=(replace(RUN, text=text),)), PAGE.blocks[1])
    return replace(PAGE, blocks=blocks)


def kept(tmp_path: Path, *signatures: signing.Signature) -> Path:
    path = tmp_path / signing.FILE
    appended(path, [signing.line(one) for one in signatures])
    return path


def test_a_signed_page_stands_until_it_changes(tmp_path: Path) -> None:
    made = signing.sign(PAGE, "三校", "唐小雨", "")
    read = signing.read(kept(tmp_path, made))
    assert read == (made,)
    assert signing.standing(PAGE, read).signed == made
    stand = signing.standing(changed(), read)
    assert (stand.signed, stand.last, stand.changed) == (None, made, ("A/body",))


def test_notes_of_a_proof_are_not_signed(tmp_path: Path) -> None:
    read = signing.read(kept(tmp_path, signing.sign(PAGE, "三校", "甲", "")))
    noted = replace(PAGE, notes=(Note(Box(0, 0, 1, 1), "overset", "多"),))
    assert signing.standing(noted, read).signed


def test_a_round_is_asked_for_by_its_name(tmp_path: Path) -> None:
    read = signing.read(kept(tmp_path, signing.sign(PAGE, "二校", "甲", "")))
    assert signing.standing(PAGE, read, "三校").last is None
    assert signing.standing(PAGE, read, "二校").signed
    assert signing.standing(replace(PAGE, number=4), read).last is None


def test_the_page_as_it_was_signed_before_still_stands(tmp_path: Path) -> None:
    made = [signing.sign(p, "三校", "甲", "") for p in (PAGE, changed())]
    read = signing.read(kept(tmp_path, *made))
    assert signing.standing(PAGE, read).signed == made[0]
    assert signing.standing(changed(), read).signed == made[1]


@pytest.mark.parametrize(
    ("key", "value"), [("hash", hash_of(changed())), ("by", "乙"), ("round", "清样"), ("page", 4)]
)
def test_an_edited_line_does_not_count(tmp_path: Path, key: str, value: object) -> None:
    plain = json.loads(signing.line(signing.sign(PAGE, "三校", "甲", "")))
    path = tmp_path / signing.FILE
    path.write_text(json.dumps(plain | {key: value}, ensure_ascii=False) + "\n", "utf-8")
    for page in (PAGE, changed(), replace(PAGE, number=4)):
        assert signing.standing(page, signing.read(path)).signed is None


@pytest.mark.parametrize("text", ["", "\n", "{", "[]", "null", '{"page": 3}', "<<<<<<< HEAD"])
def test_what_is_no_line_of_ours_is_left_out(tmp_path: Path, text: str) -> None:
    made = signing.sign(PAGE, "三校", "甲", "")
    path = tmp_path / signing.FILE
    path.write_text(f"{text}\n{signing.line(made)}\n", encoding="utf-8")
    assert signing.read(path) == (made,)


def test_a_name_may_hold_what_other_files_take_for_line_ends(tmp_path: Path) -> None:
    made = signing.sign(PAGE, "三校", "甲\u2028乙\x85丙\x0b\x1c丁", "")
    assert signing.read(kept(tmp_path, made, replace(made, by="甲"))) == (
        made,
        replace(made, by="甲"),
    )


def test_no_file_is_no_signature(tmp_path: Path) -> None:
    assert signing.read(tmp_path / signing.FILE) == ()
