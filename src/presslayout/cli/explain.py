"""`explain`: why a diagnostic matters; why an issue's stories stand so, and what its slots hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import messages
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError
from presslayout.newsroom.explained import added, explained
from presslayout.newsroom.options import Options, guessed, path_guessed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from presslayout.cli.voice import Voice
    from presslayout.flow.explain import SlotTold
    from presslayout.issue.origins import Origin, WrittenValue
    from presslayout.newsroom.explained import Explained


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """An existing path is an issue, everything else a code (SPEC §5)."""
    if Path(arguments.what).exists():
        return _issue(arguments, voice)
    if arguments.story is not None or _is_path(arguments.what):
        path, guess = arguments.what, path_guessed(Path(arguments.what))
        raise UsageError(
            Text(f"没有稿件单 {path}{guess.zh}", f"there is no issue {path}{guess.en}")
        )
    return _code(arguments.what, voice)


def _is_path(what: str) -> bool:
    """Whether a word is written as the place of a spec, which no code is."""
    return Path(what).suffix in (".yaml", ".yml") or Path(what).name != what


def _issue(arguments: argparse.Namespace, voice: Voice) -> int:
    """Slots with the characters that fill them, stories with their reasons."""
    told = explained(arguments.what, Options(cache=Cache.open()), arguments.story)
    if arguments.story is not None:
        known = [story.id for story in told.stories]
        if arguments.story not in known:
            raise UsageError(_no_story(arguments.story, known))
        told = told.alone(arguments.story)
    if voice.json:
        voice.object(_plain(told, voice.lang))
    else:
        _told(told, voice)
    return messages.OK


def _no_story(wanted: str, known: Sequence[str]) -> Text:
    """That an issue has no such story, and which one may be meant."""
    guess = guessed(wanted, known)
    return Text(
        f"没有稿件 {wanted}{guess.zh or '；'}有 {'、'.join(known)}",
        f"no story {wanted}{guess.en or ';'} there are {', '.join(known)}",
    )


def _told(told: Explained, voice: Voice) -> None:
    for slot in told.slots:
        said = _filled(slot)
        voice.say(said.zh, said.en)
    for one in told.unused:
        voice.say(one.zh, one.en)
    for story in told.stories:
        voice.say(story.id, story.id)
        looks = (_inherited(origin) for origin in told.looks.get(story.id, ()))
        for said in (*story.why, *looks):
            voice.say(f"  {said.zh}", f"  {said.en}")


def _filled(slot: SlotTold) -> Text:
    """How many characters fill a slot, and how many it has."""
    least, most = slot.capacity.least, slot.capacity.most
    whose = Text(slot.story or "（空）", slot.story or "(empty)")
    return Text(
        f"第{slot.page}版「{slot.slot}」 {whose.zh}：{least}–{most} 字排满排齐，现有 {slot.chars} 字",
        f"page {slot.page}, slot {slot.slot}, {whose.en}: {least}–{most} characters fill it "
        f"level, it has {slot.chars}",
    )


def _plain(told: Explained, lang: str) -> dict[str, Any]:
    return {
        "slots": [
            {
                "page": slot.page,
                "slot": slot.slot,
                "story": slot.story,
                "chars_min": slot.capacity.least,
                "chars_max": slot.capacity.most,
                "chars": slot.chars,
            }
            for slot in told.slots
        ],
        "stories": [
            {
                "id": story.id,
                "why": [why.say(lang) for why in story.why],
                "looks": [_origin(one) for one in told.looks.get(story.id, ())],
            }
            for story in told.stories
        ],
        "unused": [one.say(lang) for one in told.unused],
        "diagnostics": [],
    }


def _origin(one: Origin) -> dict[str, object]:
    def place(found: WrittenValue) -> dict[str, object]:
        return {
            "value": found.value,
            "level": found.level.en,
            "file": found.file,
            "line": found.line,
        }

    return {"key": ".".join(one.key), **place(one.holds), "over": [place(w) for w in one.over]}


def _inherited(one: Origin) -> Text:
    """One line: the value, who wrote it where, and what it lies over."""
    holds, key = one.holds, ".".join(one.key)
    over = "、".join(f"{w.level.zh}的 {w.value}（{w.file}:{w.line}）" for w in one.over)
    over_en = ", ".join(f"{w.value} of the {w.level.en} ({w.file}:{w.line})" for w in one.over)
    return Text(
        f"{key} {holds.value}：{holds.level.zh} {holds.file}:{holds.line}"
        + (f"，盖过{over}" if over else ""),
        f"{key} {holds.value}: {holds.level.en}, {holds.file}:{holds.line}"
        + (f", over {over_en}" if over else ""),
    )


def _added(code: str) -> messages.Meaning | None:
    """Why what a plug-in's check finds matters; None where none finds it."""
    from presslayout.base import plugins

    if code not in plugins.names(plugins.PROOFREADING):
        return None
    from presslayout.newsroom.proofread.added import house_check

    return messages.Meaning(messages.WRONG, house_check(code)[1].why)


def _code(code: str, voice: Voice) -> int:
    """One sentence, and what the code leads to."""
    known = exits.meanings()
    meaning = known.get(code) or added(code)
    if meaning is None:
        guess = guessed(code, known)
        guess = guess if guess.zh else path_guessed(Path(code))
        raise UsageError(Text(f"没有代码“{code}”{guess.zh}", f"no code {code}{guess.en}"))
    if voice.json:
        voice.object(
            {
                "code": code,
                "why": meaning.why.zh,
                "why_en": meaning.why.en,
                "exit": meaning.exit,
                "diagnostics": [],
            }
        )
    else:
        voice.say(
            f"{code}：{meaning.why.zh}（作为错误时退出码 {meaning.exit}）",
            f"{code}: {meaning.why.en} (exit code {meaning.exit} as an error)",
        )
    return messages.OK
