"""What a build tells whoever comes after it: report.json (`presslayout/report-1`).

Messages stand in Chinese, and in English beside it: the bytes depend on no locale.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Diagnostic, Severity
from presslayout.base.units import to_mm, to_pt
from presslayout.base.values import frozen, replace
from presslayout.edition.record import Composed, PageRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.base.geometry import Box
    from presslayout.edition.record import PhotoRecord, StoryRecord

FORMAT = "presslayout/report-1"
# Crops are told to a hundredth of a per cent: finer than any pixel of a page.
_FRACTION_DIGITS = 6

_ATOM = json.JSONEncoder(ensure_ascii=False).encode


@frozen
class Delivered:
    """A file that stands on disk now: its path from the output folder, its hash, its kind."""

    path: str
    sha256: str
    kind: str


@frozen
class Report:
    """One run: what was read, what was found, what was made, and how long it took."""

    issue: str
    versions: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    pages: tuple[PageRecord, ...]
    files: tuple[Delivered, ...] = ()
    timings_ms: Mapping[str, float] | None = None


def plain(report: Report) -> dict[str, Any]:
    """The object of report.json; without timings where there are none."""
    made: dict[str, Any] = {
        "format": FORMAT,
        "versions": dict(sorted(report.versions.items())),
        "issue": report.issue,
        "ok": not any(d.severity is Severity.ERROR for d in report.diagnostics),
        "diagnostics": diagnostics(report.diagnostics),
        "pages": pages(report.pages),
        "composition": composition(report.pages),
        "files": [{"path": f.path, "sha256": f.sha256, "kind": f.kind} for f in report.files],
    }
    if report.timings_ms is not None:
        made["timings_ms"] = {k: round(v, 1) for k, v in report.timings_ms.items()}
    return made


def dumps(report: Report) -> bytes:
    """report.json, readable by people too."""
    return encode(plain(report))


def encode(value: object) -> bytes:
    """JSON as all our reports write it."""
    return (_indented(value, "\n") + "\n").encode()


def _indented(value: object, margin: str) -> str:
    """What `json.dumps(value, ensure_ascii=False, indent=1)` gives, in a third of its time."""
    inner = margin + " "
    if isinstance(value, dict) and value:
        rows = (f"{inner}{_ATOM(key)}: {_indented(held, inner)}" for key, held in value.items())
        return f"{{{','.join(rows)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        rows = (inner + _indented(one, inner) for one in value)
        return f"[{','.join(rows)}{margin}]"
    return _ATOM(value)


def diagnostics(found: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Diagnostics as every report of ours lists them (SPEC §5)."""
    return [_diagnostic(d) for d in found]


def pages(records: Iterable[PageRecord]) -> list[dict[str, Any]]:
    """The pages, the overset of a story with each of its entries: it is the whole story's (SPEC §5)."""
    records = tuple(records)
    left = {s.id: s.overset for r in records for s in r.stories if s.jump_to is None}
    return [
        page(
            replace(
                record,
                stories=tuple(
                    replace(s, overset=left.get(s.id, s.overset)) for s in record.stories
                ),
            )
        )
        for record in records
    ]


def page(record: PageRecord) -> dict[str, Any]:
    """One page."""
    return {
        "number": record.number,
        "template": record.template,
        "hash": record.hash,
        "size_mm": [to_mm(record.width), to_mm(record.height)],
        "stories": [_story(story) for story in record.stories],
        "photos": [photo(one) for one in record.photos],
    }


def composition(pages: Iterable[PageRecord]) -> list[dict[str, Any]]:
    """How each story's lines are set, all its pages together (RULES §17)."""
    found: dict[str, Composed] = {}
    for record in pages:
        for story in record.stories:
            found[story.id] = found.get(story.id, Composed()) + story.composed
    return [_composed(story, made) for story, made in found.items()]


def _composed(story: str, made: Composed) -> dict[str, Any]:
    gaps = sorted(made.gaps) or [0]
    return {
        "story": story,
        "lines": made.lines,
        "forbidden": made.forbidden,
        "three_marks": made.three_marks,
        "split_runs": made.split,
        "overfull": made.overfull,
        "orphans": made.orphans,
        "hyphenated": made.hyphens,
        "number_unit_splits": made.parted,
        "loose_lines": made.loose,
        "loose_runs": made.patches,
        "long_latin_lines": made.long_latin,
        "han_gap_mean_em": round(sum(gaps) / len(gaps) / 1000, 3),
        "han_gap_p95_em": gaps[(len(gaps) * 95 + 99) // 100 - 1] / 1000,
        "han_gap_max_em": gaps[-1] / 1000,
    }


def _diagnostic(d: Diagnostic) -> dict[str, Any]:
    span = d.span
    return {
        "code": d.code,
        "severity": d.severity.value,
        "message": d.message.zh,
        "message_en": d.message.en,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "page": d.page,
        "story": d.story or None,
        "part": d.part or None,
        "hint": d.hint.zh if d.hint else None,
        "hint_en": d.hint.en if d.hint else None,
    }


def _story(record: StoryRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "slot": record.slot,
        "bbox_mm": box(record.bbox),
        "boxes_mm": [box(one) for one in record.boxes],
        "columns": record.columns,
        "lines": record.lines,
        "chars_source": record.chars_source,
        "chars_set": record.chars_set,
        "overset": {
            "chars": record.overset.chars,
            "lines": record.overset.lines,
            "text": record.overset.text,
        },
        "underset_lines": record.underset_lines,
        "headline": {
            "size_pt": round(to_pt(record.headline_size), 3),
            "lines": record.headline_lines,
            "letter_space_em": record.headline_tracking / 1000,
            "scale": record.headline_condense / 1000,
        },
        "jump": {"from": record.jump_from, "to": record.jump_to},
        "fit_steps": [step.text.zh for step in record.fit_steps],
    }


def photo(record: PhotoRecord) -> dict[str, Any]:
    """A photo: where it stands, how fine it is, what of it is shown."""
    left, top, right, bottom = record.crop
    width, height = record.size
    return {
        "file": record.file,
        "story": record.story,
        "bbox_mm": box(record.box),
        "ppi": record.ppi,
        "crop": [
            round(value / whole, _FRACTION_DIGITS)
            for value, whole in ((left, width), (top, height), (right, width), (bottom, height))
        ],
        "focus_guessed": [n / 1000 for n in record.focus]
        if record.guess and record.focus
        else None,
        "focus_guess": record.guess,
        "faces": [[n / 1000 for n in one] for one in record.persons],
    }


def box(place: Box) -> list[float]:
    """Left, top, right and bottom in millimetres from the trimmed page's top left."""
    return [to_mm(place.x), to_mm(place.y), to_mm(place.right), to_mm(place.bottom)]
