"""Sign-offs (签样): who found which page good in which round, bound to what stood on the page.

One line a sign-off in 签样.jsonl beside the issue, so that two people's lines merge.  A line holds
the page's hash, what the page is printed with (condition, profile, faces, pictures), a short digest
of every block and of every file (so that what changed can be named), who signs as what and when,
the signature of whoever has a key, and a seal
over the rest.  A seal without a signature shows that a line was edited by mistake; whoever can write
the file can make one, so it is told apart from what a key signed.  What was signed stands beside it,
page by page, in 签样/HASH.json: `diff` and the preview compare with it.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.values import fields, frozen, replace
from presslayout.edition.codec import canonical, dump_block, hash_of
from presslayout.edition.page import Glyphs, Picture, Placed
from presslayout.overlay.rounds import ROUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from presslayout.edition.page import Edition, Page
    from presslayout.edition.press import Press
    from presslayout.newsroom.keyring import Key

# A round as English writers call it, and its name.
ROUNDS_TOLD = {en: zh for zh, en in ROUNDS.items()}
FILE = "签样.jsonl"
# The folder beside it that holds each signed page as an edition.json of its own, by its hash.
KEPT = "签样"
# Digits of a block's digest: enough to tell two states of one block apart.
SHORT = 12
# What no page looks different by: names, the standard that wraps it, limits that only judge; and the
# profile, which is bound by its content.
_APART_FROM_CONDITION = frozenset(
    ("name", "standard", "profile", "profile_sha256", "ink_advised", "ppi_error")
)
# Whoever can write a file can make it long; a day's sign-offs are some hundred lines.
MOST_BYTES = 16_000_000


class Evidence(StrEnum):
    """What a line proves.

    signed: its signer's key made it.  sealed: nobody with a key, and whole.  edited: its seal does
    not fit.  unproved: its signer has a key that did not make it, or it says to be of a key that
    nobody knows here.  unbound: from before sign-offs named the issue and what it is printed with.
    """

    SIGNED = "signed"
    SEALED = "sealed"
    EDITED = "edited"
    UNPROVED = "unproved"
    UNBOUND = "unbound"


@frozen
class Signature:
    """One line: page, round, who, when (as the caller gave it, or ""), and what it is bound to.

    `blocks` are digests by block; `bound` digests of issue, condition, profile, faces and pictures;
    `files` those of the faces and pictures by their names, none in lines from before they were
    written.  `role` is what the signer signs as, or ""; `key` is the fingerprint of the key that
    signed, "" for a seal alone.
    """

    page: int
    round: str
    by: str
    at: str
    hash: str
    blocks: tuple[tuple[str, str], ...]
    bound: tuple[tuple[str, str], ...] = ()
    key: str = ""
    signature: str = ""
    proof: Evidence = Evidence.SEALED
    role: str = ""
    files: tuple[tuple[str, str], ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it says anything of a page that is as it says."""
        return self.proof in (Evidence.SIGNED, Evidence.SEALED)


@frozen
class Signoffs:
    """The lines of a file in their order, and the numbers of those that are none of ours."""

    lines: tuple[Signature, ...] = ()
    damaged: tuple[int, ...] = ()

    @property
    def counting(self) -> tuple[Signature, ...]:
        """The lines that count."""
        return tuple(one for one in self.lines if one.counts)


@frozen
class Standing:
    """Whether a page is as it was signed: by whom, or what changed since.

    `changed` are blocks; `apart` what of condition, profile, faces and pictures is another, `files`
    the names of the faces and pictures that are, where the line knows them.  `titles` are the
    headlines of its stories by their ids.
    """

    page: int
    signed: Signature | None
    last: Signature | None
    changed: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()

    @property
    def state(self) -> str:
        """`signed`, `sealed` (no key), `changed`, or `unsigned` where nobody signed the page."""
        if self.signed is not None:
            return self.signed.proof.value
        return "changed" if self.last is not None else "unsigned"


@frozen
class Signer:
    """Who signs for which round, when ("" where nobody says), and as what ("" for the name alone)."""

    round: str
    by: str
    at: str = ""
    role: str = ""


def sign(page: Page, edition: Edition, signer: Signer, key: Key | None = None) -> Signature:
    """The sign-off of a page as it stands, signed by its signer's key where there is one."""
    bare = Signature(
        page.number,
        signer.round,
        signer.by,
        signer.at,
        hash_of(page),
        _digests(page),
        bound(page, edition),
        role=signer.role,
        files=_files(page, edition),
    )
    if key is None:
        return bare
    named = replace(bare, key=key.fingerprint)
    return replace(named, signature=key.sign(canonical(_plain(named))), proof=Evidence.SIGNED)


def line(signature: Signature) -> str:
    """The line of a sign-off, sealed."""
    plain = _signed(signature)
    return json.dumps(plain | {"seal": _seal(plain)}, ensure_ascii=False, sort_keys=True)


def read(path: Path, keys: Mapping[str, tuple[str, ...]] | None = None) -> Signoffs:
    """Every sign-off of a file, in order, judged by the public keys of its signers.

    A line that is damaged costs itself alone: its number is told.
    """
    try:
        data = doors.read(path, MOST_BYTES)
    except OSError:
        return Signoffs()
    found: list[Signature] = []
    damaged: list[int] = []
    for number, raw in enumerate(data.split(b"\n"), 1):
        if not raw.strip():
            continue
        signature = _parsed(raw, keys or {})
        if signature is None:
            damaged.append(number)
        else:
            found.append(signature)
    return Signoffs(tuple(found), tuple(damaged))


def one_round(word: str, other: str) -> bool:
    """Whether two words name one round, in either language."""
    return ROUNDS_TOLD.get(word, word) == ROUNDS_TOLD.get(other, other)


def standing(page: Page, edition: Edition, signoffs: Signoffs, round_: str = "") -> Standing:
    """Whether a sign-off (of a round, if one is named) holds for the page as it is printed now."""
    own = [
        s
        for s in signoffs.lines
        if s.page == page.number and (not round_ or one_round(s.round, round_))
    ]
    now, with_ = {hash_of(page)}, bound(page, edition)
    before = page
    if any(s.hash not in now for s in own):
        from presslayout.edition.earlier import earlier

        # What was signed before words of the paper's own had blocks is signed still.
        before = earlier(page)
        now.add(hash_of(before))
    held = [s for s in reversed(own) if s.counts and s.hash in now and s.bound == with_]
    # What a key signed stays signed, whoever seals the page after.
    holds = next((s for s in held if s.proof is Evidence.SIGNED), held[0] if held else None)
    last = own[-1] if own else None
    changed: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    if holds is None and last is not None and last.counts:
        told = (tuple(_apart(dict(last.blocks), dict(_digests(one)))) for one in (page, before))
        changed = min(told, key=len)
        apart = tuple(_apart(dict(last.bound), dict(with_)))
        if last.files:
            files = tuple(_apart(dict(last.files), dict(_files(page, edition))))
    return Standing(page.number, holds, last, changed, apart, files, tuple(_titles(page, edition)))


def _titles(page: Page, edition: Edition) -> Iterator[tuple[str, str]]:
    own = {block.story for block in page.blocks}
    for article in edition.articles:
        if article.id in own:
            yield article.id, dict(article.texts).get("headline", "")


def bound(page: Page, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Digests of the issue that a page belongs to and of what it is printed with.

    Its own hash does not hold them: a page without a folio is the same on two days, and to be good
    for one is not to be good for the other.
    """
    used = _used(page)
    assets = [(a.kind, a.key, a.sha256) for a in edition.assets if a.key in used]
    return (
        ("condition", _digest(_condition(edition.press))),
        ("faces", _digest(sorted(key for kind, *key in assets if kind == "face"))),
        ("issue", _digest([edition.paper, edition.date])),
        ("pictures", _digest(sorted(key for kind, *key in assets if kind != "face"))),
        ("profile", edition.press.profile_sha256),
    )


def differing(one: Page, other: Page) -> tuple[str, ...]:
    """The ids of blocks that two states of a page do not have in common.

    The other may be as editions of before had it.
    """
    from presslayout.edition.earlier import earlier

    known = dict(_digests(other))
    found = (tuple(_apart(dict(_digests(page)), known)) for page in (one, earlier(one)))
    return min(found, key=len)


def _files(page: Page, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Short digests of the faces and pictures that a page shows, by the names of their files."""
    used = _used(page)
    return tuple(sorted({(a.file, a.sha256[:SHORT]) for a in edition.assets if a.key in used}))


def _condition(press: Press) -> dict[str, object]:
    return {
        f.name: getattr(press, f.name) for f in fields(press) if f.name not in _APART_FROM_CONDITION
    }


def _used(page: Page) -> set[str]:
    """The keys of the faces and pictures that a page shows."""
    used: set[str] = set()
    for block in page.blocks:
        for item in block.items:
            match item:
                case Glyphs():
                    used.add(item.face)
                case Picture():
                    used.add(item.image)
                case Placed():
                    used.add(item.document)
                case _:
                    pass
    return used


def _apart(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    names = dict.fromkeys([*after, *before])
    return (name for name in names if before.get(name) != after.get(name))


def _digests(page: Page) -> tuple[tuple[str, str], ...]:
    pieces: dict[str, list[object]] = {}
    for block in page.blocks:
        pieces.setdefault(block.id, []).append(dump_block(block))
    return tuple(
        (name, _digest(made[0] if len(made) == 1 else made)[:SHORT])
        for name, made in sorted(pieces.items())
    )


def _digest(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def _plain(signature: Signature) -> dict[str, Any]:
    """What a key signs; a line from before sign-offs were bound has nothing of the second half."""
    plain: dict[str, Any] = {
        "page": signature.page,
        "round": signature.round,
        "by": signature.by,
        "at": signature.at,
        "hash": signature.hash,
        "blocks": dict(signature.blocks),
    }
    if signature.bound:
        plain["bound"] = dict(signature.bound)
    if signature.role:
        plain["role"] = signature.role
    if signature.files:
        plain["files"] = dict(signature.files)
    if signature.key:
        plain["key"] = signature.key
    return plain


def _signed(signature: Signature) -> dict[str, Any]:
    plain = _plain(signature)
    return plain | {"signature": signature.signature} if signature.signature else plain


def _seal(plain: dict[str, Any]) -> str:
    return _digest(plain)


def _parsed(raw: bytes, keys: Mapping[str, tuple[str, ...]]) -> Signature | None:
    """The sign-off of a line, judged; None for what is no line of ours."""
    try:
        plain = json.loads(raw.decode("utf-8"))
        seal = plain.pop("seal", "")
        signature = _typed(plain)
        whole = seal == _seal(plain) and plain == _signed(signature)
        message = canonical(_plain(signature))
    except doors.JSON.faults():
        return None
    return replace(signature, proof=_proof(signature, message, keys) if whole else Evidence.EDITED)


def _typed(plain: dict[str, Any]) -> Signature:
    """The fields of a line; TypeError where one is of another kind than we write."""
    words = [plain[name] for name in ("round", "by", "at", "hash")]
    proofs = [plain.get(name, "") for name in ("key", "signature")]
    role = plain.get("role", "")
    tables = [plain.get(name, {}) for name in ("blocks", "bound", "files")]
    told = [
        *words,
        *proofs,
        role,
        *(word for table in tables for pair in table.items() for word in pair),
    ]
    if type(plain["page"]) is not int or not all(isinstance(word, str) for word in told):
        raise TypeError
    round_, by, at, hash_ = words
    key, signature = proofs
    blocks, with_, files = (tuple(table.items()) for table in tables)
    return Signature(
        plain["page"], round_, by, at, hash_, blocks, with_, key, signature, role=role, files=files
    )


def _proof(signature: Signature, message: bytes, keys: Mapping[str, tuple[str, ...]]) -> Evidence:
    # A cold build of an issue that nobody signed waits for no keys.
    from presslayout.newsroom import keyring

    known = keyring.of(keys, signature.by)
    proof = Evidence.SEALED
    if known or signature.key or signature.signature:
        made_by = keyring.proves(known, signature.signature, message)
        proof = Evidence.SIGNED if made_by and made_by == signature.key else Evidence.UNPROVED
    if proof is not Evidence.UNPROVED and "issue" not in dict(signature.bound):
        return Evidence.UNBOUND
    return proof


def kept(folder: Path, hash_: str) -> Path:
    """Where the edition of a page that was signed stands, for whoever compares with it."""
    return folder / KEPT / f"{hash_}.json"


def edition_of(page: Page, edition: Edition) -> Edition:
    """The edition of one page: its stories, faces and pictures alone."""
    shown = {block.story for block in page.blocks}
    used = _used(page)
    return replace(
        edition,
        pages=(page,),
        articles=tuple(a for a in edition.articles if a.id in shown),
        assets=tuple(a for a in edition.assets if a.key in used),
    )
