"""`completion`: what a shell runs so that TAB completes commands, flags and files; and that TAB itself."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.cli.arguments import COMMON, VERBS, OfferedNames

if TYPE_CHECKING:
    from presslayout.cli.arguments import Argument
    from presslayout.cli.voice import Voice

PROGRAM = "presslayout"


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Print the script for a shell."""
    from argcomplete.shell_integration import shellcode

    script = shellcode([PROGRAM], shell=arguments.shell)
    if voice.json:
        voice.object({"shell": arguments.shell, "script": script, "diagnostics": []})
    else:
        voice.print(script.strip("\n"))
    return messages.OK


def complete() -> None:
    """Tell the shell that asks what may follow, and end; nothing where no shell asks."""
    from argcomplete import autocomplete

    autocomplete(_parser(), default_completer=_files())


def _parser() -> argparse.ArgumentParser:
    """All commands at once."""
    parser = argparse.ArgumentParser(PROGRAM)
    parser.add_argument("--version", action="store_true")
    verbs = parser.add_subparsers()
    for verb in VERBS.values():
        one = verbs.add_parser(verb.name, help=verb.doc.en)
        for argument in (*verb.arguments, *COMMON):
            one.add_argument(*argument.names, **_known(argument))
    return parser


def _known(argument: Argument) -> dict[str, Any]:
    known = dict(argument.known)
    choices = known.get("choices")
    if isinstance(choices, OfferedNames):
        known["choices"] = choices.own
    return known


def _files() -> Any:
    from argcomplete.completers import FilesCompleter

    return FilesCompleter()
