"""What goes to the plant (传版): the files under its names, their checksums, the delivery note.

All of it follows from the pages and the paper's date, so that the same edition makes the same note.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from presslayout.base.units import to_mm
from presslayout.base.values import as_dict, frozen
from presslayout.edition.plant import Screens, file_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from presslayout.edition.page import Page
    from presslayout.edition.plant import Dispatch, Marks, PaperFacts
    from presslayout.edition.press import Press

FOLDER = "delivery"
NOTE, NOTE_JSON, NOTE_SHEET = "传版单.txt", "传版单.json", "传版单.pdf"
SHA256, MD5 = "SHA256SUMS", "MD5SUMS"
FORMAT = "presslayout/delivery-1"


@frozen
class Parcel:
    """The pages of one file, as they are drawn on it: its name, the paper's page numbers, sheets."""

    name: str
    numbers: tuple[int, ...]
    pages: tuple[Page, ...]


@frozen
class Sent:
    """All that a note tells beside the files: whose they are, how they are to be printed."""

    paper: PaperFacts
    press: Press
    standard: str
    hashes: Mapping[int, str]
    signed: Mapping[int, str]
    missing: tuple[int, ...] = ()
    screens: Screens = Screens()
    marks: Marks | None = None


def parcels(
    drawn: Sequence[tuple[tuple[int, ...], Page]], dispatch: Dispatch, paper: PaperFacts
) -> tuple[Parcel, ...]:
    """The files of these pages or sheets; ValueError names one that two of them would bear."""
    if dispatch.each:
        made = tuple(
            Parcel(file_name(dispatch.name, paper, numbers), numbers, (page,))
            for numbers, page in drawn
        )
    else:
        numbers = tuple(sorted({n for several, _ in drawn for n in several}))
        ends = tuple(dict.fromkeys((numbers[0], numbers[-1])))
        name = file_name(dispatch.name, paper, ends)
        made = (Parcel(name, numbers, tuple(page for _, page in drawn)),)
    names = [parcel.name.casefold() for parcel in made]
    for parcel in made:
        if names.count(parcel.name.casefold()) > 1:
            raise ValueError(parcel.name)
    return made


def rows(files: Iterable[tuple[Parcel, bytes]], sent: Sent) -> list[dict[str, Any]]:
    """What the note tells of each file, by the keys of its JSON."""
    return [_row(parcel, data, sent) for parcel, data in files]


def accompanying(rows: list[dict[str, Any]], sent: Sent) -> dict[str, bytes]:
    """What goes along, by name: both lists of checksums, the note for people and as JSON."""
    return {
        SHA256: _sums(rows, "sha256"),
        MD5: _sums(rows, "md5"),
        NOTE: _note(rows, sent).encode(),
        NOTE_JSON: _json(rows, sent),
    }


def _row(parcel: Parcel, data: bytes, sent: Sent) -> dict[str, Any]:
    page = parcel.pages[0]
    return {
        "name": parcel.name,
        "pages": list(parcel.numbers),
        "size_mm": [to_mm(page.width), to_mm(page.height)],
        "bleed_mm": to_mm(page.bleed),
        "bytes": len(data),
        "md5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
        "sha256": hashlib.sha256(data).hexdigest(),
        "hashes": [sent.hashes[n] for n in parcel.numbers if n in sent.hashes],
        "signed": [sent.signed[n] for n in parcel.numbers if n in sent.signed],
    }


def _sums(rows: Iterable[dict[str, Any]], kind: str) -> bytes:
    """As sha256sum and md5sum read them with -c."""
    return "".join(f"{row[kind]}  {row['name']}\n" for row in rows).encode()


def _json(rows: list[dict[str, Any]], sent: Sent) -> bytes:
    paper, press = sent.paper, sent.press
    whole = {
        "format": FORMAT,
        "paper": paper.name,
        "cn": paper.cn,
        "date": paper.date.isoformat() if paper.date else "",
        "serial": paper.serial,
        "standard": sent.standard,
        "condition": press.condition,
        "profile": press.profile,
        "ink_limit_percent": press.ink_limit,
        "screens": as_dict(sent.screens),
        "missing_pages": list(sent.missing),
        "files": rows,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _note(rows: list[dict[str, Any]], sent: Sent) -> str:
    paper, press = sent.paper, sent.press
    day = f"{paper.date:%Y年%m月%d日}" if paper.date else ""
    serial = f"  总第{paper.serial}期" if paper.serial else ""
    lines = [
        f"传版单  {paper.name}  {day}{serial}",
        f"刊号  {paper.cn}" if paper.cn else "",
        f"标准  {sent.standard}    印刷条件  {press.condition}    总墨量上限  {press.ink_limit}%",
        _screened(sent.screens),
        f"共 {len(rows)} 个文件",
    ]
    if sent.missing:
        lines.append(f"本次不含第 {'、'.join(map(str, sent.missing))} 版，拼版处留白")
    for number, row in enumerate(rows, 1):
        wide, high = row["size_mm"]
        bleed = f"，出血 {row['bleed_mm']:g} mm" if row["bleed_mm"] else ""
        lines += [
            "",
            f"{number}. {row['name']}",
            f"   版次    {pages_named(row['pages'], sent)}",
            f"   成品    {wide:g} × {high:g} mm{bleed}",
            f"   字节    {row['bytes']}",
            f"   MD5     {row['md5']}",
            f"   SHA256  {row['sha256']}",
            *(f"   版面    {one}" for one in row["hashes"]),
            *(f"   签样    {one}" for one in row["signed"]),
        ]
    lines += ["", "收到后请核对校验码：sha256sum -c SHA256SUMS（或 md5sum -c MD5SUMS）", ""]
    return "\n".join(line for at, line in enumerate(lines) if line or at > 1)


def _screened(screens: Screens) -> str:
    said = (("线数", screens.ruling), ("角度", screens.angles), ("网点", screens.dot))
    return "    ".join(f"{name}  {text}" for name, text in said if text)


def pages_named(numbers: Iterable[int], sent: Sent) -> str:
    """The pages of a file as the note names them: numbers, and what each is called."""
    named = ((n, sent.paper.sections.get(n, "")) for n in numbers)
    return "、".join(f"第{n}版" + (f"（{section}）" if section else "") for n, section in named)
