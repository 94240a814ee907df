"""Whether an issue could be set if its spec said something else: tried before anybody writes it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import PresslayoutError, Text
from presslayout.base.memory import Memory
from presslayout.newsroom import build, parts

if TYPE_CHECKING:
    from collections.abc import Collection

    from presslayout.newsroom.options import Options


def wrong(path: Path, text: str, stories: Collection[str], options: Options) -> Text | None:
    """Why the pages of some stories cannot be set with such a spec; None where they can."""
    from presslayout.issue.load import load

    memory = Memory()
    file = Path(os.path.abspath(path))  # noqa: PTH100  (links are not followed)
    try:
        loaded = load(file, memory, {file: text.encode()}, options.cache)
        loaded = build.with_press(loaded, options.press)
        press = build.pressed(loaded, options.press, options.standard)
        for part in parts.parts(loaded, options.pages):
            own = [page for page in loaded.issue.pages if page.number in part]
            if any(story.id in stories for page in own for story in page.stories):
                parts.composed(loaded, press, part, options, memory)
    except PresslayoutError as fault:
        told = fault.diagnostics[0].message if fault.diagnostics else Text("排不出来", "not set")
        return Text(
            f"换了以后排不出来，没有写：{told.zh}",
            f"it could not be set then, nothing was written: {told.en}",
        )
    return None
