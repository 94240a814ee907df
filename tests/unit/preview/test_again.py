"""What is remembered from save to save: nothing that changed is missed, nothing else is made again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import ERROR, PresslayoutError
from presslayout.edition import codec
from presslayout.flow import set_pages
from presslayout.newsroom import build
from presslayout.newsroom.options import Options
from presslayout.preview import told
from presslayout.preview.room import Room
from presslayout.preview.workbench import Workbench
from tests.kit import ROOT
from tests.unit.preview.issues import issue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PHOTO = "\n        图片: [{文件: images/远山.jpg, 摄影: 某某, 栏数: 2, 位置: 右上}]\n"


@dataclass(frozen=True)
class Place:
    """A workspace at work."""

    bench: Workbench

    @property
    def root(self) -> Path:
        return self.bench.workspace.root

    @property
    def folder(self) -> Path:
        return self.bench.path.parent

    def write(self, name: str, change: Callable[[str], str]) -> None:
        """A file of the workspace, or of the issue, with other words."""
        path = self.folder / name if (self.folder / name).exists() else self.root / name
        text = path.read_text("utf-8")
        assert change(text) != text
        path.write_text(change(text), encoding="utf-8")

    def held(self) -> list[str]:
        """What a turn and a cold build agree on: the pages, or why there are none."""
        shown = self.bench.turn()
        if shown.fault:
            with pytest.raises(PresslayoutError) as caught:
                build.composed(self.bench.path, self.bench.options)
            assert shown.fault == caught.value.diagnostics
            return [d.code for d in shown.fault if d.severity is ERROR]
        loaded, cold = build.composed(self.bench.path, self.bench.options)
        assert shown.good is not None
        assert shown.good.loaded.issue == loaded.issue
        assert list(shown.good.loaded.issue.sources) == list(loaded.issue.sources)
        assert codec.dumps(shown.good.composition.edition) == codec.dumps(cold.edition)
        assert shown.good.composition.pages == cold.pages
        assert (
            shown.good.found
            == build.order(loaded, cold, self.bench.options, build.Stopwatch()).found
        )
        return [page.hash for page in cold.pages]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    path = issue(tmp_path, 3)
    text = path.read_text("utf-8").replace("正文: B3.txt}\n", "样式: 加框, 正文: B3.txt}\n")
    # The second page's lead has a photo: what it says of itself is its caption.
    lead = "      - {编号: A2, 位置: 头条, 主题: 守山的日子, 正文: A2.txt}\n"
    rows = lead.replace("- {", "- ").replace(", ", "\n        ").replace("}\n", PHOTO)
    assert lead in text
    path.write_text(text.replace(lead, rows), encoding="utf-8")
    (tmp_path / "images").mkdir()
    picture(tmp_path / "images" / "远山.jpg", "远山")
    return Place(Workbench(path, Options(cache=Cache(tmp_path / "cache"))))


def picture(path: Path, caption: str, shade: int = 90) -> None:
    """A photo that says what it shows."""
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
        '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
        f'<rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt></dc:description>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()
    image = Image.new("RGB", (1200, 900), (shade, 120, 60))
    image.save(path, "JPEG", xmp=xmp)


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def test_a_copy_that_changes_or_goes_or_comes_back_is_seen(place: Place) -> None:
    seen = place.held()
    place.write("A1.txt", swap("清晨", "早晨"))
    after = place.held()
    assert after[0] != seen[0]
    assert after[1:] == seen[1:]
    (place.folder / "A1.txt").rename(place.folder / "A1.bak")
    assert place.held() == ["missing-file"]
    (place.folder / "A1.bak").rename(place.folder / "A1.txt")
    assert place.held() == after
    place.write("A1.txt", swap("早晨", "清晨"))
    assert place.held() == seen


def test_a_name_whose_case_changes_is_seen(place: Place) -> None:
    seen = place.held()
    (place.folder / "B2.txt").rename(place.folder / "b2.txt")
    assert place.held() == ["file-not-found"]
    (place.folder / "b2.txt").rename(place.folder / "B2.txt")
    assert place.held() == seen


def test_a_file_that_now_stands_nearer_is_taken(place: Place) -> None:
    seen = place.held()
    (place.folder / "images").mkdir()
    picture(place.folder / "images" / "远山.jpg", "近山", 200)
    near = place.held()
    assert near[1] != seen[1]
    assert (near[0], near[2]) == (seen[0], seen[2])
    (place.folder / "images" / "远山.jpg").unlink()
    assert place.held() == seen


def test_what_a_picture_says_of_itself_is_seen(place: Place) -> None:
    seen = place.held()
    picture(place.root / "images" / "远山.jpg", "远山如黛")
    assert place.held()[1] != seen[1]
    (place.root / "images" / "远山.jpg").unlink()
    assert place.held() == ["missing-picture"]


def test_a_file_that_becomes_a_link_out_of_the_workspace_is_seen(
    place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place.held()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "A3.txt"
    shutil.move(place.folder / "A3.txt", elsewhere)
    (place.folder / "A3.txt").symlink_to(elsewhere)
    assert place.held() == ["outside-workspace"]


LAYOUTS = (
    ("layout/四开-双稿特刊.yaml", swap("破栏: 4, 标题", "破栏: 3, 标题"), {0, 1, 2}),
    ("layout/styles/报纸.yaml", swap("字号: 9pt", "字号: 8pt"), {0, 1, 2}),
    ("layout/styles/加框.yaml", swap("0.5pt", "2pt"), {2}),
)


@pytest.mark.parametrize(("name", "change", "touched"), LAYOUTS)
def test_a_template_or_a_style_that_changes_is_seen(
    place: Place, name: str, change: Callable[[str], str], touched: set[int]
) -> None:
    seen = place.held()
    place.write(name, change)
    after = place.held()
    assert {n for n in range(3) if after[n] != seen[n]} <= touched
    assert after != seen or name.endswith("报纸.yaml")


def test_the_houses_list_of_lines_that_advertise_is_seen(place: Place) -> None:
    place.write("B1.txt", lambda text: text + "关注我们的公众号\n")
    seen = place.held()
    assert place.held() == seen
    (place.root / "layout" / "推广语.txt").write_text("关注我们的公众号\n", encoding="utf-8")
    place.held()
    (place.root / "layout" / "推广语.txt").unlink()
    assert place.held() == seen


def test_fonts_and_a_press_that_change_are_seen(place: Place) -> None:
    seen = place.held()
    place.write("layout/press/newsprint.yaml", swap("出血: 0mm", "出血: 3mm"))
    press = place.held()
    assert not set(press) & set(seen)
    shutil.copytree(ROOT / "fonts", place.root / "fonts")
    place.write("fonts/fonts.yaml", swap("NotoSerifSC-Medium.ttf", "NotoSansSC-Regular.ttf"))
    assert not set(place.held()) & set(press)


def test_an_edit_of_the_spec_is_seen_wherever_it_stands(place: Place) -> None:
    seen = place.held()
    place.write("issue.yaml", swap("报名: 云岭日报", "报名: 云岭晚报"))
    assert not set(place.held()) & set(seen)
    place.write("issue.yaml", swap("编号: B1, 位置: 二条", "编号: B1, 位置: 头条"))
    assert "slot-taken" in place.held()


def test_an_edit_of_copy_makes_its_page_alone_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[int] = []

    def noted(module: Any, name: str, number: Callable[..., int]) -> None:
        work = getattr(module, name)

        def one(*given: Any, **more: Any) -> Any:
            pages.append(number(*given))
            return work(*given, **more)

        monkeypatch.setattr(module, name, one)

    room = Room(place.bench)
    before = {page["number"]: page for page in room._turned()["pages"]}
    good = place.bench.shown.good
    assert good is not None
    specs = good.loaded.issue.pages
    noted(told, "_page", lambda page, *_: page.number)
    noted(set_pages, "_set", lambda _, group: group[0].number)
    noted(set_pages, "_hashed", lambda sites, *_: sites[0][0].number)
    place.write("A1.txt", swap("清晨", "早晨"))
    after = {page["number"]: page for page in room._turned()["pages"]}
    room.close()
    good = place.bench.shown.good
    assert good is not None
    # The third page has a story with a style of its own, which is read anew.
    assert [one is other for one, other in zip(specs, good.loaded.issue.pages, strict=True)] == [
        False, True, False,
    ]  # fmt: skip
    assert set(pages) <= {1, 3}
    assert before[1]["hash"] != after[1]["hash"]
    assert before[2] == after[2]


def test_copy_that_was_kept_stays_kept_through_a_session(place: Place) -> None:
    place.held()
    for word in ("早晨", "晚上", "清晨"):
        place.write("A1.txt", lambda text, w=word: text.replace(text[8:10], w, 1))
        place.bench.turn()
    # Whoever begins anew finds what a story said, and reads it no second time.
    again = Workbench(place.bench.path, place.bench.options)
    with pytest.MonkeyPatch.context() as patch:
        read: list[str] = []
        from presslayout.issue.copy import manuscript

        work = manuscript.manuscript

        def noted(data: bytes, named: Any, suffix: str) -> Any:
            read.append(named.story)
            return work(data, named, suffix)

        patch.setattr(manuscript, "manuscript", noted)
        again.turn()
    assert set(read) <= {"A1"}
