"""`fmt`: a spec made tidy, marks of copy mended; what changes is shown, what is written was read again."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors, filelines, messages
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.values import frozen
from presslayout.cli.voice import relative

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from presslayout.cli.voice import Voice
    from presslayout.issue.issue import Story

_SPECS = frozenset((".yaml", ".yml"))
_COPY = frozenset((".md", ".txt"))


@frozen
class _Change:
    path: Path
    data: bytes
    old: str
    new: str
    faults: tuple[Diagnostic, ...] = ()


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Show what would change, and write it unless --check was given."""
    from presslayout.delivery.report import diagnostics
    from presslayout.issue.sourcefile import replaced
    from presslayout.issue.yaml.encoding import bytes_like, undecodable

    changes = list(_changes(Path(arguments.file), arguments))
    faults = [d for change in changes for d in change.faults]
    voice.diagnostics(faults)
    touched = [c for c in changes if c.new != c.old and not c.faults]
    told = []
    for change in touched:
        name = relative(change.path)
        lines = list(
            unified_diff(
                filelines.lines(change.old),
                filelines.lines(change.new),
                name,
                name,
                lineterm="",
                n=1,
            )
        )
        told.append({"file": name, "diff": lines})
        if not voice.json:
            for line in lines:
                voice.print(line)
        if not arguments.check:
            made = bytes_like(change.data, change.new)
            if made is None:
                raise SpecError([undecodable(change.path.name)])
            replaced(change.path, made, change.data)
    code = messages.exit_code(faults)
    if arguments.check and touched and not code:
        code = messages.DIFFERENT
    if voice.json:
        voice.object(
            {
                "written": bool(touched) and not arguments.check,
                "files": told,
                "diagnostics": diagnostics(faults),
            }
        )
    elif not touched and not faults:
        voice.say("已经整齐，没有改动", "tidy already, nothing changed")
    elif touched:
        what = ("要改", "to change") if arguments.check else ("改好", "written")
        voice.say(f"{what[0]} {len(touched)} 个文件", f"{len(touched)} files {what[1]}")
    return code


def _changes(path: Path, arguments: argparse.Namespace) -> Iterator[_Change]:
    if path.suffix in _COPY and (arguments.lines or arguments.cuts):
        yield _joined(path, lines=arguments.lines, cuts=arguments.cuts)
        return
    if path.suffix in _COPY and arguments.marks:
        yield _marks(path)
        return
    if path.is_dir() or path.suffix not in _SPECS:
        path = _spec(path, marks=arguments.marks)
    if not arguments.marks:
        yield _tidy(path, arguments.keys)
        return
    yield from _issue_marks(path)


def _spec(path: Path, *, marks: bool) -> Path:
    if path.is_dir():
        found = sorted(p for p in path.iterdir() if p.suffix in _SPECS and p.is_file())
        named = [p for p in found if p.stem == "issue"]
        if len(found) == 1 or named:
            return (named or found)[0]
    if not path.exists():
        _bytes(path)
    hint = Text("写稿件单、版式或样式（.yaml）", "name a spec, template or style (.yaml)")
    if path.suffix in _COPY:
        hint = Text(
            "稿件用 --标点 --接行 --接排 整理",
            "copy is mended with --marks, --join-lines and --join-paragraphs",
        )
    elif marks:
        hint = Text(
            "--标点 能改 .md 和 .txt；.docx .html 请在原稿里改",
            "--marks mends .md and .txt; mend .docx and .html where they were written",
        )
    raise SpecError(
        [
            Diagnostic(
                "not-tidied",
                ERROR,
                Text(
                    f"{path.name} 不是 fmt 能整理的文件",
                    f"{path.name} is no file that fmt can tidy",
                ),
                hint=hint,
            )
        ]
    )


def _tidy(path: Path, language: str | None) -> _Change:
    from presslayout.issue.files import from_root
    from presslayout.issue.tidy import tidied
    from presslayout.issue.yaml.encoding import text_of

    data = _bytes(path)
    made = tidied(data, from_root(path), language)
    found = text_of(data)
    return _Change(path, data, found[0] if found else "", made.text, made.faults)


def _marks(path: Path) -> _Change:
    from presslayout.issue.copy.punctuation import mended, words
    from presslayout.issue.files import from_root
    from presslayout.issue.yaml.encoding import text_of, undecodable

    data = _bytes(path)
    found = text_of(data)
    if found is None:
        return _Change(path, data, "", "", (undecodable(from_root(path)),))
    old = found[0]
    new = mended(old)
    return _Change(path, data, old, new if words(new) == words(old) else old)


def _joined(path: Path, *, lines: bool, cuts: bool) -> _Change:
    from presslayout.issue.copy.mending import mended_copy
    from presslayout.issue.files import from_root
    from presslayout.issue.yaml.encoding import text_of, undecodable

    data = _bytes(path)
    found = text_of(data)
    if found is None:
        return _Change(path, data, "", "", (undecodable(from_root(path)),))
    old = found[0]
    return _Change(path, data, old, mended_copy(old, path.suffix, lines=lines, cuts=cuts))


def _issue_marks(path: Path) -> Iterator[_Change]:
    """The texts that stand in the spec, then its files of copy."""
    from presslayout.issue.copy.punctuation import mended, words
    from presslayout.issue.yaml.encoding import text_of
    from presslayout.newsroom import build

    loaded = build.load(path)
    root = loaded.workspace.root
    own = root / loaded.issue.file
    data = _bytes(own)
    found = text_of(data)
    old = found[0] if found else ""
    lines, ends = filelines.lines(old), filelines.ends(old)
    stories = loaded.issue.stories
    for story in stories:
        for part, text in story.texts:
            span = story.span_of(part)
            if part == "body" or span.file != loaded.issue.file:
                continue
            line = lines[span.line - 1]
            at = line.find(text, span.column - 1)
            new = mended(text)
            if at >= 0 and words(new) == words(text):
                lines[span.line - 1] = line[:at] + new + line[at + len(text) :]
        for number, column in _inline(story, loaded.issue.file):
            line = lines[number]
            made = mended(line[column:])
            if words(made) == words(line[column:]):
                lines[number] = line[:column] + made
    new = "".join(line + end for line, end in zip(lines, ends, strict=True))
    yield _Change(own, data, old, new if _reads(new, old, own) else old)
    names = dict.fromkeys(p.span.file for s in stories for p in s.body if p.span is not None)
    for name in names:
        if name != loaded.issue.file and Path(name).suffix in _COPY:
            yield _marks(root / name)


def _inline(story: Story, file: str) -> Iterator[tuple[int, int]]:
    """The lines of a body that stands in the spec itself, and where its text begins on each."""
    seen: dict[int, int] = {}
    for paragraph in story.body:
        if paragraph.span is not None and paragraph.span.file == file:
            for _, line, column in paragraph.places:
                seen[line - 1] = min(column - 1, seen.get(line - 1, column - 1))
    yield from seen.items()


def _reads(new: str, old: str, path: Path) -> bool:
    """Whether the spec still has the same form: the same keys, and as many texts."""
    from presslayout.issue.yaml.tree import decode

    after, before = (decode(text.encode(), path.name) for text in (new, old))
    return (
        after.root is not None
        and before.root is not None
        and _form(after.root) == _form(before.root)
    )


def _form(node: object) -> object:
    from presslayout.issue.yaml.tree import Mapping, Sequence

    if isinstance(node, Mapping):
        return tuple((key.text, _form(value)) for key, value in node.pairs)
    if isinstance(node, Sequence):
        return [_form(item) for item in node.items]
    return "text"


def _bytes(path: Path) -> bytes:
    try:
        return doors.read(path)
    except OSError as cause:
        raise SpecError(
            [
                Diagnostic(
                    "missing-file",
                    ERROR,
                    Text(f"读不到 {path.name}", f"{path.name} cannot be read"),
                    hint=Text("检查路径", "check the path"),
                )
            ]
        ) from cause
