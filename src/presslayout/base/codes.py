"""Codes of base, and those that rooms report which do not know each other."""

from __future__ import annotations

from presslayout.base.messages import REFUSED, WRONG, rows

CODES = {
    **rows(
        WRONG,
        {
            "busy": (
                "同一个输出文件夹同时只能有一次排版在写，否则两次的文件会混在一起。",
                "Two builds that write one folder at once would mix their files.",
            ),
            "disk-full": (
                "磁盘写满时，写了一半的文件比没有文件更危险，所以什么也不交付。",
                "A half-written file is worse than none, so nothing is delivered on a full disk.",
            ),
            "machine-short": (
                "缺的是这台机器的文件数或内存，不是稿件和图片坏了；做到一半的不交付。",
                "It is the machine that lacks files or memory, not copy or pictures that are damaged.",
            ),
            "not-writable": (
                "写不进输出文件夹，就没有东西可以交付。",
                "Nothing can be delivered into a folder that cannot be written.",
            ),
        },
    ),
    **rows(
        REFUSED,
        {
            "page-count": (
                "少一页或多一页，版就拼错了。",
                "A page too few or too many spoils the imposition.",
            ),
        },
    ),
}
