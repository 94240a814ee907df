"""Stories that wait for a page, from the documentation's example to pages that stay as they were picked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.e2e.desk import ROOT, Desk, Ran

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

DOCUMENT = (ROOT / "docs" / "稿件与版式.md").read_text(encoding="utf-8")
SENTENCES = (
    "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。",
    "走到垭口，他把昨夜的雨量记在本子上。",
    "村口的长桌边坐着三个人，正在商量水渠怎么修。",
    "到了傍晚，坡上的灯一盏一盏亮起来，狗叫了两声又停下。",
)
# Characters of the stories of the documentation's example: about what its three pages hold.
LENGTHS = (900, 1000, 1000, 700, 700, 600, 600, 450, 350, 400, 250)


def example(heading: str, number: int = 0) -> str:
    """An example of the documentation: the YAML block of a section."""
    section = DOCUMENT[DOCUMENT.index(heading) :]
    return re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)[number]


def written(folder: Path, name: str, length: int, seed: int) -> None:
    texts: list[str] = []
    while sum(map(len, texts)) < length:
        count = 2 + (seed + len(texts)) % 3
        texts.append("".join(SENTENCES[(seed * 3 + len(texts) * 5 + n) % 4] for n in range(count)))
    (folder / name).write_text("\n\n".join(texts) + "\n", encoding="utf-8")


def run(folder: Path, *words: str) -> Ran:
    root = folder.parents[1]
    return Desk(root, root.parent / "cache").run(*words)


@pytest.fixture
def issue(tmp_path: Path, warm: Path) -> Path:
    folder = tmp_path / "w" / "issue" / "分版"
    (tmp_path / "w").mkdir()
    (tmp_path / "cache").symlink_to(warm)
    assert run(folder, "init", ".").exit == 0
    folder.mkdir()
    (folder / "issue.yaml").write_text(example("### 待排（`waiting`）"), encoding="utf-8")
    for number, length in enumerate(LENGTHS, 1):
        written(folder, f"S{number}.md", length, number)
    return folder


def boxes(told: dict[str, Any]) -> dict[tuple[int, str], list[float]]:
    found = {}
    for page in told["pages"]:
        found |= {(page["number"], one["id"]): one["bbox_mm"] for one in page["stories"]}
        found |= {(page["number"], one["file"]): one["bbox_mm"] for one in page["photos"]}
    return found


def test_the_example_is_shared_out_picked_and_stays(issue: Path, tmp_path: Path) -> None:
    out, spec = str(tmp_path / "o"), issue / "issue.yaml"
    before = spec.read_text(encoding="utf-8")
    shown = run(issue, "suggest", str(issue), "--count", "1", "--json", "-o", out)
    assert shown.exit == 0, shown.err
    pages = {one["page"]: {s["id"] for s in one["stories"]} for one in shown.json["layouts"]}
    assert set(pages) == {1, 2, 3}
    assert "S1" in pages[1]
    assert {"S3", "S5", "S7", "S10"} <= pages[3]
    assert "S6" in pages[2]
    held = set(shown.json["held_over"])
    assert held <= {"S11"}
    assert sorted(set().union(*pages.values()) | held) == sorted(f"S{n}" for n in range(1, 12))
    assert (tmp_path / "o" / "suggest.png").is_file()

    assert run(issue, "pick", str(issue)).exit == 0
    after = spec.read_text(encoding="utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert [line.strip()[:3] for line in added] == ["版式:"] * 3
    assert [line for line in after.splitlines() if line not in added] == before.splitlines()
    pinned = {
        page["版次"]: {pin["编号"] for pin in page["版式"]}
        for page in yaml.safe_load(after)["版面"]
    }
    assert pinned == pages

    first = run(issue, "build", str(issue), "--for", "proof", "--json", "-o", out)
    assert first.exit == 0, first.err
    assert {p["number"]: {s["id"] for s in p["stories"]} for p in first.json["pages"]} == pages
    wanted = {one["page"]: one for one in shown.json["layouts"]}
    for page in first.json["pages"]:
        told = {s["id"]: s["boxes_mm"] for s in page["stories"]}
        assert told == {s["id"]: s["boxes_mm"] for s in wanted[page["number"]]["stories"]}
    # A correction changes no page's stories and no story's place.
    for name in ("S1", "S9"):
        path = issue / f"{name}.md"
        path.write_text(path.read_text(encoding="utf-8").replace("雾", "雨", 1), encoding="utf-8")
    second = run(issue, "build", str(issue), "--for", "proof", "--json", "-o", out)
    assert boxes(second.json).keys() == boxes(first.json).keys()
    stories = {key for key in boxes(first.json) if key[1].startswith("S")}
    assert {k: boxes(second.json)[k] for k in stories} == {k: boxes(first.json)[k] for k in stories}

    why = run(issue, "explain", str(issue), "S1", "--json").json["stories"][0]["why"]
    assert not [line for line in why if "待排" in line]
    # Another layout of one page leaves the stories of all where they are.
    assert run(issue, "pick", str(issue), "--page", "2", "--layout", "2").exit == 0
    again = yaml.safe_load(spec.read_text(encoding="utf-8"))["版面"]
    assert {p["版次"]: {pin["编号"] for pin in p["版式"]} for p in again} == pages


def test_reasons_archive_and_fmt_know_what_waits(issue: Path, tmp_path: Path) -> None:
    told = run(issue, "explain", str(issue), "--json").json["stories"]
    whys = {one["id"]: one["why"][0] for one in told}
    assert "「要闻」里分量最重，上第一个版" in whys["S1"]
    assert "写了版次 2" in whys["S6"]
    assert run(issue, "fmt", str(issue / "issue.yaml"), "--check").exit in (0, 6)
    made = run(issue, "archive", str(issue), "-o", str(tmp_path / "o"))
    assert made.exit == 0, made.err
    kept = {p.stem for p in (tmp_path / "o" / "archive" / "data" / "stories").glob("*.txt")}
    assert kept >= {"S1", "S9"}
    assert (tmp_path / "o" / "archive" / "data" / "sources").is_dir()


def test_a_waiting_story_is_locked_where_it_was_picked(issue: Path) -> None:
    assert run(issue, "pick", str(issue)).exit == 0
    spec = issue / "issue.yaml"
    place = next(
        (page["版次"], pin)
        for page in yaml.safe_load(spec.read_text(encoding="utf-8"))["版面"]
        for pin in page["版式"]
        if pin["编号"] == "S4"
    )
    made = run(issue, "pick", str(issue), "--page", str(place[0]), "--lock", "S4")
    assert made.exit == 0, made.err
    text = spec.read_text(encoding="utf-8")
    assert "编号: S4, 锁定: 是" in text
    # Shared out anew, what is locked is where it was.
    written(issue, "S2.md", 500, 2)
    assert run(issue, "pick", str(issue)).exit == 0
    again = next(
        (page["版次"], pin)
        for page in yaml.safe_load(spec.read_text(encoding="utf-8"))["版面"]
        for pin in page["版式"]
        if pin["编号"] == "S4"
    )
    assert again == place


def test_the_example_of_locks_is_built(issue: Path, tmp_path: Path) -> None:
    """The documentation's locked story and photo stand where it says."""
    head = "报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-19, 总期号: 6129}\n版面:\n"
    head += "  - 版次: 3\n    版名: 特刊\n    模板: 四开-头条加三稿\n    责任编辑: 顾长川\n"
    (issue / "issue.yaml").write_text(head + example("**锁定。**"), encoding="utf-8")
    written(issue, "A.md", 1100, 1)
    written(issue, "B.md", 900, 2)
    made = run(issue, "build", str(issue), "--for", "proof", "--json", "-o", str(tmp_path / "o"))
    assert made.exit in (0, 3), made.err
    page = made.json["pages"][0]
    story = next(one for one in page["stories"] if one["id"] == "A")
    pitch = 13 * 25.4 / 72
    assert story["bbox_mm"][3] - story["bbox_mm"][1] == pytest.approx(35 * pitch, abs=0.01)
    photo = page["photos"][0]["bbox_mm"]
    assert photo[1] - story["bbox_mm"][1] == pytest.approx(11 * pitch, abs=0.01)
    assert photo[2] == pytest.approx(story["bbox_mm"][2], abs=0.01)


def test_a_page_without_room_for_a_new_story_is_told(issue: Path) -> None:
    assert run(issue, "pick", str(issue)).exit == 0
    spec = issue / "issue.yaml"
    text = spec.read_text(encoding="utf-8")
    more = "  - {编号: S12, 分量: 99, 版名: 经济, 主题: 冷库试运行, 正文: S1.md}\n"
    spec.write_text(text + more, encoding="utf-8")
    made = run(issue, "check", str(issue))
    assert made.exit == 1
    assert "[no-room-left]" in made.err
    assert "S12" in made.err
