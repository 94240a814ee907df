"""The families of a workspace for commands that read nothing else of it.

Reading YAML takes longer than setting a story; so what fonts.yaml says is kept in the cache by its
content, and found out anew when that changes or a face file has gone.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.assets.fonts import Family
from presslayout.base import doors
from presslayout.base.cache import key_of
from presslayout.base.diagnostics import SpecError
from presslayout.base.values import as_dict
from presslayout.base.version import VERSION
from presslayout.issue.files import FONTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.base.cache import Cache
    from presslayout.issue.workspace import Workspace


def families(workspace: Workspace, cache: Cache) -> Mapping[str, Family]:
    """Every family by its names; SpecError when a fonts.yaml is wrong."""
    written = [
        (
            str(root),
            hashlib.sha256(doors.read(root / FONTS)).hexdigest()
            if (root / FONTS).is_file()
            else "",
        )
        for root in dict.fromkeys([workspace.packaged, workspace.root])
        if os.path.lexists(root / FONTS)
    ]
    key = key_of("families-2", VERSION, written)
    kept = cache.get(key)
    if kept is not None:
        known = {name: _family(row) for name, row in json.loads(kept).items()}
        if all(doors.is_file(family.path) for family in known.values()):
            return known
    from presslayout.issue.read_fonts import read_families
    from presslayout.issue.reading import Reading

    reading = Reading(workspace)
    found = read_families(reading)
    if reading.findings.failed:
        raise SpecError(reading.findings.found)
    if not reading.findings.found:
        rows = {name: as_dict(family) for name, family in found.items()}
        cache.put(key, json.dumps(rows, default=str).encode())
    return found


def _family(row: dict[str, object]) -> Family:
    row["path"] = Path(str(row["path"]))
    row["fallback"] = tuple(row["fallback"])  # type: ignore[arg-type]
    row["axes"] = tuple((tag, value) for tag, value in row["axes"])  # type: ignore[attr-defined]
    return Family(**row)  # type: ignore[arg-type]
