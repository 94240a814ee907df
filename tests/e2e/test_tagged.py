"""Archives as a stranger and a screen reader find them: sound by our own reader, in order by five others."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pikepdf.pdfa
import pypdf
import pypdfium2
import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from presslayout.base.diagnostics import Severity
from presslayout.base.stopwatch import Stopwatch
from presslayout.delivery.products import archive_pdf
from presslayout.edition import codec
from presslayout.newsroom import build
from presslayout.newsroom.options import Options
from presslayout.preflight import inspect
from presslayout.preflight.pdf.structure_tree import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.page import Edition

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs" / "gallery"))

import gallery  # noqa: E402

SAMPLE = ROOT / "issue" / "2026-10-18"
NAMES = sorted(path.stem for path in (ROOT / "layout").glob("*.yaml"))
SEED = ROOT.parent / "shared" / "seed"
# What `pikepdf.pdfa` says of a level that it does not judge by, and of schemas that it does not read.
UNKNOWN = {"6.6.2.3.1-1", "6.6.4-3"}
_ZEROS = re.compile(r"[\s\u200b\ufeff]+")


def archived(spec: Path, *, inside: bool = False) -> tuple[Edition, bytes]:
    options = Options(target="archive", extras=frozenset({"a3"} if inside else ()))
    loaded, composition = build.composed(spec, options)
    order = build.order(loaded, composition, options, Stopwatch())
    return composition.edition, archive_pdf(order)[1]


def faults(data: bytes) -> list[tuple[str, str]]:
    found = inspect(data, None, "x1a")
    assert set(found.claims) in ({"PDF/A-2a", "PDF/UA-1"}, {"PDF/A-3a", "PDF/UA-1"})
    said = [(d.code, d.message.en) for d in found.diagnostics if d.severity is not Severity.INFO]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        told = pikepdf.pdfa.check(pdf, "3b" if "PDF/A-3a" in found.claims else "2b")
    rules = {f.rule.partition(":")[2]: f.message for f in told.findings}
    assert set(rules) <= UNKNOWN, rules
    return said


def plain(text: str) -> str:
    return _ZEROS.sub("", text)


def paragraphs(edition: Edition) -> Iterator[list[str]]:
    """The paragraphs of every body that no page parts, in their order."""
    for article in edition.articles:
        body = dict(article.texts).get("body", "")
        listed = dict(article.paragraphs).get("body", ())
        shown = [plain(body[p.start : p.start + p.length]) for p in listed]
        yield [one for one in shown if one]


def in_order(edition: Edition, text: str, parted: int = 0) -> None:
    """Every paragraph stands in the text whole, behind the one before it; `parted` are not whole."""
    said, missing = plain(text), []
    for listed in paragraphs(edition):
        at = 0
        for one in listed:
            found = said.find(one, at)
            if found < 0:
                missing.append(one)
            at = found + len(one) if found >= 0 else at
    assert len(missing) <= parted, missing


def pdfium(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def by_pypdf(data: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def by_pdfminer(data: bytes) -> str:
    """Without its guess at columns: as the content says it."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    found: list[str] = []

    def walk(container: Any) -> None:
        for one in container:
            if isinstance(one, LTChar):
                found.append(one.get_text())
            elif isinstance(one, LTFigure):
                walk(one)

    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
        walk(device.get_result())
    return "".join(found)


def by_tool(data: bytes, command: str, folder: Path) -> str:
    if shutil.which(command.split(maxsplit=1)[0]) is None:
        pytest.skip(f"not installed: {command.split(maxsplit=1)[0]}")
    (folder / "a.pdf").write_bytes(data)
    done = subprocess.run(command.split(), cwd=folder, capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


def by_gs(data: bytes, folder: Path) -> str:
    """In the order of the content, a character an element.

    Of a glyph that stands for two characters it writes the second with its bytes mixed up.
    """
    command = "gs -q -dBATCH -dNOPAUSE -sDEVICE=txtwrite -dTextFormat=0 -o - a.pdf"
    told = re.findall(r'<char [^>]*c="([^"]*)"', by_tool(data, command, folder))
    return unescape("".join(told)).replace("—\u1414", "——")


READERS = {
    "pdfium": lambda data, _: pdfium(data),
    "pypdf": lambda data, _: by_pypdf(data),
    "pdfminer": lambda data, _: by_pdfminer(data),
    "pdftotext": lambda data, folder: by_tool(data, "pdftotext -raw a.pdf -", folder),
    "gs": by_gs,
}


@pytest.fixture(scope="module")
def sample() -> tuple[Edition, bytes]:
    return archived(SAMPLE)


@pytest.fixture(scope="module", autouse=True)
def _at_work() -> Iterator[None]:
    """A folder of the test's own, in the workspace that the pages belong to."""
    before = gallery.WORK
    gallery.WORK = ROOT / "out" / f"tagged-{os.getpid()}"
    gallery.WORK.mkdir(parents=True)
    yield
    shutil.rmtree(gallery.WORK)
    gallery.WORK = before


def test_the_sample_is_a_tagged_archive_without_a_fault(sample: tuple[Edition, bytes]) -> None:
    assert faults(sample[1]) == []


def test_the_same_issue_is_the_same_bytes(sample: tuple[Edition, bytes]) -> None:
    assert archived(SAMPLE)[1] == sample[1]


@pytest.mark.external
@pytest.mark.parametrize("reader", READERS)
def test_five_readers_find_paragraphs_in_their_order(
    sample: tuple[Edition, bytes], reader: str, tmp_path: Path
) -> None:
    edition, data = sample
    # One paragraph of the sample goes on behind another page's furniture.
    in_order(edition, READERS[reader](data, tmp_path), parted=1)


@pytest.mark.slow
@pytest.mark.external
@pytest.mark.parametrize("reader", READERS)
def test_five_readers_find_vertical_text_with_its_digits(reader: str, tmp_path: Path) -> None:
    name = "四开-竖排副刊"
    edition, data = archived(gallery.issue(name, gallery.noted(name)))
    text = READERS[reader](data, tmp_path)
    in_order(edition, text)
    assert "\ufffd" not in text
    assert "2026年10月18日" in plain(text)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_every_template_is_archived_without_a_fault(name: str) -> None:
    edition, data = archived(gallery.issue(name, gallery.noted(name)))
    assert faults(data) == []
    in_order(edition, pdfium(data))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        made = structure(pdf.Root)
        assert made is not None
        titles = {str(one.entries.get("/T", "")) for one in made.elements if one.role == "Art"}
    heads = {" ".join(dict(a.texts).get("headline", "").split()) for a in edition.articles}
    assert heads <= titles | {""}


def test_sources_and_values_go_along_inside() -> None:
    edition, data = archived(SAMPLE, inside=True)
    assert faults(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        files = dict(pdf.attachments.items())
        relations = {str(one.AFRelationship) for one in pdf.Root.AF}
        assert relations == {"/Source", "/Data"}
        assert len(pdf.Root.AF) == len(files)
        assert codec.loads(files["edition.json"].get_file().read_bytes()) == edition
        own = "issue/2026-10-18/稿件/A.md"
        assert files[own].get_file().read_bytes() == (ROOT / own).read_bytes()
        assert pikepdf.Name.AF in pdf.Root


@pytest.mark.parametrize("key", ["/AFRelationship", "/UF"])
def test_a_file_inside_that_does_not_say_what_it_is_is_told(key: str) -> None:
    _, data = archived(SAMPLE, inside=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.AF[1][key]
        out = io.BytesIO()
        pdf.save(out)
    assert [d.code for d in inspect(out.getvalue(), "a3a", "a3a").diagnostics] == ["attachment"]


def test_files_inside_are_none_of_a_2a() -> None:
    _, data = archived(SAMPLE, inside=True)
    found = {d.code for d in inspect(data, "a2a", "a2a").diagnostics}
    assert found == {"attachment", "claim-mismatch"}


@pytest.mark.parametrize(("times", "version"), [("", "1"), ("更正次数: 2", "3")])
def test_an_issue_that_comes_out_again_is_the_same_document(
    times: str, version: str, sample: tuple[Edition, bytes]
) -> None:
    spec = gallery.WORK / f"issue-{version}"
    shutil.copytree(SAMPLE, spec)
    text = (spec / "issue.yaml").read_text(encoding="utf-8")
    assert "守山的日子" in text
    text = text.replace("守山的日子", "守山人" if times else "守山的日子")
    text = text.replace(
        "  总期号: 6128", f"  总期号: 6128\n  {times}" if times else "  总期号: 6128"
    )
    (spec / "issue.yaml").write_text(text, encoding="utf-8")
    _, data = archived(spec)

    def told(name: str, of: bytes) -> str:
        with pikepdf.open(io.BytesIO(of)) as pdf, pdf.open_metadata() as meta:
            return str(meta.get(f"xmpMM:{name}"))

    assert told("VersionID", data) == version
    assert told("DocumentID", data) == told("DocumentID", sample[1])
    assert (told("InstanceID", data) == told("InstanceID", sample[1])) is not bool(times)


def test_what_the_issue_says_of_itself_stands_in_the_metadata(
    sample: tuple[Edition, bytes],
) -> None:
    with pikepdf.open(io.BytesIO(sample[1])) as pdf, pdf.open_metadata() as meta:
        assert meta["dc:identifier"] == "CN 53-0000 2026-10-18"
        assert list(meta["dc:language"]) == ["zh-CN"]
        assert list(meta["dc:publisher"]) == ["云岭日报"]
        assert meta["pdfaid:part"] + meta["pdfaid:conformance"] == "2A"
        assert meta["pdfuaid:part"] == "1"


def test_lists_tables_and_readings_of_copy_are_archived_without_a_fault() -> None:
    spec = gallery.WORK / "marked"
    shutil.copytree(SAMPLE, spec)
    copy = spec / "稿件" / "A.md"
    text = copy.read_text(encoding="utf-8")
    text = text.replace("罗长庚把水壶", "{罗长庚|luó cháng gēng}把水{壶|hú}", 1)
    text = text.replace("青冈岭东", "{青冈|ㄑㄧㄥ ㄍㄤ}岭东", 1)
    added = "1. 第一条\n2. 第二条\n\n| 年份 | 面积 |\n|---|---|\n| 2022 | |\n\n守山人会老，"
    copy.write_text(text.replace("守山人会老，", added, 1), encoding="utf-8")
    edition, data = archived(spec)
    assert faults(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        made = structure(pdf.Root)
        assert made is not None
        roles = [one.role for one in made.elements]
    assert [roles.count(r) for r in ("L", "LI", "Lbl", "LBody")] == [1, 2, 2, 2]
    assert [roles.count(r) for r in ("Table", "TR", "TH", "TD")] == [1, 2, 2, 2]
    assert [roles.count(r) for r in ("Ruby", "RB", "RT")] == [4, 4, 4]
    assert "Readings" not in {one.kind for one in made.elements}
    in_order(edition, pdfium(data), parted=1)


def test_the_seed_text_is_archived_without_a_fault() -> None:
    files = sorted(SEED.glob("*.txt"))
    if not files:
        pytest.skip(f"{SEED} is not here")
    spec = gallery.WORK / "seed"
    shutil.copytree(SAMPLE, spec)
    for name in ("A", "B", "D", "E"):
        shutil.copyfile(files[0], spec / "稿件" / f"{name}.md")
    _, data = archived(spec)
    assert faults(data) == []


def test_a_placed_page_brings_no_tags_of_its_own() -> None:
    spec = gallery.WORK / "placed"
    shutil.copytree(SAMPLE, spec)
    made = pikepdf.new()
    made.add_blank_page(page_size=(320, 216))
    inner = made.make_stream(
        b"/Artifact BMC 0 0 0 1 k 9 9 50 50 re f EMC",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 320, 216],
    )
    page = made.pages[0]
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(In=inner),
        Properties=pikepdf.Dictionary(M=pikepdf.Dictionary(MCID=4)),
    )
    page.Contents = made.make_stream(
        b"/P <</MCID 0>> BDC 0 1 1 0 k 9 9 140 70 re f EMC\n"
        b"/P /M BDC 0 1 1 0 k 9 99 140 70 re f EMC\n/Artifact BMC 200 9 9 9 re f EMC /In Do"
    )
    made.save(spec / "图.pdf")
    text = (spec / "issue.yaml").read_text(encoding="utf-8")
    old = "images/aitzgorri_by_Aitzol_Berasategi.jpg"
    new = f"{spec.relative_to(ROOT).as_posix()}/图.pdf"
    assert old in text
    (spec / "issue.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    _, data = archived(spec)
    assert faults(data) == []
