"""Parts of a story that its body says once more: headline, byline and kin at its head, captions anywhere.

Copy comes with its title and its captions in it, and the spec names them again: both would print.
What is told here prints twice for certain; a doubt is left alone.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy import formats
from presslayout.newsroom.proofread.story_texts import warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.issue.issue import Paragraph, Photo, Story
    from presslayout.newsroom.proofread.story_texts import StoryText

NAMES = {
    "rubric": Text("栏头", "rubric"),
    "kicker": Text("引题", "kicker"),
    "headline": Text("主题", "headline"),
    "deck": Text("副题", "deck"),
    "byline": Text("署名", "byline"),
    "caption": Text("说明", "caption"),
    "credit": Text("摄影", "credit"),
}
# Captions stand anywhere in a body, parts of the head where it begins or is signed.
_OF_PHOTOS = frozenset(("caption", "credit"))
# A head stands in so many blocks at most, other short lines (a date, a column) among them; a part is
# in so many lines at most.
_HEAD_MOST, _OTHERS_MOST, _LINES_MOST = 8, 2, 3
# Longer lines, and such as end a sentence, are no heads.
_LABEL_MOST = 60
_ENDS = "。！？…；!?;"
# Shorter captions may be words that a text says anyway.
_CAPTION_LEAST, _NAME_LEAST = 6, 2
_HEAD_KINDS = frozenset((ParagraphKind.PARAGRAPH, ParagraphKind.SUBHEAD, ParagraphKind.SIGNATURE))
_POSTS = regex(
    r"(?:本报|本刊|本网|全媒体|融媒体|首席|特约|见习|实习|驻站)*"
    r"(?:记者|通讯员|评论员|特派员|撰稿人|实习生|作者|采写|撰文|供稿|文字)|文(?=\s*[/／:：|])"
)
_FIGURE = regex(r"\s*[▲△↑◀▶]*\s*(?:图(?:[①-⑩0-9]{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:]|图为)?")
_TAKEN = regex(r"摄影?\Z|供图\Z")


@frozen
class Repeat:
    """A part of a story and the numbers of the body's paragraphs that say it once more."""

    part: str
    paragraphs: tuple[int, ...]


def repeats(story: Story) -> tuple[Repeat, ...]:
    """The parts that the body repeats, in the order of the body; none where nothing else would be left."""
    found = [*_heads(story)]
    taken = {number for one in found for number in one.paragraphs}
    found += [one for one in _captions(story) if taken.isdisjoint(one.paragraphs)]
    taken = {number for one in found for number in one.paragraphs}
    found += [one for one in _closing(story) if taken.isdisjoint(one.paragraphs)]
    if sum(len(one.paragraphs) for one in found) >= len(story.body):
        return ()
    return tuple(sorted(found, key=lambda one: one.paragraphs))


def repeated(told: Sequence[StoryText]) -> Iterator[Diagnostic]:
    """Of a story whose body repeats parts of it a finding on its head and one on its photos' words."""
    for one in told:
        if one.part != "body":
            continue
        found = repeats(one.story)
        captions = [repeat for repeat in found if repeat.part in _OF_PHOTOS]
        heads = [repeat for repeat in found if repeat.part not in _OF_PHOTOS]
        if heads:
            yield _told("title-repeated", one, heads)
        if captions:
            yield _told("caption-in-body", one, captions)


def _told(code: str, one: StoryText, found: Sequence[Repeat]) -> Diagnostic:
    """What is repeated, with the lines that go."""
    gone = [one.story.body[number] for repeat in found for number in repeat.paragraphs]
    parts = list(dict.fromkeys(repeat.part for repeat in found))
    zh = "、".join(NAMES[part].zh for part in parts)
    en = ", ".join(NAMES[part].en for part in parts)
    where, rows = lines_told(gone)
    return warning(
        code,
        one,
        (gone[0].offset, len(gone[0].text)),
        Text(
            f"正文里又有{zh}，会排两次：{where} 第 {rows.zh} 行",
            f"the body repeats the {en}, which would print twice: {where} line {rows.en}",
        ),
        _way(gone[0], where, rows),
    )


def _way(paragraph: Paragraph, file: str, rows: Text) -> Text:
    """How it is mended: by the command where that writes the file, else in the original."""
    if paragraph.span is not None and formats.typed(file):
        return Text(
            f"presslayout fmt 稿件单 --重复 删去 {file} 的第 {rows.zh} 行；确要排两次，"
            "就改「主题」「署名」「说明」",
            f"presslayout fmt SPEC --repeated deletes line {rows.en} of {file}; or change the part in "
            "the spec where both are meant",
        )
    return Text(
        f"在原稿里删去第 {rows.zh} 行；或 presslayout import 存成 .md，再 fmt --重复",
        f"delete line {rows.en} where it was written; or make it .md by presslayout import, then fmt "
        "--repeated",
    )


def lines_told(gone: Sequence[Paragraph]) -> tuple[str, Text]:
    """The file of these paragraphs and their lines, 1–3、7."""
    file = gone[0].span.file if gone[0].span is not None else ""
    numbers = sorted({line for one in gone for line in lines_of(one)})
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return file, Text("、".join(said), ", ".join(said))


def lines_of(paragraph: Paragraph) -> tuple[int, ...]:
    """The lines, from 1, of its file that a paragraph stands in."""
    lines = tuple(dict.fromkeys(line for _, line, _ in paragraph.places))
    return lines or ((paragraph.span.line,) if paragraph.span is not None else ())


def _heads(story: Story) -> Iterator[Repeat]:
    """What stands before the first paragraph of text and is a part of the head."""
    parts = {
        part: text
        for part in ("rubric", "kicker", "headline", "deck", "byline")
        if len(_bare(text := getattr(story, part))) >= _NAME_LEAST
    }
    body, at, others = story.body, 0, 0
    while parts and at < min(len(body), _HEAD_MOST):
        said, count = _part(body[at : at + _LINES_MOST], parts)
        if said:
            numbers = tuple(range(at, at + count))
            yield from (Repeat(part, numbers) for part in said[:1])
            parts = {part: text for part, text in parts.items() if part not in said}
            at += count
            continue
        others += 1
        if others > _OTHERS_MOST or not _is_label(body[at]) or _closed(body[at].text):
            return
        at += 1


def _part(blocks: Sequence[Paragraph], parts: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """The parts that the first of these blocks say together, and how many blocks those are."""
    names = [part for part in ("rubric", "kicker", "headline", "deck") if part in parts]
    runs = [(part,) for part in names] + [
        tuple(names[first:last])
        for first in range(len(names))
        for last in range(first + 2, len(names) + 1)
    ]
    for count in range(1, len(blocks) + 1):
        some = blocks[:count]
        if not all(_is_label(block) for block in some):
            return (), 0
        text = "".join(block.text for block in some)
        for run in runs:
            meant = "".join(parts[part] for part in run)
            if _bare(text) == _bare(meant) and _closed(text) <= _closed(meant):
                return run, count
        if count == 1 and "byline" in parts and _same_people(text, parts["byline"]):
            return ("byline",), 1
    return (), 0


def _is_label(block: Paragraph) -> bool:
    return block.kind in _HEAD_KINDS and len(block.text) <= _LABEL_MOST


def _closed(text: str) -> bool:
    """Whether a text ends as a sentence does: a headline that a text begins with is no repetition."""
    return text.rstrip()[-1:] in _ENDS


def _captions(story: Story) -> Iterator[Repeat]:
    """Paragraphs that are a photo's caption, its credit behind it or not, or a credit alone."""
    for number, block in enumerate(story.body):
        if block.kind not in _HEAD_KINDS:
            continue
        for photo in story.pictures:
            if part := _of_photo(block.text, photo):
                yield Repeat(part, (number,))
                break


def _of_photo(text: str, photo: Photo) -> str:
    caption, credit, said = _figured(photo.caption), _bare(photo.credit), _figured(text)
    taken = _TAKEN.search(said) is not None
    behind = {"", credit, f"{credit}摄"} if credit else {""}
    if len(caption) >= _CAPTION_LEAST and said.startswith(caption):
        return "caption" if said[len(caption) :] in behind else ""
    names = _people(photo.credit)
    return "credit" if taken and names and _people(text) == names else ""


def _closing(story: Story) -> Iterator[Repeat]:
    """The byline once more at the end of the body, in brackets or to the right."""
    last = len(story.body) - 1
    if last < 1 or len(_bare(story.byline)) < _NAME_LEAST:
        return
    block = story.body[last]
    signed = block.kind == ParagraphKind.SIGNATURE or block.text.strip()[:1] in ("（", "(")
    if signed and block.kind in _HEAD_KINDS and _same_people(block.text, story.byline):
        yield Repeat("byline", (last,))


def _same_people(text: str, byline: str) -> bool:
    return len(text) <= _LABEL_MOST and not _closed(text) and _people(text) == _people(byline) != ""


def _people(text: str) -> str:
    """The names of a byline without the posts before them and what they did."""
    return _TAKEN.sub("", _bare(_POSTS.sub(" ", text)))


def _figured(text: str) -> str:
    """A caption without the number and the sign of its figure."""
    return _bare(_FIGURE.sub("", text, count=1))


def _bare(text: str) -> str:
    """Letters, figures and nothing else: blanks and marks are set as a paper likes them."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LN")
