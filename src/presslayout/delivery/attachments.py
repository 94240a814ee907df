"""What goes along inside an archive's PDF: the edition as values, and the files that it was made from."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from presslayout.delivery.order import EDITION
from presslayout.paint.supplies import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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


def attachments(sources: Mapping[str, bytes], edition: bytes) -> tuple[Attachment, ...]:
    """The edition.json of an issue, and its sources by their path from the workspace root."""
    return tuple(_all(sources, edition))


def _all(sources: Mapping[str, bytes], edition: bytes) -> Iterator[Attachment]:
    about = "整期的版面：哪个字、哪条线、哪张图在哪里 / the pages as values"
    yield Attachment(EDITION, _MEDIA[".json"], "Data", about, edition)
    for name, data in sorted(sources.items()):
        media = _MEDIA.get(PurePosixPath(name).suffix.lower(), _ANY)
        yield Attachment(name, media, "Source", "排版所用的源文件 / a source of these pages", data)
