"""`fonts`: the faces at hand, and which of them has a character."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.cli.place import workspace_here
from presslayout.cli.voice import width

if TYPE_CHECKING:
    import argparse

    from presslayout.assets.fonts import Family
    from presslayout.cli.voice import Voice


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """List the families, or tell which has the character."""
    families, faults = families_here()
    if arguments.has is None:
        return _listed(families, faults, voice)
    char = unicodedata.normalize("NFC", arguments.has)
    if len(char) != 1:
        raise UsageError(
            Text(f"--has 一次查一个字，这里有 {len(char)} 个", f"--has takes one character: {char}")
        )
    return _having(families, faults, char, voice)


def families_here() -> tuple[list[Family], list[Diagnostic]]:
    """Each family once, in the order of fonts.yaml, and what is wrong with the others."""
    from presslayout.issue.read_fonts import read_families
    from presslayout.issue.reading import Reading

    reading = Reading(workspace_here())
    families = {family.name: family for family in read_families(reading).values()}
    return list(families.values()), list(reading.findings.found)


def _listed(families: list[Family], faults: list[Diagnostic], voice: Voice) -> int:
    missing = [*faults, *(_missing(f) for f in families if not doors.is_file(f.path))]
    if voice.json:
        from presslayout.delivery import report

        voice.object(
            {
                "faces": [
                    {
                        "family": f.name,
                        "file": f.file,
                        "licence": f.licence,
                        "fallback": list(f.fallback),
                    }
                    for f in families
                ],
                "diagnostics": report.diagnostics(missing),
            }
        )
    else:
        widest = max((width(f.name) for f in families), default=0)
        for family in families:
            pad = " " * (widest - width(family.name))
            voice.print(f"{family.name}{pad}  {family.file}  {family.licence}")
    voice.diagnostics(missing)
    return exits.exit_code(missing)


def _having(families: list[Family], faults: list[Diagnostic], char: str, voice: Voice) -> int:
    from presslayout.assets.fonts import open_face

    has: dict[str, bool] = {}
    found = list(faults)
    for family in families:
        try:
            has[family.name] = open_face(family).covers(char)
        except AssetError as fault:
            has[family.name] = False
            found += fault.diagnostics
    code = f"U+{ord(char):04X}"
    if not any(has.values()):
        found.append(
            Diagnostic(
                "missing-glyph",
                ERROR,
                Text(f"没有一个字体有「{char}」（{code}）", f"no face has {char} ({code})"),
                hint=Text(
                    "把有这个字的字体放进 fonts/，写进 fonts.yaml",
                    "put a face that has it into fonts/ and name it in fonts.yaml",
                ),
            )
        )
    if voice.json:
        from presslayout.delivery import report

        voice.object(
            {
                "character": char,
                "code_point": code,
                "faces": [{"family": f.name, "file": f.file, "has": has[f.name]} for f in families],
                "diagnostics": report.diagnostics(found),
            }
        )
    else:
        widest = max((width(f.name) for f in families), default=0)
        for family in families:
            pad = " " * (widest - width(family.name))
            mark = "有" if has[family.name] else "没有"
            mark_en = "yes" if has[family.name] else "no"
            voice.say(f"{family.name}{pad}  {mark}", f"{family.name}{pad}  {mark_en}")
    voice.diagnostics(found)
    return exits.exit_code(found)


def _missing(family: Family) -> Diagnostic:
    return Diagnostic(
        "missing-font",
        ERROR,
        Text(
            f"字体「{family.name}」的文件不在：{family.file}",
            f"the file of {family.name} is not there: {family.file}",
        ),
        hint=Text("把字体文件放回 fonts/，或改 fonts.yaml", "put it back, or correct fonts.yaml"),
    )
