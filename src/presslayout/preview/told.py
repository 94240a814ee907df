"""What the browser is told: the state as plain values for JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base.cache import key_of
from presslayout.base.units import to_mm, to_pt
from presslayout.base.values import Same
from presslayout.newsroom import library, reports
from presslayout.preview import findings
from presslayout.preview.links import source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.base.memory import Memory
    from presslayout.edition.page import Page
    from presslayout.edition.record import PageRecord, PhotoRecord
    from presslayout.issue.issue import PageSpec, Photo, Story
    from presslayout.issue.template import Template
    from presslayout.preview.workbench import Good, Workbench


# Of a photo, in per mille.
_MIDDLE = (500, 500)


def state(bench: Workbench) -> dict[str, Any]:
    """Everything that the page shows beside pixels."""
    shown, workspace = bench.shown, bench.workspace
    good = shown.good
    return {
        "turn": shown.turn,
        "desk": _desk(bench),
        "title": _title(good),
        "issue": good.loaded.issue.file if good else "",
        "pages": _pages(good, bench.memory) if good else [],
        "diagnostics": findings.placed(good.found, good, bench.memory) if good else [],
        "pending": len(good.pending) if good and not shown.fault else 0,
        "fault": findings.plain(shown.fault, workspace),
        "timings_ms": {stage: round(ms, 1) for stage, ms in shown.timings_ms.items()},
    }


def photo(good: Good, tale: Story, one: Photo) -> dict[str, Any]:
    """A photo as it was asked for and as it stands: its focus and its crop in fractions."""
    standing = next(
        (r for page in good.composition.pages for r in page.photos
         if r.file == one.file and r.story == tale.id),
        None,
    )  # fmt: skip
    key = next((a.key for a in good.composition.edition.assets if a.file == one.file), "")
    told: dict[str, Any] = {
        "story": tale.id,
        "index": tale.photos.index(one),
        "part": f"photo-{one.stem}",
        "file": one.file,
        "key": key,
        "caption": one.caption,
        "focus": [n / 1000 for n in _focus(one, standing)],
    }
    if standing is None:
        return told
    return told | reports.photo(standing) | {"box_mm": reports.box(standing.box)}


def _focus(one: Photo, standing: PhotoRecord | None) -> tuple[int, int]:
    """What was asked for, else what it is cropped round, else its middle."""
    return one.focus or (standing.focus if standing is not None else None) or _MIDDLE


def _desk(bench: Workbench) -> str:
    """A name for the issue of this workspace alone: what a browser keeps for it bears that."""
    return key_of("desk", str(bench.path.absolute()))[:16]


def _title(good: Good | None) -> str:
    if good is None:
        return ""
    edition = good.composition.edition
    return f"{edition.paper} {edition.date}".strip()


def _pages(good: Good, memory: Memory) -> list[dict[str, Any]]:
    """What is told of each page: the very same while the page and what it is made of are."""
    specs = {spec.number: spec for spec in good.loaded.issue.pages}
    names = {story.id: story for one in specs.values() for story in one.stories}
    made = good.composition
    found = []
    for page, record in zip(made.edition.pages, made.pages, strict=True):
        spec = specs[page.number]
        # A story that came from another page stands in none of this page's own.
        tales = {row.id: names[row.id] for row in record.stories}
        template = good.loaded.templates[spec.template]
        key = ("told", *map(Same, (page, record, spec, template, *tales.values())))
        found.append(memory.of(key, partial(_page, page, record, spec, tales, good)))
    return found


def _page(
    page: Page, record: PageRecord, spec: PageSpec, names: Mapping[str, Story], good: Good
) -> dict[str, Any]:
    told = reports.page(record)
    taken = {row.id: [step.text.en for step in row.fit_steps] for row in record.stories}
    for row in told["stories"]:
        tale = names[row["id"]]
        row["name"] = tale.headline or tale.id
        row["fit_steps_en"] = taken[row["id"]]
        row.update(source(tale.span, good.loaded.workspace))
    told["photos"] = [
        photo(good, tale, one)
        for tale in spec.stories
        for one in tale.photos
        if any(r.file == one.file and r.story == tale.id for r in record.photos)
    ]
    return told | {
        "label": page.label,
        "section": spec.section,
        "grid": _grid(good.loaded.templates[spec.template]),
    }


def _grid(template: Template) -> dict[str, Any]:
    """The type area, its rows and base columns in millimetres, and the slots in them."""
    em = template.body.size
    return {
        "left": to_mm(template.left),
        "top": to_mm(template.top),
        "width": to_mm(template.cells * em),
        "pitch": to_mm(template.body.leading),
        "rows": template.rows,
        "columns": template.base_columns,
        "column": to_mm(template.base_cells * em),
        "gutter": to_mm(template.gutter_cells * em),
        "em_pt": round(to_pt(em), 2),
        "slots": [
            {
                "name": slot.name,
                "content": slot.content,
                "box": reports.box(box),
            }
            for slot, box in library.places(template)
        ],
    }
