"""A page of the documentation as somebody who follows it: its blocks run in order, in one workspace.

A comment before a block says what its reader does with it, or why it does not run:

    <!-- 存成：issue/试/issue.yaml -->      save it as this file (`save as:`)
    <!-- 接在：layout/inks.yaml -->        add it to this file (`append to:`)
    <!-- 改：issue/…/issue.yaml 编号: B -->  put its lines for those of their keys, after this one (`edit:`)
    <!-- 不运行：要网络 -->                  neither run nor loaded: YAML still has to be known (`not run:`)

and one that stands by itself does what the page's reader has done by other means:

    <!-- 备好：批注 大样-批注.pdf -->        a file that others make: a row of `given.GIVEN` (`given:`)
    <!-- 先做：cp a b -->                   commands that nobody needs to see (`before:`)
    <!-- 图：教程-1.png out/…/proof.pdf 1 --> the picture that follows, a page of a PDF or of an issue,
                                         drawn by docs/tutorial/pictures.py (`picture:`)

After a block of commands, a block of `text` is what they print; a line `……` there stands for any lines.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.docs import specs
from tests.docs.given import GIVEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sybil import Document, Example, Region

    from tests.docs.shell import Shell

# Words of comments, in both languages.
WORDS = {
    "存成": "save", "接在": "append", "改": "edit", "不运行": "skip",
    "备好": "given", "先做": "before", "图": "picture",
    "save as": "save", "append to": "append", "edit": "edit", "not run": "skip",
    "given": "given", "before": "before", "picture": "picture",
}  # fmt: skip
ALONE = ("given", "before", "picture")
# Other languages than these are printed, and nobody claims that they do anything.
RUN = ("sh", "console", "yaml", "text")
SHOWN = ("python", "json", "toml", "powershell", "")
TOKEN = re.compile(
    rf"^[ ]*<!--[ ]*(?P<word>{'|'.join(WORDS)})[:：]\s*(?P<rest>.*?)\s*-->"
    r"|^(?P<indent>[ ]*)```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^[ ]*```[ ]*$",
    re.MULTILINE | re.DOTALL,
)
# What differs from day to day and from machine to machine.
PASSING = re.compile(
    r"\d+(?:\.\d+)? ?(?=秒)|\b\d+\.\d(?= s\b)|\b[0-9a-f]{12,}\b|\d{4}-\d\d-\d\dT[\d:+]+"
)
LEFT_OUT = "……"


@dataclass(frozen=True, slots=True)
class Block:
    """A block, or a comment that stands by itself: its language (the comment's word), its text.

    `does` and `what` are the comment before it, "" for none.
    """

    language: str
    text: str
    does: str = ""
    what: str = ""


@dataclass(slots=True)
class Reader:
    """Whoever follows a page: a workspace, and what the last commands printed.

    `draw` makes a picture of the page; `said` gathers what each block of text should be.
    """

    shell: Shell
    draw: Callable[[Reader, str], None] | None = None
    printed: str | None = None
    said: list[tuple[int, int, str]] = field(default_factory=list)

    def evaluate(self, example: Example) -> str | None:
        """Do what a block says; what was wrong, None where nothing was."""
        block: Block = example.parsed
        printed, self.printed = self.printed, None
        if block.does in ("save", "append", "edit"):
            self._write(block)
        if block.does == "skip":
            assert block.what, "a block that does not run says why"
            return specs.unknown(block.text) if block.language == "yaml" else None
        if block.language == "text" and not block.does:
            return self._compare(example, printed)
        doer = getattr(self, f"_{block.language}", None)
        return doer(block) if doer else None

    def _sh(self, block: Block) -> str | None:
        wrong, self.printed = self.shell.run(block.text)
        return wrong

    def _console(self, block: Block) -> str | None:
        asked = [line[2:] for line in block.text.splitlines() if line.startswith("$ ")]
        wrong, self.printed = self.shell.run("\n".join(asked))
        return wrong

    def _before(self, block: Block) -> str | None:
        return self.shell.run(block.text)[0]

    def _given(self, block: Block) -> None:
        name, *words = shlex.split(block.text)
        GIVEN[name](self.shell.folder, *words)

    def _picture(self, block: Block) -> str | None:
        name, source, *_ = block.text.split()
        if self.draw:
            self.draw(self, block.text)
        if not (self.shell.folder / source).exists():
            return f"{source} is not there to be drawn as {name}"
        return None

    def _yaml(self, block: Block) -> str | None:
        wrong = specs.unknown(block.text)
        if wrong or block.does:
            return wrong
        return specs.loaded(block.text, self.shell)

    def _write(self, block: Block) -> None:
        name, _, after = block.what.partition(" ")
        path = self.shell.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if block.does == "edit":
            path.write_text(edited(path.read_text("utf-8"), block.text, after), "utf-8")
            return
        before = path.read_text("utf-8") if block.does == "append" and path.exists() else ""
        path.write_text(before + block.text, "utf-8", newline="\n")

    def _compare(self, example: Example, printed: str | None) -> str | None:
        """A block of text after commands is what they printed."""
        if printed is None:
            return None
        shown = example.parsed.text
        if alike(shown, printed):
            return None
        self.said.append((example.region.start, example.region.end, printed))
        return f"printed was\n{printed}"


def parts(document: Document) -> Iterator[Region]:
    """Every block of a page; a comment before one belongs to it."""
    from sybil import Region

    told: re.Match[str] | None = None
    for found in TOKEN.finditer(document.text):
        word = WORDS.get(found["word"] or "", "")
        if word and word not in ALONE:
            assert told is None, f"a comment that no block follows: {told and told[0]}"
            told = found
            continue
        does = WORDS[told["word"]] if told else ""
        what = " ".join(told["rest"].split()) if told else ""
        block = (
            Block(word, found["rest"])
            if word
            else Block(found["language"], bare(found["text"], found["indent"]), does, what)
        )
        told = None
        yield Region(found.start(), found.end(), block)
    assert told is None, "a comment that no block follows"


def bare(text: str, indent: str) -> str:
    """A block of a list without the list's indent."""
    return "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))


def edited(text: str, lines: str, after: str) -> str:
    """A file with some lines for those of the same keys, from the line on that holds `after`."""
    rows = text.splitlines()
    start = next(i for i, row in enumerate(rows) if after in row)
    for line in lines.splitlines():
        key = line.split("#")[0].strip().partition(": ")[0]
        place = next(i for i, row in enumerate(rows) if i >= start and _key(row) == key)
        rows[place] = rows[place][: rows[place].index(key)] + line.strip()
    return "\n".join(rows) + "\n"


def _key(row: str) -> str:
    return row.strip().removeprefix("- ").partition(": ")[0]


def alike(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; times and sums of contents are nobody's promise."""
    wanted, got = (PASSING.sub("#", one).strip("\n").splitlines() for one in (shown, printed))
    wanted, got = ([row.rstrip() for row in one] for one in (wanted, got))
    pieces = "\n".join(wanted).split(LEFT_OUT)
    if len(pieces) == 1:
        return wanted == got
    pattern = ".*".join(re.escape(piece.strip("\n")) for piece in pieces)
    return re.fullmatch(pattern, "\n".join(got), re.DOTALL) is not None


def follow(path: Path, reader: Reader) -> list[str]:
    """Do all that a page says; what was wrong, by lines."""
    from sybil import Document

    faults = []
    for example in Document.parse(str(path), parts).examples():
        wrong = reader.evaluate(example)
        if wrong:
            faults.append(f"{path.name}:{example.line}: {wrong}")
    return faults


def blocks(path: Path) -> Iterable[Block]:
    """The blocks of a page as they stand."""
    from sybil import Document

    return [example.parsed for example in Document.parse(str(path), parts).examples()]


def rewritten(path: Path, reader: Reader) -> str:
    """A page whose blocks of text are what was printed."""
    text = path.read_text("utf-8")
    for start, end, printed in reversed(reader.said):
        old = text[start:end]
        if LEFT_OUT not in old:
            text = text[:start] + f"```text\n{printed.strip(chr(10))}\n```" + text[end:]
    return text
