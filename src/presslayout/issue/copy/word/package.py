"""The package of a Word document: its parts, read within limits, and how they relate.

Which part is the document, and which are its styles, notes and pictures, is said by relationships
(ISO/IEC 29500-2, 6.5); where a file has none, the usual names serve.
"""

from __future__ import annotations

import posixpath
import zipfile
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from presslayout.base import doors
from presslayout.base.diagnostics import Text
from presslayout.base.values import field, frozen, mutable
from presslayout.issue.copy.foreign import UnreadableCopyError, hold_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The text of a whole book stays below this; what unpacks to more is an attack.
MOST_BYTES = 64_000_000
MOST_PARTS = 20_000
_OLE = b"\xd0\xcf\x11\xe0"
_MAIN = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml",
         "document.macroEnabled.main+xml", "template.macroEnabledTemplate.main+xml")  # fmt: skip


@frozen
class Relation:
    """What a part points to: the kind of relationship (its last word), the target, where that is.

    `part` is the target's name in the package, "" of something outside.
    """

    kind: str
    target: str
    part: str


@mutable
class Package:
    """An open document; `spent` counts what was unpacked of it and of what is embedded in it."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    spent: list[int]
    tags: list[int]
    known: dict[str, Mapping[str, Relation]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether there is a part of this name; upper and lower case are the same."""
        return name.lower() in self.parts

    def names(self) -> Iterable[str]:
        """The names of all parts."""
        return (info.filename.replace("\\", "/") for info in self.parts.values())

    def entry(self, name: str) -> str:
        """The name that a part has in the archive."""
        return self.parts[name.lower()].filename

    def bytes(self, name: str) -> bytes:
        """A part's bytes; UnreadableCopyError where they are damaged or too many."""
        left = MOST_BYTES - sum(self.spent)
        try:
            with self.archive.open(self.parts[name.lower()]) as stream:
                data = stream.read(left + 1)
        except doors.DOCX.faults() as cause:
            raise _damaged(name) from cause
        if len(data) > left:
            raise _bomb()
        self.spent.append(len(data))
        return data

    def xml(self, name: str) -> Any:
        """A part as a tree, without entities and the network; None where it is not there."""
        if not self.has(name):
            return None
        data = self.bytes(name)
        self.tags.append(data.count(b"<"))
        hold_tags(sum(self.tags))
        return _tree(data, name)

    def relations(self, name: str) -> Mapping[str, Relation]:
        """What a part ("" of the package) points to, by the ids that it uses."""
        if name not in self.known:
            folder, _, own = name.rpartition("/")
            lead = f"{folder}/" if folder else ""
            root = self.xml(f"{lead}_rels/{own}.rels")
            made = (_relation(one, folder) for one in root) if root is not None else ()
            self.known[name] = dict(made)
        return self.known[name]

    def related(self, name: str, kind: str, usual: str) -> str:
        """The part of a kind that a part points to, else that of the usual name beside it."""
        for one in self.relations(name).values():
            if one.kind == kind and self.has(one.part):
                return one.part
        return posixpath.join(posixpath.dirname(name), usual)

    @property
    def main(self) -> str:
        """The name of the part that is the document; UnreadableCopyError where there is none."""
        found = self.related("", "officeDocument", "word/document.xml")
        if self.has(found):
            return found
        types = self.xml("[Content_Types].xml")
        for one in types if types is not None else ():
            name = str(one.get("PartName", "")).lstrip("/")
            if str(one.get("ContentType", "")).endswith(_MAIN) and self.has(name):
                return name
        raise UnreadableCopyError(Text("不是 Word 文档", "it is no Word document"))


def opened(data: bytes, spent: list[int], tags: list[int]) -> Package:
    """The package of a document; UnreadableCopyError says why it is none."""
    if data.startswith(_OLE):
        raise UnreadableCopyError(
            Text("是旧的 .doc，或加了密码的文档", "it is an old .doc, or protected by a password")
        )
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        if len(archive.infolist()) > MOST_PARTS:
            raise _bomb()
    except doors.DOCX.faults() as cause:
        raise UnreadableCopyError(
            Text("不是能打开的 .docx", "it is no .docx that can be opened")
        ) from cause
    parts = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
    return Package(archive, parts, spent, tags)


def _relation(element: Any, folder: str) -> tuple[str, Relation]:
    target = str(element.get("Target", ""))
    kind = str(element.get("Type", "")).rpartition("/")[2]
    part = ""
    if element.get("TargetMode") != "External":
        path = unquote(target).replace("\\", "/")
        part = posixpath.normpath(path if path.startswith("/") else posixpath.join(folder, path))
        part = part.lstrip("/")
    return str(element.get("Id", "")), Relation(kind, target, part)


@cache
def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _tree(data: bytes, name: str) -> Any:
    from lxml import etree

    try:
        root = etree.fromstring(data, _parser())
    except doors.DOCX.faults() as cause:
        raise _damaged(name) from cause
    if root.getroottree().docinfo.doctype:
        raise UnreadableCopyError(Text(f"{name} 里有 DTD", f"{name} in it holds a DTD"))
    return root


def _bomb() -> UnreadableCopyError:
    return UnreadableCopyError(
        Text("展开以后太大，不像稿件", "it unpacks to more than any copy is")
    )


def _damaged(name: str) -> UnreadableCopyError:
    return UnreadableCopyError(Text(f"{name} 坏了", f"{name} in it is damaged"))
