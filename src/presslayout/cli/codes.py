"""Codes of cli: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import WRONG, rows

CODES = {
    **rows(
        WRONG,
        {
            "output-lost": (
                "结果写不进标准输出，接着用它的程序拿到的就是半截。",
                "Whatever reads a result that was cut off would take half of it for the whole.",
            ),
            "no-folder": (
                "当前文件夹被删掉以后，哪个文件名都说不清是哪里的。",
                "In a folder that was removed no name of a file leads anywhere.",
            ),
            "no-access": (
                "文件读不到、写不进，后面的都做不了；改了路径或权限再来。",
                "Nothing can be done with a file that cannot be reached; mend the path or the rights.",
            ),
        },
    ),
}
