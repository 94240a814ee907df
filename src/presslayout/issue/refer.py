"""What leads from one page to another, as it was written."""

from __future__ import annotations

from presslayout.base.diagnostics import Span
from presslayout.base.values import frozen


@frozen
class Refer:
    """What leads a reader of page one on: words in bold, a line, the page, perhaps a thumbnail."""

    page: int
    title: str
    text: str
    span: Span
    file: str = ""
    focus: tuple[int, int] = (500, 500)
    alt: str = ""
