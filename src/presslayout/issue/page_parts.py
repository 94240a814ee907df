"""What a page has beside its stories, as it was written: where to turn to, the weather, picked places."""

from __future__ import annotations

from presslayout.base.diagnostics import Span
from presslayout.base.values import frozen
from presslayout.issue.template import PLAIN, Dress, Range


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


@frozen
class Forecast:
    """The weather of a day: the sky, degrees and wind, "" for what is not said."""

    day: str
    sky: str
    degrees: str
    wind: str


@frozen
class Weather:
    """The weather of a place (天气), day by day."""

    place: str
    days: tuple[Forecast, ...]


@frozen
class Lock:
    """What keeps a story, or what stands inside one, where it is (锁定), and where that is written.

    `place` is a rectangle: of a story the page's rows and base columns, of what stands inside a
    story its slot's.  Without one it is where layout, slot or place say.  A story of several
    rectangles has them as `parts`; `form` is how it is dressed.
    """

    place: Range | None
    span: Span
    parts: tuple[Range, ...] = ()
    form: Dress = PLAIN


@frozen
class Pin:
    """Where a story without a slot stands: rows and base columns, both ends counted from 1.

    `locked`: the story's own 锁定 says so, not the page's 版式.  A story of several rectangles has
    them as `parts`; `form` is how it is dressed.
    """

    story: str
    rows: tuple[int, int]
    columns: tuple[int, int]
    span: Span
    locked: bool = False
    parts: tuple[Range, ...] = ()
    form: Dress = PLAIN

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Its rectangles: one, or its parts."""
        return self.parts or (Range(self.rows, self.columns),)
