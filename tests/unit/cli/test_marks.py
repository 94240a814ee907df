"""What a proofreader marked is listed a line each, however much it covers."""

from __future__ import annotations

import argparse
from types import SimpleNamespace
from typing import TYPE_CHECKING

from presslayout.cli import marks
from presslayout.cli.voice import Voice
from presslayout.newsroom.marks.annotation import CommentKind
from presslayout.newsroom.marks.answered import Answer
from presslayout.newsroom.marks.answers import Judged, Status
from presslayout.newsroom.marks.found_places import Comment

if TYPE_CHECKING:
    import pytest

STORY = "山路修通以后，村里的车多了。\n" * 90


def test_of_a_box_round_a_whole_story_the_beginning_and_the_end_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    box = Comment(1, CommentKind.NOTE, "A", "body", 0, len(STORY), STORY, "整篇重写", "乙")
    made = SimpleNamespace(
        answers=(Answer(Judged(box, Status.OPEN, 0), None, ""),),
        told=(),
        loaded=SimpleNamespace(issue=SimpleNamespace(stories=())),
    )
    monkeypatch.setattr(marks, "answered", lambda *_: made)
    said = argparse.Namespace(file="大样.pdf", issue="期", old=None, press=None, apply=False)
    marks.run(said, Voice("zh", json=False))
    listed, total = capsys.readouterr().out.splitlines()
    assert "“山路修通以后" in listed
    assert "……" in listed
    assert "整篇重写" in listed
    assert len(listed) < 150
    assert total == "1 条，已改 0 条"
