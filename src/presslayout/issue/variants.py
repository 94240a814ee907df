"""Edition variants (县区版): an issue that says only what differs from its base (底版).

Trees are laid over each other before anything is read, so every fact keeps the file and line where
it was typed.  Paper facts go key by key, pages by 版次, stories by 编号, ads by their slot.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, INFO, Diagnostic, Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen, replace
from presslayout.issue import fields, files
from presslayout.issue.convert import YES
from presslayout.issue.copy.read_copy import find_file
from presslayout.issue.nearest import nearest
from presslayout.issue.yaml.tree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence as Items

    from presslayout.base.diagnostics import Span
    from presslayout.issue.fields import Record
    from presslayout.issue.issue import Issue
    from presslayout.issue.paper import CountyEdition
    from presslayout.issue.reading import Reading
    from presslayout.issue.yaml.tree import Node

# A variant of a variant is common (a county's morning and evening edition), more is a tangle.
DEEPEST = 4
_BASE = regex(r"""^(?:底版|base):[ ]+['"]?([^'"#\n]+?)['"]?[ ]*(?:#.*)?$""", re.MULTILINE)


@frozen
class Varied:
    """A whole issue's tree and how it came to be.

    `bases` are the files that it was laid over, the nearest first; `untouched` the pages that stand
    in it as the base has them.
    """

    node: Node
    bases: tuple[str, ...] = ()
    edition: str = ""
    untouched: frozenset[int] = frozenset()


def varied(node: Node, path: Path, reading: Reading) -> Varied | None:
    """The tree of an issue, laid over its base where it names one; None where that fails."""
    return _varied(node, path, reading, (path,))


def named(found: Iterable[Diagnostic], bases: Items[str], file: str) -> list[Diagnostic]:
    """The findings, those in a base saying of which variant it is one."""
    return [
        replace(
            d,
            message=Text(
                f"{d.message.zh}（这是 {file} 的底版）",
                f"{d.message.en} (the base of {file})",
            ),
        )
        if d.severity is ERROR and d.span is not None and d.span.file in bases
        else d
        for d in found
    ]


def _varied(node: Node, path: Path, reading: Reading, chain: tuple[Path, ...]) -> Varied | None:
    if not isinstance(node, Mapping):
        return Varied(node)
    own = _Level(node, fields.ISSUE)
    edition, told = own.words("edition"), own.node("edition")
    if told is not None and not isinstance(told, Scalar):
        _no_text(told, "版本: 白石版", "edition: Baishi", reading)
    where = own.node("base")
    if not isinstance(where, Scalar):
        if where is not None:
            _no_text(where, "底版: issue.yaml", "base: issue.yaml", reading)
            return None
        return Varied(own.without("edition"), edition=edition)
    lower = _lower(where, path, reading, chain)
    if lower is None:
        return None
    under, base, bottom = lower
    over = own.without("base", "edition")
    whole, touched = _issue(bottom, over, base, reading)
    changed = touched | _reached(bottom, touched) | _reached(whole, touched)
    # Where a story is cut depends on the template that it goes on in.
    untouched = _numbers(whole) - changed - _leading(whole, _redrawn(bottom, whole))
    level = _Level(whole, fields.ISSUE)
    if level.node("fillers") is not None and touched:
        # A filler is used once: what an earlier page takes, a later one lacks.
        untouched = frozenset(n for n in untouched if n < min(touched))
    # What is said of all pages touches all.
    whole_issue = ("waiting", "paper", "align")
    of_all = any(_Level(over, fields.ISSUE).node(name) is not None for name in whole_issue)
    if of_all or _shared_out(whole, touched):
        untouched = frozenset()
    return Varied(whole, (base, *under.bases), edition or under.edition, untouched)


def _lower(
    where: Scalar, path: Path, reading: Reading, chain: tuple[Path, ...]
) -> tuple[Varied, str, Mapping] | None:
    """What lies beneath: the base laid over its own base, its name, and its tree."""
    found = find_file(where.text.strip(), where.span, path.parent, "missing-base", reading)
    if found is None:
        return None
    if found in chain or len(chain) > DEEPEST:
        _circle(where, found, chain, reading)
        return None
    lower = reading.tree(found)
    under = _varied(lower, found, reading, (*chain, found)) if lower is not None else None
    if under is None:
        return None
    if not isinstance(under.node, Mapping):
        _no_issue(where, found, reading)
        return None
    return under, reading.name(found), under.node


def variants_of(path: Path, root: Path) -> tuple[Path, ...]:
    """The files beside an issue that name it as their base."""
    beside = sorted(path.parent.glob("*.y*ml"))
    return tuple(
        one for one in beside if one != path and one.is_file() and base_of(one, root) == path
    )


def base_of(path: Path, root: Path) -> Path | None:
    """The file that an issue names as its base; None for a whole issue, or a base that is not there."""
    match = _BASE.search(doors.read(path).decode("utf-8-sig", "replace"))
    found = files.find(match[1].strip(), root, path.parent) if match else None
    return found if isinstance(found, Path) else None


def said(issue: Issue, variant: CountyEdition) -> Diagnostic:
    """Which pages of a variant are its base's, byte for byte."""
    same = "、".join(map(str, variant.shared))
    same_en = ", ".join(map(str, variant.shared))
    other = [page.number for page in issue.pages if page.number not in variant.shared]
    own, own_en = "、".join(map(str, other)), ", ".join(map(str, other))
    name = variant.edition or issue.name
    return Diagnostic(
        "variant",
        INFO,
        Text(
            f"{name}：底版是 {variant.base}；"
            + (f"第 {same} 版和底版一样" if same else "没有和底版一样的版")
            + (f"，第 {own} 版不同" if own else ""),
            f"{name}: its base is {variant.base}; "
            + (f"pages {same_en} are the base's" if same else "no page is the base's")
            + (f", pages {own_en} differ" if own else ""),
        ),
        issue.paper.span,
    )


def _shared_out(issue: Mapping, touched: frozenset[int]) -> bool:
    """Whether stories wait for a page that no layout gives them: what changes one page changes any."""
    level = _Level(issue, fields.ISSUE)
    pages = [_Level(p, fields.PAGE) for p in _listed(level.node("pages")) if isinstance(p, Mapping)]
    pinned = {_text(pin, fields.PIN, "id") for p in pages for pin in _listed(p.node("layout"))}
    names = {_text(one, fields.WAITING, "id") for one in _listed(level.node("waiting"))}
    return bool(touched) and not names <= pinned


def _reached(issue: Mapping, touched: frozenset[int]) -> frozenset[int]:
    """The pages where stories of the touched ones go on."""
    found: set[int] = set()
    for page in _listed(_Level(issue, fields.ISSUE).node("pages")):
        if not isinstance(page, Mapping) or int(_digits(_number(page))) not in touched:
            continue
        for story in _listed(_Level(page, fields.PAGE).node("stories")):
            jump = _Level(story, fields.STORY).node("jump") if isinstance(story, Mapping) else None
            for number in _pages_of(jump):
                found.add(int(_digits(number)))
    return frozenset(found)


def _leading(issue: Mapping, targets: frozenset[int]) -> frozenset[int]:
    """The pages whose stories go on on some of these."""
    return frozenset(n for n in _numbers(issue) if _reached(issue, frozenset({n})) & targets)


def _redrawn(lower: Mapping, whole: Mapping) -> frozenset[int]:
    """The pages that have another template than in the base."""
    before, after = _templates(lower), _templates(whole)
    return frozenset(n for n, template in after.items() if before.get(n) != template)


def _templates(issue: Mapping) -> dict[int, str]:
    pages = _listed(_Level(issue, fields.ISSUE).node("pages"))
    return {int(_digits(_number(p))): _text(p, fields.PAGE, "template") for p in pages}


def _pages_of(jump: Node | None) -> list[str]:
    jumps = _listed(jump) if isinstance(jump, Sequence) else (jump,) if jump is not None else ()
    return [_text(one, fields.JUMP, "page") for one in jumps]


def _digits(text: str) -> str:
    return text if text.isdecimal() else "0"


class _Level:
    """A mapping by the English names of its record's fields."""

    __slots__ = ("known", "mapping")

    def __init__(self, mapping: Mapping, record: Record) -> None:
        self.mapping = mapping
        self.known = {word: f.name for word, f in record.names().items()}

    def name(self, key: Scalar) -> str:
        return self.known.get(key.text, key.text)

    def node(self, name: str) -> Node | None:
        return next((n for k, n in self.mapping.pairs if self.name(k) == name), None)

    def words(self, name: str) -> str:
        found = self.node(name)
        return found.text.strip() if isinstance(found, Scalar) else ""

    def place(self, name: str) -> Span:
        found = self.node(name)
        return found.span if found is not None else self.mapping.span

    def without(self, *names: str) -> Mapping:
        pairs = tuple((k, n) for k, n in self.mapping.pairs if self.name(k) not in names)
        return replace(self.mapping, pairs=pairs)


def _over(lower: Mapping, upper: Mapping, record: Record) -> Mapping:
    """Two mappings of one record as one: the upper one's keys win."""
    low, high = _Level(lower, record), _Level(upper, record)
    given = {high.name(k) for k, _ in upper.pairs}
    kept = tuple((k, n) for k, n in lower.pairs if low.name(k) not in given)
    return replace(upper, pairs=(*kept, *upper.pairs))


def _issue(
    lower: Mapping, upper: Mapping, base: str, reading: Reading
) -> tuple[Mapping, frozenset[int]]:
    low, high = _Level(lower, fields.ISSUE), _Level(upper, fields.ISSUE)
    pairs = list(_over(lower, upper, fields.ISSUE).pairs)
    papers = low.node("paper"), high.node("paper")
    pages = low.node("pages"), high.node("pages")
    queue = high.node("waiting")
    touched: frozenset[int] = frozenset()
    for index, (key, _) in enumerate(pairs):
        if high.name(key) == "paper" and all(isinstance(p, Mapping) for p in papers):
            pairs[index] = key, _over(*papers, fields.PAPER)  # type: ignore[arg-type]
        if high.name(key) == "pages" and all(isinstance(p, Sequence) for p in pages):
            made, touched = _pages(*pages, base, reading)  # type: ignore[arg-type]
            pairs[index] = key, made
        if high.name(key) == "waiting" and isinstance(queue, Sequence):
            merged = _stories(list(_listed(low.node("waiting"))), queue.items, fields.WAITING)
            pairs[index] = key, replace(queue, items=tuple(merged))
    return replace(upper, pairs=tuple(pairs)), touched


def _pages(
    lower: Sequence, upper: Sequence, base: str, reading: Reading
) -> tuple[Sequence, frozenset[int]]:
    """The pages of both, in order; those of the variant laid over their namesakes."""
    items: dict[str, Node] = {_number(one): one for one in lower.items}
    touched: set[int] = set()
    seen: set[str] = set()
    again: list[Node] = []
    for one in upper.items:
        number = _number(one)
        if number.isdecimal():
            touched.add(int(number))
        under = items.get(number)
        if number in seen:
            # Left for the reader, who tells of pages that stand twice.
            again.append(one)
        elif isinstance(under, Mapping) and isinstance(one, Mapping):
            items[number] = _page(under, one, base, reading)
        else:
            items[number] = _alone(one, reading)
        seen.add(number)
    ordered = sorted(items.items(), key=lambda pair: int(pair[0]) if pair[0].isdecimal() else 0)
    return replace(upper, items=(*(node for _, node in ordered), *again)), frozenset(touched)


def _page(lower: Mapping, upper: Mapping, base: str, reading: Reading) -> Mapping:
    high = _Level(upper, fields.PAGE)
    if high.words("replace") in YES:
        return high.without("replace", "drop")
    low = _Level(lower, fields.PAGE)
    whole = _over(lower, high.without("replace", "drop"), fields.PAGE)
    stories = _listed(low.node("stories"))
    kept = _kept(stories, high, base, reading)
    given = high.node("stories")
    lists = {
        "stories": _stories(kept, _listed(given)),
        "ads": _ads(_listed(low.node("ads")), _listed(high.node("ads"))),
    }
    pairs: list[tuple[Scalar, Node]] = []
    for key, node in whole.pairs:
        name = high.name(key)
        listed = isinstance(node, Sequence) and name in lists
        pairs.append((key, replace(node, items=tuple(lists[name])) if listed else node))
    return replace(whole, pairs=tuple(pairs))


def _stories(kept: list[Node], given: Items[Node], record: Record = fields.STORY) -> list[Node]:
    """The base's stories under the variant's; a new one takes the place of whoever had its slot."""
    made = list(kept)
    for one in given:
        name = _text(one, fields.STORY, "id")
        slot = _text(one, fields.STORY, "slot")
        at = next((i for i, s in enumerate(made) if _text(s, fields.STORY, "id") == name), None)
        if at is not None and isinstance(one, Mapping):
            under = made[at]
            made[at] = _over(under, one, record) if isinstance(under, Mapping) else one
            continue
        taken = next(
            (i for i, s in enumerate(made) if slot and _text(s, fields.STORY, "slot") == slot),
            None,
        )
        if taken is not None and made[taken] in kept:
            made[taken] = one
        else:
            made.append(one)
    return made


def _ads(lower: Items[Node], upper: Items[Node]) -> list[Node]:
    taken = {name for one in upper for name in _texts(one, fields.AD, "slot")}
    return [*(one for one in lower if not taken & _texts(one, fields.AD, "slot")), *upper]


def _kept(stories: Items[Node], high: _Level, base: str, reading: Reading) -> list[Node]:
    """The base's stories without those that the variant drops."""
    drop = high.node("drop")
    dropped = _listed(drop) if isinstance(drop, Sequence) else (drop,) if drop is not None else ()
    names = [_text(story, fields.STORY, "id") for story in stories]
    wanted = [one for one in dropped if isinstance(one, Scalar)]
    for other in (one for one in dropped if not isinstance(one, Scalar)):
        _no_text(other, "撤稿: [C, D]", "drop: [C, D]", reading)
    for one in wanted:
        if one.text.strip() in names:
            continue
        close = nearest(one.text.strip(), names)
        reading.findings.error(
            "unknown-story",
            Text(
                f"底版 {base} 的这一版没有稿件「{one.text}」"
                + (f"，是不是「{close}」？" if close else ""),
                f"this page of the base {base} has no story “{one.text}”"
                + (f"; did you mean “{close}”?" if close else ""),
            ),
            one.span,
            Text(f"这一版有：{'、'.join(names)}", f"it has: {', '.join(names)}"),
        )
    gone = {one.text.strip() for one in wanted}
    return [s for s, name in zip(stories, names, strict=True) if name not in gone]


def _alone(node: Node, reading: Reading) -> Node:
    """A page that the base does not have; there is nothing to drop from it."""
    if not isinstance(node, Mapping):
        return node
    level = _Level(node, fields.PAGE)
    if level.node("drop") is not None:
        reading.findings.error(
            "unknown-story",
            Text("底版没有这一版，撤不了稿", "the base has no such page to drop stories from"),
            level.place("drop"),
            Text("删去「撤稿」，或改「版次」", "delete “drop”, or change the page's number"),
        )
    return level.without("replace", "drop")


def _listed(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _number(node: Node) -> str:
    return _text(node, fields.PAGE, "number").lstrip("0") or "0"


def _numbers(issue: Mapping) -> frozenset[int]:
    pages = _listed(_Level(issue, fields.ISSUE).node("pages"))
    return frozenset(int(n) for one in pages if (n := _number(one)).isdecimal())


def _texts(node: Node, record: Record, name: str) -> frozenset[str]:
    """The words of a field that takes one or a list of them."""
    found = _Level(node, record).node(name) if isinstance(node, Mapping) else None
    items = (found,) if isinstance(found, Scalar) else getattr(found, "items", ())
    return frozenset(one.text.strip() for one in items if isinstance(one, Scalar))


def _text(node: Node, record: Record, name: str) -> str:
    return _Level(node, record).words(name) if isinstance(node, Mapping) else ""


def _no_text(node: Node, such_as: str, such_as_en: str, reading: Reading) -> None:
    reading.findings.error(
        "wrong-type",
        Text("这里要一段文字", "a text is wanted here"),
        node.span,
        Text(f"例如 {such_as}", f"such as “{such_as_en}”"),
    )


def _no_issue(where: Scalar, found: Path, reading: Reading) -> None:
    name = reading.name(found)
    reading.findings.error(
        "wrong-type",
        Text(f"底版 {name} 不是稿件单", f"the base {name} is no issue"),
        where.span,
        Text("写一份有「报纸」和「版面」的稿件单", "name a file with “paper” and “pages”"),
    )


def _circle(where: Scalar, found: Path, chain: tuple[Path, ...], reading: Reading) -> None:
    listed = " → ".join(reading.name(path) for path in (*chain, found))
    reading.findings.error(
        "base-circle",
        Text(
            f"底版转了一圈，或套得太深（最多 {DEEPEST} 层）：{listed}",
            f"the bases form a circle or go deeper than {DEEPEST}: {listed}",
        ),
        where.span,
        Text("让最里面的一份自己写全", "let one of them be whole by itself"),
    )
