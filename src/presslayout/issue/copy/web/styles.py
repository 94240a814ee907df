"""How the text of a page looks, as far as copy minds: its tags, its style sheet, its own styles.

Of a sheet only simple selectors count (tag, .class, #id and those joined without a blank): what is not
understood hides nothing.
"""

from __future__ import annotations

import re
from typing import Any

from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen, mutable, replace

# Rules of joined selectors that one class may have; those of a page made to keep a reader busy are more.
MOST_RIVALS = 32
# At-rules inside each other.
_DEEPEST = 8
BOLD, DOTS = frozenset(("b", "strong")), frozenset(("em", "i"))
STRUCK = frozenset(("s", "strike"))
SHIFTS = {"sup": 1, "sub": -1}
PRE = frozenset(("pre", "listing", "xmp", "plaintext"))
_KEPT_LINES = frozenset(("pre", "pre-wrap", "pre-line", "break-spaces"))
_BLOCKS = frozenset(("block", "flex", "grid", "table", "list-item", "flow-root"))
_WANTED = frozenset(
    "display visibility opacity font-size font-weight font-style vertical-align text-decoration "
    "text-decoration-line text-align white-space list-style list-style-type mso-hide mso-element mso-list".split()
)
_COMMENT = regex(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = regex(r"[{}]")
_SIMPLE = regex(r"([\w-]+|\*)?((?:[.#][\w-]+)*)", re.ASCII)
_BEFORE = regex(r"\.([\w-]+)\s*>\s*li::?before")
_ZERO = regex(r"[+-]?0*\.?0*(?:px|pt|cm|mm|in|q|vw|vh)?")
_SHOWN = frozenset(("@media all", "@media screen", "@supports", "@layer"))
Declared = dict[str, str]


@frozen
class PageStyle:
    """How text looks; what its blocks inherit.

    `gone` is what nothing inside brings back (display: none, opacity: 0), `unseen` what visibility
    hides, `tiny` a size of nothing; `shift` is 1 of raised and -1 of lowered text; `lines` says that
    the ends of lines count, `right` that they stand at the right.
    """

    bold: bool = False
    dots: bool = False
    shift: int = 0
    struck: bool = False
    unseen: bool = False
    tiny: bool = False
    gone: bool = False
    lines: bool = False
    right: bool = False

    @property
    def shown(self) -> bool:
        """Whether a browser shows the text."""
        return not (self.gone or self.unseen or self.tiny)


@mutable
class StyleSheet:
    """The rules of a page: by tag, class and id, and those of joined selectors by their last part.

    `befores` is what a list with a class puts before its items, as written.
    """

    simple: dict[str, Declared] = field(default_factory=dict)
    joined: dict[str, list[tuple[str, frozenset[str], Declared]]] = field(default_factory=dict)
    befores: dict[str, str] = field(default_factory=dict)
    own: dict[str, Declared] = field(default_factory=dict)

    def declared(self, element: Any, tag: str) -> Declared:
        """What is declared of an element, the stronger rule last."""
        style = element.get("style")
        if not self.simple and not self.joined:
            return self._inline(style) if style else {}
        names = [f".{name}" for name in (element.get("class") or "").split()]
        if element.get("id"):
            names.append(f"#{element.get('id')}")
        found: Declared = {}
        for name in ("*", tag, *names):
            _add(found, self.simple.get(name))
        parts = frozenset(names)
        for name in names:
            for wanted, others, declared in self.joined.get(name, ()):
                if wanted in ("", "*", tag) and others <= parts:
                    _add(found, declared)
        _add(found, self._inline(style) if style else None)
        return found

    def _inline(self, style: str) -> Declared:
        if style not in self.own:
            self.own[style] = declarations(style)
        return self.own[style]


def _add(found: Declared, more: Declared | None) -> None:
    for name, value in (more or {}).items():
        if "!important" in value or "!important" not in found.get(name, ""):
            found[name] = value


def sheet(texts: list[str]) -> StyleSheet:
    """The sheets of a page as one."""
    made = StyleSheet()
    for text in (_COMMENT.sub(" ", one) for one in texts):
        preludes: list[str] = []
        at = 0
        for brace in _BRACE.finditer(text):
            inside, at = text[at : brace.start()], brace.end()
            if brace[0] == "{":
                preludes.append(inside.rpartition(";")[2].strip())
            elif preludes:
                selectors = preludes.pop()
                if len(preludes) <= _DEEPEST and all(map(_applies, preludes)):
                    _rule(made, selectors, inside)
    return made


def _applies(prelude: str) -> bool:
    """Whether rules inside an at-rule count on a screen."""
    return any(" ".join(prelude.lower().split()).startswith(shown) for shown in _SHOWN)


def _rule(made: StyleSheet, selectors: str, inside: str) -> None:
    declared = declarations(inside)
    for selector in map(str.strip, selectors.split(",")):
        if before := _BEFORE.fullmatch(selector):
            made.befores[before[1]] = inside
        if not declared or not selector or not (found := _SIMPLE.fullmatch(selector)):
            continue
        tag, parts = (found[1] or "").lower(), re.findall(r"[.#][\w-]+", found[2])
        if not parts or (len(parts) == 1 and not tag):
            _add(made.simple.setdefault(tag or parts[0], {}), declared)
            continue
        rivals = made.joined.setdefault(parts[-1], [])
        if len(rivals) < MOST_RIVALS:
            rivals.append((tag, frozenset(parts), declared))


def declarations(text: str) -> Declared:
    """The declarations of a rule or a style attribute that copy minds."""
    found: Declared = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in _WANTED:
            _add(found, {name: value.strip().lower()})
    return found


def styled(above: PageStyle, tag: str, element: Any, declared: Declared) -> PageStyle:
    """The look of an element's own text, from what is around it, its tag and what is declared."""
    made = above
    if tag in _LOOKS or not _RULING.isdisjoint(element.keys()):
        made = _by_tag(above, tag, element)
    if not declared:
        return made
    get = declared.get
    line = get("text-decoration-line") or get("text-decoration") or ""
    struck = "line-through" in line or (made.struck and (not line or above.struck))
    shift = {"super": 1, "sub": -1}.get(_first(get("vertical-align")), made.shift)
    return replace(
        made,
        bold=_bold(_first(get("font-weight")), above=made.bold),
        dots=made.dots and _first(get("font-style")) != "normal",
        shift=shift,
        struck=struck,
        unseen=_unseen(_first(get("visibility")), above=made.unseen),
        tiny=_tiny(_first(get("font-size")), above=made.tiny),
        gone=made.gone
        or _first(get("display")) == "none"
        or _first(get("mso-hide")) == "all"
        or _is_nothing(_first(get("opacity"))),
        lines=_first(get("white-space")) in _KEPT_LINES
        if "white-space" in declared
        else made.lines,
        right=_first(get("text-align")) in _RIGHT if "text-align" in declared else made.right,
    )


_LOOKS = BOLD | DOTS | STRUCK | PRE | SHIFTS.keys()
# Attributes that say how an element looks.
_RULING = frozenset(("hidden", "align"))
_RIGHT = ("right", "end")


def _by_tag(above: PageStyle, tag: str, element: Any) -> PageStyle:
    side = element.get("align")
    return replace(
        above,
        bold=above.bold or tag in BOLD,
        dots=above.dots or tag in DOTS,
        shift=SHIFTS.get(tag, above.shift),
        struck=above.struck or tag in STRUCK,
        gone=above.gone or element.get("hidden") is not None,
        lines=above.lines or tag in PRE,
        right=above.right if side is None else side.strip().lower() in _RIGHT,
    )


def is_block(declared: Declared) -> bool:
    """Whether its style makes a block of an element."""
    return _first(declared.get("display")) in _BLOCKS


def _first(value: str | None) -> str:
    return value.replace("!", " ").split(maxsplit=1)[0] if value and value.strip(" !") else ""


# CSS Fonts, font-weight: from here on the bold face is taken; no weight has more figures.
_BOLD, _FIGURES = 600, 4


def _bold(weight: str, *, above: bool) -> bool:
    if weight in ("bold", "bolder"):
        return True
    if weight in ("normal", "lighter"):
        return False
    told = weight.isdecimal() and len(weight) <= _FIGURES
    return int(weight) >= _BOLD if told else above


def _unseen(value: str, *, above: bool) -> bool:
    return above if value not in ("hidden", "collapse", "visible") else value != "visible"


def _tiny(size: str, *, above: bool) -> bool:
    if not size or size.endswith(("em", "%")) or size in ("inherit", "smaller", "larger"):
        return above if not size.startswith("0") or size.startswith("0.") else True
    return bool(_ZERO.fullmatch(size))


def _is_nothing(opacity: str) -> bool:
    return bool(opacity) and bool(_ZERO.fullmatch(opacity))
