"""`layouts`: the templates at hand, what each is for and what its slots hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.units import to_mm, to_pt
from presslayout.cli import exits
from presslayout.cli.voice import relative
from presslayout.newsroom import library, reports, workplace

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.library import Held, Shelved


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Name, sheet, grid and use of each, and its slots with what they hold."""
    del arguments
    templates = library.templates(workplace.here())
    if voice.json:
        told = [_plain(one) for one in templates.shelved]
        voice.object({"templates": told, "diagnostics": reports.diagnostics(templates.found)})
    else:
        for number, one in enumerate(templates.shelved):
            if number:
                voice.print("")
            _tell(one, voice)
    voice.diagnostics(templates.found)
    return exits.exit_code(templates.found)


def _tell(one: Shelved, voice: Voice) -> None:
    template = one.template
    size = f"{to_mm(template.width):g} × {to_mm(template.height):g} mm"
    body = f"{to_pt(template.body.size):g}/{to_pt(template.body.leading):g} pt"
    columns, cells, rows = template.base_columns, template.base_cells, template.rows
    voice.say(
        f"{template.name}　{size}　{columns} 栏 × {cells} 字 × {rows} 行　正文 {body}",
        f"{template.name}  {size}  {columns} columns of {cells} characters, {rows} rows  "
        f"body {body}",
    )
    # A template that says it in one language alone says it in that one.
    if zh := template.about or template.about_en:
        voice.say(f"  {zh}", f"  {template.about_en or zh}")
    told = [_held(held) for held in one.filled]
    voice.say("  " + "　".join(zh for zh, _ in told), "  " + "; ".join(en for _, en in told))
    if one.furniture:
        voice.say(
            "  另有 " + "、".join(dict.fromkeys(h.kind for h in one.furniture)),
            "  also " + ", ".join(dict.fromkeys(h.slot.content for h in one.furniture)),
        )
    if shot := _thumbnail(one):
        voice.say(f"  缩略图 {shot}", f"  thumbnail {shot}")


def _held(held: Held) -> tuple[str, str]:
    """What a slot holds: a story's characters, a picture's or an ad's size."""
    slot = held.slot
    if held.chars is not None:
        return f"{slot.name} 约{held.chars}字", f"{slot.name} about {held.chars} characters"
    wide, high = _size(held)
    shown = f"{wide:g} × {high:g} mm"
    zh = slot.name if slot.name == held.kind else f"{slot.name}（{held.kind}）"
    return f"{zh} {shown}", f"{slot.name} ({slot.content}) {shown}"


def _size(held: Held) -> tuple[float, float]:
    return round(to_mm(held.box.width), 1), round(to_mm(held.box.height), 1)


def _thumbnail(one: Shelved) -> str | None:
    """Where the thumbnail lies: from the workspace, or as it is read from here."""
    if one.thumbnail is None or one.shipped:
        return relative(one.thumbnail) if one.thumbnail is not None else None
    return "/".join((*library.THUMBNAILS, one.thumbnail.name))


def _plain(one: Shelved) -> dict[str, Any]:
    template = one.template
    return {
        "name": template.name,
        "about": template.about,
        "about_en": template.about_en,
        "file": template.file,
        "thumbnail": _thumbnail(one),
        "size_mm": [to_mm(template.width), to_mm(template.height)],
        "spread": bool(template.fold),
        "body_pt": to_pt(template.body.size),
        "leading_pt": to_pt(template.body.leading),
        "columns": template.base_columns,
        "cells": template.base_cells,
        "rows": template.rows,
        "slots": [_slot(held) for held in one.slots],
    }


def _slot(held: Held) -> dict[str, Any]:
    slot = held.slot
    return {
        "name": slot.name,
        "content": slot.content,
        "rows": list(slot.rows),
        "columns": list(slot.columns),
        "split": slot.split,
        "parts": [[*part.rows, *part.columns] for part in slot.parts],
        "within": slot.within,
        "vertical": slot.vertical,
        "size_mm": list(_size(held)),
        "chars": held.chars,
    }
