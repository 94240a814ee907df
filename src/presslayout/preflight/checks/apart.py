"""Checks of one page at a time, in which what cannot be read costs itself alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec

from presslayout.base.values import replace
from presslayout.preflight.pdf.bulk import TooMuchError, damage
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.opened_file import unfinished
from presslayout.preflight.pdf.pdfobject import key
from presslayout.preflight.pdf.reading import PageReading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pikepdf

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.pdfobject import Key, PdfObject

    Look = Callable[["CheckedPage"], Iterator[Diagnostic]]

# What a reading lists, and what a reader would call one of it.
_LISTED = {
    "images": ("图片", "pictures"),
    "states": ("图形状态", "graphics states"),
    "forms": ("嵌套的图形", "forms"),
    "profiles": ("ICC 特性文件", "ICC profiles"),
}
# Objects of a page that are tried one by one; of more of them the page itself is what is odd.
_TRIED = 5000


P = ParamSpec("P")


class CheckedPage(NamedTuple):
    """A page under a check: its number, itself, and what was noted of it."""

    opened: OpenedFile
    number: int
    page: pikepdf.Page
    reading: PageReading


def each_page(
    check: Callable[Concatenate[CheckedPage, Standard, P], Iterator[Diagnostic]],
) -> Callable[Concatenate[OpenedFile, Standard, P], Iterator[Diagnostic]]:
    """A check of a page as one of the file: a page that it cannot read is told, the others judged."""

    def whole(
        opened: OpenedFile, standard: Standard, /, *more: P.args, **named: P.kwargs
    ) -> Iterator[Diagnostic]:
        for number, page, reading in opened.pages():
            leaf = CheckedPage(opened, number, page, reading)
            try:
                yield from looked(lambda seen: check(seen, standard, *more, **named), leaf)
            except TooMuchError:
                yield unfinished(number)
                return

    whole.__name__, whole.__doc__ = check.__name__, check.__doc__
    return whole


def looked(look: Look, leaf: CheckedPage) -> list[Diagnostic]:
    """What a look at a page finds, what cannot be read left out and told."""
    try:
        return list(look(leaf))
    except damage():
        if leaf.opened.work.left < 0:
            raise TooMuchError from None
    kept, odd = leaf.reading, []
    for name, words in _LISTED.items():
        listed = _distinct(getattr(kept, name))
        sane = [one for one in listed if _is_sane(look, leaf, _with(PageReading(), name, [one]))]
        if len(sane) < len(listed):
            odd.append((len(listed) - len(sane), words))
            kept = _with(kept, name, sane)
    try:
        found = list(look(leaf._replace(reading=kept)))
    except damage():
        if leaf.opened.work.left < 0:
            raise TooMuchError from None
        return [unread(leaf.number)]
    return [*found, unread(leaf.number, odd)]


def unread(number: int, odd: list[tuple[int, tuple[str, str]]] | None = None) -> Diagnostic:
    """Something on a page is not what it should be, and was not judged."""
    zh = "、".join(f"{count} 个{words[0]}" for count, words in odd or [])
    en = ", ".join(f"{words[1]}: {count}" for count, words in odd or [])
    return finding(
        "broken-content",
        f"页上有读不懂的数据（{zh or '页面设置'}），这一部分没有查",
        f"the page holds what cannot be understood ({en or 'its settings'}) and was not judged",
        page=number,
        hint=("重新导出", "export it again"),
    )


def _distinct(listed: list[PdfObject]) -> list[PdfObject]:
    """Each object once: what is used a thousand times is looked at once."""
    found: dict[Key, PdfObject] = {}
    for one in listed:
        found.setdefault(key(one), one)
    return list(found.values())[:_TRIED]


def _with(reading: PageReading, name: str, listed: list[PdfObject]) -> PageReading:
    made = replace(reading)
    setattr(made, name, listed)
    return made


def _is_sane(look: Look, leaf: CheckedPage, alone: PageReading) -> bool:
    try:
        list(look(leaf._replace(reading=alone)))
    except damage():
        return False
    return True
