"""Ads that are said to bear the word 广告 themselves: whether their text says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.assets import pdfium
from presslayout.base import doors
from presslayout.base.diagnostics import WARNING, Diagnostic, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from presslayout.issue.ad import Ad
    from presslayout.issue.issue import Issue
    from presslayout.issue.workspace import Workspace

WORD = "广告"


def silent(issue: Issue, workspace: Workspace) -> tuple[tuple[int, Ad], ...]:
    """The ads with a label of their own whose words do not have it, and the pages they stand on.

    Pictures have no words: of them nothing is known.
    """
    return tuple(
        (page.number, ad)
        for page in issue.pages
        for ad in page.ads
        if ad.own_label
        and (words := _words(workspace.root / ad.file)) is not None
        and WORD not in "".join(words.split())
    )


def unlabelled(ads: Iterable[tuple[int, Ad]]) -> Iterator[Diagnostic]:
    """What is told of each of them."""
    for number, ad in ads:
        yield Diagnostic(
            "ad-unlabelled",
            WARNING,
            Text(
                f"第{number}版广告 {ad.file} 写着「标注: 自带」，文件的文字里却没有“{WORD}”",
                f"page {number}: {ad.file} is said to bear its own label, yet its text has no {WORD}",
            ),
            ad.span,
            Text(
                "看一眼文件；字已转曲就不用管，没有就删去「标注」，由程序加排",
                "look at the file: outlined words cannot be read; else remove label, and the word "
                "is drawn",
            ),
            number,
        )


def _words(path: Path) -> str | None:
    """The words of a PDF's first page; None for what is none."""
    try:
        data = doors.read(path)
        if not data.startswith(b"%PDF"):
            return None
        with pdfium.Document(data) as document:
            return document.page(0).words
    except doors.PDF.faults(OSError):
        return None
