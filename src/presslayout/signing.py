"""Sign-offs (签样): who found which page good in which round, bound to what stood on the page.

One line a sign-off in 签样.jsonl beside the issue, so that two people's lines merge.  A line holds
the page's hash, a short digest of every block (so that what changed can be named) and a seal over
the rest of the line: a line that was edited does not count.  What was signed stands beside it, page
by page, in 签样/HASH.json: `diff` and the preview compare with it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from presslayout import filelines
from presslayout.codec import canonical, dump_block, hash_of
from presslayout.page import Glyphs, Picture
from presslayout.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from presslayout.page import Edition, Page

FILE = "签样.jsonl"
# The folder beside it that holds each signed page as an edition.json of its own, by its hash.
KEPT = "签样"
# Digits of a block's digest: enough to tell two states of one block apart.
SHORT = 12


@frozen
class Signature:
    """One line: page, round, who, when (as the caller gave it, or ""), hash, digests by block.

    `whole` is false where the line was edited after it was written.
    """

    page: int
    round: str
    by: str
    at: str
    hash: str
    blocks: tuple[tuple[str, str], ...]
    whole: bool = True


@frozen
class Standing:
    """Whether a page is as it was signed: by whom, or what changed since."""

    page: int
    signed: Signature | None
    last: Signature | None
    changed: tuple[str, ...] = ()


def sign(page: Page, round_: str, by: str, at: str) -> Signature:
    """The sign-off of a page as it stands."""
    return Signature(page.number, round_, by, at, hash_of(page), _digests(page))


def line(signature: Signature) -> str:
    """The line of a sign-off, sealed."""
    plain = _plain(signature)
    return json.dumps(plain | {"seal": _seal(plain)}, ensure_ascii=False, sort_keys=True)


def read(path: Path) -> tuple[Signature, ...]:
    """Every sign-off of a file, in order; what is no line of ours is left out."""
    if not path.is_file():
        return ()
    found = []
    for text in filelines.records(path.read_bytes().decode("utf-8")):
        signature = _parsed(text)
        if signature is not None:
            found.append(signature)
    return tuple(found)


def standing(page: Page, signatures: Sequence[Signature], round_: str = "") -> Standing:
    """Whether a sign-off (of a round, if one is named) holds for the page as it is now."""
    own = [s for s in signatures if s.page == page.number and (not round_ or s.round == round_)]
    now = hash_of(page)
    holds = next((s for s in reversed(own) if s.whole and s.hash == now), None)
    last = own[-1] if own else None
    changed: tuple[str, ...] = ()
    if holds is None and last is not None and last.whole:
        changed = tuple(_apart(dict(last.blocks), dict(_digests(page))))
    return Standing(page.number, holds, last, changed)


def differing(one: Page, other: Page) -> Iterator[str]:
    """The ids of blocks that two states of a page do not have in common."""
    return _apart(dict(_digests(one)), dict(_digests(other)))


def _apart(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    names = dict.fromkeys([*after, *before])
    return (name for name in names if before.get(name) != after.get(name))


def _digests(page: Page) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            (block.id, hashlib.sha256(canonical(dump_block(block))).hexdigest()[:SHORT])
            for block in page.blocks
        )
    )


def _plain(signature: Signature) -> dict[str, Any]:
    return {
        "page": signature.page,
        "round": signature.round,
        "by": signature.by,
        "at": signature.at,
        "hash": signature.hash,
        "blocks": dict(signature.blocks),
    }


def _seal(plain: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(plain)).hexdigest()


def _parsed(text: str) -> Signature | None:
    try:
        plain = json.loads(text)
        seal = plain.pop("seal", "")
        signature = Signature(
            int(plain["page"]),
            str(plain["round"]),
            str(plain["by"]),
            str(plain["at"]),
            str(plain["hash"]),
            tuple((str(k), str(v)) for k, v in plain["blocks"].items()),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    whole = seal == _seal(_plain(signature)) and plain == _plain(signature)
    return signature if whole else _broken(signature)


def _broken(signature: Signature) -> Signature:
    return Signature(
        signature.page, signature.round, signature.by, signature.at, signature.hash,
        signature.blocks, whole=False,
    )  # fmt: skip


def kept(folder: Path, hash_: str) -> Path:
    """Where the edition of a page that was signed stands, for whoever compares with it."""
    return folder / KEPT / f"{hash_}.json"


def edition_of(page: Page, edition: Edition) -> Edition:
    """The edition of one page: its stories, faces and pictures alone."""
    shown = {block.story for block in page.blocks}
    used = {item.face if isinstance(item, Glyphs) else item.image
            for block in page.blocks for item in block.items
            if isinstance(item, Glyphs | Picture)}  # fmt: skip
    return replace(
        edition,
        pages=(page,),
        articles=tuple(a for a in edition.articles if a.id in shown),
        assets=tuple(a for a in edition.assets if a.key in used),
    )
