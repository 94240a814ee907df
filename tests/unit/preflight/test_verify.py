"""Each fault put into a sound file is found, by its own code; the sound file has none."""

from __future__ import annotations

import hashlib
import io
import os
import random
import signal
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from tests import kit
from tests.second import ended

from presslayout.assets.images import convert_all, requests
from presslayout.assets.pictures import Conversion
from presslayout.base.cache import Cache
from presslayout.edition.limits import Tolerances
from presslayout.edition.page import Picture
from presslayout.flow.compose import compose
from presslayout.paint.pdf import Supplies, paint
from presslayout.paint.profiles import PROFILES
from presslayout.preflight import inspect, verify
from presslayout.preflight.checks.conditions import measured, pressed, suspected
from presslayout.preflight.checks.expectation import expected
from presslayout.preflight.pdf.tounicode import cmap
from presslayout.preflight.worker import Verifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from presslayout.edition.record import Composition
    from presslayout.preflight.checks.expectation import Expectation

PRESS = kit.ROOT / "layout" / "press"
ICC = (PRESS / "IFRA26S_TAC220.icc").read_bytes()
COPY = "云岭县护路人清晨走过石桥，看见雾从谷底升起来。" * 12


@pytest.fixture(scope="module")
def composition() -> Composition:
    design = kit.template(kit.slot("头条", (1, 40), split=4))
    photo = kit.photo("images/life_by_Aitzol_Berasategi.jpg", 2, "top-right")
    story = kit.story("A", "头条", COPY, COPY, photos=(photo,))
    press = replace(
        kit.NEWSPRINT,
        profile_sha256=hashlib.sha256(ICC).hexdigest(),
        condition_info="coldset newsprint",
    )
    return compose(kit.loaded({"t": design}, kit.page(1, "t", story)), press)


@pytest.fixture(scope="module")
def painted(composition: Composition) -> Callable[[str], bytes]:
    edition = composition.edition
    pictures = [
        item
        for page in edition.pages
        for block in page.blocks
        for item in block.items
        if isinstance(item, Picture)
    ]
    hashes = {asset.key: asset.sha256 for asset in edition.assets}
    wanted = requests(pictures, composition.sources, hashes, edition.press)
    conversion = Conversion(ICC, (PRESS / "sRGB.icc").read_bytes(), edition.press.ink_limit)
    converted = convert_all(wanted, conversion, Cache.disabled())()
    supplies = Supplies(
        composition.sources, converted, ICC, tuple(p.hash for p in composition.pages)
    )
    made: dict[str, bytes] = {}

    def of(standard: str) -> bytes:
        if standard not in made:
            made[standard] = paint(edition, PROFILES[standard], supplies)
        return made[standard]

    return of


@pytest.fixture(scope="module")
def promise(composition: Composition) -> Expectation:
    return expected(composition)


def codes(data: bytes, claim: str, promise: Expectation) -> set[str]:
    return {d.code for d in verify(data, claim, promise)}


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **saving: Any) -> bytes:
    """The file with something put into it or taken out."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        options: dict[str, Any] = {
            "object_stream_mode": pikepdf.ObjectStreamMode.disable,
            "compress_streams": False,
            "stream_decode_level": pikepdf.StreamDecodeLevel.none,
            "deterministic_id": True,
        }
        if "encryption" in saving:
            del options["deterministic_id"], options["stream_decode_level"]
        pdf.save(out, **(options | saving))
    return out.getvalue()


@pytest.mark.parametrize("claim", ["x1a2001", "x1a", "x4", "a2u"])
def test_a_file_of_ours_is_what_it_claims(
    claim: str, painted: Callable[[str], bytes], promise: Expectation
) -> None:
    assert verify(painted(claim), claim, promise) == ()


def _name(value: str) -> pikepdf.Name:
    return pikepdf.Name(value)


def _page(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].obj


def _content(pdf: pikepdf.Pdf, prefix: bytes) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(prefix + b"\n" + page.Contents.read_bytes())


def _replaced(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        data = page.Contents.read_bytes()
        assert old in data
        page.Contents = pdf.make_stream(data.replace(old, new, 1))

    return change


def _set(holder: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Callable[..., None]:
    def change(pdf: pikepdf.Pdf) -> None:
        holder(pdf)[key] = value

    return change


def _drop(holder: Callable[[pikepdf.Pdf], Any], key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        del holder(pdf)[key]

    return change


def _info(pdf: pikepdf.Pdf) -> Any:
    return pdf.trailer["/Info"]


def _root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root


def _font(pdf: pikepdf.Pdf) -> Any:
    fonts = _page(pdf)["/Resources"]["/Font"]
    return next(iter(dict(fonts.items()).values()))


def _descendant(pdf: pikepdf.Pdf) -> Any:
    return _font(pdf)["/DescendantFonts"][0]


def _intent(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root["/OutputIntents"][0]


def _image(pdf: pikepdf.Pdf) -> Any:
    return next(iter(dict(_page(pdf)["/Resources"]["/XObject"].items()).values()))


def _state(pdf: pikepdf.Pdf) -> Any:
    return next(iter(dict(_page(pdf)["/Resources"]["/ExtGState"].items()).values()))


def _wrong_profile(pdf: pikepdf.Pdf) -> None:
    data = (PRESS / "sRGB.icc").read_bytes()
    _intent(pdf)["/DestOutputProfile"] = pdf.make_stream(data, N=3)


def _other_press(pdf: pikepdf.Pdf) -> None:
    data = (PRESS / "IFRA26S_TAC240.icc").read_bytes()
    _intent(pdf)["/DestOutputProfile"] = pdf.make_stream(data, N=4)


def _note_on_page(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=_name("/Annot"), Subtype=_name("/Text"), Rect=[100, 100, 120, 120], Contents="?"
    )
    _page(pdf)["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = pikepdf.Dictionary(S=_name("/JavaScript"), JS="app.alert(1)")


def _extra_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def _stretched_trim(pdf: pikepdf.Pdf) -> None:
    box = _page(pdf)["/TrimBox"]
    box[2] = float(box[2]) - 10


def _outer_trim(pdf: pikepdf.Pdf) -> None:
    _page(pdf)["/TrimBox"][3] = 4000


def _wrong_width(pdf: pikepdf.Pdf) -> None:
    _descendant(pdf)["/DW"] = 500


def _mute_font(pdf: pikepdf.Pdf) -> None:
    del _font(pdf)["/ToUnicode"]


def _shortened_map(pdf: pikepdf.Pdf) -> None:
    _descendant(pdf)["/CIDToGIDMap"] = pdf.make_stream(b"\0\0")


def _soft_mask(pdf: pikepdf.Pdf) -> None:
    mask = pdf.make_stream(
        b"\x80",
        Type=_name("/XObject"),
        Subtype=_name("/Image"),
        Width=1,
        Height=1,
        ColorSpace=_name("/DeviceGray"),
        BitsPerComponent=8,
    )
    _image(pdf)["/SMask"] = mask


def _lzw(pdf: pikepdf.Pdf) -> None:
    # An empty LZW stream: clear, then end.
    stream = pikepdf.Stream(pdf, b"")
    stream.write(b"\x80\x40\x40", filter=_name("/LZWDecode"))
    pdf.Root["/Spare"] = stream


def _spoilt_text(pdf: pikepdf.Pdf) -> None:
    stream = _font(pdf)["/ToUnicode"]
    data = stream.read_bytes()
    code, text = next(iter(cmap(data).items()))
    said = f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>".encode()
    stream.write(data.replace(said, f"<{code:04X}> <007A>".encode()))


def _unembed(pdf: pikepdf.Pdf) -> None:
    del _descendant(pdf)["/FontDescriptor"]["/FontFile2"]


FAULTS: list[tuple[str, Callable[[pikepdf.Pdf], object]]] = [
    ("claim-mismatch", _drop(_info, "/GTS_PDFXVersion")),
    ("claim-mismatch", _set(_info, "/GTS_PDFXVersion", "PDF/X-3:2003")),
    ("missing-info", _drop(_info, "/Title")),
    ("missing-info", _drop(_info, "/CreationDate")),
    ("missing-info", _set(_info, "/Title", "昨天的报纸")),
    ("trapped", _drop(_info, "/Trapped")),
    ("trapped", _set(_info, "/Trapped", True)),
    ("trapped", _set(_info, "/Trapped", _name("/Unknown"))),
    ("xmp-disagrees", _set(_info, "/Producer", "somebody else")),
    ("broken-xmp", lambda pdf: pdf.Root["/Metadata"].write(b"<x>")),
    ("output-intent", _drop(_root, "/OutputIntents")),
    ("output-intent", _drop(_intent, "/OutputConditionIdentifier")),
    ("output-intent", _set(_intent, "/OutputConditionIdentifier", "FOGRA39")),
    ("output-intent", _drop(_intent, "/Info")),
    ("output-profile", _drop(_intent, "/DestOutputProfile")),
    ("output-profile", _wrong_profile),
    ("output-profile", _other_press),
    ("rgb-colour", lambda pdf: _content(pdf, b"1 0 0 rg 0 0 9 9 re f")),
    ("rgb-colour", lambda pdf: _content(pdf, b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI")),
    ("rgb-colour", _set(_image, "/ColorSpace", _name("/DeviceRGB"))),
    ("font-not-embedded", _unembed),
    ("font-subset", _set(_descendant, "/BaseFont", _name("/Song"))),
    ("font-map", _drop(_descendant, "/CIDToGIDMap")),
    ("font-widths", _wrong_width),
    ("missing-outline", _shortened_map),
    ("no-unicode", _mute_font),
    ("page-boxes", _drop(_page, "/TrimBox")),
    ("page-boxes", _outer_trim),
    ("page-boxes", _set(_page, "/ArtBox", pikepdf.Array([10, 10, 20, 20]))),
    ("page-size", _stretched_trim),
    ("page-count", _extra_page),
    ("annotation", _note_on_page),
    ("action", _script),
    ("transparency", _set(_state, "/ca", 0.5)),
    ("transparency", _set(_state, "/BM", _name("/Multiply"))),
    ("transparency", _soft_mask),
    (
        "transparency",
        _set(_page, "/Group", pikepdf.Dictionary(S=_name("/Transparency"))),
    ),
    ("transfer-curve", _set(_state, "/TR", _name("/Identity"))),
    ("layers", _set(_root, "/OCProperties", pikepdf.Dictionary(D=pikepdf.Dictionary()))),
    ("preseparated", _set(_page, "/SeparationInfo", pikepdf.Dictionary())),
    ("opi", _set(_image, "/OPI", pikepdf.Dictionary())),
    ("alternate-image", _set(_image, "/Alternates", pikepdf.Array([]))),
    ("forbidden-filter", _lzw),
    ("unknown-operator", lambda pdf: _content(pdf, b"1 2 frobnicate")),
    ("rendering-intent", lambda pdf: _content(pdf, b"/Vivid ri")),
    ("text-ink", _replaced(b"0 0 0 1 k", b"1 1 1 1 k")),
    ("text-ink", _replaced(b"0 0 0 1 k", b"0 g")),
    ("black-overprint", _set(_state, "/op", False)),
    ("black-overprint", _set(_state, "/OPM", 0)),
    ("text-differs", lambda pdf: _content(pdf, _shown_again(pdf))),
    ("text-differs", _spoilt_text),
]


def _shown_again(pdf: pikepdf.Pdf) -> bytes:
    """A character of the page's first font, drawn once more."""
    name = next(iter(dict(_page(pdf)["/Resources"]["/Font"].items())))
    code = next(iter(cmap(_font(pdf)["/ToUnicode"].read_bytes())))
    return f"BT 0 0 0 1 k {name} 9 Tf <{code:04X}> Tj ET".encode()


@pytest.mark.parametrize(("code", "change"), FAULTS)
def test_a_fault_is_found_by_its_own_code(
    code: str,
    change: Callable[[pikepdf.Pdf], object],
    painted: Callable[[str], bytes],
    promise: Expectation,
) -> None:
    assert code in codes(changed(painted("x1a"), change), "x1a", promise)


def test_rewriting_a_sound_file_without_a_fault_finds_nothing(
    painted: Callable[[str], bytes], promise: Expectation
) -> None:
    assert codes(changed(painted("x1a"), lambda _: None), "x1a", promise) == set()


def test_object_streams_are_found(painted: Callable[[str], bytes], promise: Expectation) -> None:
    data = changed(
        painted("x1a"), lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.generate
    )
    assert {"object-streams", "pdf-version"} <= codes(data, "x1a", promise)


def test_encryption_is_found(painted: Callable[[str], bytes], promise: Expectation) -> None:
    locked = changed(
        painted("x1a"),
        lambda _: None,
        encryption=pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False),
    )
    assert "encrypted" in codes(locked, "x1a", promise)
    shut = changed(
        painted("x1a"),
        lambda _: None,
        encryption=pikepdf.Encryption(owner="o", user="u", R=3, aes=False, metadata=False),
    )
    assert codes(shut, "x1a", promise) == {"encrypted"}


def test_what_is_no_pdf_is_said_to_be_none(promise: Expectation) -> None:
    assert codes(b"hello", "x1a", promise) == {"not-pdf"}
    assert codes(b"", "x1a", promise) == {"not-pdf"}


def test_a_truncated_file_is_never_sound(
    painted: Callable[[str], bytes], promise: Expectation
) -> None:
    data = painted("x1a")
    for size in range(1000, len(data), len(data) // 7):
        assert codes(data[:size], "x1a", promise)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("overprint", _set(_root, "/Spare", True)),
        ("missing-xmp", _drop(_root, "/Metadata")),
        ("no-claim", lambda pdf: _rewritten(pdf, b">U<", b">B<")),
        ("unknown-xmp", lambda pdf: _rewritten(pdf, b"xmp:CreatorTool", b"xmp:MadeBy")),
        ("annotation", _note_on_page),
        ("nesting", lambda pdf: _content(pdf, b"q " * 40 + b"Q " * 40)),
        ("image-setting", _set(_image, "/Interpolate", True)),
    ],
)
def test_archive_faults(
    code: str,
    change: Callable[[pikepdf.Pdf], object],
    painted: Callable[[str], bytes],
    promise: Expectation,
) -> None:
    if code == "overprint":

        def change(pdf: pikepdf.Pdf) -> None:
            states = pikepdf.Dictionary(Z=pikepdf.Dictionary(op=True, OPM=1))
            _page(pdf)["/Resources"]["/ExtGState"] = states
            _content(pdf, b"/Z gs")

    assert code in codes(changed(painted("a2u"), change), "a2u", promise)


def _rewritten(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    stream = pdf.Root["/Metadata"]
    data = stream.read_bytes()
    assert old in data
    stream.write(data.replace(old, new))


def test_text_of_another_story_is_not_the_story(
    painted: Callable[[str], bytes], promise: Expectation
) -> None:
    page = promise.pages[0]
    swapped = replace(page, runs=(*page.runs[1:], page.runs[0]))
    found = verify(painted("x1a"), "x1a", replace(promise, pages=(swapped,)))
    assert {d.code for d in found} >= {"text-differs"}


def test_a_body_that_lost_a_character_is_found_even_where_the_page_agrees(
    painted: Callable[[str], bytes], promise: Expectation
) -> None:
    body = promise.bodies[0]
    longer = replace(body, text=body.text[:10] + "字" + body.text[10:])
    found = verify(painted("x1a"), "x1a", replace(promise, bodies=(longer,)))
    assert [(d.code, d.story, d.part) for d in found] == [("text-differs", "A", "body")]


def test_white_space_alone_makes_no_difference(
    painted: Callable[[str], bytes], promise: Expectation
) -> None:
    page = promise.pages[0]
    runs = tuple(replace(r, text=" ".join(r.text) + "\n") for r in page.runs)
    spaced = replace(promise, pages=(replace(page, runs=runs),))
    assert codes(painted("x1a"), "x1a", spaced) == set()


def test_the_second_process_finds_what_this_one_finds(
    painted: Callable[[str], bytes], promise: Expectation, tmp_path: Path
) -> None:
    good, bad = tmp_path / "好.pdf", tmp_path / "bad.pdf"
    good.write_bytes(painted("x1a"))
    bad.write_bytes(changed(painted("x1a"), _drop(_info, "/Trapped")))
    verifier = Verifier.start()
    try:
        assert verifier.ask(good, "x1a", promise)() == ()
        assert verifier.ask(bad, "x1a", promise)() == verify(bad.read_bytes(), "x1a", promise)
    finally:
        verifier.close()
    assert verifier.process is not None
    assert ended(verifier) == 0


def test_without_a_second_process_it_reads_here(
    painted: Callable[[str], bytes], promise: Expectation, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(painted("x1a"))
    assert Verifier(None).ask(path, "x1a", promise)() == ()
    killed = Verifier.start()
    assert killed.process is not None
    os.kill(killed.process.pid, signal.SIGKILL)
    ended(killed)
    assert killed.ask(path, "x1a", promise)() == ()
    killed.close()


def test_a_stranger_is_judged_by_what_it_claims(painted: Callable[[str], bytes]) -> None:
    own = inspect(painted("x4"), None, "x1a")
    assert (own.standard, own.claims, own.diagnostics) == ("x4", ("PDF/X-4",), ())
    plain = inspect(painted("plain"), None, "x1a")
    assert plain.standard == "x1a"
    assert "no-claim" in {d.code for d in plain.diagnostics}
    other = inspect(painted("x4"), "x1a", "x1a")
    assert {"no-claim", "claim-mismatch"} & {d.code for d in other.diagnostics}


def test_codes_of_ranges_and_lists_are_read() -> None:
    data = (
        b"2 beginbfrange <0001> <0003> <4E00> <0010> <0011> [<0041> <D840DC00>] endbfrange "
        b"1 beginbfchar <0020> <00660069> endbfchar"
    )
    assert cmap(data) == {1: "一", 2: "丁", 3: "丂", 16: "A", 17: "\U00020000", 32: "fi"}


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_told_and_never_raised(
    seed: int, painted: Callable[[str], bytes]
) -> None:
    """Bytes of objects and content changed at random: whatever comes out, it comes out as findings."""
    chance = random.Random(seed)
    plain = changed(painted("x1a"), _uncompressed)
    data = bytearray(plain)
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 3)] = bytes(chance.choices(b"/<>[]()0R1 qQfTj.", k=2))
    seen = inspect(bytes(data), None, "x1a")
    assert isinstance(seen.diagnostics, tuple)
    if seen.opened is not None:
        for inks in (measured(seen.opened, kit.NEWSPRINT), suspected(seen.opened, kit.NEWSPRINT)()):
            pressed(seen.opened, kit.NEWSPRINT, Tolerances(), inks)


def _uncompressed(pdf: pikepdf.Pdf) -> None:
    """Without the picture and the profile, which would catch most changes, and not deflated."""
    del _page(pdf)["/Resources"]["/XObject"]
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes()[:6000])
    del _intent(pdf)["/DestOutputProfile"]
    del _descendant(pdf)["/FontDescriptor"]["/FontFile2"]
