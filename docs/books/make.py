"""Write the generated books: what a table of the code already says is not said a second time.

    python docs/books/make.py [--check]      keys.md, commands.md, codes.md, rooms.md, rooms.svg, sbom.cdx.json,
                                             and in docs/en keys.md, commands.md, messages.md

`--check` writes nothing, names what is stale, and exits 1 where something is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from codes import codes
from commands import commands
from keys import keys
from rooms import drawing, house, rooms

from presslayout.newsroom.licences import bill

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
# Columns of sentences, and a command's sentence before its English one.
_CHINESE = ("意思", "为什么要紧")
_SENTENCE = re.compile(r"^[^\x00-\x7f][^`|]*。 (?=[A-Z])")


def books() -> dict[str, str]:
    """Every generated book by its file's name."""
    built = house()
    return {
        "../en/keys.md": english(keys()),
        "../en/commands.md": english(commands()),
        "../en/messages.md": english(codes()),
        "keys.md": keys(),
        "commands.md": commands(),
        "codes.md": codes(),
        "rooms.md": rooms(built),
        "rooms.svg": drawing(built),
        "sbom.cdx.json": json.dumps(bill(), ensure_ascii=False, indent=1) + "\n",
    }


def english(book: str) -> str:
    """A book for whoever reads no Chinese: its tables without the columns of Chinese sentences."""
    return "\n".join(_without(book.splitlines())) + "\n"


def _without(lines: list[str]) -> Iterator[str]:
    left_out: set[int] = set()
    for line in lines:
        if not line.startswith("|"):
            left_out = set()
            yield _SENTENCE.sub("", line)
            continue
        cells = re.split(r"(?<!\\)\|", line)
        left_out = left_out or {n for n, cell in enumerate(cells) if cell.strip() in _CHINESE}
        yield "|".join(cell for n, cell in enumerate(cells) if n not in left_out)


def stale() -> list[str]:
    """The generated books that are not what the code says today."""
    return [
        name
        for name, text in books().items()
        if not (HERE / name).is_file() or (HERE / name).read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write what is stale, or tell of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    checks = parser.parse_args().check
    made = books() if not checks else {}
    names = stale() if checks else list(made)
    for name in names:
        if checks:
            print(f"stale: docs/books/{name}")
        else:
            (HERE / name).write_text(made[name], encoding="utf-8", newline="\n")
    return 1 if checks and names else 0


if __name__ == "__main__":
    sys.exit(main())
