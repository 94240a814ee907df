"""A new workspace from what ships: templates, styles, press profiles and a sample that builds."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Span, SpecError, Text
from presslayout.issue.files import packaged_root
from presslayout.issue.load import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = ("layout", "issue", "fonts", "images")
# Which files an editor completes by which schema.
SCHEMAS = {
    "issue": ["issue/**/*.yaml"],
    "template": ["layout/*.yaml"],
    "style": ["layout/styles/*.yaml"],
    "press": ["layout/press/*.yaml"],
    "inks": ["layout/inks.yaml"],
    "proofreading": ["layout/proofread/*.yaml"],
}
EDITOR = ".vscode"
# What makes YAML of a plain editor complete and check itself.
EXTENSION = "redhat.vscode-yaml"
# Names of the sample's own county, which no other paper has.
SAMPLES_OWN = "词典"
# Faces stay with the program; thumbnails (1.5 MB) show what the templates are for.
COPIED = frozenset({".yaml", ".yml", ".md", ".txt", ".icc", ".png"})


def init(directory: Path, keys: str = "zh") -> tuple[Path, ...]:
    """Make a workspace in `directory`, the keys of its files in Chinese or English ("zh", "en").

    An editor that reads `.vscode/` completes and explains them.  SpecError where one of its folders already holds something, or where no faces are installed.
    """
    taken = [name for name in FOLDERS if _holds_something(directory / name)]
    if taken or (directory.exists() and not directory.is_dir()):
        raise SpecError([_not_empty(directory, taken)])
    shipped = packaged_root()
    if not (shipped / "fonts" / "fonts.yaml").is_file():
        raise SpecError([_faceless()])
    made: list[Path] = []
    there = directory.exists()
    try:
        for source in _sources(shipped):
            made.append(directory / source.relative_to(shipped))
            _copy(source, made[-1], keys)
        for name, text in _editing():
            made.append(directory / name)
            made[-1].parent.mkdir(parents=True, exist_ok=True)
            made[-1].write_text(text, "utf-8", newline="\n")
        for name in FOLDERS:
            (directory / name).mkdir(parents=True, exist_ok=True)
    except (OSError, KeyboardInterrupt):
        # Half a workspace would be in the way of the next try.
        _undone(directory, made, there=there)
        raise
    return tuple(made)


def _undone(directory: Path, made: list[Path], *, there: bool) -> None:
    """Take away what was copied, and the folders that nothing else is in."""
    for path in made:
        with suppress(OSError):
            path.unlink()
    folders = {directory / name for name in (*FOLDERS, EDITOR)} | {path.parent for path in made}
    folders |= {above for path in folders for above in path.parents if directory in above.parents}
    if not there:
        folders.add(directory)
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()


def _sources(shipped: Path) -> Iterator[Path]:
    for folder in ("layout", "issue"):
        for path in sorted((shipped / folder).rglob("*")):
            if path.is_file() and path.suffix in COPIED and path.parent.name != SAMPLES_OWN:
                yield path
    yield from _pictures(shipped)
    log = shipped / "images" / "IMAGELOG.md"
    if log.is_file():
        yield log


def _pictures(shipped: Path) -> tuple[Path, ...]:
    """The photographs that the sample issues use."""
    found: dict[Path, None] = {}
    for path in sorted((shipped / "issue").rglob("issue.yaml")):
        issue = load(path).issue
        for page in issue.pages:
            for story in page.stories:
                found |= dict.fromkeys(shipped / photo.file for photo in story.pictures)
    return tuple(found)


def _editing() -> Iterator[tuple[str, str]]:
    """The files by which an editor knows keys, by their names from the workspace root."""
    from presslayout.issue.schema import schema

    folder = f"{EDITOR}/presslayout"
    for kind in SCHEMAS:
        yield f"{folder}/{kind}.schema.json", _json(schema(kind))
    wired = {f"./{folder}/{kind}.schema.json": names for kind, names in SCHEMAS.items()}
    settings = {"yaml.schemas": wired, "files.encoding": "utf8", "files.eol": "\n"}
    yield f"{EDITOR}/settings.json", _json(settings)
    yield f"{EDITOR}/extensions.json", _json({"recommendations": [EXTENSION]})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _copy(source: Path, target: Path, keys: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if keys == "zh" or source.suffix not in {".yaml", ".yml"}:
        shutil.copyfile(source, target)
        return
    from presslayout.issue.tidy import tidied

    target.write_text(tidied(source.read_bytes(), source.name, keys).text, "utf-8", newline="\n")


def _holds_something(path: Path) -> bool:
    return path.exists() and (not path.is_dir() or any(path.iterdir()))


def _faceless() -> Diagnostic:
    return Diagnostic(
        "faces-absent",
        ERROR,
        Text("字体包没有装", "the package of faces is not installed"),
        hint=Text("运行 pip install presslayout-fonts", "run pip install presslayout-fonts"),
    )


def _not_empty(directory: Path, taken: list[str]) -> Diagnostic:
    named = "、".join(f"{name}/" for name in taken)
    listed = ", ".join(f"{name}/" for name in taken)
    return Diagnostic(
        "not-empty",
        ERROR,
        Text(
            f"{directory.name or '.'} 里已经有 {named}，不覆盖"
            if taken
            else f"{directory.name} 不是文件夹",
            f"{directory.name or '.'} already holds {listed}; nothing is overwritten"
            if taken
            else f"{directory.name} is no folder",
        ),
        Span(directory.name or ".", 1, 1),
        Text("换一个空文件夹", "choose an empty folder"),
    )
