"""Content is gone through once for all who listen, and none of them costs another anything."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from tests import corpus

from presslayout.preflight.pdf import known_streams, texts, walk
from presslayout.preflight.pdf.bulk import PAGE_WORK, Meter, TooMuchError, charged, spend
from presslayout.preflight.pdf.opened_file import OpenedFile, open_bytes

if TYPE_CHECKING:
    from presslayout.preflight.pdf.reading import PageReading

SIDE = 100
SAMPLE = corpus.ROWS[::7]


class Listener:
    """Writes down what it is told; chokes on operators that it is given."""

    def __init__(self, *, choke: str = "", stop: str = "", purse: int = PAGE_WORK) -> None:
        self.told: list[str] = []
        self.odd: Counter[str] = Counter()
        self.meter = Meter(purse)
        self.choke, self.stop = choke, stop

    def afford(self, operators: int) -> None:
        spend(operators)

    def begin(self, resources: Any) -> None:
        del resources
        self.told.append("(")

    def operator(self, name: str, operands: Any, resources: Any, depth: int) -> None:
        del operands, resources, depth
        if name == self.choke:
            raise ValueError
        if name == self.stop:
            raise TooMuchError
        self.told.append(name)

    def failed(self, name: str) -> None:
        self.told.append(f"!{name}")

    def inline(self, image: Any, resources: Any) -> None:
        del image, resources
        self.told.append("BI")

    def place(self, named: Any, resources: Any, depth: int) -> bool:
        del resources, depth
        return named[1] is not None and self.choke != "Do"

    def leave(self, form: Any) -> None:
        del form
        self.told.append("<")

    def end(self, resources: Any) -> None:
        del resources
        self.told.append(")")


class Teller(Listener):
    """Writes down what stands before operators as well."""

    def operator(self, name: str, operands: Any, resources: Any, depth: int) -> None:
        del resources, depth
        self.told.append(f"{name} {[self.said(one) for one in operands]}")

    def said(self, one: Any) -> Any:
        if isinstance(one, (list, pikepdf.Array)):
            return [self.said(inner) for inner in one]
        return one if isinstance(one, (int, Decimal)) else texts.of(one)


def page(content: str, form: str = "f") -> pikepdf.Page:
    pdf = pikepdf.new()
    made = pdf.add_blank_page(page_size=(SIDE, SIDE))
    made.Contents = pdf.make_stream(content.encode())
    drawn = pdf.make_stream(form.encode(), Subtype=pikepdf.Name.Form, BBox=[0, 0, SIDE, SIDE])
    made.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=drawn))
    # The file must outlive its page.
    KEPT.append(pdf)
    return made


KEPT: list[pikepdf.Pdf] = []


def test_forms_are_gone_into_where_they_are_drawn() -> None:
    one = Listener()
    assert walk.through(page("q /F Do Q"), (one,)) == {}
    assert one.told == ["(", "q", "(", "f", ")", "<", "Q", ")"]


def test_only_who_wants_to_goes_into_a_form() -> None:
    one, other = Listener(), Listener(choke="Do")
    walk.through(page("q /F Do Q"), (one, other))
    assert "f" in one.told
    assert other.told == ["(", "q", "Q", ")"]


def test_an_operator_without_sense_costs_that_one_alone() -> None:
    one, other = Listener(choke="w"), Listener()
    assert walk.through(page("q 1 w Q"), (one, other)) == {}
    assert one.told == ["(", "q", "!w", "Q", ")"]
    assert one.odd == {"w": 1}
    assert other.told == ["(", "q", "w", "Q", ")"]


def test_who_can_do_no_more_stops_and_the_others_go_on() -> None:
    one, other = Listener(stop="f"), Listener()
    fallen = walk.through(page("q /F Do Q"), (one, other))
    assert list(fallen) == [one]
    assert isinstance(fallen[one], TooMuchError)
    assert one.told == ["(", "q", "(", "<"]
    assert other.told == ["(", "q", "(", "f", ")", "<", "Q", ")"]


def test_each_pays_the_same_and_for_itself() -> None:
    one, other, alone = Listener(), Listener(), Listener()
    walk.through(page("q /F Do Q"), (one, other))
    walk.through(page("q /F Do Q"), (alone,))
    assert one.meter.left == other.meter.left == alone.meter.left < PAGE_WORK


def test_an_empty_purse_is_nobody_elses() -> None:
    poor, other = Listener(purse=1), Listener()
    assert list(walk.through(page("q Q"), (poor, other))) == [poor]
    assert other.told == ["(", "q", "Q", ")"]


def test_who_was_at_work_before_pays_again_afterwards() -> None:
    mine = Meter(1000)
    with charged(mine):
        walk.through(page("q Q"), (Listener(), Listener()))
        spend(1)
    assert mine.left == 999


def test_a_stream_that_cannot_be_read_is_over_for_all() -> None:
    made = page("q Q")
    made.Contents = pikepdf.Array([pikepdf.Dictionary(), 1])
    one, other = Listener(), Listener()
    assert set(walk.through(made, (one, other))) == {one, other}


def test_a_page_that_is_followed_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = Counter[str]()
    parse = pikepdf.parse_content_stream

    def counted(source: Any) -> Any:
        parsed["all"] += 1
        return parse(source)

    monkeypatch.setattr(pikepdf, "parse_content_stream", counted)
    opened = open_bytes(corpus.made(corpus.SOUND), followed=True)
    assert isinstance(opened, OpenedFile)
    assert opened.sheets[0].painted
    assert parsed["all"] == 1


@pytest.mark.parametrize("row", SAMPLE, ids=[row.code for row in SAMPLE])
def test_what_two_hear_in_one_go_each_hears_alone(row: corpus.Row) -> None:
    data = corpus.made(row.bad)
    both, apart = open_bytes(data, followed=True), open_bytes(data)
    if not isinstance(both, OpenedFile) or not isinstance(apart, OpenedFile):
        assert both == apart
        return
    assert list(map(_noted, both.readings)) == list(map(_noted, apart.readings))
    assert both.broken == apart.broken
    for one, other in zip(both.sheets, apart.sheets, strict=True):
        assert [_seen(o) for o in one.painted] == [_seen(o) for o in other.painted]
        assert (one.odd, type(one.trouble)) == (other.odd, type(other.trouble))
        assert one.meter.left == other.meter.left


def _noted(reading: PageReading) -> tuple[Any, ...]:
    return (
        reading.shown,
        [(sorted(use.codes), use.visible, use.cids) for use in reading.fonts.values()],
        reading.spaces,
        [len(v) for v in (reading.profiles, reading.images, reading.states, reading.forms)],
        reading.operators,
        reading.missing,
        (reading.placed, reading.unpaired, reading.deepest, reading.odd),
    )


def _seen(one: Any) -> tuple[Any, ...]:
    return one.kind, one.box, one.clip, one.colour.inks, one.text, one.size, one.layer, one.mode


def test_a_form_that_stands_again_is_read_once_and_paid_for_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Known or not, whoever listens is told and pays the same; the next page has nothing of it."""
    read: list[Any] = []
    parse = pikepdf.parse_content_stream

    def counted(source: Any) -> Any:
        read.append(source)
        return parse(source)

    monkeypatch.setattr(pikepdf, "parse_content_stream", counted)
    form = "1.5 w (a) Tj [(b) -20 (c)] TJ /N gs BI /W 1 /H 1 /BPC 8 /CS /G ID a EI f"
    told, left = {}, {}
    for most in (known_streams.MOST, 0):
        monkeypatch.setattr(known_streams, "MOST", most)
        for many in (1, 3):
            for inner in (form, form.replace("BI", "%")):
                one, other = Teller(), Teller()
                walk.through(page("/F Do " * many, inner), (one, other))
                assert one.told == other.told
                assert one.meter.left == other.meter.left
                told.setdefault((many, inner), []).append(one.told)
                left.setdefault((many, inner), []).append(one.meter.left)
    assert all(first == second for first, second in told.values())
    assert all(first == second for first, second in left.values())
    # Two pages of one form and two of three, the page itself each time: all of it, or each anew.
    assert len(read) == 2 * (2 + 2) + 2 * (2 + 4)


def test_no_more_streams_are_kept_than_there_is_room_for() -> None:
    pdf = pikepdf.new()
    one, other = (pdf.make_indirect(pdf.make_stream(b"q Q")) for _ in range(2))
    known = known_streams.KnownStreams(left=100)
    known.keep(one, pikepdf.parse_content_stream(one), 60)
    known.keep(other, pikepdf.parse_content_stream(other), 60)
    found = known.of(one)
    assert found is not None
    assert ([name for name, _ in found[0]], found[1]) == (["q", "Q"], 60)  # type: ignore[misc]
    assert known.of(other) is None
    assert known.left == 40
