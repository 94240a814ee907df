"""Codes of base, and those that rooms report which do not know each other."""

from __future__ import annotations

from presslayout.base.messages import MISSING, REFUSED, WRONG, rows

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
        MISSING,
        {
            "plugin-broken": (
                "插件是别人写的程序；它出了错，少排一块或少查一项都不行，所以要说出来。",
                "A plug-in is other people's code: what it fails to do must not go missing unsaid.",
            ),
            "plugin-refused": (
                "插件只能添，不能改自带的东西，也不能放松任何一项检查。",
                "A plug-in may add; it may change nothing of ours and weaken no check.",
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
