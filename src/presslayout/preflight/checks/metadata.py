"""What a file says of itself: Info, XMP, and whether both say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING
from presslayout.preflight.checks import claimed, moments
from presslayout.preflight.checks.standards import KNOWN_XMP, STANDARDS
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.entries import dictionary
from presslayout.preflight.pdf.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.opened_file import OpenedFile

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
_VERSION_KEYS = ("GTS_PDFXVersion", "GTS_PDFXConformance")


def claim(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """The file claims this standard, in every place that the standard names."""
    names = [s.label for s in claimed.judged(opened)]
    if standard.claimed not in names:
        others = claimed.others(opened)
        said = "、".join([*names, *(c.label for c in others)])
        said = said or opened.info.get("GTS_PDFXVersion", "")
        unfit = standard.printing and not names and others and not any(c.printing for c in others)
        code = "claims-other" if unfit else "claim-mismatch" if said else "no-claim"
        if not standard.printing and not names:
            code = "no-claim"
        yield finding(
            code,
            f"文件没有声明 {standard.label}" + (f"，声明的是 {said}" if said else ""),
            f"the file does not claim {standard.label}"
            + (f" but {said.replace('、', ', ')}" if said else ""),
            hint=(
                f"按 {standard.label} 重新导出",
                f"export it again as {standard.label}",
            ),
        )
        return
    for key, value in standard.info:
        if opened.info.get(key) != value:
            yield _unlike(("文件信息", "Info"), key, opened.info.get(key, ""), value)
    for namespace, key, value in standard.xmp:
        told = (opened.xmp or {}).get((namespace, key))
        if told != value and (standard.xmp_required or told is not None):
            yield _unlike(("XMP ", "XMP"), key, told or "", value)


def other(opened: OpenedFile, standard: Standard) -> Diagnostic:
    """What is told of a file that claims no standard of ours: which one it claims, if any."""
    others = claimed.others(opened)
    if not others:
        return finding(
            "no-claim",
            f"文件没有声明任何标准，按 {standard.label} 检查",
            f"the file claims no standard; it is judged by {standard.label}",
            hint=(
                f"按 {standard.label} 重新导出，或用 --standard 指明标准",
                f"export it again as {standard.label}, or name a standard with --standard",
            ),
        )
    names = [claim.label for claim in others]
    why = ("不是付印用的标准", "made for no press")
    if any(claim.printing for claim in others):
        why = ("这里不查这种标准", "which is none that is judged here")
    return finding(
        "claims-other",
        f"文件声明的是 {'、'.join(names)}，{why[0]}；按 {standard.label} 检查",
        f"the file claims {', '.join(names)}, {why[1]}; it is judged by {standard.label}",
        hint=(f"按 {standard.label} 重新导出", f"export it again as {standard.label}"),
    )


def _unlike(where: tuple[str, str], key: str, told: str, value: str) -> Diagnostic:
    """A claim that is not word for word what the standard wants."""
    zh, en = "", ""
    if told != value and told.strip() == value:
        zh, en = "（多了空格）", " (a stray blank)"
    return finding(
        "claim-mismatch",
        f"{where[0]}里的 {key} 是“{told}”{zh}，应为“{value}”",
        f'{where[1]} says {key} "{told}"{en}; it should be "{value}"',
    )


def info(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
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


def xmp(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
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


def other_claims(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """A version key that names no standard we know is a claim that nobody can check."""
    known = {value for s in STANDARDS.values() for _, value in s.info}
    known |= {value for s in STANDARDS.values() for _, _, value in s.xmp}
    known |= {claim.label for claim in claimed.others(opened)}
    for key in _VERSION_KEYS:
        value = opened.info.get(key, "").strip()
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


def _agreement(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    if not standard.printing:
        return
    assert opened.xmp is not None
    entries = dictionary(opened.trailer.get("/Info"))
    for key, place in _PAIRS.items():
        there, here = opened.xmp.get(place), opened.info.get(key)
        if not there or not here:
            continue
        here = here.removeprefix("/")
        given = entries.get(f"/{key}")
        same = there in {said.removeprefix("/").strip() for said in texts.readings(given)}
        if key.endswith("Date"):
            same = same or moments.same(here, there) is True
        if not same:
            yield finding(
                "xmp-disagrees",
                f"{key} 在文件信息里是“{here}”，在 XMP 里是“{there}”",
                f'{key} is "{here}" in Info and "{there}" in XMP',
            )
