"""What a file says of itself: Info, XMP, and whether both say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.diagnostics import WARNING
from presslayout.verify import texts
from presslayout.verify.findings import finding
from presslayout.verify.opened import claims
from presslayout.verify.standards import KNOWN_XMP, STANDARDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.diagnostics import Diagnostic
    from presslayout.verify.opened import Opened
    from presslayout.verify.standards import Standard

_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_PDF = "http://ns.adobe.com/pdf/1.3/"
_DC = "http://purl.org/dc/elements/1.1/"
# The same fact in Info and in XMP (ISO 15930-7, 6.15).
_PAIRS = {
    "Title": (_DC, "title"),
    "Creator": (_XMP, "CreatorTool"),
    "Producer": (_PDF, "Producer"),
    "CreationDate": (_XMP, "CreateDate"),
    "ModDate": (_XMP, "ModifyDate"),
    "Trapped": (_PDF, "Trapped"),
}
_DIGITS = re.compile(r"\d")
_VERSION_KEYS = ("GTS_PDFXVersion", "GTS_PDFXConformance")


def claim(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    """The file claims this standard, in every place that the standard names."""
    names = [s.label for s in claims(opened)]
    if standard.label not in names:
        said = "、".join(names) or opened.info.get("GTS_PDFXVersion", "")
        yield finding(
            "claim-mismatch" if said else "no-claim",
            f"文件没有声明 {standard.label}" + (f"，声明的是 {said}" if said else ""),
            f"the file does not claim {standard.label}" + (f" but {said}" if said else ""),
            hint=(
                f"按 {standard.label} 重新导出",
                f"export it again as {standard.label}",
            ),
        )
        return
    for key, value in standard.info:
        if opened.info.get(key) != value:
            yield finding(
                "claim-mismatch",
                f"文件信息里的 {key} 是“{opened.info.get(key, '')}”，应为“{value}”",
                f'Info says {key} "{opened.info.get(key, "")}"; it should be "{value}"',
            )
    for namespace, key, value in standard.xmp:
        told = (opened.xmp or {}).get((namespace, key))
        if told != value and (standard.xmp_required or told is not None):
            yield finding(
                "claim-mismatch",
                f"XMP 里的 {key} 是“{told or ''}”，应为“{value}”",
                f'XMP says {key} "{told or ""}"; it should be "{value}"',
            )


def info(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    """Title, dates and trapping are told (ISO 15930-4, 6.6)."""
    import pikepdf

    for key in standard.needs:
        if not opened.info.get(key, "").strip():
            yield finding(
                "missing-info", f"文件信息里缺 {key}", f"the Info dictionary has no {key}"
            )
    if not standard.printing:
        return
    entries = opened.trailer.get("/Info")
    # What a standard tells by Info, it tells by texts (ISO 15930-4, 6.6; AN 2.29).
    given = dict(entries.items()) if isinstance(entries, pikepdf.Dictionary) else {}
    for key, value in sorted(given.items(), key=lambda pair: pair[0]):
        name = texts.key(key).removeprefix("/")
        if standard.info and key != "/Trapped" and not isinstance(value, pikepdf.String):
            yield finding(
                "info-value",
                f"文件信息里的 {name} 不是文字",
                f"{name} in Info is no text",
                hint=("删去这一项后重新导出", "remove it and export again"),
            )
    trapped = entries.get("/Trapped") if isinstance(entries, pikepdf.Dictionary) else None
    if trapped is None and standard.xmp_required:
        return
    if not isinstance(trapped, pikepdf.Name) or texts.of(trapped) not in ("/True", "/False"):
        yield finding(
            "trapped",
            "没有写明是否做过陷印（/Trapped 应为 /True 或 /False）",
            "Info does not say /Trapped /True or /False",
        )


def xmp(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    """XMP is there where it must be, whole, and agrees with Info."""
    if opened.xmp is None:
        if standard.xmp_required:
            yield finding("missing-xmp", "文件没有 XMP 元数据", "the file has no XMP metadata")
        elif standard.xmp:
            yield finding(
                "missing-xmp",
                "文件没有 XMP 元数据，存档和流程软件会用到",
                "the file has no XMP metadata, which archives and workflows want",
                severity=WARNING,
            )
        return
    if not opened.xmp:
        yield finding("broken-xmp", "XMP 元数据读不出来", "the XMP metadata cannot be read")
        return
    if standard.known_xmp_only and "/Filter" in opened.root["/Metadata"]:
        yield finding("broken-xmp", "XMP 元数据不得压缩", "the XMP metadata must not be compressed")
    yield from _properties(opened.xmp, standard)
    yield from _agreement(opened, standard)


def other_claims(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    """A version key that names no standard we know is a claim that nobody can check."""
    known = {value for s in STANDARDS.values() for _, value in s.info}
    known |= {value for s in STANDARDS.values() for _, _, value in s.xmp}
    for key in _VERSION_KEYS:
        value = opened.info.get(key)
        if value and value not in known and standard.printing:
            yield finding(
                "claim-mismatch",
                f"文件信息里的 {key} 是“{value}”，不是已知的标准",
                f'Info says {key} "{value}", which is no standard we know',
            )


def _properties(told: dict[tuple[str, str], str], standard: Standard) -> Iterator[Diagnostic]:
    trapped = told.get((_PDF, "Trapped"))
    if (_PDF, "Trapped") in standard.xmp_needs and trapped and trapped not in ("True", "False"):
        yield finding(
            "trapped",
            f"XMP 里的 Trapped 是“{trapped}”，应为 True 或 False",
            f'XMP says Trapped "{trapped}"; it should be True or False',
        )
    for namespace, name in standard.xmp_needs:
        if not told.get((namespace, name)):
            yield finding("missing-xmp", f"XMP 里缺 {name}", f"XMP has no {name}")
    if not standard.known_xmp_only or any(ns == _EXTENSION for ns, _ in told):
        return
    for namespace, name in told:
        if name not in KNOWN_XMP.get(namespace, frozenset()):
            yield finding(
                "unknown-xmp",
                f"XMP 属性 {name} 不在标准之列，又没有说明它的扩展模式",
                f"XMP property {name} is none of the standard's and has no extension schema",
            )


def _agreement(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    if not standard.printing:
        return
    assert opened.xmp is not None
    for key, place in _PAIRS.items():
        there, here = opened.xmp.get(place), opened.info.get(key)
        if not there or not here:
            continue
        here = here.removeprefix("/")
        same = (
            _DIGITS.findall(there)[:14] == _DIGITS.findall(here)[:14]
            if key.endswith("Date")
            else there == here
        )
        if not same:
            yield finding(
                "xmp-disagrees",
                f"{key} 在文件信息里是“{here}”，在 XMP 里是“{there}”",
                f'{key} is "{here}" in Info and "{there}" in XMP',
            )
