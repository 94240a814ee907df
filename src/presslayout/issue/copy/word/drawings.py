"""What a document draws beside its text: pictures, boxes, charts, objects of other programs, equations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import replace
from presslayout.issue.copy.foreign import Figure
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.word import equations
from presslayout.issue.copy.word.fields import fields
from presslayout.issue.copy.word.gathered import WordPart, inside, is_set, omitted
from presslayout.issue.copy.word.names import child, get, tag
from presslayout.issue.copy.word.runs import looked

if TYPE_CHECKING:
    from presslayout.issue.copy.word.gathered import Gathered, How, Step


_OBJECTS = frozenset((Omitted.EMBEDDED, Omitted.EQUATION, Omitted.CONTROL))


def box(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """The words of a text box, which have no place in the running text."""
    return inside(element, omitted(how, Omitted.BOX, gathered.owner()))


def lettering(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """Words that are drawn (WordArt)."""
    said = element.get("string") or ""
    gathered.say(said, omitted(how, Omitted.BOX, gathered.owner()))
    return inside(element, how)


def frame(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A drawing in the text: what it says of itself is what its picture shows."""
    del gathered
    said = child(element, "wp:docPr")
    alt = "" if said is None else said.get("descr") or said.get("title") or ""
    return inside(element, replace(how, alt=str(alt)))


def shape(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A shape of an old drawing."""
    del gathered
    return inside(element, replace(how, alt=str(element.get("alt") or how.alt)))


def picture(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A picture: where it stands, where its bytes are, what it says of itself."""
    name = next(
        (found for a in ("r:embed", "r:link", "r:id", "o:relid") if (found := get(element, a))), ""
    )
    if how.omit in _OBJECTS or not name:
        # It stands for what another program would show.
        gathered.say(how.alt, how)
        return inside(element, how)
    relation = how.part.relations.get(name)
    target = relation.target if relation is not None else name
    part = relation.part if relation is not None else ""
    part = gathered.package.entry(part) if part and gathered.package.has(part) else ""
    if how.gone is not None:
        gathered.lose(how.alt, how.gone)
        return inside(element, how)
    if how.omit != Omitted.HEADER:
        line, anchor = max(gathered.line, 1), len(gathered.pieces)
        gathered.figures.append(Figure(line, anchor, target, part, how.alt))
    gathered.tell(Omitted.PICTURE, how.alt, gathered.owner())
    return inside(element, how)


def an_object(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A file of another program inside this one; its picture is no picture of the story."""
    kind = Omitted.EMBEDDED
    program = next((o.get("ProgID") or "" for o in element.iter() if tag(o) == "o:OLEObject"), "")
    if program.startswith("Equation"):
        kind = Omitted.EQUATION
    elif any(tag(one) == "w:control" for one in element):
        kind = Omitted.CONTROL
    owner = gathered.owner()
    if is_set(how):
        gathered.tell(kind, "" if kind == Omitted.EQUATION else program, owner)
    return inside(element, omitted(how, kind, owner))


def drawn_part(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A chart or a diagram: its words stand in a part of its own."""
    relation = how.part.relations.get(get(element, "r:id") or get(element, "r:dm") or "")
    within = omitted(how, Omitted.EMBEDDED, gathered.owner())
    if how.gone is None and how.omit is None:
        gathered.tell(Omitted.EMBEDDED, "", within.owner)
    if relation is None or relation.part in gathered.drawn:
        return inside(element, how)
    gathered.drawn.add(relation.part)
    return [*whole(relation.part, within, gathered), *inside(element, how)]


def whole(name: str, how: How, gathered: Gathered) -> list[Step]:
    """All that another part says."""
    root = gathered.package.xml(name)
    if root is None:
        return []
    part = WordPart(name, gathered.package.relations(name), fields(root))
    return inside(root, replace(how, part=part))


def equation(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """An equation, on one line; one that no line can show is told."""
    if not is_set(looked(None, how, gathered)):
        return inside(element, how)
    line = equations.linear(element)
    if line is None or how.into is not None:
        return inside(element, omitted(how, Omitted.EQUATION, gathered.owner()))
    for said, shift in line:
        gathered.say(said, replace(how, kinds=() if shift is None else (shift,)))
    return []
