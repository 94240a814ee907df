"""What shapes the bytes of a machine's pages: where two machines agree in all of it, so do their outputs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import presslayout
from presslayout.base.diagnostics import Text
from presslayout.base.version import installed
from presslayout.issue.files import packaged_root
from presslayout.newsroom import additions, build
from presslayout.newsroom.batch.parcels import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

# What reads copy and pictures, sets and writes, beside what a report names: as installed, as imported.
_LIBRARIES = {
    "fonttools": "fontTools",
    "lxml": "lxml",
    "opencv_python_headless": "cv2",
    "pdfminer_six": "pdfminer",
    "pi_heif": "pi_heif",
    "pikepdf": "pikepdf",
    "pypdfium2": "pypdfium2",
    "pyphen": "pyphen",
    "skia_pathops": "pathops",
}
# So many differences are named.
_NAMED = 3


def facts() -> dict[str, str]:
    """Versions, plug-ins, the program itself, and hashes of the faces, profiles and templates that ship."""
    found = build.versions() | additions.installed()
    found |= {name: installed(name, package) for name, package in _LIBRARIES.items()}
    found |= {path.name: digest for digest, path in shipped().items()}
    found["presslayout code"] = _together(Path(presslayout.__file__).parent, "*.py")
    found["presslayout layout"] = _together(packaged_root() / "layout", "*.yaml", "*.txt", "*.svg")
    return found


def apart(theirs: Mapping[str, str], ours: Mapping[str, str]) -> Text | None:
    """In what another machine differs; None for nothing."""
    names = sorted(n for n in {*theirs, *ours} if theirs.get(n, "") != ours.get(n, ""))
    if not names:
        return None
    rows = [(n, _shown(theirs.get(n, "")), _shown(ours.get(n, ""))) for n in names[:_NAMED]]
    zh = "；".join(f"{n} 那边 {a.zh}，这边 {b.zh}" for n, a, b in rows)
    en = "; ".join(f"{n} is {a.en} there, {b.en} here" for n, a, b in rows)
    more = len(names) - len(rows)
    return Text(zh + (f"；另有 {more} 处" if more else ""), en + (f"; {more} more" if more else ""))


def _shown(value: str) -> Text:
    if not value:
        return Text("没有", "missing")
    is_hash = len(value) == hashlib.sha256().digest_size * 2
    return Text(value[:12], value[:12]) if is_hash else Text(value, value)


def _together(folder: Path, *patterns: str) -> str:
    """One hash of all files below a folder whose names fit."""
    made = hashlib.sha256()
    for path in sorted(p for pattern in patterns for p in folder.rglob(pattern)):
        made.update(path.relative_to(folder).as_posix().encode() + b"\0")
        made.update(hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()
