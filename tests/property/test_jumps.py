"""Laws of stories that go on from page to page: nothing is lost or printed twice, nothing crashes.

PRESSLAYOUT_EXAMPLES says how many issues are drawn: 100 where a change is judged, 2,000 at night.
A fault names its number: `random_jumps.write(folder, number)` writes the issue again.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.base.diagnostics import AssetError, SpecError
from presslayout.base.memory import Memory
from presslayout.newsroom import build
from tests import kit, random_jumps, stream

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.record import Composition
    from presslayout.issue.issue import Story

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("PRESSLAYOUT_EXAMPLES", "100"))
# Templates and faces are the same for every issue.
KEPT = Memory()


@pytest.fixture(scope="module")
def issues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_jumps.workspace(tmp_path_factory.mktemp("jumps"))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 2**31))
def test_pages_read_back_are_the_copy_and_no_issue_is_a_fault_of_the_program(
    issues: Path, number: int
) -> None:
    folder = issues / "drawn"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = random_jumps.write(folder, number)
    KEPT.next_turn()
    try:
        loaded = build.load(path, KEPT)
        loaded = build.arranged(loaded, build.pressed(loaded, "newsprint"), memory=KEPT)
        made = build.compose(loaded, memory=KEPT)
    except (SpecError, AssetError):
        # What an editor is told to mend is no page; anything else raised is the program's fault.
        return
    _says_what_its_parts_say(made)
    for left, top, right, bottom in kit.crops(made.edition.pages):
        assert left < right
        assert top < bottom
    for spec in loaded.issue.pages:
        slots = {slot.name: slot.content for slot in loaded.templates[spec.template].slots}
        for tale in spec.stories:
            if slots[tale.slot or ""] == "story":
                _reads_back(made, tale, spec.number)


def _says_what_its_parts_say(made: Composition) -> None:
    """Every part stands on the pages as its text has it, except what is told to be left over."""
    records = [one for page in made.pages for one in page.stories]
    left = {one.id: one.overset.text for one in records if one.overset.text}
    assert stream.astray(made.edition, left) == []


def _reads_back(made: Composition, tale: Story, first: int) -> None:
    """What its pages show, one after the other, and what is told to be left over are the story."""
    way = [first, *(jump.page for jump in tale.jumps)]
    pages = {page.number: page for page in made.edition.pages}
    shown = "".join(kit.body_text(pages[number], tale.id) for number in way)
    records = {page.number: page.stories for page in made.pages}
    told = [one for number in way for one in records[number] if one.id == tale.id]
    whole = "".join(p.text for p in tale.body)
    assert "".join((shown + told[-1].overset.text).split()) == "".join(whole.split())
    # A slot on the way in which nothing of the story stands is told.
    said = {d.code for d in made.diagnostics if d.story == tale.id}
    empty = len(told) < len(way) or any(one.jump_to and not one.chars_set for one in told)
    assert ("jump-empty" in said) == empty
