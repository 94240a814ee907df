"""The ledger of a site: what stands is known, what is no longer wanted goes, nothing else is touched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from presslayout.archive.site.ledger import OWN, Ledger

if TYPE_CHECKING:
    from pathlib import Path

LINES = f"{OWN}/written.jsonl"


def test_a_part_is_known_by_its_stamp_as_long_as_its_files_stand(tmp_path: Path) -> None:
    book = Ledger(tmp_path)
    book.made("a", "1", {"x/a.htm": b"a"}, "told")
    again = Ledger(tmp_path)
    part = again.known("a", "1")
    assert part is not None
    assert part.told == "told"
    assert again.known("a", "2") is None
    (tmp_path / "x" / "a.htm").unlink()
    assert again.known("a", "1") is None


def test_what_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    Ledger(tmp_path).made("a", "1", {"a": b"1", "b": b"2"})
    again = Ledger(tmp_path)
    again.made("a", "2", {"a": b"1", "b": b"3"})
    assert again.written == 1


def test_files_that_no_part_wants_any_more_are_taken_away(tmp_path: Path) -> None:
    (tmp_path / "theirs.txt").write_text("theirs")
    first = Ledger(tmp_path)
    first.made("a", "1", {"x/old.htm": b"", "x/both.htm": b""})
    first.made("gone", "1", {"y/z/gone.htm": b""})
    first.closed()
    second = Ledger(tmp_path)
    second.made("a", "2", {"x/both.htm": b"", "x/new.htm": b""})
    assert second.closed() == 2
    left = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert left == {"theirs.txt", "x/both.htm", "x/new.htm", LINES}
    assert not (tmp_path / "y").exists()


def test_a_torn_line_says_nothing_and_the_next_run_goes_on(tmp_path: Path) -> None:
    Ledger(tmp_path).made("a", "1", {"a": b"1"})
    with (tmp_path / LINES).open("ab") as stream:
        stream.write(b'["b","1",["b')
    book = Ledger(tmp_path)
    assert book.known("a", "1") is not None
    assert book.known("b", "1") is None
    book.made("b", "1", {"b": b"2"})
    book.closed()
    assert Ledger(tmp_path).known("b", "1") is not None


def test_a_ledger_that_names_files_outside_removes_none_of_them(tmp_path: Path) -> None:
    site = tmp_path / "site"
    Ledger(site)
    (tmp_path / "precious").write_text("p")
    paths = ["../precious", str(tmp_path / "precious"), "x/../../precious"]
    (site / LINES).write_text(json.dumps(["a", "1", paths, ""]) + "\n")
    assert Ledger(site).closed() == 0
    assert (tmp_path / "precious").exists()
