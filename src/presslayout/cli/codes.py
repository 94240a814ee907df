"""Codes of cli: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import USAGE, WRONG, rows

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
            "other-edition": (
                "批注的位置只对得上出大样时的那一版；对着别的版会落到别的字上。",
                "Comments fit the pages on which they were made; on others they would hit other words.",
            ),
            "not-comments": (
                "批注要连着当时的文字一起存，才知道后来改了没有；别的文件里没有这些。",
                "Comments keep the text they were made on, so it can be told if they were heeded.",
            ),
            "not-a-pdf": (
                "批注写在 PDF 里，别的文件里没有。",
                "Comments stand in a PDF and nowhere else.",
            ),
            "mark-not-applied": (
                "稿件和批注对不上的地方，程序改了就可能改错。",
                "Where copy and comment do not agree, a correction might spoil the copy.",
            ),
            "no-diff-pdf": (
                "没有字体和图片就画不出新版，文字的比较不受影响。",
                "Without faces and pictures the new pages cannot be drawn; the comparison stands.",
            ),
            "no-access": (
                "文件读不到、写不进，后面的都做不了；改了路径或权限再来。",
                "Nothing can be done with a file that cannot be reached; mend the path or the rights.",
            ),
        },
    ),
    **rows(
        USAGE,
        {
            "not-tidied": (
                "fmt 只动它读得懂、改了能读回来核对的文件。",
                "fmt touches only files that it can read again and compare.",
            ),
        },
    ),
}
