"""Codes of archive: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import WRONG, rows

CODES = {
    **rows(
        WRONG,
        {
            "alto-unreadable": (
                "旧报识别出来的文字要读得完整才能检索；读了一半的会漏掉后面的。",
                "Half of what OCR read from an old paper would be searched and the rest missed.",
            ),
            "not-a-shelf": (
                "认错了文件夹，会把存档和别的文件混在一起，或者什么也找不到。",
                "In a folder that is no shelf, bags would mix with other files, or nothing be found.",
            ),
            "source-changed": (
                "排版时稿子又改了，存下来的就不是印出来的那一份。",
                "Copy that changes while it is being set would be archived unlike it was printed.",
            ),
        },
    ),
}
