"""Runs of a document: what their looks make of their words, and the signs among these (17.3)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base.values import replace
from presslayout.edition.roles import MarkupKind
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.word import styles, symbols
from presslayout.issue.copy.word.gathered import DELETED, INSERTED, inside, is_set, omitted
from presslayout.issue.copy.word.names import child, get, names, on, tag, val
from presslayout.issue.issue import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.issue.copy.foreign import CopyPiece
    from presslayout.issue.copy.word.gathered import Gathered, How, Step

# Switches that two styles on one run turn off again (17.7.3).
_TOGGLES = frozenset(("b", "i", "strike", "vanish"))
_HIDDEN = ("vanish", "webHidden", "specVanish")
_STRUCK = ("strike", "dstrike")
_SHIFTS = {styles.RAISED: MarkupKind.SUPERIOR, styles.LOWERED: MarkupKind.INFERIOR}
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "\u2011"}
# Words that stand in a part: those of text, of text taken out, of equations, of drawings.
WORDS = names("w:t", "w:delText", "m:t", "a:t")
_PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = " \t\r\n"


def run(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A run: its looks say whether its words are set, and how."""
    return inside(element, looked(child(element, "w:rPr"), how, gathered))


def looked(properties: Any, how: How, gathered: Gathered) -> How:
    """How the words of a run with these properties stand in their paragraph."""
    own = styles.look(properties) if properties is not None else {}
    named = val(properties, "w:rStyle")
    chosen = gathered.styles.known.get(named) if named else None
    layers = (gathered.styles.all or {}, how.style.look or {}, (chosen and chosen.look) or {}, own)
    look: Omitted | None = None
    if any(_on(layers, switch) for switch in _HIDDEN):
        look = Omitted.HIDDEN
    elif any(_on(layers, switch) for switch in _STRUCK):
        look = Omitted.STRUCK
    said = {**layers[2], **own}
    kinds = [MarkupKind.BOLD] if on(said.get("b")) else []
    if on(said.get("em")) or on(said.get("i")):
        kinds.append(MarkupKind.DOTS)
    shift = _SHIFTS.get(_last(layers, "shift"))
    if shift is not None:
        kinds.append(shift)
    return replace(how, look=look, kinds=tuple(kinds), font=_last(layers, "font"))


def _on(layers: tuple[Mapping[str, str], ...], switch: str) -> bool:
    everywhere, paragraph, chosen, own = layers
    if switch in own:
        return on(own[switch])
    if switch in _TOGGLES:
        return on(everywhere.get(switch)) or (on(paragraph.get(switch)) != on(chosen.get(switch)))
    return on(_last(layers, switch) if any(switch in one for one in layers) else None)


def _last(layers: tuple[Mapping[str, str], ...], name: str) -> str:
    return next((one[name] for one in reversed(layers) if name in one), "")


def text(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """Words of a run."""
    words = str(element.text or "")
    if element.get(_PRESERVED) != "preserve" and tag(element) in ("w:t", "w:delText"):
        # Word itself drops what an indented file puts around words.
        words = words.strip(_BLANKS)
    words = words.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    gathered.say(symbols.shown(words, how.font), how)
    return inside(element, how)


def deleted_text(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """Words that a tracked change took out, also where the change itself is not there."""
    return text(element, how if how.gone is not None else replace(how, gone=DELETED), gathered)


def sign(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A sign that has an element of its own."""
    gathered.say(_SIGNS[tag(element)], how)
    return []


def line_break(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A line, a column or a page ends: what follows begins another line of the copy."""
    del element
    gathered.parted(how)
    return []


def drawn_paragraph(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A paragraph of a drawing, which no text runs through."""
    return (
        [*inside(element, how), partial(gathered.parted, how)]
        if not is_set(how)
        else inside(element, how)
    )


def symbol(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A sign of a symbol font, as the character that it shows; one without is told."""
    font, code = get(element, "w:font") or "", get(element, "w:char") or ""
    shown = symbols.symbol(font, code)
    if shown or not is_set(how):
        gathered.say(shown or f"{font} {code}", how)
    else:
        gathered.tell(Omitted.SYMBOL, f"{font} {code}", gathered.owner())
    return []


def ruby(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A base with its reading."""
    if not is_set(how) or not gathered.pieces:
        return inside(element, how)
    reading: list[str] = []
    piece = gathered.pieces[-1]
    steps: list[Step] = []
    for one in element:
        if tag(one) == "w:rt":
            steps += inside(one, replace(how, into=reading))
        elif tag(one) == "w:rubyBase":
            steps = [*inside(one, how), *steps]
        elif tag(one) != "w:rubyPr":
            steps.append((one, how))
    close = partial(_read, (piece, len(piece.text)), reading, how, gathered)
    return [*steps, close]


def _read(base: tuple[CopyPiece, int], reading: list[str], how: How, gathered: Gathered) -> None:
    """A reading over its base; where there is none, or inside a reading, it is words as others."""
    piece, start = base
    said = "".join(reading).strip()
    length = len(piece.text) - start
    if not said:
        return
    if how.into is not None:
        how.into.append(said)
    elif length and piece.text[start:].strip():
        piece.marks.append(Markup(MarkupKind.RUBY, start, length, said))
    else:
        gathered.add(said)


def taken_out(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """What a tracked change took out, or moved away."""
    del gathered
    return inside(element, how if how.gone is not None else replace(how, gone=DELETED))


def put_in(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """What a tracked change put in, or moved here."""
    if how.gone is None and not how.inserted:
        inserted = words(element, kept=True)
        if inserted.strip():
            gathered.changed(INSERTED, inserted)
    return inside(element, replace(how, inserted=True))


def words(element: Any, *, kept: bool = False) -> str:
    """All words inside an element; `kept` leaves out those that a change took out."""
    return "".join(
        one.text or "" for one in element.iter(*WORDS) if not kept or tag(one) != "w:delText"
    )


def link(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A link: its words are set; where they do not say it, the address is told."""
    relation = how.part.relations.get(get(element, "r:id") or "")
    if relation is not None and not relation.part and is_set(how):
        address(relation.target, words(element), gathered)
    return inside(element, how)


def address(target: str, shown: str, gathered: Gathered) -> None:
    """Tells where a link leads, unless its words say so."""
    bare = target.partition("://")[2] or target.removeprefix("mailto:")
    if bare.strip("/") and bare.strip("/") not in shown:
        gathered.tell(Omitted.LINK, target, gathered.owner())


def note(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A reference to a note: its number is set, raised; the note itself is told."""
    notes = gathered.notes[tag(element)]
    found = notes.known.pop(get(element, "w:id") or "", None)
    if found is None:
        return []
    number = notes.next()
    if is_set(how) and not on(get(element, "w:customMarkFollows")):
        raised = [kind for kind in how.kinds if kind not in _SHIFTS.values()]
        gathered.say(number, replace(how, kinds=(*raised, MarkupKind.SUPERIOR)))
    owner = gathered.owner()
    within = replace(how, part=notes.part, look=None)
    return inside(found, omitted(within, Omitted.NOTE, owner))


def comment(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """Where a comment stands."""
    del how
    gathered.commented(get(element, "w:id") or "")
    return []
