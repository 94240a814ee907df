"""The paper's own terms and the people it styles, from its own files, offline.

layout/用语/*.txt: `不用的=改用的`, or `不用的=` where nothing will do.  layout/称谓/*.txt: `姓名=职务`, in
the order in which the paper names them; `#` begins a comment in both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base import doors, filelines
from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.issue.yaml.encoding import other_encoding, text_of, undecodable
from presslayout.newsroom.proofread.facts import TITLES
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic

FOLDER = "用语"
PEOPLE = "称谓"
# Names that follow each other in a list stand no further apart than this: a title and a comma.
NEAR = 16
# What makes another office of one: 常务副市长 is no 副市长.
_HIGHER = regex(r"(?:常务|代理|代|副|名誉|执行)\Z")
_BETWEEN = regex(r"(?:、|，|和|及|与|以及|，?(?:[\u4e00-\u9fff]{0,10}(?:书记|长|主任|主席|委员)))+")


@frozen
class Term:
    """A term that the paper does not use, and what it says instead ("" for nothing)."""

    wrong: str
    right: str


def read_terms(root: Path) -> tuple[Term, ...]:
    """The workspace's terms, each once, in the order of the files; `#` begins a comment."""
    return tuple(Term(wrong, right) for wrong, right in _pairs(root, FOLDER).items())


def read_people(root: Path) -> dict[str, str]:
    """The titles of people by their names, in the order in which the paper names them."""
    return _pairs(root, PEOPLE)


def _pairs(root: Path, folder: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for text, _ in _texts(root, folder):
        for line in filelines.lines(text):
            left, equal, right = (part.strip() for part in line.partition("#")[0].partition("="))
            if left and equal:
                found.setdefault(left, right)
    return found


def unread(root: Path) -> tuple[Diagnostic, ...]:
    """What is to be said of the files of terms and people: that one cannot be read, or was guessed at."""
    return tuple(
        fault
        for folder in (FOLDER, PEOPLE)
        for _, fault in _texts(root, folder)
        if fault is not None
    )


def _texts(root: Path, folder: str) -> Iterator[tuple[str, Diagnostic | None]]:
    """The text of each file, "" where it cannot be read, and what is to be said of it."""
    for path in sorted((root / "layout" / folder).glob("*.txt")):
        name = path.relative_to(root).as_posix()
        try:
            found = text_of(doors.read(path))
        except OSError:
            found = None
        if found is None:
            yield "", undecodable(name)
        else:
            yield found[0], None if found[1] == "utf-8" else other_encoding(name, found[1])


def styled(told: StoryText, people: Mapping[str, str]) -> Iterator[Diagnostic]:
    """People under another title than theirs, or named before those who come first."""
    ranks = {name: rank for rank, name in enumerate(people)}
    last: tuple[int, str] | None = None
    for match in _any(people).finditer(told.text) if people else ():
        name, title = match.group(), people[match.group()]
        before = told.text[: match.start()]
        other = TITLES.search(before[-NEAR:])
        higher = _HIGHER.search(before.removesuffix(title)) if before.endswith(title) else None
        if higher and title:
            said = higher[0] + title
            yield warning(
                "name-title", told, (match.start() - len(said), len(said) + len(name)),
                Text(f"{name}的职务是“{title}”，这里写“{said}”", f"{name} is {title}, here {said}"),
                Text(f"写“{title}{name}”，或改 layout/{PEOPLE}/", f"write {title}{name}, or mend layout/{PEOPLE}/"),
            )  # fmt: skip
        elif (
            other and title and not before.endswith(title) and not _one_of(title, other[0], before)
        ):
            yield warning(
                "name-title", told, (match.start() - len(other[0]), len(other[0]) + len(name)),
                Text(f"{name}的职务是“{title}”", f"{name} is {title}"),
                Text(f"写“{title}{name}”，或改 layout/{PEOPLE}/", f"write {title}{name}, or mend layout/{PEOPLE}/"),
            )  # fmt: skip
        if last is not None:
            between = told.text[last[0] : match.start()]
            near = len(between) <= NEAR and _BETWEEN.fullmatch(between.removesuffix(title))
            if near and ranks[name] < ranks[last[1]]:
                yield warning(
                    "name-order", told, (match.start(), len(name)),
                    Text(f"{name}应排在{last[1]}前面", f"{name} comes before {last[1]}"),
                    Text(f"按 layout/{PEOPLE}/ 的次序排", f"in the order of layout/{PEOPLE}/"),
                )  # fmt: skip
        last = match.end(), name


def _one_of(title: str, said: str, before: str) -> bool:
    """Whether a person is called by one office of several: 副县长 of 县委常委、副县长."""
    offices = title.split("、")
    for office in offices if len(offices) > 1 else ():
        rest = before.removesuffix(office)
        if rest != before and office.endswith(said):
            # 代市长, 市委书记、市长: another office, or one that is not theirs beside it.
            return not rest.endswith("、") and _HIGHER.search(rest) is None
    return False


def _any(people: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(n) for n in sorted(people, key=len, reverse=True)))


def terms(told: StoryText, known: Sequence[Term]) -> Iterator[Diagnostic]:
    """Terms in a text that the paper does not use."""
    for term in known:
        at = told.text.find(term.wrong)
        while at >= 0:
            # Inside what is right it is right.
            lead = term.right.find(term.wrong)
            inside = lead >= 0 and told.text.startswith(term.right, at - lead)
            if not inside:
                yield warning(
                    "house-term", told, (at, len(term.wrong)),
                    Text(f"本报不用“{term.wrong}”", f"the paper does not write {term.wrong}"),
                    Text(f"改成“{term.right}”", f"write {term.right}")
                    if term.right
                    else Text("删去或换个说法", "delete it or say it otherwise"),
                )  # fmt: skip
            at = told.text.find(term.wrong, at + len(term.wrong))
