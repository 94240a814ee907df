"""A typed text into the value that its field wants.  Each field has one converter, named by `kind`.

A converter raises `BadValueError` with what is wrong and what to do; it never guesses.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from presslayout.base import plugins, units
from presslayout.base.diagnostics import Text
from presslayout.base.joining import joined
from presslayout.base.patterns import regex
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import Ink
from presslayout.issue.nearest import nearest
from presslayout.issue.paper import PENDING, day, day_meant, is_day
from presslayout.issue.yaml.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Table

    from presslayout.base.units import Length
    from presslayout.issue.fields import Choices

    Named = Table[str, Ink]

PENDING_WORDS = frozenset({PENDING, "tbd", "TBD"})
YES = frozenset({"是", "yes", "true", "Yes", "True", "对", "真"})
NO = frozenset({"否", "no", "false", "No", "False", "不", "假"})
# A frame that is merely asked for (PAGES, "Lines and tints": 0.5 pt box).
FRAME = units.pt("0.5")
COLOURS: dict[str, Ink] = {
    "黑": Ink(k=1000),
    "black": Ink(k=1000),
    "白": Ink(),
    "white": Ink(),
    "红": Ink(m=1000, y=1000),
    "red": Ink(m=1000, y=1000),
    "绿": Ink(c=1000, y=1000),
    "green": Ink(c=1000, y=1000),
    "蓝": Ink(c=1000, m=600),
    "blue": Ink(c=1000, m=600),
    "灰": Ink(k=500),
    "grey": Ink(k=500),
    "gray": Ink(k=500),
}
# Beyond these no newspaper goes; they keep numbers far from any overflow.
MOST_DIGITS = 6
LARGEST = units.mm(3000)

# How a day is written, where no text says which one is meant.
_SOME_DAY = dt.date(2026, 10, 18)
_INTEGER = regex(rf"[0-9]{{1,{MOST_DIGITS}}}\Z")
_ROWS = regex(r"\s*(?:行|ln)\s*\Z")
_RANGE = regex(r"([0-9]{1,4})(?:\s*[-–—~～至]\s*([0-9]{1,4}))?\Z")
_SHEET = regex(r"(.+?)\s*[x×X*]\s*(.+)\Z")
_INK = regex(r"([CMYKcmyk])\s*([0-9]{1,3}(?:\.[0-9])?)\s*%?\Z")
_TINTED = regex(r"(.+?)\s*([0-9]{1,3}(?:\.[0-9])?)\s*[%％]\Z")
_PERCENT = regex(r"([0-9]{1,3}(?:\.[0-9]+)?)\s*%\Z")
_AXIS = regex(r"[ -~]{4}\Z")
_ON_AXIS = regex(r"[-+]?[0-9]{1,5}(?:\.[0-9]{1,3})?\Z")
_PPI = regex(r"([0-9]{1,4})\s*(?:ppi|dpi)?\Z")


@frozen
class Scale:
    """What one 字 and one 行 measure, where that is known, and the colours that have a name."""

    em: Length | None = None
    line: Length | None = None
    inks: Callable[[], Named] = dict


UNSCALED = Scale()


class BadValueError(Exception):
    """A text that its field cannot take."""

    def __init__(self, node: Node, message: Text, hint: Text, code: str = "bad-value") -> None:
        self.node, self.message, self.hint, self.code = node, message, hint, code
        super().__init__(message.en)


def scalar(node: Node) -> Scalar:
    """The node as one text."""
    if isinstance(node, Scalar):
        return node
    kind = (
        Text("一组「键: 值」", "a mapping") if isinstance(node, Mapping) else Text("列表", "a list")
    )
    raise BadValueError(
        node,
        Text(f"这里要一段文字，写的却是{kind.zh}", f"a text is wanted here, not {kind.en}"),
        Text(
            "文字以 [ 或 { 开头时整句加单引号",
            "quote a text that begins with [ or {",
        ),
        "wrong-type",
    )


def words(node: Node, scale: Scale) -> str:  # noqa: ARG001
    """One line of text as typed; 待定 in either language."""
    found = scalar(node)
    text = found.text.rstrip("\n")
    if text.strip() in PENDING_WORDS:
        return PENDING
    if "\n" in text:
        raise BadValueError(
            node,
            Text("这一项只能写一行", "this takes one line"),
            Text(
                "删去换行；断行由程序来定", "remove the line break; lines are broken by the program"
            ),
            "line-break",
        )
    return text


def texts(node: Node, scale: Scale) -> tuple[str, ...]:  # noqa: ARG001
    """One text or a list of them; lines of one text are joined as in copy."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(t for t in (_prose(item) for item in items) if t)


def names(node: Node, scale: Scale) -> tuple[Scalar, ...]:
    """One name or a list of names, each with its place."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(s for s in (scalar(item) for item in items) if words(s, scale).strip())


def integer(node: Node, scale: Scale) -> int:  # noqa: ARG001
    """A whole number from 0."""
    text = scalar(node).text.strip()
    if not _INTEGER.match(text):
        raise BadValueError(
            node,
            Text(f"「{text}」不是整数", f"“{text}” is not a whole number"),
            Text("写半角数字，如 3", "write digits, such as 3"),
        )
    return int(text)


def count(node: Node, scale: Scale) -> int | None:
    """A whole number from 1, or None while it is 待定."""
    if scalar(node).text.strip() in PENDING_WORDS:
        return None
    number = integer(node, scale)
    if number < 1:
        raise BadValueError(
            node,
            Text("这里至少是 1", "this is 1 or more"),
            Text("写 1 或更大的整数", "write a whole number from 1"),
        )
    return number


def rows(node: Node, scale: Scale) -> int | None:
    """A whole number of rows from 1, its unit written or not, or None while it is 待定."""
    found = scalar(node)
    return count(replace(found, text=_ROWS.sub("", found.text)), scale)


def date(node: Node, scale: Scale) -> dt.date | None:  # noqa: ARG001
    """A day of the calendar, or None while it is 待定."""
    text = scalar(node).text.strip()
    if text in PENDING_WORDS:
        return None
    found = day(text)
    if found is not None:
        return found
    cause = Text(f"「{text}」不是日历上的一天", f"“{text}” is no day of the calendar")
    if not is_day(text):
        cause = Text(f"「{text}」不是 年-月-日 的写法", f"“{text}” is not written year-month-day")
    example = (day_meant(text) or _SOME_DAY).isoformat()
    raise BadValueError(
        node,
        cause,
        Text(
            f"写成 年-月-日，如 {example}；未定写「待定」",
            f"write year-month-day, such as {example}, or tbd",
        ),
        "bad-date",
    )


def yesno(node: Node, scale: Scale) -> bool:  # noqa: ARG001
    """是 or 否."""
    text = scalar(node).text.strip()
    if text in YES:
        return True
    if text in NO:
        return False
    raise BadValueError(
        node,
        Text(f"「{text}」既不是「是」也不是「否」", f"“{text}” is neither yes nor no"),
        Text("写「是」或「否」", "write yes or no"),
    )


def length(node: Node, scale: Scale) -> Length:
    """A length with its unit."""
    return _length(node, scalar(node).text, scale)


def frame(node: Node, scale: Scale) -> Length:
    """A line's thickness; 是 takes the usual one, 否 none."""
    text = scalar(node).text.strip()
    if text in YES:
        return FRAME
    return 0 if text in NO else length(node, scale)


def size(node: Node, scale: Scale) -> tuple[Length, Length]:
    """A type size, or the smallest and the largest."""
    items = node.items if isinstance(node, Sequence) else (node, node)
    if len(items) != 2:  # noqa: PLR2004
        raise BadValueError(
            node,
            Text("字号的范围要写两个数", "a range of sizes has two members"),
            Text("写成 [54pt, 84pt]", "write [54pt, 84pt]"),
        )
    low, high = (length(item, scale) for item in items)
    if not 0 < low <= high:
        raise BadValueError(
            node,
            Text("字号要大于 0，且前一个不大于后一个", "sizes are above 0, the smaller one first"),
            Text("写成 [最小, 最大]", "write [smallest, largest]"),
        )
    return low, high


def sheet(node: Node, scale: Scale) -> tuple[Length, Length]:
    """Width and height."""
    match = _SHEET.match(scalar(node).text.strip())
    if not match:
        raise BadValueError(
            node,
            Text(f"「{scalar(node).text}」不是尺寸", f"“{scalar(node).text}” is not a size"),
            Text("写成 275mm x 390mm", "write 275mm x 390mm"),
        )
    width, height = _length(node, match[1], scale), _length(node, match[2], scale)
    if not (width and height):
        raise BadValueError(
            node,
            Text("宽和高都要大于 0", "width and height are above 0"),
            Text("写成 275mm x 390mm", "write 275mm x 390mm"),
        )
    return width, height


def span(node: Node, scale: Scale) -> tuple[int, int]:  # noqa: ARG001
    """Two whole numbers from 1, both ends counted."""
    text = scalar(node).text.strip()
    match = _RANGE.match(text)
    first = int(match[1]) if match else 0
    last = int(match[2] or match[1]) if match else 0
    if not 1 <= first <= last:
        raise BadValueError(
            node,
            Text(f"「{text}」不是范围", f"“{text}” is not a range"),
            Text("从 1 数起，两头都算，写成 6-55", "count from 1, both ends included: 6-55"),
        )
    return first, last


def ink(node: Node, scale: Scale) -> Ink:
    """A colour: built in, of process inks, or by its name, in full or with a share of it."""
    text = scalar(node).text.strip()
    if text in COLOURS or is_process(text):
        return process(node)
    match = _TINTED.match(text)
    share = units.quantity(match[2]) if match else None
    names = scale.inks() or COLOURS
    name = match[1] if match and share is not None and share[0] <= 100 else text  # noqa: PLR2004
    found = names.get(text) or names.get(name) or names.get(name.removesuffix("色"))
    if found is None:
        raise _no_colour(node, text, names)
    return found.tinted(round(share[0] * 10)) if share is not None and name != text else found


def is_process(text: str) -> bool:
    """Whether a text is written in C M Y K."""
    return all(_INK.match(word) for word in re.split(r"[\s,，]+", text))


def process(node: Node) -> Ink:
    """A built-in colour, or one written in C M Y K."""
    text = scalar(node).text.strip()
    named = COLOURS.get(text) or COLOURS.get(text.removesuffix("色"))
    if named is not None:
        return named
    parts: dict[str, int] = {}
    for word in re.split(r"[\s,，]+", text):
        match = _INK.match(word)
        share = units.quantity(match[2]) if match else None
        if match is None or share is None or share[0] > 100 or match[1].lower() in parts:  # noqa: PLR2004
            raise _no_colour(node, text, COLOURS)
        parts[match[1].lower()] = round(share[0] * 10)
    return Ink(c=parts.get("c", 0), m=parts.get("m", 0), y=parts.get("y", 0), k=parts.get("k", 0))


def _no_colour(node: Node, text: str, names: Named) -> BadValueError:
    close = nearest(text, names)
    known = " ".join(c for c in names if not c.isascii())
    return BadValueError(
        node,
        Text(
            f"「{text}」不是颜色" + (f"，是不是「{close}」？" if close else ""),
            f"“{text}” is not a colour" + (f"; did you mean “{close}”?" if close else ""),
        ),
        Text(
            f"写成 C0 M100 Y100 K0，或 {known}；自己的颜色写进 layout/inks.yaml",
            "write C0 M100 Y100 K0, or black, white, red, green, blue, grey; "
            "colours of your own go into layout/inks.yaml",
        ),
    )


def percent(node: Node, scale: Scale) -> int:  # noqa: ARG001
    """Whole percent."""
    return _per_mille(node) // 10


def focus(node: Node, scale: Scale) -> tuple[int, int]:  # noqa: ARG001
    """Two shares of a picture, in per mille."""
    if not isinstance(node, Sequence) or len(node.items) != 2:  # noqa: PLR2004
        raise BadValueError(
            node,
            Text("焦点要写两个百分数", "the focus has two percentages"),
            Text("写成 [50%, 35%]：横、纵，从左上角量起", "write [50%, 35%]: across and down"),
        )
    across, down = (_per_mille(item) for item in node.items)
    if max(across, down) > 1000:  # noqa: PLR2004
        raise BadValueError(
            node,
            Text("焦点在图片之外", "the focus lies outside the picture"),
            Text("两个数都在 0% 和 100% 之间", "both lie between 0% and 100%"),
        )
    return across, down


def contour(node: Node, scale: Scale) -> tuple[tuple[int, int], ...] | bool:
    """是 or 否, or the corners of an outline in per mille."""
    if isinstance(node, Scalar):
        return yesno(node, scale)
    if not isinstance(node, Sequence) or len(node.items) < 3:  # noqa: PLR2004
        raise BadValueError(
            node,
            Text("轮廓至少要三个点", "an outline has three points at least"),
            Text("写成 [[10%, 0%], [90%, 30%], [60%, 100%]]，或写 是", "write points, or yes"),
        )
    return tuple(focus(item, scale) for item in node.items)


def ppi(node: Node, scale: Scale) -> int:  # noqa: ARG001
    """A resolution."""
    text = scalar(node).text.strip()
    match = _PPI.match(text)
    if not match:
        raise BadValueError(
            node,
            Text(f"「{text}」不是精度", f"“{text}” is not a resolution"),
            Text("写成 149ppi", "write 149ppi"),
        )
    return int(match[1])


def choose(node: Node, choices: Choices, group: str = "") -> tuple[str, str]:
    """One of the words of a list, as its Chinese and its English; plug-ins of `group` add theirs."""
    text = scalar(node).text.strip()
    for choice in choices:
        if text in choice:
            return choice
    if group:
        added = plugins.names(group)
        if text in added:
            return text, text
        choices = (*choices, *((word, word) for word in added))
    close = nearest(text, [word for choice in choices for word in choice])
    zh, en = "、".join(c[0] for c in choices), ", ".join(c[1] for c in choices)
    raise BadValueError(
        node,
        Text(f"「{text}」不在可用的词里", f"“{text}” is not one of the words known here"),
        Text(
            f"是不是「{close}」？可用：{zh}" if close else f"可用：{zh}",
            f"did you mean “{close}”? Known: {en}" if close else f"known: {en}",
        ),
    )


def _prose(node: Node) -> str:
    text = ""
    for row in scalar(node).text.split("\n"):
        text = joined(text, row.strip(" "))
    return PENDING if text in PENDING_WORDS else text


def _length(node: Node, text: str, scale: Scale) -> Length:
    found = units.parse(text, em=scale.em, line=scale.line)
    if found is not None and 0 <= found <= LARGEST:
        return found
    bare = units.quantity(text)
    if bare is not None and not bare[1]:
        message = Text(f"「{text}」没有单位", f"“{text}” has no unit")
    elif found is not None:
        message = Text(f"「{text}」太大或小于 0", f"“{text}” is too large or below 0")
    elif bare is not None and units.parse(text, em=1, line=1) is not None:
        message = Text(
            f"「{text}」：字和行由正文的字号、行距来定，这里不能用",
            f"“{text}”: em and ln follow from the size and pitch of body text and cannot be used here",
        )
    else:
        message = Text(f"「{text}」不是长度", f"“{text}” is not a length")
    raise BadValueError(
        node,
        message,
        Text(
            "单位：pt mm 级 字 行，或字号名（小五 五号 …）",
            "units: pt mm 级 em ln, or a size name such as 小五",
        ),
    )


def axes(node: Node, scale: Scale) -> tuple[tuple[str, float], ...]:  # noqa: ARG001
    """Values on the axes of a variable font, each under its tag of four letters."""
    example = Text("写成 {wght: 500}", "write it as {wght: 500}")
    if not isinstance(node, Mapping):
        raise BadValueError(
            node,
            Text("这里要一组「轴: 数」", "axes with a number each are wanted here"),
            example,
            "wrong-type",
        )
    found = []
    for tag, value in node.pairs:
        text = scalar(value).text.strip()
        if not _AXIS.match(tag.text):
            raise BadValueError(
                tag,
                Text(
                    f"「{tag.text}」不是轴的名字，轴名是四个字母",
                    f"“{tag.text}” is no axis: tags have four letters",
                ),
                example,
            )
        if not _ON_AXIS.match(text):
            raise BadValueError(
                value, Text(f"「{text}」不是数", f"“{text}” is not a number"), example
            )
        found.append((tag.text, float(text)))
    return tuple(found)


def _per_mille(node: Node) -> int:
    text = scalar(node).text.strip()
    match = _PERCENT.match(text)
    share = units.quantity(match[1]) if match else None
    if share is None:
        raise BadValueError(
            node,
            Text(f"「{text}」不是百分数", f"“{text}” is not a percentage"),
            Text("写成 35%", "write 35%"),
        )
    return round(share[0] * 10)


CONVERT: dict[str, Callable[[Node, Scale], object]] = {
    "words": words,
    "body": words,
    "texts": texts,
    "names": names,
    "numbers": names,
    "integer": integer,
    "count": count,
    "rows": rows,
    "date": date,
    "yesno": yesno,
    "lock": yesno,
    "length": length,
    "frame": frame,
    "size": size,
    "sheet": sheet,
    "range": span,
    "ink": ink,
    "percent": percent,
    "focus": focus,
    "contour": contour,
    "ppi": ppi,
    "axes": axes,
}
