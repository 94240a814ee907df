"""Fields where they stand: their results are words; what was to be reckoned is told if there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import replace
from presslayout.edition.roles import MarkupKind
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.word.fields import WordField
from presslayout.issue.copy.word.gathered import Open, inside, is_set
from presslayout.issue.copy.word.names import child, get, number, on, tag, val
from presslayout.issue.copy.word.runs import address, words
from presslayout.issue.copy.word.typed_equations import typed
from presslayout.issue.issue import Markup

if TYPE_CHECKING:
    from presslayout.issue.copy.word.gathered import Gathered, How, Step
    from presslayout.issue.copy.word.typed_equations import TypedPart

_TICKED = {True: "☑", False: "☐"}


def mark(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """Where a field begins, where its result does, and where it ends."""
    field = how.part.fields.get(element)
    if field is None:
        return inside(element, how)
    kind, begun = get(element, "w:fldCharType"), how.part.begun
    if kind == "begin":
        chosen = _chosen(child(element, "w:ffData"))
        if chosen and not field.result.strip():
            gathered.say(chosen, how)
            field.result = chosen
        begun.append(Open(field, gathered.owner()))
    for one in begun:
        if one.field is field and kind == "separate":
            one.reckoned = True
    if kind == "end":
        begun[:] = [one for one in begun if one.field is not field]
        _ended(field, how, gathered)
    return inside(element, how)


def simple(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A field that says in one element what it is."""
    field = WordField(get(element, "w:instr") or "", words(element), reckoned=True)
    begun = how.part.begun
    opened = Open(field, gathered.owner(), reckoned=True)
    begun.append(opened)

    def close() -> None:
        begun[:] = [one for one in begun if one is not opened]
        _ended(field, how, gathered)

    return [*inside(element, how), close]


def code(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """What is to be reckoned is known to its field; outside a field's code it is told."""
    begun = how.part.begun
    if (not begun or begun[-1].reckoned) and (element.text or "").strip():
        _told(element.text, how, gathered)
    return inside(element, how)


def unsaid(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A day or a page's number that Word reckons anew and keeps no words of (17.3.3.5 and others)."""
    _told(tag(element).partition(":")[2], how, gathered)
    return []


def _ended(field: WordField, how: How, gathered: Gathered) -> None:
    if field.result.strip():
        if field.address and is_set(how):
            address(field.address, field.result, gathered)
        return
    shown = typed(field.code)
    if shown is not None:
        for part in shown:
            _typed(part, how, gathered)
    elif field.code.strip():
        _told(field.code.strip(), how, gathered)


def _typed(part: TypedPart, how: How, gathered: Gathered) -> None:
    """Words of a typed equation; the ring around one is told."""
    kinds = how.kinds if part.kind is None else (*how.kinds, part.kind)
    before = len(gathered.pieces[-1].text) if gathered.pieces else 0
    gathered.say(part.text, replace(how, kinds=kinds))
    if not is_set(how):
        gathered.say(part.reading, how)
    elif how.into is not None:
        how.into.append(part.reading)
    elif part.reading and gathered.pieces:
        base = Markup(MarkupKind.RUBY, before, len(part.text), part.reading)
        gathered.pieces[-1].marks.append(base)
    if part.ring:
        gathered.tell(Omitted.SYMBOL, part.ring, gathered.owner())


def _told(words_: str, how: How, gathered: Gathered) -> None:
    if is_set(how):
        gathered.tell(Omitted.FIELD, words_, gathered.owner())
    else:
        gathered.say(words_, how)


def _chosen(form: Any) -> str:
    """What an old form's field shows: the entry that was chosen, a box with a tick or without."""
    choices = child(form, "w:ddList")
    if choices is not None:
        entries = [get(one, "w:val") or "" for one in choices if tag(one) == "w:listEntry"]
        at = number(val(choices, "w:result") or val(choices, "w:default"))
        return entries[at] if 0 <= at < len(entries) else ""
    box = child(form, "w:checkBox")
    if box is None:
        return ""
    said = val(box, "w:checked")
    return _TICKED[on(said if said is not None else val(box, "w:default"))]
