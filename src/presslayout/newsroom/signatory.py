"""Whoever signs: pages of an issue for a round, kept beside the sign-offs; the key that they sign with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.newsroom import build, keyring, signing, signoffs, workplace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.page import Edition
    from presslayout.newsroom.keyring import Key
    from presslayout.newsroom.options import Options
    from presslayout.newsroom.signing import Signature


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


def signed(issue: str, round_: str, by: str, at: str, options: Options) -> Signed:
    """Sign the pages of the options, as they stand; SpecError where the signer's key is elsewhere."""
    loaded, composition = build.composed(issue, options)
    key = signoffs.key_of(loaded, by)
    edition = composition.edition
    made = tuple(signing.sign(page, edition, round_, by, at, key) for page in edition.pages)
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


def _keep(folder: Path, edition: Edition) -> None:
    """Put what is signed beside the sign-offs, before anybody can say that it was."""
    from presslayout.edition import codec
    from presslayout.issue.sourcefile import written

    for page in edition.pages:
        path = signing.kept(folder, codec.hash_of(page))
        path.parent.mkdir(exist_ok=True)
        written(path, codec.dumps(signing.edition_of(page, edition)))
