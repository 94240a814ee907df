"""Archived issues for tests, small and quickly made: an edition, its PDF and pictures in a bag."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
from PIL import Image

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.edition import codec
from presslayout.edition.page import (
    Article,
    ArticleParagraph,
    Asset,
    Block,
    Edition,
    Glyphs,
    IssueFacts,
    Page,
    Picture,
)
from presslayout.edition.roles import ParagraphKind, Role
from tests.kit import NEWSPRINT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SIZE, WIDTH, HEIGHT = pt(10), mm(200), mm(280)
# Room for what the pages of every day hold: pictures of them cost by their height.
DAILY = mm(56)
LINE = 40
PHOTO = "images/photo.jpg"
ROLES = {
    "kicker": Role.KICKER,
    "headline": Role.HEADLINE,
    "deck": Role.DECK,
    "byline": Role.BYLINE,
    "body": Role.BODY,
}
Story = dict[str, str]


def edition(
    date: str = "2026-10-18",
    *pages: Mapping[str, Story],
    paper: str = "云岭日报",
    variant: str = "",
    section: str = "要闻",
    height: int = HEIGHT,
) -> Edition:
    """An issue whose pages hold these stories, each with its parts; `photo` is the caption of one."""
    texts: dict[str, Story] = {}
    made = []
    for number, stories in enumerate(pages, 1):
        blocks: list[Block] = []
        y = mm(20)
        for name, parts in stories.items():
            texts.setdefault(name, {}).update(parts)
            for part, text in parts.items():
                block, y = _block(name, part, text, y)
                blocks.append(block)
            y += mm(6)
        made.append(
            Page(number, f"{number:02}", "版", WIDTH, height, 0, tuple(blocks), section=section)
        )
    assets = (Asset("p", "picture", PHOTO, hashlib.sha256(photo()).hexdigest()),)
    articles = tuple(
        Article(
            name,
            tuple(sorted((_part(part), text) for part, text in parts.items())),
            (),
            tuple(sorted((_part(part), _paragraphs(text)) for part, text in parts.items())),
        )
        for name, parts in texts.items()
    )
    facts = IssueFacts(cn="CN 53-0000", serial="6128", variant=variant)
    return Edition(
        paper, date, "presslayout", tuple(made), articles, assets, NEWSPRINT, facts=facts
    )


def _part(part: str) -> str:
    return "caption-p" if part == "photo" else part


def _paragraphs(text: str) -> tuple[ArticleParagraph, ...]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append(ArticleParagraph(ParagraphKind.PARAGRAPH, start, len(line)))
        start += len(line) + 1
    return tuple(found)


def _block(story: str, part: str, text: str, y: int) -> tuple[Block, int]:
    if part == "photo":
        box = Box(mm(20), y, mm(60), mm(40))
        shown = Picture("p", box, (0, 0, 300, 200))
        return Block(f"{story}/photo-p", Role.PHOTO, (shown,), story, "photo-p", alt=text), y + mm(
            44
        )
    runs = []
    offset = 0
    for line in text.split("\n"):
        for at in range(0, len(line), LINE):
            piece = line[at : at + LINE]
            xs = tuple(mm(20) + SIZE * n for n in range(len(piece)))
            y += SIZE * 3 // 2
            runs.append(Glyphs("F", SIZE, (1,) * len(piece), xs, (y,), piece, (), offset + at))
        offset += len(line) + 1
    return Block(f"{story}/{part}", ROLES[part], tuple(runs), story, part), y + mm(2)


@cache
def photo() -> bytes:
    """A photograph that says where it was taken."""
    stream = io.BytesIO()
    picture = Image.linear_gradient("L").resize((300, 200)).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "WHERE-IT-WAS-TAKEN"
    picture.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


@cache
def pdf(pages: int, height: int = HEIGHT) -> bytes:
    """Blank pages of the size."""
    stream = io.BytesIO()
    with pikepdf.Pdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(WIDTH / pt(1), height / pt(1)))
        made.save(stream, deterministic_id=True)
    return stream.getvalue()


def bag(folder: Path, one: Edition, more: Mapping[str, bytes] | None = None) -> Path:
    """The issue as a bag in a folder."""
    files = {
        "edition.json": codec.dumps(one),
        "archive.pdf": pdf(len(one.pages), one.pages[0].height),
        "pictures/photo.jpg": photo(),
        **(more or {}),
    }
    rows = []
    for name, data in files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        rows.append(f"{hashlib.sha256(data).hexdigest()}  data/{name}\n")
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "manifest-sha256.txt").write_text("".join(sorted(rows)), encoding="utf-8")
    return folder


def daily(home: Path, days: Sequence[str]) -> list[Path]:
    """A bag a day, each with a story that names its day."""
    return [
        bag(
            home / day,
            edition(
                day,
                {"A": {"headline": f"{day}的头条", "body": f"{day}，云岭县的早晨。\n河水清了。"}},
                {"B": {"headline": "第二版的事", "body": "石桥上有人走过。"}},
                height=DAILY,
            ),
        )
        for day in days
    ]
