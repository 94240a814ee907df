"""`fonts`: the faces at hand, and which of them has a character."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.cli.cells import width
from presslayout.newsroom import library, reports, workplace

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from presslayout.assets.fonts import Family
    from presslayout.cli.voice import Voice
    from presslayout.newsroom.library import Faces


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """List the families, or tell which has the character."""
    if arguments.has is None:
        faces = library.faces(workplace.here())
        _listed(faces, voice)
    else:
        char = _char(arguments.has)
        faces = library.having(workplace.here(), char)
        _having(faces, char, voice)
    voice.diagnostics(faces.found)
    return exits.exit_code(faces.found)


def _char(text: str) -> str:
    char = unicodedata.normalize("NFC", text)
    if len(char) != 1:
        raise UsageError(
            Text(f"--has 一次查一个字，这里有 {len(char)} 个", f"--has takes one character: {char}")
        )
    return char


def _listed(faces: Faces, voice: Voice) -> None:
    if voice.json:
        rows = [
            {
                "family": f.name,
                "file": f.file,
                "licence": f.licence,
                "fallback": list(f.fallback),
            }
            for f in faces.families
        ]
        voice.object({"faces": rows, "diagnostics": reports.diagnostics(faces.found)})
        return
    for family, name in _named(faces):
        voice.print(f"{name}  {family.file}  {family.licence}")


def _having(faces: Faces, char: str, voice: Voice) -> None:
    if voice.json:
        voice.object(
            {
                "character": char,
                "code_point": f"U+{ord(char):04X}",
                "faces": [
                    {"family": f.name, "file": f.file, "has": faces.has[f.name]}
                    for f in faces.families
                ],
                "diagnostics": reports.diagnostics(faces.found),
            }
        )
        return
    for family, name in _named(faces):
        mark, mark_en = ("有", "yes") if faces.has[family.name] else ("没有", "no")
        voice.say(f"{name}  {mark}", f"{name}  {mark_en}")


def _named(faces: Faces) -> Iterator[tuple[Family, str]]:
    """The families, each with its name as wide as the widest."""
    widest = max((width(f.name) for f in faces.families), default=0)
    for family in faces.families:
        yield family, family.name + " " * (widest - width(family.name))
