"""Captions in a file of their own go to the pictures that they name, each word of them told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import arrivals

from presslayout.newsroom.importing.plan import planned
from presslayout.newsroom.importing.stories import GUESS, PLAIN
from presslayout.newsroom.importing.written import made

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.newsroom.importing.written import WrittenFiles

COPY = "山乡秋色正浓时\n\n" + arrivals.paragraph(0) + "\n\n" + arrivals.paragraph(1) + "\n"


def taken_in(
    folder: Path, texts: dict[str, str], names: tuple[str, ...], choice: str = GUESS
) -> WrittenFiles:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for seed, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(arrivals.photo(seed))
    with planned([folder], None) as plan:
        result = made(plan, dict.fromkeys(range(len(plan.items)), choice), "", lambda _: False)
        result.found += plan.found
        return result


def told(result: WrittenFiles) -> dict[str, tuple[str, str]]:
    return {
        shot.source: (shot.caption, shot.credit)
        for story in result.stories
        for _, shot in story.photos
    }


def ledger(result: WrittenFiles) -> str:
    data = result.files[result.ledger]
    assert isinstance(data, bytes)
    return data.decode()


@pytest.mark.parametrize(
    ("name", "lines", "pictures"),
    [
        ("图片说明.txt", ("图1：谷场上的板栗。 周一鸣 摄", "图2：护林员巡山。"), ("1.jpg", "2.jpg")),
        ("图片说明.md", ("图1：谷场上的板栗。 周一鸣 摄", "图2：护林员巡山。"), ("图1.jpg", "图2.jpg")),
        ("说明.txt", ("1、谷场上的板栗。 周一鸣 摄", "2、护林员巡山。"), ("01 谷场.jpg", "02 巡山.jpg")),
        ("图说.txt", ("（1）谷场上的板栗。（周一鸣 摄）", "（2）护林员巡山。"), ("秋色1.jpg", "秋色2.jpg")),
        ("文字.txt", ("图一：谷场上的板栗。 周一鸣 摄", "图二：护林员巡山。"), ("图一.jpg", "图二.jpg")),
        ("图注.txt", ("图片说明：", "", "图①：谷场上的板栗。周一鸣 摄", "图②：护林员巡山。"), ("1.jpg", "2.jpg")),
        ("a.txt", ("IMG_2931.jpg 谷场上的板栗。 周一鸣 摄", "IMG_2940.JPG：护林员巡山。"), ("IMG_2931.JPG", "IMG_2940.jpg")),
        ("a.txt", ("DSC_01：谷场上的板栗。", "周一鸣 摄", "DSC_02", "护林员巡山。"), ("图/DSC_01.jpg", "图/DSC_02.jpg")),
    ],
)  # fmt: skip
def test_captions_of_a_file_stand_at_their_pictures(
    name: str, lines: tuple[str, ...], pictures: tuple[str, ...], tmp_path: Path
) -> None:
    result = taken_in(tmp_path, {"稿/山乡秋色.txt": COPY, f"稿/{name}": "\n".join(lines)},
                      tuple(f"稿/{one}" for one in pictures))  # fmt: skip
    assert list(told(result).values()) == [("谷场上的板栗。", "周一鸣"), ("护林员巡山。", "")]
    assert len(result.stories) == 1
    assert "谷场" not in "".join(
        data.decode() for file, data in result.files.items()
        if isinstance(data, bytes) and file != result.ledger
    )  # fmt: skip
    # Of each line the ledger has every character.
    for line in lines:
        assert line in ledger(result)


@pytest.mark.parametrize(
    ("lines", "pictures"),
    [
        # A number that two pictures have, that none has, and one of a camera.
        (("图1：谷场。", "图9：巡山。"), ("甲1.jpg", "9.jpg", "乙1.jpg")),
        (("图1：谷场。", "图9：巡山。"), ("9.jpg",)),
        (("图1：谷场。", "图9：巡山。"), ("9.jpg", "IMG_1.jpg")),
        (("图1：谷场。", "图9：巡山。"), ("9.jpg", "1月10日.jpg")),
    ],
)
def test_no_caption_goes_to_a_picture_that_it_may_not_mean(
    lines: tuple[str, ...], pictures: tuple[str, ...], tmp_path: Path
) -> None:
    result = taken_in(tmp_path, {"山乡秋色.txt": COPY, "图片说明.txt": "\n".join(lines)}, pictures)
    assert {name: said for name, (said, _) in told(result).items() if said} == {"9.jpg": "巡山。"}
    assert [(d.code, d.span and d.span.line) for d in result.found] == [("import-left-out", 1)]
    assert "没有排（第 1 行，没有归到图片）：图1：谷场。" in ledger(result)


@pytest.mark.parametrize(
    "text",
    [
        COPY,
        "图说非遗\n\n" + arrivals.paragraph(2) + "\n1. 一项\n",
        "图1：谷场。\n" + arrivals.paragraph(2) + "\n",
        "图10月12日开镰。\n山乡秋色。\n",
        "图7：这张没有来。\n",
    ],
)
def test_copy_stays_copy(text: str, tmp_path: Path) -> None:
    result = taken_in(tmp_path, {"图说.txt": text}, ("1.jpg",))
    bodies = [data.decode() for name, data in result.files.items()
              if isinstance(data, bytes) and name != result.ledger]  # fmt: skip
    words = "".join(bodies + [words for s in result.stories for _, words in s.draft.parts])
    words = words.replace("\\", "")
    assert all(row.strip() in words for row in text.splitlines())
    assert all(not caption for caption, _ in told(result).values())


def test_as_they_stand_captions_are_words_of_a_file(tmp_path: Path) -> None:
    texts = {"山乡秋色.txt": COPY, "图片说明.txt": "图1：谷场。\n图2：巡山。\n"}
    result = taken_in(tmp_path, texts, ("1.jpg", "2.jpg"), PLAIN)
    assert len(result.stories) == 2
    assert set(told(result).values()) == {("", "")}
    assert any("图2：巡山。" in story.draft.body for story in result.stories)
