"""ALTO of others is read whole or refused with its place: any version and unit, blanks or none."""

from __future__ import annotations

import pytest

from presslayout.archive import alto_reading
from presslayout.archive.alto_reading import read
from presslayout.base.diagnostics import SpecError
from presslayout.base.geometry import Box

SPACES = [
    "",
    ' xmlns="http://www.loc.gov/standards/alto/ns-v2#"',
    ' xmlns="http://www.loc.gov/standards/alto/ns-v3#"',
    ' xmlns="http://www.loc.gov/standards/alto/ns-v4#"',
    ' xmlns="http://www.loc.gov/standards/alto/ns-v5#"',
]


def alto(lines: str, space: str = SPACES[3], unit: str = "mm10") -> bytes:
    return (
        f"<alto{space}><Description><MeasurementUnit>{unit}</MeasurementUnit></Description>"
        '<Layout><Page ID="P" PHYSICAL_IMG_NR="7" PRINTED_IMG_NR="03" WIDTH="2750" HEIGHT="3900">'
        f'<PrintSpace><TextBlock ID="B" HPOS="0" VPOS="0" WIDTH="900" HEIGHT="90">{lines}</TextBlock>'
        "</PrintSpace></Page></Layout></alto>"
    ).encode()


def line(*words: str) -> str:
    inner = "".join(
        w
        if w.startswith("<")
        else f'<String CONTENT="{w}" HPOS="10" VPOS="20" WIDTH="30" HEIGHT="40"/>'
        for w in words
    )
    return f"<TextLine>{inner}</TextLine>"


@pytest.mark.parametrize("space", SPACES)
def test_every_version_is_read(space: str) -> None:
    (page,) = read(alto(line("云岭", "日报"), space), "a.xml")
    assert (page.order, page.printed, page.width, page.height) == (7, "03", 9_900_000, 14_040_000)
    (block,) = page.blocks
    assert (block.id, block.text) == ("B", "云岭日报")
    assert block.lines[0].words[0].box == Box(36_000, 72_000, 108_000, 144_000)
    assert block.lines[0].box == Box(36_000, 72_000, 108_000, 144_000)


@pytest.mark.parametrize(("unit", "wide"), [("inch1200", 762 * 30), ("pixel", 30 * 914_400 // 300)])
def test_every_unit_is_read(unit: str, wide: int) -> None:
    (page,) = read(alto(line("云"), unit=unit), "a.xml")
    assert page.blocks[0].lines[0].words[0].box.width == wide


def test_pixels_are_measured_by_the_resolution_that_is_told() -> None:
    (page,) = read(alto(line("云"), unit="pixel"), "a.xml", dpi=600)
    assert page.blocks[0].lines[0].words[0].box.width == 30 * 914_400 // 600


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (line("清晨走过石桥。") + line("雾起来"), "清晨走过石桥。雾起来"),
        (line("云", "<SP/>", "岭", "<SP/>", "日", "<SP/>", "报"), "云岭日报"),
        (line("本报", "记者", "<SP/>", "沈", "禾", "青"), "本报记者 沈禾青"),
        (line("Tom", "<SP/>", "and") + line("Ann"), "Tom and Ann"),
        (line("infra", '<HYP CONTENT="-"/>') + line("structure"), "infrastructure"),
        (line("云") + line("<SP/>") + line("岭"), "云岭"),
    ],
)
def test_a_block_is_one_text(lines: str, text: str) -> None:
    (page,) = read(alto(lines), "a.xml")
    assert page.blocks[0].text == text


def test_what_stands_between_lines_is_not_read() -> None:
    said = alto('<TextLine TAGREFS="R"><String CONTENT="yún"/></TextLine>' + line("云"))
    tag = b'<Tags><LayoutTag ID="R" LABEL="Interlinear"/></Tags><Layout>'
    (page,) = read(said.replace(b"<Layout>", tag), "a.xml")
    assert page.blocks[0].text == "云"


def test_a_block_knows_its_story_from_its_tag_or_its_group() -> None:
    data = b"""<alto><Tags><StructureTag ID="T" LABEL="A"/></Tags><Layout><Page><PrintSpace>
    <ComposedBlock ID="G" TAGREFS="T"><TextBlock ID="B"/></ComposedBlock>
    <TextBlock ID="C" TAGREFS="T X"/><TextBlock ID="D"/></PrintSpace></Page></Layout></alto>"""
    (page,) = read(data, "a.xml")
    assert [(b.id, b.group, b.story) for b in page.blocks] == [
        ("B", "G", "A"),
        ("C", "", "A"),
        ("D", "", ""),
    ]


BOMB = b"".join(
    b'<!ENTITY %c "%b">' % (97 + n, b"&%c;" % (96 + n) * 10 if n else b"ha") for n in range(20)
)


@pytest.mark.parametrize(
    ("data", "line_", "said"),
    [
        (b"", 1, "breaks off"),
        (b"\x00" * 99, 1, "breaks off"),
        (b"<a/>", 1, "outermost element is a"),
        (b"<alto>\n<Layout>\n<Page>", 3, "breaks off"),
        (b"<!DOCTYPE alto [" + BOMB + b']><alto><Page ID="&t;"/></alto>', 1, ""),
        (b'<!DOCTYPE alto SYSTEM "file:///etc/passwd"><alto/>', 1, "DOCTYPE"),
        (
            b'<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]><alto>&x;</alto>',
            1,
            "DOCTYPE",
        ),
        (b"<alto>" * 9999, 1, "breaks off"),
        ("<alto>".encode("utf-16"), 1, "breaks off"),
    ],
)
def test_what_is_no_sound_alto_is_refused_with_its_place(
    data: bytes, line_: int, said: str
) -> None:
    with pytest.raises(SpecError) as fault:
        read(data, "旧报/a.xml")
    (found,) = fault.value.diagnostics
    assert (found.code, found.span.file, found.span.line) == (
        "alto-unreadable",
        "旧报/a.xml",
        line_,
    )
    assert said in found.message.en
    assert found.hint is not None


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alto_reading, "MAX_ELEMENTS", 5)
    with pytest.raises(SpecError, match="too large"):
        read(alto(line("云", "岭")), "a.xml")
    monkeypatch.setattr(alto_reading, "MAX_BYTES", 50)
    with pytest.raises(SpecError, match="too large"):
        read(alto(line("云")), "a.xml")


@pytest.mark.parametrize("number", ["nan", "inf", "-1e99", "1e99", "十", ""])
def test_numbers_that_are_none_move_nothing_beyond_reckoning(number: str) -> None:
    said = alto(line("云")).replace(b'"30"', f'"{number}"'.encode())
    (page,) = read(said.replace(b'NR="7"', f'NR="{number}"'.encode()), "a.xml")
    assert page.blocks[0].text == "云"
    assert page.order == 1
    assert 0 <= page.blocks[0].lines[0].words[0].box.width <= 360_000_000
