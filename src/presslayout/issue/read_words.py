"""The house's own words: layout/词典/*.txt, one name, place or institution a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import filelines
from presslayout.base.diagnostics import Span, Text
from presslayout.issue.yaml.encoding import other_encoding, text_of, undecodable

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.reading import Reading

FOLDER = "词典"
# A longer line is a sentence that went astray.
WORD_MOST = 30


def read_words(reading: Reading) -> tuple[str, ...]:
    """The workspace's words, each once, in the order of the files; what is no word is told."""
    found: dict[str, None] = {}
    folder = reading.workspace.root / "layout" / FOLDER
    for path in sorted(folder.glob("*.txt")):
        found |= dict.fromkeys(_words(path, reading))
    return tuple(found)


def _words(path: Path, reading: Reading) -> list[str]:
    data = reading.read(path)
    if data is None:
        return []
    name = reading.name(path)
    decoded = text_of(data)
    if decoded is None:
        reading.findings.found.append(undecodable(name))
        return []
    text, encoding = decoded
    if encoding != "utf-8":
        reading.findings.found.append(other_encoding(name, encoding))
    made: list[str] = []
    for number, line in enumerate(filelines.lines(text), 1):
        word = line.partition("#")[0].strip()
        if not word:
            continue
        if len(word) > WORD_MOST or any(char.isspace() for char in word):
            reading.findings.error(
                "bad-value",
                Text(
                    f"词典里的「{word[:WORD_MOST]}」不是一个词",
                    f"“{word[:WORD_MOST]}” of the dictionary is no word",
                ),
                Span(name, number, 1, len(line), line),
                Text(
                    f"一行写一个词，最多 {WORD_MOST} 字，中间不空格；# 后面是注",
                    f"one word a line, {WORD_MOST} characters at most, no space; # begins a note",
                ),
            )
            continue
        if len(word) > 1:
            made.append(word)
    return made
