"""A printing condition is what a profile does: names, profiles, and files that say one and do another."""

from __future__ import annotations

import random
import re
import time
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from tests import corpus, icc, kit

from presslayout.base.diagnostics import ERROR, WARNING
from presslayout.issue.read_press import press_profile
from presslayout.issue.workspace import Workspace
from presslayout.preflight.checks import behaviour, named, purpose
from presslayout.preflight.checks.behaviour import distance, known
from presslayout.preflight.checks.intent import output_intent
from presslayout.preflight.checks.standards import STANDARDS
from presslayout.preflight.pdf.opened_file import OpenedFile, open_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.base.diagnostics import Diagnostic

WORKSPACE = Workspace(kit.ROOT, kit.ROOT)
COATED, OTHER = icc.shipped("ISOcoated_v2_300_bas"), icc.shipped("FOGRA39L_TAC300")
NEWS, NEWS_240 = icc.shipped("IFRA26S_TAC220"), icc.shipped("IFRA26S_TAC240")
PRESSES = (
    purpose.PressCondition("newsprint", "IFRA26", NEWS),
    purpose.PressCondition("coated", "FOGRA39", COATED),
)


def lighter(profile: bytes, by: float) -> bytes:
    """Everything lighter by a share of the way to white: paper stays where it is."""
    return icc.bent(profile, lambda v: v + by * (1 - v) * v)


def intent(pdf: pikepdf.Pdf, name: str, profile: bytes | None, kind: str = "GTS_PDFX") -> Any:
    made = Dictionary(
        Type=Name.OutputIntent,
        S=Name(f"/{kind}"),
        OutputConditionIdentifier=name,
        RegistryName="http://www.color.org",
    )
    if profile is not None:
        components = {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1}[profile[16:20]]
        made["/DestOutputProfile"] = pdf.make_stream(profile, N=components)
    return made


@cache
def sound(standard: str) -> bytes:
    """A sound page with no output intent, which a test gives it in memory."""
    return corpus.made(corpus.gone(lambda p: p.Root, "/OutputIntents", standard=standard))


def opened(standard: str, change: Callable[[pikepdf.Pdf], object]) -> OpenedFile:
    made = open_bytes(sound(standard))
    assert isinstance(made, OpenedFile)
    change(made.pdf)
    return made


def stating(*told: tuple[Any, ...], standard: str = "x4") -> OpenedFile:
    """A sound file whose output intents say this."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/OutputIntents"] = Array([intent(pdf, *one) for one in told])

    return opened(standard, change)


def judged(
    file: OpenedFile, wanted: str | None = None, standard: str = "x4"
) -> tuple[str | None, list[Diagnostic]]:
    """The press that a file is made for, and all that is said of its condition."""
    press, found = purpose.made_for(file, PRESSES, wanted)
    return press, [*output_intent(file, STANDARDS[standard]), *found]


def codes(found: list[Diagnostic], severity: Any = None) -> list[str]:
    return [d.code for d in found if severity in (None, d.severity)]


# --- names -----------------------------------------------------------------------------------


def test_no_name_means_two_conditions() -> None:
    every = [named.plain(n) for row in named.CONDITIONS for n in {row.name, *row.also}]
    doubled = {name for name in every if every.count(name) > 1}
    owners = {
        name: {
            row.name
            for row in named.CONDITIONS
            for n in (row.name, *row.also)
            if named.plain(n) == name
        }
        for name in doubled
    }
    assert {name: rows for name, rows in owners.items() if len(rows) > 1} == {}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_case_blanks_and_punctuation_of_a_name_are_nothing(data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(named.CONDITIONS))
    name = data.draw(st.sampled_from([row.name, *row.also]))
    turn = data.draw(st.sampled_from([str.upper, str.lower, str.swapcase]))
    gap = data.draw(st.sampled_from(["", " ", "  ", "_", "-", "\u3000"]))
    odd = gap.join(re.split(r"[\W_]+", turn(name)))
    assert named.condition_of(odd) == row


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("FOGRA39", "Coated FOGRA39L (ISO 12647-2:2004)", True),
        ("FOGRA39", "ISO Coated v2 300% (ECI)", True),
        ("iso coated V2(eci)", "fogra 39", True),
        ("ISO Coated", "ISO Coated v2", False),
        ("IFRA26", "WAN-IFRAnewspaper26v5", True),
        ("IFRA26", "IFRA30", False),
        ("FOGRA39 or FOGRA51", "FOGRA39", False),
        ("our plant's own", "OUR PLANT’S OWN", True),
        ("云岭印务 2026", "云岭印务-2026", True),
        ("FOGRA390", "FOGRA39", False),
    ],
)
def test_two_names_of_one_condition(one: str, other: str, same: bool) -> None:
    assert named.same(one, other) is same


# --- profiles --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "condition"),
    [(COATED, "FOGRA39"), (OTHER, "FOGRA39"), (NEWS, "IFRA26"), (NEWS_240, "IFRA26")],
)
def test_a_shipped_profile_does_its_condition(profile: bytes, condition: str) -> None:
    assert behaviour.shipped(profile) == condition
    measured = behaviour._measured(profile)
    assert measured is not None
    offs = {name: distance(measured, chart).mean for name, chart in known().items()}
    assert min(offs, key=lambda name: offs[name]) == condition
    assert offs[condition] < 1


def test_conditions_that_papers_tell_apart_lie_further_apart_than_makers_differ() -> None:
    for one, other in (("FOGRA39", "IFRA26"), ("FOGRA39", "FOGRA47"), ("FOGRA39", "FOGRA45")):
        assert not distance(known()[one], known()[other]).is_none
    assert distance(known()["FOGRA39"], known()["CGATS TR 006"]).is_none


def _noisy(profile: bytes, *names: str) -> bytes:
    made = bytearray(profile)
    for name in names:
        at, size = icc.tags(profile)[name]
        made[at + 2000 : at + size] = random.Random(2).randbytes(size - 2000)
    return bytes(made)


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "nothing behind the header": icc.hollow,
    "no list of tags": lambda p: p[:128] + bytes(len(p) - 128),
    "cut": lambda p: p[: len(p) // 2],
    "cut, and the header says so": lambda p: icc.header(
        p[: len(p) // 2], 0, (len(p) // 2).to_bytes(4, "big")
    ),
    "table of the proof empty": lambda p: icc.emptied(p, "A2B1"),
    "table of photographs empty": lambda p: icc.emptied(p, "A2B0"),
    "tables of the way back empty": lambda p: icc.emptied(p, "B2A0", "B2A1", "B2A2"),
    "no table at all": lambda p: icc.without(icc.without(icc.without(p, "A2B0"), "A2B1"), "A2B2"),
    "inside out": lambda p: icc.bent(p, lambda v: 1 - v),
    "all one tone": lambda p: icc.bent(p, lambda _: 0.5),
    "another's header": lambda _: icc.header(
        icc.header(icc.shipped("sRGB"), 12, b"prtr"), 16, b"CMYK"
    ),
    "noise in the way back": lambda p: _noisy(p, "B2A0", "B2A1", "B2A2"),
    "noise": lambda p: p[:400] + random.Random(1).randbytes(len(p) - 400),
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_profile_is_an_error(how: str) -> None:
    for profile in (COATED, NEWS):
        for standard in ("x4", "x1a", "a2u"):
            kind = "GTS_PDFA1" if standard == "a2u" else "GTS_PDFX"
            file = stating(("FOGRA39", DAMAGED[how](profile), kind), standard=standard)
            found = output_intent(file, STANDARDS[standard])
            assert [d.severity for d in found if d.code == "output-profile"] == [ERROR]


@pytest.mark.parametrize("profile", [COATED, NEWS, OTHER])
def test_any_altered_byte_is_judged_and_breaks_nothing(profile: bytes) -> None:
    dice = random.Random(16)
    for _ in range(60):
        made = bytearray(profile)
        for _ in range(dice.choice((1, 4, 64))):
            made[dice.randrange(dice.choice((400, len(made))))] = dice.randrange(256)
        said = behaviour.behaviour(bytes(made))
        assert said is None or len(said) == len(known()["IFRA26"])


# --- files -----------------------------------------------------------------------------------

CALLED = [
    "FOGRA39",
    "FOGRA39L",
    "Coated FOGRA39 (ISO 12647-2:2004)",
    "ISO Coated v2 300% (ECI)",
    "iso coated V2",
]


@pytest.mark.parametrize("wanted", [None, "coated"])
@pytest.mark.parametrize("name", CALLED)
@pytest.mark.parametrize("profile", [COATED, OTHER, icc.renamed(COATED, b"IFRA26S newsprint")])
def test_one_condition_has_many_names_and_many_profiles(
    wanted: str | None, name: str, profile: bytes
) -> None:
    assert judged(stating((name, profile)), wanted) == ("coated", [])


@pytest.mark.parametrize("wanted", [None, "coated", "newsprint"])
@pytest.mark.parametrize(
    ("name", "profile"),
    [
        ("IFRA26", COATED),
        ("FOGRA39", NEWS),
        ("ISOnewspaper26v4", OTHER),
        ("WAN-IFRAnewspaper26v5", icc.renamed(COATED, b"WAN-IFRAnewspaper26v5")),
        ("FOGRA51", NEWS),
        ("Japan Color 2002 Newspaper", COATED),
        ("FOGRA39", icc.renamed(NEWS, b"ISO Coated v2 (ECI)")),
        ("FOGRA47", COATED),
    ],
)
def test_a_name_over_another_condition_is_an_error(
    wanted: str | None, name: str, profile: bytes
) -> None:
    _, found = judged(stating((name, profile)), wanted)
    assert codes(found) == ["wrong-condition"]
    assert found[0].severity is ERROR
    does = (
        "FOGRA39" if profile is COATED or profile is OTHER or b"WAN" in profile[:600] else "IFRA26"
    )
    assert name in found[0].message.zh
    assert does in found[0].message.zh
    assert does in found[0].message.en


@pytest.mark.parametrize(
    ("by", "told"), [(0.0, False), (0.05, False), (0.12, False), (0.25, True), (0.5, True)]
)
@pytest.mark.parametrize("wanted", [None, "coated"])
def test_a_twin_is_the_same_until_anybody_sees_it(
    by: float,
    told: bool,
    wanted: str | None,
) -> None:
    profile = lighter(COATED, by)
    made = behaviour.behaviour(profile)
    assert made is not None
    assert distance(made, known()["FOGRA39"]).is_none is not told
    _, found = judged(stating(("FOGRA39", profile)), wanted)
    assert codes(found, ERROR) == (["wrong-condition"] if told else [])


def test_one_ink_that_is_wrong_is_enough() -> None:
    chart = known()["FOGRA39"]
    bad = tuple((light, a + (20 if at == 1 else 0), b) for at, (light, a, b) in enumerate(chart))
    assert distance(bad, chart).mean < 1
    assert not distance(bad, chart).is_none


def test_what_is_for_another_press_says_both_and_how_far() -> None:
    _, found = judged(stating(("FOGRA39", COATED)), "newsprint")
    assert codes(found) == ["wrong-condition"]
    told = found[0].message.zh
    assert {"FOGRA39", "IFRA26", "newsprint"} <= set(re.findall(r"[A-Za-z]+[0-9]*", told))
    assert float(re.search(r"平均色差 ([0-9.]+)", told)[1]) == pytest.approx(17, abs=1)  # type: ignore[index]


def test_without_a_press_the_file_is_judged_by_the_one_that_its_profile_is() -> None:
    assert judged(stating(("our own house", COATED)))[0] == "coated"
    assert judged(stating(("", NEWS_240)))[0] == "newsprint"


@pytest.mark.parametrize(
    "told",
    [
        (("FOGRA51", lighter(COATED, 0.3)),),
        (("Custom", lighter(NEWS, 0.5)),),
        (("FOGRA51", None),),
        (),
    ],
)
def test_a_condition_that_no_press_here_has_is_said_to_be_unknown(told: Any) -> None:
    press, found = judged(stating(*told))
    assert press is None
    assert codes(found, WARNING) == ["condition-unknown"]
    assert "wrong-condition" not in codes(found)


@pytest.mark.parametrize("name", ["FOGRA39L", "ISO Coated v2 (ECI)"])
def test_x1a_may_name_a_registered_condition_and_embed_nothing(name: str) -> None:
    file = stating((name, None), standard="x1a")
    press, found = judged(file, standard="x1a")
    assert press == "coated"
    assert [(d.code, d.severity) for d in found] == [("output-profile", WARNING)]
    assert codes(judged(file, "coated", "x1a")[1], ERROR) == []
    assert codes(judged(file, "newsprint", "x1a")[1], ERROR) == ["wrong-condition"]


def test_x4_must_embed_its_profile_and_a_profile_elsewhere_is_told_as_such() -> None:
    file = stating(("FOGRA39", None))
    assert codes(judged(file)[1], ERROR) == ["output-profile"]
    file.root.OutputIntents[0]["/DestOutputProfileRef"] = Dictionary(ProfileName="ISO Coated v2")
    _, found = judged(file)
    assert [d.message.zh for d in found if "X-4p" in d.message.zh]


@pytest.mark.parametrize(
    ("other", "kind", "expected"),
    [
        (("FOGRA39", COATED), "GTS_PDFA1", []),
        (("Coated FOGRA39", OTHER), "GTS_PDFA1", []),
        (("IFRA26", NEWS), "GTS_PDFA1", ["output-intent"]),
        (("sRGB", icc.shipped("sRGB")), "GTS_PDFA1", ["output-intent"]),
        (("IFRA26", None), "ISO_PDFE1", ["output-intent"]),
        (("FOGRA39", OTHER), "GTS_PDFX", ["output-intent"]),
    ],
)
def test_several_intents_must_say_one_thing(other: Any, kind: str, expected: list[str]) -> None:
    for told in (
        [("FOGRA39", COATED), (*other, kind)],
        [(*other, kind), ("FOGRA39", COATED)],
    ):
        press, found = judged(stating(*told))
        assert (press, codes(found)) == ("coated", expected)


def test_a_page_with_an_intent_of_its_own_is_told() -> None:
    for profile, expected in ((COATED, []), (NEWS, ["output-intent"])):

        def change(pdf: pikepdf.Pdf, profile: bytes = profile) -> None:
            pdf.pages[0].obj["/OutputIntents"] = Array([intent(pdf, "FOGRA39", profile)])

        file = stating(("FOGRA39", COATED))
        change(file.pdf)
        assert codes(judged(file)[1], WARNING) == expected


@pytest.mark.parametrize("standard", ["x4", "x1a"])
def test_a_profile_of_light_is_none_of_a_press(standard: str) -> None:
    for name in ("sRGB", "FOGRA39"):
        file = stating((name, icc.shipped("sRGB")), standard=standard)
        assert "output-profile" in codes(judged(file, standard=standard)[1], ERROR)


ODD = [
    7,
    Array([None, 7, pikepdf.String("x"), Array([])]),
    Array([Dictionary()]),
    Array([Dictionary(S=7, OutputConditionIdentifier=7, DestOutputProfile=7)]),
    Array([Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier=Array([]))]),
    Dictionary(S=Name.GTS_PDFX),
]


@pytest.mark.parametrize("value", ODD)
def test_odd_output_intents_are_told_in_our_words(value: Any) -> None:
    file = opened("x4", lambda pdf: pdf.Root.__setitem__("/OutputIntents", value))
    for wanted in (None, "coated"):
        assert "output-intent" in codes(judged(file, wanted)[1], ERROR)


# --- the press's own -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "profile", "expected"),
    [
        ("IFRA26", NEWS, None),
        ("ISOnewspaper26v4", NEWS_240, None),
        ("FOGRA39", OTHER, None),
        ("IFRA26", lighter(NEWS, 0.04), None),
        ("IFRA26", COATED, ERROR),
        ("FOGRA51", NEWS, ERROR),
        ("IFRA26", lighter(NEWS, 0.12), WARNING),
        ("云岭印务 2026", lighter(NEWS, 0.3), None),
    ],
)
def test_a_press_that_is_not_what_it_says_is_told_so(
    condition: str, profile: bytes, expected: Any
) -> None:
    press = replace(press_profile(WORKSPACE, "newsprint").press, condition=condition)
    found = list(purpose.own_truth(press, profile))
    assert [d.severity for d in found] == ([expected] if expected else [])


def test_a_file_for_a_plant_s_own_profile_under_the_common_name_is_for_it() -> None:
    own = lighter(NEWS, 0.12)
    presses = (*PRESSES, purpose.PressCondition("plant", "IFRA26", own))
    file = stating(("IFRA26", own))
    for wanted in (None, "plant"):
        assert purpose.made_for(file, presses, wanted) == ("plant", ())


def test_a_press_that_lies_makes_no_other_file_true() -> None:
    presses = (purpose.PressCondition("liar", "IFRA26", COATED),)
    _, found = purpose.made_for(stating(("IFRA26", OTHER)), presses, "liar")
    assert [d.code for d in found] == ["wrong-condition"]


def test_a_profile_of_ours_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(behaviour, "_colours", opened)
    assert judged(stating(("FOGRA39", OTHER))) == ("coated", [])
    assert not list(purpose.own_truth(press_profile(WORKSPACE, "newsprint").press, NEWS))


def test_a_stranger_s_profile_is_judged_in_60_ms() -> None:
    times = []
    for number in range(3):
        profile = icc.header(COATED, 24, bytes([7, 207, 0, number]))
        start = time.perf_counter()
        assert behaviour.behaviour(profile) is not None
        times.append(time.perf_counter() - start)
    assert min(times) < 0.06
