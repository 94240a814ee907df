"""Captions and credits: what the words behind a picture, and its name, say of it."""

from __future__ import annotations

import pytest
from tests.arrivals import photo

from presslayout.newsroom.importing.pictures import byline_credit, captioned, kind_of, own_words


@pytest.mark.parametrize(
    ("words", "caption", "credit"),
    [
        ("村民在采茶。（李明 摄）", "村民在采茶。", "李明"),
        ("村民在采茶。本报记者 李明 摄", "村民在采茶。", "本报记者 李明"),
        ("村民在采茶张三摄", "村民在采茶", "张三"),
        ("图为村民在采茶。新华社记者 王五 李四 摄", "图为村民在采茶。", "新华社记者 王五 李四"),
        ("（图为龙潭坪。张三 摄）", "图为龙潭坪。", "张三"),
        ("▲村民在晒谷 摄影：周一鸣", "村民在晒谷", "周一鸣"),
        ("修桥现场 陈青山摄", "修桥现场", "陈青山"),
        ("农民在坡上整地 Clements Engelhardt摄", "农民在坡上整地", "Clements Engelhardt"),
        ("林子。Aitzol Berasategi 摄影", "林子。", "Aitzol Berasategi"),
        ("合唱团 Jean-Luc O'Hara摄", "合唱团", "Jean-Luc O'Hara"),
        ("村民用 drone摄", "村民用 drone摄", ""),
        ("县融媒体中心供图", "县融媒体中心供图", ""),
        ("孩子们在拍摄", "孩子们在拍摄", ""),
        ("山里的摄影展", "山里的摄影展", ""),
        ("老人们在长桌边吃饭。（资料图片）", "老人们在长桌边吃饭。（资料图片）", ""),
    ],
)
def test_a_line_is_a_caption_and_who_took_it(words: str, caption: str, credit: str) -> None:
    assert captioned(words) == (caption, credit)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("01 村民在晒谷场上收板栗 周一鸣摄.jpg", ("村民在晒谷场上收板栗", "周一鸣")),
        ("图1_孩子们放学回家.jpg", ("孩子们放学回家", "")),
        ("IMG_0031.jpg", ("", "")),
        ("DSC00012.jpg", ("", "")),
        ("微信图片_20261018123456.jpg", ("", "")),
        ("mmexport1666.jpg", ("", "")),
        ("配图.jpg", ("", "")),
        ("治水 Aitzol Berasategi摄.jpg", ("", "Aitzol Berasategi")),
        ("溪 周一鸣摄.jpg", ("", "周一鸣")),
    ],
)
def test_a_name_says_what_a_picture_shows_or_nothing(
    name: str, wanted: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("图") / "x.jpg"
    path.write_bytes(photo(1, (8, 8)))
    assert own_words(path, name) == wanted


def test_a_byline_says_who_took_the_pictures() -> None:
    assert byline_credit("文/本报记者 吴献党 图/通讯员 朱渊") == "通讯员 朱渊"
    assert byline_credit("文/陆一鸣 图/Aitzol Berasategi") == "Aitzol Berasategi"
    assert byline_credit("图/Aitzol Berasategi 文/陆一鸣") == "Aitzol Berasategi"
    assert byline_credit("本报记者 沈禾青") == ""


def test_a_picture_is_known_by_its_bytes() -> None:
    assert kind_of(photo(1, (8, 8))[:32]) == ".jpg"
    assert kind_of(b"\x89PNG\r\n\x1a\n") == ".png"
    assert kind_of(b"\0\0\0\x18ftypheic") == ".heic"
    assert kind_of(b"\x01\0\0\0 EMF") == ""


@pytest.mark.parametrize(
    ("byline", "who"),
    [
        ("本报记者 麻晓舟 摄影报道", "麻晓舟"),
        ("甲一 乙二 摄影报道", "甲一 乙二"),
        ("本报记者 麻晓舟 整理", ""),
    ],
)
def test_who_reports_in_pictures_took_them(byline: str, who: str) -> None:
    assert byline_credit(byline) == who
