"""The printing condition that the file is made for (ISO 15930-4, 6.2; ISO 19005-2, 6.2.3)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from presslayout.verify.bulk import decoded
from presslayout.verify.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.diagnostics import Diagnostic
    from presslayout.verify.opened import Opened
    from presslayout.verify.standards import Standard

_HEADER = 128
_COMPONENTS = {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1}
_REGISTRY = "http://www.color.org"


def output_intent(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    """Exactly one output intent of the standard's kind, its profile embedded and sound."""
    intents = [i for i in opened.root.get("/OutputIntents", []) if _kind(i) == standard.intent]
    if len(intents) != 1:
        yield finding(
            "output-intent",
            f"应有一个 {standard.intent} 输出意图，现有 {len(intents)} 个",
            f"{len(intents)} output intents {standard.intent}; there must be one",
            hint=("导出时选定印刷条件", "name the printing condition when exporting"),
        )
        return
    intent = intents[0]
    identifier = str(intent.get("/OutputConditionIdentifier", ""))
    if not identifier:
        yield finding(
            "output-intent",
            "输出意图没有写印刷条件（OutputConditionIdentifier）",
            "the output intent names no OutputConditionIdentifier",
        )
    registered = str(intent.get("/RegistryName", "")).rstrip("/") == _REGISTRY
    if standard.printing and not registered and not str(intent.get("/Info", "")):
        yield finding(
            "output-intent",
            "印刷条件不在注册之列，又没有文字说明（Info）",
            "the printing condition is not registered and Info does not describe it",
        )
    yield from _profile(intent.get("/DestOutputProfile"), standard)


def profile_bytes(opened: Opened, kind: str) -> bytes | None:
    """The profile embedded in the output intent of this kind."""
    import pikepdf

    for intent in opened.root.get("/OutputIntents", []):
        stream = intent.get("/DestOutputProfile")
        if _kind(intent) == kind and isinstance(stream, pikepdf.Stream):
            return decoded(stream)
    return None


def condition(opened: Opened, kind: str) -> str:
    """The printing condition's name in the output intent of this kind."""
    for intent in opened.root.get("/OutputIntents", []):
        if _kind(intent) == kind:
            return str(intent.get("/OutputConditionIdentifier", ""))
    return ""


def intent_space(opened: Opened) -> str:
    """CMYK, RGB or GRAY, as the output intent's profile says; "" without one."""
    for kind in ("GTS_PDFX", "GTS_PDFA1"):
        data = profile_bytes(opened, kind)
        if data is not None and len(data) >= _HEADER:
            return data[16:20].decode("ascii", "replace").strip()
    return ""


def sha256(data: bytes) -> str:
    """The hash by which a profile is known."""
    return hashlib.sha256(data).hexdigest()


def _kind(intent: Any) -> str:
    return str(intent.get("/S", "")).removeprefix("/")


def _profile(stream: Any, standard: Standard) -> Iterator[Diagnostic]:
    import pikepdf

    if not isinstance(stream, pikepdf.Stream):
        yield finding(
            "output-profile",
            "输出意图没有嵌入 ICC 特性文件",
            "the output intent embeds no ICC profile",
        )
        return
    data = decoded(stream)
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
    if int(stream.get("/N", 0)) != _COMPONENTS.get(space, -1):
        yield finding(
            "output-profile",
            "ICC 特性文件的分量数与 /N 不符",
            "the ICC profile's components do not agree with /N",
        )
