"""The press build judges its own finished bytes by all that preflight knows, and by nothing else."""

from __future__ import annotations

import io
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from presslayout.base.cache import Cache
from presslayout.delivery import products
from presslayout.newsroom import build
from presslayout.newsroom.options import Options
from presslayout.paint.pdf_content import state_name
from tests.e2e.desk import PHOTO, ROOT, SAMPLE, copy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presslayout.delivery.targets import Delivery
    from tests.e2e.desk import Desk, Ran

    Plant = Callable[[bytes], bytes]
    Finding = tuple[str, str, int | None]


def thinner(content: bytes) -> bytes:
    """The page's first line, 0.05 pt thin."""
    found, count = re.subn(rb"(?m)^[\d.]+ w$", b"0.05 w", content, count=1)
    assert count == 1
    return found


def enlarged(content: bytes) -> bytes:
    """The page's picture four times as large: its pixels are twice as coarse and more."""

    def larger(found: re.Match[bytes]) -> bytes:
        a, d, e, f = (float(found[at]) for at in (1, 2, 3, 4))
        return b"%.3f 0 0 %.3f %.3f %.3f cm\n%s Do" % (4 * a, 4 * d, e - 3 * a, f, found[5])

    number = rb"(-?[\d.]+)"
    matrix = rb"%s 0 0 %s %s %s cm\s+(/\S+) Do" % ((number,) * 4)
    made, count = re.subn(matrix, larger, content, count=1)
    assert count == 1
    return made


def overprinted(content: bytes) -> bytes:
    """A patch of solid inks, one overprinting the other, each of them light enough."""
    state = state_name((True, True)).encode()
    patch = b"\nq /%s gs 1 1 0 0 k 300 300 60 60 re f 0 0 1 1 k 300 300 60 60 re f Q\n"
    return content + patch % state


def added(content: bytes) -> bytes:
    """A line that the edition does not have at all."""
    return content + b"\nq 0 0 0 1 K 0.1 w 20 20 m 90 20 l S Q\n"


FAULTS: Mapping[str, tuple[Plant, str]] = {
    "a line too thin": (thinner, "hairline"),
    "a picture too large": (enlarged, "low-resolution"),
    "too much ink": (overprinted, "ink-limit"),
    "a line that is on no page": (added, "hairline"),
}


def spoiled(data: bytes, plant: Plant) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(plant(page.Contents.read_bytes()))
        made = io.BytesIO()
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return made.getvalue()


def with_photo(desk: Desk, name: str = "life_by_Aitzol_Berasategi.jpg") -> None:
    (desk.root / "images").mkdir(exist_ok=True)
    shutil.copy(ROOT / "images" / name, desk.root / "images" / name)
    photo = PHOTO.format(file=f"images/{name}", caption="远山。")
    desk.write(photo=photo, body=copy(1100))


def built(desk: Desk, **options: bool) -> Delivery:
    """As painted now: nothing that stands there, or was judged before, is used."""
    return build.build(desk.spec, desk.out, Options(cache=Cache.disabled(), **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_only_the_finished_bytes_have_keeps_them_back(
    name: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_photo(desk)
    assert built(desk).exit == 0
    yesterday = (desk.out / "press.pdf").read_bytes()
    plant, code = FAULTS[name]
    paint = products.paint_pages
    monkeypatch.setattr(products, "paint_pages", lambda *given: spoiled(paint(*given), plant))
    made = built(desk)
    assert made.exit == 4
    told = [d for d in made.report.diagnostics if d.severity == "error"]
    assert [d.code for d in told] == [code]
    assert told[0].page == 3
    assert told[0].message.zh.startswith("第3版")
    assert made.product is None
    assert made.report.files == ()
    assert not (desk.out / "press.pdf").exists()
    assert (desk.out / "previous" / "press.pdf").read_bytes() == yesterday
    assert built(desk, verify=False).exit == 0


def test_what_stands_in_a_story_is_told_at_its_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_photo(desk)

    def shrunk(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for image in pdf.pages[0].get_images().values():
                picture = pikepdf.PdfImage(image).as_pil_image(apply_decode_array=False)
                small = io.BytesIO()
                picture.resize((picture.width // 2, picture.height // 2)).save(small, "JPEG")
                image.write(small.getvalue(), filter=pikepdf.Name.DCTDecode)
                image.Width, image.Height = picture.width // 2, picture.height // 2
            made = io.BytesIO()
            pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return made.getvalue()

    paint = products.paint_pages
    monkeypatch.setattr(products, "paint_pages", lambda *given: shrunk(paint(*given)))
    made = built(desk)
    (told,) = [d for d in made.report.diagnostics if d.code == "low-resolution"]
    assert (told.story, told.part) == ("A", "photo-life_by_Aitzol_Berasategi")
    line = (
        desk.spec.read_text(encoding="utf-8")
        .splitlines()
        .index("          - 文件: images/life_by_Aitzol_Berasategi.jpg")
    )
    assert told.span is not None
    assert (told.span.line, told.span.column) == (line + 1, 17)


def judged(desk_run: Ran, numbers: Mapping[int, int] | None = None) -> set[Finding]:
    return {
        (d["code"], d["severity"], (numbers or {}).get(d["page"], d["page"]))
        for d in desk_run.json["diagnostics"]
    }


@pytest.mark.parametrize(("press", "size"), [("newsprint", 900), ("coated", 1150)])
def test_build_and_preflight_agree(press: str, size: int, desk: Desk) -> None:
    """A picture too coarse to be good, a fine rule in two inks: told once, by both alike."""
    from PIL import Image

    (desk.root / "images").mkdir(exist_ok=True)
    whole = Image.open(ROOT / "images" / "life_by_Aitzol_Berasategi.jpg")
    whole.resize((size, size * whole.height // whole.width)).save(desk.root / "images" / "a.jpg")
    photo = PHOTO.format(file="images/a.jpg", caption="远山。")
    desk.write(photo=photo, body=copy(1100))
    template = (ROOT / "layout" / "四开-双稿特刊.yaml").read_text(encoding="utf-8")
    changed = template.replace("框: 0.5pt", "框: 0.5pt, 底色: C1 M0 Y0 K0")
    assert changed != template
    (desk.root / "layout" / "四开-双稿特刊.yaml").write_text(changed, encoding="utf-8")
    built = desk.build("press", "--press", press)
    assert built.exit == 0, built.err
    own = {f for f in judged(built) if f[0] in {"low-resolution", "faint-tint", "ink-limit"}}
    assert len([d for d in built.json["diagnostics"] if d["code"] == "low-resolution"]) == 1
    assert {code for code, _, _ in own} == {"low-resolution", "faint-tint"}
    again = desk.run("preflight", "out/期/issue/press.pdf", "--press", press, "--json")
    assert again.exit == 0
    assert judged(again, {1: 3}) == own


@pytest.mark.slow
@pytest.mark.parametrize("press", ["newsprint", "coated"])
def test_preflight_says_of_the_sample_what_its_build_says(press: str, desk: Desk) -> None:
    ran = desk.run("build", str(SAMPLE), "--press", press, "-o", str(desk.out), "--json")
    assert ran.exit == 0, ran.err
    again = desk.run("preflight", str(desk.out / "press.pdf"), "--press", press, "--json")
    assert again.exit == 0
    assert again.json["diagnostics"] == []
    # What is left is about lines of type, which no file says anything of.
    assert {d["code"] for d in ran.json["diagnostics"]} <= {"loose-line"}


def test_warnings_of_the_finished_file_refuse_where_they_are_to(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint = products.paint_pages
    thin = b"\nq 0.5 0.5 0 0 K 0.3 w 20 20 m 90 20 l S Q\n"
    monkeypatch.setattr(
        products, "paint_pages", lambda *given: spoiled(paint(*given), lambda c: c + thin)
    )
    kept = Cache(desk.cache)
    made = build.build(SAMPLE, desk.out, Options(cache=kept))
    assert made.exit == 0
    assert {d.code for d in made.report.diagnostics} >= {"thin-rule"}
    report = json.loads((desk.out / "report.json").read_text(encoding="utf-8"))
    assert {d["severity"] for d in report["diagnostics"] if d["code"] == "thin-rule"} == {"warning"}
    strict = build.build(SAMPLE, desk.out, Options(cache=kept, strict=True))
    assert strict.exit == 4
    assert {d.severity for d in strict.report.diagnostics if d.code == "thin-rule"} == {"error"}
    assert not (desk.out / "press.pdf").exists()


def plant_wants(desk: Desk, more: str) -> None:
    press = (ROOT / "layout" / "press" / "newsprint.yaml").read_text(encoding="utf-8")
    (desk.root / "layout" / "press").mkdir(exist_ok=True)
    own = desk.root / "layout" / "press" / "newsprint.yaml"
    own.write_text(f"{press}\n{more}\n", encoding="utf-8")


def faults(made: Delivery) -> list[tuple[str, int | None, bool]]:
    return [
        (d.code, d.page, d.message.zh.startswith("20261018"))
        for d in made.report.diagnostics
        if d.severity == "error"
    ]


@pytest.mark.parametrize("imposed", ["否", "是"])
def test_a_fault_in_a_file_of_the_plants_alone_keeps_everything_back(
    imposed: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_wants(desk, f"交付: {{拼版: {imposed}}}")
    paint = products.paint_pages
    painted: list[bytes] = []

    def second(*given: Any) -> bytes:
        painted.append(paint(*given))
        return spoiled(painted[-1], added) if len(painted) == 2 else painted[-1]

    monkeypatch.setattr(products, "paint_pages", second)
    made = built(desk)
    assert made.exit == 4
    assert faults(made) == [("hairline", 3, True)]
    assert not (desk.out / "press.pdf").exists()
    assert not (desk.out / "delivery").exists()

    def every(order: Any, standard: str, *given: Any) -> bytes:
        data = paint(order, standard, *given)
        return data if standard == "plain" else spoiled(data, added)

    monkeypatch.setattr(products, "paint_pages", every)
    assert faults(built(desk)) == [("hairline", 3, False)]


def tinted(desk: Desk, ink: str) -> None:
    template = (ROOT / "layout" / "四开-双稿特刊.yaml").read_text(encoding="utf-8")
    changed = template.replace("框: 0.5pt", f"框: 0.5pt, 底色: {ink}")
    assert changed != template
    (desk.root / "layout" / "四开-双稿特刊.yaml").write_text(changed, encoding="utf-8")


def test_ink_that_is_told_of_a_block_is_not_told_of_the_page_again(desk: Desk) -> None:
    tinted(desk, "C60 M60 Y10 K100")
    ran = desk.build()
    assert ran.exit == 0, ran.err
    own = [d for d in ran.json["diagnostics"] if d["code"] == "ink-advised"]
    found = desk.run("preflight", "out/期/issue/press.pdf", "--json").json["diagnostics"]
    assert len(own) == 1
    assert [d["code"] for d in found if d["code"].startswith("ink")] == ["ink-advised"]


def test_black_type_that_overprints_a_dark_tint_is_too_much_ink_for_the_finished_page(
    desk: Desk,
) -> None:
    # The tint alone takes 230 %, the type 100 %: only where they meet is it more than 240.
    tinted(desk, "C60 M60 Y60 K50")
    ran = desk.build()
    assert ran.exit == 4
    (told,) = [d for d in ran.json["diagnostics"] if d["code"] == "ink-limit"]
    assert (told["page"], told["severity"], told["story"]) == (3, "error", "B")
    assert told["part"] == "headline"
    assert told["line"] == 1 + desk.spec.read_text(encoding="utf-8").splitlines().index(
        "        主题: 树下长桌"
    )
    assert "press.pdf" not in desk.delivered()
