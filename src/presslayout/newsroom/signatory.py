"""Whoever signs: pages of an issue for a round, kept beside the sign-offs; the key that they sign with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.values import frozen
from presslayout.newsroom import build, keyring, signing, signoffs, workplace
from presslayout.newsroom.options import ROUND_NAMES, ROUND_WORDS, guessed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presslayout.edition.page import Edition
    from presslayout.newsroom.keyring import Key
    from presslayout.newsroom.options import Options
    from presslayout.newsroom.signing import Signature, Signer

# The last second of the year 9999.
_LATEST = 253_402_300_799


@frozen
class Signed:
    """The sign-offs that were written, and the file that holds them."""

    lines: tuple[Signature, ...]
    file: Path


@frozen
class Published:
    """A signer's key, where its public half stands, and whether it was made now."""

    key: Key
    file: Path
    fresh: bool


def now(environ: Mapping[str, str] | None = None) -> str:
    """The time of this machine as a sign-off bears it, to the second, with its offset from UTC.

    Where the environment says which time things are made at (SOURCE_DATE_EPOCH), that, in UTC.
    """
    import datetime as dt

    told = (os.environ if environ is None else environ).get("SOURCE_DATE_EPOCH", "")
    if told.isascii() and told.isdigit() and int(told) <= _LATEST:
        moment = dt.datetime.fromtimestamp(int(told), dt.UTC)
    else:
        moment = dt.datetime.now(dt.UTC).astimezone()
    return moment.isoformat(timespec="seconds")


def signed(issue: str, signer: Signer, options: Options) -> Signed:
    """Sign the pages of the options, as they stand.

    SpecError where the signer's key is elsewhere, or the round is none: neither one of those that
    proofs are made for nor the one that the issue asks for.
    """
    loaded, composition = build.composed(issue, options)
    if signer.round not in (*ROUND_WORDS, loaded.issue.paper.require_signed):
        raise SpecError([_no_round(signer.round, loaded.issue.paper.require_signed)])
    key = signoffs.key_of(loaded, signer.by)
    edition = composition.edition
    made = tuple(signing.sign(page, edition, signer, key) for page in edition.pages)
    file = signoffs.file(loaded)
    _keep(file.parent, edition)
    from presslayout.issue.sourcefile import appended

    appended(file, [signing.line(one) for one in made])
    return Signed(made, file)


def published(name: str, beside: Path) -> Published:
    """A new key of a name, or the one that this machine has, published in the workspace of a path.

    SpecError for a path in no workspace, a name that no file can bear.
    """
    return Published(*keyring.made(name, workplace.around(beside).root))


def _no_round(word: str, asked: str) -> Diagnostic:
    known = (*ROUND_WORDS, asked) if asked else ROUND_WORDS
    meant = guessed(word, known)
    names = tuple(dict.fromkeys((*ROUND_NAMES, asked) if asked else ROUND_NAMES))
    return Diagnostic(
        "unknown-round",
        ERROR,
        Text(f"没有“{word}”这一校{meant.zh}", f"there is no round {word}{meant.en}"),
        hint=Text(
            f"--round 写 {' '.join(names)}；报社自己的校次先写进稿件单的「付印须签样」",
            f"--round is one of {' '.join(names)}; a round of the paper's own stands in the spec's "
            "require_signed first",
        ),
    )


def _keep(folder: Path, edition: Edition) -> None:
    """Put what is signed beside the sign-offs, before anybody can say that it was."""
    from presslayout.edition import codec
    from presslayout.issue.sourcefile import written

    for page in edition.pages:
        path = signing.kept(folder, codec.hash_of(page))
        path.parent.mkdir(exist_ok=True)
        written(path, codec.dumps(signing.edition_of(page, edition)))
