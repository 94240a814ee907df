"""What we tell people: values with a place, a cause and a way out.  Prints nothing.

What can be raised:

* PresslayoutError
  x SpecError       the YAML or the copy cannot be read; .diagnostics says where
  x AssetError      a font, picture or profile is missing or unreadable
  x DeliveryError   the target's gate is shut; .diagnostics says why
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a diagnostic weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@frozen
class Text:
    """One sentence for the newsroom in both languages."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """The sentence in `zh` or `en`."""
        return self.en if lang == "en" else self.zh


@frozen
class Span:
    """A place in a file: path from the workspace root, line and column from 1 in code points."""

    file: str
    line: int
    column: int
    length: int = 1
    excerpt: str = ""


@frozen
class Paste:
    """A line of YAML that mends what is missing, and the record that it belongs under."""

    under: Text
    line: Text


@frozen
class Diagnostic:
    """One finding.

    `boxes` are places on the page as it is seen, from the upper left of its trim, the first few
    of `count` in all.  `paste` is the line that is missing, where it is known word for word.
    """

    code: str
    severity: Severity
    message: Text
    span: Span | None = None
    hint: Text | None = None
    page: int | None = None
    story: str = ""
    part: str = ""
    boxes: tuple[Box, ...] = ()
    count: int = 0
    paste: Paste | None = None


@frozen
class Hearing:
    """What of the findings somebody wants told.

    `only` those that weigh so; `stat` their codes and numbers; `quiet` errors, and of success
    nothing; `whole` all of everything.
    """

    only: Severity | None = None
    stat: bool = False
    quiet: bool = False
    whole: bool = False


class PresslayoutError(Exception):
    """Root of what this library raises; `diagnostics` says everything that is known."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("; ".join(d.message.en for d in self.diagnostics))


class SpecError(PresslayoutError):
    """The YAML or the copy cannot be read."""


class AssetError(PresslayoutError):
    """A font, picture or profile is missing or unreadable."""


class DeliveryError(PresslayoutError):
    """The target's gate is shut."""


def strictly(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """In order, every warning an error."""
    return ordered(replace(d, severity=ERROR) if d.severity is WARNING else d for d in diagnostics)


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Without repeats, by file and place, then down the page: the order in which an editor works."""

    def place(d: Diagnostic) -> tuple[object, ...]:
        span = d.span or Span("", 0, 0)
        stands = [(box.y, box.x) for box in d.boxes]
        return (
            *(span.file, span.line, span.column, d.page or 0, d.story, d.code),
            *(stands, d.message.zh),
        )

    return tuple(sorted(dict.fromkeys(diagnostics), key=place))
