"""`sign` and `verify`: a page found good, and whether a file is what was found good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presslayout import api, messages, signing, signoffs
from presslayout.cache import Cache
from presslayout.cli.arguments import UsageError, page_numbers
from presslayout.cli.voice import relative
from presslayout.diagnostics import Text
from presslayout.options import PRESS, Options

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.page import Edition
    from presslayout.sameness import Compared

_NAMED = 6
_LONGEST = 40


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Write the sign-offs."""
    from presslayout.sourcefile import appended

    round_, by = arguments.round.strip(), arguments.by.strip()
    if not round_ or not by:
        raise UsageError(Text("--round 和 --by 都要写", "--round and --by are both wanted"))
    options = Options(
        press=arguments.press or PRESS,
        pages=page_numbers(arguments.page),
        cache=Cache.open(),
    )
    loaded, composition = api.composed(arguments.issue, options)
    made = [signing.sign(p, round_, by, arguments.at or "") for p in composition.edition.pages]
    path = signoffs.file(loaded)
    _keep(path.parent, composition.edition)
    appended(path, [signing.line(one) for one in made])
    if voice.json:
        signed = [{"page": s.page, "round": s.round, "by": s.by, "hash": s.hash} for s in made]
        voice.object({"signed": signed, "diagnostics": []})
        return messages.OK
    for one in made:
        voice.say(
            f"第{one.page}版 {one.round} 签样：{one.by}，{one.hash[:12]}，写在 {relative(path)}",
            f"page {one.page} signed, {one.round}, by {one.by}: {one.hash[:12]} in {relative(path)}",
        )
    return messages.OK


def _keep(folder: Path, edition: Edition) -> None:
    """Put what is signed beside the sign-offs, before anybody can say that it was."""
    from presslayout import codec
    from presslayout.sourcefile import written

    for page in edition.pages:
        path = signing.kept(folder, codec.hash_of(page))
        path.parent.mkdir(exist_ok=True)
        written(path, codec.dumps(signing.edition_of(page, edition)))


def verify(arguments: argparse.Namespace, voice: Voice) -> int:
    """Tell of every page whether it is the issue's, and whether it is signed."""
    from presslayout.sameness import compared

    options = Options(
        press=arguments.press or PRESS,
        standard=arguments.standard,
        pages=page_numbers(arguments.pages) if arguments.pages is not None else None,
        cache=Cache.open(),
    )
    verdict = compared(Path(arguments.file), Path(arguments.issue), options)
    pages, good = verdict.pages, verdict.good
    if voice.json:
        voice.object(
            {
                "ok": good,
                "pages": [
                    {
                        "number": page.number,
                        "same": page.same,
                        "signed": _signed(page),
                        "changed": list(page.standing.changed) if page.standing else [],
                        "differs_mm": [list(place) for place in page.places],
                        "blocks": list(page.blocks),
                        "texts": [{"old": old, "new": new} for old, new in page.texts],
                    }
                    for page in pages
                ],
                "files": list(verdict.files),
                "diagnostics": [],
            }
        )
    else:
        for page in pages:
            said = _said(page)
            voice.say(f"第{page.number}版：{said.zh}", f"page {page.number}: {said.en}")
        for name in verdict.files:
            voice.say(f"存档包里不一样：{name}", f"differs in the archive: {name}")
    return messages.OK if good else messages.DIFFERENT


def _signed(page: Compared) -> dict[str, str] | None:
    if page.standing is None or page.standing.signed is None:
        return None
    one = page.standing.signed
    return {"round": one.round, "by": one.by, "at": one.at}


def _cut(text: str) -> str:
    flat = text.replace("\n", "⏎")
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _said(page: Compared) -> Text:
    zh, en = [], []
    if page.same:
        zh.append("与稿件单排出的一样")
        en.append("as the issue gives it")
    elif not (page.places or page.blocks or page.texts):
        zh.append("版面上看不出不同，文件却不是稿件单排出的那一个")
        en.append("nothing on the page differs, but the file is not the one that the issue gives")
    else:
        zh.append("与稿件单排出的不一样")
        en.append("not as the issue gives it")
        for left, top, right, bottom in page.places[:_NAMED]:
            zh.append(f"{left:g},{top:g}–{right:g},{bottom:g}mm")
            en.append(f"{left:g},{top:g}–{right:g},{bottom:g} mm")
        if page.blocks:
            zh.append("、".join(page.blocks[:_NAMED]))
            en.append(", ".join(page.blocks[:_NAMED]))
        for old, new in page.texts[:_NAMED]:
            zh.append(f"“{_cut(old)}”→“{_cut(new)}”")
            en.append(f"“{_cut(old)}” → “{_cut(new)}”")
    standing = page.standing
    if standing is not None and standing.signed is not None:
        zh.append(f"{standing.signed.round}已签（{standing.signed.by}）")
        en.append(f"signed, {standing.signed.round} ({standing.signed.by})")
    elif standing is not None and standing.last is not None:
        what = "、".join(standing.changed[:_NAMED]) or "签样记录被改过"
        zh.append(f"{standing.last.round}签过，之后改了：{what}")
        en.append(f"signed, {standing.last.round}, and changed since: {what}")
    else:
        zh.append("没有签样")
        en.append("not signed")
    return Text("；".join(zh), "; ".join(en))
