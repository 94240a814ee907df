"""`help`: a page of the documentation, the sections on a word, or what a command takes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.diagnostics import Text
from presslayout.cli.arguments import VERBS, UsageError, help_text
from presslayout.newsroom import manual

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice

# Of more places than these only the headings are named.
_SHOWN = 5


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Print it; as formatted text on a terminal, as it is written elsewhere."""
    topic = arguments.topic
    if topic is None:
        _listed(voice)
    elif topic in VERBS:
        _said(voice, topic, topic, help_text(VERBS[topic], voice.lang), marked=False)
    elif (page := manual.page(topic, voice.lang)) is not None:
        _said(voice, page.topic, page.title, page.text)
    elif found := manual.sections(topic) or manual.passages(topic):
        _found(voice, topic, found)
    else:
        raise _unknown(topic)
    return messages.OK


def _listed(voice: Voice) -> None:
    pages = manual.pages()
    if voice.json:
        told = [{"topic": p.topic, "english": p.english, "title": p.title} for p in pages]
        voice.object({"topics": told, "diagnostics": []})
        return
    for page in pages:
        named = f"{page.topic} ({page.english})" if page.english else page.topic
        voice.print(f"  {named}  {page.title}")
    voice.print("")
    voice.say(
        "presslayout help 题目、命令，或标题里的一个词",
        "presslayout help with a topic, a command, or a word of a heading",
    )


def _found(voice: Voice, word: str, found: tuple[manual.ManualSection, ...]) -> None:
    shown, others = found[:_SHOWN], found[_SHOWN:]
    _said(voice, word, word, "\n".join(f"**{_place(one)}**\n\n{one.text}" for one in shown))
    if others and not voice.json:
        places = list(dict.fromkeys(map(_place, others)))
        voice.aside("还有：" + "；".join(places), "and: " + "; ".join(places))


def _place(one: manual.ManualSection) -> str:
    return f"{one.topic} · {one.heading}"


def _said(voice: Voice, topic: str, title: str, text: str, *, marked: bool = True) -> None:
    if voice.json:
        voice.object({"topic": topic, "title": title, "text": text, "diagnostics": []})
    elif marked and sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        console = Console()
        with console.pager(styles=True):
            console.print(Markdown(text))
    else:
        voice.print(text.rstrip("\n"))


def _unknown(topic: str) -> UsageError:
    close = manual.meant(topic)
    return UsageError(
        Text(
            f"说明里没有“{topic}”"
            + (f"，是不是 {close}？" if close else "；presslayout help 列出全部"),
            f"the documentation has nothing on {topic}"
            + (f"; did you mean {close}?" if close else "; presslayout help lists its topics"),
        )
    )
