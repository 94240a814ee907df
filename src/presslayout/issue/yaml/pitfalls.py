"""What Chinese keyboards and word processors do to YAML, told by its name.  Looks at lines only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FULLWIDTH_SPACE = "\u3000"
# What libyaml's reader refuses (YAML 1.1 §5.1), and lone surrogates.
_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LEAD = regex(r"[ \t\u3000]*")
_DASHES = regex(r"(?:-[ \t\u3000]+)*")
_WORD = regex(r"[{,\[]?[ ]*(['\"]?)([\w.\-]+?)\1[ \u3000]*(：|:)([ \u3000]*)(?=(.?))")
_BLOCK = regex(r"(?:^|[:\-][ ]+)[|>][+\-0-9]*[ ]*(?:#.*)?$")
_HASH = regex(r"[^ \t].*?([ \t]#[^ \t#].*)$")


@frozen
class Trap:
    """A trap in the source: line and column from 0; `word` is the key or text concerned."""

    code: str
    line: int
    column: int
    length: int
    word: str = ""


def control_character(text: str) -> int | None:
    """Where the first character stands that YAML forbids."""
    found = _CONTROL.search(text)
    return found.start() if found else None


def scan(lines: Sequence[str], keys: frozenset[str]) -> tuple[Trap, ...]:
    """Every trap of a source that could not be read, block texts left out."""
    return tuple(trap for number in _structure(lines) for trap in _of_line(lines, number, keys))


def scan_continuation(
    lines: Sequence[str], rows: tuple[int, int], keys: frozenset[str]
) -> Iterator[Trap]:
    """Known keys with a Chinese colon on the later lines of a plain text."""
    for number in range(rows[0], min(rows[1] + 1, len(lines))):
        start = _start(lines[number])
        found = _WORD.match(lines[number], start)
        if found and found[3] == "：" and found[2] in keys:
            yield Trap("fullwidth-colon", number, found.start(3), 1, found[2])


def mended(lines: Sequence[str], traps: Sequence[Trap]) -> list[str]:
    """The lines as they were meant, places on other lines unchanged."""
    made = list(lines)
    for trap in sorted(traps, key=lambda t: (t.line, -t.column)):
        line = made[trap.line]
        if trap.code in {"tab-indent", "fullwidth-indent"}:
            width = {"\t": "  ", FULLWIDTH_SPACE: "  "}
            lead = "".join(width.get(c, c) for c in line[: trap.column + trap.length])
            made[trap.line] = lead + line[trap.column + trap.length :]
        elif trap.code in {"fullwidth-colon", "missing-space", "fullwidth-space"}:
            rest = line[trap.column + 1 :].lstrip(" " + FULLWIDTH_SPACE)
            made[trap.line] = f"{line[: trap.column]}: {rest}"
    return made


def tell(trap: Trap, line: str) -> tuple[Text, Text]:
    """What a trap is called, and the way out."""
    number = trap.line + 1
    fixed = mended([line], [Trap(trap.code, 0, trap.column, trap.length, trap.word)])[0]
    fixed = re.split(r"[ \t]+#[ \t]", fixed)[0].strip()
    write = Text(f"写成「{fixed}」", f"write “{fixed}”")
    match trap.code:
        case "fullwidth-colon":
            return (
                Text(
                    f"第{number}行用了中文冒号「：」，YAML 只认半角冒号加空格「: 」",
                    f"line {number} uses the Chinese colon “：”; YAML knows only “: ”, a colon and "
                    "a space",
                ),
                write,
            )
        case "fullwidth-indent":
            return (
                Text(
                    f"第{number}行用全角空格缩进，YAML 只认半角空格",
                    f"line {number} is indented with full-width spaces; YAML knows only plain ones",
                ),
                Text("把行首的全角空格换成半角空格", "replace the full-width spaces by plain ones"),
            )
        case "tab-indent":
            return (
                Text(
                    f"第{number}行用制表符（Tab）缩进，YAML 只认空格",
                    f"line {number} is indented with a tab; YAML knows only spaces",
                ),
                Text("把 Tab 换成空格，一级两个", "replace each tab by spaces, two a level"),
            )
        case "missing-space":
            return (
                Text(
                    f"第{number}行「{trap.word}:」的冒号后面少了空格",
                    f"line {number}: there is no space behind the colon of “{trap.word}:”",
                ),
                write,
            )
        case "fullwidth-space":
            return (
                Text(
                    f"第{number}行「{trap.word}:」的冒号后面是全角空格，YAML 只认半角空格",
                    f"line {number}: a full-width space stands behind “{trap.word}:”; YAML knows "
                    "only plain ones",
                ),
                write,
            )
    return swallowed(number, line[: trap.column].split(": ", 1)[-1].strip(), trap.word)


def swallowed(number: int, kept: str, lost: str) -> tuple[Text, Text]:
    """A # that hides the rest of a text."""
    hidden = re.split(r"[ \t]{2,}#", lost.strip())[0].strip()
    whole = f"{kept} {hidden}".strip().replace("'", "''")
    return (
        Text(
            f"第{number}行的文字里有 #，# 后面的字会被当成注释丢掉；读到的只有「{kept}」",
            f"line {number}: # makes the rest of the text a comment; all that is read is “{kept}”",
        ),
        Text(
            f"给整句加单引号：'{whole}'；真是注释，# 前面空两格、后面空一格",
            f"quote the whole text: '{whole}'; for a real comment put two spaces before the # and one behind it",
        ),
    )


def explain(problem: str, start: int) -> tuple[Text, Text, bool]:
    """The parser's words in the newsroom's: cause, way out, and whether the beginning is at fault."""
    for pattern, (zh, en, out_zh, out_en, at_start) in _PROBLEMS.items():
        if pattern in problem:
            cause = Text(zh.format(start=start), en.format(start=start))
            return cause, Text(out_zh, out_en), at_start
    return (
        Text("这里不合 YAML 的写法", "this is not valid YAML"),
        Text(
            "检查冒号、缩进、引号和括号；文字里有特别符号时整句加单引号",
            "check colons, indents, quotes and brackets; quote a text that holds special signs",
        ),
        False,
    )


def _structure(lines: Sequence[str]) -> Iterator[int]:
    """Numbers of the lines that are not the content of a block text."""
    inside: int | None = None
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        if not bare.strip():
            continue
        indent = len(line) - len(bare)
        if inside is not None and indent > inside:
            continue
        inside = None
        if bare.startswith("#"):
            continue
        yield number
        if _BLOCK.search(line):
            # Dashes before a key count as indent of the entry, not of its text.
            inside = indent


def _of_line(lines: Sequence[str], number: int, keys: frozenset[str]) -> Iterator[Trap]:
    line = lines[number]
    lead = _LEAD.match(line)
    white = lead[0] if lead else ""
    if "\t" in white:
        yield Trap("tab-indent", number, 0, len(white))
    elif FULLWIDTH_SPACE in white:
        yield Trap("fullwidth-indent", number, 0, len(white))
    start = _start(line)
    found = _WORD.match(line, start)
    if found:
        word, colon, gap, after = found[2], found[3], found[4], found[5]
        if colon == "：" and (word in keys or not keys or not after):
            yield Trap("fullwidth-colon", number, found.start(3), 1, word)
        elif colon == ":" and word in keys and FULLWIDTH_SPACE in gap:
            yield Trap("fullwidth-space", number, found.start(3), 1, word)
        elif colon == ":" and word in keys and not gap and after:
            yield Trap("missing-space", number, found.start(3), 1, word)
    hash_ = _HASH.match(line, start)
    if hash_ and not any(q in line[start : hash_.start(1)] for q in "'\""):
        yield Trap("comment-swallows-text", number, hash_.start(1) + 1, len(hash_[1]) - 1, hash_[1])


def _start(line: str) -> int:
    lead = _LEAD.match(line)
    dashes = _DASHES.match(line, lead.end() if lead else 0)
    return dashes.end() if dashes else 0


# problem as libyaml words it: zh, en, way out zh, way out en, whether the beginning is at fault
_PROBLEMS: dict[str, tuple[str, str, str, str, bool]] = {
    "could not find expected ':'": (
        "第{start}行像是一项，可是没有「: 」（半角冒号加空格）",
        "line {start} looks like an entry but has no “: ” (colon and space)",
        "补上「: 」；若是上一行文字的继续，把它缩进得更多",
        "add “: ”; if it goes on with the text above, indent it further",
        True,
    ),
    "mapping values are not allowed": (
        "这里不能再出现「: 」：一行里有两个冒号，或缩进与上一行不齐",
        "“: ” cannot stand here: two colons on one line, or an indent that fits no line above",
        "文字里有「: 」时整句加单引号；同级的项左边对齐；冒号后面要有空格",
        "quote a text that holds “: ”; align entries of one level; put a space behind the colon",
        False,
    ),
    "found unexpected end of stream": (
        "第{start}行的引号没有另一半",
        "the quote that opens on line {start} is never closed",
        "补上引号；中文引号“”不必另加引号",
        "close the quote",
        True,
    ),
    "expected ',' or ']'": (
        "第{start}行的方括号 [ 没有配对的 ]，或各项之间没有半角逗号",
        "the [ on line {start} has no ], or its items are not parted by plain commas",
        "补上 ]；各项之间用半角逗号「, 」",
        "add ]; part the items by “, ”",
        True,
    ),
    "expected ',' or '}'": (
        "第{start}行的花括号 {{ 没有配对的 }}，或各项之间没有半角逗号",
        "the {{ on line {start} has no }}, or its entries are not parted by plain commas",
        "补上 }；各项之间用半角逗号「, 」",
        "add }; part the entries by “, ”",
        True,
    ),
    "expected key": (
        "缩进不齐，或文字以引号、括号开头而后面还有字",
        "the indent fits no line above, or a text begins with a quote or bracket and goes on behind it",
        "同级的项左边对齐；以引号、括号开头的文字整句加单引号",
        "align entries of one level; quote a text that begins with a quote or bracket as a whole",
        False,
    ),
    "expected '-' indicator": (
        "列表里混进了不以「- 」开头的项，或缩进不齐",
        "an entry of this list does not begin with “- ”, or its indent is off",
        "同一列表的每一项都以「- 」开头，左边对齐；项内各行再缩进两格",
        "begin each entry of a list with “- ”, aligned; indent the lines inside by two",
        False,
    ),
    "expected node content": (
        "括号里缺一项，或括号没有另一半",
        "something is missing inside the brackets, or they are never closed",
        "检查括号和逗号",
        "check brackets and commas",
        False,
    ),
    "cannot start any token": (
        "文字不能以这个符号开头（制表符、%、@、`）",
        "a text cannot begin with this sign (a tab, %, @ or `)",
        "整句加单引号；缩进用空格",
        "quote the whole text; indent with spaces",
        False,
    ),
    "tab character": (
        "用制表符（Tab）缩进，YAML 只认空格",
        "a tab is used to indent; YAML knows only spaces",
        "把 Tab 换成空格",
        "replace the tab by spaces",
        False,
    ),
    "alphabetic or numeric character": (
        "文字以 * 或 & 开头，YAML 把它当成引用",
        "the text begins with * or &, which YAML takes for a reference",
        "整句加单引号；正文写在稿件文件里或「正文: |」下面就不必加",
        "quote the whole text; in a copy file or under “body: |” no quotes are needed",
        True,
    ),
    "block sequence entries are not allowed": (
        "「- 」不能写在这里",
        "“- ” cannot stand here",
        "列表另起一行写；文字以「- 」开头时加单引号",
        "begin the list on a line of its own; quote a text that begins with “- ”",
        False,
    ),
    "unknown escape character": (
        "双引号里的反斜线 \\ 有特别含义，这里的写法它不认识",
        "inside double quotes a backslash has a meaning of its own; this one is not known",
        "改用单引号",
        "use single quotes",
        False,
    ),
    "undefined tag handle": (
        "文字以 ! 开头，YAML 把它当成标签",
        "the text begins with !, which YAML takes for a tag",
        "整句加单引号",
        "quote the whole text",
        True,
    ),
    "directive": (
        "行首的 % 在 YAML 里是指令",
        "a % at the head of a line is a YAML directive",
        "整句加单引号",
        "quote the whole text",
        True,
    ),
    "document start": (
        "文件在这里已经结束，后面不能再有内容",
        "the document has ended here; nothing can follow",
        "检查缩进：最外层的项左边对齐；文字以引号、括号开头时整句加单引号",
        "check the indents: outermost entries are aligned; quote a text that begins with a bracket",
        False,
    ),
}
