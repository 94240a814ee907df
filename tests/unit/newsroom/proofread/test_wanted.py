"""What a house turns off or makes graver, and what somebody has accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import kit

from presslayout.base.diagnostics import Severity, SpecError
from presslayout.issue.fields.choices import PROOF_KIND
from presslayout.issue.issue import Accepted
from presslayout.issue.read_proofreading import read_proofreading
from presslayout.issue.workspace import Workspace
from presslayout.newsroom.exits import meanings
from presslayout.newsroom.proofread.story_texts import StoryText
from presslayout.newsroom.proofread.wanted import CODES, KINDS, unaccepted, wanted
from presslayout.newsroom.proofread.words import wrong_wording

if TYPE_CHECKING:
    from pathlib import Path

COPY = "他再接再励，又来了。"
TOLD = StoryText(1, kit.story("A", "头条", COPY), "body", COPY)


def test_every_kind_has_codes_and_every_code_is_explained() -> None:
    assert {en for _, en in PROOF_KIND} == {*CODES, "marks"}
    assert KINDS.keys() <= meanings().keys()


def workspace(folder: Path, text: str) -> Workspace:
    file = folder / "layout" / "proofread" / "本报.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return Workspace(folder, folder)


@pytest.mark.parametrize(
    "text", ["检查: [{类: 错词, 报: 错误}, {类: 叠字, 报: 不查}]", "checks: [{kind: words, level: error}, {kind: doubled, level: off}]"]
)  # fmt: skip
def test_a_house_says_it_in_either_language(tmp_path: Path, text: str) -> None:
    assert read_proofreading(workspace(tmp_path, text)) == {"words": "error", "doubled": "off"}


def test_what_is_no_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as fault:
        read_proofreading(workspace(tmp_path, "检查: [{类: 错字字, 报: 错误}]"))
    assert "错词" in str(fault.value.diagnostics)


def test_a_level_is_that_of_the_house() -> None:
    found = list(wrong_wording(TOLD))
    assert [d.severity for d in wanted(found, {"words": "error"})] == [Severity.ERROR]
    assert [d.severity for d in wanted(found, {})] == [Severity.WARNING]
    assert list(wanted(found, {"words": "off"})) == []


def test_what_was_accepted_is_not_told_until_its_words_change() -> None:
    found = list(wrong_wording(TOLD))
    row = Accepted("A", "再接再励", "唐小雨", "wrong-word", kit.HERE)
    assert list(unaccepted(found, [TOLD], [row])) == []
    changed = "他还是再接再励。"
    other = StoryText(1, kit.story("A", "头条", changed), "body", changed)
    sentence = Accepted("A", COPY, "唐小雨", "", kit.HERE)
    codes = [d.code for d in unaccepted(list(wrong_wording(other)), [other], [sentence])]
    assert codes == ["wrong-word", "accepted-stale"]


def test_another_story_and_another_code_are_told_all_the_same() -> None:
    found = list(wrong_wording(TOLD))
    for row in (
        Accepted("B", "再接再励", "唐小雨", "", kit.HERE),
        Accepted("A", "再接再励", "唐小雨", "particle", kit.HERE),
    ):
        assert [d.code for d in unaccepted(found, [TOLD], [row])] == ["wrong-word"]
