"""What Acrobat, Foxit and WPS write into a PDF, written here by pypdf, and what is read of it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
from pypdf import PdfWriter  # noqa: E402
from pypdf.annotations import FreeText, Highlight, Line, Text  # noqa: E402
from pypdf.generic import (  # noqa: E402
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
    create_string_object,
)

from presslayout.base.units import pt  # noqa: E402
from presslayout.newsroom.marks.comments import comments  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.newsroom.marks.annotation import Annotation

QUAD = [100, 700, 120, 700, 100, 690, 120, 690]
WIDTH, HEIGHT = 600, 800


def numbers(values: list[float]) -> ArrayObject:
    return ArrayObject([FloatObject(v) for v in values])


def annotation(kind: str, words: Any = "", **more: Any) -> DictionaryObject:
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): numbers([100, 690, 120, 700]),
            NameObject("/T"): TextStringObject("唐小雨"),
        }
    )
    if words:
        made[NameObject("/Contents")] = (
            words if not isinstance(words, str) else TextStringObject(words)
        )
    for key, value in more.items():
        made[NameObject(f"/{key}")] = value
    return made


def read(*listed: Any, page: Callable[[Any], None] | None = None) -> tuple[Annotation, ...]:
    writer = PdfWriter()
    sheet = writer.add_blank_page(WIDTH, HEIGHT)
    if page is not None:
        page(sheet)
    for one in listed:
        writer.add_annotation(0, one(writer, sheet) if callable(one) else one)
    stream = BytesIO()
    writer.write(stream)
    return comments(stream.getvalue()).comments


def replying(kind: str, words: str, **more: Any) -> Callable[[Any, Any], DictionaryObject]:
    """An annotation about the first one of its page."""

    def made(writer: Any, sheet: Any) -> DictionaryObject:
        del writer
        return annotation(kind, words, IRT=sheet["/Annots"][0], **more)

    return made


GROUP = {"RT": NameObject("/Group")}


def test_the_classes_of_the_library() -> None:
    quads = numbers(QUAD)
    found = read(
        Highlight(rect=(100, 690, 120, 700), quad_points=quads),
        Text(rect=(100, 690, 120, 700), text="核对"),
        FreeText(rect=(100, 690, 220, 700), text="写在版边"),
        Line(rect=(100, 690, 120, 700), p1=(100, 690), p2=(120, 700), text="线"),
    )
    assert [(c.kind, c.words) for c in found] == [
        ("highlight", ""), ("note", "核对"), ("note", "写在版边"), ("note", "线"),
    ]  # fmt: skip
    box = found[0].boxes[0]
    assert (box.x, box.y, box.width, box.height) == (pt(100), pt(100), pt(20), pt(10))
    assert found[0].width == pt(WIDTH)


@pytest.mark.parametrize("first", ["/StrikeOut", "/Caret"])
def test_a_group_of_strike_out_and_caret_is_one_replacement(first: str) -> None:
    other = {"/StrikeOut": "/Caret", "/Caret": "/StrikeOut"}[first]
    words = {"/Caret": "沟底", "/StrikeOut": ""}
    (found,) = read(annotation(first, words[first]), replying(other, words[other], **GROUP))
    assert (found.kind, found.words, found.author) == ("replace", "沟底", "唐小雨")


def test_answers_and_states_hang_on_their_comment() -> None:
    (found,) = read(
        annotation("/Highlight", "核对", QuadPoints=numbers(QUAD)),
        replying("/Text", "已问记者"),
        replying(
            "/Text", "", State=TextStringObject("Accepted"), StateModel=TextStringObject("Review")
        ),
        replying(
            "/Text", "", State=TextStringObject("Rejected"), StateModel=TextStringObject("Review")
        ),
    )
    assert found.replies == ("唐小雨：已问记者",)
    assert found.review == "rejected"


def test_our_own_notes_are_none_but_an_answer_to_them_is() -> None:
    ours = annotation("/Square", "1. 没有说明")
    ours[NameObject("/T")] = TextStringObject("presslayout")
    assert read(ours) == ()
    state = {"State": TextStringObject("Accepted"), "StateModel": TextStringObject("Review")}
    (found,) = read(ours, replying("/Text", "照片说明在此"), replying("/Text", "", **state))
    assert (found.kind, found.words) == ("note", "照片说明在此")
    assert found.boxes[0].x == pt(100)


def test_what_has_no_quadrilaterals_is_where_its_rectangle_is() -> None:
    (found,) = read(annotation("/StrikeOut"))
    assert found.boxes[0].y == pt(HEIGHT - 700)


def test_a_callout_is_about_what_it_points_at() -> None:
    (found,) = read(annotation("/FreeText", "改", CL=numbers([300, 400, 250, 420, 200, 440])))
    assert (found.boxes[0].x, found.boxes[0].y) == (pt(300), pt(400))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_changes_no_place(turn: int) -> None:
    (found,) = read(
        annotation("/Highlight", QuadPoints=numbers(QUAD)), page=lambda p: p.rotate(turn)
    )
    assert (found.boxes[0].x, found.boxes[0].y) == (pt(100), pt(100))


def test_places_count_from_the_trimmed_page() -> None:
    def trim(sheet: Any) -> None:
        sheet[NameObject("/TrimBox")] = numbers([50, 40, 550, 760])

    (found,) = read(annotation("/Highlight", QuadPoints=numbers(QUAD)), page=trim)
    assert (found.boxes[0].x, found.boxes[0].y, found.width) == (pt(50), pt(60), pt(500))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (b"\xfe\xff" + "沟底".encode("utf-16-be"), "沟底"),
        (b"\xff\xfe" + "沟底".encode("utf-16-le"), "沟底"),
        (b"\xef\xbb\xbf" + "沟底".encode(), "沟底"),
        ("沟底".encode(), "沟底"),
        ("沟底".encode("gb18030"), "沟底"),
        # The same bytes are a letter of another alphabet in UTF-8.
        ("小".encode("gb18030"), "小"),
        ("国家小".encode("gb18030"), "国家小"),
        ("café".encode(), "café"),
        (b"caf\xe9", "café"),
        (b"\xfe\xff" + "\x1bzh\x1b沟底\r二".encode("utf-16-be"), "沟底\n二"),
        (b"plain", "plain"),
        (b"", ""),
    ],
)
def test_strings_in_every_encoding(words: bytes, expected: str) -> None:
    (found,) = read(annotation("/Text", ByteStringObject(words)))
    assert found.words == expected


def test_rich_text_speaks_where_plain_text_is_missing() -> None:
    rich = "<?xml version='1.0'?><body><p>沟<b>底</b>&amp;</p><p>二</p></body>"
    (found,) = read(annotation("/FreeText", RC=create_string_object(rich)))
    assert found.words == "沟底&\n二"


def test_what_is_hidden_or_no_comment_is_left_out() -> None:
    assert read(
        annotation("/Text", "隐", F=NumberObject(2)), annotation("/Link"), annotation("/Popup", "窗"), annotation("/Widget")
    ) == ()  # fmt: skip


def test_damaged_annotations_stop_no_other() -> None:
    broken = annotation("/StrikeOut", "坏")
    del broken[NameObject("/Rect")]
    odd = annotation("/Highlight", "歪", QuadPoints=numbers([1, 2, 3]))
    words = annotation("/Highlight", Rect=TextStringObject("x"))
    ring = annotation("/Text", "环")

    def bite(_: Any, sheet: Any) -> DictionaryObject:
        sheet["/Annots"][0].get_object()[NameObject("/IRT")] = sheet["/Annots"][0]
        return annotation("/Text", "好")

    assert [c.words for c in read(ring, broken, odd, words, bite)] == ["环", "歪", "好"]


def test_ink_and_shapes_stand_where_they_are_drawn() -> None:
    ink = annotation("/Ink", "圈", InkList=ArrayObject([numbers([100, 690, 120, 700])]))
    (found, other) = read(ink, annotation("/Stamp", "付印"))
    assert (found.kind, found.words, found.boxes[0].width) == ("note", "圈", pt(20))
    assert other.kind == "note"


@pytest.mark.parametrize(
    "order",
    [
        (100, 700, 120, 700, 100, 690, 120, 690),  # as Acrobat writes them
        (100, 690, 120, 690, 120, 700, 100, 700),  # as the standard says
        (120, 690, 100, 690, 100, 700, 120, 700),
        (100, 700, 100, 690, 120, 690, 120, 700),
    ],
)
def test_the_order_of_the_corners_does_not_matter(order: tuple[float, ...]) -> None:
    (found,) = read(annotation("/StrikeOut", QuadPoints=numbers(list(order))))
    box = found.boxes[0]
    assert (box.x, box.y, box.width, box.height) == (pt(100), pt(100), pt(20), pt(10))
    assert not found.loose


@pytest.mark.parametrize(
    "quads",
    [
        [100, 700, 120, 710, 100, 690, 120, 700],  # slanted
        [100, 700, 100, 700, 100, 700, 100, 700],  # empty
        [*QUAD, 1, 2, 3],  # cut off
        [300, 400, 320, 400, 300, 390, 320, 390],  # elsewhere than the comment
        [0] * 8,
    ],
)
def test_boxes_that_are_not_where_the_characters_are_say_so(quads: list[float]) -> None:
    (found,) = read(annotation("/StrikeOut", QuadPoints=numbers(quads)))
    assert found.loose


def test_all_strike_outs_of_a_group_are_about_the_replacement() -> None:
    other = numbers([200, 700, 220, 700, 200, 690, 220, 690])
    (found,) = read(
        annotation("/StrikeOut", QuadPoints=numbers(QUAD)),
        replying("/StrikeOut", "", QuadPoints=other, Rect=numbers([200, 690, 220, 700]), **GROUP),
        replying("/Caret", "沟底", **GROUP),
    )
    assert (found.kind, found.words) == ("replace", "沟底")
    assert [box.x for box in found.boxes] == [pt(100), pt(200)]


def test_a_caret_stands_inside_its_rectangle() -> None:
    (found,) = read(annotation("/Caret", "字", RD=numbers([4, 1, 6, 3])))
    box = found.boxes[0]
    assert (box.x, box.y, box.width, box.height) == (pt(104), pt(103), pt(10), pt(6))


def test_what_is_drawn_by_hand_keeps_its_way() -> None:
    ink = ArrayObject([numbers([100, 700, 110, 690, 120, 700]), numbers([100, 695, 120, 695])])
    line, polygon = numbers([100, 690, 120, 700]), numbers([100, 690, 120, 690, 110, 700])
    drawn, straight, closed = read(
        annotation("/Ink", InkList=ink),
        annotation("/Line", L=line),
        annotation("/Polygon", Vertices=polygon),
    )
    assert [len(stroke) for stroke in drawn.strokes] == [3, 2]
    assert drawn.strokes[0][1] == (pt(110), pt(HEIGHT - 690))
    assert straight.strokes == (((pt(100), pt(HEIGHT - 690)), (pt(120), pt(HEIGHT - 700))),)
    assert closed.strokes[0][0] == closed.strokes[0][-1]


def state(said: str, model: str = "Review", **more: Any) -> Callable[[Any, Any], DictionaryObject]:
    told = {"State": TextStringObject(said), "StateModel": TextStringObject(model)}
    return replying("/Text", f"{said} set by 顾长川", F=NumberObject(30), **told, **more)


def dated(when: str) -> dict[str, TextStringObject]:
    return {"M": TextStringObject(when)}


def test_states_that_acrobat_hides_are_read_and_ticks_are_none() -> None:
    (found,) = read(
        annotation("/Highlight", "核对", QuadPoints=numbers(QUAD)),
        replying("/Text", "已问", F=NumberObject(30)),
        state("Rejected"),
        state("Marked", "Marked"),
    )
    assert (found.review, found.replies) == ("rejected", ("唐小雨：已问",))


@pytest.mark.parametrize(
    ("first", "second", "last"),
    [
        ("D:20261018120000+08'00'", "D:20261018100000+08'00'", "rejected"),
        ("D:20261018100000+08'00'", "D:20261018120000+08'00'", "accepted"),
        # The later one by the clock on the wall is the earlier one.
        ("D:20261018120000+08'00'", "D:20261018090000Z", "accepted"),
        ("D:20261018120000+08'00'", "gestern", "accepted"),
        ("D:20269918120000", "", "accepted"),
    ],
)
def test_the_last_state_holds_in_whatever_order_they_stand(
    first: str, second: str, last: str
) -> None:
    (found,) = read(
        annotation("/Text", "核对"),
        state("Rejected", **dated(first)),
        state("Accepted", **dated(second)),
    )
    assert found.review == last


def test_a_state_that_is_taken_back_is_none() -> None:
    (found,) = read(annotation("/Text", "核对"), state("Rejected"), state("None"))
    assert found.review == ""


def test_a_state_answers_the_one_before_it_or_an_answer() -> None:
    def about(place: int) -> Callable[[Any, Any], DictionaryObject]:
        def made(writer: Any, sheet: Any) -> DictionaryObject:
            entry = state("Rejected")(writer, sheet)
            entry[NameObject("/IRT")] = sheet["/Annots"][place]
            return entry

        return made

    (chained,) = read(annotation("/Text", "核对"), state("Accepted"), about(1))
    assert chained.review == "rejected"
    (answer,) = read(annotation("/Text", "核对"), replying("/Text", "已问"), about(1))
    assert (answer.review, answer.replies) == ("", ("唐小雨：已问 ⟨rejected⟩",))


def test_what_was_put_together_and_is_no_replacement_stays_apart() -> None:
    other = numbers([200, 700, 220, 700, 200, 690, 220, 690])
    found = read(
        annotation("/StrikeOut", QuadPoints=numbers(QUAD)),
        replying("/Highlight", "核对", QuadPoints=other, **GROUP),
        replying("/Caret", "沟底", **GROUP),
    )
    assert [(one.kind, one.words) for one in found] == [("replace", "沟底"), ("highlight", "核对")]


def test_new_words_may_stand_in_the_strike_out_of_a_group() -> None:
    (found,) = read(annotation("/Caret"), replying("/StrikeOut", "沟底", **GROUP))
    assert (found.kind, found.words) == ("replace", "沟底")


def test_one_comment_listed_twice_is_one() -> None:
    def again(_: Any, sheet: Any) -> Any:
        sheet["/Annots"].append(sheet["/Annots"][0])
        return annotation("/Text", "二")

    assert [one.words for one in read(annotation("/Text", "一"), again)] == ["一", "二"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/Approved", "Approved"),
        ("/SBApproved", "Approved"),
        ("/SHSignHere", "SignHere"),
        ("/#DReviewed", "Reviewed"),
        ("/#x9yhaXV1", ""),
        ("/1", ""),
    ],
)
def test_a_stamp_without_words_says_its_name(name: str, said: str) -> None:
    (found,) = read(annotation("/Stamp", Name=NameObject(name)))
    assert (found.subtype, found.words) == ("Stamp", said)


def test_words_may_stand_in_the_window() -> None:
    def shown(writer: Any, sheet: Any) -> DictionaryObject:
        del sheet
        window = writer._add_object(annotation("/Popup", "在窗里"))
        return annotation("/Highlight", QuadPoints=numbers(QUAD), Popup=window)

    assert [one.words for one in read(shown)] == ["在窗里"]
    assert [one.words for one in read(annotation("/Text", "好", Popup=NumberObject(1)))] == ["好"]


@pytest.mark.parametrize(
    "damage",
    [
        {"F": TextStringObject("x")},
        {"Popup": NumberObject(5)},
        {"IRT": NumberObject(3)},
        {"IRT": NumberObject(3), "State": NumberObject(3)},
        {"M": NumberObject(1)},
        {"RT": NumberObject(1)},
        {"RC": NumberObject(1)},
    ],
)
def test_a_damaged_key_stops_no_other_comment(damage: dict[str, Any]) -> None:
    assert read(annotation("/Text", "坏", **damage), annotation("/Text", "好"))[-1].words == "好"


@pytest.mark.parametrize(
    "listed", [DictionaryObject(), NumberObject(1), ArrayObject([NumberObject(1)])]
)
def test_what_is_no_list_of_comments_has_none(listed: Any) -> None:
    assert read(page=lambda sheet: sheet.update({NameObject("/Annots"): listed})) == ()


def test_a_mark_that_was_emptied_was_taken_away() -> None:
    whole = numbers([-32768, -32768, 32768, 32768])
    assert read(annotation("/StrikeOut", QuadPoints=ArrayObject(), Rect=whole)) == ()


def struck(*corners: float, **more: Any) -> DictionaryObject:
    return annotation("/StrikeOut", "", QuadPoints=numbers(list(corners)), **more)


# Upper left, upper right, lower left, lower right, as Acrobat writes them; round as the standard says;
# from below, as Preview and Foxit's older versions do.
CORNERS = {
    "z": (100, 700, 120, 700, 100, 690, 120, 690),
    "round": (100, 690, 120, 690, 120, 700, 100, 700),
    "below": (100, 690, 120, 690, 100, 700, 120, 700),
    "right": (120, 700, 100, 700, 120, 690, 100, 690),
}


@pytest.mark.parametrize("order", CORNERS)
def test_a_reader_may_begin_at_any_corner(order: str) -> None:
    (one,) = read(struck(*CORNERS[order]))
    (box,) = one.boxes
    assert (box.width, box.height, one.loose) == (pt(20), pt(10), False)


def test_an_appearance_alone_says_where_and_no_words() -> None:
    # A stamp of a reader that keeps all in what is drawn: its rectangle is the place.
    (one,) = read(annotation("/Stamp", "", AP=DictionaryObject(), Name=NameObject("/x9f3")))
    assert (one.words, len(one.boxes)) == ("", 1)


def test_a_window_without_its_comment_is_none() -> None:
    assert read(annotation("/Popup", "浮窗", Open=NumberObject(0))) == ()


def test_a_cloud_is_a_ring_whatever_it_is_drawn_as() -> None:
    points = numbers([100, 690, 140, 690, 140, 720, 100, 720])
    cloudy = DictionaryObject(
        {NameObject("/S"): NameObject("/C"), NameObject("/I"): NumberObject(2)}
    )
    for one in (
        annotation("/Polygon", "核对", Vertices=points, BE=cloudy),
        annotation("/Square", "核对", BE=cloudy, RD=numbers([2, 2, 2, 2])),
        annotation("/Ink", "核对", InkList=ArrayObject([points, points])),
    ):
        (found,) = read(one)
        assert (found.words, len(found.boxes)) == ("核对", 1)


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("words", ["多了一个的字", "改成2026年", "delete"])
def test_utf_16_without_its_mark_is_read(words: str, encoding: str) -> None:
    raw = ByteStringObject(words.encode(encoding))
    (one,) = read(annotation("/Text", raw))
    assert one.words == words


@pytest.mark.parametrize("way", ["objects", "linear"])
def test_annotations_in_object_streams_and_behind_references_are_read(way: str) -> None:
    import pikepdf

    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    made = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.StrikeOut,
            Rect=pdf.make_indirect(pikepdf.Array([100, 690, 120, 700])),
            QuadPoints=pdf.make_indirect(pikepdf.Array([100, 700, 120, 700, 100, 690, 120, 690])),
            T=pdf.make_indirect(pikepdf.String("唐小雨")),
            RC=pdf.make_indirect(pikepdf.String("<body><p>多余</p></body>")),
        )
    )
    page.obj.Annots = pdf.make_indirect(pikepdf.Array([made]))
    kept = BytesIO()
    pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=way == "linear")
    (one,) = comments(kept.getvalue()).comments
    assert (one.kind, one.words, one.author, one.boxes[0].width) == (
        "delete",
        "多余",
        "唐小雨",
        pt(20),
    )


def test_what_a_later_revision_took_away_is_gone() -> None:
    first = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(WIDTH, HEIGHT)
    for words in ("留下", "去掉"):
        writer.add_annotation(0, annotation("/Text", words))
    writer.write(first)
    later = PdfWriter(BytesIO(first.getvalue()), incremental=True)
    listed = later.pages[0]["/Annots"]
    listed.pop()
    later.pages[0][NameObject("/Annots")] = ArrayObject(listed)
    second = BytesIO()
    later.write(second)
    assert second.getvalue().startswith(first.getvalue()[:200])
    assert [one.words for one in comments(second.getvalue()).comments] == ["留下"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_that_is_cropped_changes_no_place(turn: int) -> None:
    def cropped(sheet: Any) -> None:
        sheet[NameObject("/CropBox")] = numbers([20, 30, WIDTH - 10, HEIGHT - 40])
        sheet[NameObject("/TrimBox")] = numbers([50, 60, WIDTH - 50, HEIGHT - 60])
        sheet[NameObject("/Rotate")] = NumberObject(turn)

    (one,) = read(struck(*CORNERS["z"]), page=cropped)
    assert (one.boxes[0].x, one.boxes[0].y) == (pt(50), pt(HEIGHT - 60 - 700))
