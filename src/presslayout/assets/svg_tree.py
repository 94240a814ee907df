"""An SVG file as a tree whose elements know their styles, read within limits.

What it may hold is counted before anything draws it: a few hundred bytes can ask for billions of
shapes.  Knows no geometry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A map with a town's every house has some ten thousand elements; a drawing on a page, hundreds.
MAX_BYTES = 8_000_000
MAX_ELEMENTS = 60_000
# Elements inside each other, and references that a reference leads to.
DEEPEST = 100
MAX_RULES = 2_000
# Attributes of one element: whoever parses them compares each with all the others.
MAX_ATTRIBUTES = 2_000
_NAMESPACE, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_SHEET_RULE = regex(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = regex(r"(\*|[a-zA-Z][\w-]*)?([.#][\w-]+)?\Z")
# An entity is what drawing programs write for a namespace; one of entities is an attack.
_ENTITY = regex(rb"<!ENTITY\s+([\w.-]+)\s+(\"[^\"&%]*\"|'[^'&%]*')\s*>")
_INHERITED = frozenset(
    "fill fill-opacity fill-rule clip-rule stroke stroke-width stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity color visibility "
    "font-family font-size font-weight text-anchor letter-spacing writing-mode dominant-baseline "
    "marker-start marker-mid marker-end white-space".split()
)
_OWN = frozenset(
    "opacity clip-path mask filter display baseline-shift text-decoration stop-color stop-opacity "
    "vector-effect alignment-baseline".split()
)


class UnreadableDrawingError(Exception):
    """A drawing that cannot be kept at all, and why; `hint` where something special can be done."""

    def __init__(self, cause: Text, hint: Text | None = None) -> None:
        self.cause, self.hint = cause, hint
        super().__init__(cause.en)


@frozen
class Tree:
    """The root element, elements by their ids, and the style sheets' rules by what they name.

    `odd` tells that a style sheet says more than can be followed.
    """

    root: Any
    ids: Mapping[str, Any]
    rules: Mapping[str, tuple[tuple[int, int, Mapping[str, str]], ...]]
    odd: bool

    def own(self, element: Any) -> dict[str, str]:
        """What an element says of its own looks: its attributes, the sheets', its style's."""
        found = {k: v for k, v in element.attrib.items() if k in _INHERITED or k in _OWN}
        if self.rules:
            name = tag(element)
            keys = ["*", name]
            for mark in (*(f".{c}" for c in element.get("class", "").split()),
                         *((f"#{element.get('id')}",) if element.get("id") else ())):  # fmt: skip
                keys += [mark, f"{name}{mark}", f"*{mark}"]
            told = [rule for key in keys for rule in self.rules.get(key, ())]
            for _, _, said in sorted(told, key=lambda rule: rule[:2]):
                found |= said
        return found | declarations(element.get("style", ""))

    def linked(self, element: Any) -> Any:
        """The element that another refers to; None where there is none in this file."""
        link = element.get("href") or element.get(_LINK) or ""
        return self.ids.get(link[1:]) if link.startswith("#") else None


def read(data: bytes) -> Tree:
    """The tree of a file; UnreadableDrawingError when it is none or beyond the limits."""
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise too_much("文件", "the file", f"{MAX_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    _check_entities(data)
    if any(part.count(b"=") > MAX_ATTRIBUTES for part in _opened(data)):
        raise too_much("属性", "attributes", f"{MAX_ATTRIBUTES} 个", str(MAX_ATTRIBUTES))
    try:
        root = etree.fromstring(data, parser)
    except doors.SVG.faults() as fault:
        if "depth" in str(fault).lower():
            raise too_much("套叠", "nesting", f"{DEEPEST} 层", f"{DEEPEST} levels") from fault
        raise UnreadableDrawingError(
            Text("不是 SVG，或者已经损坏", "no SVG, or a damaged one")
        ) from fault
    if tag(root) != "svg":
        raise UnreadableDrawingError(Text("不是 SVG", "no SVG"))
    elements = sum(1 for _ in root.iter())
    if elements > MAX_ELEMENTS:
        raise too_much("图形", "elements", f"{MAX_ELEMENTS} 个", str(MAX_ELEMENTS))
    rules, odd = _rules(root)
    return Tree(root, {e.get("id"): e for e in root.iter() if e.get("id")}, rules, odd)


def too_much(zh: str, en: str, limit: str, limit_en: str = "") -> UnreadableDrawingError:
    """What is too much of a drawing, and how much is allowed."""
    return UnreadableDrawingError(
        Text(f"{zh}太多，超过上限 {limit}", f"too much: {en} beyond {limit_en or limit}"),
        Text(
            "在绘图软件里简化路径、合并图形后重新导出，或导出为 TIFF、PNG",
            "simplify its paths and join shapes before you export it, or export it as TIFF or PNG",
        ),
    )


def tag(element: Any) -> str:
    """An element's name, without the namespace of SVG; "" of what is no element."""
    return element.tag.removeprefix(_NAMESPACE) if isinstance(element.tag, str) else ""


def declarations(text: str) -> dict[str, str]:
    """The declarations of a style, by property."""
    found = {}
    for one in text.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip()
    return found


def inherited(above: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """The looks of an element: its own over what it inherits."""
    made = {k: v for k, v in above.items() if k in _INHERITED}
    made |= {k: above.get(k, "") if v == "inherit" else v for k, v in own.items()}
    return made


def _opened(data: bytes) -> list[bytes]:
    """Where each element begins, with all that follows up to the next."""
    # In UTF-16 every second byte is nought.
    return data.replace(b"\0", b"").split(b"<") if data.count(b"=") > MAX_ATTRIBUTES else []


def _check_entities(data: bytes) -> None:
    """Before a parser sees them: what entities there are, and to how much they would grow."""
    declared = data.count(b"<!ENTITY")
    found = _ENTITY.findall(data)
    grown = sum(data.count(b"&" + name + b";") * len(value) for name, value in found)
    if declared != len(found) or grown > MAX_BYTES:
        raise UnreadableDrawingError(
            Text("文件里定义了会展开的实体", "it defines entities that grow"),
            Text(
                "在绘图软件里打开，另存为普通 SVG",
                "open it in a drawing program, save as plain SVG",
            ),
        )


def _rules(root: Any) -> tuple[dict[str, tuple[tuple[int, int, Mapping[str, str]], ...]], bool]:
    """The rules of plain selectors, and whether others are among them."""
    made: dict[str, list[tuple[int, int, Mapping[str, str]]]] = {}
    odd, count = False, 0
    for selectors, body in _sheets(root):
        for selector in selectors.split(","):
            found = _SELECTOR.match(selector.strip())
            if not found or not selector.strip():
                # A face that the drawing brings along is never used: the house's are.
                odd = odd or not selector.strip().startswith("@font-face")
                continue
            count += 1
            if count > MAX_RULES:
                raise too_much("样式规则", "style rules", f"{MAX_RULES} 条", str(MAX_RULES))
            mark = found[2] or ""
            weight = (100 if mark.startswith("#") else 10 if mark else 0) + bool(found[1])
            made.setdefault(selector.strip(), []).append((weight, count, declarations(body)))
    return {key: tuple(rules) for key, rules in made.items()}, odd


def _sheets(root: Any) -> Iterator[tuple[str, str]]:
    for sheet in root.iter(f"{_NAMESPACE}style"):
        yield from _SHEET_RULE.findall(_COMMENT.sub("", "".join(sheet.itertext())))
