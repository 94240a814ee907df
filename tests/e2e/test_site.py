"""`presslayout site` and `archive --site`: what stands in the folder, and how it grows."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import etree
from lxml import html as parser

from presslayout.newsroom.publishing import publish
from tests import bags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.desk import Desk, Ran

HOSTILE = (
    '"><script>window.hit=1</script>',
    "<img src=x onerror='window.hit=1'>",
    "</title><script>window.hit=1</script>",
    "]]></script><svg onload=window.hit=1>",
    "javascript:window.hit=1",
    "&lt;b&gt; ${window.hit=1} {{7*7}} \u2028\u202e",
)
BASE = "https://paper.example.cn/szb/"
PAGES = "*.htm*"


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a site but what it keeps for itself."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".presslayout-site" not in p.parts
    }


def links(folder: Path) -> Iterator[tuple[str, str]]:
    """Every address that a page names, with the page."""
    for page in sorted(folder.rglob(PAGES)):
        tree = parser.fromstring(page.read_bytes())
        for name in ("href", "src", "action"):
            for one in tree.xpath(f"//@{name}"):
                yield page.relative_to(folder).as_posix(), str(one)
        for row in tree.xpath("//@srcset"):
            for one in str(row).split(", "):
                yield page.relative_to(folder).as_posix(), one.split()[0]


def dead(folder: Path) -> list[tuple[str, str]]:
    """Addresses that lead nowhere in the folder."""
    lost = []
    for page, link in links(folder):
        path, _, anchor = link.partition("#")
        target = (folder / page).parent / unquote(path) if path else folder / page
        if (
            "://" in link
            or not target.is_file()
            or (anchor and f'id="{anchor}"' not in target.read_text("utf-8"))
        ):
            lost.append((page, link))
    return lost


def site(desk: Desk, *words: str) -> Ran:
    desk.root.mkdir(exist_ok=True)
    return desk.run("site", *words, "--json")


def test_an_archive_holds_its_own_site_by_wish(desk: Desk) -> None:
    desk.write()
    assert desk.build("archive").exit == 0
    assert not (desk.out / "archive" / "data" / "site").exists()
    ran = desk.build("archive", "--site")
    assert ran.exit == 0, ran.err
    folder = desk.out / "archive" / "data" / "site"
    assert (folder / "index.html").is_file()
    assert dead(folder) == []
    listed = (desk.out / "archive" / "manifest-sha256.txt").read_text("utf-8")
    assert all(f"data/site/{name}" in listed for name in held(folder))
    first = held(folder)
    assert desk.build("archive", "--site").exit == 0
    assert held(folder) == first
    # The same issue on a site of many reads alike.
    assert site(desk, "out", "-o", "web").json["issues"] == 1
    story = next(name for name in first if "content_" in name)
    ours = parser.fromstring((desk.root / "web" / story).read_bytes())
    theirs = parser.fromstring(first[story])
    assert ours.xpath("string(//article)") == theirs.xpath("string(//article)") != ""


def test_names_are_those_by_which_other_papers_are_read(tmp_path: Path) -> None:
    publish(bags.daily(tmp_path / "bags", ["2026-10-18"]), tmp_path / "web")
    folder = tmp_path / "web" / "html" / "2026-10" / "18"
    assert sorted(p.name for p in folder.iterdir()) == [
        "content_D530000_01_01.htm",
        "content_D530000_02_01.htm",
        "nbs.D530000_01.htm",
        "nbs.D530000_02.htm",
    ]
    page = parser.fromstring((folder / "nbs.D530000_01.htm").read_bytes())
    assert page.xpath("//img/@usemap") == ["#PagePicMap"]
    assert len(page.xpath("//map[@name='PagePicMap']/area[@shape='poly']")) == 2
    assert len(page.xpath("//*[@id='pageLink']//a")) == 2
    assert page.xpath("//*[@id='titleList']//li//a/@href") == [
        "../../../html/2026-10/18/content_D530000_01_01.htm"
    ]
    story = parser.fromstring((folder / "content_D530000_01_01.htm").read_bytes())
    assert [p.text for p in story.xpath("//*[@id='ozoom']/p")] == [
        "2026-10-18，云岭县的早晨。",
        "河水清了。",
    ]
    assert story.xpath("//h1/text()") == ["2026-10-18的头条"]


def test_issues_are_turned_to_and_found_by_their_day(tmp_path: Path) -> None:
    days = ["2025-12-31", "2026-01-02", "2026-01-10"]
    web = tmp_path / "web"
    publish(bags.daily(tmp_path / "bags", days), web)
    middle = parser.fromstring(
        (web / "html" / "2026-01" / "02" / "nbs.D530000_01.htm").read_bytes()
    )
    ways = middle.xpath("//nav[@class='issues']/a/@href")
    assert ["2025-12/31" in ways[0], "2026-01/10" in ways[1]] == [True, True]
    shown = parser.fromstring((web / "calendar.html").read_bytes())
    assert shown.xpath("//td[@class='there']/a/text()") == ["2", "10"]
    older = parser.fromstring((web / "calendar" / "2025.html").read_bytes())
    assert older.xpath("//td[@class='there']/a/text()") == ["31"]
    assert (web / "index.html").read_text("utf-8").count("2026-01-10的头条") >= 1
    assert dead(web) == []


def test_only_what_is_new_or_changed_is_written(tmp_path: Path) -> None:
    bags.daily(tmp_path / "bags", ["2026-10-17", "2026-10-18"])
    web = tmp_path / "web"
    publish([tmp_path / "bags"], web)
    before = {p: p.stat().st_mtime_ns for p in web.rglob("*") if p.is_file()}
    again = publish([tmp_path / "bags"], web).grown
    assert (again.opened, again.written, again.removed) == (0, 0, 0)
    bags.daily(tmp_path / "bags", ["2026-10-19"])
    more = publish([tmp_path / "bags"], web).grown
    assert more.opened == 1
    old = {p for p in before if "/17/" in p.as_posix()}
    assert old
    assert all(p.stat().st_mtime_ns == before[p] for p in old)
    pictures = {p for p in before if "images" in p.parts}
    assert all(p.stat().st_mtime_ns == before[p] for p in pictures)
    # However it came to be, the same bags make the same site.
    anew = tmp_path / "anew"
    publish([tmp_path / "bags"], anew)
    assert held(web) == held(anew)


def test_an_issue_that_is_taken_away_leaves_nothing(tmp_path: Path) -> None:
    bags.daily(tmp_path / "bags", ["2026-10-17", "2026-10-18"])
    web = tmp_path / "web"
    publish([tmp_path / "bags"], web)
    shutil.rmtree(tmp_path / "bags" / "2026-10-17")
    assert publish([tmp_path / "bags"], web).grown.removed > 0
    assert not (web / "html" / "2026-10" / "17").exists()
    assert dead(web) == []


def test_a_corrected_issue_is_shown_and_the_first_stays_beside_it(tmp_path: Path) -> None:
    day = "2026-10-18"
    for number, headline in ((1, "印错的标题"), (2, "改过的标题"), (10, "又改过的标题")):
        bags.bag(
            tmp_path / "shelf" / day / f"v{number}" / "content",
            bags.edition(day, {"A": {"headline": headline, "body": "正文。"}}),
        )
    web = tmp_path / "web"
    grown = publish([tmp_path / "shelf"], web).grown
    assert (grown.issues, grown.older) == (1, 2)
    folder = web / "html" / "2026-10" / "18"
    name = "nbs.D530000_01.htm"
    texts = [(folder / at / name).read_text("utf-8") for at in ("", "v1", "v2")]
    for text, words in zip(texts, ("又改过的标题", "印错的标题", "改过的标题"), strict=True):
        assert f">{words}<" in text
    assert 'href="../../../html/2026-10/18/v1/nbs' in texts[0]
    assert all("noindex" in text for text in texts[1:])
    assert "noindex" not in texts[0]
    assert dead(web) == []
    searched = (web / "search" / "2026-10" / "text.js").read_text()
    assert json.dumps("又改过的标题")[1:-1] in searched
    assert json.dumps("印错的标题")[1:-1] not in searched


def test_papers_and_variants_of_a_day_stand_side_by_side(tmp_path: Path) -> None:
    story = {"A": {"headline": "同题", "body": "正文。"}}
    for n, (paper, variant) in enumerate((("云岭日报", ""), ("云岭日报", "石门版"), ("晚报", ""))):
        bags.bag(
            tmp_path / "b" / str(n), bags.edition("2026-10-18", story, paper=paper, variant=variant)
        )
    web = tmp_path / "web"
    assert publish([tmp_path / "b"], web).grown.issues == 3
    assert len(list((web / "html" / "2026-10" / "18").glob("nbs*"))) >= 2
    assert dead(web) == []


@pytest.mark.parametrize("name", ["edition.json", "archive.pdf"])
@pytest.mark.parametrize("harm", ["changed", "gone", "empty"])
def test_a_damaged_bag_is_named_and_the_others_are_shown(desk: Desk, name: str, harm: str) -> None:
    bags.daily(desk.root / "bags", ["2026-10-17", "2026-10-18"])
    file = desk.root / "bags" / "2026-10-17" / "data" / name
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(b"" if harm == "empty" else file.read_bytes() + b" ")
    ran = site(desk, "bags", "-o", "web")
    assert ran.exit == 1
    assert ran.codes == {"site-left-out"}
    assert "2026-10-17" in ran.json["left_out"][0]
    assert ran.json["issues"] == 1
    assert dead(desk.root / "web") == []


def test_a_bag_of_nonsense_that_its_manifest_confirms_is_left_out(tmp_path: Path) -> None:
    one = bags.edition("2026-10-18", {"A": {"headline": "题", "body": "文。"}})
    for n, more in enumerate(
        ({"edition.json": b"{}"}, {"archive.pdf": b"no pdf"}, {"archive.pdf": bags.pdf(3)})
    ):
        bags.bag(tmp_path / "b" / str(n), one, more)
    made = publish([tmp_path / "b"], tmp_path / "web")
    assert [one.code for one in made.found] == ["site-left-out"] * 3
    assert (tmp_path / "web" / "index.html").is_file()


def test_a_manifest_that_leads_out_of_its_bag_is_not_followed(tmp_path: Path) -> None:
    folder = bags.daily(tmp_path / "b", ["2026-10-18"])[0]
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    with (folder / "manifest-sha256.txt").open("a") as stream:
        stream.write(f"{'0' * 64}  data/../../../secret\n")
    assert publish([tmp_path / "b"], tmp_path / "web").found == ()
    assert not any(b"secret" in data for data in held(tmp_path / "web").values())


def test_what_is_no_site_is_not_written_over(desk: Desk) -> None:
    bags.daily(desk.root / "bags", ["2026-10-18"])
    (desk.root / "mine").mkdir()
    (desk.root / "mine" / "index.html").write_text("mine")
    ran = desk.run("site", "bags", "-o", "mine", "--lang", "zh")
    assert ran.exit == 1
    assert "not-a-site" in ran.err
    assert [p.name for p in (desk.root / "mine").iterdir()] == ["index.html"]


@pytest.mark.parametrize(
    "url", ["paper.example.cn", "ftp://a.b/", "https://", "https://a.b/?x", "javascript:1"]
)
def test_an_address_that_is_none_is_refused(desk: Desk, url: str) -> None:
    bags.daily(desk.root / "bags", ["2026-10-18"])
    ran = desk.run("site", "bags", "-o", "web", "--base-url", url)
    assert ran.exit == 2
    assert "site-address" in ran.err
    assert not (desk.root / "web").exists()


def test_a_folder_without_an_archive_says_so(desk: Desk) -> None:
    (desk.root / "empty").mkdir(parents=True)
    ran = desk.run("site", "empty", "-o", "web")
    assert ran.exit == 1
    assert "missing-file" in ran.err


def test_with_an_address_machines_find_everything(tmp_path: Path) -> None:
    alto = {"alto/page-01.xml": b"<alto/>"}
    days = ["2026-10-17", "2026-10-18"]
    for day in days:
        story = {"A": {"headline": "题", "body": "文。", "photo": "照片。"}}
        bags.bag(tmp_path / "b" / day, bags.edition(day, story), alto)
    web = tmp_path / "web"
    publish([tmp_path / "b"], web, "https://paper.example.cn/szb")
    files = held(web)

    def here(address: str) -> bytes:
        assert address.startswith(BASE), address
        return files[address.removeprefix(BASE).partition("#")[0]]

    top = json.loads(files["iiif/collection.json"])
    assert top["type"] == "Collection"
    (year,) = [json.loads(here(one["id"])) for one in top["items"]]
    assert [one["navDate"] for one in year["items"]] == [f"{day}T00:00:00Z" for day in days]
    for listed in year["items"]:
        manifest = json.loads(here(listed["id"]))
        assert manifest["@context"] == "http://iiif.io/api/presentation/3/context.json"
        assert manifest["id"] == listed["id"]
        (canvas,) = manifest["items"]
        body = canvas["items"][0]["items"][0]["body"]
        assert here(body["id"])
        assert (canvas["width"], canvas["height"]) == (body["width"], body["height"])
        assert here(canvas["rendering"][0]["id"]).startswith(b"%PDF")
        assert here(canvas["seeAlso"][0]["id"]) == b"<alto/>"
        (story,) = manifest["structures"]
        assert story["type"] == "Range"
        assert story["items"][0]["id"].startswith(canvas["id"] + "#xywh=")
        assert here(story["rendering"][0]["id"])
    maps = etree.fromstring(files["sitemap.xml"])
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = [
        loc.text or ""
        for one in maps.findall(".//s:loc", spaces)
        for loc in etree.fromstring(here(one.text or "")).findall(".//s:loc", spaces)
    ]
    assert len(urls) == 4
    assert all(here(url) for url in urls)
    feed = etree.fromstring(files["rss.xml"])
    assert [here(item.findtext("link") or "") for item in feed.iter("item")]
    story_page = next(data for name, data in files.items() if "content_" in name)
    graph = json.loads(
        parser.fromstring(story_page).xpath("string(//script[@type='application/ld+json'])")
    )
    assert (graph["@type"], graph["headline"], graph["datePublished"]) == (
        "NewsArticle",
        "题",
        days[0],
    )
    assert here(graph["url"]) == story_page
    assert b'property="og:url"' in story_page


def test_hostile_words_make_no_element_and_no_script(tmp_path: Path) -> None:
    stories = {
        f"S{n}": dict.fromkeys(("headline", "kicker", "deck", "byline", "body", "photo"), text)
        for n, text in enumerate(HOSTILE)
    }
    plain = {name: dict.fromkeys(parts, "平常的字") for name, parts in stories.items()}
    shapes = []
    for home, pages, paper in (("bad", stories, HOSTILE[0]), ("good", plain, "平常报")):
        bags.bag(
            tmp_path / home,
            bags.edition("2026-10-18", pages, paper=paper, section=paper, variant=paper),
        )
        publish([tmp_path / home], tmp_path / f"web-{home}")
        web = tmp_path / f"web-{home}"
        assert dead(web) == []
        shapes.append(
            sorted(
                str(
                    [
                        (e.tag, sorted(e.attrib))
                        for e in parser.fromstring(p.read_bytes()).iter()
                        if e.tag != "br"
                    ]
                )
                for p in web.rglob(PAGES)
                if "index" not in p.name and "nbs" not in p.name
            )
        )
        for page in web.rglob(PAGES):
            tree = parser.fromstring(page.read_bytes())
            assert not tree.xpath("//@*[starts-with(name(), 'on')]")
            assert not tree.xpath("//@style")
            assert not tree.xpath("//script[not(@src)][not(@type='application/ld+json')]")
            assert not [
                a for a in tree.xpath("//@href | //@src") if str(a).lower().startswith("javascript")
            ]
    assert shapes[0] == shapes[1]


def test_killed_at_any_moment_the_next_run_goes_on(tmp_path: Path) -> None:
    bags.daily(tmp_path / "bags", [f"2026-10-{day:02}" for day in range(1, 25)])
    whole = tmp_path / "whole"
    began = time.monotonic()
    publish([tmp_path / "bags"], whole)
    span = time.monotonic() - began
    web = tmp_path / "web"
    for share in (0.15, 0.3, 0.45, 0.7):
        # Forked, and not begun anew: all that time is the work's.
        process = os.fork()
        if not process:
            try:
                os.setpgid(0, 0)
                publish([tmp_path / "bags"], web)
            finally:
                os._exit(0)
        os.setpgid(process, process)
        # The moment is what is tried.
        time.sleep(span * share)
        os.kill(-process, signal.SIGKILL)
        os.waitpid(process, 0)
        for file in (p for p in web.rglob(PAGES) if ".presslayout-site" not in p.parts):
            assert file.read_bytes().endswith(b"</html>\n"), file
    done = publish([tmp_path / "bags"], web)
    assert done.grown.issues == 24
    assert held(web) == held(whole)


def test_a_shelf_is_a_site_and_its_versions_are_those_of_the_shelf(desk: Desk) -> None:
    desk.write()
    for headline in ("守山的日子", "守山的岁月"):
        desk.write(headline=headline)
        assert desk.build("archive").exit == 0
        assert desk.run("shelf", "add", "out/期/issue", "--to", "架").exit == 0
    ran = site(desk, "架", "-o", "web")
    assert ran.exit == 0, ran.err
    assert (ran.json["issues"], ran.json["older_versions"], ran.json["foreign"]) == (1, 1, 0)
    assert "守山的岁月" in (desk.root / "web" / "index.html").read_text("utf-8")
    assert dead(desk.root / "web") == []


def test_a_bag_without_pages_of_ours_is_no_fault(desk: Desk) -> None:
    bags.daily(desk.root / "bags", ["2026-10-18"])
    old = bags.daily(desk.root / "bags", ["1956-01-01"])[0]
    rows = (old / "manifest-sha256.txt").read_text().splitlines(keepends=True)
    kept = [row for row in rows if "edition.json" not in row]
    (old / "manifest-sha256.txt").write_text("".join(kept))
    ran = site(desk, "bags", "-o", "web")
    assert (ran.exit, ran.json["issues"], ran.json["foreign"]) == (0, 1, 1)


def test_what_a_site_keeps_for_itself_may_be_damaged_or_gone(tmp_path: Path) -> None:
    bags.daily(tmp_path / "bags", ["2026-10-17", "2026-10-18"])
    web = tmp_path / "web"
    publish([tmp_path / "bags"], web)
    whole = held(web)
    for file in (web / ".presslayout-site" / "issues").iterdir():
        file.write_bytes(b"{")
    bags.daily(tmp_path / "bags", ["2026-10-19"])
    assert publish([tmp_path / "bags"], web).grown.issues == 3
    shutil.rmtree(tmp_path / "bags" / "2026-10-19")
    publish([tmp_path / "bags"], web)
    assert held(web) == whole
