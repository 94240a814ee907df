"""Text that is read by the line says what it says read code by code, whatever stands around it."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name

from presslayout.preflight.pdf import letter_places, strings
from presslayout.preflight.pdf.opened_file import OpenedFile, open_bytes
from tests import corpus

FILES = 60
# What content of ordinary shape is made of, and what it should not be made of.
OPERATORS = """
BT|ET|q|Q|%d %d Td|%d -%d TD|T*|1 0 0 1 %d %d Tm|%d.5 .3 0 %d 3 4 Tm|-9 0 0 9 %d %d Tm|0 9 -9 0 %d %d Tm
1 0 0 1 %d %d cm|0 1 -1 0 %d 0 cm|1.5 0 0 -2 0 %d cm|.%d TL|.%d Tc|-.%d Tc|%d Tw|%d Tz|-80 Tz|-%d Ts|%d Tr
/Song %d Tf|/Song -9.5 Tf|/Plain %d Tf|/Down %d Tf|/Own 9 Tf|/None 9 Tf|/Null 9 Tf
<00010002000300> Tj|<0001D83DDE00DE00> Tj|(AB 12) Tj|() Tj|<0041> '|%d %d (y z) "|( a b ) Tj
[(AB) %d (C) -%d.5 ( x)] TJ|[%d <0003> %d <00040005> %d] TJ|[] TJ|[%d] TJ|[<41> <42>] TJ|[() %d ()] TJ
0 0 0 1 k|0 .%d 1 0 k|0 0 0 0 k|.%d g|/Over gs|/Knock gs|%d 20 50 60 re f|%d 5 m 90 %d l S|0 0 99 99 re W n
[(a) /N (b)] TJ|[(a) null 3] TJ|[(a) true] TJ|[(a) [1]] TJ|(a) TJ|3 TJ|TJ|Tj|/N Tj|3 Tj|3 Td|/x /y Td|(u) Tf
%d 99999999999999999999999999999999999999999999999999 Td|1e9 Td|Tm|1 2 3 Tm|(open|<41|]|BMC|EMC|/Photo Do
"""
WORDS = [word for row in OPERATORS.split("\n") for word in row.split("|") if word]


def content(rng: random.Random) -> bytes:
    """Operators by chance, of which most make sense."""
    made = ["BT /Song 9 Tf 20 200 Td"]
    for _ in range(rng.randrange(5, 80)):
        word = rng.choice(WORDS)
        made.append(word % tuple(rng.randrange(200) for _ in range(word.count("%d"))))
    data = bytearray("\n".join(made).encode())
    for _ in range(rng.choice((0, 0, 0, 3))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def faces(pdf: Any) -> None:
    """Fonts of every sort beside the usual one."""
    fonts = corpus.resources(pdf, "/Font")
    down = Dictionary(fonts["/Song"])
    down["/Encoding"] = Name("/Identity-V")
    own = Dictionary(fonts["/Song"])
    own["/Encoding"] = corpus.own_cmap(corpus.OWN)(pdf)
    fonts["/Down"], fonts["/Own"] = pdf.make_indirect(down), pdf.make_indirect(own)
    plain = corpus.standard_font("Helvetica")
    plain["/FirstChar"], plain["/Widths"] = 60, Array([500, 600.5, -70, 0, 10**18, 333])
    fonts["/Plain"] = pdf.make_indirect(plain)
    fonts["/None"] = Name("/None")


def painted(data: bytes) -> list[object]:
    """All that is known of a page's text: places, letters, words, work, and what made no sense."""
    file = open_bytes(data, followed=True)
    assert isinstance(file, OpenedFile)
    told: list[object] = [[meter.left for meter in file.meters], file.broken]
    for sheet in file.sheets:
        told += [sheet.odd, repr(sheet.trouble), sheet.meter.left]
        for one in (*sheet.painted, *sheet.unprinted):
            letters = repr(list(one.areas())) if one.areas is not None else ""
            facts = (
                one.kind,
                one.box,
                one.clip,
                one.size,
                one.text,
                one.visible,
                one.colour.values,
            )
            # No number equals no number here.
            told.append(repr((*facts, letters)))
    return told


@pytest.mark.parametrize("seed", range(FILES))
def test_read_by_the_line_it_says_what_its_codes_say(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    data = corpus.made(corpus.drawn(content(rng), change=faces))
    quick = painted(data)
    monkeypatch.setattr(strings, "_plain", lambda *_: None)
    monkeypatch.setattr(letter_places.LetterPlaces, "_upright", lambda _: None)
    assert painted(data) == quick


def test_ordinary_text_is_read_by_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(strings, "_any", never)
    monkeypatch.setattr(letter_places.LetterPlaces, "_turned", never)
    assert len(painted(corpus.made(corpus.SOUND))) > 5
