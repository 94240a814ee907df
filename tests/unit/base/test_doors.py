"""What each door may raise, and how a file is read: once, in a table, and by every handler."""

from __future__ import annotations

import ast
import os
import random
import sys
from importlib import import_module
from pathlib import Path

import pytest
from tests.kit import ROOT
from tests.trees import nodes

from presslayout.base import doors, kinds
from presslayout.edition import codec
from presslayout.newsroom.marks import kept

ROWS = {name: row for name, row in vars(doors).items() if isinstance(row, doors.Door)}
# What a library of our own kind raises is named where it is at home; so many types beside each
# other are a table of their own.
MOST_NAMED = 2


@pytest.mark.parametrize("name", ROWS)
def test_every_exception_of_a_row_is_there_and_caught(name: str) -> None:
    row = ROWS[name]
    for module, kind in row.theirs:
        made = getattr(import_module(module), kind)
        assert issubclass(made, Exception)
        assert made in row.faults()
    assert row.faults(KeyboardInterrupt)[0] is KeyboardInterrupt  # type: ignore[arg-type]


def test_a_row_imports_no_library_to_name_what_it_raises() -> None:
    row = doors.Door((ValueError,), (("presslayout.no_such_library", "OddError"),))
    assert row.faults() == (ValueError,)
    assert "presslayout.no_such_library" not in sys.modules


def test_no_handler_has_a_table_of_its_own() -> None:
    found = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in nodes(path):
            kinds_ = node.type if isinstance(node, ast.ExceptHandler) else None
            if isinstance(kinds_, ast.Tuple) and len(kinds_.elts) > MOST_NAMED:
                names = {ast.unparse(one) for one in kinds_.elts}
                if names & {"ValueError", "TypeError", "KeyError", "LookupError"}:
                    found.append(f"{path.name}:{node.lineno}: {sorted(names)}")
    assert not found


def irregular(folder: Path) -> dict[str, Path]:
    """What can stand where a file is expected."""
    made = {name: folder / name for name in ("pipe", "folder", "dead", "device", "loop")}
    os.mkfifo(made["pipe"])
    made["folder"].mkdir()
    made["dead"].symlink_to("nowhere")
    made["device"].symlink_to("/dev/zero")
    made["loop"].symlink_to("loop")
    return made


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_length_that_is_claimed_takes_no_room(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    with doors.opened(path) as stream:
        # More than any machine has: a plain file would ask for all of it first.
        assert stream.read(1) + stream.read(1 << 60) == b"12345"
        assert stream.read(1 << 60) == stream.read() == b""
        stream.seek(3)
        assert stream.read(None) == b"45"


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    for path in irregular(tmp_path).values():
        before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
        with pytest.raises(OSError):  # noqa: PT011  (which one is the system's to say)
            doors.read(path)
        if before:
            assert len(list(Path("/proc/self/fd").iterdir())) == before
    (tmp_path / "a").write_bytes(b"abc")
    assert doors.read(tmp_path / "a") == b"abc"
    assert doors.read(tmp_path / "a", 2) == b"ab"


@pytest.mark.parametrize(
    "value",
    [None, True, 1.0, float("inf"), float("nan"), "1", "", [], {}, 1 << 40, -(1 << 40), 10**400],
)
def test_only_a_whole_number_of_a_paper_is_one(value: object) -> None:
    with pytest.raises(ValueError, match="whole"):
        kinds.whole(value)
    with pytest.raises(ValueError, match="whole"):
        kinds.wholes([1, value])


@pytest.mark.parametrize("value", [None, 1, [], "\ud800", "a\udfff"])
def test_a_text_is_one_that_a_file_can_hold(value: object) -> None:
    with pytest.raises(ValueError, match="text"):
        kinds.text(value)
    with pytest.raises(ValueError, match="text"):
        kinds.pairs({"a": value})
    assert kinds.text("𬭎") == "𬭎"


HOSTILE = (b"", b"[" * 100_000, b"1e999", b"null", b"[]", b"{}", b'"\\ud800"', b"\xff", b"9" * 9999)


@pytest.mark.parametrize("data", HOSTILE)
def test_what_is_no_document_of_ours_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match=codec.FORMAT):
        codec.loads(data)
    with pytest.raises(kept.NotCommentsError):
        kept.loads(data)


def test_chance_draws_the_same_input_from_the_same_number() -> None:
    from tests import hostile

    assert hostile.damaged(random.Random(7), b"abc" * 50) == hostile.damaged(
        random.Random(7), b"abc" * 50
    )
