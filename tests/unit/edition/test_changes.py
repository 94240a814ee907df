"""What `diff` calls a difference, and what it does not."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import kit

from presslayout.delivery import changes_page
from presslayout.edition.change import Change
from presslayout.edition.changes import changes
from presslayout.edition.locate import boxes, characters_of
from presslayout.edition.page import Article, Edition, Glyphs, Picture
from presslayout.edition.rewriting import edits
from presslayout.flow.compose import compose
from presslayout.overlay.tinted import tinted

if TYPE_CHECKING:
    from presslayout.issue.issue import Story

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
PHOTO = "images/aitzgorri_by_Aitzol_Berasategi.jpg"
TEXTS = tuple(SENTENCE * (3 + n % 2) for n in range(8))


def tale(*texts: str, **facts: object) -> Story:
    return kit.story("A", "头条", *(texts or TEXTS), **facts)  # type: ignore[arg-type]


def edition(*tales: Story, rows: int = 40, split: int = 4) -> Edition:
    design = kit.template(
        kit.slot("头条", (1, rows), split=split), kit.slot("二条", (60, 76), split=4)
    )
    return compose(kit.loaded({"t": design}, kit.page(1, "t", *tales)), kit.NEWSPRINT).edition


def found(old: Edition, new: Edition) -> list[tuple[str, str, str, str]]:
    return [(c.kind, c.part, c.old, c.new) for c in changes(old, new)]


def test_the_same_is_no_difference() -> None:
    one = edition(tale())
    assert changes(one, one) == ()
    assert changes(one, edition(tale())) == ()


def test_one_character_early_in_a_story_is_one_change() -> None:
    other = tale(TEXTS[0].replace("清晨", "早晨", 1), *TEXTS[1:])
    (change,) = changes(edition(tale()), edition(other))
    assert (change.kind, change.part, change.old, change.new) == ("text", "body", "清", "早")
    assert change.offset == 0
    assert change.page == 1
    (box,) = change.boxes
    assert (box.width, box.height) == (kit.EM, kit.EM)


def test_a_character_more_that_moves_every_line_is_one_change() -> None:
    other = tale("雨后" + TEXTS[0], *TEXTS[1:])
    assert found(edition(tale()), edition(other)) == [("text", "body", "", "雨后")]
    assert found(edition(other), edition(tale())) == [("text", "body", "雨后", "")]


def test_a_paragraph_that_stands_elsewhere_is_a_move_and_no_text() -> None:
    texts = tuple(
        f"第{n}段说的是云岭县护路人的{n}个清晨，雾从谷底升起来。{n}" for n in "一二三四五六"
    )
    for came in (3, 5):
        order = [*texts[:1], *texts[2 : came + 1], texts[1], *texts[came + 1 :]]
        (change,) = changes(edition(tale(*texts)), edition(tale(*order)))
        assert (change.kind, change.part) == ("move", "body")
        assert change.old.startswith("第2段")
        assert change.new.startswith(f"第{came + 1}段")
        assert "第二段说的是" in change.new
        assert change.boxes
    both = [texts[0].replace("清晨", "早晨"), *texts[2:5], texts[1], texts[5]]
    kinds = [c.kind for c in changes(edition(tale(*texts)), edition(tale(*both)))]
    assert sorted(kinds) == ["move", "text"]


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(5)), st.integers(0, 4), st.integers(0, 20))
def test_changes_stand_where_they_say(order: list[int], edited: int, at: int) -> None:
    texts = [f"{n}段说的是云岭县护路人的清晨{n}，雾从谷底升起来{n}。" for n in "一二三四五"]
    made = [texts[n] for n in order]
    made[edited] = made[edited][:at] + "水" + made[edited][at:]
    whole = [
        Edition("", "", "", (), (Article("A", (("body", "\n".join(t)),)),), (), kit.NEWSPRINT)
        for t in (texts, made)
    ]
    text = dict(whole[1].articles[0].texts)["body"]
    for change in changes(*whole):
        assert change.offset is not None
        shown = change.new.partition(" ")[2].rstrip("…") if change.kind == "move" else change.new
        assert text[change.offset :].startswith(shown)


def test_a_headline_and_a_caption_are_parts_of_their_own() -> None:
    photo = kit.photo(PHOTO, 2, "top-right")
    old = edition(tale(photos=(photo,)))
    new = edition(tale(photos=(replace(photo, caption="近山。"),), headline="山水之前"))
    assert found(old, new) == [
        ("text", f"caption-{photo.stem}", "远", "近"),
        ("text", "headline", "间", "前"),
    ]


def test_another_slot_is_a_move_and_no_text_changes() -> None:
    short = TEXTS[:3]
    old = edition(tale(*short), rows=20)
    new = edition(replace(tale(*short), slot="二条"), rows=20)
    kinds = [c.kind for c in changes(old, new)]
    assert "move" in kinds
    assert "text" not in kinds


def test_a_photo_moved_narrowed_gone() -> None:
    photo = kit.photo(PHOTO, 2, "top-right")
    old = edition(tale(photos=(photo,)))
    moved = edition(tale(photos=(replace(photo, at="top-left"),)))
    assert ("move", f"photo-{photo.stem}") in [(k, p) for k, p, *_ in found(old, moved)]
    narrow = edition(tale(photos=(replace(photo, columns=1),)))
    assert ("photo", f"photo-{photo.stem}") in [(k, p) for k, p, *_ in found(old, narrow)]
    gone = [c for c in changes(old, edition(tale())) if c.kind == "photo"]
    assert [(c.old, c.new) for c in gone] == [(PHOTO, "")]


def test_another_window_of_a_photo_is_a_change_and_a_row_more_of_it_is_none() -> None:
    photo = kit.photo(PHOTO, 2, "top-right")
    old = edition(tale(photos=(photo,)))

    def redrawn(by: int, taller: int) -> Edition:
        blocks = []
        for block in old.pages[0].blocks:
            items = []
            for item in block.items:
                if isinstance(item, Picture):
                    left, top, right, bottom = item.crop
                    shifted = left + by, top, right + by, bottom
                    box = replace(item.box, height=item.box.height + taller)
                    item = replace(item, crop=shifted, box=box)  # noqa: PLW2901
                items.append(item)
            blocks.append(replace(block, items=tuple(items)))
        return replace(old, pages=(replace(old.pages[0], blocks=tuple(blocks)),))

    assert found(old, redrawn(0, kit.PITCH)) == []
    assert [kind for kind, *_ in found(old, redrawn(400, 0))] == ["photo"]


def test_a_smaller_headline_is_a_style() -> None:
    display = kit.heads(20, 24)
    small = kit.template(kit.slot("头条", (1, 40), split=4, display=display))
    new = compose(kit.loaded({"t": small}, kit.page(1, "t", tale())), kit.NEWSPRINT).edition
    old_size, new_size = next(
        (c.old, c.new) for c in changes(edition(tale()), new) if c.part == "headline"
    )
    assert "40pt" in old_size
    assert "24pt" in new_size


def test_a_story_that_is_new_or_gone_is_told_part_by_part() -> None:
    two = edition(tale(), replace(kit.story("B", "二条", SENTENCE * 4), byline=""))
    assert [(c.kind, c.story, c.part) for c in changes(edition(tale()), two)] == [
        ("text", "B", "body"),
        ("text", "B", "headline"),
    ]


TEXT = st.text("山水林田湖草", max_size=30)


@settings(max_examples=200, deadline=None)
@given(TEXT, TEXT)
def testedits_make_the_new_text_of_the_old(old: str, new: str) -> None:
    made, at = "", 0
    for a0, a1, b0, b1 in edits(old, new):
        made += old[at:a0] + new[b0:b1]
        at = a1
    assert made + old[at:] == new


def test_every_character_has_a_place() -> None:
    page = edition(tale(), rows=60).pages[0]
    text = "\n".join(TEXTS)
    body = [b for b in page.blocks if (b.story, b.part) == ("A", "body")]
    runs = [run for block in body for run in block.items if isinstance(run, Glyphs)]
    cells = [cell for run in runs for cell in characters_of(run)]
    covered = {k for at, n, _ in cells for k in range(at, at + n)}
    assert covered == {k for k, char in enumerate(text) if char != "\n"}
    first, *rest = boxes(page, "A", "body", 0, 30)
    assert rest
    assert first.width > 10 * kit.EM


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id"):
            self.ids.add(str(named["id"]))
        if str(named.get("href", "")).startswith("#"):
            self.links.add(str(named["href"])[1:])
        assert tag != "script"


def test_every_link_of_the_web_page_leads_somewhere() -> None:
    old, new = edition(tale()), edition(tale("<b>&" + TEXTS[0], *TEXTS[1:], headline="水"))
    listed = changes(old, new)
    text = changes_page.page(
        changes_page.EditionSide("<旧>", old), changes_page.EditionSide("新", new), listed
    )
    reader = _Reader()
    reader.feed(text)
    assert reader.links <= reader.ids
    assert len(reader.links) >= 2 * len([c for c in listed if c.boxes])
    assert "<b>" not in text
    assert "&lt;b&gt;" in text
    assert "http:" not in text
    assert "https:" not in text


def test_the_web_page_runs_and_fetches_nothing_wherever_it_is_opened() -> None:
    """It is mailed about: its own policy lets in its one style and pictures inside it."""
    old, new = edition(tale()), edition(tale("<script>1</script>" + TEXTS[0], *TEXTS[1:]))
    text = changes_page.page(
        changes_page.EditionSide("旧", old, {1: b"jpeg"}),
        changes_page.EditionSide("新", new),
        changes(old, new),
    )
    (policy,) = re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data:"
    (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert rules["style-src"] == f"'sha256-{digest}'"
    # What the policy would not let in is not asked for; it stands before all that it governs.
    assert not re.search(r"<script|\sstyle=|\son\w+=|javascript:|<link|<iframe|<object", text)
    assert text.index(policy) < text.index("<style>")
    assert all(source.startswith(("data:image/jpeg;base64,", "#"))
               for source in re.findall(' href="([^"]*)"', text))  # fmt: skip


def test_only_changes_are_tinted() -> None:
    class Letters:
        def path(self, *_: object) -> tuple[tuple[str, int, int], ...]:
            return (("M", 0, 0),)

    old, new = edition(tale()), edition(tale(TEXTS[0].replace("雾", "云", 1), *TEXTS[1:]))
    listed = changes(old, new)
    made = tinted(new, listed, Letters())  # type: ignore[arg-type]
    extra = [b for b in made.pages[0].blocks if b not in new.pages[0].blocks]
    assert [b.role for b in extra] == ["changed", "changes"]
    assert all(b.artifact for b in extra)
    assert [len(b.items) for b in extra] == [1, 1]
    assert [b for b in made.pages[0].blocks if b not in extra] == list(new.pages[0].blocks)


def test_a_change_without_a_place_is_told_all_the_same() -> None:
    change = Change("text", None, "A", "body", "旧", "新", 3)
    assert change.box is None
