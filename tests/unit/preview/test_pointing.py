"""What is pointed at takes a comment, whatever it is, and shows it where it stands and nowhere else."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from presslayout.base.cache import Cache
from presslayout.base.units import to_mm
from presslayout.edition.changewords import PARTS
from presslayout.edition.locate import characters_of
from presslayout.edition.page import Glyphs
from presslayout.newsroom import pointing as places
from presslayout.newsroom.options import Options
from presslayout.preview import pointing
from presslayout.preview.comments import Notebook
from presslayout.preview.workbench import Workbench
from tests.kit import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.page import Edition
    from presslayout.preview.workbench import Good


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    root = tmp_path_factory.mktemp("sample")
    for name in ("issue", "layout", "images"):
        shutil.copytree(ROOT / name, root / name)
    path = root / "issue" / "2026-10-18" / "issue.yaml"
    made = Workbench(path, Options(cache=Cache(root / "cache")))
    assert not made.turn().fault
    return made


@pytest.fixture(scope="module")
def good(bench: Workbench) -> Good:
    assert bench.shown.good is not None
    return bench.shown.good


def spots(edition: Edition) -> Iterator[tuple[int, int, int]]:
    """The middle of the first character of every run, and of everything that is no text."""
    for page in edition.pages:
        for block in page.blocks:
            box = places.extent(block)
            if box is not None:
                yield page.number, box.x + box.width // 2, box.y + box.height // 2
            for item in block.items:
                if isinstance(item, Glyphs) and item.text.strip():
                    first = next(iter(characters_of(item)))[2]
                    yield page.number, first.x + first.width // 2, first.y + first.height // 2


def asked(told: dict[str, Any]) -> dict[str, Any]:
    """A comment as the page asks for it."""
    named = {key: told.get(key, "") for key in ("page", "story", "part", "block")}
    words = (
        {key: told[key] for key in ("offset", "length", "text")} if told["kind"] == "text" else {}
    )
    return {**named, **words, "kind": "note", "comment": "查"}


@pytest.mark.slow
def test_whatever_is_pointed_at_takes_a_comment(bench: Workbench, good: Good) -> None:
    notebook, kinds = Notebook(bench), set()
    seen: dict[str, dict[str, Any]] = {}
    for number, x, y in spots(good.composition.edition):
        told = pointing.at(good, number, x, y)
        assert told is not None
        kinds.add(told["kind"])
        seen[json.dumps(asked(told), sort_keys=True)] = told
    for told in seen.values():
        notebook.add(asked(told))
        notebook.undo()
    assert {"text", "photo", "furniture"} <= kinds
    for told in (one for page in (3, 4) for one in pointing.things(good, page)):
        notebook.add(asked(told))
        notebook.undo()


def test_a_character_stands_on_one_page(good: Good) -> None:
    """A story that goes on has a headline there that says something else."""
    edition = good.composition.edition
    (story,) = (one for one in edition.articles if one.id == "A")
    pages = set()
    for part, text in story.texts:
        for offset, char in enumerate(text):
            found = [*places.stretch(edition, "A", part, offset, 1)]
            assert len(found) <= 1, (part, offset, char)
            pages |= {number for number, _ in found}
    assert pages == {3, 4}
    (one,) = [*places.stretch(edition, "A", "headline", 0, 5)]
    assert one[0] == 3
    hits = [hit for hit in places.hits(edition, "守山的日子", 9) if hit.part == "headline"]
    assert [hit.place and hit.place[0] for hit in hits] == [3]


def test_a_headline_where_a_story_goes_on_is_pointed_at_where_it_is_written(
    bench: Workbench, good: Good
) -> None:
    page = next(page for page in good.composition.edition.pages if page.number == 4)
    block = next(b for b in page.blocks if (b.story, b.part) == ("A", "jump-headline"))
    run = places.first(block)
    assert run is not None
    assert run.glyphs.text == "接沟人"
    told = pointing.at(good, 4, run.box.x + 1, run.box.y + run.box.height // 2)
    assert told is not None
    assert (told["kind"], told["story"], told["part"]) == ("text", "A", "jump-headline")
    line = bench.path.read_text("utf-8").splitlines()[told["source"]["line"] - 1]
    assert "接沟人" in line
    again = pointing.between(good, "A", "jump-headline", 1, 2)
    assert again is not None
    assert again["text"] == "沟人"
    notebook = Notebook(bench)
    notebook.add(asked(told))
    (comment,) = notebook.listed()
    assert comment["source"] == told["source"]
    notebook.undo()


def test_a_photo_and_a_comment_on_it_name_the_line_of_the_photo(
    bench: Workbench, good: Good
) -> None:
    record = good.composition.pages[0].photos[1]
    told = pointing.at(good, 3, record.box.x + 9, record.box.y + 9)
    assert told is not None
    line = bench.path.read_text("utf-8").splitlines()[told["source"]["line"] - 1]
    assert record.file.rpartition("/")[2] in line
    notebook = Notebook(bench)
    notebook.add(asked(told))
    assert notebook.listed()[0]["source"] == told["source"]
    notebook.undo()
    assert to_mm(record.box.width) > 0


def test_words_of_furniture_that_stand_apart_are_read_apart(good: Good) -> None:
    page = good.composition.edition.pages[0]
    folio = next(block for block in page.blocks if block.role == "folio")
    assert places.words(folio).split(" ")[:2] == ["03特刊", "云岭日报"]


def test_the_page_calls_the_parts_of_a_story_as_everybody_does() -> None:
    words = (ROOT / "src/presslayout/preview/page/words.js").read_text("utf-8")
    known = dict(re.findall(r'^  "?([a-z-]+)"?: \["([^"]+)", ', words, re.MULTILINE))
    shared = set(known) & set(PARTS)
    assert {"rubric", "pullquote", "factbox", "caption"} <= shared
    assert {name: known[name] for name in shared} == {name: PARTS[name].zh for name in shared}
