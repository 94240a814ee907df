"""What page one says beside its stories, as it was written: where to turn to, and the weather."""

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
