"""An edition as a plain PDF that nobody prints from: contact sheets, differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, PresslayoutError, Text
from presslayout.delivery.order import Painting
from presslayout.delivery.products import painted
from presslayout.edition import codec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presslayout.assets.fonts import Family
    from presslayout.base.cache import Cache
    from presslayout.base.source import Source
    from presslayout.edition.page import Edition
    from presslayout.issue.workspace import Workspace

# What words that are not the paper's are drawn with, where the workspace has it.
LETTERS = ("黑体", "宋体")


def pdf(
    edition: Edition, sources: Mapping[str, Source], workspace: Workspace, cache: Cache
) -> bytes:
    """The pages as they stand; AssetError when a face or picture cannot be read."""
    return painted(painting(edition, sources, workspace, cache), "plain")


def painting(
    edition: Edition, sources: Mapping[str, Source], workspace: Workspace, cache: Cache
) -> Painting:
    """What an edition that was set before is painted from."""
    from presslayout.issue.read_press import colour_profiles

    hashes = tuple(codec.hash_of(page) for page in edition.pages)
    colours = colour_profiles(workspace, edition.press.name)
    return Painting(edition, hashes, sources, colours, cache)


def reopened(file: Path, workspace: Workspace, cache: Cache) -> Painting | None:
    """What the edition in a file is painted from; None where it is none, or not all of it is there."""
    try:
        edition = codec.loads(doors.read(file))
        return painting(edition, sources(edition, workspace), workspace, cache)
    except doors.JSON.faults(OSError, PresslayoutError):
        # A face or photo is not what it was: there is nothing true to show.
        return None


def letters(workspace: Workspace) -> Source:
    """The face of words that are not the paper's own; AssetError when its file is no font."""
    from presslayout.issue.read_fonts import read_families
    from presslayout.issue.reading import Reading

    return letters_of(read_families(Reading(workspace)))


def letters_of(families: Mapping[str, Family]) -> Source:
    """The face among these of words that are not the paper's own; AssetError as `letters`."""
    from presslayout.assets.fonts import located

    family = next((families[n] for n in LETTERS if n in families), None)
    family = family or next(iter(families.values()))
    return located(family)


def sources(edition: Edition, workspace: Workspace) -> dict[str, Source]:
    """Where the faces and pictures of an edition lie; AssetError when one is gone or another."""
    from presslayout.assets.fonts import file_sha256
    from presslayout.base.source import source_of
    from presslayout.newsroom.archived import located

    found: dict[str, Source] = {}
    for asset in edition.assets:
        path = located(asset.file, workspace)
        if not doors.is_file(path) or file_sha256(path) != asset.sha256:
            raise AssetError(
                [
                    Diagnostic(
                        "missing-file",
                        ERROR,
                        Text(
                            f"{asset.file} 不在了，或不是排版时的那一个",
                            f"{asset.file} is gone, or is not the file that was set",
                        ),
                        hint=Text("找回那个文件", "bring that file back"),
                    )
                ]
            )
        found[asset.key] = source_of(asset.key, path)
    return found
