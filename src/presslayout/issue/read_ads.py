"""The ads of a page: their slots and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.issue.ad import Ad
from presslayout.issue.copy.read_copy import find_file
from presslayout.issue.kinds import Content
from presslayout.issue.nearest import nearest
from presslayout.issue.template import around

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.base.diagnostics import Span
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import Template

AD_SLOTS = frozenset({Content.AD, Content.PUBLIC_AD})


def read_ads(row: Row, path: Path, template: Template | None, reading: Reading) -> Iterator[Ad]:
    """The ads that a page's row lists, each with a slot of its own."""
    taken: set[str] = set()
    for one in row.rows("ads"):
        slots = [(name.text.strip(), name.span) for name in one.names("slot")]
        file = one.words("file").strip()
        own, scaled, alt = one.choice("label") == "own", one.yes("scale"), one.words("alt")
        if template is not None and not all(_stands(*s, template, reading) for s in slots):
            continue
        for slot, place in slots:
            if slot in taken:
                reading.findings.error(
                    "slot-taken",
                    Text(f"版位「{slot}」里有两条广告", f"slot “{slot}” has two ads"),
                    place,
                    Text("给其中一条换一个版位", "give one of them another slot"),
                )
            taken.add(slot)
        if not file or not slots or (template and not _together(slots, template, reading)):
            continue
        found = find_file(file, one.place("file"), path.parent, "missing-picture", reading)
        if found is not None:
            first, *others = (slot for slot, _ in slots)
            span = one.place("file")
            yield Ad(first, reading.name(found), own, scaled, alt, span, tuple(others))


def _together(slots: list[tuple[str, Span]], template: Template, reading: Reading) -> bool:
    """Whether the slots of one ad, of one kind, make a rectangle that is theirs alone."""
    own = [s for s in template.slots if s.name in {name for name, _ in slots}]
    whole = around(own)
    strange = [s for s in template.slots if s not in own and whole.meets(s.whole)]
    if not strange and len({s.content for s in own}) == 1:
        return True
    named = "、".join(name for name, _ in slots)
    why = (
        Text(f"中间还有「{strange[0].name}」", f"“{strange[0].name}” stands between them")
        if strange
        else Text("有广告也有公益广告", "they are of two kinds")
    )
    reading.findings.error(
        "bad-value",
        Text(f"一条广告不能同时占「{named}」：{why.zh}", f"one ad cannot take {named}: {why.en}"),
        slots[0][1],
        Text("只写相连成一个矩形的版位", "name slots that make one rectangle"),
    )
    return False


def _stands(name: str, place: Span, template: Template, reading: Reading) -> bool:
    known = [s.name for s in template.slots if s.content in AD_SLOTS]
    if name in known:
        return True
    listed = "、".join(known) or "（没有）", ", ".join(known) or "(none)"
    close = nearest(name, known)
    reading.findings.error(
        "unknown-slot" if all(s.name != name for s in template.slots) else "slot-kind",
        Text(
            f"版式「{template.name}」里「{name}」不是广告版位"
            + (f"，是不是「{close}」？" if close else ""),
            f"“{name}” is no slot for ads in template “{template.name}”"
            + (f"; did you mean “{close}”?" if close else ""),
        ),
        place,
        Text(f"放广告的版位：{listed[0]}", f"slots for ads: {listed[1]}"),
    )
    return False
