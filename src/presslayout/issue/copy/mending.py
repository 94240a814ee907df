"""Copy mended where somebody asks for it: broken lines and cut paragraphs joined, no character changed."""

from __future__ import annotations

from presslayout.issue.copy.blocks import lines_of, read_markdown, read_text
from presslayout.issue.copy.damage import cuts as cuts_of
from presslayout.issue.copy.hardlines import lines_joined, stretches_joined
from presslayout.issue.yaml.tree import Source


def mended_copy(text: str, suffix: str, *, lines: bool, cuts: bool) -> str:
    """The text of a .txt or .md with its broken `lines` or its paragraphs that were `cuts` joined.

    The text as it was where anything but blanks would change.
    """
    made = lines_joined(text) if lines else text
    if cuts:
        rows = lines_of(made)
        read = read_markdown if suffix == ".md" else read_text
        copy = read(rows, Source("", tuple(row.text for row in rows)))
        made = stretches_joined(made, cuts_of(copy))
    return made if "".join(made.split()) == "".join(text.split()) else text
