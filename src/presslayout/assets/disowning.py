"""A placed page without what its own file said of whose its content is: tags, and artifacts."""

from __future__ import annotations

import zlib
from typing import Any

_ARTIFACT, _NUMBER = b"Artifact", b"MCID"
_BEGINNING = frozenset(("BMC", "BDC"))


def disowned(stream: Any) -> None:
    """Take marked content that is an artifact or has a number out of a form or a pattern's cell.

    Layers and what says its own text stay.
    """
    import pikepdf

    if str(stream.get("/Subtype", "")) != "/Form" and "/PatternType" not in stream:
        return
    properties = stream.get("/Resources", pikepdf.Dictionary()).get("/Properties")
    named = properties if isinstance(properties, pikepdf.Dictionary) else pikepdf.Dictionary()
    data = stream.read_bytes()
    if _ARTIFACT not in data and _NUMBER not in data and not len(named):
        return
    kept: list[Any] = []
    open_: list[bool] = []
    for one in pikepdf.parse_content_stream(stream):
        name = str(one.operator) if hasattr(one, "operator") else ""
        if name in _BEGINNING:
            open_.append(not _owns(list(one.operands), named))
            if not open_[-1]:
                continue
        elif name == "EMC" and open_ and not open_.pop():
            continue
        kept.append(one)
    whole = pikepdf.unparse_content_stream(kept)
    stream.write(zlib.compress(whole), filter=pikepdf.Name.FlateDecode)
    for key in [key for key, value in named.items() if "/MCID" in value]:
        del named[key]
    if properties is not None and not len(named):
        del stream["/Resources"]["/Properties"]


def _owns(operands: list[Any], named: Any) -> bool:
    """Whether marked content says whose it is."""
    import pikepdf

    if not operands or str(operands[0]) == "/Artifact":
        return bool(operands)
    given = operands[1] if len(operands) > 1 else None
    if isinstance(given, pikepdf.Name):
        given = named.get(str(given))
    return isinstance(given, pikepdf.Dictionary) and "/MCID" in given
