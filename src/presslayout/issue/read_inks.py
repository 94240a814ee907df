"""layout/inks.yaml: the paper's own colours by name, of process inks or of a spot ink.

Read when a colour is met that is neither built in nor written in C M Y K.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.edition.ink import Ink
from presslayout.issue import convert, fields
from presslayout.issue.reader import opened
from presslayout.issue.yaml.tree import Mapping, Scalar

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.reading import Reading
    from presslayout.issue.yaml.tree import Node

FILE = "inks.yaml"
# ISO 32000-1, annex C: the longest name; and those that mean a plate already.
NAME_BYTES = 127
PLATES = frozenset({"all", "none", "cyan", "magenta", "yellow", "black"})


def read_inks(reading: Reading) -> dict[str, Ink]:
    """Every colour by its name, built-in ones too; faults noted once."""
    if not reading.inks:
        reading.inks.update(convert.COLOURS)
        path = reading.workspace.root / "layout" / FILE
        if os.path.lexists(path):
            reading.inks.update(_file(path, reading))
    return reading.inks


def _file(path: Path, reading: Reading) -> dict[str, Ink]:
    node = reading.tree(path)
    if node is None:
        return {}
    if not isinstance(node, Mapping):
        opened(fields.INK, node, reading.findings)
        return {}
    found: dict[str, Ink] = {}
    for key, value in node.pairs:
        name = key.text.strip()
        if not name or name in convert.COLOURS or convert.is_process(name) or name in found:
            reading.findings.error(
                "bad-value",
                Text(f"颜色不能叫「{name}」", f"no colour can be called “{name}”"),
                key.span,
                Text(
                    "换一个名字；黑、红、C100 这些已经有意思了，同一个名字也只写一次",
                    "take another name; black, red and C100 have a meaning, and names stand once",
                ),
            )
            continue
        made = _ink(key, value, reading)
        if made is not None:
            _agree(name, made, found, key, reading)
            found[name] = made
    return found


def _ink(key: Scalar, value: Node, reading: Reading) -> Ink | None:
    if isinstance(value, Scalar):
        try:
            return convert.process(value)
        except convert.BadValueError as bad:
            reading.findings.error(bad.code, bad.message, bad.node.span, bad.hint)
            return None
    row = opened(fields.INK, value, reading.findings, key)
    if row is None:
        return None
    spot, alternate = row.words("spot").strip(), row.ink("alternate")
    if not spot or alternate is None:
        return None
    if spot.casefold() in PLATES or len(spot.encode()) > NAME_BYTES:
        reading.findings.error(
            "bad-value",
            Text(f"专色版不能叫「{spot}」", f"no spot plate can be called “{spot}”"),
            row.place("spot"),
            Text(
                "写印厂的专色名，如 PANTONE 871 C；四色的名字留给四色",
                "write the plant's name, such as PANTONE 871 C; process names are taken",
            ),
        )
        return None
    return Ink(alternate.c, alternate.m, alternate.y, alternate.k, spot)


def _agree(name: str, ink: Ink, found: dict[str, Ink], key: Scalar, reading: Reading) -> None:
    """One spot ink looks one way (ISO 19005-2, 6.2.4.4)."""
    for other, known in found.items():
        if ink.spot and known.spot == ink.spot and known != ink:
            reading.findings.error(
                "bad-value",
                Text(
                    f"专色「{ink.spot}」在「{other}」和「{name}」里替代色不同",
                    f"spot ink “{ink.spot}” looks different in “{other}” and in “{name}”",
                ),
                key.span,
                Text("一种专色只写一个替代色", "give a spot ink one alternate"),
            )
