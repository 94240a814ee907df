"""Codes of delivery: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import REFUSED, USAGE, WRONG, rows

CODES = {
    **rows(
        WRONG,
        {
            "file-in-use": (
                "看图软件占着的文件换不掉；不关掉它，版面改了，文件还是旧的。",
                "A file that a viewer holds open cannot be replaced and would stay the old one.",
            ),
        },
    ),
    **rows(
        USAGE,
        {
            "bad-folder": (
                "输出位置必须是文件夹。",
                "The output place must be a folder.",
            ),
            "no-such-target": (
                "不知道要交付什么，就什么也不做。",
                "Nothing is made where it is not plain what is wanted.",
            ),
        },
    ),
    **rows(
        REFUSED,
        {
            "not-separated": (
                "画不出色版的文件，印厂的 RIP 多半也处理不了。",
                "What cannot be separated here will mostly fail in the plant's RIP, too.",
            ),
            "delivery-name": (
                "两个文件同名，后写的会盖掉先写的，印厂就少收到一版。",
                "Of two files of one name the plant would receive only the last.",
            ),
            "imposition-size": (
                "拼在一面上的两版一起印、一起折，尺寸不同就折不齐。",
                "Two pages of one side are printed and folded together, so they must be of one size.",
            ),
            "imposition-spread": (
                "跨版的左右两半要印在同一面上，才接得起来。",
                "The two halves of a spread meet only where they are printed on one side.",
            ),
            "imposition-crossing": (
                "拼版以后中缝两边紧挨着，伸过去的图会印到另一版上。",
                "On a sheet pages touch at the spine; what reaches over it prints on the other page.",
            ),
            "imposition-blank": (
                "缺的版留白，印厂要知道那半面不是漏了。",
                "A half that is left blank should be known to be so on purpose.",
            ),
        },
    ),
}
