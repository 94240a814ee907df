"""What an issue owes to those who signed its pages (SPEC §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout import signing
from presslayout.diagnostics import ERROR, WARNING, Diagnostic, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.diagnostics import Span
    from presslayout.record import Composition
    from presslayout.signing import Standing
    from presslayout.spec.workspace import Loaded

# So many changed blocks of a page are named.
CHANGED = 6


def file(loaded: Loaded) -> Path:
    """Where an issue's sign-offs stand."""
    return (loaded.workspace.root / loaded.issue.file).parent / signing.FILE


def hashes(loaded: Loaded) -> frozenset[str]:
    """The hashes of all pages that somebody signed."""
    return frozenset(s.hash for s in signing.read(file(loaded)) if s.whole)


def unsigned(loaded: Loaded, composition: Composition) -> Iterator[Diagnostic]:
    """Pages that are not as they were signed: errors where the paper asks for a round (SPEC §5)."""
    paper = loaded.issue.paper
    wanted = paper.require_signed
    known = signing.read(file(loaded))
    if not wanted and not known:
        return
    span = dict(paper.spans).get("require_signed", paper.span)
    for page in composition.edition.pages:
        stand = signing.standing(page, known, wanted)
        if stand.signed is not None or (not wanted and stand.last is None):
            continue
        yield _not_signed(stand, wanted, span)


def _not_signed(stand: Standing, wanted: str, span: Span) -> Diagnostic:
    severity = ERROR if wanted else WARNING
    if stand.last is None:
        message = Text(
            f"第{stand.page}版没有{wanted}签样", f"page {stand.page} is not signed for {wanted}"
        )
        hint = Text(
            f"presslayout sign 稿件单 --page {stand.page} --round {wanted} --by 姓名",
            f"presslayout sign ISSUE --page {stand.page} --round {wanted} --by NAME",
        )
        return Diagnostic("unsigned", severity, message, span, hint, stand.page)
    named = list(stand.changed[:CHANGED])
    more = len(stand.changed) - len(named)
    what = "、".join(named) + (f" 等 {len(stand.changed)} 处" if more else "")
    what_en = ", ".join(named) + (f" and {more} more" if more else "")
    if not stand.last.whole:
        what, what_en = "签样记录被改过", "the sign-off itself was edited"
    return Diagnostic(
        "changed-since-signed",
        severity,
        Text(
            f"第{stand.page}版{stand.last.round}签样（{stand.last.by}）之后改过：{what}",
            f"page {stand.page} changed since {stand.last.by} signed it ({stand.last.round}): "
            f"{what_en}",
        ),
        span,
        Text("看过改动，再签一次", "look at the changes and have it signed again"),
        stand.page,
    )
