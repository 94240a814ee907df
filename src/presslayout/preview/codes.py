"""Codes of preview: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import WRONG, rows

CODES = {
    **rows(
        WRONG,
        {
            "port-in-use": (
                "预览只在本机的一个端口上开；被别的程序占着，浏览器就会连到那个程序。",
                "The preview listens on one port of this machine; whoever holds it would get its readers.",
            ),
        },
    ),
}
