"""Names and strings in any coding: a file in GBK is judged as the same file in UTF-8 is."""

from __future__ import annotations

import ast
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from tests import corpus
from tests.trees import nodes
from tests.unit.preflight.test_corpus import IDS, found

from presslayout.assets.vectors import drawing
from presslayout.preflight import inspect
from presslayout.preflight.pdf import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEI = "黑体".encode("gbk")
KINDS = ("ExtGState", "Font", "XObject", "ColorSpace", "Pattern", "Shading", "Properties")
# Names whose meaning the standard gives, and one that is to be missed.
MEANT = frozenset(
    b"DefaultGray DefaultRGB DefaultCMYK Pattern OC DeviceGray DeviceRGB DeviceCMYK".split()
)
PROCESS = frozenset({"/Cyan", "/Magenta", "/Yellow", "/Black", "/All", "/None"})
USED = re.compile(rb"/([A-Za-z0-9]+)(?=\s+(?:gs|scn?|SCN?|cs|CS|sh|Do|[\d.]+\s+Tf|BDC)\b)")


def coded(name: bytes) -> Any:
    """A name of these bytes, which pikepdf reads and does not make."""
    return pikepdf.Object.parse(b"/" + b"".join(b"#%02x" % byte for byte in name))


def renamed(pdf: pikepdf.Pdf, tail: bytes, *, spots: bool) -> None:
    """Give every name of a resource, a face or a spot colour a tail that is no UTF-8."""
    for held in walked([pdf.trailer, *pdf.objects]):
        if isinstance(held, pikepdf.Array):
            if spots and held[0] == Name.Separation and str(held[1]) not in PROCESS:
                held[1] = coded(tail + bytes(held[1])[1:])
            continue
        for kind in KINDS:
            entries = held.get(f"/{kind}")
            if isinstance(entries, pikepdf.Dictionary) and "/Type" not in entries:
                _keys(entries, tail)
        for key in ("/BaseFont", "/FontName"):
            if isinstance(held.get(key), pikepdf.Name):
                held[key] = coded(bytes(held[key])[1:] + tail)
        if held.get("/Subtype") == Name.Form or "/PatternType" in held:
            _rewrite(held, tail)
    for page in pdf.pages:
        _rewrite(page.obj.get("/Contents"), tail)


def walked(waiting: list[Any]) -> Iterator[Any]:
    """Every dictionary, stream and array of several entries, however deep."""
    while waiting:
        held = waiting.pop()
        inner: list[Any] = []
        if isinstance(held, pikepdf.Array):
            inner = list(held)
            if len(inner) > 3:
                yield held
        elif isinstance(held, (pikepdf.Dictionary, pikepdf.Stream)):
            inner = [value for _, value in held.items()]
            yield held
        waiting += [v for v in inner if isinstance(v, pikepdf.Object) and not v.is_indirect]


def _keys(entries: Any, tail: bytes) -> None:
    for key, value in list(entries.items()):
        plain = key[1:].encode("utf-8", "surrogateescape")
        if plain not in MEANT and not plain.endswith(tail):
            del entries[key]
            entries[coded(plain + tail)] = value


def _rewrite(stream: Any, tail: bytes) -> None:
    data = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else tail
    if tail not in data:
        stream.write(USED.sub(lambda m: m[0] if m[1] in MEANT else m[0] + tail, data))


def in_other_bytes(file: corpus.File, tail: bytes, *, spots: bool = True) -> corpus.File:
    def change(pdf: pikepdf.Pdf) -> None:
        file.change(pdf)
        renamed(pdf, tail, spots=spots)

    return replace(file, change=change)


@pytest.mark.parametrize("row", corpus.ROWS, ids=IDS)
def test_a_fault_is_found_under_names_in_gbk_too(row: corpus.Row) -> None:
    file = in_other_bytes(row.bad, HEI, spots=row.code != "spot-name")
    assert found(file) - row.also == {row.code}


@pytest.mark.parametrize("seed", range(6))
def test_a_sound_page_is_sound_whatever_bytes_its_names_are_made_of(seed: int) -> None:
    chance = random.Random(seed)
    tail = bytes(chance.randrange(0x80, 0x100) for _ in range(chance.randint(1, 9)))
    good = corpus.drawn("/S cs 1 scn 30 30 9 9 re f", standard="x4")
    good = replace(good, change=corpus.using("/ColorSpace", "/S", corpus.separation("Gold")))
    file = in_other_bytes(good, tail)
    assert b"#%02x" % tail[0] in corpus.made(file)
    assert found(file) - {"spot-colour"} == set()


@pytest.mark.parametrize("tail", [HEI, "黑体".encode(), b"\xe9"])
def test_two_spellings_that_read_alike_are_two_plates_and_told(tail: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, name in (("/A", tail), ("/B", "黑体".encode())):
            made = corpus.separation("Gold")(pdf)
            made[1] = coded(name)
            corpus.resources(pdf, "/ColorSpace")[key] = made

    content = "/A cs 1 scn 20 100 20 20 re f /B cs 1 scn 60 100 20 20 re f"
    told = found(corpus.drawn(content, change=change, standard="x4"))
    assert ("spot-name" in told) == (tail == HEI)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("宋体".encode("gbk"), "宋体"),
        ("宋体".encode(), "宋体"),
        ("云岭日报 3月".encode("gbk"), "云岭日报 3月"),
        ("PANTONE 黑c".encode("gbk"), "PANTONE 黑c"),
        ("Größe".encode("latin-1"), "Größe"),
        (b"\xfe\xff" + "云岭".encode("utf-16-be"), "云岭"),
        (b"\xff\xfe" + "云岭".encode("utf-16-le"), "云岭"),
        (b"\xef\xbb\xbf" + "云岭".encode(), "云岭"),
        (b"caf\xe9 \x85 \x8d\xe0\x8e", "café – “à”"),
        (b"\xfe\xff\xd8\x00", "\ufffd"),
        (b"\xef\xbb\xbf\xff", "\ufffd"),
        (b"", ""),
    ],
)
def test_a_string_says_what_its_maker_meant(data: bytes, said: str) -> None:
    assert texts.of(pikepdf.String(data)) == said
    assert said in texts.readings(pikepdf.String(data))


@pytest.mark.parametrize("seed", range(40))
def test_no_bytes_are_too_odd_for_a_text(seed: int) -> None:
    chance = random.Random(seed)
    data = bytes(chance.randrange(1, 256) for _ in range(chance.randint(0, 20)))
    for said in (texts.of(pikepdf.String(data)), texts.of(coded(b"a" + data))):
        said.encode()
    held = Dictionary()
    held[coded(b"a" + data)] = 1
    assert texts.key(next(iter(held.keys()))) == texts.of(coded(b"a" + data))


def test_a_page_with_names_in_gbk_is_placed_whole(tmp_path: Path) -> None:
    file = tmp_path / "广告.pdf"
    file.write_bytes(corpus.made(in_other_bytes(corpus.drawn(""), HEI)))
    parts = drawing(file).parts
    written = b"".join(piece for part in parts for piece in part.text if isinstance(piece, bytes))
    assert b"/Song#ba#da#cc#e5 " in written


ODD: dict[str, tuple[str, Any, str]] = {
    "a state of no share": ("/Z gs 0 0 9 9 re f", corpus.state(ca=Name.Half), "broken-content"),
    "a space of no kind": (
        "/S cs 1 scn 0 0 9 9 re f",
        corpus.using("/ColorSpace", "/S", Array([1])),
        "colour-space",
    ),
    "a space of nothing": (
        "/S cs 1 scn 0 0 9 9 re f",
        corpus.using("/ColorSpace", "/S", Array([Name.ICCBased, 1])),
        "broken-content",
    ),
    "a pattern that is none": (
        "/Pattern cs /P scn 0 0 9 9 re f",
        corpus.using("/Pattern", "/P", Array([])),
        "broken-content",
    ),
    "operands of the wrong kind": (
        "/a /b /c /d k (x) 9 Tf [1] gs",
        lambda _: None,
        "broken-content",
    ),
    "a note that is null": (
        "",
        lambda pdf: corpus.page_of(pdf).__setitem__(
            "/Annots", Array([None, 1, Dictionary(F=Name.A)])
        ),
        "broken-content",
    ),
    "notes that are none": (
        "",
        lambda pdf: corpus.page_of(pdf).__setitem__("/Annots", Name.None_),
        "repaired-file",
    ),
    "a font that is none": (
        "BT /F 9 Tf (a) Tj ET",
        corpus.using("/Font", "/F", Dictionary(W=1)),
        "font-not-embedded",
    ),
    "widths of words": (
        "BT /F 9 Tf (a) Tj ET",
        corpus.using("/Font", "/F", Dictionary(DescendantFonts=Array([1]), Subtype=Name.Type0)),
        "broken-content",
    ),
}
ODD_INTENTS: dict[str, Callable[[Any], Any]] = {
    "a null beside it": lambda intent: Array([None, intent]),
    "words beside it": lambda intent: Array([Name.GTS_PDFX, b"GTS_PDFX", 1, intent]),
    "one of no kind beside it": lambda intent: Array([Dictionary(S=1, Info=Name.A), intent]),
    "one whose profile is none": lambda intent: Array(
        [intent, Dictionary(S=Name.A, DestOutputProfile=Name.B)]
    ),
    "an intent instead of a list": lambda intent: intent,
    "a word": lambda _: Name.GTS_PDFX,
    "nulls alone": lambda _: Array([None, None]),
}


@pytest.mark.parametrize("standard", ["x1a", "x4", "a2u"])
@pytest.mark.parametrize("name", ODD_INTENTS)
def test_whatever_stands_among_output_intents_ends_no_check(name: str, standard: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        made = ODD_INTENTS[name](pdf.Root.OutputIntents[0])
        pdf.Root["/OutputIntents"] = made
        corpus.page_of(pdf)["/OutputIntents"] = made

    told = found(corpus.altered(change, standard=standard))
    sound = name.endswith("beside it") or name == "one whose profile is none"
    assert (told - {"condition-unknown"} == set()) if sound else ("output-intent" in told)
    assert "broken-content" not in told


ODD_ENTRIES = {
    "/FontDescriptor": (1, Name.A, Array([])),
    "/DW": (Name.A, Array([1])),
    "/W": (1, Array([Name.A, Name.B, Name.C])),
    "/CIDToGIDMap": (1, Array([])),
    "/CIDSystemInfo": (1, Name.A),
    "/Subtype": (1, b"x"),
}


@pytest.mark.parametrize("key", ODD_ENTRIES)
def test_an_odd_entry_of_a_font_costs_that_font_alone(key: str) -> None:
    for value in ODD_ENTRIES[key]:

        def change(pdf: pikepdf.Pdf, value: Any = value) -> None:
            corpus.inner_of(pdf)[key] = value

        told = found(corpus.drawn(FAULTS, change=change))
        assert "rgb-colour" in told
        assert "broken-content" not in told


def test_nothing_of_a_file_is_read_past_the_one_decoder() -> None:
    """`str` of a name that is no UTF-8 raises: values of a file go through `texts`."""
    plain = {
        "worker.py": {"path"},
        "texts.py": {"value", "instruction.operator"},
        "opened_file.py": {"warning"},
        "programs.py": {"named.get(code, '')"},
        "scales.py": {"k"},
    }
    rooms = Path(texts.__file__).parent
    for module in rooms.glob("*.py"):
        calls = [
            ast.unparse(node.args[0])
            for node in nodes(module)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "str"
            and node.args
        ]
        assert set(calls) == plain.get(module.name, set()), module.name


# A fault behind each of them, and one on the next page.
FAULTS = "1 0 0 rg 30 30 9 9 re f 0.1 w 0 0 0 1 K 20 60 m 200 60 l S"


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_costs_itself_alone(name: str) -> None:
    content, change, code = ODD[name]

    def both(pdf: pikepdf.Pdf) -> None:
        change(pdf)
        pdf.pages.append(pdf.pages[0])
        page = pdf.pages[1].obj
        page["/Contents"] = pdf.make_stream(corpus.PAGE + FAULTS.encode())
        for key in ("/Annots", "/Group"):
            if key in page:
                del page[key]

    data = corpus.made(corpus.drawn(f"{content} {FAULTS}", change=both))
    seen = inspect(data, "x1a", "x1a")
    assert seen.opened is not None
    told = {(d.code, d.page) for d in seen.diagnostics}
    assert {("rgb-colour", 1), ("rgb-colour", 2)} <= told
    assert code in {found_code for found_code, _ in told}
    assert ("broken-content", 2) not in told
    assert ("broken-content", None) not in told
    said = " ".join(f"{d.message.zh} {d.message.en}" for d in seen.diagnostics)
    assert not re.search(r"[A-Z][a-z]+Error|pikepdf|Decimal|NoneType", said)
