"""What goes along inside an archive's PDF: the edition as values, and the files that it was made from."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from presslayout.archive import bag
from presslayout.delivery.order import EDITION
from presslayout.paint.supplies import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.archive.material import Material

_SOURCES = "sources/"
_MEDIA = {
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".json": "application/json",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ANY = "application/octet-stream"


def attachments(material: Material, edition: bytes) -> tuple[Attachment, ...]:
    """The sources of an issue and its edition.json."""
    return tuple(_all(material, edition))


def _all(material: Material, edition: bytes) -> Iterator[Attachment]:
    about = "整期的版面：哪个字、哪条线、哪张图在哪里 / the pages as values"
    yield Attachment(EDITION, _MEDIA[".json"], "Data", about, edition)
    for name, data in sorted(bag.payload(material).items()):
        if name.startswith(_SOURCES):
            own = name.removeprefix(_SOURCES)
            media = _MEDIA.get(PurePosixPath(own).suffix.lower(), _ANY)
            yield Attachment(
                own, media, "Source", "排版所用的源文件 / a source of these pages", data
            )
