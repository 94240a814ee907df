"""Codes of edition: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import USAGE, rows

CODES = {
    **rows(
        USAGE,
        {
            "no-such-standard": (
                "标准决定文件怎样写、怎样查；写错了就不知道按哪一个。",
                "A standard says how a file is written and checked; a wrong name leaves it open which.",
            ),
        },
    ),
}
