"""Findings as SARIF 2.1.0 (OASIS), which review tools and CI systems read.

A PDF has pages and no lines: each place is a location whose properties say the page and the box,
in millimetres from the upper left of the trim; the page is its logical location too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from presslayout.base.diagnostics import Severity
from presslayout.base.version import VERSION
from presslayout.delivery import report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.messages import Meaning

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def log(found: Iterable[Diagnostic], meanings: Mapping[str, Meaning], lang: str) -> dict[str, Any]:
    """The SARIF log of one run, its words in `zh` or `en`; `meanings` say why codes matter."""
    diagnostics = list(found)
    codes = sorted({d.code for d in diagnostics})
    files = sorted({d.span.file for d in diagnostics if d.span})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "presslayout",
                        "version": VERSION,
                        "rules": [_rule(code, meanings.get(code), lang) for code in codes],
                    }
                },
                "language": "en-US" if lang == "en" else "zh-CN",
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": quote(file)}} for file in files],
                "results": [_result(d, codes, files, lang) for d in diagnostics],
            }
        ],
    }


def _rule(code: str, meaning: Meaning | None, lang: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if meaning is not None:
        rule["shortDescription"] = {"text": meaning.why.say(lang)}
    return rule


def _result(d: Diagnostic, codes: list[str], files: list[str], lang: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": codes.index(d.code),
        "level": _LEVELS[d.severity],
        "message": {"text": d.message.say(lang)},
        "locations": _locations(d, files),
    }
    if d.count:
        result["occurrenceCount"] = d.count
    if d.hint:
        result["properties"] = {"hint": d.hint.say(lang)}
    return result


def _locations(d: Diagnostic, files: list[str]) -> list[dict[str, Any]]:
    if d.span is None:
        return []
    uri = {"uri": quote(d.span.file), "index": files.index(d.span.file)}
    plain: dict[str, Any] = {"physicalLocation": {"artifactLocation": uri}}
    if d.page is None:
        return [plain]
    page = {
        "name": str(d.page),
        "kind": "page",
        "fullyQualifiedName": f"{d.span.file}/{d.page}",
    }
    paged = {**plain, "logicalLocations": [page]}
    if not d.boxes:
        return [{**paged, "properties": {"page": d.page}}]
    return [
        {**paged, "properties": {"page": d.page, "bbox_mm": report.box(box)}} for box in d.boxes
    ]
