"""What a file of objects is spelled as: every number, name and place in it can be read back."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from decimal import Decimal

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.paint.pdf_file import Copied, File, Name, array, dictionary, reference, text, token

IDS = (b"a" * 16, b"b" * 16)


def made(file: File, **root: object) -> bytes:
    page = {
        "Type": Name("Page"),
        "Parent": reference("Pages"),
        "MediaBox": array((0, 0, 9, 9)),
        "Resources": dictionary({}),
    }
    kids = array([file.add(dictionary(page))])
    tree = file.add(dictionary({"Type": Name("Pages"), "Kids": kids, "Count": 1}), "Pages")
    entries = {"Type": Name("Catalog"), "Pages": tree, **root}
    return file.bytes_with(dictionary(entries), dictionary({"Title": text("报")}), IDS)


def spelled(value: object) -> bytes:
    found = re.search(rb"/Held (.*?)\n?/Pages", made(File((1, 4)), Held=value), re.DOTALL)
    assert found
    return found[1].strip()


@given(st.integers(-(10**9), 10**9))
def test_a_thousandth_of_a_point_has_seven_figures(thousandths: int) -> None:
    value = thousandths / 1000
    told = spelled(value).decode()
    assert re.fullmatch(r"-?(?:[1-9][0-9]*|0)?(?:\.[0-9]*[1-9])?", told)
    assert told not in {"", "-"}
    error = abs(Decimal(told) - Decimal(value))
    assert error <= max(Decimal(abs(value)) * Decimal("5.1e-7"), Decimal("5.1e-7"))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, b"0"),
        (1e-7, b"0"),
        (1e-6, b".000001"),
        (0.05, b".05"),
        (-0.5, b"-0.5"),
        (12.3456789, b"12.34568"),
        (100.0, b"100"),
        (123456.789, b"123456.8"),
        (1234567.891, b"1234568"),
        (10**10, b"10000000000"),
    ],
)
def test_numbers(value: float, told: bytes) -> None:
    assert spelled(value) == told


def test_lines_of_entries_and_values() -> None:
    assert spelled(array(range(12))) == b"[ 0 1 2 3 4 5 6 7 8 9 \n  10 11 ]"
    assert spelled(dictionary({"B": 1, "A": Name("a b")})) == b"<<\n/A /a#20b /B 1\n>>"


def test_every_object_is_found_where_the_table_says() -> None:
    file = File((1, 6))
    data = file.stream({"Kind": Name("A(b)")}, b"0 0 m\n" * 100)
    later = reference("Later")
    file.add(array([later, token("专色"), "null"]), "First")
    file.add(Copied([b"<< /Own ", data, b" >>"], None), "Later")
    file.add(Copied([b"<< /Length 3 >>"], b"abc"), "Data")
    written = made(file, First=reference("First"), Data=reference("Data"), Held=dictionary({}))
    with pikepdf.open(io.BytesIO(written), attempt_recovery=False) as pdf:
        assert pdf.pdf_version == "1.6"
        assert pdf.Root.First[0].Own.read_bytes() == b"0 0 m\n" * 100
        assert pdf.Root.First[0].Own.Kind == "/A(b)"
        assert pdf.Root.First[1] == "/专色"
        assert pdf.Root.Data.read_raw_bytes() == b"abc"
        assert pdf.docinfo.Title == "报"
        assert bytes(pdf.trailer.ID[1]) == IDS[1]
        assert pdf.check_pdf_syntax() == []


def test_a_name_stands_for_one_object_that_is_there() -> None:
    file = File((1, 4))
    file.add("1", "One")
    with pytest.raises(ValueError, match="One"):
        file.add("2", "One")
    with pytest.raises(KeyError, match="Nobody"):
        made(file, Held=reference("Nobody"))
    with pytest.raises(TypeError, match="object"):
        made(File((1, 4)), Held=object())


def test_writing_a_file_loads_no_pictures() -> None:
    code = "import presslayout.paint.pdf_file, sys; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
