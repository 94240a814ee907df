"""What `diff` calls a difference, and what it does not."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import kit

from presslayout.delivery import changes_look, changes_page
from presslayout.edition.change import Change
from presslayout.edition.changes import changes
from presslayout.edition.changewords import ListedChange, told
from presslayout.edition.locate import boxes, characters_of
from presslayout.edition.page import Article, Block, Edition, Glyphs, Picture
from presslayout.edition.rewriting import edits
from presslayout.edition.roles import Role
from presslayout.edition.sides import ComparedEdition
from presslayout.flow.compose import compose
from presslayout.overlay.tinted import tinted

if TYPE_CHECKING:
    from presslayout.issue.issue import Story

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
PHOTO = "images/aitzgorri_by_Aitzol_Berasategi.jpg"
OTHER = "images/friends_by_Aitzol_Berasategi.jpg"
POOL = (
    *(f"{n}段说的是云岭县护路人的清晨{n}，雾从谷底升起来{n}。" for n in "一二三四"),
    "一段说的是云岭县护路人的傍晚一，雾从谷底升起来了一。",
    "短。",
    "",
)
TEXTS = tuple(SENTENCE * (3 + n % 2) for n in range(8))


def rows(old: Edition, new: Edition) -> list[ListedChange]:
    sides = ComparedEdition("旧", old), ComparedEdition("新", new)
    found = changes(old, new)
    return [ListedChange(n, c, told(c, *sides), "稿.md:1") for n, c in enumerate(found, 1)]


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
        assert change.old.strip("\n") == change.new.strip("\n") == texts[1]
        side = (
            ComparedEdition("", edition(tale(*texts))),
            ComparedEdition("", edition(tale(*order))),
        )
        assert told(change, *side).what.zh == f"第2段挪到第{came + 1}段"
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
        assert text[change.offset :].startswith(change.new)


def test_a_headline_and_a_caption_are_parts_of_their_own() -> None:
    photo = kit.photo(PHOTO, 2, "top-right")
    old = edition(tale(photos=(photo,)))
    new = edition(tale(photos=(replace(photo, caption="近山。"),), headline="山水之前"))
    assert found(old, new) == [
        ("text", "headline", "间", "前"),
        ("text", f"caption-{photo.stem}", "远", "近"),
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


def test_a_story_that_is_new_or_gone_is_one_change_and_one_renumbered_is_none() -> None:
    one = edition(tale())
    other = replace(kit.story("B", "二条", SENTENCE * 4), byline="")
    two = edition(tale(), other)
    ((came,), (gone,)) = changes(one, two), changes(two, one)
    assert (came.kind, came.aspect, came.story) == ("text", "story", "B")
    assert came.new == gone.old == f"{other.headline}\n{SENTENCE * 4}"
    assert gone.is_loss
    assert not came.is_loss
    assert changes(two, edition(tale(), replace(other, id="Z"))) == ()


def test_a_photo_exchanged_is_one_change_and_its_caption_only_where_it_is_another() -> None:
    photo = kit.photo(PHOTO, 2, "top-right")
    other = replace(photo, file=OTHER, stem="friends")
    old, new = edition(tale(photos=(photo,))), edition(tale(photos=(other,)))
    (change,) = changes(old, new)
    assert (change.kind, change.aspect) == ("photo", "picture")
    assert (change.old, change.new) == (PHOTO, OTHER)
    assert (change.was, change.part) == (f"photo-{photo.stem}", "photo-friends")
    renamed = edition(tale(photos=(replace(other, caption="近山。"),)))
    assert [(c.kind, c.was, c.old, c.new) for c in changes(old, renamed) if c.kind == "text"] == [
        ("text", f"caption-{photo.stem}", "远", "近")
    ]


def test_a_photo_taken_out_takes_its_words_along_and_is_a_loss() -> None:
    photo = kit.photo(PHOTO, 2, "top-right")
    (change,) = changes(edition(tale(photos=(photo,))), edition(tale()))
    assert (change.kind, change.new, change.is_loss) == ("photo", "", True)
    assert photo.caption in change.caption[0]


def test_the_same_words_in_every_folio_are_one_change_on_all_pages() -> None:
    def dated(day: str) -> Edition:
        whole = edition(tale())
        (face,) = {i.face for i in whole.pages[0].blocks[0].items if isinstance(i, Glyphs)}
        run = Glyphs(face, kit.EM, tuple(range(1, 9)), tuple(range(8)), (0,), f"10月{day}日三")
        pages = tuple(
            replace(whole.pages[0], number=n,
                    blocks=(Block(f"{n}/报眉", Role.FOLIO, (replace(run, text=f"0{n}{run.text}"[:8]),)),))
            for n in (1, 2)
        )  # fmt: skip
        return replace(whole, pages=pages, articles=())

    (change,) = changes(dated("18"), dated("25"))
    assert (change.kind, change.pages) == ("furniture", (1, 2))
    assert [len(spot.boxes) for spot in change.new_spots] == [1, 1]


def test_lost_text_is_said_first() -> None:
    other = tale(TEXTS[0].replace("清晨", "早晨", 1), *TEXTS[1:4], *TEXTS[5:], headline="水")
    found = changes(edition(tale()), edition(other))
    assert [c.is_loss for c in found] == sorted((c.is_loss for c in found), reverse=True)
    assert found[0].aspect == "paragraph"
    assert found[0].old.strip("\n") == TEXTS[4]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(POOL), min_size=1, max_size=7),
    st.lists(st.sampled_from(POOL), min_size=1, max_size=7),
)
def test_every_difference_is_told_once_and_makes_the_new_text_of_the_old(
    before: list[str], after: list[str]
) -> None:
    old, new = "\n".join(before), "\n".join(after)
    sides = [
        Edition(
            "", "", "", (), (Article("A", (("body", text), ("headline", "题"))),), (), kit.NEWSPRINT
        )
        for text in (old, new)
    ]
    found = changes(*sides)
    assert bool(found) == (old != new)
    gone = sorted((c.began or 0, (c.began or 0) + len(c.old)) for c in found)
    came = sorted((c.offset or 0, (c.offset or 0) + len(c.new), c.new) for c in found)
    assert all(one[1] <= two[0] for one, two in pairwise(gone))
    kept, at = "", 0
    for start, stop in gone:
        kept, at = kept + old[at:start], stop
    kept, made, used = kept + old[at:], "", 0
    for start, _, words in came:
        more = start - len(made)
        made, used = made + kept[used : used + more] + words, used + more
    assert made + kept[used:] == new
    assert all(c.old != c.new or c.aspect == "order" for c in found)


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
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id"):
            self.ids.add(str(named["id"]))
        if str(named.get("href", "")).startswith("#"):
            self.links.add(str(named["href"])[1:])
        self.scripts += tag == "script"


def test_every_link_of_the_web_page_leads_somewhere() -> None:
    old, new = edition(tale()), edition(tale("<b>&" + TEXTS[0], *TEXTS[1:], headline="水"))
    listed = rows(old, new)
    text = changes_page.page(
        changes_page.EditionSide("<旧>", old), changes_page.EditionSide("新", new), listed
    )
    reader = _Reader()
    reader.feed(text)
    assert reader.links <= reader.ids
    assert len(reader.links) >= 2 * len([r for r in listed if r.change.boxes])
    assert reader.scripts == 1
    assert "<b>" not in text
    assert "&lt;b&gt;" in text
    assert "http:" not in text
    assert "https:" not in text


def test_the_web_page_runs_its_own_script_and_fetches_nothing_wherever_it_is_opened() -> None:
    """It is mailed about: its own policy lets in its one style, its one script, pictures inside it."""
    old, new = edition(tale()), edition(tale("<script>1</script>" + TEXTS[0], *TEXTS[1:]))
    text = changes_page.page(
        changes_page.EditionSide("旧", old, {1: b"jpeg"}),
        changes_page.EditionSide("新", new),
        rows(old, new),
    )
    (policy,) = re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data:"
    for rule, tag in (("style-src", "style"), ("script-src", "script")):
        (own,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    # What the policy would not let in is not asked for; it stands before all that it governs.
    assert text.count("<script") == 1
    assert "&lt;script&gt;1" in text
    assert not re.search(r"\sstyle=|\son\w+=|javascript:|<link|<iframe|<object", text)
    assert not re.search(
        r"fetch|XMLHttp|import|eval|innerHTML|document\.write", changes_look.SCRIPT
    )
    assert text.index(policy) < text.index("<style>")
    assert all(source.startswith(("data:image/jpeg;base64,", "#"))
               for source in re.findall(' href="([^"]*)"', text))  # fmt: skip


def test_only_changes_are_tinted() -> None:
    class Letters:
        def path(self, *_: object) -> tuple[tuple[str, int, int], ...]:
            return (("M", 0, 0),)

        def width(self, text: str, size: int) -> int:
            return size * len(text)

    old, new = edition(tale()), edition(tale(TEXTS[0].replace("雾", "云", 1), *TEXTS[1:]))
    listed = [(r.number, r.change.kind, s) for r in rows(old, new) for s in r.change.new_spots]
    made = tinted(new.pages[0], listed, Letters())  # type: ignore[arg-type]
    extra = [b for b in made.blocks if b not in new.pages[0].blocks]
    assert [b.role for b in extra] == ["changed", "changes"]
    assert all(b.artifact for b in extra)
    # One tint; a number in a box.
    assert [len(b.items) for b in extra] == [1, 2]
    assert [b for b in made.blocks if b not in extra] == list(new.pages[0].blocks)


def test_a_change_without_a_place_is_told_all_the_same() -> None:
    change = Change("text", None, "A", "body", "旧", "新", 3)
    assert change.box is None
