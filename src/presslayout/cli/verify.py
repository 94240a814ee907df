"""`verify`: whether a file is what was found good."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli.arguments import UsageError, page_numbers
from presslayout.newsroom import reports, signing, signoffs
from presslayout.newsroom.options import PRESS, Options, without
from presslayout.newsroom.outputs import found

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.same import Compared, Sameness

_NAMED = 6
_LONGEST = 40


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell of every page whether it is the issue's, and whether it is signed."""
    if arguments.issue is None or arguments.all:
        return _kept(arguments, voice)
    from presslayout.newsroom.same import compared

    # What libraries say of damaged files is said in our own words.
    logging.getLogger().addHandler(logging.NullHandler())

    options = Options(
        press=arguments.press or PRESS,
        standard=arguments.standard,
        pages=page_numbers(arguments.pages) if arguments.pages is not None else None,
        cache=Cache.open(),
    )
    verdict = compared(found(Path(arguments.file)), Path(arguments.issue), options)
    if voice.json:
        voice.object(_plain(verdict))
    else:
        _told(verdict, voice)
    return messages.OK if verdict.good else messages.DIFFERENT


def _kept(arguments: argparse.Namespace, voice: Voice) -> int:
    """A bag or a shelf by itself, without the issue that it was made from."""
    from presslayout.cli.kept import bag, everything
    from presslayout.newsroom.proving import shelf_root

    where = Path(arguments.file)
    if not where.exists():
        raise UsageError(without(where, arguments.file, Text("存档包", "bag")))
    root = shelf_root(where) if arguments.issue is None and not arguments.all else None
    if root is not None and root == where.absolute():
        # A shelf by itself is all of it, as it is for those who check stores of backups.
        return everything(where, voice, drawn=arguments.render)
    if root is not None and not (where / "bagit.txt").exists():
        raise UsageError(_part_of(root))
    if arguments.all and arguments.issue is None:
        return everything(where, voice, drawn=arguments.render)
    if not arguments.all and not arguments.render and where.is_dir():
        return bag(where, voice)
    raise UsageError(
        Text(
            "写 verify 文件 稿件单，或 verify 存档包，或 verify 存档架 [--render]",
            "write verify FILE ISSUE, or verify BAG, or verify SHELF [--render]",
        )
    )


def _part_of(root: Path) -> Text:
    return Text(
        f"这是存档架 {root.name} 里面的文件夹，自己不是一个存档包；写 verify {root.name}，整个架子逐个文件核对",
        f"this folder is a part of the shelf {root.name} and no bag by itself; "
        f"write verify {root.name} to look at every file of the shelf",
    )


def _told(verdict: Sameness, voice: Voice) -> None:
    from presslayout.newsroom.same import BESIDE

    voice.diagnostics(verdict.found)
    if verdict.only_comments:
        count = sum(page.comments for page in verdict.pages)
        voice.say(
            f"只多了批注，共 {count} 条；版面和稿件单排出的一样",
            f"only comments differ, {count} in all; the pages are as the issue gives them",
        )
    for page in verdict.pages:
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


def _plain(verdict: Sameness) -> dict[str, Any]:
    return {
        "ok": verdict.good,
        "only_comments": verdict.only_comments,
        "pages": [_page(page) for page in verdict.pages],
        "files": list(verdict.files),
        "beside": list(verdict.beside),
        "extra_pages": verdict.extra,
        "diagnostics": reports.diagnostics(verdict.found),
    }


def _page(page: Compared) -> dict[str, Any]:
    return {
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


def _signed(page: Compared) -> dict[str, str | None] | None:
    if page.standing is None or page.standing.signed is None:
        return None
    one = page.standing.signed
    return {
        "round": one.round,
        "by": one.by,
        "role": one.role or None,
        "at": one.at,
        "key": one.key or None,
    }


def _changed(page: Compared) -> list[str]:
    stand = page.standing
    return [*stand.apart, *stand.files, *stand.changed] if stand is not None else []


def _cut(text: str) -> str:
    flat = text.replace("\n", "⏎")
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _said(page: Compared) -> Text:
    said = [*_likeness(page), _standing(page)]
    return Text("；".join(one.zh for one in said), "; ".join(one.en for one in said))


def _likeness(page: Compared) -> Iterator[Text]:
    """Whether the page is the issue's, or where it is not."""
    from presslayout.newsroom.wording import block_called

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
        titles = dict(page.standing.titles) if page.standing is not None else {}
        named = [block_called(one, titles) for one in page.blocks[:_NAMED]]
        yield Text("、".join(one.zh for one in named), "; ".join(one.en for one in named))
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
    who, at = signoffs.signer(one), f"，{one.at}" if one.at else ""
    when = f", {one.at}" if one.at else ""
    if one.proof is signing.Evidence.SIGNED:
        return Text(f"{one.round}已签（{who.zh}{at}，钥匙 {one.key[:15]}…）",
                    f"signed, {one.round} ({who.en}{when}, key {one.key[:15]}…)")  # fmt: skip
    return Text(f"{one.round}已封（{who.zh}{at}，没有钥匙，不防伪造）",
                f"sealed, {one.round} ({who.en}{when}, no key: proof against slips alone)")  # fmt: skip
