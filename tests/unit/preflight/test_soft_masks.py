"""Soft masks of a graphics state (ISO 32000-1, 11.6.5.3): what lets how much of what through."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from presslayout.preflight.checks.ink import ink_sums
from presslayout.preflight.pdf.bulk import PAGE_WORK, Meter, TooMuchError
from presslayout.preflight.pdf.laying import Plating
from presslayout.preflight.pdf.opacities import Opacities
from presslayout.preflight.pdf.pdf_page import PdfPage

SIDE = 100
SOLID = "0 0 0 1 k 0 0 100 100 re f"
# Black where light is nothing, white where it is all, and the grey between.
HALF, QUARTER = "1 g 0 0 50 100 re f", "1 g 0 0 25 100 re f"


def mean(group: str, kind: str, content: str = f"/M gs {SOLID}", **mask: Any) -> float:
    """How much ink a page takes on the mean whose solid black is seen through a mask."""
    with pikepdf.new() as pdf:
        made = pdf.add_blank_page(page_size=(SIDE, SIDE))
        made.Contents = pdf.make_stream(content.encode())
        form = pdf.make_stream(
            group.encode(),
            Subtype=Name.Form,
            BBox=[0, 0, SIDE, SIDE],
            Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
        )
        soft = Dictionary(S=Name(f"/{kind}"), G=form, **mask)
        none = Dictionary(SMask=Name("/None"))
        made.Resources = Dictionary(ExtGState=Dictionary(M=Dictionary(SMask=soft), N=none))
        sheet = PdfPage(made, {}, {})
        found = ink_sums(sheet.painted, sheet.trim, 400)
        assert sheet.trouble is None
        return found.mean


def bent(c0: float, c1: float) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=[c0], C1=[c1], N=1)


@pytest.mark.parametrize(
    ("group", "kind", "ink"),
    [
        (HALF, "Luminosity", 50),
        ("0.5 g 0 0 100 100 re f", "Luminosity", 50),
        ("0 g 0 0 100 100 re f", "Luminosity", 0),
        ("", "Luminosity", 0),
        # Of what covers, the colour says nothing.
        ("0 g 0 0 50 100 re f", "Alpha", 50),
        ("1 g 0 0 50 100 re f", "Alpha", 50),
        ("", "Alpha", 0),
    ],
)
def test_light_or_cover_lets_through(group: str, kind: str, ink: float) -> None:
    assert mean(group, kind) == pytest.approx(ink, abs=1)


@pytest.mark.parametrize(("light", "ink"), [(0, 25), (1, 100), (0.5, 62.5)])
def test_around_the_group_there_is_the_backdrop(light: float, ink: float) -> None:
    group = "1 g 0 0 50 50 re f"
    assert mean(group, "Luminosity", BC=Array([light])) == pytest.approx(ink, abs=1)


@pytest.mark.parametrize(
    ("transfer", "ink"),
    [
        (bent(0, 1), 25),
        (bent(1, 0), 75),
        (bent(1, 1), 100),
        (bent(0, 0.5), 12.5),
        (Name.Identity, 25),
        # What goes beyond is as far as it goes.
        (bent(-3, 3), 25),
    ],
)
def test_a_transfer_function_bends_it(transfer: Any, ink: float) -> None:
    assert mean(QUARTER, "Luminosity", TR=transfer) == pytest.approx(ink, abs=1)


@pytest.mark.parametrize("transfer", [Dictionary(FunctionType=9), Dictionary(), 3])
def test_a_transfer_function_without_sense_bends_nothing(transfer: Any) -> None:
    assert mean(HALF, "Luminosity", TR=transfer) == pytest.approx(50, abs=1)


def test_a_mask_ends_with_the_state_and_with_none() -> None:
    half = "0 0 0 1 k 0 0 100 50 re f"
    rest = "0 50 100 50 re f"
    assert mean("", "Alpha", f"q /M gs {half} Q {rest}") == pytest.approx(50, abs=1)
    assert mean("", "Alpha", f"/M gs {half} /N gs {rest}") == pytest.approx(50, abs=1)


def test_what_a_mask_draws_is_gone_through_when_somebody_asks() -> None:
    with pikepdf.new() as pdf:
        made = pdf.add_blank_page(page_size=(SIDE, SIDE))
        made.Contents = pdf.make_stream(f"/M gs {SOLID}".encode())
        form = pdf.make_stream(b"0 0 10 10 re f " * 500, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        mask = Dictionary(S=Name.Alpha, G=form)
        made.Resources = Dictionary(ExtGState=Dictionary(M=Dictionary(SMask=mask)))
        sheet = PdfPage(made, {}, {})
        soft = sheet.painted[0].soft
        before = sheet.meter.left
        assert soft is not None
        assert len(list(soft.painted())) == 500
        assert sheet.meter.left < before < PAGE_WORK
        # Asked twice, it says the same.
        assert len(list(soft.painted())) == 500


BANDS = [f"q /M gs 0 0 0 1 k 0 {at} 100 20 re f Q " for at in range(0, 100, 20)]


def opacities(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The masks that are drawn from here on."""
    drawn, draw = [], Plating._opacity

    def noting(press: Plating, soft: Any) -> Any:
        drawn.append(soft)
        return draw(press, soft)

    monkeypatch.setattr(Plating, "_opacity", noting)
    return drawn


def test_a_mask_that_is_set_again_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = opacities(monkeypatch)
    assert mean(HALF, "Luminosity", "".join(BANDS)) == pytest.approx(50, abs=1)
    assert len(drawn) == 1
    # In another place it is another.
    moved = BANDS[0] + "q 1 0 0 1 0 20 cm " + BANDS[0] + " Q"
    assert mean(HALF, "Luminosity", moved) == pytest.approx(20, abs=1)
    assert len(drawn) == 3


def test_a_mask_takes_as_much_work_as_often_as_it_is_set() -> None:
    work = Meter(PAGE_WORK)
    made = Opacities(work)
    image = Image.new("L", (10, 10))

    def draw() -> Image.Image:
        work.spend(1000)
        return image

    for at in range(1, 6):
        assert made.of("mask", draw, anew=True) is image
        assert work.left == PAGE_WORK - 1000 * at
    assert made.of("mask", draw, anew=False) is image
    assert work.left == PAGE_WORK - 5000
    work.spend(work.left - 500)
    with pytest.raises(TooMuchError):
        made.of("mask", draw, anew=True)


def test_no_more_masks_are_kept_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("presslayout.preflight.pdf.opacities._MOST", 1000)
    made, drawn = Opacities(Meter(PAGE_WORK)), []

    def ask(which: int) -> None:
        def draw() -> Image.Image:
            drawn.append(which)
            return Image.new("L", (10, 10))

        made.of(which, draw, anew=True)

    for which in (*range(10), 0, 10, 0, 1):
        ask(which)
    # The one that nobody had asked for longest is gone.
    assert drawn == [*range(11), 1]
