"""The error rate of an issue from a log of errors: what was checked, what counts, whether it passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.newsroom import build, workplace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.read_rate import Method
    from presslayout.newsroom.options import Options
    from presslayout.newsroom.proofread.rate import Rate


@frozen
class Rated:
    """What was counted, and the published method that it was counted by."""

    rate: Rate
    method: Method


def rated(log: Path, issue: Path, options: Options, chars: int | None = None) -> Rated:
    """The rate of an issue's pages; `chars` were checked, else what their type areas come to.

    SpecError where the issue or the log cannot be read.
    """
    from presslayout.issue.read_rate import read_log, read_method
    from presslayout.newsroom.proofread.rate import checked_chars, rate

    loaded, composition = build.composed(issue, options)
    method = read_method(workplace.around(issue))
    errors = read_log(log.absolute(), loaded.workspace, method)
    if options.pages is not None:
        errors = tuple(e for e in errors if e.page is None or e.page in options.pages)
    decorative = frozenset(
        (story.id, photo.file)
        for page in loaded.issue.pages
        for story in page.stories
        for whole in story.photos
        if whole.decorative
        for photo in whole.group
    )
    checked = chars or checked_chars(composition.pages, loaded.templates, method, decorative)
    return Rated(rate(errors, checked, method), method)
