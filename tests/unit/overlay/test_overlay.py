from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from presslayout.assets.outlines import Lettering, lettering
from presslayout.base.diagnostics import ERROR, INFO, WARNING
from presslayout.base.geometry import Box
from presslayout.base.source import Source
from presslayout.base.units import PAPERS, mm, pt
from presslayout.base.values import replace
from presslayout.edition.ink import Ink
from presslayout.edition.page import (
    LETTER,
    Block,
    Edition,
    Glyphs,
    Page,
    Picture,
    Shape,
    ground_name,
    points,
    rectangle,
)
from presslayout.edition.press import Press
from presslayout.edition.record import Overset, PageRecord, PhotoRecord, StoryRecord, textless
from presslayout.edition.roles import Role
from presslayout.overlay.checklist import ITEMS, JUMPS, PHOTOS, checklist
from presslayout.overlay.looks import BOTTOM, LEFT, RIGHT, TOP, on_paper, readable, unprinted
from presslayout.overlay.numbers import EVERY
from presslayout.overlay.page import proof
from presslayout.overlay.page_remarks import (
    Finding,
    Leftover,
    Occasion,
    PageRemarks,
    Proofing,
    Subject,
    subject,
)
from presslayout.overlay.proofs import proofs
from presslayout.overlay.rounds import ROUNDS
from presslayout.paint.pdf import Supplies, paint
from presslayout.paint.profiles import PROFILES
from presslayout.paint.supplies import FULL, Sheet
from tests.tools import needs

ROOT = Path(__file__).resolve().parents[3]
FACE = Source(ROOT / "fonts" / "NotoSansSC-Regular.ttf")
PRESS = Press("newsprint", "x1a", "", "", "IFRA26", 220, 240, 99, 149, 0)


@pytest.fixture(scope="module")
def letters() -> Lettering:
    return lettering(FACE)


def lines(text: str, x: int, y: int, count: int) -> list[Glyphs]:
    ids = tuple(lettering(FACE).font.get_nominal_glyph(ord(c)) for c in text)
    xs = tuple(pt(x + 9 * n) for n in range(len(ids)))
    return [Glyphs("hei", pt(9), ids, xs, (pt(y + 13 * n),), text) for n in range(count)]


def page(*columns: list[Glyphs]) -> Page:
    items = tuple(item for column in columns for item in column)
    body = Block("A/body", "body", items, "A", "body")
    return Page(3, "A03", "test", mm(275), mm(390), 0, (body,))


def told(*findings: Finding, leftovers: tuple[Leftover, ...] = ()) -> PageRemarks:
    story = StoryRecord(
        "A", "头条", Box(pt(40), pt(50), pt(300), pt(200)), (), 2, 12, 345, 340,
        Overset(5, 1, "放不下"), 0, pt(30), 1, None, None, (),
    )  # fmt: skip
    photo = PhotoRecord(
        "images/a.jpg", "A", Box(pt(60), pt(80), pt(90), pt(60)), 120, (0,) * 4, (9, 9)
    )
    record = PageRecord(3, "test", "0123456789abcdef", mm(275), mm(390), (story,), (photo,))
    return PageRemarks(record, "要闻", (99, 149), (("A", "守山"),), leftovers, findings)


def proofed(
    before: Page, letters: Lettering, said: PageRemarks | None = None
) -> tuple[Page, Sheet]:
    return proof(before, letters, OCCASION, said or told())


OCCASION = Occasion("云岭日报", "2026-10-18", "二校")


def bounds(shape: Shape) -> tuple[int, int, int, int]:
    spots = [spot for segment in shape.path for spot in drawn(segment)]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def drawn(segment: tuple[str | int, ...]) -> list[tuple[int, int]]:
    """The points of a segment; of a letter those of its outline."""
    if segment[0] != LETTER:
        return points(segment)
    _, char, x, y, size = segment
    face = lettering(FACE)
    spots = [spot for part in face.outline(str(char)) for spot in points(part)]
    return [
        (int(x) + a * int(size) // face.upem, int(y) - b * int(size) // face.upem) for a, b in spots
    ]


def shapes(whole: Page, name: str) -> list[Shape]:
    return [
        item
        for block in whole.blocks
        if block.id == f"3/{name}"
        for item in block.items
        if isinstance(item, Shape)
    ]


def test_the_pages_own_blocks_stay_as_they_are(letters: Lettering) -> None:
    before = page(lines("山水", 40, 60, 6))
    after, sheet = proofed(before, letters)
    assert [b for b in after.blocks if not b.artifact] == list(before.blocks)
    assert sheet == Sheet(LEFT, TOP, RIGHT, BOTTOM)


def test_the_watermark_lies_under_everything_and_is_faint(letters: Lettering) -> None:
    after, _ = proofed(page(lines("山水", 40, 60, 6)), letters)
    assert after.blocks[0].id == "3/watermark"
    mark, version = shapes(after, "watermark")
    assert mark.fill is not None
    assert version.fill == mark.fill
    assert bounds(version)[1] > bounds(mark)[3]
    assert 60 <= mark.fill.k <= 80
    left, top, right, bottom = bounds(mark)
    assert 0 < left < right < mm(275)
    assert 0 < top < bottom < mm(390)
    assert abs((left + right) - mm(275)) < mm(10)
    assert abs((top + bottom) - mm(390)) < mm(20)


def test_every_fifth_line_of_each_column_is_numbered(letters: Lettering) -> None:
    first, second = lines("山水", 40, 60, 11), lines("田园", 100, 60, 7)
    after, _ = proofed(page(first, second), letters)
    numbers = shapes(after, "line-numbers")
    assert EVERY == 5
    assert len(numbers) == 3
    feet = [bounds(shape)[3] for shape in numbers]
    assert feet == pytest.approx([pt(60 + 13 * 4), pt(60 + 13 * 9), pt(60 + 13 * 4)], abs=pt(1))
    assert all(bounds(shape)[2] <= pt(40) for shape in numbers[:2])
    assert pt(58) < bounds(numbers[2])[0] < bounds(numbers[2])[2] <= pt(100)


def test_runs_of_one_line_count_once(letters: Lettering) -> None:
    halves = [
        half
        for left, right in zip(lines("山水", 40, 60, 5), lines("ab", 58, 60, 5), strict=True)
        for half in (left, right)
    ]
    after, _ = proofed(page(halves), letters)
    assert len(shapes(after, "line-numbers")) == 1


def test_a_column_that_begins_lower_is_a_new_one(letters: Lettering) -> None:
    after, _ = proofed(page(lines("山水", 40, 60, 4), lines("田园", 100, 200, 4)), letters)
    assert not shapes(after, "line-numbers")


AREA = Finding("图片说明", ERROR, "没有说明", (Box(pt(60), pt(80), pt(90), pt(60)),), area=True)
WORDS = Finding(
    "标点", WARNING, "半角", (Box(pt(49), pt(60), pt(9), pt(9)),), where="稿件A A.md 第3行第2字"
)
REMARK = Finding("数字用法", INFO, "日期", (Box(pt(58), pt(73), pt(9), pt(9)),))
STORY = Finding(
    "不满", WARNING, "空 4 行", (Box(pt(40), pt(50), pt(300), pt(200)),), area=True, beside=True
)
NOWHERE = Finding("待定", WARNING, "刊号待定", ())


def test_findings_are_numbered_alike_on_the_page_and_in_the_comment_pane(
    letters: Lettering,
) -> None:
    before = page(lines("山水", 40, 60, 6))
    after, _ = proofed(before, letters, told(AREA, WORDS, REMARK, NOWHERE))
    assert [note.text for note in after.notes] == [
        "1. 没有说明", "2. 半角\n稿件A A.md 第3行第2字", "3. 日期", "4. 刊号待定",
    ]  # fmt: skip
    assert [note.kind for note in after.notes] == [
        "图片说明（错误）", "标点（提醒）", "数字用法（说明）", "待定（提醒）",
    ]  # fmt: skip
    drawn = shapes(after, "faults")
    (frame,) = [s for s in drawn if s.stroke is not None]
    assert bounds(frame) == (pt(60), pt(80), pt(150), pt(140))
    under = [
        s for s in drawn if s.fill is not None and bounds(s)[1] >= pt(69) and bounds(s)[0] == pt(49)
    ]
    assert under


def said(shape: Shape) -> str:
    """The words of a shape, as they are drawn."""
    return "".join(str(segment[1]) for segment in shape.path if segment[0] == LETTER)


def in_margin(whole: Page) -> list[Shape]:
    return [s for s in shapes(whole, "faults") if bounds(s)[2] < 0]


def test_errors_and_warnings_stand_in_the_margin_in_words_and_apart(letters: Lettering) -> None:
    many = [replace(WORDS, boxes=(Box(pt(49), pt(60 + 13 * n), pt(9), pt(9)),)) for n in range(12)]
    after, _ = proofed(page(lines("山水", 40, 60, 13)), letters, told(*many, REMARK))
    beside = sorted((bounds(s)[1], bounds(s)[3]) for s in in_margin(after))
    assert [said(s) for s in in_margin(after)] == [
        word for n in range(1, 13) for word in (f"{n}标点", "半角")
    ]
    assert all(one[1] <= other[0] for one, other in pairwise(beside))
    assert all(bounds(s)[0] > -LEFT for s in shapes(after, "faults"))


def test_numbers_of_lines_beside_a_picture_lie_beside_it(letters: Lettering) -> None:
    left = 20
    for gap, numbered in ((9, True), (2, False)):
        picture = Picture("a", Box(pt(left), pt(40), pt(40 - left - gap), pt(200)), (0, 0, 9, 9))
        plain = page(lines("山水", 40, 60, 13))
        photo = Block("A/photo-a", "photo", (picture,), "A", "photo-a")
        after, _ = proofed(replace(plain, blocks=(*plain.blocks, photo)), letters)
        numbers = shapes(after, "line-numbers")
        assert bool(numbers) is numbered
        assert all(bounds(s)[0] >= picture.box.right for s in numbers)


def test_words_in_the_margin_stand_where_printers_print_and_as_large_as_the_rest(
    letters: Lettering,
) -> None:
    """A number that had to shrink into a narrow gap shrinks no words beside the page."""
    whole = page(lines("山水", 40, 60, 13), lines("山水", 600, 60, 13), lines("风光", 621, 60, 13))
    for left in (49, 621):
        found = replace(WORDS, boxes=(Box(pt(left), pt(60), pt(9), pt(9)),))
        for paper in ("A4", "A3", ""):
            after, sheet = proof(whole, letters, OCCASION, told(found), paper)
            blank = unprinted(whole, sheet)
            assert blank * on_paper(replace(sheet, scale=FULL), whole, "A4").scale >= mm(4) * FULL
            sides = [(bounds(s), s) for s in shapes(after, "faults")]
            beside = [box for box, _ in sides if box[2] < 0 or box[0] > whole.width]
            assert beside
            assert all(box[0] >= blank - sheet.left for box in beside)
            assert all(box[2] <= whole.width + sheet.right - blank for box in beside)
            assert max(box[3] - box[1] for box in beside) > readable(whole, sheet) * 3 // 4


def test_where_findings_are_many_the_margin_keeps_every_kind_and_loses_no_page(
    letters: Lettering,
) -> None:
    long = replace(WORDS, message="这里写的话很长很长" * 9)
    for count in (40, 110, 400):
        many = [
            replace(long, boxes=(Box(pt(49), pt(60 + 2 * n), pt(9), pt(9)),)) for n in range(count)
        ]
        after, _ = proofed(page(lines("山水", 40, 60, 13)), letters, told(*many))
        margin = in_margin(after)
        assert all(0 <= bounds(s)[1] <= bounds(s)[3] <= mm(390) for s in margin)
        assert all(bounds(s)[0] > -LEFT for s in margin)
        heads = [said(s) for s in margin if "标点" in said(s)]
        if len(heads) < count:
            assert said(margin[-1]) == f"还有{count - len(heads)}条"


def test_findings_of_one_line_have_one_number_before_it(letters: Lettering) -> None:
    two = [replace(WORDS, boxes=(Box(pt(49 + 9 * n), pt(60), pt(9), pt(9)),)) for n in range(2)]
    first, second = lines("山水山水", 40, 69, 6), lines("山水山水", 90, 69, 6)
    other = replace(WORDS, boxes=(Box(pt(99), pt(60), pt(9), pt(9)),))
    for found, left in ((two, pt(40)), ([other], pt(90))):
        after, _ = proofed(page(first, second), letters, told(*found))
        drawn = [s for s in shapes(after, "faults") if bounds(s)[2] > 0]
        (number,) = [s for s in drawn if said(s)]
        assert said(number) == ("1–2" if len(found) > 1 else "1")
        # In the gap: on the words of neither column.
        assert left - pt(16) < bounds(number)[0] < bounds(number)[2] < left
        assert left - pt(50) + pt(36) <= bounds(number)[0] or left == pt(40)


def test_a_story_as_a_whole_is_marked_at_its_side(letters: Lettering) -> None:
    slot = STORY.boxes[0]
    after, _ = proofed(page(lines("山水", 60, 100, 6)), letters, told(STORY, STORY))
    drawn = shapes(after, "faults")
    assert not [s for s in drawn if s.stroke is not None]
    (bar,) = [s for s in drawn if bounds(s)[3] - bounds(s)[1] == slot.height]
    assert bounds(bar)[2] < slot.x
    assert all(bounds(s)[2] < slot.x for s in drawn)


A4_LEAST = pt(5)


@pytest.mark.parametrize("paper", ["", "A2", "A3", "A4"])
@pytest.mark.parametrize("size", [(275, 390), (390, 545), (781, 545)])
def test_every_word_of_a_proof_can_be_read_on_a4(
    letters: Lettering, paper: str, size: tuple[int, int]
) -> None:
    before = replace(page(lines("山水", 60, 60, 12)), width=mm(size[0]), height=mm(size[1]))
    for leftovers in ((), (Leftover("头条", "水" * 900),)):
        remarks = told(AREA, WORDS, REMARK, NOWHERE, STORY, leftovers=leftovers)
        after, sheet = proof(before, letters, OCCASION, remarks, paper)
        scale = on_paper(replace(sheet, scale=FULL), before, "A4").scale
        drawn = {
            int(segment[4]) * scale // FULL
            for block in after.blocks
            if block.artifact
            for item in block.items
            if isinstance(item, Shape)
            for segment in item.path
            if segment[0] == LETTER
        }
        assert min(drawn) >= A4_LEAST


def test_leftovers_stand_beside_the_margin(letters: Lettering) -> None:
    text = "水" * 3000
    said = told(leftovers=(Leftover("头条", text),))
    after, sheet = proofed(page(lines("山", 40, 60, 1)), letters, said)
    printed = shapes(after, "overset")
    assert sum(segment[1] == "水" for shape in printed for segment in shape.path) == 3000
    assert sheet.right > mm(120)
    assert (sheet.left, sheet.top, sheet.bottom) == (LEFT, TOP, BOTTOM)
    for shape in printed:
        left, top, right, bottom = bounds(shape)
        assert mm(275) + RIGHT <= left < right < mm(275) + sheet.right
        assert 0 <= top < bottom < mm(390)


def test_leftovers_stand_where_the_paper_shows_the_page_larger(letters: Lettering) -> None:
    said = told(leftovers=(Leftover("头条", "水" * 3000),))
    before = page(lines("山", 40, 60, 1))
    after, sheet = proof(before, letters, OCCASION, said, "A3")
    beside, _ = proof(before, letters, OCCASION, said)
    apart = on_paper(Sheet(LEFT, TOP, RIGHT + mm(130), BOTTOM), before, "A3")
    assert sheet.scale >= apart.scale
    printed = [segment[1] for shape in shapes(after, "overset") for segment in shape.path]
    assert printed == [s[1] for shape in shapes(beside, "overset") for s in shape.path]
    for shape in shapes(after, "overset"):
        left, top, right, bottom = bounds(shape)
        outside = left >= mm(275) + RIGHT or top >= mm(390) + BOTTOM
        assert outside
        assert -sheet.left <= left < right <= mm(275) + sheet.right
        assert bottom <= mm(390) + sheet.bottom


@pytest.mark.parametrize("paper", PAPERS)
def test_a_sheet_on_paper_is_as_large_as_the_paper_and_cuts_nothing(paper: str) -> None:
    for wide, high in ((275, 390), (390, 550), (550, 390), (781, 546)):
        whole = Page(1, "", "", mm(wide), mm(high), mm(3), ())
        before = Sheet(LEFT, TOP, RIGHT, BOTTOM)
        sheet = on_paper(before, whole, paper)
        assert 0 < sheet.scale <= FULL
        across = sheet.left + sheet.right + whole.width + mm(6)
        down = sheet.top + sheet.bottom + whole.height + mm(6)
        size = sorted(n * sheet.scale // FULL for n in (across, down))
        assert size == pytest.approx(sorted(PAPERS[paper]), abs=pt("0.01"))
        for side in ("left", "top", "right", "bottom"):
            assert getattr(sheet, side) >= getattr(before, side)


@pytest.mark.parametrize("round_", ROUNDS)
def test_each_round_has_a_checklist_that_leads_to_every_finding(
    letters: Lettering, round_: str
) -> None:
    assert ITEMS[round_]
    before = page(lines("山水", 40, 60, 6))
    remarks = told(*[AREA, WORDS, NOWHERE] * 40)
    made = checklist(letters, Occasion("云岭日报", "2026-10-18", round_), [(before, remarks)])
    assert len(made.pages) > 1
    listed = [link for own in made.links for link in own]
    assert {link.page for link in listed} == {0}
    shown = "".join(
        said(s) for p in made.pages for b in p.blocks for s in b.items if isinstance(s, Shape)
    )
    assert "第3行第2字" in shown
    assert sum(link.y == pt(80) for link in listed) >= 40
    for sheet in made.pages:
        for block in sheet.blocks:
            assert block.artifact
            assert all(isinstance(item, Shape) for item in block.items)
            for item in block.items:
                left, top, right, bottom = bounds(item)
                assert mm(10) < left <= right < mm(200)
                assert 0 < top <= bottom < mm(297)


def row(letters: Lettering, *records: StoryRecord, photos: tuple[PhotoRecord, ...] = ()) -> str:
    """What a checklist says of stories and photos."""
    record = PageRecord(3, "test", "0123456789abcdef", mm(275), mm(390), records, photos)
    remarks = PageRemarks(record, "影像", (99, 149), (("A", "守山"),))
    made = checklist(letters, Occasion("云岭日报", "2026-10-18", "二校"), [(page(), remarks)])
    words = [said(s) for p in made.pages for b in p.blocks for s in b.items if isinstance(s, Shape)]
    words = [word for word in words if word]
    # Behind the title and the names of the columns, before the number of the page.
    return " ".join(words[words.index("稿件和图片") + 8 : -1])


def test_a_checklist_has_no_row_of_noughts_and_each_photo_with_its_story(
    letters: Lettering,
) -> None:
    box = Box(pt(60), pt(80), pt(90), pt(60))
    alone = textless("P1", "主图", box)
    written = replace(told().record.stories[0], overset=Overset(0, 0, ""))
    shots = tuple(
        PhotoRecord(f"images/{name}.jpg", story, box, ppi, (0,) * 4, (9, 9))
        for name, story, ppi in (("一", "P1", 300), ("二", "A", 120), ("三", "A", 50))
    )
    assert (
        row(letters, alone, written, photos=shots).split()
        == (
            "3 P1 主图 够 图一.jpg 300ppi 齐 3 A 头条 守山 340/345 12 "
            "偏低 图二.jpg 120ppi 不够 图三.jpg 50ppi"
        ).split()
    )


def test_a_checklist_asks_for_nothing_that_the_paper_does_not_have(letters: Lettering) -> None:
    for round_ in ROUNDS:
        bare = replace(told().record, photos=())
        remarks = replace(told(), record=bare)
        made = checklist(letters, replace(OCCASION, round=round_), [(page(), remarks)])
        shown = {
            said(s) for p in made.pages for b in p.blocks for s in b.items if isinstance(s, Shape)
        }
        assert shown.isdisjoint(PHOTOS | JUMPS)
        assert set(ITEMS[round_]) - PHOTOS - JUMPS <= shown


def test_a_proof_says_which_it_is() -> None:
    for made in (
        Subject("二校"),
        Subject("三校", "A3"),
        Subject("大样", "", "A 1"),
        Subject("付印", "A2", "all"),
    ):
        assert subject(made.words) == made
    assert subject("Annual report") is None
    assert subject("") is None


def test_lines_of_the_panel_keep_every_character(letters: Lettering) -> None:
    text = "一二三四五六七八九十\n百千"
    cut = letters.lines(text, pt(40), pt(8))
    assert cut == ["一二三四五", "六七八九十", "百千"]
    assert letters.lines("一二三四五。”六", pt(40), pt(8)) == ["一二三四五。”", "六"]


@needs("pdftotext")
def test_no_word_of_the_proof_is_extracted(letters: Lettering, tmp_path: Path) -> None:
    before = page(lines("山水", 40, 60, 10))
    said = told(AREA, WORDS, NOWHERE, leftovers=(Leftover("头条", "放不下的字"),))
    for paper in ("", "A3"):
        made = proofs([before], letters, Proofing(OCCASION, (said,), paper))
        edition = Edition("报", "2026-10-18", "presslayout", made.pages, (), (), PRESS)
        icc = (ROOT / "layout" / "press" / "IFRA26S_TAC220.icc").read_bytes()
        supplies = Supplies(
            {"hei": FACE},
            {},
            icc,
            ("0",),
            sheets=made.sheets,
            links=made.links,
            bookmarks=made.bookmarks,
            subject=made.subject,
            letters=letters,
        )
        path = tmp_path / "proof.pdf"
        path.write_bytes(paint(edition, PROFILES["plain"], supplies))
        done = subprocess.run(
            ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True
        )
        assert "".join(done.stdout.decode().split()) == "山水" * 10
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == 2
            assert [str(a.T) for a in pdf.pages[0].Annots] == ["自动检查（presslayout）"] * 3
            assert [str(a.Subj) for a in pdf.pages[0].Annots] == [
                "图片说明（错误）",
                "标点（提醒）",
                "待定（提醒）",
            ]
            assert {str(a.Subtype) for a in pdf.pages[1].Annots} == {"/Link"}
            assert all(a.Dest[0].objgen == pdf.pages[0].objgen for a in pdf.pages[1].Annots)
            with pdf.open_outline() as outline:
                assert [item.title for item in outline.root] == ["第3版 要闻", "二校单"]
                assert [item.title for item in outline.root[0].children] == ["头条  守山"]
            if paper:
                box = [float(n) for n in pdf.pages[0].MediaBox]
                assert box == pytest.approx([0, 0, 297 / 25.4 * 72, 420 / 25.4 * 72], abs=0.01)


def test_the_watermark_is_seen_on_a_ground(letters: Lettering) -> None:
    before = page(lines("山", 40, 60, 1))
    ground = Shape(rectangle(Box(0, 0, before.width, before.height)), fill=Ink(y=60))
    lowest = Block(ground_name(before.number), Role.RULE, (ground,), artifact=True)
    after, _ = proofed(replace(before, blocks=(lowest, *before.blocks)), letters)
    names = [block.id for block in after.blocks]
    assert names[:3] == [lowest.id, "3/watermark", before.blocks[0].id]
