"""What a finding is about, in a word for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import PROOF_KIND
from presslayout.newsroom.proofread.wanted import KINDS

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic

_CHINESE = {en: zh for zh, en in PROOF_KIND}
COPY = Text("稿件文字", "copy")
LAYOUT = Text("版面与付印", "layout and press")


def group(one: Diagnostic, other: Text) -> Text:
    """The kind of proofreading that found it, as a house turns it off; `other` for what is of none."""
    kind = KINDS.get(one.code)
    return other if kind is None else Text(_CHINESE[kind], kind.replace("-", " "))
