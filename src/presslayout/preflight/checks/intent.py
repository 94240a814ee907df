"""The printing condition that the file is made for (ISO 15930-4, 6.2; ISO 19005-2, 6.2.3)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING
from presslayout.preflight.checks.behaviour import opens
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import decoded
from presslayout.preflight.pdf.entries import array, whole
from presslayout.preflight.pdf.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.pdfobject import PdfObject

_HEADER = 128
# Profiles that are kept unpacked; a file has one, or a few.
_KEPT = 8
_COMPONENTS = {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1}
_REGISTRIES = ("http://www.color.org", "https://www.color.org", "http://color.org")
PROFILE, _IDENTIFIER = "/DestOutputProfile", "/OutputConditionIdentifier"


def output_intent(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """Exactly one output intent of the standard's kind, its profile embedded and sound."""
    every = intents(opened.root)
    own = [i for i in every if said(i, "/S") == standard.intent]
    if len(own) != 1:
        yield finding(
            "output-intent",
            f"应有一个 {standard.intent} 输出意图，现有 {len(own)} 个",
            f"{len(own)} output intents {standard.intent}; there must be one",
            hint=("导出时选定印刷条件", "name the printing condition when exporting"),
        )
        return
    intent = own[0]
    if not said(intent, "/OutputConditionIdentifier"):
        yield finding(
            "output-intent",
            "输出意图没有写印刷条件（OutputConditionIdentifier）",
            "the output intent names no OutputConditionIdentifier",
        )
    if standard.printing and not _is_registered(intent) and not said(intent, "/Info"):
        yield finding(
            "output-intent",
            "印刷条件不在注册之列，又没有文字说明（Info）",
            "the printing condition is not registered and Info does not describe it",
        )
    yield from _profile(opened, intent, standard)
    yield from _one_profile(every, standard)
    yield from _pages(opened, intent)


def intents(holder: PdfObject) -> list[PdfObject]:
    """The output intents of the catalogue, or of a page: those that are any."""
    import pikepdf

    listed = array(holder.get("/OutputIntents"))
    return [one for one in listed if isinstance(one, pikepdf.Dictionary)]


def said(intent: PdfObject, key: str) -> str:
    """What an intent says of itself under a key: a text, or a name without its slash."""
    import pikepdf

    value = intent.get(key)
    if isinstance(value, pikepdf.Name):
        return texts.bare(value)
    return texts.of(value).strip() if isinstance(value, pikepdf.String) else ""


def profile_of(opened: OpenedFile, stream: PdfObject | None) -> bytes | None:
    """The bytes of an embedded profile; None for what is none, nothing of a damaged one."""
    import pikepdf

    if not isinstance(stream, pikepdf.Stream):
        return None
    known = opened.profiles.get(stream.objgen)
    if known is None:
        try:
            known = decoded(stream)
        except pikepdf.PdfError:
            known = b""
        if len(opened.profiles) < _KEPT:
            opened.profiles[stream.objgen] = known
    return known


def profile_bytes(opened: OpenedFile, kind: str) -> bytes | None:
    """The profile embedded in the output intent of this kind."""
    found = (
        profile_of(opened, i.get(PROFILE)) for i in intents(opened.root) if said(i, "/S") == kind
    )
    return next((data for data in found if data is not None), None)


def condition(opened: OpenedFile, kind: str) -> str:
    """The printing condition's name in the output intent of this kind."""
    found = (said(i, _IDENTIFIER) for i in intents(opened.root) if said(i, "/S") == kind)
    return next(found, "")


def intent_space(opened: OpenedFile) -> str:
    """CMYK, RGB or GRAY, as the output intent's profile says; "" without one."""
    for kind in ("GTS_PDFX", "GTS_PDFA1"):
        data = profile_bytes(opened, kind)
        if data is not None and len(data) >= _HEADER:
            return data[16:20].decode("ascii", "replace").strip()
    return ""


def sha256(data: bytes) -> str:
    """The hash by which a profile is known."""
    return hashlib.sha256(data).hexdigest()


def _profile(opened: OpenedFile, intent: PdfObject, standard: Standard) -> Iterator[Diagnostic]:
    stream = intent.get(PROFILE)
    data = profile_of(opened, stream)
    if stream is None or data is None:
        yield from _no_profile(intent, standard)
        return
    if len(data) < _HEADER or data[36:40] != b"acsp" or len(data) < int.from_bytes(data[:4], "big"):
        yield finding("output-profile", "ICC 特性文件已损坏", "the ICC profile is damaged")
        return
    major, kind, space = data[8], data[12:16], data[16:20]
    if major > standard.icc_version:
        yield finding(
            "output-profile",
            f"ICC 特性文件是第 {major} 版，{standard.label} 最高到第 {standard.icc_version} 版",
            f"the ICC profile is of version {major}; {standard.label} allows {standard.icc_version}",
        )
    if standard.printing and (kind != b"prtr" or space != b"CMYK"):
        yield finding(
            "output-profile",
            "ICC 特性文件不是 CMYK 印刷用的",
            "the ICC profile is none of a CMYK press",
        )
    if not standard.printing and kind not in (b"prtr", b"mntr"):
        yield finding(
            "output-profile",
            "ICC 特性文件不是显示器或印刷用的",
            "the ICC profile is none of a monitor or a press",
        )
    if whole(stream.get("/N")) != _COMPONENTS.get(space, -1):
        yield finding(
            "output-profile",
            "ICC 特性文件的分量数与 /N 不符",
            "the ICC profile's components do not agree with /N",
        )
    if space in _COMPONENTS and not opens(data, space.decode("ascii").strip()):
        yield finding(
            "output-profile",
            "ICC 特性文件用不了：头写得对，里面的色表是空的、残缺的，或不是这种颜色的",
            "the ICC profile serves for nothing: behind a good header its tables are empty, broken "
            "or of other colours",
            hint=("换上好的特性文件重新导出", "export it again with a sound profile"),
        )


def _is_registered(intent: PdfObject) -> bool:
    named = said(intent, "/RegistryName").rstrip("/") in _REGISTRIES
    return named and bool(said(intent, _IDENTIFIER))


def _no_profile(intent: PdfObject, standard: Standard) -> Iterator[Diagnostic]:
    """No profile: a registered name may do instead, a file elsewhere may not (ISO 15930-4, 6.2)."""
    if "/DestOutputProfileRef" in intent:
        yield finding(
            "output-profile",
            "特性文件在文件外面（PDF/X-4p 的写法），印厂不一定有",
            "the ICC profile lies outside the file, as in PDF/X-4p; the plant may not have it",
            hint=("把特性文件嵌进去", "embed the profile"),
        )
        return
    if not standard.embeds and _is_registered(intent):
        name = said(intent, _IDENTIFIER)
        yield finding(
            "output-profile",
            f"没有嵌入 ICC 特性文件，只写了注册的印刷条件“{name}”：标准允许，颜色靠印厂自己的文件",
            f'the output intent embeds no ICC profile but names the registered condition "{name}", '
            "as the standard allows: colours rest on the plant's own",
            severity=WARNING,
            hint=("导出时把特性文件嵌进去", "embed the profile when exporting"),
        )
        return
    yield finding(
        "output-profile",
        "输出意图没有嵌入 ICC 特性文件",
        "the output intent embeds no ICC profile",
        hint=("导出时把特性文件嵌进去", "embed the profile when exporting"),
    )


def _one_profile(every: Sequence[PdfObject], standard: Standard) -> Iterator[Diagnostic]:
    """All intents of an archive file share one profile object (ISO 19005-2, 6.2.3)."""
    import pikepdf

    streams = [one[PROFILE] for one in every if isinstance(one.get(PROFILE), pikepdf.Stream)]
    shared = {stream.objgen for stream in streams}
    if not standard.printing and len(shared) > 1:
        yield finding(
            "output-intent",
            "几个输出意图嵌的不是同一份特性文件",
            "the output intents do not share one profile",
        )


def _pages(opened: OpenedFile, intent: PdfObject) -> Iterator[Diagnostic]:
    """No page has an output intent of its own that differs from the file's (ISO 32000-2, 14.11.5)."""
    pages = [(number, intents(page.obj)) for number, page, _ in opened.pages()]
    if not any(found for _, found in pages):
        return
    own = profile_of(opened, intent.get(PROFILE))
    for number, found in pages:
        for one in found:
            data = profile_of(opened, one.get(PROFILE))
            named = data or said(one, _IDENTIFIER)
            # What says nothing is followed by nobody.
            if named and named != (own if data else said(intent, _IDENTIFIER)):
                yield finding(
                    "output-intent",
                    "这一页有自己的输出意图，和全文件的不同，有的流程会按它转色",
                    "the page has an output intent of its own, unlike the file's, which some "
                    "workflows follow",
                    page=number,
                    severity=WARNING,
                    hint=("去掉页上的输出意图", "leave the page's own out"),
                )
                break
