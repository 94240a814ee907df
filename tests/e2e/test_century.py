"""What a century needs: a bag with everything in it tells of no machine, no day but the paper's, no network."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from tests import shared
from tests.e2e.desk import ROOT, Desk
from tests.ofd import Ofd

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

PAPER = "2026-10-18"
# Addresses that are names: of vocabularies, schemas, forms and registries, whether or not anything answers there.
NAMES = (
    "http://www.w3.org/",
    "http://purl.org/",
    "http://ns.adobe.com/",
    "http://www.aiim.org/pdf",
    "http://iso.org/pdf",
    "http://www.color.org",
    "http://www.loc.gov/",
    "http://www.ofdspec.org/2016",
    "http://iptc.org/std/",
    "https://schema.org",
    "http://schema.org",
    "http://www.sitemaps.org/",
    "http://ogp.me/ns",
)
ADDRESS = re.compile(rb"(?:https?|ftp|file)://[^\s\"'<>)\x00]*")
# An absolute path of any machine, by how it begins.
PATHS = re.compile(
    rb"(?<![\w./:])/(?:home|root|tmp|usr|var|opt|mnt|work|Users|private)/\w|[A-Z]:\\\\?\w"
)


@pytest.fixture(scope="module")
def bag(warm: Path) -> Path:
    def make(out: Path) -> None:
        wanted = ("--site", "--ofd", "--a3", "-o", str(out))
        ran = Desk(ROOT, warm).run("archive", f"issue/{PAPER}", *wanted)
        assert ran.exit == 0, ran.err

    return shared.folder("century", make) / "archive"


def contents(bag: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of ours, and what is packed in it; originals and copy are as they came."""
    for path in sorted(p for p in bag.rglob("*") if p.is_file()):
        name = path.relative_to(bag).as_posix()
        if not name.startswith(("data/pictures/", "data/sources/")):
            yield from unpacked(name, path.read_bytes())


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    kind = name.rsplit(".", 1)[-1]
    if kind in ("ofd", "zip"):
        for entry in zipfile.ZipFile(io.BytesIO(data)).infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0), entry
            yield from unpacked(
                f"{name}:{entry.filename}", zipfile.ZipFile(io.BytesIO(data)).read(entry)
            )
    elif kind == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            kept = {f.objgen for spec in pdf.attachments.values() for f in [spec.get_file().obj]}
            for one in pdf.objects:
                if isinstance(one, pikepdf.Stream):
                    picture = one.get("/Subtype") == "/Image"
                    if not picture and one.objgen not in kept:
                        yield f"{name}:{one.objgen}", one.read_bytes()
                else:
                    yield f"{name}:{one.objgen}", one.unparse()
    elif kind not in ("jpg", "png", "webp"):
        yield name, data


def test_no_file_tells_of_a_machine_or_needs_a_network(bag: Path) -> None:
    here = [str(ROOT), str(bag.parent), str(Path.home()), str(Path.cwd())]
    count = 0
    for name, data in contents(bag):
        count += 1
        for path in here:
            assert len(path) < 2 or path.encode() not in data, (name, path)
        assert not (found := PATHS.search(data)), (name, found)
        for address in ADDRESS.findall(data):
            assert address.decode("latin-1").startswith(NAMES), (name, address)
    assert count > 20


def test_no_file_tells_the_day_of_the_run(bag: Path) -> None:
    now = dt.datetime.now(dt.UTC)
    days = {now.date() + dt.timedelta(days=n) for n in (-1, 0, 1)}
    days -= {dt.date.fromisoformat(PAPER)}
    spelled = [
        day.strftime(form).encode()
        for day in days
        for form in ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d %b %Y", "%b %d %Y", "%Y年%-m月%-d日")
    ]
    for name, data in contents(bag):
        for day in spelled:
            assert day not in data, (name, day)


def test_the_seeker_finds_what_it_seeks() -> None:
    assert PATHS.search(b'"file": "/home/someone/x.yaml"')
    assert PATHS.search(b"C:\\Users\\x")
    assert not PATHS.search(b"data/home/x and 1/2 and </usr> or a/tmp/b")
    assert ADDRESS.findall(b'<a href="https://example.org/x">') == [b"https://example.org/x"]


def plain(bag: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((bag / "data" / "edition.json").read_text("utf-8"))
    return value


def test_the_readme_names_every_file(bag: Path) -> None:
    text = (bag / "data" / "README.txt").read_text("utf-8")
    patterns = re.findall(r"^(data/\S+?)(?:（| \(|$)", text, re.MULTILINE)
    names = [p.relative_to(bag).as_posix() for p in (bag / "data").rglob("*") if p.is_file()]
    assert patterns
    for name in names:
        assert any(
            Path(name).match(p) or name.startswith(p.rstrip("*")) for p in patterns if p != "data/*"
        ), name
    for pattern in patterns:
        begin, _, end = pattern.partition("*")
        assert any(name.startswith(begin) and name.endswith(end) for name in names), pattern


def test_what_the_readme_says_of_the_edition_holds(bag: Path) -> None:
    edition = plain(bag)
    for page in edition["pages"]:
        kept = {k: v for k, v in page.items() if k not in ("hash", "notes", "section", "editors")}
        spelled = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(spelled.encode()).hexdigest() == page["hash"]
    said: dict[tuple[str, str], str] = {}
    for page in edition["pages"]:
        for block in page["blocks"]:
            words = "".join(i["text"] for i in block["items"] if i["kind"] == "glyphs")
            if block["story"] and block["part"]:
                key = block["story"], block["part"]
                said[key] = said.get(key, "") + words
    for story in edition["stories"]:
        for part, text in story["texts"].items():
            if (story["id"], part) in said:
                assert "".join(said[story["id"], part].split()) == "".join(text.split())
    assert len(said) > 15


def test_the_ofd_says_what_the_pages_say(bag: Path) -> None:
    found = Ofd((bag / "data" / "archive.ofd").read_bytes())
    assert found.faults() == []
    pages = plain(bag)["pages"]
    assert len(found.pages) == len(pages)
    for number, page in enumerate(pages):
        runs = [i for b in page["blocks"] for i in b["items"] if i["kind"] == "glyphs"]
        assert "".join(found.texts(number)) == "".join(run["text"] for run in runs)
        assert len(found.glyphs(number)) == sum(len(run["ids"]) for run in runs)
    assert len(found.files("MultiMedia")) == 6


def test_the_ofd_is_made_by_wish_and_the_same_every_time(bag: Path, tmp_path: Path) -> None:
    desk = Desk(ROOT, tmp_path / "cold")
    ran = desk.run("archive", f"issue/{PAPER}", "--ofd", "--no-cache", "-o", str(tmp_path))
    assert ran.exit == 0, ran.err
    again = tmp_path / "archive" / "data"
    assert (again / "archive.ofd").read_bytes() == (bag / "data" / "archive.ofd").read_bytes()
    assert not (again / "site").exists()
    ran = desk.run("archive", f"issue/{PAPER}", "-o", str(tmp_path))
    assert ran.exit == 0, ran.err
    assert not (again / "archive.ofd").exists()
    assert "OFD" not in (again / "README.txt").read_text("utf-8")


def test_a_bag_with_everything_is_shelved_found_shown_and_drawn_again(
    bag: Path, warm: Path, tmp_path: Path
) -> None:
    desk = Desk(ROOT, warm)
    shelf, site = str(tmp_path / "架"), tmp_path / "网站"
    assert desk.run("shelf", "add", str(bag), "--to", shelf).exit == 0
    found = desk.run("find", "守山", "--shelf", shelf, "--json")
    assert {hit["story"] for hit in found.json["hits"]} >= {"A"}
    shown = desk.run("site", shelf, "-o", str(site), "--json")
    assert shown.exit == 0, shown.err
    alone = bag / "data" / "site" / "html"
    for path in sorted(alone.rglob("content_*.htm")):
        assert (site / "html" / path.relative_to(alone)).is_file()
    ran = desk.run("verify", shelf, "--all", "--render")
    assert ran.exit == 0, ran.out + ran.err
    assert "逐字节一样" in ran.out
