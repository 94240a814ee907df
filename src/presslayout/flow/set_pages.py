"""Pages set: those that a story joins together, each such group by itself.

Nothing outside a group shapes its pages, so groups are set by any number of processes, and a group
whose inputs are the same is not set again, neither in this build nor in the next.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.assets.fonts import unknown_contents
from presslayout.base.cache import coming
from presslayout.base.errands import Errand, done
from presslayout.base.keeping import Anchor, Keeping, digest
from presslayout.base.processes import is_shared_out, spread
from presslayout.base.values import Same
from presslayout.flow.desks import named, reached, shared_by_pages
from presslayout.issue.kinds import OWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.cache import Cache
    from presslayout.flow.set_page import SetPages, Setting
    from presslayout.issue.issue import Issue, PageSpec

# What a group's inputs and its result look like when they are kept.
_FORMAT = "pages-2"


def groups(issue: Issue) -> list[tuple[PageSpec, ...]]:
    """The pages of an issue, those together that a story joins, in the order of their first.

    A filler is used once, so where there are any all pages are one group.
    """
    if issue.fillers:
        return [issue.pages]
    number_of = {spec.number: at for at, spec in enumerate(issue.pages)}
    first = [*range(len(issue.pages))]

    def root(at: int) -> int:
        while first[at] != at:
            at = first[at]
        return at

    for at, spec in enumerate(issue.pages):
        onward = [number_of.get(jump.page, at) for tale in spec.stories for jump in tale.jumps]
        joined = sorted({root(at), *map(root, onward)})
        for other in joined[1:]:
            first[other] = joined[0]
    found: dict[int, list[PageSpec]] = {}
    for at, spec in enumerate(issue.pages):
        found.setdefault(root(at), []).append(spec)
    return [tuple(found[at]) for at in sorted(found)]


def set_groups(
    wanted: Sequence[tuple[PageSpec, ...]], setting: Setting, keeping: Keeping | None
) -> list[SetPages]:
    """Every group set, in their order; what is known from before is not set again."""
    work = partial(_set, setting)
    if keeping is None:
        # What its slots give is remembered one by one.
        _load()
        return spread(work, wanted)
    shared: dict[frozenset[str] | None, str] = {}
    asked: dict[Same, frozenset[str]] = {}
    errands = []
    faces = [_faces_asked(group, setting, asked) for group in wanted]
    if coming:
        _made_beforehand(wanted, setting, keeping.cache, faces)
    for group, names in zip(wanted, faces, strict=True):
        anchor = Anchor(setting.loaded.issue.file, group[0].span.line)
        if names not in shared:
            shared[names] = digest(_FORMAT, shared_by_pages(setting.loaded, keeping, names))
        name = _key(group, setting, shared[names], anchor)
        designs = [setting.desks[spec.number].template for spec in group]
        # What a plug-in's slot shows may hang on anything.
        ours = all(slot.content in OWN for design in designs for slot in design.slots)
        errands.append(Errand(group, ("set", name, anchor), name if ours else "", anchor))
    if coming and is_shared_out(errands):
        # What is made beforehand is there for all processes, or each opens a dictionary of its own.
        from presslayout.base.beforehand import finish

        finish()
    return done(work, errands, keeping, setting.memory, _load)


def _made_beforehand(
    wanted: Sequence[tuple[PageSpec, ...]],
    setting: Setting,
    cache: Cache,
    faces: Sequence[frozenset[str] | None],
) -> None:
    """Have another process make what will be looked for, and hash half of the faces; the rest here."""
    from presslayout.base.beforehand import promise
    from presslayout.flow.foreseen import foreseen, halves

    names = frozenset().union(*(some for some in faces if some is not None))
    families = reached(None if None in faces else names, setting.loaded.families)
    others, ours = halves(unknown_contents(families.values(), cache))
    promise([*others, *foreseen(wanted, setting.desks)])
    for _, make in ours:
        make()


def _faces_asked(
    group: tuple[PageSpec, ...], setting: Setting, asked: dict[Same, frozenset[str]]
) -> frozenset[str] | None:
    """The families that a group may ask for; None where a drawing has letters, which may ask for any."""
    loaded = setting.loaded
    found: set[str] = set()
    for spec in group:
        design = loaded.templates[spec.template]
        if Same(design) not in asked:
            asked[Same(design)] = frozenset(named([design], loaded.families))
        found |= asked[Same(design)]
        found |= named([tale.style for tale in spec.stories], loaded.families)
        desk = setting.desks[spec.number]
        shown = [photo.file for tale in spec.stories for photo in tale.pictures]
        shown += [*(file for file, _ in spec.files), *(file for file, _ in design.drawings)]
        if any(file in desk.drawings for file in shown):
            return None
    return frozenset(found)


def _key(group: tuple[PageSpec, ...], setting: Setting, shared: str, anchor: Anchor) -> str:
    """The hash of all that shapes a group, wherever in its file it stands.

    It is not made again while all of that is the very same.
    """
    sites: list[tuple[object, ...]] = []
    for spec in group:
        desk = setting.desks[spec.number]
        files = [photo.file for tale in spec.stories for photo in tale.pictures]
        files += [file for file, _ in spec.files]
        files += [file for file, _ in desk.template.drawings]
        facts = tuple((file, desk.pictures[file]) for file in files if file in desk.pictures)
        sites.append((spec, desk.template, desk.paper, desk.press, facts, desk.faults))
    same = tuple((*map(Same, given), facts, faults) for *given, facts, faults in sites)
    return setting.memory.of(("digest", shared, same), partial(_hashed, sites, shared, anchor))


def _hashed(sites: Sequence[tuple[object, ...]], shared: str, anchor: Anchor) -> str:
    return digest(shared, sites, anchor=anchor)


def _load() -> None:
    """Load what sets pages: nothing of it where none is to be set."""
    from presslayout.flow import filled_pages  # noqa: F401


def _set(setting: Setting, group: tuple[PageSpec, ...]) -> SetPages:
    """The pages of a group."""
    from presslayout.flow.filled_pages import set_group

    return set_group(setting, group)
