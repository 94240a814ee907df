"""The way of a program: an issue is read, set, and delivered to as many targets as are wanted.

A forme is what a printer locks up: the pages of an issue as they are set, with all that a target
needs to be made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.memory import Memory
from presslayout.base.units import PAPERS
from presslayout.base.values import frozen
from presslayout.delivery.targets import Delivery
from presslayout.edition.page import Edition
from presslayout.edition.record import Composition, PageRecord
from presslayout.issue.workspace import Loaded
from presslayout.newsroom import build as whole
from presslayout.newsroom.options import EXTRAS, GALLEY, PRESS, Options
from presslayout.newsroom.outputs import output_folder
from presslayout.overlay.rounds import PROOF, ROUNDS


@frozen
class Forme:
    """The pages of an issue, set for a press, with the issue that they were set from.

    `loaded` has a slot for every story; `asked` are the numbers of the pages that were asked for,
    None for all of them; `cache` is the one that it was set with.
    """

    loaded: Loaded
    composition: Composition
    asked: frozenset[int] | None
    cache: Cache

    @property
    def edition(self) -> Edition:
        """Everything that is printed: where each glyph, shape and picture stands, and the copy."""
        return self.composition.edition

    @property
    def pages(self) -> tuple[PageRecord, ...]:
        """The record of each page: its stories with lines, overset and fitting, and its photos."""
        return self.composition.pages

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What reading and setting found; a delivery's report adds what its target asks."""
        return self.composition.diagnostics


def load(path: str | Path, *, memory: Memory | None = None) -> Loaded:
    """The issue in a spec file, or in a folder that holds one.

    `memory` spares reading files again that have not changed since it read them last.
    SpecError says all that is wrong: files that are no issue, keys, values, copy, missing files.
    """
    return whole.load(path, memory)


def compose(
    loaded: Loaded,
    press: str = PRESS,
    *,
    standard: str | None = None,
    pages: Iterable[int] | None = None,
    cache: Cache | None = None,
    memory: Memory | None = None,
) -> Forme:
    """The issue's pages set for a press, stories without a place put where they stand best.

    `press` is a printing condition of layout/press/; `standard` a PDF standard instead of the one
    that it names (x1a, x1a2001, x4, or one of a plug-in); `pages` the numbers of the pages that are
    wanted, all where it is None.  The cache is the user's own where none is given; with the same
    `memory` what has not changed since is not set again.
    SpecError when a page, a press or a standard is asked for that is not there, or the stories find
    no place; AssetError when a face, a picture or a plug-in cannot be used.
    """
    asked = None if pages is None else frozenset(pages)
    kept = cache if cache is not None else Cache.open()
    whole.check_pages(loaded, asked)
    condition = whole.pressed(loaded, press, standard)
    placed = whole.arranged(loaded, condition, kept, memory)
    made = whole.compose(placed, press, standard=standard, pages=asked, cache=kept, memory=memory)
    return Forme(placed, made, asked, kept)


def deliver(
    forme: Forme,
    folder: str | Path | None = None,
    target: str = "press",
    *,
    proof_round: str = PROOF,
    paper: str = "",
    galley: str = "all",
    strict: bool = False,
    verify: bool = True,
) -> Delivery:
    """Write what a target asks for, with edition.json and report.json beside it.

    `folder` is out/DATE/NAME in the workspace where none is given; `target` is press, proof,
    galley, archive, or one of a plug-in.  `proof_round` (一校 or first, …) and `paper` (A3, …) are
    a proof's, `galley` is the id of the story that a galley shows.  `strict` makes warnings errors;
    without `verify` what was written is not read back.
    DeliveryError when the target refuses the pages: its diagnostics, and report.json, say why; or
    when there is no such target.  SpecError when round, paper or story are none that we know.
    """
    _understood(proof_round, paper)
    wanted = Options(
        target=target,
        press=forme.edition.press.name,
        standard=forme.edition.press.standard,
        pages=forme.asked,
        strict=strict,
        verify=verify,
        cache=forme.cache,
        round=next((zh for zh, en in ROUNDS.items() if proof_round in (zh, en)), PROOF),
        paper=paper,
        galley=galley if target == GALLEY else "",
    )
    home = forme.loaded.workspace.root / forme.loaded.issue.file
    where = output_folder(home) if folder is None else Path(folder)
    return whole.deliver(forme.loaded, forme.composition, where, wanted)


def build(
    path: str | Path,
    folder: str | Path | None = None,
    options: Options | None = None,
    *,
    memory: Memory | None = None,
    told: Callable[[str], None] | None = None,
) -> Delivery:
    """From a spec's path to what stands on disk, as the command `build` does it.

    `folder` is out/DATE/NAME in the workspace where none is given.  With the same `memory`, issues
    built one after the other share the pages that are alike; `told` hears of each stage as it
    begins.  What a target refuses is no exception here: `product` is None then and `exit` not 0,
    and a product of before was put aside.
    SpecError when the spec cannot be read, or names what cannot be had.
    """
    where = None if folder is None else Path(folder)
    wanted = options or Options()
    _understood(wanted.round, wanted.paper)
    for extra in sorted(wanted.extras):
        _known("存档", "archives keep", extra, EXTRAS)
    return whole.build(Path(path), where, wanted, memory, told)


def variants(path: str | Path) -> tuple[Path, ...]:
    """The variants (县区版) of an issue: the specs beside it that name it as their base."""
    return whole.variants(Path(path))


def _understood(proof_round: str, paper: str) -> None:
    """SpecError where a word is none that proofs know."""
    rounds = [word for pair in ROUNDS.items() for word in pair]
    _known("校样", "proofs know", proof_round, rounds)
    _known("校样", "proofs know", paper, ["", *PAPERS])


def _known(zh: str, en: str, word: str, known: Sequence[str]) -> None:
    """SpecError where a word is none of these."""
    if word in known:
        return
    listed = "、".join(filter(None, known))
    raise SpecError(
        [
            Diagnostic(
                "usage",
                ERROR,
                Text(f"{zh}没有“{word}”", f"{en} no “{word}”"),
                hint=Text(f"可用：{listed}", f"known: {listed.replace('、', ', ')}"),
            )
        ]
    )
