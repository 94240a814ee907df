"""`build` and `archive`: set an issue and deliver it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import PresslayoutError, Severity, Text
from presslayout.base.memory import Memory
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError, page_numbers
from presslayout.cli.voice import relative
from presslayout.newsroom import build
from presslayout.newsroom.options import (
    ALL,
    ARCHIVE,
    EXTRAS,
    GALLEY,
    PRESS,
    PROOFS,
    Options,
    round_named,
)
from presslayout.newsroom.outputs import Left, older, output_folder, standing

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.delivery.report import Report
    from presslayout.delivery.targets import Delivery

# Remarks that a terminal shows, too: what was decided for the editor.
SAID = frozenset({"arranged", "variant"})
_NAMES = {
    "press": ("付印文件", "press file"),
    "proof": ("大样", "proof"),
    "galley": ("小样", "galley"),
    "archive": ("存档包", "archive"),
}


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Build, tell what was found, and say what was made and where."""
    options = asked(arguments)
    folder = Path(arguments.out) if arguments.out else None
    path = Path(arguments.issue)
    memory = Memory()
    told, code = _one(path, folder, options, voice, memory)
    variants: list[Report] | None = None
    if getattr(arguments, "variants", False) and code not in (messages.USAGE, messages.FAULT):
        codes, variants = [code], []
        for variant in _variants(path):
            own = folder / variant.stem if folder else None
            made, code = _one(variant, own, options, voice, memory)
            variants.append(made)
            codes.append(code)
        code = messages.gravest(codes)
    if voice.json:
        voice.object(_plain(told, variants))
    return code


def _plain(told: Report, variants: list[Report] | None) -> dict[str, Any]:
    from presslayout.newsroom import reports

    plain = reports.plain(told)
    if variants is not None:
        plain["variants"] = [reports.plain(one) for one in variants]
    return plain


def _variants(path: Path) -> tuple[Path, ...]:
    try:
        return build.variants(path)
    except PresslayoutError:
        # The issue's own build has said why.
        return ()


def _one(
    path: Path, folder: Path | None, options: Options, voice: Voice, memory: Memory
) -> tuple[Report, int]:
    """Build one issue and say what became of it."""
    try:
        with voice.stages("排版", "building") as heard:
            made = build.build(path, folder, options, memory, heard)
    except PresslayoutError as fault:
        voice.diagnostics(fault.diagnostics)
        _left_alone(options.target, folder or output_folder(path), voice)
        from presslayout.newsroom.reports import unread

        return unread(relative(path), fault), exits.exit_code(fault.diagnostics)
    # Remarks stand in the report; a terminal shows what somebody should do something about.
    every = voice.telling.whole or voice.telling.only is Severity.INFO
    voice.diagnostics(
        [
            d
            for d in made.report.diagnostics
            if every or d.severity is not Severity.INFO or d.code in SAID
        ]
    )
    _made(made, options, folder or output_folder(path), voice)
    if folder is None:
        _in_older_place(path, options.target, voice)
    return made.report, made.exit


def asked(arguments: argparse.Namespace) -> Options:
    """The options that a command line names."""
    target = getattr(arguments, "target", "archive")
    galley = getattr(arguments, "galley", None) or ""
    proof = {"--round": getattr(arguments, "round", None), "--paper": None, "--galley": galley}
    proof["--paper"] = getattr(arguments, "paper", None)
    for name, value in proof.items():
        if value and target not in PROOFS:
            raise UsageError(
                Text(
                    f"{name} 只用于校样，要和 --for proof 一起写",
                    f"{name} is for proofs; write it with --for proof",
                )
            )
    extras = frozenset(name for name in EXTRAS if getattr(arguments, name, False))
    if extras and target != ARCHIVE:
        raise UsageError(
            Text(
                f"--{min(extras)} 只用于存档，要和 --for archive 一起写",
                f"--{min(extras)} is for archives; write it with --for archive",
            )
        )
    return Options(
        target=GALLEY if galley else target,
        extras=extras,
        round=round_named(proof["--round"]),
        paper=proof["--paper"] or "",
        galley=galley,
        press=arguments.press or PRESS,
        standard=getattr(arguments, "standard", None),
        pages=page_numbers(arguments.pages) if arguments.pages is not None else None,
        strict=arguments.strict,
        verify=not getattr(arguments, "no_verify", False),
        cache=Cache.disabled() if arguments.no_cache else Cache.open(),
    )


def _made(made: Delivery, options: Options, folder: Path, voice: Voice) -> None:
    zh, en = _NAMES.get(options.target, (options.target, options.target))
    if made.product is None:
        _left_alone(options.target, folder, voice)
        return
    seconds = (made.report.timings_ms or {}).get("total", 0) / 1000
    where, holds = relative(made.product), _holds(made, options)
    voice.say(
        f"{zh} {where}：{holds.zh}，用时 {seconds:.1f} 秒",
        f"{en} {where}: {holds.en}, {seconds:.1f} s",
    )


def _holds(made: Delivery, options: Options) -> Text:
    """What is in the file that was written."""
    if options.target == GALLEY:
        every = options.galley in ALL
        whose = (
            Text("全部稿件", "all stories")
            if every
            else Text(f"稿件{options.galley}", f"story {options.galley}")
        )
        return Text(f"{whose.zh}，{made.leaves} 页", f"{whose.en}, {_pages(made.leaves)}")
    pages = len(made.report.pages)
    zh, en = f"{pages} 版", _pages(pages)
    if options.target != "proof":
        return Text(zh, en)
    rest = made.leaves - pages
    zh, en = f"{zh}，校次单 {rest} 页", f"{en}, {_pages(rest)} of checklist"
    stories = [story for page in made.report.pages for story in page.stories]
    if any(story.overset.text and story.jump_to is None for story in stories):
        zh, en = f"{zh}，多出的字印在版边", f"{en}, the overset text beside the page"
    return Text(zh, en)


def _pages(count: int) -> str:
    return f"{count} page{'s' if count != 1 else ''}"


def _in_older_place(made_of: Path, target: str, voice: Voice) -> None:
    """A file of the same issue where builds of before put it: nobody should send it by mistake."""
    old = older(made_of, target)
    if old is not None:
        voice.aside(
            f"{relative(old)} 是以前排在旧位置的，不要传出去",
            f"{relative(old)} is an old one, from where output went before; do not send it",
        )


def _left_alone(target: str, folder: Path, voice: Voice) -> None:
    """What stands on disk when nothing was delivered."""
    zh, en = _NAMES.get(target, (target, target))
    match standing(target, folder):
        case (Left.UNTOUCHED, old):
            voice.aside(
                f"没有交付{zh}；原来的 {relative(old)} 没有动",
                f"no {en} delivered; the old {relative(old)} was left alone",
            )
        case (Left.OUTDATED, old):
            voice.aside(
                f"没有交付{zh}；{relative(old)} 是以前的，不要传出去",
                f"no {en} delivered; {relative(old)} is an old one, do not send it",
            )
        case (Left.ASIDE, old):
            voice.aside(
                f"没有交付{zh}；上一次的在 {relative(old)}",
                f"no {en} delivered; the last one is {relative(old)}",
            )
        case _:
            voice.aside(f"没有交付{zh}", f"no {en} delivered")
