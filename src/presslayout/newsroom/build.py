"""The whole way: an issue is read, laid out, judged and delivered.  Both wings meet here alone."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.cache import coming
from presslayout.base.diagnostics import (
    ERROR,
    AssetError,
    DeliveryError,
    Diagnostic,
    PresslayoutError,
    SpecError,
    Text,
)
from presslayout.base.memory import Memory
from presslayout.base.messages import MISSING
from presslayout.base.stopwatch import Stopwatch
from presslayout.base.values import frozen, replace
from presslayout.base.version import DICTIONARY, ENGINE, VERSION, installed
from presslayout.delivery import targets
from presslayout.delivery.order import Order, Painting
from presslayout.delivery.report import Report
from presslayout.delivery.shelf import shelf
from presslayout.delivery.targets import Delivery, judged, refuse, withdraw
from presslayout.delivery.targets import deliver as _deliver
from presslayout.edition import codec
from presslayout.edition.limits import Tolerances
from presslayout.edition.page import Edition
from presslayout.newsroom import signoffs
from presslayout.newsroom.additions import target_of, used
from presslayout.newsroom.commission import commission
from presslayout.newsroom.exits import exit_code
from presslayout.newsroom.judged import known, private, traced
from presslayout.newsroom.options import PRESS, PROOFS, Options
from presslayout.newsroom.outputs import output_folder
from presslayout.newsroom.unchanged import note, noted, probably_unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from presslayout.archive.extras import Extra
    from presslayout.archive.material import Material
    from presslayout.base.cache import Cache
    from presslayout.delivery.shelf import Shelf
    from presslayout.delivery.targets import Target
    from presslayout.edition.plant import Commission
    from presslayout.edition.press import Press
    from presslayout.edition.profile import PressProfile
    from presslayout.edition.record import Composition
    from presslayout.issue.workspace import Loaded
    from presslayout.overlay.page_remarks import Proofing
    from presslayout.preflight.worker import Verifier


@frozen
class _Run:
    """A build under way: what it makes, its clock, and whoever reads it back; None for nobody."""

    target: Target
    watch: Stopwatch
    verifier: Verifier | None


def load(path: str | Path, memory: Memory | None = None, cache: Cache | None = None) -> Loaded:
    """The issue in a spec file, or in a folder that holds one; SpecError says all that is wrong."""
    from presslayout.issue.load import load as read

    return read(Path(path), memory, cache=cache)


def arranged(
    loaded: Loaded, press: Press, cache: Cache | None = None, memory: Memory | None = None
) -> Loaded:
    """The issue with a slot for every story; AssetError when a face or picture cannot be opened."""
    if all(story.slot is not None for story in loaded.issue.stories):
        return loaded
    from presslayout.flow.arrange.choose import arranged as lay_out
    from presslayout.issue.read_press import press_profile_of

    loaded = _on_stock(loaded, press_profile_of(loaded, press.name))
    return lay_out(loaded, press, cache, memory)


def compose(
    loaded: Loaded,
    press: str = PRESS,
    *,
    standard: str | None = None,
    pages: frozenset[int] | None = None,
    cache: Cache | None = None,
    memory: Memory | None = None,
) -> Composition:
    """The pages of an issue for a press; AssetError when a face or picture cannot be opened."""
    from presslayout.flow.compose import compose as lay_out
    from presslayout.issue.read_press import press_profile_of

    condition = pressed(loaded, press, standard)
    loaded = _on_stock(loaded, press_profile_of(loaded, press))
    return lay_out(loaded, condition, pages=pages, cache=cache, memory=memory)


def composed(path: str | Path, options: Options) -> tuple[Loaded, Composition]:
    """An issue read, every story in a slot, and set; SpecError or AssetError say why it cannot be."""
    loaded = load(path, cache=options.cache)
    check_pages(loaded, options.pages)
    loaded = with_press(loaded, options.press)
    memory = Memory()
    press = pressed(loaded, options.press, options.standard)
    loaded = arranged(loaded, press, options.cache, memory)
    return loaded, compose(
        loaded,
        options.press,
        standard=options.standard,
        pages=options.pages,
        cache=options.cache,
        memory=memory,
    )


def deliver(
    loaded: Loaded, composition: Composition, folder: str | Path, options: Options | None = None
) -> Delivery:
    """Write what the target asks for; DeliveryError says why when it is refused."""
    wanted = options or Options()
    target = target_of(wanted.target)
    watch = Stopwatch()
    verifier = _verifier(wanted, target)
    try:
        with shelf(Path(folder)) as place:
            made = _deliver(
                order(loaded, composition, wanted, watch, verifier), target, place, exit_code
            )
    finally:
        if verifier is not None:
            verifier.close()
    if made.product is None:
        raise DeliveryError(made.report.diagnostics)
    return made


def variants(path: Path) -> tuple[Path, ...]:
    """The variants (县区版) of an issue: the files beside it that name it as their base."""
    from presslayout.issue.load import issue_file, workspace
    from presslayout.issue.variants import variants_of

    file = issue_file(path.absolute())
    return variants_of(file, workspace(file).root)


def build(
    path: Path,
    folder: Path | None,
    options: Options,
    memory: Memory | None = None,
    told: Callable[[str], None] | None = None,
) -> Delivery:
    """From a spec's path to what stands on disk.

    What is set goes into `memory`, where one is given: variants share their pages by it.  `told`
    hears of each stage as it begins.
    SpecError and DeliveryError when there is not even a report.
    """
    watch = Stopwatch(told=told)
    target = target_of(options.target)
    last = noted(path, options)
    helped = not last and options.cache.root is not None and _begun()
    # Whoever makes things beforehand has them ready sooner alone.
    verifier = _verifier(options, target, asleep=helped or probably_unchanged(last))
    try:
        return _build(path, folder, options, _Run(target, watch, verifier), memory)
    finally:
        if helped:
            _finished()
        if verifier is not None:
            verifier.close()


def _begun() -> bool:
    """Whether another process gets ready now to make what will be asked for."""
    from presslayout.assets.images import ready
    from presslayout.base import beforehand

    beforehand.begin(ready)
    return beforehand.is_there()


def _get_ready(loaded: Loaded, press: Press) -> None:
    from presslayout.assets.images import ready
    from presslayout.base import beforehand
    from presslayout.delivery.order import conversion_for
    from presslayout.issue.read_press import press_profile_of

    colours = press_profile_of(loaded, press.name).colours
    beforehand.get_ready(partial(ready, conversion_for(press, colours)))


def _finished() -> None:
    from presslayout.base import beforehand

    beforehand.finish()


def opened(path: Path, options: Options, memory: Memory | None = None) -> Loaded:
    """An issue read with the press that it is wanted for; SpecError when either cannot be used."""
    loaded = load(path, memory, options.cache)
    check_pages(loaded, options.pages)
    return with_press(loaded, options.press, target_of(options.target).asked, memory)


def with_press(
    loaded: Loaded, name: str, asked: Collection[str] = (), memory: Memory | None = None
) -> Loaded:
    """The issue with a press profile read once for all; SpecError tells what is wrong with it.

    The press's and the plant's own parts are looked at where these are among the `asked`: what is
    wrong there must not leave yesterday's page either.
    """
    from presslayout.issue.read_press import press_profile

    read = press_profile(loaded.workspace, name, memory)
    faults = read.faults(judged=targets.Asker.PRESS in asked, printed=targets.Asker.PLANT in asked)
    if faults:
        raise SpecError(faults)
    return replace(_on_stock(loaded, read), presses={**loaded.presses, name: read})


def _on_stock(loaded: Loaded, press: PressProfile) -> Loaded:
    """The issue with the faces that stand in for its own on the stock of a press."""
    if not press.faces:
        return loaded
    swapped = {name: loaded.families[other] for name, other in press.faces}
    return replace(loaded, families={**loaded.families, **swapped})


def pressed(loaded: Loaded, name: str, standard: str | None = None) -> Press:
    """The press of a profile's name, making files of `standard` if one is given."""
    from presslayout.issue.read_press import press_profile_of

    press = press_profile_of(loaded, name).press
    if not standard:
        return press
    from presslayout.edition.standards import known as known_standard

    return replace(press, standard=known_standard(standard))


def versions() -> dict[str, str]:
    """Of all that shapes the bytes: where these agree, outputs agree."""
    import zlib

    import uharfbuzz

    from presslayout.base import traditional

    return {
        "presslayout": VERSION,
        "python": sys.version.split()[0],
        "reportlab": installed("reportlab"),
        "uharfbuzz": str(uharfbuzz.__version__),
        "harfbuzz": str(uharfbuzz.version_string()),
        "pillow": installed("pillow", "PIL"),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        DICTIONARY: installed(DICTIONARY),
        traditional.LIBRARY: traditional.version(),
    }


def _build(
    path: Path,
    folder: Path | None,
    options: Options,
    run: _Run,
    memory: Memory | None,
) -> Delivery:
    target, watch = run.target, run.watch
    # What arranging looks at need not be looked at again when pages are composed.
    memory = memory if memory is not None else Memory()
    where = folder or output_folder(path)
    try:
        with watch.timed("load"):
            loaded = opened(path, options)
            press = pressed(loaded, options.press, options.standard)
        with watch.timed("arrange"):
            loaded = arranged(loaded, press, options.cache, memory)
    except SpecError as fault:
        if exit_code(fault.diagnostics) == MISSING:
            return _incomplete(path, where, options, fault, run)
        _unreadable(where, target)
        raise
    with shelf(where) as place:
        try:
            if coming:
                _get_ready(loaded, press)
                if run.verifier is not None:
                    run.verifier.wake()
            made = _set(loaded, press, options, run, place, memory)
        except (PresslayoutError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            # A fault of ours must not leave yesterday's page where today's is expected.
            withdraw(target, place)
            raise
    note(path, options, loaded)
    return made


def _set(
    loaded: Loaded,
    press: Press,
    options: Options,
    run: _Run,
    place: Shelf,
    memory: Memory | None,
) -> Delivery:
    from presslayout.flow.compose import compose as lay_out

    target, watch = run.target, run.watch
    try:
        composition = lay_out(
            loaded, press, pages=options.pages, cache=options.cache, memory=memory, watch=watch
        )
    except AssetError as fault:
        date = loaded.issue.paper.date
        paper, day = loaded.issue.paper.name, date.isoformat() if date else ""
        found = judged(
            (*loaded.diagnostics, *fault.diagnostics), target, exit_code, strict=options.strict
        )
        made = versions() | used(loaded, press, options.target)
        told = Report(loaded.issue.file, made, found, (), timings_ms=watch.timings_ms)
        empty = Edition(paper, day, ENGINE, (), (), (), press)
        return refuse(told, codec.dumps(empty), target, place, exit_code)
    ordered = order(loaded, composition, options, watch, run.verifier)
    return _deliver(ordered, target, place, exit_code)


def order(
    loaded: Loaded,
    composition: Composition,
    options: Options,
    watch: Stopwatch,
    verifier: Verifier | None = None,
) -> Order:
    """What a target is made of."""
    from presslayout.issue.read_press import press_profile_of
    from presslayout.newsroom.plain import letters_of

    with watch.timed("preflight"):
        found = known(loaded, composition, options)
    press, asked = composition.edition.press, target_of(options.target).asked
    return Order(
        painting=painting(loaded, composition, options, watch),
        composition=composition,
        found=found,
        issue=loaded.issue.file,
        versions=versions() | used(loaded, press, options.target),
        letters=letters_of(loaded.families),
        material=_material(loaded, composition, options) if targets.Asker.KEEPER in asked else None,
        extras=_extras(options),
        verifier=verifier,
        limits=press_profile_of(loaded, press.name).limits
        if targets.Asker.PRESS in asked
        else Tolerances(),
        traced=partial(traced, loaded, composition),
        private=partial(private, loaded, options),
        strict=options.strict,
        proofing=_proofing(loaded, composition, options, found, watch),
        commission=_commissioned(loaded, composition.edition)
        if targets.Asker.PLANT in asked
        else None,
        signed=signoffs.hashes(loaded) if targets.Asker.SIGNER in asked else frozenset(),
    )


def painting(
    loaded: Loaded, composition: Composition, options: Options, watch: Stopwatch | None = None
) -> Painting:
    """What the pages of an issue are painted from."""
    from presslayout.issue.read_press import press_profile_of

    edition = composition.edition
    return Painting(
        edition,
        tuple(page.hash for page in composition.pages),
        composition.sources,
        press_profile_of(loaded, edition.press.name).colours,
        options.cache,
        watch or Stopwatch(),
    )


def _material(loaded: Loaded, composition: Composition, options: Options) -> Material:
    """What an archive keeps of the issue beside its pages."""
    from presslayout.newsroom.archived import material

    return material(loaded, options.pages, {one.id for one in composition.edition.articles})


def _extras(options: Options) -> frozenset[Extra]:
    if not options.extras:
        return frozenset()
    from presslayout.archive.extras import Extra

    return frozenset(map(Extra, options.extras))


def _commissioned(loaded: Loaded, edition: Edition) -> Commission | None:
    """What the plant wants, and who signed the pages that it gets."""
    wanted = commission(loaded, edition.press.name)
    return wanted and replace(wanted, signed=signoffs.holding(loaded, edition))


def _proofing(
    loaded: Loaded,
    composition: Composition,
    options: Options,
    found: tuple[Diagnostic, ...],
    watch: Stopwatch,
) -> Proofing | None:
    """What a proof says; None for a target that is no proof, which does not wait for its modules."""
    if options.target not in PROOFS:
        return None
    from presslayout.newsroom.proofing import proofing

    return proofing(loaded, composition, options, found, watch)


def check_pages(loaded: Loaded, pages: frozenset[int] | None) -> None:
    """SpecError when a page is asked for that the issue does not have."""
    known = {page.number for page in loaded.issue.pages}
    unknown = sorted((pages or frozenset()) - known)
    if unknown:
        listed, all_ = "、".join(map(str, unknown)), "、".join(map(str, sorted(known)))
        raise SpecError(
            [
                Diagnostic(
                    "no-such-page",
                    ERROR,
                    Text(f"这一期没有第 {listed} 版", f"the issue has no page {listed}"),
                    hint=Text(f"有第 {all_} 版", f"it has {all_}"),
                )
            ]
        )


def _incomplete(
    path: Path,
    where: Path,
    options: Options,
    fault: SpecError,
    run: _Run,
) -> Delivery:
    """A spec that is right, and names a picture or a profile that is not there: a report says so."""
    from presslayout.issue.files import relative
    from presslayout.issue.load import issue_file, workspace

    target, watch = run.target, run.watch
    file = issue_file(path.absolute())
    told = Report(
        relative(file, workspace(file).root),
        versions(),
        judged(fault.diagnostics, target, exit_code, strict=options.strict),
        (),
        timings_ms=watch.timings_ms,
    )
    with shelf(where) as place:
        return refuse(told, None, target, place, exit_code)


def _unreadable(where: Path, target: Target) -> None:
    """What must stand on disk when the spec cannot be read: no page of yesterday's."""
    if not target.withdraws or not where.is_dir():
        return
    with shelf(where) as place:
        withdraw(target, place)


def _verifier(options: Options, target: Target, *, asleep: bool = False) -> Verifier | None:
    """Who reads back, at work from now on; `asleep` until there is something that was never read."""
    if not options.verify or not target.claimed:
        return None
    from presslayout.preflight.worker import Verifier

    return Verifier() if asleep else Verifier.start()
