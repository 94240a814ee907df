"""What goes to the plant: every page in one file, every file under a name of its own and told of."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit import NEWSPRINT

from presslayout.base.units import mm
from presslayout.delivery.plant.dispatch import (
    MD5,
    NOTE,
    NOTE_JSON,
    SHA256,
    Parcel,
    Sent,
    accompanying,
    pages_named,
    parcels,
    rows,
)
from presslayout.edition.page import Page
from presslayout.edition.plant import WHOLE, Dispatch, PaperFacts, Screens

PAPER = PaperFacts("云岭日报", "CN 53-0000", dt.date(2026, 10, 18), "6128", {1: "要闻", 2: "综合"})


def page(number: int, *, bleed: int = 0) -> Page:
    return Page(number, str(number), "", mm(275), mm(390), bleed, ())


def drawn(*several: tuple[int, ...]) -> list[tuple[tuple[int, ...], Page]]:
    return [(numbers, page(numbers[0])) for numbers in several]


def sent(**facts: Any) -> Sent:
    given: dict[str, Any] = {"hashes": {}, "signed": {}, **facts}
    return Sent(PAPER, NEWSPRINT, "PDF/X-1a:2003", **given)


def along(*files: tuple[Parcel, bytes], **facts: Any) -> dict[str, str]:
    told = sent(**facts)
    return {name: data.decode() for name, data in accompanying(rows(files, told), told).items()}


@given(st.lists(st.integers(1, 99), unique=True, min_size=1, max_size=12), st.booleans())
def test_every_page_goes_once_and_in_its_order(numbers: list[int], each: bool) -> None:
    given = drawn(*((n,) for n in numbers))
    made = parcels(given, Dispatch() if each else Dispatch(each=False, name=WHOLE), PAPER)
    assert [one for parcel in made for one in parcel.pages] == [one for _, one in given]
    assert sorted(n for parcel in made for n in parcel.numbers) == sorted(numbers)
    assert len({parcel.name for parcel in made}) == len(made) == (len(numbers) if each else 1)


def test_a_file_of_all_names_its_first_and_last_page_whatever_the_sheets() -> None:
    dispatch = Dispatch(each=False, name="{版次:02}.pdf")
    (made,) = parcels(drawn((4, 1), (2, 3)), dispatch, PAPER)
    assert (made.name, made.numbers) == ("01-04.pdf", (1, 2, 3, 4))
    (made,) = parcels(drawn((7,)), dispatch, PAPER)
    assert made.name == "07.pdf"


def test_a_sheet_bears_the_numbers_of_both_its_pages() -> None:
    made = parcels(drawn((4, 1), (2, 3)), Dispatch(), PAPER)
    assert [one.name for one in made] == ["20261018-04-01.pdf", "20261018-02-03.pdf"]


@pytest.mark.parametrize("name", ["{日期:%Y%m%d}.pdf", "{版名}.pdf"])
def test_two_files_of_one_name_are_refused_by_it(name: str) -> None:
    paper = PaperFacts("报", "", dt.date(2026, 10, 18), "", {1: "Sport", 2: "sport"})
    with pytest.raises(ValueError, match=r"^(20261018|Sport)\.pdf$"):
        parcels(drawn((1,), (2,)), Dispatch(name=name), paper)


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=5))
def test_checksums_are_of_the_bytes_as_the_plants_tools_read_them(data: list[bytes]) -> None:
    files = [(Parcel(f"{n}.pdf", (n,), (page(n),)), one) for n, one in enumerate(data, 1)]
    made = along(*files)
    for name, digest in ((SHA256, hashlib.sha256), (MD5, hashlib.md5)):
        expected = [f"{digest(one).hexdigest()}  {parcel.name}" for parcel, one in files]
        assert made[name] == "\n".join(expected) + "\n"
    told = json.loads(made[NOTE_JSON])["files"]
    assert [(row["name"], row["bytes"]) for row in told] == [(p.name, len(d)) for p, d in files]


def test_the_note_tells_all_that_its_json_does() -> None:
    one = Parcel("a.pdf", (1, 2), (page(1, bleed=mm(3)),))
    facts: dict[str, Any] = {
        "hashes": {1: "h1", 2: "h2", 3: "h3"},
        "signed": {2: "三校 沈禾青"},
        "missing": (3, 4),
        "screens": Screens("100lpi", "15/75/0/45", "圆"),
    }
    made = along((one, b"%PDF"), **facts)
    note, whole = made[NOTE], json.loads(made[NOTE_JSON])
    (row,) = whole["files"]
    assert row["hashes"] == ["h1", "h2"]
    assert row["signed"] == ["三校 沈禾青"]
    assert whole["missing_pages"] == [3, 4]
    words = (
        *(
            "云岭日报",
            "2026年10月18日",
            "总第6128期",
            "CN 53-0000",
            "PDF/X-1a:2003",
            "IFRA26",
            "240%",
        ),
        *("100lpi", "15/75/0/45", "圆", "共 1 个文件", "1. a.pdf", "第1版（要闻）、第2版（综合）"),
        *("275 × 390 mm，出血 3 mm", "字节    4", row["md5"], row["sha256"], "版面    h1"),
        *("版面    h2", "签样    三校 沈禾青", "本次不含第 3、4 版"),
    )
    for word in words:
        assert word in note, word
    assert "h3" not in note


def test_what_is_not_known_is_not_told() -> None:
    told = Sent(PaperFacts("报", serial="6128"), NEWSPRINT, "PDF/X-4", {}, {})
    note = accompanying(rows([(Parcel("a.pdf", (1,), (page(1),)), b"")], told), told)[NOTE].decode()
    first, second, *_ = note.split("\n")
    assert first.rstrip() == "传版单  报    总第6128期"
    assert second.startswith("标准  PDF/X-4 ")
    for word in ("刊号", "线数", "不含", "出血", "版面", "签样", "第1版（"):
        assert word not in note, word


def test_pages_are_named_by_number_and_by_what_they_are_called() -> None:
    assert pages_named((1, 3), sent()) == "第1版（要闻）、第3版"
