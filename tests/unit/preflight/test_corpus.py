"""Every fault of the corpus is found by its own code and no other; its twin has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from tests import corpus, kit

from presslayout.edition.limits import SEVERITIES
from presslayout.issue.read_press import press_profile
from presslayout.issue.workspace import Workspace
from presslayout.preflight import inspect
from presslayout.preflight.checks.conditions import measured, pressed, suspected

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic

WORKSPACE = Workspace(kit.ROOT, kit.ROOT)
PRESSES = {
    name: (press_profile(WORKSPACE, name).press, press_profile(WORKSPACE, name).limits)
    for name in ("newsprint", "coated")
}
IDS = [f"{row.code}-{at}" for at, row in enumerate(corpus.ROWS)]


def found(file: corpus.File) -> set[str]:
    seen = inspect(corpus.made(file), file.standard, file.standard)
    assert seen.opened is not None
    press, limits = PRESSES[file.press]
    said: tuple[Diagnostic, ...] = ()
    if file.standard != "a2u":
        # What a build draws of its file says the same as all of it.
        said = pressed(seen.opened, press, limits, measured(seen.opened, press))
        assert pressed(seen.opened, press, limits, suspected(seen.opened, press)()) == said
    return {d.code for d in (*seen.diagnostics, *said)}


@pytest.mark.parametrize("row", corpus.ROWS, ids=IDS)
def test_a_fault_is_found_by_its_own_code_alone(row: corpus.Row) -> None:
    assert found(row.bad) - row.also == {row.code}


@pytest.mark.parametrize("row", corpus.ROWS, ids=IDS)
def test_its_sound_twin_has_no_fault(row: corpus.Row) -> None:
    assert found(row.good) == set()


def test_the_corpus_has_every_check_of_the_press_and_many_of_the_standards() -> None:
    codes = {row.code for row in corpus.ROWS}
    assert set(SEVERITIES) - codes == set()
    assert len(codes) >= 60


CODINGS = (
    "JPXDecode", "DCTDecode", "CCITTFaxDecode", "JBIG2Decode", "FlateDecode", "LZWDecode", "RunLengthDecode",
)  # fmt: skip


@pytest.mark.parametrize("mask", [None, "/SMask", "/Mask"])
@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("data", [b"", b"\0\0", b"no picture " * 40])
def test_a_picture_that_is_none_is_told_whatever_it_is_coded_as(
    coding: str, data: bytes, mask: str | None
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        seen = corpus.photo(pdf, 200)
        broken = (
            seen if mask is None else corpus.photo(pdf, 200, ColorSpace=pikepdf.Name.DeviceGray)
        )
        # Masked or not, its ink is above any limit: what masks it must be known.
        if mask is not None:
            seen.write(b"\xff" * 4 * 200 * 200)
        broken.write(data, filter=pikepdf.Name("/" + coding))
        if mask is not None:
            seen[mask] = broken
        corpus.resources(pdf, "/XObject")["/I"] = seen

    saving = {"stream_decode_level": pikepdf.StreamDecodeLevel.none}
    file = corpus.drawn(corpus.PLACED, change=change, standard="x4", saving=saving)
    assert "unread-image" in found(file)
