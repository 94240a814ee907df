"""What a workspace can be set with, and what an editor of its files can ask: templates, faces, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.base.values import frozen
from presslayout.issue.kinds import BARE, Content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.assets.fonts import Family
    from presslayout.base.geometry import Box
    from presslayout.issue.template import Slot, Template
    from presslayout.issue.workspace import Workspace

# What an editor fills: it is listed slot by slot, with how much of it there may be.
FILLED = frozenset((Content.STORY, *BARE, Content.AD, Content.PUBLIC_AD))
# Where the pictures of templates lie, below a workspace or what ships.
THUMBNAILS = ("layout", "缩略图")


@frozen
class Held:
    """A slot of a template, what it holds by its Chinese name, its place, and a story's characters."""

    slot: Slot
    kind: str
    box: Box
    chars: int | None


@frozen
class Shelved:
    """A template, its slots, and where its thumbnail lies; None for none.

    `shipped`: the thumbnail lies with the program, not in the workspace.
    """

    template: Template
    slots: tuple[Held, ...]
    thumbnail: Path | None
    shipped: bool = False

    @property
    def filled(self) -> tuple[Held, ...]:
        """The slots that editors fill."""
        return tuple(one for one in self.slots if one.slot.content in FILLED)

    @property
    def furniture(self) -> tuple[Held, ...]:
        """The other slots, without ornaments."""
        apart = {*FILLED, Content.ORNAMENT}
        return tuple(one for one in self.slots if one.slot.content not in apart)


@frozen
class Templates:
    """The templates that can be read, by name, and what is wrong with the others."""

    shelved: tuple[Shelved, ...]
    found: tuple[Diagnostic, ...]


@frozen
class Faces:
    """The families, each once and in the order of fonts.yaml, and what is wrong.

    `has` says of each by its name whether it has the character that was asked about.
    """

    families: tuple[Family, ...]
    found: tuple[Diagnostic, ...]
    has: dict[str, bool]


def templates(workspace: Workspace) -> Templates:
    """Every template of a workspace; one that cannot be read hides none of the others."""
    from presslayout.issue.load import readable

    made, found = readable(workspace)
    return Templates(tuple(_shelved(one, workspace) for one in made), found)


def faces(workspace: Workspace) -> Faces:
    """The families of a workspace, and which of their files are not there."""
    known = families(workspace)
    gone = (_missing(f) for f in known.families if not doors.is_file(f.path))
    return Faces(known.families, (*known.found, *gone), {})


def families(workspace: Workspace) -> Faces:
    """The families as fonts.yaml names them, none of them opened."""
    from presslayout.issue.read_fonts import read_families
    from presslayout.issue.reading import Reading

    reading = Reading(workspace)
    named = {family.name: family for family in read_families(reading).values()}
    return Faces(tuple(named.values()), tuple(reading.findings.found), {})


def having(workspace: Workspace, char: str) -> Faces:
    """Which families have a character; an error where none has it or a file is no font."""
    from presslayout.assets.fonts import open_face

    known = families(workspace)
    has: dict[str, bool] = {}
    found = list(known.found)
    for family in known.families:
        try:
            has[family.name] = open_face(family).covers(char)
        except AssetError as fault:
            has[family.name] = False
            found += fault.diagnostics
    if not any(has.values()):
        found.append(_nowhere(char))
    return Faces(known.families, tuple(found), has)


def places(template: Template) -> Iterator[tuple[Slot, Box]]:
    """The slots of a template, each with the cells of the grid that are its own."""
    from presslayout.issue.lattice import slot_box

    for slot in template.slots:
        yield slot, slot_box(template, slot)


def forget_faces() -> None:
    """Open every face anew when it is next asked for: a file was replaced."""
    from presslayout.assets.fonts import open_face

    open_face.cache_clear()


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    from presslayout.issue.schema import schema as made

    return made(kind)


def _shelved(template: Template, workspace: Workspace) -> Shelved:
    parts = (*THUMBNAILS, f"{template.name}.png")
    own, shipped = workspace.root.joinpath(*parts), workspace.packaged.joinpath(*parts)
    slots = tuple(_held(template, slot) for slot in template.slots)
    if own.is_file():
        return Shelved(template, slots, own)
    # Nothing that ships shows a template of the workspace's own.
    replaced = (workspace.root / template.file).is_file()
    if replaced or not shipped.is_file():
        return Shelved(template, slots, None)
    return Shelved(template, slots, shipped, shipped=True)


def _held(template: Template, slot: Slot) -> Held:
    from presslayout.flow.capacity import roughly
    from presslayout.flow.grid import panel
    from presslayout.issue.fields import CONTENT

    kinds = {en: zh for zh, en in CONTENT}
    chars = roughly(template, slot) if slot.content == Content.STORY else None
    return Held(slot, kinds.get(slot.content, slot.content), panel(template, slot), chars)


def _nowhere(char: str) -> Diagnostic:
    code = f"U+{ord(char):04X}"
    return Diagnostic(
        "missing-glyph",
        ERROR,
        Text(f"没有一个字体有「{char}」（{code}）", f"no face has {char} ({code})"),
        hint=Text(
            "把有这个字的字体放进 fonts/，写进 fonts.yaml",
            "put a face that has it into fonts/ and name it in fonts.yaml",
        ),
    )


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
