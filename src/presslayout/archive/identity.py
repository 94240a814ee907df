"""Which issue of which paper something is: what tells it from every other, and where it is put."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from presslayout.base import kinds
from presslayout.base.patterns import regex
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMESPACE = "info:presslayout"
_DAY = regex(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_UNSAFE = regex(r"[^\w.-]+")
# Names of files are 255 bytes long at most, and three of them are a Han character's.
_LONGEST = 48
_MAIN = "issue"
# What Windows keeps for itself.
_TAKEN = frozenset("con prn aux nul".split())


@frozen
class IssueIdentity:
    """An issue: the paper's name, its 刊号 where it has one, its day, its variant ("" for the main one)."""

    paper: str
    cn: str
    date: str
    variant: str = ""

    @property
    def title(self) -> str:
        """What the paper is called among papers: its 刊号, else its name."""
        return "".join(self.cn.split()) or self.paper

    @property
    def id(self) -> str:
        """The issue's name among all that a shelf holds."""
        parts = (self.title, self.date, self.variant or _MAIN)
        return "/".join((NAMESPACE, *(quote(part or "-", safe="") for part in parts)))

    @property
    def folder(self) -> str:
        """Where the issue lies below a shelf's issues."""
        day = self.date if is_day(self.date) else "undated"
        own = f"{day}-{_named(self.variant)}" if self.variant else day
        return f"{_named(self.title)}/{day[:4] if is_day(day) else day}/{own}"


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar as files write it."""
    from datetime import date

    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def of_edition(plain: Mapping[str, Any], label: Mapping[str, str]) -> IssueIdentity:
    """The issue that an edition.json is of; an older one's variant stands on the bag's label."""
    paper, date = kinds.text(plain["paper"]), kinds.text(plain["date"])
    facts = plain.get("issue")
    if isinstance(facts, dict):
        variant = kinds.text(facts.get("variant", ""))
        return IssueIdentity(paper, kinds.text(facts.get("cn", "")), date, variant)
    named = label.get("External-Identifier", "").removeprefix(date).strip("-_ ")
    return IssueIdentity(paper, "", date, "" if named == _MAIN else named)


def _named(text: str) -> str:
    """A text as the name of a folder that every system takes, and no two texts share."""
    whole = unicodedata.normalize("NFC", text)
    name = re.sub(r"-{2,}", "-", _UNSAFE.sub("-", whole)).strip("-._")[:_LONGEST]
    if name and name == whole and name.lower() not in _TAKEN:
        return name
    mark = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{name}-{mark}" if name else mark
