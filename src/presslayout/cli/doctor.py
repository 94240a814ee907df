"""`doctor`: whether this machine has what a build takes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.diagnostics import Text
from presslayout.cli.voice import relative
from presslayout.newsroom.machine import Checkup, looked_over

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice

# What is looked at and has a word in Chinese.
_NAMES = {"faces": "找脸（faces）", "cache": "缓存", "locale": "语言"}


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Look at each thing and say how it is."""
    if arguments.licences:
        return _licences(voice)
    found = [(one, _detail(one)) for one in (*looked_over(), _locale(voice))]
    if voice.json:
        voice.object(
            {
                "ok": all(f.ok for f, _ in found),
                "checks": [
                    {"name": f.name, "ok": f.ok, "detail": said.zh, "detail_en": said.en}
                    for f, said in found
                ],
                "diagnostics": [],
            }
        )
    else:
        for f, said in found:
            mark = ("好", "ok") if f.ok else ("缺", "!!")
            name = _NAMES.get(f.name, f.name)
            voice.say(f"{mark[0]}  {name}  {said.zh}", f"{mark[1]}  {f.name}  {said.en}")
    return messages.gravest(f.exit for f, _ in found if not f.ok)


def _licences(voice: Voice) -> int:
    """What the program consists of, and under which licences."""
    from presslayout.newsroom import licences

    if voice.json:
        voice.object(licences.bill())
        return messages.OK
    voice.say("随程序带来的", "What ships")
    for part in licences.SHIPPED:
        voice.print(f"  {part.name}  {part.licence}  {part.source}")
    voice.say("用到的库", "Libraries")
    for one in licences.libraries():
        missing = Text("没有装", "not installed").say(voice.lang)
        voice.print(f"  {one.name} {one.version or missing}  {one.licence}")
    return messages.OK


def _detail(found: Checkup) -> Text:
    where = relative(found.path) if found.path is not None else ""
    return Text(f"{where}{found.detail.zh}", f"{where}{found.detail.en}")


def _locale(voice: Voice) -> Checkup:
    encoding = (sys.stdout.encoding or "").lower()
    chinese = Text("消息用中文", "messages in Chinese")
    english = Text("消息用英文", "messages in English")
    said = chinese if voice.lang == "zh" else english
    return Checkup(
        "locale",
        ok=True,
        detail=Text(f"{said.zh}，终端编码 {encoding}", f"{said.en}, terminal encoding {encoding}"),
    )
