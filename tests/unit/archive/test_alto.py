"""What a page's ALTO says of the page, of blanks, of furniture and of ids."""

from __future__ import annotations

from lxml import etree

from presslayout.archive.spelled import attribute, identifier
from presslayout.base.geometry import Box
from presslayout.base.units import Length, mm, pt
from presslayout.edition.page import Article, Asset, Block, Edition, Glyphs, Page, Picture
from presslayout.edition.roles import Role
from tests import fulltexts, kit
from tests.fulltexts import ALTO, METS

EM, PITCH = pt(10), pt(14)


def run(x: Length, y: Length, text: str, offset: int = 0) -> Glyphs:
    places = tuple(x + n * EM for n in range(len(text)))
    return Glyphs("宋-1", EM, tuple(range(len(text))), places, (y,), text, offset=offset)


def edition(*blocks: Block, text: str = "", story: str = "A", number: int = 3) -> Edition:
    page = Page(number, f"{number:02}", "试验", mm(200), mm(300), 0, blocks)
    articles = (Article(story, (("body", text),)),) if text else ()
    assets = (Asset("p", "picture", "images/a.jpg", "0"),)
    return Edition(
        "云岭日报", "2026-10-18", "presslayout 1", (page,), articles, assets, kit.NEWSPRINT
    )


def body(text: str, width: int = 10, story: str = "A") -> Block:
    """A text in lines of so many characters, a blank at the end of one dropped into it."""
    lines = [
        run(mm(20), mm(50) + PITCH * n, text[start : start + width], start)
        for n, start in enumerate(range(0, len(text), width))
    ]
    return Block(f"{story}/body", Role.BODY, tuple(lines), story, "body")


def alto(made: dict[str, bytes], number: int = 3) -> etree._Element:
    return etree.fromstring(made[f"alto/page-{number:02}.xml"])


def test_blanks_of_the_copy_are_told_and_no_others() -> None:
    text = "本报记者 沈禾青\u3000走过  石桥。 雾起来"
    made = alto(fulltexts.made(edition(body(text, 8), text=text)))
    lines = [
        "".join("␣" if e.tag == ALTO + "SP" else f"[{e.get('CONTENT')}]" for e in one)
        for one in made.iter(ALTO + "TextLine")
    ]
    assert lines == ["[本报记者]␣[沈禾][青]", "[\u3000走过]␣[ 石桥][。]", "[ 雾][起来]"]


def test_furniture_above_the_print_stands_in_the_margin() -> None:
    folio = Block("3/报眉", Role.FOLIO, (run(mm(20), mm(15), "云岭日报"),))
    foot = Block("3/版底", Role.IMPRINT, (run(mm(20), mm(290), "印刷"),))
    made = alto(fulltexts.made(edition(folio, body("清晨走过石桥。"), foot, text="清晨走过石桥。")))
    above, below = made.find(f".//{ALTO}TopMargin"), made.find(f".//{ALTO}BottomMargin")
    assert [e.get("ID") for e in above] == ["F_3_报眉_1"]
    assert [e.get("ID") for e in below] == ["F_3_版底_1"]


def test_a_page_says_which_it_is() -> None:
    for number, side in ((3, "Right"), (4, "Left")):
        made = alto(fulltexts.made(edition(body("雾。"), text="雾。", number=number)), number)
        page = made.find(f".//{ALTO}Page")
        assert page.get("POSITION") == side
        assert page.get("PHYSICAL_IMG_NR") == "1"
        assert page.get("PRINTED_IMG_NR") == f"{number:02}"
        assert (page.get("WIDTH"), page.get("LANG")) == ("2000.00", "zh-CN")


def test_a_page_without_stories_and_one_without_anything_are_told() -> None:
    folio = Block("3/报眉", Role.FOLIO, (run(mm(20), mm(15), "云岭日报"),))
    for blocks in ((), (folio,)):
        made = fulltexts.made(edition(*blocks))
        assert alto(made).find(f".//{ALTO}ReadingOrder") is None
        assert b'TYPE="page"' in made["mets.xml"]


def test_a_picture_names_its_file_where_the_bag_holds_it() -> None:
    box = Box(mm(20), -mm(3), mm(60), mm(40))
    photo = Block("A/photo-1", Role.PHOTO, (Picture("p", box, (0, 0, 9, 9)),), "A", "photo-1", "山")
    held = fulltexts.made(edition(photo), {"pictures/a.jpg": b"\xff\xd8"})
    (shown,) = alto(held).iter(ALTO + "Illustration")
    assert shown.get("FILEID") == "FILE_pictures_a.2e.jpg"
    assert (shown.get("VPOS"), shown.get("HEIGHT")) == ("0.00", "370.00")
    (without,) = alto(fulltexts.made(edition(photo))).iter(ALTO + "Illustration")
    assert without.get("FILEID") is None
    labels = [d.get("LABEL") for d in etree.fromstring(held["mets.xml"]).iter(METS + "div")]
    assert "山" in labels


def test_an_advertisement_is_no_story_and_has_its_place_in_the_issue() -> None:
    box = Box(mm(20), mm(200), mm(60), mm(40))
    ad = Block("3/广告", Role.AD, (Picture("p", box, (0, 0, 9, 9)),), alt="白石溪茶")
    made = fulltexts.made(edition(body("雾。"), ad, text="雾。"))
    found = [
        d for d in etree.fromstring(made["mets.xml"]).iter(METS + "div")
        if d.get("TYPE") == "advertisement"
    ]  # fmt: skip
    assert [d.get("LABEL") for d in found] == ["白石溪茶"]


def test_readings_of_a_box_are_tagged_as_those_of_a_story() -> None:
    for name, tagged in (("A/ruby", 1), ("A/factbox-1/ruby", 1), ("A/markers", 0)):
        block = Block(name, Role.MARK, (run(mm(20), mm(45), "yun"),), "A")
        made = alto(fulltexts.made(edition(body("云。"), block, text="云。")))
        assert len(list(made.iter(ALTO + "LayoutTag"))) == tagged


def test_the_pictures_of_a_site_stand_with_their_pages() -> None:
    names = [f"site/html/2026-10/18/page-03-{width}.webp" for width in (480, 2000)]
    files = dict.fromkeys([*names, "site/index.html", "README.md"], b"x")
    mets = etree.fromstring(fulltexts.made(edition(), files)["mets.xml"])
    uses = {f[0].get(fulltexts.XLINK + "href"): f.getparent().get("USE")
            for f in mets.iter(METS + "file")}  # fmt: skip
    assert [uses[name] for name in files] == ["THUMBS", "IMAGE", "SITE", "OTHER"]
    (page,) = [d for d in mets.iter(METS + "div") if d.get("TYPE") == "page"]
    assert len(page) == 3


def test_any_story_has_ids_of_its_own() -> None:
    """Names that meet where signs are dropped, those of the files' own ids, those that begin oddly."""
    for story in ("头条", "1", "a b", "A_1", "TITLE", "ISSUE", "-", '<&">', "é.x", "\U00020000"):
        text = "清晨走过石桥。"
        fulltexts.made(edition(body(text, story=story), text=text, story=story))
    names = ["A_1", "A.1", "A 1", "A", "a", "A.5f.1", "头条"]
    assert len({identifier("B", name, 1) for name in names}) == len(names)
    assert identifier("B", "A", "1_2") != identifier("B", "A_1", "2")


def test_characters_that_xml_cannot_say_are_shown_as_lost() -> None:
    assert attribute('a\x0b<&">\n\U0001f600') == "a\ufffd&lt;&amp;&quot;>&#10;\U0001f600"


def test_pages_of_a_hundred_are_named_by_their_numbers() -> None:
    made = fulltexts.made(edition(body("雾。"), text="雾。", number=104))
    assert "alto/page-104.xml" in made
