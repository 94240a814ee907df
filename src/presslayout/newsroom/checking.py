"""All that can be said of an issue without writing anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Diagnostic, PresslayoutError, ordered
from presslayout.base.values import frozen, replace
from presslayout.delivery.report import Report
from presslayout.delivery.targets import TARGETS, Asker, judged
from presslayout.issue.load import partly
from presslayout.newsroom.additions import checking, used
from presslayout.newsroom.build import composed, pressed, versions, with_press
from presslayout.newsroom.exits import exit_code
from presslayout.newsroom.judged import formal, known, private
from presslayout.newsroom.options import Options
from presslayout.newsroom.proofread.facts import Fact
from presslayout.newsroom.proofread.form import FormVerdict
from presslayout.newsroom.proofread.reading import proofread

if TYPE_CHECKING:
    from presslayout.issue.workspace import Loaded


@frozen
class Checked:
    """What a check found, the facts that the copy claims, and how legal form was judged.

    `form` is None where page one is not there to be judged.
    """

    report: Report
    facts: tuple[Fact, ...]
    form: FormVerdict | None = None


def check(path: str | Path, options: Options | None = None) -> Checked:
    """An issue read, set and proofread, weighed as a proof weighs it; nothing is written.

    SpecError when the spec cannot be read, AssetError when a face or a picture cannot be opened.
    """
    wanted = options or Options()
    try:
        loaded, composition = composed(path, wanted)
    except PresslayoutError as fault:
        raise type(fault)(_with_more(fault, Path(path), wanted)) from fault
    proof = proofread(loaded, wanted.pages, plugged=True)
    verdict, odd = formal(loaded, composition)
    kept = private(loaded, wanted)
    asked = _of_press(loaded, wanted)
    found = ordered((*known(loaded, composition, wanted), *kept, *proof.found, *odd, *asked))
    found = judged(found, TARGETS["proof"], exit_code, strict=wanted.strict)
    shaped = used(loaded, composition.edition.press, wanted.target) | checking()
    report = Report(loaded.issue.file, versions() | shaped, found, composition.pages)
    return Checked(report, proof.facts, verdict)


def _with_more(fault: PresslayoutError, path: Path, options: Options) -> tuple[Diagnostic, ...]:
    """What stopped a check, and what can be told of the copy and the press all the same."""
    loaded = partly(path)
    if loaded is None:
        return fault.diagnostics
    copy = proofread(_placed(loaded, options.pages), options.pages, plugged=True).found
    waiting = {one.story.id for one in loaded.issue.unallotted}
    copy = tuple(replace(d, page=None) if d.story in waiting else d for d in copy)
    copy = judged(copy, TARGETS["proof"], exit_code, strict=options.strict)
    return ordered((*fault.diagnostics, *_of_press(loaded, options), *copy))


def _placed(loaded: Loaded, pages: frozenset[int] | None) -> Loaded:
    """An issue whose waiting stories are read as well: no page has them where nothing could be set."""
    issue = loaded.issue
    if not issue.unallotted or not issue.pages or pages is not None:
        return loaded
    first, *others = issue.pages
    stories = (*first.stories, *(one.on(first) for one in issue.unallotted))
    read = replace(issue, pages=(replace(first, stories=stories), *others))
    return replace(loaded, issue=read)


def _of_press(loaded: Loaded, options: Options) -> tuple[Diagnostic, ...]:
    """What is wrong with the press that was named, what it asks of its files among it."""
    askers = (Asker.PRESS, Asker.PLANT)
    try:
        pressed(with_press(loaded, options.press, askers), options.press, options.standard)
    except PresslayoutError as fault:
        return fault.diagnostics
    return ()
