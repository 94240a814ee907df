"""`explain CODE`: why a diagnostic matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout import messages
from presslayout.cli.arguments import UsageError
from presslayout.diagnostics import Text

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice


def reasons() -> dict[str, Text]:
    """Why each code matters."""
    from presslayout.spec.codes import CODES

    return {**CODES, **{code: meaning.why for code, meaning in messages.CODES.items()}}


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """One sentence, and what the code leads to."""
    known = reasons()
    why = known.get(arguments.code)
    if why is None:
        from presslayout.spec.nearest import nearest

        close = nearest(arguments.code, known)
        raise UsageError(
            Text(
                f"没有代码“{arguments.code}”" + (f"，是不是 {close}？" if close else ""),
                f"no code {arguments.code}" + (f"; did you mean {close}?" if close else ""),
            )
        )
    meaning = messages.CODES.get(arguments.code)
    exit_ = meaning.exit if meaning else messages.WRONG
    if voice.json:
        voice.object(
            {
                "code": arguments.code,
                "why": why.zh,
                "why_en": why.en,
                "exit": exit_,
                "diagnostics": [],
            }
        )
    else:
        voice.say(
            f"{arguments.code}：{why.zh}（作为错误时退出码 {exit_}）",
            f"{arguments.code}: {why.en} (exit code {exit_} as an error)",
        )
    return messages.OK
