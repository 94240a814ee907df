"""Whether a file holds what the edition promised: pages, sizes, words in order, black text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.base.units import EMU_PER_MM, EMU_PER_PT
from presslayout.base.values import replace
from presslayout.preflight.checks.intent import condition, profile_bytes, sha256
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.pdf_page import corners
from presslayout.preflight.pdf.reading import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.expectation import Expectation, ExpectedPage, Run
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.matrix import Corners
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.reading import PageReading, ShownText

Ink = tuple[int, ...]
# What pages show of a story's body, by the story and the page's own number.
Bodies = dict[tuple[str, int], str]
BLACK: Ink = (0, 0, 0, 1000)
# A printed number has three decimals, and a box is the difference of two.
_ROUNDING_PT = 0.002
_SHOWN = 16
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def document(opened: OpenedFile, standard: Standard, promise: Expectation) -> Iterator[Diagnostic]:
    """As many pages as promised, the paper's title, and the press's own profile."""
    count = len(opened.pdf.pages)
    if count != len(promise.pages):
        yield finding(
            "page-count",
            f"文件有 {count} 页，应有 {len(promise.pages)} 页",
            f"the file has {count} pages; {len(promise.pages)} were made",
        )
    title = opened.info.get("Title", "")
    if title != promise.title:
        yield finding(
            "missing-info",
            f"文件标题是“{title}”，应为“{promise.title}”",
            f'the title is "{title}"; it should be "{promise.title}"',
        )
    data = profile_bytes(opened, standard.intent)
    if promise.profile_sha256 and sha256(data or b"") != promise.profile_sha256:
        yield finding(
            "output-profile",
            "嵌入的 ICC 特性文件不是印刷条件里的那一份",
            "the embedded ICC profile is not the press's own",
        )
    if condition(opened, standard.intent) != promise.condition:
        yield finding(
            "output-intent",
            f"输出意图写的不是“{promise.condition}”",
            f'the output intent does not say "{promise.condition}"',
        )


def sizes(opened: OpenedFile, standard: Standard, promise: Expectation) -> Iterator[Diagnostic]:
    """Trim and bleed box as large as the page and its bleed."""
    for (_, page, _), wanted in zip(opened.pages(), promise.pages, strict=False):
        trim, bleed = corners(page, "TrimBox"), corners(page, "BleedBox")
        if trim is None or bleed is None or not _fits(trim, bleed, wanted):
            size = f"{wanted.width / EMU_PER_MM:g} × {wanted.height / EMU_PER_MM:g} mm"
            yield finding(
                "page-size",
                f"第{wanted.number}版的成品框、出血框与版面不符（应为 {size}）",
                f"trim and bleed box of page {wanted.number} are not those of the page ({size})",
                page=wanted.number,
            )
    del standard


def placings(opened: OpenedFile, standard: Standard, promise: Expectation) -> Iterator[Diagnostic]:
    """As many placed pages of other PDFs as the page has."""
    for (_, _, reading), wanted in zip(opened.pages(), promise.pages, strict=False):
        if reading.placed != wanted.placed:
            yield finding(
                "placed-differs",
                f"第{wanted.number}版置入的图表、标志有 {reading.placed} 个画了出来，应有 {wanted.placed} 个",
                f"{reading.placed} placed pages are drawn on page {wanted.number}; "
                f"there are {wanted.placed}",
                page=wanted.number,
            )
    del standard


def text(opened: OpenedFile, standard: Standard, promise: Expectation) -> Iterator[Diagnostic]:
    """The words of every page, in reading order, are the edition's, character by character."""
    del standard
    shown: Bodies = {}
    yield from texts_of_pages(opened, promise, shown)
    yield from bodies(promise, shown)


def texts_of_pages(
    opened: OpenedFile, promise: Expectation, shown_bodies: Bodies
) -> Iterator[Diagnostic]:
    """The same of each page; what it shows of bodies is put to them."""
    for (_, _, reading), wanted in zip(opened.pages(), promise.pages, strict=False):
        found = _solid("".join(shown.text for shown in words(reading)))
        spoken = [(run, _solid(run.text)) for run in wanted.runs]
        if found != "".join(plain for _, plain in spoken):
            yield _difference(found, spoken, wanted.number)
            continue
        at = 0
        for run, plain in spoken:
            if run.part == "body":
                key = (run.story, wanted.number)
                shown_bodies[key] = shown_bodies.get(key, "") + found[at : at + len(plain)]
            at += len(plain)


def bodies(promise: Expectation, shown_bodies: Bodies) -> Iterator[Diagnostic]:
    """Each story's body, as all of its pages show it, is the copy's."""
    for body in promise.bodies:
        shown = "".join(shown_bodies.get((body.story, number), "") for number in body.pages)
        plain = _solid(body.text)
        if shown != plain if body.whole else shown not in plain:
            told = finding(
                "text-differs",
                f"稿件 {body.story} 在 PDF 里的正文与来稿不一致",
                f"the body of story {body.story} in the PDF is not the copy's",
            )
            yield replace(told, story=body.story, part="body")


def inks(opened: OpenedFile, standard: Standard, promise: Expectation) -> Iterator[Diagnostic]:
    """Every character in the ink that the page gave it; black is 0 0 0 1 k and overprints."""
    for (_, _, reading), wanted in zip(opened.pages(), promise.pages, strict=False):
        asked = _counted((run.ink, run.text) for run in wanted.runs)
        found = _counted((_ink(s), s.text) for s in words(reading))
        if asked != found:
            yield finding(
                "text-ink",
                f"第{wanted.number}版有文字的油墨与版面不符（黑字应为 0 0 0 1 k）",
                f"text on page {wanted.number} is not in the ink of the page (black: 0 0 0 1 k)",
                page=wanted.number,
            )
        loud = _count(reading, lambda s: s.overprint != standard.overprint)
        if loud:
            zh = "没有叠印" if standard.overprint else "带着叠印"
            en = "does not overprint" if standard.overprint else "overprints"
            yield finding(
                "black-overprint",
                f"第{wanted.number}版有 {loud} 个黑字{zh}",
                f"{loud} black characters of page {wanted.number}: their text {en}",
                page=wanted.number,
            )


def _solid(text: str) -> str:
    """Text without white space and controls: what SPEC §5 compares."""
    return _BLANK.sub("", text)


def _ink(shown: ShownText) -> Ink:
    return _inked(shown.space, shown.colour)


@lru_cache(maxsize=256)
def _inked(space: str, colour: tuple[float, ...]) -> Ink:
    known = {"DeviceCMYK": 4, "Separation": 1}
    if known.get(space) != len(colour):
        return (-1,)
    return tuple(round(v * 1000) for v in colour)


def _counted(pairs: Iterable[tuple[Ink, str]]) -> list[tuple[Ink, int]]:
    """How many characters stand in one ink after the other; what shows none does not part others."""
    counted: list[tuple[Ink, int]] = []
    for ink, group in groupby(pairs, key=itemgetter(0)):
        count = len(_solid("".join([text for _, text in group])))
        if count and counted and counted[-1][0] == ink:
            counted[-1] = ink, counted[-1][1] + count
        elif count:
            counted.append((ink, count))
    return counted


def _count(reading: PageReading, wrong: Callable[[ShownText], bool]) -> int:
    return sum(
        len(_solid(s.text)) for s in words(reading) if _ink(s) == BLACK and s.visible and wrong(s)
    )


def _difference(found: str, spoken: Sequence[tuple[Run, str]], number: int) -> Diagnostic:
    """Where the page's words leave the edition's."""
    asked = "".join(plain for _, plain in spoken)
    at = next(
        (i for i, (a, b) in enumerate(zip(found, asked, strict=False)) if a != b),
        min(len(found), len(asked)),
    )
    reached, story, part = 0, "", ""
    for run, plain in spoken:
        story, part = run.story, run.part
        reached += len(plain)
        if at < reached:
            break
    wanted, got = asked[at : at + _SHOWN], found[at : at + _SHOWN]
    told = finding(
        "text-differs",
        f"第{number}版取出的文字与版面不一致：应为“{wanted}”，取出“{got}”",
        f'text of page {number} differs from the page: "{wanted}" came out as "{got}"',
        page=number,
    )
    return replace(told, story=story, part=part)


def _fits(trim: Corners, bleed: Corners, wanted: ExpectedPage) -> bool:
    width, height = wanted.width / EMU_PER_PT, wanted.height / EMU_PER_PT
    out = wanted.bleed / EMU_PER_PT
    sides = (
        (trim[2] - trim[0], width),
        (trim[3] - trim[1], height),
        (trim[0] - bleed[0], out),
        (trim[1] - bleed[1], out),
        (bleed[2] - trim[2], out),
        (bleed[3] - trim[3], out),
    )
    return all(abs(real - asked) <= _ROUNDING_PT for real, asked in sides)
