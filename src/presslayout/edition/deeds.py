"""What was done to a place of an edition, in an editor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.units import to_mm
from presslayout.edition.change import Aspect
from presslayout.edition.sides import paragraph_at, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.geometry import Box
    from presslayout.edition.change import Change
    from presslayout.edition.sides import ComparedEdition

REWORDED = Text("改字", "reworded")
_INKS = {"K100": Text("黑", "black"), "": Text("白", "white")}

# What the trade calls the slots of a page; a name of the house's own stays what it is.
_SLOTS = {
    "头条": "lead",
    "二条": "second story",
    "三条": "third story",
    "四条": "fourth story",
    "五条": "fifth story",
    "六条": "sixth story",
    "主图": "main photo",
    "副图": "second photo",
    "图一": "photo 1",
    "图二": "photo 2",
    "图三": "photo 3",
    "图四": "photo 4",
    "图五": "photo 5",
    "侧记": "sidebar",
    "报头": "masthead",
    "报眉": "folio",
    "右报眉": "right folio",
    "报眼": "ear",
    "栏题": "banner",
    "导读": "refers",
    "天眉": "skybox",
    "天气": "weather",
    "版权条": "imprint",
    "广告": "advertisement",
    "公益广告": "public service advertisement",
    "数字": "figures",
    "时间轴": "timeline",
    "成绩": "results",
}


def deed(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    """What was done, in both languages."""
    return _DEEDS[change.aspect](change, old, new)


def _order(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    was = paragraph_at(text_of(old, change, new=False), change.began or 0, change.old)
    now = paragraph_at(text_of(new, change, new=True), change.offset or 0, change.new)
    more = change.old.strip("\n") != change.new.strip("\n")
    return Text(
        f"第{was}段挪到第{now}段{'，字也改了' if more else ''}",
        f"paragraph {was} is now paragraph {now}{', and reworded' if more else ''}",
    )


def _elsewhere(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    del old, new
    was, now = (
        pages(sorted(spot.page for spot in spots)) for spots in (change.old_spots, change.new_spots)
    )
    return Text(f"从{was.zh}挪到{now.zh}", f"moved from {was.en} to {now.en}")


def _words(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    del old, new
    gone, came = change.old.strip("\n"), change.new.strip("\n")
    if not gone and not came:
        if len(change.old) < len(change.new):
            return Text("分成两段", "one paragraph made two")
        return Text("两段接成一段", "two paragraphs joined")
    if not change.new:
        return Text(f"少了 {len(gone)} 字", f"{_characters(gone)} lost")
    if not change.old:
        return Text(f"加了 {len(came)} 字", f"{_characters(came)} added")
    return REWORDED


def _characters(text: str) -> str:
    return f"{len(text)} character{'s' * (len(text) != 1)}"


def _whole(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    del old, new
    gone, came = change.old.strip("\n"), change.new.strip("\n")
    if change.aspect == Aspect.STORY:
        if change.new:
            return Text(f"新上的稿件（{len(came)} 字）", f"new story ({_characters(came)})")
        return Text(f"稿件撤下了（{len(gone)} 字）", f"story taken out ({_characters(gone)})")
    one = change.part == "body"
    if not change.new:
        return Text(
            f"少了{'一段' if one else ''}（{len(gone)} 字）",
            f"{'paragraph ' if one else ''}lost ({_characters(gone)})",
        )
    if not change.old:
        return Text(
            f"新加{'一段' if one else ''}（{len(came)} 字）",
            f"{'paragraph ' if one else ''}added ({_characters(came)})",
        )
    return Text(
        f"{'整段' if one else ''}重写（{len(gone)} 字变 {len(came)} 字）",
        f"written anew ({_characters(gone)} before, {len(came)} now)",
    )


def _picture(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    del old, new
    was, now = (file.rpartition("/")[2] for file in (change.old, change.new))
    if not change.old:
        return Text(f"加图 {now}", f"photo {now} added")
    if not change.new:
        return Text(f"撤图 {was}", f"photo {was} taken out")
    if change.old == change.new:
        return Text(f"{now} 换了一张，文件名没变", f"{now} is another picture under the same name")
    return Text(f"换图 {was} → {now}", f"photo {was} replaced by {now}")


def _crop(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    del old, new
    (was,), (now,) = change.before[1], change.boxes
    sizes = _size(was), _size(now)
    if abs(to_mm(was.width) - to_mm(now.width)) >= 1:
        return Text(
            f"从 {sizes[0]} 改为 {sizes[1]} 毫米", f"{sizes[0]} mm before, {sizes[1]} mm now"
        )
    return Text("裁切的范围不一样了", "cropped otherwise")


def _size(box: Box) -> str:
    return f"{to_mm(box.width):.0f}×{to_mm(box.height):.0f}"


def _place(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    (was, *_), (now, *_) = change.before[1], change.boxes
    page = change.before[0]
    if page != change.page:
        return Text(
            f"从第{page}版挪到第{change.page}版", f"moved from page {page} to {change.page}"
        )
    slots = [s.slots.get((change.page or 0, change.story), "") for s in (old, new)]
    if not change.part and all(slots) and slots[0] != slots[1]:
        english = [slot_called(name) for name in slots]
        return Text(
            f"从「{slots[0]}」挪到「{slots[1]}」", f"moved from {english[0]} to {english[1]}"
        )
    zh, en = [], []
    for by, words in (
        (now.x - was.x, (Text("右移", "right"), Text("左移", "left"))),
        (now.y - was.y, (Text("下移", "down"), Text("上移", "up"))),
    ):
        far = f"{abs(to_mm(by)):.0f}"
        if far != "0":
            way = words[by < 0]
            zh.append(f"{way.zh} {far} 毫米")
            en.append(f"{way.en} {far} mm")
    if abs(to_mm(now.width) - to_mm(was.width)) >= 1 or not zh:
        zh.append(f"从 {_size(was)} 改为 {_size(now)} 毫米")
        en.append(f"{_size(was)} mm before, {_size(now)} mm now")
    return Text("，".join(zh), ", ".join(en))


def _look(change: Change, old: ComparedEdition, new: ComparedEdition) -> Text:
    del old, new
    if not change.old and not change.new:
        return Text("线、底色或位置变了", "its lines, ground or place changed")
    was, now = _looks(change.old), _looks(change.new)
    zh, en = [], []
    for one, other, word in zip(was, now, _LOOKS, strict=True):
        if one != other:
            zh.append(f"{word.zh} {one.zh} → {other.zh}")
            en.append(f"{word.en} {one.en} → {other.en}")
    return Text("；".join(zh), "; ".join(en))


_LOOKS = Text("字体", "face"), Text("字号", "size"), Text("颜色", "ink")


def _looks(look: str) -> tuple[Text, Text, Text]:
    """Face, size and ink of a look in words."""
    head, _, ink = look.partition("pt ")
    face, _, size = head.rpartition(" ")
    name, dot, rest = face.partition(".")
    face = f"{name} {rest.partition(' ')[2]}".strip() if dot else face
    return (
        Text(face, face),
        Text(f"{size} 磅", f"{size} pt"),
        _INKS.get(ink, Text(ink, ink)),
    )


def pages(numbers: Sequence[int]) -> Text:
    """Pages by their numbers."""
    if not numbers:
        return Text("没有上版", "on no page")
    listed = [str(n) for n in numbers]
    many = "pages" if len(numbers) > 1 else "page"
    return Text(f"第{'、'.join(listed)}版", f"{many} {', '.join(listed)}")


_DEEDS = {
    Aspect.WORDS: _words,
    Aspect.PARAGRAPH: _whole,
    Aspect.STORY: _whole,
    Aspect.ORDER: _order,
    Aspect.PAGE: _elsewhere,
    Aspect.PICTURE: _picture,
    Aspect.CROP: _crop,
    Aspect.PLACE: _place,
    Aspect.LOOK: _look,
}


def slot_called(name: str) -> str:
    """A slot's name in English, as the trade has it; a name of the house's own stays what it is."""
    return _SLOTS.get(name, name)
