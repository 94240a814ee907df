"""report.json says what SPEC §5 promises, in Chinese whatever the locale."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Span, Text
from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.delivery import report
from presslayout.delivery.report import Delivered, Report
from presslayout.edition.record import Composed, Overset, PageRecord, PhotoRecord, StoryRecord
from presslayout.edition.steps import Fitted, Step

STORY = StoryRecord(
    id="A",
    slot="头条",
    bbox=Box(mm(10), mm(20), mm(100), mm(50)),
    boxes=(Box(mm(10), mm(20), mm(40), mm(50)), Box(mm(60), mm(20), mm(50), mm(50))),
    columns=2,
    lines=30,
    chars_source=500,
    chars_set=480,
    overset=Overset(20, 2, "多出的字"),
    underset_lines=0,
    headline_size=pt("54.5"),
    headline_lines=1,
    jump_from=None,
    jump_to=4,
    fit_steps=(Fitted(Step.PICTURE_HEIGHT),),
    composed=Composed(lines=4, orphans=1, loose=1, gaps=(0, 0, 60)),
)
PHOTO = PhotoRecord(
    "images/a.jpg", "A", Box(0, 0, mm(50), mm(30)), 210, (100, 0, 900, 600), (1000, 600)
)
PAGE = PageRecord(3, "四开", "ab" * 32, mm(275), mm(390), (STORY,), (PHOTO,))
FOUND = Diagnostic(
    "overset",
    ERROR,
    Text("溢出", "overset"),
    Span("issue/a.yaml", 14, 5),
    Text("删", "cut"),
    3,
    "A",
    "body",
)


def made(**facts: object) -> dict[str, object]:
    given: dict[str, object] = {
        "issue": "issue/a.yaml",
        "versions": {"presslayout": "0"},
        "diagnostics": (FOUND,),
        "pages": (PAGE,),
        "files": (Delivered("proof.pdf", "cd" * 32, "proof"),),
        "timings_ms": {"load": 1.26},
    }
    result: dict[str, object] = json.loads(report.dumps(Report(**{**given, **facts})))  # type: ignore[arg-type]
    return result


def test_the_whole_object() -> None:
    assert made() == {
        "format": "presslayout/report-1",
        "versions": {"presslayout": "0"},
        "issue": "issue/a.yaml",
        "ok": False,
        "diagnostics": [
            {
                "code": "overset",
                "severity": "error",
                "message": "溢出",
                "message_en": "overset",
                "file": "issue/a.yaml",
                "line": 14,
                "column": 5,
                "page": 3,
                "story": "A",
                "part": "body",
                "hint": "删",
                "hint_en": "cut",
            }
        ],
        "pages": [
            {
                "number": 3,
                "template": "四开",
                "hash": "ab" * 32,
                "size_mm": [275.0, 390.0],
                "stories": [
                    {
                        "id": "A",
                        "slot": "头条",
                        "bbox_mm": [10.0, 20.0, 110.0, 70.0],
                        "boxes_mm": [[10.0, 20.0, 50.0, 70.0], [60.0, 20.0, 110.0, 70.0]],
                        "columns": 2,
                        "lines": 30,
                        "chars_source": 500,
                        "chars_set": 480,
                        "overset": {"chars": 20, "lines": 2, "text": "多出的字"},
                        "underset_lines": 0,
                        "headline": {
                            "size_pt": 54.5,
                            "lines": 1,
                            "letter_space_em": 0.0,
                            "scale": 1.0,
                        },
                        "jump": {"from": None, "to": 4},
                        "fit_steps": ["图片高度"],
                    }
                ],
                "photos": [
                    {
                        "file": "images/a.jpg",
                        "story": "A",
                        "bbox_mm": [0.0, 0.0, 50.0, 30.0],
                        "ppi": 210,
                        "crop": [0.1, 0.0, 0.9, 1.0],
                        "focus_guessed": None,
                        "focus_guess": None,
                        "faces": [],
                    }
                ],
            }
        ],
        "composition": [
            {
                "story": "A",
                "lines": 4,
                "forbidden": 0,
                "three_marks": 0,
                "split_runs": 0,
                "overfull": 0,
                "orphans": 1,
                "hyphenated": 0,
                "number_unit_splits": 0,
                "loose_lines": 1,
                "loose_runs": 0,
                "long_latin_lines": 0,
                "han_gap_mean_em": 0.02,
                "han_gap_p95_em": 0.06,
                "han_gap_max_em": 0.06,
            }
        ],
        "files": [{"path": "proof.pdf", "sha256": "cd" * 32, "kind": "proof"}],
        "timings_ms": {"load": 1.3},
    }


def test_warnings_alone_are_ok() -> None:
    warning = Diagnostic("underset", WARNING, Text("空", "empty"))
    told = made(diagnostics=(warning,))
    assert told["ok"] is True
    listed = told["diagnostics"]
    assert isinstance(listed, list)
    assert listed[0]["file"] is None
    assert listed[0]["page"] is None


def test_an_archive_keeps_no_timings() -> None:
    assert "timings_ms" not in made(timings_ms=None)


def test_every_entry_of_a_story_tells_the_overset_of_the_whole() -> None:
    begun = replace(STORY, chars_set=300, overset=Overset(0, 0, ""))
    ended = replace(STORY, chars_set=180, jump_from=3, jump_to=None)
    told = made(pages=(replace(PAGE, stories=(begun,)), replace(PAGE, number=4, stories=(ended,))))
    pages = told["pages"]
    assert isinstance(pages, list)
    entries = [page["stories"][0] for page in pages]
    assert [one["overset"]["chars"] for one in entries] == [20, 20]
    for one in entries:
        assert one["chars_source"] == sum(e["chars_set"] for e in entries) + one["overset"]["chars"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_reports_are_spelled_as_the_standard_library_spells_them(value: object) -> None:
    assert report.encode(value) == (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
