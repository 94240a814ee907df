"""`sign` and `verify`: a page found good, and whether a file is what was found good."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli.arguments import UsageError, page_numbers
from presslayout.cli.voice import relative
from presslayout.delivery import report
from presslayout.newsroom import build, signing, signoffs
from presslayout.newsroom.options import PRESS, Options
from presslayout.newsroom.outputs import found

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from presslayout.cli.voice import Voice
    from presslayout.edition.page import Edition
    from presslayout.newsroom.same import Compared

_NAMED = 6
_LONGEST = 40


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Write the sign-offs, or make a key."""
    if arguments.new_key is not None:
        return _new_key(arguments, voice)
    from presslayout.issue.sourcefile import appended

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
        pages=page_numbers(arguments.page),
        cache=Cache.open(),
    )
    loaded, composition = build.composed(arguments.issue, options)
    key = signoffs.key_of(loaded, by)
    edition = composition.edition
    made = [
        signing.sign(page, edition, round_, by, arguments.at or "", key) for page in edition.pages
    ]
    path = signoffs.file(loaded)
    _keep(path.parent, edition)
    appended(path, [signing.line(one) for one in made])
    if voice.json:
        signed = [
            {
                "page": s.page,
                "round": s.round,
                "by": s.by,
                "hash": s.hash,
                "state": s.proof.value,
                "key": s.key or None,
            }
            for s in made
        ]
        voice.object({"signed": signed, "diagnostics": []})
        return messages.OK
    for one in made:
        how, how_en = ("签样", "signed") if one.key else ("封样（没有钥匙）", "sealed (no key)")
        voice.say(
            f"第{one.page}版 {one.round} {how}：{one.by}，{one.hash[:12]}，写在 {relative(path)}",
            f"page {one.page} {how_en}, {one.round}, by {one.by}: {one.hash[:12]} in {relative(path)}",
        )
    return messages.OK


def _new_key(arguments: argparse.Namespace, voice: Voice) -> int:
    """Make a signer's key, or publish the one that this machine has in another workspace."""
    from presslayout.issue.load import workspace
    from presslayout.newsroom import keyring

    name = arguments.new_key.strip()
    root = workspace(Path(arguments.issue or ".").absolute()).root
    key, published, fresh = keyring.made(name, root)
    if voice.json:
        told = {"name": name, "fingerprint": key.fingerprint, "file": relative(published)}
        voice.object({"key": told | {"new": fresh}, "diagnostics": []})
        return messages.OK
    kind, kind_en = (
        ("新钥匙", "new key") if fresh else ("本机已有的钥匙", "the key of this machine")
    )
    voice.say(
        f"{name} 的{kind} {key.fingerprint}，公钥写在 {relative(published)}；私钥在本机的用户设置里",
        f"{kind_en} of {name}: {key.fingerprint}, its public half in {relative(published)}; the "
        "private one lies in your own settings",
    )
    return messages.OK


def _keep(folder: Path, edition: Edition) -> None:
    """Put what is signed beside the sign-offs, before anybody can say that it was."""
    from presslayout.edition import codec
    from presslayout.issue.sourcefile import written

    for page in edition.pages:
        path = signing.kept(folder, codec.hash_of(page))
        path.parent.mkdir(exist_ok=True)
        written(path, codec.dumps(signing.edition_of(page, edition)))


def verify(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell of every page whether it is the issue's, and whether it is signed."""
    from presslayout.newsroom.same import BESIDE, compared

    # What libraries say of damaged files is said in our own words.
    logging.getLogger().addHandler(logging.NullHandler())

    options = Options(
        press=arguments.press or PRESS,
        standard=arguments.standard,
        pages=page_numbers(arguments.pages) if arguments.pages is not None else None,
        cache=Cache.open(),
    )
    verdict = compared(found(Path(arguments.file)), Path(arguments.issue), options)
    pages, good = verdict.pages, verdict.good
    if voice.json:
        voice.object(
            {
                "ok": good,
                "pages": [
                    {
                        "number": page.number,
                        "same": page.same,
                        "missing": page.missing,
                        "comments": page.comments,
                        "state": page.standing.state if page.standing else None,
                        "signed": _signed(page),
                        "changed": _changed(page),
                        "differs_mm": [list(place) for place in page.places],
                        "blocks": list(page.blocks),
                        "texts": [{"old": old, "new": new} for old, new in page.texts],
                    }
                    for page in pages
                ],
                "files": list(verdict.files),
                "beside": list(verdict.beside),
                "extra_pages": verdict.extra,
                "diagnostics": report.diagnostics(verdict.found),
            }
        )
    else:
        voice.diagnostics(verdict.found)
        for page in pages:
            said = _said(page)
            voice.say(f"第{page.number}版：{said.zh}", f"page {page.number}: {said.en}")
        if verdict.extra:
            voice.say(
                f"文件多出 {verdict.extra} 页，稿件单里没有",
                f"the file has {verdict.extra} page(s) that the issue does not have",
            )
        if verdict.beside:
            named = [BESIDE[name] for name in verdict.beside]
            voice.say(
                f"整个文件不一样的：{'、'.join(one.zh for one in named)}",
                f"what differs of the file as a whole: {', '.join(one.en for one in named)}",
            )
        for name in verdict.files:
            voice.say(f"存档包里不一样：{name}", f"differs in the archive: {name}")
    return messages.OK if good else messages.DIFFERENT


def _signed(page: Compared) -> dict[str, str | None] | None:
    if page.standing is None or page.standing.signed is None:
        return None
    one = page.standing.signed
    return {"round": one.round, "by": one.by, "at": one.at, "key": one.key or None}


def _changed(page: Compared) -> list[str]:
    stand = page.standing
    return [*stand.apart, *stand.changed] if stand is not None else []


def _cut(text: str) -> str:
    flat = text.replace("\n", "⏎")
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _said(page: Compared) -> Text:
    said = [*_likeness(page), _standing(page)]
    return Text("；".join(one.zh for one in said), "; ".join(one.en for one in said))


def _likeness(page: Compared) -> Iterator[Text]:
    """Whether the page is the issue's, or where it is not."""
    if page.missing:
        yield Text("文件里没有这一版", "the file has no such page")
    elif page.same:
        yield Text("与稿件单排出的一样", "as the issue gives it")
    elif not (page.places or page.blocks or page.texts):
        yield Text(
            "版面上看不出不同，文件里写的却和稿件单排出的不一样",
            "nothing on the page shows a difference, but the file does not say what the issue gives",
        )
    else:
        yield Text("与稿件单排出的不一样", "not as the issue gives it")
    for left, top, right, bottom in page.places[:_NAMED]:
        yield Text(
            f"{left:g},{top:g}–{right:g},{bottom:g}mm", f"{left:g},{top:g}–{right:g},{bottom:g} mm"
        )
    if page.blocks:
        yield Text("、".join(page.blocks[:_NAMED]), ", ".join(page.blocks[:_NAMED]))
    for old, new in page.texts[:_NAMED]:
        yield Text(f"“{_cut(old)}”→“{_cut(new)}”", f"“{_cut(old)}” → “{_cut(new)}”")
    if page.comments:
        yield Text(f"有 {page.comments} 条批注", f"{page.comments} comment(s)")


def _standing(page: Compared) -> Text:
    """Who signed the page, with or without a key, or what changed since."""
    stand = page.standing
    if stand is None or stand.last is None:
        return Text("没有签样", "not signed")
    one = stand.signed
    if one is None:
        what, last = signoffs.changes(stand), stand.last
        if not last.counts:
            return Text(f"{last.round}签样不算数：{what.zh}",
                        f"the sign-off of {last.round} does not count: {what.en}")  # fmt: skip
        return Text(f"{last.round}签过，之后改了：{what.zh}",
                    f"signed, {last.round}, and changed since: {what.en}")  # fmt: skip
    if one.proof is signing.Proof.SIGNED:
        return Text(f"{one.round}已签（{one.by}，钥匙 {one.key[:15]}…）",
                    f"signed, {one.round} ({one.by}, key {one.key[:15]}…)")  # fmt: skip
    return Text(f"{one.round}已封（{one.by}，没有钥匙，不防伪造）",
                f"sealed, {one.round} ({one.by}, no key: proof against slips alone)")  # fmt: skip
