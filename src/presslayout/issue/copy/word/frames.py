"""What frames the text of a document: alternatives, frames of contents, sections with their headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import replace
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.word.drawings import whole
from presslayout.issue.copy.word.gathered import inside, omitted
from presslayout.issue.copy.word.names import child, get, on, tag, val
from presslayout.issue.copy.word.runs import words

if TYPE_CHECKING:
    from presslayout.issue.copy.word.gathered import Gathered, How, Step

# Namespaces of alternatives that are read here: their text and pictures stand where others' do.
_KNOWN = (
    "http://schemas.microsoft.com/office/word/",
    "http://schemas.microsoft.com/office/drawing/2010/",
    "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "http://schemas.openxmlformats.org/",
)


_MOST_COMPARED = 300_000


def alternative(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """Alternatives for different programs: the first that is known; what only others say is told."""
    choices = [one for one in element if tag(one) in ("mc:Choice", "mc:Fallback")]
    rest = [(one, how) for one in element if one not in choices]
    if not choices:
        return [*rest]
    taken = next((one for one in choices if _known(one)), choices[0])
    steps = inside(taken, how)
    if len(choices) == 1:
        return [*steps, *rest]
    # Alternatives inside alternatives are compared until that would take too long.
    said = "".join(words(taken).split()) if gathered.compared < _MOST_COMPARED else ""
    gathered.compared += len(taken) + len(said)
    for other in choices:
        own = "".join(words(other).split())
        if other is not taken and own not in said:
            steps += inside(other, omitted(how, Omitted.EMBEDDED, gathered.owner()))
    return [*steps, *rest]


def _known(choice: Any) -> bool:
    if tag(choice) == "mc:Fallback":
        return True
    needed = str(choice.get("Requires") or "").split()
    spaces = choice.nsmap
    return all(str(spaces.get(prefix) or "").startswith(_KNOWN) for prefix in needed)


def content(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A frame of contents: a prompt that nobody replaced, a table of contents, or what was filled in."""
    properties = child(element, "w:sdtPr")
    prompt = child(properties, "w:showingPlcHdr")
    gallery = val(properties, "w:docPartObj", "w:docPartGallery") or ""
    if prompt is not None and on(get(prompt, "w:val") or ""):
        return inside(element, omitted(how, Omitted.PLACEHOLDER, gathered.owner()))
    if gallery.startswith("Table of Contents"):
        return inside(element, omitted(how, Omitted.CONTENTS, gathered.owner()))
    return inside(element, how)


def section(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A section: its headers and footers."""
    made: list[Step] = []
    for one in element:
        relation = how.part.relations.get(get(one, "r:id") or "")
        headed = tag(one) in ("w:headerReference", "w:footerReference")
        if headed and relation is not None and relation.part not in gathered.drawn:
            gathered.drawn.add(relation.part)
            within = omitted(replace(how, look=None), Omitted.HEADER, gathered.owner())
            made += whole(relation.part, within, gathered)
    return made
