"""`layouts`: the templates at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout import messages
from presslayout.cli.place import workspace_here
from presslayout.cli.voice import width
from presslayout.units import to_mm, to_pt

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.spec.template import Template

_CONTENT = {
    "story": ("稿件", "story"),
    "picture": ("图片", "picture"),
    "banner": ("栏题", "banner"),
    "folio": ("报眉", "folio"),
    "masthead": ("报头", "masthead"),
}


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Name, size, columns and slots of each."""
    from presslayout.spec.load import templates

    del arguments
    found = templates(workspace_here())
    if voice.json:
        voice.object({"templates": [_plain(t) for t in found], "diagnostics": []})
        return messages.OK
    widest = max((width(t.name) for t in found), default=0)
    for template in found:
        pad = " " * (widest - width(template.name))
        size = f"{to_mm(template.width):g} × {to_mm(template.height):g} mm"
        body = f"{to_pt(template.body.size):g}/{to_pt(template.body.leading):g} pt"
        voice.say(
            f"{template.name}{pad}  {size}  基本栏 {template.base_columns} × "
            f"{template.base_cells}字  正文 {body}  {_slots(template, 'zh')}",
            f"{template.name}{pad}  {size}  {template.base_columns} columns of "
            f"{template.base_cells} characters  body {body}  {_slots(template, 'en')}",
        )
    return messages.OK


def _slots(template: Template, lang: str) -> str:
    named = [s for s in template.slots if s.content in ("story", "picture")]
    return "、".join(f"{s.name}（{_CONTENT[s.content][lang == 'en']}）" for s in named)


def _plain(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "file": template.file,
        "size_mm": [to_mm(template.width), to_mm(template.height)],
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
            }
            for slot in template.slots
        ],
    }
