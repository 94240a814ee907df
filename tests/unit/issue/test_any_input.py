"""Whatever is typed: an issue, or SpecError with places; never anything else."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.issue.sample import CHINESE, ENGLISH, faults_at, workspace
from tests.unit.issue.test_template import ENGLISH as TEMPLATE_EN
from tests.unit.issue.test_template import ISSUE, TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Callable

PIECES = st.sampled_from(
    ["：", "\t", "　", "#", " #", ":", "\n", "\n  ", "- ", "[", "]", "{", "}", "'", '"', "*", "&a ",
     "!x ", "|", ">", "%", "待定", "0", "-1", "99999999", "[]", "{}", "~", "null", "𬭎", "是", "..",
     "/", "\\", "0字", "0pt", "1e9pt", "100%", "，", "\x00", "\x85", "\u2028", "\ufeff", "名称: "]
)  # fmt: skip


@st.composite
def broken(draw: Callable[..., Any], text: str) -> str:
    """A good file with a few places overwritten, cut or doubled."""
    made = text
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(made)))
        gone = draw(st.integers(0, 12))
        piece = draw(PIECES | st.just(made[at : at + gone]))
        made = made[:at] + piece + made[at + gone * draw(st.integers(0, 1)) :]
    return made


def outcome(root: Path, path: Path) -> None:
    try:
        told = faults_at(path)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    for found in told:
        assert found.span is not None
        assert found.span.line >= 1
        assert found.span.column >= 1
        assert str(root) not in found.message.zh + found.message.en


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([CHINESE, ENGLISH]).flatmap(broken))
def test_a_broken_issue_is_told_never_raised(text: str) -> None:
    root = Path(tempfile.mkdtemp())
    outcome(root, workspace(root, text))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([TEMPLATE, TEMPLATE_EN]).flatmap(broken))
def test_a_broken_template_is_told_never_raised(text: str) -> None:
    root = Path(tempfile.mkdtemp())
    path = workspace(root, ISSUE)
    (root / "layout/试验.yaml").write_text(text, encoding="utf-8", newline="")
    outcome(root, path)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_may_pose_as_copy(data: bytes) -> None:
    root = Path(tempfile.mkdtemp())
    path = workspace(root)
    (root / "issue/one/稿件/A.md").write_bytes(data)
    outcome(root, path)
