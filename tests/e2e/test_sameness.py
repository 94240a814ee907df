"""Which page of a file is another: pages are compared one by one, and comments are no difference."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import SpecError
from presslayout.newsroom import build, presswords
from presslayout.newsroom import same as sameness
from presslayout.newsroom.options import Options
from presslayout.paint.pdf_guide import AUTHOR
from tests.e2e.desk import ROOT, copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

PAGE = """\
  - 版次: {number}
    模板: 四开-双稿特刊
    责任编辑: 顾长川
    栏题: {{文字: 云岭秋行, 角标: 特刊}}
    稿件: [{{编号: S{number}, 位置: 头条, 主题: {headline}, 正文: A.txt}},
           {{编号: T{number}, 位置: 二条, 主题: 树下长桌, 正文: B.txt}}]
"""
HEADLINES = {1: "守山的日子", 2: "接沟人", 3: "修路人"}


def spec(**headlines: str) -> str:
    pages = [
        PAGE.format(number=n, headline=headlines.get(f"p{n}", h)) for n, h in HEADLINES.items()
    ]
    paper = "{报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4}"
    return f"报纸: {paper}\n版面:\n{''.join(pages)}"


class Day:
    """An issue of three pages that was built, and what `verify` says of a file."""

    def __init__(self, root: Path) -> None:
        self.root, self.issue = root, root / "issue" / "d" / "issue.yaml"
        self.issue.parent.mkdir(parents=True)
        (root / "layout").mkdir()
        self.cache = Cache(root / "cache")
        # No page is full: pages are compared alike, whatever stands on them.
        (self.issue.parent / "A.txt").write_text(copy(400), "utf-8")
        (self.issue.parent / "B.txt").write_text(copy(200), "utf-8")
        self.issue.write_text(spec(), "utf-8")
        for target in ("press", "proof"):
            build.build(self.issue, root / "out", Options(target, cache=self.cache, verify=False))

    def file(self, name: str) -> Path:
        return self.root / "out" / name

    def verdict(self, file: Path, **wanted: object) -> sameness.Sameness:
        options = replace(Options(cache=self.cache), **wanted)  # type: ignore[arg-type]
        return sameness.compared(file, self.issue, options)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with pytest.MonkeyPatch.context() as patched:
        # The issue's own file is the same in nearly all of them: what it shows is looked at once.
        patched.setattr(sameness, "shown", lru_cache(4)(sameness.shown))
        yield Day(tmp_path_factory.mktemp("day"))


def same(verdict: sameness.Sameness) -> list[bool]:
    return [page.same for page in verdict.pages]


@pytest.mark.parametrize("name", ["press.pdf", "proof.pdf"])
def test_only_the_page_that_changed_is_called_another(built: Day, name: str) -> None:
    built.issue.write_text(spec(p2="接水人䶮"), "utf-8")
    try:
        verdict = built.verdict(built.file(name))
    finally:
        built.issue.write_text(spec(), "utf-8")
    assert same(verdict) == [True, False, True]
    assert verdict.pages[0].places == verdict.pages[2].places == ()
    assert "S2/headline" in verdict.pages[1].blocks
    assert not [one for one in verdict.pages[1].blocks if one.startswith("T2")]


def rewritten(built: Day, name: str, edit: Callable[[pikepdf.Pdf], None]) -> Path:
    made = built.root / f"other-{name}"
    with pikepdf.open(built.file(name)) as pdf:
        edit(pdf)
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made


def note(pdf: pikepdf.Pdf, page: int, kind: str, **more: object) -> None:
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[100, 700, 300, 720],
        Contents=pikepdf.String("此处核对"), C=[1, 0, 0], **more,
    )  # fmt: skip
    there = pdf.pages[page].obj.get("/Annots", pikepdf.Array())
    pdf.pages[page].obj["/Annots"] = pikepdf.Array([*there, pdf.make_indirect(made)])


def test_a_file_that_was_only_saved_again_says_the_same(built: Day) -> None:
    assert same(built.verdict(rewritten(built, "press.pdf", lambda _: None))) == [True] * 3


@pytest.mark.parametrize("name", ["press.pdf", "proof.pdf"])
def test_a_file_whose_numbers_another_library_wrote_says_the_same(built: Day, name: str) -> None:
    """Noughts behind a number, objects in another order: pypdf writes everything anew."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    made = built.root / f"pypdf-{name}"
    pypdf.PdfWriter(clone_from=built.file(name)).write(made)
    assert b"0.0010" in built.file("proof.pdf").read_bytes()
    assert same(built.verdict(made)) == [True] * 3


def test_comments_are_counted_as_people_count_them(built: Day) -> None:
    """An answer and the half of a replacement are none of their own, nor is what we found."""

    def edit(pdf: pikepdf.Pdf) -> None:
        note(pdf, 0, "Caret", F=4)
        first = pdf.pages[0].Annots[-1]
        note(pdf, 0, "StrikeOut", F=4, IRT=first, RT=pikepdf.Name.Group)
        note(pdf, 0, "Text", F=28, IRT=first)
        note(pdf, 1, "Text", F=4, T=pikepdf.String(AUTHOR))
        note(pdf, 2, "Text", F=28, IRT=first)

    verdict = built.verdict(rewritten(built, "proof.pdf", edit))
    assert [page.comments for page in verdict.pages] == [1, 0, 1]


@pytest.mark.parametrize(
    "kinds",
    [("Highlight", "Text", ""), ("", "StrikeOut", "Square"), ("FreeText", "", "Stamp")],
    ids=" ".join,
)
def test_comments_on_a_proof_are_no_difference(built: Day, kinds: tuple[str, ...]) -> None:
    """Each kind stands alone on a page, beside a page without any: pages are compared one by one."""
    quads = {"QuadPoints": [100, 720, 300, 720, 100, 700, 300, 700]}

    def edit(pdf: pikepdf.Pdf) -> None:
        for page, kind in enumerate(kinds):
            if kind:
                note(pdf, page, kind, F=4, **quads)

    verdict = built.verdict(rewritten(built, "proof.pdf", edit))
    assert same(verdict) == [True] * 3
    assert [page.comments for page in verdict.pages] == [int(bool(kind)) for kind in kinds]


def test_what_would_print_on_a_press_file_is_a_difference_at_its_place(built: Day) -> None:
    made = rewritten(built, "press.pdf", lambda pdf: note(pdf, 1, "Stamp", F=4))
    verdict = built.verdict(made)
    assert same(verdict) == [True, False, True]
    (place,) = verdict.pages[1].places
    assert place[0] == pytest.approx(100 / 72 * 25.4, abs=0.2)
    hidden = rewritten(built, "press.pdf", lambda pdf: note(pdf, 1, "Stamp", F=2))
    assert same(built.verdict(hidden)) == [True] * 3


def test_a_difference_that_no_screen_shows_is_one(built: Day) -> None:
    """Black that overprints made to knock out looks the same and prints otherwise."""

    def knock(pdf: pikepdf.Pdf) -> None:
        for state in pdf.pages[2].resources.ExtGState.values():
            if "/op" in state:
                state["/op"], state["/OP"] = False, False

    assert same(built.verdict(rewritten(built, "press.pdf", knock)))[2] is False


def test_other_outlines_under_the_same_codes_are_found(built: Day) -> None:
    def swapped(pdf: pikepdf.Pdf) -> None:
        fonts = pdf.pages[0].resources.Font
        files = [f.DescendantFonts[0].FontDescriptor for f in fonts.values()]
        one, other = [d for d in files if "/FontFile2" in d][:2]
        one.FontFile2, other.FontFile2 = other.FontFile2, one.FontFile2

    assert False in same(built.verdict(rewritten(built, "press.pdf", swapped)))


def test_pages_are_found_where_a_file_has_fewer_or_more(built: Day) -> None:
    fewer = rewritten(built, "press.pdf", lambda pdf: pdf.pages.__delitem__(0))
    verdict = built.verdict(fewer)
    assert same(verdict) == [False, True, True]
    assert verdict.pages[0].missing
    more = rewritten(built, "press.pdf", lambda pdf: pdf.pages.insert(1, pdf.pages[2]))
    verdict = built.verdict(more)
    assert same(verdict) == [True] * 3
    assert (verdict.extra, verdict.good) == (1, False)


def test_a_press_file_with_the_marks_of_a_plant_is_the_issues(built: Day) -> None:
    own = built.root / "layout" / "press"
    own.mkdir(exist_ok=True)
    for name in ("newsprint.yaml",):
        text = (ROOT / "layout" / "press" / name).read_text("utf-8")
        (own / "plant.yaml").write_text(f"{text}标记: {{裁切线: 是}}\n", "utf-8")
    build.build(
        built.issue, built.root / "marked", Options(press="plant", cache=built.cache, verify=False)
    )
    verdict = built.verdict(built.root / "marked" / "press.pdf", press="plant")
    assert same(verdict) == [True] * 3
    shutil.rmtree(own)


INK = b"0 0 0 1 k 0 0 100 100 re f"


def drawn(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    form = pdf.make_stream(
        INK, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100]
    )
    return pikepdf.Dictionary(N=form)


@pytest.mark.parametrize(
    ("kind", "flags"),
    [("Stamp", 4 | 32), ("Stamp", 4 | 1), ("TrapNet", 4), ("Link", 4), ("Widget", 4), ("Odd", 5)],
)
def test_whatever_prints_is_found_whether_a_screen_shows_it_or_not(
    built: Day, kind: str, flags: int
) -> None:
    made = rewritten(built, "press.pdf", lambda pdf: note(pdf, 1, kind, F=flags, AP=drawn(pdf)))
    assert same(built.verdict(made)) == [True, False, True]


def told(pdf: pikepdf.Pdf, kind: str, name: str, value: object) -> None:
    resources = pdf.pages[2].resources
    if f"/{kind}" not in resources:
        resources[f"/{kind}"] = pikepdf.Dictionary()
    resources[f"/{kind}"][name] = value


def default_space(pdf: pikepdf.Pdf) -> None:
    """All colours of the page go through a profile that no operator names."""
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    told(pdf, "ColorSpace", "/DefaultCMYK", pikepdf.Array([pikepdf.Name.ICCBased, profile]))


def outline(pdf: pikepdf.Pdf) -> None:
    """One glyph of the page is a few thousandths of an em wider at one point."""
    code = None
    for step in pikepdf.parse_content_stream(pdf.pages[2]):
        if str(step.operator) == "Tf":
            font = pdf.pages[2].resources.Font[step.operands[0]]
        elif str(step.operator) == "Tj" and len(bytes(step.operands[0])) > 1:
            code = int.from_bytes(bytes(step.operands[0])[:2], "big")
            break
    assert code is not None
    inner = font.DescendantFonts[0]
    stream = inner.FontDescriptor.FontFile2
    opened = TTFont(io.BytesIO(stream.read_bytes()))
    at = int.from_bytes(inner.CIDToGIDMap.read_bytes()[2 * code : 2 * code + 2], "big")
    glyph = opened["glyf"][opened.getGlyphOrder()[at]]
    x, y = glyph.coordinates[0]
    glyph.coordinates[0] = (x + 3, y)
    out = io.BytesIO()
    opened.save(out)
    stream.write(out.getvalue())


def words(pdf: pikepdf.Pdf) -> None:
    """The page looks as it did, and says other words to whoever searches the archive."""
    for font in pdf.pages[2].resources.Font.values():
        data = font.ToUnicode.read_bytes()
        font.ToUnicode.write(data.replace(b"<5C71>", b"<77F3>"))


def pattern(pdf: pikepdf.Pdf) -> None:
    """A tile that is the same but for what its names mean."""
    form = drawn(pdf).N
    tile = pdf.make_stream(
        b"/X Do", Type=pikepdf.Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=[0, 0, 9, 9], XStep=9, YStep=9,
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form)),
    )  # fmt: skip
    told(pdf, "Pattern", "/PX", tile)
    pdf.pages[2].contents_add(b"/Pattern cs /PX scn 0 0 0 0 re f")


@pytest.mark.parametrize("change", [default_space, outline, words, pattern])
def test_what_a_press_is_told_otherwise_is_found(
    built: Day, change: Callable[[pikepdf.Pdf], None]
) -> None:
    assert same(built.verdict(rewritten(built, "press.pdf", change)))[2] is False


def test_a_tile_is_what_its_names_mean() -> None:
    digests = []
    for ink in (INK, INK.replace(b"0 0 0 1 k", b"1 0 0 0 k")):
        with pikepdf.new() as pdf:
            for _ in range(3):
                pdf.add_blank_page().obj["/Resources"] = pikepdf.Dictionary()
            pattern(pdf)
            pdf.pages[2].resources.Pattern.PX.Resources.XObject.X.write(ink)
            digests.append(presswords.of_page(pdf.pages[2]))
    assert digests[0] != digests[1]


@pytest.mark.parametrize(
    ("named", "change"),
    [
        ("intent", lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"other")),
        ("intent", lambda pdf: pdf.Root.OutputIntents[0].update({"/Info": pikepdf.String("x")})),
        ("layers", lambda pdf: pdf.Root.update({"/OCProperties": pikepdf.Dictionary(OCGs=[])})),
        ("actions", lambda pdf: pdf.Root.update({"/OpenAction": pikepdf.Dictionary(S="x")})),
        ("attachments", lambda pdf: pdf.attachments.__setitem__("x.txt", b"x")),
        ("form", lambda pdf: pdf.Root.update({"/AcroForm": pikepdf.Dictionary(Fields=[])})),
        ("trapped", lambda pdf: pdf.docinfo.update({"/Trapped": pikepdf.Name("/True")})),
    ],
)
def test_what_a_file_says_as_a_whole_is_compared(
    built: Day, named: str, change: Callable[[pikepdf.Pdf], None]
) -> None:
    verdict = built.verdict(rewritten(built, "press.pdf", change))
    assert same(verdict) == [True] * 3
    assert (verdict.beside, verdict.good) == ((named,), False)


def test_a_locked_file_is_refused_and_one_that_opens_by_itself_said_to_be_encrypted(
    built: Day,
) -> None:
    with pikepdf.open(built.file("press.pdf")) as pdf:
        pdf.save(built.root / "open.pdf", encryption=pikepdf.Encryption(owner="", user=""))
        pdf.save(built.root / "shut.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    verdict = built.verdict(built.root / "open.pdf")
    assert (same(verdict), verdict.beside) == ([True] * 3, ("encryption",))
    with pytest.raises(SpecError):
        built.verdict(built.root / "shut.pdf")


def test_what_glyphs_say_elsewhere_is_no_difference_here(built: Day) -> None:
    """A glyph that mostly ends a word on page 2 says so in the whole file's table of texts."""
    built.issue.write_text(spec(p1="Alpine tool 山"), "utf-8")
    (built.issue.parent / "A.txt").write_text(copy(1500), "utf-8")
    try:
        build.build(
            built.issue, built.root / "latin", Options("press", cache=built.cache, verify=False)
        )
        built.issue.write_text(spec(p1="Alpine tool 山", p2="l l l l l l l 水"), "utf-8")
        verdict = built.verdict(built.root / "latin" / "press.pdf")
    finally:
        built.issue.write_text(spec(), "utf-8")
    assert same(verdict) == [True, False, True]
