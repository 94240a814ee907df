"""A spec made tidy, marks of copy mended: what would change, and what is written was read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import doors, filelines
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.values import frozen
from presslayout.issue.copy import formats
from presslayout.issue.files import meant_by
from presslayout.newsroom import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.issue.issue import Story

_SPECS = frozenset((".yaml", ".yml"))


@frozen
class Rewrite:
    """A file, its bytes, its text as it is and as it would be, and what is wrong with it."""

    path: Path
    data: bytes
    old: str
    new: str
    faults: tuple[Diagnostic, ...] = ()

    @property
    def wanted(self) -> bool:
        """Whether there is something to write, and nothing against it."""
        return self.new != self.old and not self.faults


def changes(
    path: Path,
    language: str | None = None,
    *,
    marks: bool = False,
    lines: bool = False,
    cuts: bool = False,
    repeated: bool = False,
) -> tuple[Rewrite, ...]:
    """What tidying a file makes of it and, with `marks`, of the copy that its issue names.

    Of copy itself `lines` joins lines that a program broke, `cuts` paragraphs that were cut; of the
    copy of an issue what is `repeated` of its stories' parts goes.
    `language` is that of the keys.  SpecError for what is no file that can be tidied.
    """
    copy = formats.typed(path.name)
    if copy and (lines or cuts):
        return (_joined(path, lines=lines, cuts=cuts),)
    if copy and marks:
        return (_marks(path),)
    if path.is_dir() or path.suffix not in _SPECS:
        path = _spec(path)
    if repeated:
        return _unrepeated(path)
    return tuple(_issue_marks(path)) if marks else (_tidy(path, language),)


def write(change: Rewrite) -> None:
    """Put a change on disk; SpecError where the file cannot hold it or was changed meanwhile."""
    from presslayout.issue.sourcefile import replaced
    from presslayout.issue.yaml.encoding import bytes_like, undecodable

    made = bytes_like(change.data, change.new)
    if made is None:
        raise SpecError([undecodable(change.path.name)])
    replaced(change.path, made, change.data)


def _spec(path: Path) -> Path:
    if path.is_dir():
        found = sorted(p for p in path.iterdir() if p.suffix in _SPECS and p.is_file())
        named = [p for p in found if p.stem == "issue"]
        if len(found) == 1 or named:
            return (named or found)[0]
    if not path.exists():
        _bytes(path)
    hint = Text("写稿件单、版式或样式（.yaml）", "name a spec, template or style (.yaml)")
    if formats.typed(path.name):
        hint = Text(
            "稿件用 --标点 --接行 --接排 --重复 整理",
            "copy is mended with --marks, --join-lines, --join-paragraphs and --repeated",
        )
    elif formats.foreign(path.name):
        hint = Text(
            "在 Word 或网页的原稿里改；或先 presslayout import 存成 .md，再 fmt",
            "mend it where it was written; or make it .md by presslayout import, then fmt",
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


def _tidy(path: Path, language: str | None) -> Rewrite:
    from presslayout.issue.files import from_root
    from presslayout.issue.tidy import tidied
    from presslayout.issue.yaml.encoding import text_of

    data = _bytes(path)
    made = tidied(data, from_root(path), language)
    found = text_of(data)
    return Rewrite(path, data, found[0] if found else "", made.text, made.faults)


def _marks(path: Path) -> Rewrite:
    from presslayout.issue.copy.punctuation import mended, words
    from presslayout.issue.files import from_root
    from presslayout.issue.yaml.encoding import text_of, undecodable

    data = _bytes(path)
    found = text_of(data)
    if found is None:
        return Rewrite(path, data, "", "", (undecodable(from_root(path)),))
    old = found[0]
    new = mended(old)
    return Rewrite(path, data, old, new if words(new) == words(old) else old)


def _joined(path: Path, *, lines: bool, cuts: bool) -> Rewrite:
    from presslayout.issue.copy.mending import mended_copy
    from presslayout.issue.files import from_root
    from presslayout.issue.yaml.encoding import text_of, undecodable

    data = _bytes(path)
    found = text_of(data)
    if found is None:
        return Rewrite(path, data, "", "", (undecodable(from_root(path)),))
    old = found[0]
    return Rewrite(path, data, old, mended_copy(old, path.name, lines=lines, cuts=cuts))


def _unrepeated(path: Path) -> tuple[Rewrite, ...]:
    """The files of copy without the parts that their stories have in the spec."""
    from presslayout.issue.copy.mending import lines_removed
    from presslayout.issue.yaml.encoding import text_of
    from presslayout.newsroom.proofread.repeated import lines_of, repeats

    loaded = build.load(path)
    gone: dict[str, list[set[int]]] = {}
    for story in loaded.issue.stories:
        own = {p.span.file for p in story.body if p.span is not None and formats.typed(p.span.file)}
        said = [story.body[n] for one in repeats(story) for n in one.paragraphs]
        for name in own:
            rows = {n for p in said if p.span and p.span.file == name for n in lines_of(p)}
            gone.setdefault(name, []).append(rows)
    made = []
    for name, wanted in gone.items():
        # What several stories take from one file goes where it is too much in all of them.
        rows = set.intersection(*wanted)
        data = _bytes(loaded.workspace.root / name)
        found = text_of(data)
        if rows and found is not None:
            new = lines_removed(found[0], name, rows)
            made.append(Rewrite(loaded.workspace.root / name, data, found[0], new))
    return tuple(made)


def _issue_marks(path: Path) -> Iterator[Rewrite]:
    """The texts that stand in the spec, then its files of copy."""
    from presslayout.issue.copy.punctuation import mended, words
    from presslayout.issue.yaml.encoding import text_of

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
    yield Rewrite(own, data, old, new if _reads(new, old, own) else old)
    names = dict.fromkeys(p.span.file for s in stories for p in s.body if p.span is not None)
    for name in names:
        if name != loaded.issue.file and formats.typed(name):
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
        meant = meant_by(path)
        raise SpecError(
            [
                Diagnostic(
                    "missing-file",
                    ERROR,
                    Text(f"读不到 {path.name}{meant.zh}", f"{path.name} cannot be read{meant.en}"),
                    hint=Text("检查路径", "check the path"),
                )
            ]
        ) from cause
