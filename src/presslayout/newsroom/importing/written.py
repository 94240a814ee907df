"""What was accepted as files: a story each, pictures byte for byte, a block for the spec, the ledger.

All of it stands whole or is not there: a new folder gets its name when everything lies in it, in one
that is there each file is put whole and none is overwritten.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Diagnostic
from presslayout.base.patterns import regex
from presslayout.base.values import field, mutable, replace
from presslayout.issue.copy.blocks import lines_of, read_markdown
from presslayout.issue.copy.damage import damage
from presslayout.issue.copy.parts import Guess
from presslayout.issue.yaml.tree import SourceText
from presslayout.issue.yaml.writing import lines
from presslayout.newsroom.importing import account, caption_sheets
from presslayout.newsroom.importing.stories import GUESS, PLAIN, ImportedStory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from presslayout.newsroom.importing.caption_sheets import SheetLine
    from presslayout.newsroom.importing.drafts import Draft, Readings
    from presslayout.newsroom.importing.pictures import Shot
    from presslayout.newsroom.importing.plan import Plan

PICTURES, BLOCK, LEDGER = "图", "稿件.yaml", "来稿.md"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NAME = regex(r"[^\w\u3400-\u9fff]+")
_NAME_MOST = 12
_HAN = regex("[\u3400-\u9fff]")
_HASH = 8
_PENDING = "待定"
_KEYS = (
    (Guess.KICKER, "引题"),
    (Guess.HEADLINE, "主题"),
    (Guess.DECK, "副题"),
    (Guess.BYLINE, "署名"),
)


@mutable
class WrittenFiles:
    """The files that are to be written, by their names in the folder, and what they are made of.

    `ledger` is the name of the one that tells where every word went.
    """

    stories: list[ImportedStory] = field(default_factory=list)
    files: dict[str, bytes | Path] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    block: str = ""
    ledger: str = LEDGER


def made(
    plan: Plan, choices: Mapping[int, str], lead: str, taken: Callable[[str], bool]
) -> WrittenFiles:
    """The files for what was chosen of the plan: of each item its guess, its plain reading, or nothing.

    `lead` stands before the files' names in the spec; `taken` says whether a name is there already.
    """
    out = WrittenFiles()
    known: dict[str, str] = {}
    told = _captions(plan, choices)
    for number, item in enumerate(plan.items):
        choice = choices.get(number)
        drafts = {GUESS: item.guessed, PLAIN: (item.plain,)}.get(choice or "", ())
        for draft in drafts:
            shots = tuple(caption_sheets.given(shot, told) for shot in draft.shots)
            _story(item, replace(draft, shots=shots), out, known, taken)
    used = {name for story in out.stories for name, _ in story.photos}
    assert used <= out.files.keys()
    out.block = block(out.stories, lead)
    out.ledger = _free(LEDGER, taken)
    out.files[out.ledger] = account.account(plan, choices, out.stories).encode()
    return out


def _captions(plan: Plan, choices: Mapping[int, str]) -> dict[str, SheetLine]:
    """What accepted files of captions say, by the digests of the pictures; the first to say it holds."""
    said: dict[str, SheetLine] = {}
    for number, item in enumerate(plan.items):
        if item.sheet is not None and choices.get(number) == GUESS:
            for one in item.sheet.captions:
                said.setdefault(one.sha256, one)
    return said


def block(stories: Sequence[ImportedStory], lead: str) -> str:
    """The stories as they are pasted into a spec under 「稿件:」 or 「待排:」."""
    rows = [
        "# 贴到稿件单「稿件:」（写上位置）或「待排:」下面；正文、图片的路径从工作区根目录写起。",
    ]
    for story in stories:
        banner, tag = story.draft.part(Guess.BANNER), story.draft.part(Guess.TAG)
        if banner or tag:
            said = "，".join(f"{k}: {v}" for k, v in (("文字", banner), ("角标", tag)) if v)
            rows.append(f"# {story.id} 所在的版：栏题 {{{said}}}".replace("，", ", "))
        rows += lines([entry(story, lead)])
        rows += [
            f"  # 图片不在来稿里：{target}　说明：{caption}"
            for target, caption in story.draft.missing
        ]
    return "\n".join(rows) + "\n"


def entry(
    story: ImportedStory, lead: str, more: Mapping[str, str] | None = None
) -> dict[str, object]:
    """A story's keys in a spec; `more` stand behind its id."""
    made: dict[str, object] = {"编号": story.id, **(more or {})}
    made |= {key: words for guess, key in _KEYS if (words := story.draft.part(guess))}
    if story.file:
        made.setdefault("主题", _PENDING)
        made["正文"] = lead + story.file
    if story.photos:
        made["图片"] = [_photo(lead + name, shot) for name, shot in story.photos]
    return made


def _photo(name: str, shot: Shot) -> dict[str, str]:
    told = {"文件": name, "说明": shot.caption or _PENDING}
    alt = shot.alt if _HAN.search(shot.alt) and shot.alt != shot.caption else ""
    return told | {key: words for key, words in (("摄影", shot.credit), ("替代文字", alt)) if words}


def _story(
    item: Readings,
    draft: Draft,
    out: WrittenFiles,
    known: dict[str, str],
    taken: Callable[[str], bool],
) -> None:
    number = len(out.stories)
    name = _LETTERS[number] if number < len(_LETTERS) else f"S{number + 1}"
    file = ""
    if draft.body.strip():
        title = draft.part(Guess.HEADLINE) or item.name.rpartition("/")[2].rpartition(".")[0]
        words = _NAME.sub("", title)[:_NAME_MOST]
        lead = f"{number + 1:02d}-{words}" if words else f"{number + 1:02d}"
        file = _free(f"{lead}.md", lambda one: one in out.files or taken(one))
        out.files[file] = draft.body.encode()
        out.found += _damaged(draft.body, file, name)
    photos: dict[str, tuple[str, Shot]] = {}
    for shot in draft.shots:
        if shot.sha256 not in known:
            picture = f"{PICTURES}/{len(known) + 1:02d}-{shot.sha256[:_HASH]}{shot.suffix}"
            known[shot.sha256] = picture
            out.files[picture] = shot.path
        photos.setdefault(shot.sha256, (known[shot.sha256], shot))
    out.stories.append(ImportedStory(name, item.name, draft, file, tuple(photos.values())))


def _damaged(body: str, file: str, story: str) -> list[Diagnostic]:
    """What still looks broken in a story."""
    rows = lines_of(body)
    source = SourceText(file, tuple(row.text for row in rows))
    return list(damage(read_markdown(rows, source), source, story))


def _free(name: str, taken: Callable[[str], bool]) -> str:
    """A name that nothing has yet."""
    stem, dot, suffix = name.rpartition(".")
    number = 2
    while taken(name):
        name, number = f"{stem}-{number}{dot}{suffix}", number + 1
    return name


def free(name: str, folder: Path) -> str:
    """A name that nothing in a folder has yet."""
    return _free(name, lambda one: (folder / one).exists())


def put(files: Mapping[str, bytes | Path], folder: Path) -> None:
    """Write all files into a folder, in their order; DeliveryError and SpecError as those say who write."""
    from presslayout.delivery.shelf import shelf
    from presslayout.issue import sourcefile

    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        with shelf(folder.parent) as place:
            spare = place.spare_folder(folder.name)
            for name, data in files.items():
                path = spare / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if isinstance(data, bytes):
                    path.write_bytes(data)
                else:
                    shutil.copyfile(data, path)
            if folder.exists():
                folder.rmdir()
            place.place(spare, folder.name)
        return
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            sourcefile.written(path, data if isinstance(data, bytes) else data.read_bytes())
