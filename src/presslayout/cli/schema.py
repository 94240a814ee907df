"""`schema`: the JSON Schema of a kind of file, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.newsroom import library

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Print it; it is JSON with or without --json, and with it an object like any other command's."""
    schema = library.schema(arguments.kind)
    voice.object({**schema, "diagnostics": []} if voice.json else schema)
    return messages.OK
