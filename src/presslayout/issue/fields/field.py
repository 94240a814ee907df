"""What a key is: its names, the kind of its value, and one sentence for people."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen

Choices = tuple[tuple[str, str], ...]


def chinese(choices: Choices, english: str) -> str:
    """The Chinese word of a closed list for its English one."""
    return {en: zh for zh, en in choices}[english]


@frozen
class Field:
    """One key: its English and Chinese names, and what it holds.

    `kind` is a word of `convert.CONVERT`, or "record", "list", "map" or "chain" (one or a list of
    them) with the record in `of`; "place" and "lock" take a word or that record.
    `also` are words that people write for it by mistake.  `group` is that of the plug-ins
    (base.plugins) whose names may stand there beside the choices, "" for none.
    """

    name: str
    zh: str
    kind: str
    doc: Text
    required: bool = False
    of: Record | None = None
    choices: Choices = ()
    also: tuple[str, ...] = ()
    group: str = ""


@frozen
class Record:
    """The keys that one mapping may hold; `label` names it in messages."""

    name: str
    label: Text
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of an English name; LookupError where there is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise LookupError(f"{self.name} has no field {name}")

    def knows(self, name: str) -> bool:
        """Whether it has a field of an English name."""
        return any(f.name == name for f in self.fields)

    def names(self) -> dict[str, Field]:
        """Every accepted key."""
        return {key: f for f in self.fields for key in (f.zh, f.name)}


def key(  # noqa: PLR0913
    name: str,
    zh: str,
    kind: str,
    doc: str,
    doc_en: str,
    *,
    required: bool = False,
    of: Record | None = None,
    choices: Choices = (),
    also: str = "",
    group: str = "",
) -> Field:
    """A field; `also` holds the words written by mistake, parted by spaces."""
    return Field(
        name, zh, kind, Text(doc, doc_en), required, of, choices, tuple(also.split()), group
    )
