"""An edition as the site shows it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from presslayout.archive.site import names, values
from presslayout.archive.site.figures import WIDTHS
from presslayout.archive.site.images import WIDTHS as SHEETS
from presslayout.archive.site.issue import Opened, opened, store
from presslayout.base.values import replace
from presslayout.edition.page import Article
from tests import bags

HELD = {"archive.pdf": bags.pdf(2), "pictures/photo.jpg": bags.photo()}
ISSUE = bags.edition(
    "2026-10-18",
    {
        "A": {"headline": "守山的日子", "body": "走了二十年。\n走坏鞋子。", "photo": "一座山。"},
        "B": {"body": "没有标题的短讯，写了两句话，后面还有许多字没有写进标题里。"},
    },
    {"A": {"body": "走了二十年。\n走坏鞋子。"}, "C": {"headline": "第二版", "body": "河水。"}},
)


def shown(edition: object = ISSUE) -> Opened:
    return opened(edition, "stored", HELD.get)  # type: ignore[arg-type]


def test_a_story_over_pages_is_one_story_that_names_its_pages() -> None:
    issue = shown().issue
    assert [(s.id, s.pages) for s in issue.stories] == [("A", (1, 2)), ("B", (1,)), ("C", (2,))]
    assert [z.story for z in issue.leaves[1].zones] == ["A", "C"]
    assert len({s.name for s in issue.stories}) == 3


def test_what_is_kept_reads_back_as_it_was() -> None:
    issue = shown().issue
    assert values.loads(values.dumps(issue)) == issue


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"paper":1}', b"\xff"])
def test_what_is_none_of_ours_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match="none of"):
        values.loads(data)


def test_a_story_without_a_headline_is_called_by_its_first_words() -> None:
    assert shown().issue.story("B").title == "没有标题的短讯，写了两句话"


def test_an_edition_without_paragraphs_gives_its_lines() -> None:
    plain = replace(ISSUE, articles=tuple(Article(a.id, a.texts) for a in ISSUE.articles))
    told = shown(plain).issue.story("A")
    assert [p.text for p in told.body] == ["走了二十年。", "走坏鞋子。"]
    assert told.body == shown().issue.story("A").body


def test_pages_and_pictures_come_in_their_sizes_and_tell_nothing_of_people() -> None:
    made = shown()
    where = names.place(made.issue)
    for width in SHEETS:
        for kind in ("webp", "jpg"):
            picture = Image.open(io.BytesIO(made.files[where.sheet(1, width, kind)]))
            assert picture.width == width
    figure = made.issue.story("A").figures[0]
    assert (figure.width, figure.height, figure.caption, figure.alt) == (
        300,
        200,
        "一座山。",
        "一座山。",
    )
    assert figure.width <= WIDTHS[-1]
    assert not any(b"WHERE-IT-WAS-TAKEN" in data for data in made.files.values())


def test_a_picture_whose_original_is_not_there_is_cut_out_of_the_page() -> None:
    held = {"archive.pdf": bags.pdf(2)}
    figure = opened(ISSUE, "s", held.get).issue.story("A").figures[0]
    # As fine as a page may be cut: 60 mm at 400 pixels an inch.
    assert 900 <= figure.width <= WIDTHS[-1]


def test_outlines_lie_on_the_page_and_hold_tenths_of_millimetres() -> None:
    for leaf in shown().issue.leaves:
        assert (leaf.width, leaf.height) == (2000, 2800)
        for zone in leaf.zones:
            for corners in zone.outlines:
                assert all(0 <= x <= leaf.width for x in corners[::2])
                assert all(0 <= y <= leaf.height for y in corners[1::2])


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert shown().files == shown().files


@pytest.mark.parametrize("date", ["", "2026-13-01", "../../etc", "20261018", "2026-10-18\n"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        shown(replace(ISSUE, date=date))


def test_names_of_files_hold_nothing_of_what_a_paper_calls_itself() -> None:
    code = names.code("../报/<x>", "", "../县区版")
    assert code.isascii()
    assert not set(code) & set("/\\.<>: ")
    assert names.code("报", "CN 11-0065", "") == "D110065"


def test_a_site_stands_for_what_it_is_made_of_and_for_nothing_else() -> None:
    base = {"edition.json": "1", "archive.pdf": "2"}
    assert store(base) == store({**base, "report.json": "3"})
    assert store(base) != store({**base, "archive.pdf": "4"})
