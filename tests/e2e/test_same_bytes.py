"""Same input, same bytes: on any machine, in any folder, language, zone, order and cache."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import PHOTO, ROOT, Desk, copy

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

ENGLISH = {
    "报纸": "paper",
    "报名": "name",
    "刊号": "cn",
    "日期": "date",
    "总期号": "serial",
    "今日版数": "pages_today",
    "版面": "pages",
    "版次": "number",
    "版名": "section",
    "模板": "template",
    "责任编辑": "editor",
    "栏题": "banner",
    "文字": "text",
    "角标": "tag",
    "稿件": "stories",
    "编号": "id",
    "位置": "slot",
    "主题": "headline",
    "署名": "byline",
    "正文": "body",
    "图片": "photos",
    "文件": "file",
    "说明": "caption",
    "摄影": "credit",
    "栏数": "columns",
}


def made(desk: Desk) -> dict[str, str]:
    """The hashes of all that must not differ; everything in one folder, one after another."""
    hashes = {}
    for target in ("press", "proof", "archive"):
        ran = desk.build(target)
        assert ran.exit == 0, ran.err
    for name in ("press.pdf", "proof.pdf", "edition.json", "archive/data/archive.pdf"):
        hashes[name] = hashlib.sha256((desk.out / name).read_bytes()).hexdigest()
    return hashes


def furnish(desk: Desk) -> Desk:
    (desk.root / "images").mkdir(parents=True, exist_ok=True)
    name = "life_by_Aitzol_Berasategi.jpg"
    shutil.copy(ROOT / "images" / name, desk.root / "images" / name)
    desk.write(photo=PHOTO.format(file=f"images/{name}", caption="远山。"))
    return desk


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, str]]:
    folder = tmp_path_factory.mktemp("first")
    desk = furnish(Desk(folder / "a", folder / "cache", {"PYTHONHASHSEED": "1"}))
    return desk, made(desk)


def test_twice_in_one_place(first: tuple[Desk, dict[str, str]]) -> None:
    desk, hashes = first
    bag = desk.out / "archive"
    before = {p: p.read_bytes() for p in bag.rglob("*") if p.is_file()}
    assert made(desk) == hashes
    assert {p: p.read_bytes() for p in bag.rglob("*") if p.is_file()} == before


def test_another_folder_zone_locale_seed_and_an_empty_cache(
    first: tuple[Desk, dict[str, str]], tmp_path: Path
) -> None:
    elsewhere = {
        "PYTHONHASHSEED": "77",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "en_US.UTF-8",
        "LANG": "en_US.UTF-8",
        "HOME": str(tmp_path),
        "SOURCE_DATE_EPOCH": "0",
    }
    other = furnish(Desk(tmp_path / "另一个 folder", tmp_path / "empty", elsewhere))
    assert made(other) == first[1]


def test_another_allocator_and_another_seed(tmp_path: Path) -> None:
    """Addresses come in another order, and are used anew at other times."""
    inner = "<ol><li>{0}里的烟<li>{0}里的味</ol>"
    outer = "<ol><li>看{0}" + inner + "<li>守{0}" + inner + "</ol>"
    lists = "".join(f"<p>{copy(90)}</p>" + outer.format(name) for name in "火水林路桥门")
    seen = []
    for number, allocator in enumerate(("pymalloc", "malloc", "pymalloc_debug")):
        own = {"PYTHONMALLOC": allocator, "PYTHONHASHSEED": str(1 + 76 * number)}
        desk = Desk(tmp_path / allocator, tmp_path / "empty" / allocator, own)
        desk.write(body=copy(900))
        page = f"<html><body>{lists}</body></html>"
        (desk.spec.parent / "A.html").write_text(page, encoding="utf-8")
        text = desk.spec.read_text(encoding="utf-8").replace("A.txt", "A.html")
        desk.spec.write_text(text, encoding="utf-8")
        ran = desk.build("proof")
        assert ran.exit in (0, 3), ran.err
        said = desk.run("preflight", str(desk.out / "proof.pdf"), "--json").out
        files = [(desk.out / name).read_bytes() for name in ("proof.pdf", "edition.json")]
        seen.append((*(hashlib.sha256(data).hexdigest() for data in files), said))
    assert seen[1:] == seen[:-1]


def test_no_cache_at_all(first: tuple[Desk, dict[str, str]]) -> None:
    desk, hashes = first
    ran = desk.build("press", "--no-cache")
    assert ran.exit == 0
    data = (desk.out / "press.pdf").read_bytes()
    assert hashlib.sha256(data).hexdigest() == hashes["press.pdf"]


def test_english_keys_other_order_other_file_name_and_comments(
    first: tuple[Desk, dict[str, str]], tmp_path: Path
) -> None:
    other = furnish(Desk(tmp_path / "b", first[0].cache))
    text = in_english(other.spec.read_text(encoding="utf-8"))
    text = text.replace("    section: 特刊\n", "").replace(
        "    template:", "    # 换个次序\n    section: 特刊\n    template:"
    )
    text = re.sub(r"(  name: .*\n)(  cn: .*\n)", r"\2\1", text)
    other.spec.write_text(text, encoding="utf-8")
    other.spec.rename(other.spec.with_name("另名.yaml"))
    renamed = replace(other)
    assert made(renamed) == first[1]


def in_english(text: str) -> str:
    """A spec with English keys."""
    for zh, en in sorted(ENGLISH.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<![\w]){zh}(?=:)", en, text)
    # Of a photo, 位置 is another word.
    text = text.replace("            slot: 右上", "            at: 右上")
    assert "版面" not in text
    return text


def test_findings_in_the_spec_name_no_line_of_it(tmp_path: Path) -> None:
    one, other = (Desk(tmp_path / name, tmp_path / "cache") for name in ("a", "b"))
    for desk in (one, other):
        desk.write(editor="待定", headline="守山的20个日子")
        text = desk.spec.read_text(encoding="utf-8").replace("CN 53-0000", "待定")
        desk.spec.write_text(text, encoding="utf-8")
    text = re.sub(r"(  name: .*\n)(  cn: .*\n)", r"\2\1", in_english(text))
    text = re.sub(r"(    editor: .*\n)", "", text).replace(
        "    section", "    editor: 待定\n    section"
    )
    other.spec.write_text(text, encoding="utf-8")
    other.spec.rename(other.spec.with_name("另名.yaml"))
    for desk in (one, other):
        ran = desk.build("proof")
        assert ran.exit == 0, ran.err
        assert {"pending", "number-not-in-body"} <= desk_codes(desk)
    assert (one.out / "proof.pdf").read_bytes() == (other.out / "proof.pdf").read_bytes()


def desk_codes(desk: Desk) -> set[str]:
    """The codes of all that `check` finds."""
    return desk.run("check", "issue/期", "--json").codes


def test_another_headline_is_another_page(first: tuple[Desk, dict[str, str]]) -> None:
    desk, hashes = first
    text = desk.spec.read_text(encoding="utf-8")
    try:
        desk.spec.write_text(text.replace("守山的日子", "守山的人们"), encoding="utf-8")
        assert desk.build().exit == 0
        data = (desk.out / "press.pdf").read_bytes()
        assert hashlib.sha256(data).hexdigest() != hashes["press.pdf"]
    finally:
        desk.spec.write_text(text, encoding="utf-8")
