"""`layouts`: the templates at hand, what each is for and what its slots hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.units import to_mm, to_pt
from presslayout.cli import exits
from presslayout.cli.place import workspace_here
from presslayout.cli.voice import relative
from presslayout.delivery import report
from presslayout.flow.capacity import roughly
from presslayout.flow.grid import panel
from presslayout.issue.fields import CONTENT
from presslayout.issue.kinds import Content

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.issue.template import Slot, Template
    from presslayout.issue.workspace import Workspace

THUMBNAILS = ("layout", "缩略图")
_CHINESE = {english: chinese for chinese, english in CONTENT}


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Name, sheet, grid and use of each, and its slots with what they hold.

    One that cannot be read hides none of the others.
    """
    from presslayout.issue.load import readable

    del arguments
    workspace = workspace_here()
    templates, found = readable(workspace)
    if voice.json:
        told = [_plain(template, workspace) for template in templates]
        voice.object({"templates": told, "diagnostics": report.diagnostics(found)})
    else:
        for number, template in enumerate(templates):
            if number:
                voice.print("")
            _tell(template, workspace, voice)
    voice.diagnostics(found)
    return exits.exit_code(found)


def _tell(template: Template, workspace: Workspace, voice: Voice) -> None:
    size = f"{to_mm(template.width):g} × {to_mm(template.height):g} mm"
    body = f"{to_pt(template.body.size):g}/{to_pt(template.body.leading):g} pt"
    columns, cells, rows = template.base_columns, template.base_cells, template.rows
    voice.say(
        f"{template.name}　{size}　{columns} 栏 × {cells} 字 × {rows} 行　正文 {body}",
        f"{template.name}  {size}  {columns} columns of {cells} characters, {rows} rows  "
        f"body {body}",
    )
    if template.about:
        voice.print(f"  {template.about}")
    held = [
        s
        for s in template.slots
        if s.content in (Content.STORY, Content.PICTURE, Content.AD, Content.PUBLIC_AD)
    ]
    rest = [s for s in template.slots if s not in held and s.content != Content.ORNAMENT]
    voice.say(
        "  " + "　".join(_held(template, slot)[0] for slot in held),
        "  " + "; ".join(_held(template, slot)[1] for slot in held),
    )
    if rest:
        voice.say(
            "  另有 "
            + "、".join(dict.fromkeys(_CHINESE.get(slot.content, slot.content) for slot in rest)),
            "  also " + ", ".join(dict.fromkeys(slot.content for slot in rest)),
        )
    if shot := _thumbnail(template, workspace):
        voice.say(f"  缩略图 {shot}", f"  thumbnail {shot}")


def _held(template: Template, slot: Slot) -> tuple[str, str]:
    """What a slot holds: a story's characters, a picture's or an ad's size."""
    if slot.content == Content.STORY:
        count = roughly(template, slot)
        return f"{slot.name} 约{count}字", f"{slot.name} about {count} characters"
    wide, high = _size(template, slot)
    shown = f"{wide:g} × {high:g} mm"
    name = _CHINESE.get(slot.content, slot.content)
    zh = slot.name if slot.name == name else f"{slot.name}（{name}）"
    return f"{zh} {shown}", f"{slot.name} ({slot.content}) {shown}"


def _size(template: Template, slot: Slot) -> tuple[float, float]:
    box = panel(template, slot)
    return round(to_mm(box.width), 1), round(to_mm(box.height), 1)


def _thumbnail(template: Template, workspace: Workspace) -> str | None:
    """Where the thumbnail lies: in the workspace, or with the program if the template does, too."""
    parts = (*THUMBNAILS, f"{template.name}.png")
    if workspace.root.joinpath(*parts).is_file():
        return "/".join(parts)
    shipped = workspace.packaged.joinpath(*parts)
    own = (workspace.root / template.file).is_file()
    return relative(shipped) if shipped.is_file() and not own else None


def _plain(template: Template, workspace: Workspace) -> dict[str, Any]:
    return {
        "name": template.name,
        "about": template.about,
        "file": template.file,
        "thumbnail": _thumbnail(template, workspace),
        "size_mm": [to_mm(template.width), to_mm(template.height)],
        "spread": bool(template.fold),
        "body_pt": to_pt(template.body.size),
        "leading_pt": to_pt(template.body.leading),
        "columns": template.base_columns,
        "cells": template.base_cells,
        "rows": template.rows,
        "slots": [
            {
                "name": slot.name,
                "content": slot.content,
                "rows": list(slot.rows),
                "columns": list(slot.columns),
                "split": slot.split,
                "parts": [[*part.rows, *part.columns] for part in slot.parts],
                "within": slot.within,
                "vertical": slot.vertical,
                "size_mm": list(_size(template, slot)),
                "chars": roughly(template, slot) if slot.content == Content.STORY else None,
            }
            for slot in template.slots
        ],
    }
