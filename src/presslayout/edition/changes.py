"""The differences between two editions: text, moves, style, photos, furniture (SPEC §5).

Reflow alone is none: text is compared as text, places only by what an editor placed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.change import Aspect, Change, ChangeKind, PageSpot
from presslayout.edition.furnishings import furniture
from presslayout.edition.locate import Index, block_extent
from presslayout.edition.looks import face_names, look_of
from presslayout.edition.moves import blocks_of, frames, moves, shifts_of
from presslayout.edition.page import Edition, Glyphs
from presslayout.edition.pictures import paired, photos
from presslayout.edition.rewriting import rewrites
from presslayout.edition.roles import JUMP_HEAD, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.base.geometry import Box
    from presslayout.edition.page import Article
    from presslayout.edition.pictures import Pair
    from presslayout.edition.rewriting import Reworded

# Stories with so much of their text in common (0 nothing, 1 all) are one under another number.
RENUMBERED = 0.6
_FIRST = ("headline", "kicker", "deck", "byline", "body")


def changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Every difference, once: lost text first, then stories in the new order, then furniture."""
    both = Index(old.pages), Index(new.pages)
    found: list[Change] = []
    for before, after in _numbers(old, new):
        was, now = _texts_of(old, before), _texts_of(new, after)
        names = before, after
        if was is None or now is None:
            found += _whole(before or after, (was, now), (old, new))
            continue
        shown = paired(old, new, names, (was, now))
        found += _texts(names, (was, now), both, shown)
        found += _jumps(names, (old, new))
        styled = list(_styles(names, old, new, shown))
        # A headline of another size pushes what stands below it.
        pushed = any(change.part == "headline" for change in styled)
        moved = list(moves(names, (old, new), pushed=pushed))
        found += [*moved, *styled]
        shifts = shifts_of(moved, names, both)
        # A story that went to another page took its photos along.
        away = any(change.aspect == Aspect.PAGE for change in moved)
        found += [
            change
            for change in photos(shown, after, (was, now), shifts)
            if not (away and change.kind == ChangeKind.MOVE)
        ]
        if before != after:
            found = [replace(c, renumbered=before) if c.story == after else c for c in found]
    found += furniture(old, new)
    return tuple(sorted(found, key=lambda change: not change.is_loss))


def _numbers(old: Edition, new: Edition) -> list[tuple[str, str]]:
    """(old id, new id) of every story, "" where one side has none; one renumbered is the same."""
    from rapidfuzz.distance import Indel

    before = {a.id: a for a in old.articles}
    after = {a.id: a for a in new.articles}
    gone = [a for name, a in before.items() if name not in after]
    found = []
    for name, article in after.items():
        if name in before:
            found.append((name, name))
            continue
        scored = [
            (Indel.normalized_similarity(_said(one), _said(article)), -n, one.id)
            for n, one in enumerate(gone)
        ]
        score, _, other = max(scored, default=(0.0, 0, ""))
        known = score >= RENUMBERED
        gone = [one for one in gone if not known or one.id != other]
        found.append((other if known else "", name))
    return [*found, *((one.id, "") for one in gone)]


def _said(article: Article) -> str:
    return "\n".join(text for _, text in sorted(article.texts, key=lambda t: _rank(t[0])))


def _rank(part: str) -> tuple[int, str]:
    return (_FIRST.index(part) if part in _FIRST else len(_FIRST), part)


def _texts_of(edition: Edition, story: str) -> dict[str, str] | None:
    """The texts of a story; what it is called where it goes on is told as the page's words."""
    article = next((a for a in edition.articles if a.id == story), None) if story else None
    if article is None:
        return None
    return {part: text for part, text in article.texts if not part.startswith(JUMP_HEAD)}


def _whole(
    story: str,
    texts: tuple[dict[str, str] | None, dict[str, str] | None],
    editions: tuple[Edition, Edition],
) -> Iterator[Change]:
    """A story that came or went: all of it is one change."""
    gone, came = ("\n".join(t[p] for p in sorted(t, key=_rank)) if t else "" for t in texts)
    stands = [
        frames(e, story) if t is not None else {} for e, t in zip(editions, texts, strict=True)
    ]
    was, now = ([PageSpot(page, (box,)) for page, box in one.items()] for one in stands)
    first = next(iter(now or was), None)
    yield Change(
        ChangeKind.TEXT,
        first.page if first else None,
        story,
        "",
        gone,
        came,
        None,
        first.boxes if first else (),
        (was[0].page, was[0].boxes) if was else (None, ()),
        Aspect.STORY,
        also=(tuple(was[1:]), tuple(now[1:])),
    )


def _texts(
    names: tuple[str, str],
    texts: tuple[Mapping[str, str], Mapping[str, str]],
    both: tuple[Index, Index],
    shown: Pair,
) -> Iterator[Change]:
    """What was written otherwise, part by part; words of photos that came or went go with them."""
    before, after = texts
    renamed = {now: was for now, was in shown.renamed.items() if now in after or was in before}
    back = {was: now for now, was in renamed.items()}
    parts = [renamed.get(part, part) for part in sorted(after, key=_rank)]
    for was in dict.fromkeys([*parts, *sorted(before, key=_rank)]):
        part = back.get(was, was)
        if part in shown.alone and (was in before) != (part in after):
            continue
        one, other = before.get(was, ""), after.get(part, "")
        for rewrite in rewrites(one, other):
            yield _text(names, (was, part), (one, other), rewrite, both)


def _text(
    names: tuple[str, str],
    parts: tuple[str, str],
    texts: tuple[str, str],
    one: Reworded,
    both: tuple[Index, Index],
) -> Change:
    was = _spots(both[0], names[0], parts[0], *one.old)
    now = _spots(both[1], names[1], parts[1], *one.new)
    first = (now or was or [PageSpot(0, ())])[0]
    kind, aspect = ChangeKind.TEXT, Aspect.WORDS
    if one.moved:
        kind, aspect = ChangeKind.MOVE, Aspect.ORDER
    elif one.whole:
        aspect = Aspect.PARAGRAPH
    return Change(
        kind,
        first.page or None,
        names[1],
        parts[1],
        texts[0][slice(*one.old)],
        texts[1][slice(*one.new)],
        one.new[0],
        first.boxes,
        (was[0].page, was[0].boxes) if was else (None, ()),
        aspect,
        parts[0] if parts[0] != parts[1] else "",
        one.old[0],
        (tuple(was[1:]), tuple(now[1:])),
    )


def _spots(index: Index, story: str, part: str, start: int, stop: int) -> list[PageSpot]:
    """Where a stretch of a part stands, page by page; what is empty before what follows it."""
    pages = index.pages(story, part)
    found = [
        PageSpot(page.number, tuple(boxes))
        for page in pages
        if start < stop and (boxes := index.within(page, story, part, start, stop))
    ]
    if found:
        # A headline that is drawn again where a story goes on is another one.
        return found if part == "body" else found[:1]
    for page in pages:
        boxes = index.boxes(page, story, part, start, start + 1)
        if boxes:
            return [PageSpot(page.number, (replace(boxes[0], width=0),))]
    # Nothing follows: behind the last character.
    for page in pages[-1:]:
        for box in index.last(page, story, part):
            return [PageSpot(page.number, (replace(box, x=box.right, width=0),))]
    return []


def _jumps(
    names: tuple[str, str],
    editions: tuple[Edition, Edition],
) -> Iterator[Change]:
    """The words that pages add to a story: where it goes on, comes from, is called there."""
    sides = zip(editions, names, strict=True)
    before, after = (_added(edition, name) for edition, name in sides)
    for key in dict.fromkeys([*after, *before]):
        was, now = before.get(key), after.get(key)
        old, new = (one[0] if one else "" for one in (was, now))
        if old == new:
            continue
        first = (now or was or ("", PageSpot(0, ())))[1]
        stood = (was[1].page, was[1].boxes) if was else (None, ())
        yield Change(
            ChangeKind.TEXT, first.page, names[1], key[0], old, new, None, first.boxes, stood
        )


def _added(edition: Edition, story: str) -> dict[tuple[str, int], tuple[str, PageSpot]]:
    """Those words by what they are and how often that was there before."""
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    made: dict[tuple[str, int], tuple[str, PageSpot]] = {}
    for page in edition.pages:
        heads = set()
        for block in blocks_of(page, story):
            part = block.part
            if block.role == Role.HEADLINE:
                heads.add(part)
                # Editions of before call it a headline there, too.
                part = JUMP_HEAD if part in seen or part.startswith(JUMP_HEAD) else ""
            elif block.role == Role.JUMP:
                part = block.id.partition("/")[2]
            else:
                part = ""
            box = block_extent(block)
            if part and box is not None:
                words = "".join(i.text for i in block.items if isinstance(i, Glyphs))
                made[part, counts[part]] = words, PageSpot(page.number, (box,))
                counts[part] += 1
        seen |= heads
    return made


def _styles(names: tuple[str, str], old: Edition, new: Edition, shown: Pair) -> Iterator[Change]:
    """Parts whose face, size or ink is another, judged by most of their characters."""
    before, after = _looks(old, names[0]), _looks(new, names[1])
    for part, (look, page, box) in after.items():
        was = shown.renamed.get(part, part)
        if was in before and before[was][0] != look:
            past, stood, place = before[was]
            yield Change(
                ChangeKind.STYLE,
                page,
                names[1],
                part,
                past,
                look,
                None,
                (box,),
                (stood, (place,)),
                Aspect.LOOK,
                was if was != part else "",
            )


def _looks(edition: Edition, story: str) -> dict[str, tuple[str, int, Box]]:
    names = face_names(edition)
    made: dict[str, tuple[str, int, Box]] = {}
    for page in edition.pages:
        for block in blocks_of(page, story):
            runs = [i for i in block.items if isinstance(i, Glyphs)]
            box = block_extent(block)
            if not runs or box is None or not block.part or block.part in made:
                continue
            look = look_of(runs, names)
            made[block.part] = (look, page.number, box)
    return made
