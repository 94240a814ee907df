"""`preview`: a local web page that follows every save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli.arguments import UsageError, page_numbers
from presslayout.cli.browser import open_in_browser
from presslayout.newsroom import workplace
from presslayout.newsroom.options import PRESS, Options

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice

_PORTS = range(65536)


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Serve the preview until it is interrupted."""
    from presslayout.preview.serve import serve
    from presslayout.preview.workbench import Workbench

    options = Options(
        press=arguments.press or PRESS,
        pages=page_numbers(arguments.pages) if arguments.pages is not None else None,
        cache=Cache.disabled() if arguments.no_cache else Cache.open(),
    )
    # A spec that is broken is shown, and why; one that is not there is not waited for.
    path = workplace.spec(Path(arguments.issue))

    def ready(url: str) -> None:
        if voice.json:
            voice.object({"url": url, "diagnostics": []})
        else:
            voice.say(f"预览：{url}", f"preview: {url}")
            voice.aside("存盘就更新；Ctrl+C 结束", "it follows every save; Ctrl+C ends it")
        if arguments.open:
            open_in_browser(url, by_hand)

    def by_hand() -> None:
        voice.aside(
            "这里开不了浏览器窗口：请自己在浏览器里打开上面的地址",
            "no browser window can be opened here: open the address above by hand",
        )

    serve(Workbench(path, options), _port(arguments.port), ready)
    return messages.OK


def _port(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or int(text) not in _PORTS:
        raise UsageError(
            Text("--port 写 0–65535，0 是任何一个空的", "--port takes 0–65535; 0 is any free one")
        )
    return int(text)
