"""The archive of an issue as a BagIt bag (RFC 8493), the same bytes for the same issue."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from presslayout.archive.story_text import markdown, picture_name, text
from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presslayout.archive.material import Material, SourceFile

# Below data/.
SOURCES = "sources"


def payload(material: Material) -> dict[str, bytes]:
    """The bag's stories, pictures and sources by their path below data/."""
    files: dict[str, bytes] = {}
    for story in material.stories:
        files[f"stories/{story.id}.txt"] = text(story).encode()
        files[f"stories/{story.id}.md"] = markdown(story).encode()
        for photo in story.photos:
            files[f"pictures/{picture_name(photo.file)}"] = doors.read(photo.path)
    files |= {f"{SOURCES}/{name}": data for name, data in sources(material).items()}
    return dict(sorted(files.items()))


def sources(material: Material) -> dict[str, bytes]:
    """The files that the issue was set from, by their path from the workspace root, as they were read."""
    return {source.name: _unchanged(source) for source in material.sources}


def originals(material: Material, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures among a bag's files, by their path from the workspace root."""
    photos = [photo.file for story in material.stories for photo in story.photos]
    return {file: files[f"pictures/{picture_name(file)}"] for file in photos}


def make(folder: Path, files: dict[str, bytes], material: Material, engine: str) -> None:
    """Fill `folder`, which is empty, with these files and make it a bag."""
    import bagit

    for name, data in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    # It would print a traceback of its own beside our message.
    logging.getLogger("bagit").disabled = True
    bagit.make_bag(
        str(folder),
        {
            "Source-Organization": material.paper,
            "External-Description": f"{material.paper} {material.date}",
            "External-Identifier": material.issue,
            "Bagging-Date": material.date,
            "Bag-Software-Agent": engine,
        },
        processes=1,
        checksums=["sha256"],
    )


def listed(folder: Path) -> dict[str, str]:
    """Every file of a bag by its path, with its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(doors.read(path)).hexdigest()
        for path in sorted(folder.rglob("*"))
        if doors.is_file(path)
    }


def _unchanged(source: SourceFile) -> bytes:
    """The bytes that were read; what changed since must not be kept as what was printed."""
    data = doors.read(source.path) if doors.is_file(source.path) else b""
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise DeliveryError(
            [
                Diagnostic(
                    "source-changed",
                    ERROR,
                    Text(
                        f"{source.name} 在排版过程中改过了",
                        f"{source.name} was changed while the issue was being set",
                    ),
                    hint=Text("再排一次", "build again"),
                )
            ]
        )
    return data
