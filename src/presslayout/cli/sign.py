"""`sign`: a page found good, and the key of whoever says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli.arguments import UsageError, page_numbers
from presslayout.cli.voice import relative
from presslayout.newsroom import signatory
from presslayout.newsroom.options import PRESS, Options
from presslayout.newsroom.signing import Signer
from presslayout.newsroom.signoffs import signer as signer_of

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.signing import Signature


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Write the sign-offs, or make a key."""
    if arguments.new_key is not None:
        return _new_key(arguments, voice)
    round_, by = (arguments.round or "").strip(), (arguments.by or "").strip()
    if not (arguments.issue and arguments.page and round_ and by):
        raise UsageError(
            Text(
                "稿件单、--page、--round 和 --by 都要写",
                "the issue, --page, --round and --by are all wanted",
            )
        )
    options = Options(
        press=arguments.press or PRESS,
        pages=page_numbers(arguments.page, "--page"),
        cache=Cache.open(),
    )
    at = signatory.now() if arguments.at is None else arguments.at.strip()
    signer = Signer(round_, by, at, (arguments.role or "").strip())
    made = signatory.signed(arguments.issue, signer, options)
    if voice.json:
        voice.object({"signed": [_plain(one) for one in made.lines], "diagnostics": []})
        return messages.OK
    where = relative(made.file)
    for one in made.lines:
        how, how_en = ("签样", "signed") if one.key else ("封样（没有钥匙）", "sealed (no key)")
        who, at_ = signer_of(one), f"{one.at}，" if one.at else ""
        when = f", {one.at}" if one.at else ""
        voice.say(
            f"第{one.page}版 {one.round} {how}：{who.zh}，{at_}{one.hash[:12]}，写在 {where}",
            f"page {one.page} {how_en}, {one.round}, by {who.en}{when}: {one.hash[:12]} in {where}",
        )
    return messages.OK


def _plain(one: Signature) -> dict[str, Any]:
    return {
        "page": one.page,
        "round": one.round,
        "by": one.by,
        "role": one.role or None,
        "at": one.at,
        "hash": one.hash,
        "state": one.proof.value,
        "key": one.key or None,
    }


def _new_key(arguments: argparse.Namespace, voice: Voice) -> int:
    """Make a signer's key, or publish the one that this machine has in another workspace."""
    name = arguments.new_key.strip()
    made = signatory.published(name, Path(arguments.issue or "."))
    fingerprint, file = made.key.fingerprint, relative(made.file)
    if voice.json:
        told = {"name": name, "fingerprint": fingerprint, "file": file, "new": made.fresh}
        voice.object({"key": told, "diagnostics": []})
        return messages.OK
    kind, kind_en = (
        ("新钥匙", "new key") if made.fresh else ("本机已有的钥匙", "the key of this machine")
    )
    voice.say(
        f"{name} 的{kind} {fingerprint}，公钥写在 {file}；私钥在本机的用户设置里",
        f"{kind_en} of {name}: {fingerprint}, its public half in {file}; the "
        "private one lies in your own settings",
    )
    return messages.OK
