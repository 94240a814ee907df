"""`lines` as an editor runs it: the lines of a story in a measure, as JSON and as a table."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from tests import zygote

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "中文排版很讲究，行首不放点号。"


def ran(folder: Path, *words: str, given: bytes = b"") -> zygote.Done:
    return zygote.run(("lines", *words), folder, os.environ, seconds=60, given=given)


def plain(folder: Path, *words: str, given: bytes = b"") -> tuple[int, dict[str, Any]]:
    done = ran(folder, *words, "--json", given=given)
    return done.exit, json.loads(done.out)


def test_copy_is_set_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    code, told = plain(tmp_path, "稿.txt", "--cells", "7", "--indent", "0")
    assert code == 0
    assert told["cells"] == 7
    assert [line["text"] for line in told["lines"]] == ["中文排版很讲", "究，行首不放", "点号。"]
    first, _, last = told["lines"]
    assert (first["natural_em"], first["width_em"], first["indent_em"]) == (6, 7, 0)
    assert [text for text, _, _ in first["glyphs"]] == list("中文排版很讲")
    assert last["glyphs"][-1] == ["。", 2, 0.5]
    assert last["width_em"] == 2.5


def test_the_indent_and_the_style_of_marks_count(tmp_path: Path) -> None:
    given = "字，字。字".encode()
    ems = {}
    for style in ("quanjiao", "kaiming", "banjiao", "cct", "plain"):
        code, told = plain(tmp_path, "-", "--cells", "13", "--style", style, given=given)
        assert code == 0
        (line,) = told["lines"]
        assert line["indent_em"] == 2
        assert line["width_em"] == line["natural_em"] + 2
        ems[style] = line["natural_em"]
    # RULES §5.1: 5 / 4.5 / 4 / 4.4 / 5 em.
    assert ems == {"quanjiao": 5, "kaiming": 4.5, "banjiao": 4, "cct": 4.4, "plain": 5}


def test_names_are_set_in_cells(tmp_path: Path) -> None:
    text = "石门乡：张三、何远松\n魏　志\n李四\n"
    (tmp_path / "名单.md").write_text(text, encoding="utf-8")
    code, told = plain(tmp_path, "名单.md", "--cells", "11", "--roll")
    assert code == 0
    assert [line["text"] for line in told["lines"]] == ["石门乡：张三、何远松\n", "魏　志\n李四"]
    places = [(char, x) for char, x, _ in told["lines"][1]["glyphs"] if char.strip()]
    assert places == [("魏", 0), ("志", 2), ("李", 4), ("四", 6)]
    table = ran(tmp_path, "名单.md", "--cells", "11", "--roll").out.decode()
    assert table.splitlines()[1].split(None, 1)[1] == "魏　志 李四"
    assert ran(tmp_path, "名单.md", "--cells", "11", "--roll", "--headline").exit == 2


def test_nothing_is_lost_and_nothing_is_written(tmp_path: Path) -> None:
    text = "## 小标题\n\n云岭县护路人清晨**走过**石桥，看见雾从谷底升起来。\n\n第二段 ABC 12。\n"
    (tmp_path / "稿.md").write_text(text, encoding="utf-8")
    code, told = plain(tmp_path, "稿.md", "--cells", "11.5")
    assert code == 0
    whole = "".join(line["text"] for line in told["lines"])
    assert whole == "小标题云岭县护路人清晨走过石桥，看见雾从谷底升起来。第二段 ABC 12。"
    assert {line["paragraph"] for line in told["lines"]} == {1, 2, 3}
    assert [p.name for p in tmp_path.iterdir()] == ["稿.md"]


def test_a_headline_is_broken_at_words_or_refused(tmp_path: Path) -> None:
    given = "护路人三十年守望石桥和与村庄".encode()
    code, told = plain(tmp_path, "-", "--cells", "9", "--headline", "--max-lines", "2", given=given)
    assert code == 0
    assert len(told["lines"]) == 2
    assert all(line["width_em"] <= 9 for line in told["lines"])
    code, told = plain(tmp_path, "-", "--cells", "4", "--headline", "--max-lines", "2", given=given)
    assert code == 3
    assert told["diagnostics"][0]["code"] == "headline-overset"
    assert "".join(line["text"] for line in told["lines"]) == given.decode()


def test_the_table_ends_with_the_sum(tmp_path: Path) -> None:
    done = ran(tmp_path, "-", "--cells", "7", "--indent", "0", "--lang", "zh", given=TEXT.encode())
    assert done.exit == 0
    rows = done.out.decode().splitlines()
    assert rows[0].endswith("中文排版很讲")
    assert rows[-1] == "15 字，3 行（每行 7 字）"


@pytest.mark.parametrize(
    ("words", "exit_"),
    [
        (("没有.txt", "--cells", "13"), 1),
        (("-", "--cells", "零"), 2),
        (("-", "--cells", "0"), 2),
        (("-", "--cells", "nan"), 2),
        (("-", "--cells", "2", "--indent", "2"), 2),
        (("-",), 2),
        (("-", "--cells", "13", "--headline", "--max-lines", "0"), 2),
        (("-", "--cells", "13", "--max-lines", "2"), 2),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...], exit_: int) -> None:
    done = ran(tmp_path, *words, given=TEXT.encode())
    assert done.exit == exit_, done.err.decode()
    assert done.err
    assert b"Traceback" not in done.err


def test_an_empty_copy_has_no_lines(tmp_path: Path) -> None:
    code, told = plain(tmp_path, "-", "--cells", "13")
    assert (code, told["lines"], told["chars"]) == (0, [], 0)
