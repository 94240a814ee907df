"""Codes of assets: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import MISSING, rows

CODES = {
    **rows(
        MISSING,
        {
            "missing-font": (
                "缺字体时程序不会悄悄换一个，否则印出来的不是你选的字。",
                "A missing font is never replaced silently: the print would not be what you chose.",
            ),
            "missing-picture": (
                "找不到图片，版面上就会缺一块。",
                "Without its file a picture leaves a hole in the page.",
            ),
            "missing-profile": (
                "没有 ICC 特性文件，照片就转不成这种纸上的四色。",
                "Without its ICC profile photos cannot be converted for this paper.",
            ),
            "locked-picture": (
                "加了密码的 PDF 取不出内容，排不进版面。",
                "Nothing can be taken out of a PDF that is locked with a password.",
            ),
            "broken-picture": (
                "打不开的图片印出来就是空白。",
                "A picture that cannot be opened would print as nothing.",
            ),
            "font-axes": (
                "可变字体一个文件里有所有的粗细，不写明就会印成最细的一种。",
                "One variable font holds every weight; unsaid, it would print at its thinnest.",
            ),
            "picture-too-large": (
                "像素多得离谱的图会耗尽内存，多半是弄错了文件。",
                "A picture of absurd size exhausts memory and is mostly the wrong file.",
            ),
        },
    ),
}
