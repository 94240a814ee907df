"""A file's two readings: as it stands, and with the parts that it may have, for an editor to accept."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base import filelines
from presslayout.base.patterns import regex
from presslayout.base.values import frozen, replace
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.damage import VERSE_MOST
from presslayout.issue.copy.markdown import bare, markdown
from presslayout.issue.copy.mending import mended_copy
from presslayout.issue.copy.parts import (
    HEAD_MOST,
    Guess,
    Tale,
    is_byline,
    is_caption,
    is_name,
    tales,
    tells_of_picture,
)
from presslayout.issue.copy.web.articles import AUTHOR, TITLE
from presslayout.newsroom.importing import pictures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.issue.copy.foreign import CopyPiece, Figure
    from presslayout.newsroom.importing.caption_sheets import CaptionSheet
    from presslayout.newsroom.importing.manuscripts import Arrived
    from presslayout.newsroom.importing.pictures import Shot

_TITLE_LEAST, _TITLE_MOST = 4, 40
# So much is shown of the two ends of a join.
_SHOWN = 8
_HAN = regex("[\u3400-\u9fff]")
_PARTED = regex(r"\s*[_|｜—–-]+\s*")
_SITES = regex("(?:网|报|社|台|频道|客户端|平台|发布|新闻|要闻|在线|门户|首页|政府)$")
# A page's title ends with the name of its site.
_SITE = regex(r"\s*[_|｜]\s*[^_|｜]{1,20}$|\s+[-—–]\s+[^-—–]{1,20}$")
# How the parts are called in the difference that is shown, and in the spec.
NAMES = {
    Guess.BANNER: "栏题",
    Guess.TAG: "角标",
    Guess.KICKER: "引题",
    Guess.HEADLINE: "主题",
    Guess.DECK: "副题",
    Guess.BYLINE: "署名",
}


@frozen
class Draft:
    """A story as it would be written: its parts, its body as Markdown, its pictures.

    `about` are lines about the file that are left out; `joins` the ends and beginnings of
    paragraphs that were joined; `subheads` the words of those found; `missing` the addresses and
    captions of pictures that did not come along.
    """

    parts: tuple[tuple[Guess, str], ...]
    body: str
    shots: tuple[Shot, ...] = ()
    about: tuple[str, ...] = ()
    subheads: tuple[str, ...] = ()
    joins: tuple[tuple[str, str], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()

    def part(self, guess: Guess) -> str:
        """A part's words; "" where there is none."""
        return next((words for found, words in self.parts if found is guess), "")


@frozen
class Readings:
    """A file read as it stands, and in the stories that it may hold; of pictures alone `manuscript` is None.

    `sheet` are the captions that it holds for pictures of others: it is no story of its own then.
    """

    name: str
    plain: Draft
    guessed: tuple[Draft, ...]
    manuscript: Arrived | None = None
    remote: tuple[str, ...] = ()
    sheet: CaptionSheet | None = None

    @property
    def differs(self) -> bool:
        """Whether anything is guessed at all."""
        return self.sheet is not None or shown(self.guessed) != shown((self.plain,))


def readings(manuscript: Arrived, found: Sequence[tuple[Figure, Shot | None]]) -> Readings:
    """Both readings of a file; `found` are its pictures where they are."""
    here = [(figure, shot) for figure, shot in found if shot is not None]
    shots = [
        replace(shot, anchor=figure.anchor, line=figure.line, alt=figure.alt)
        for figure, shot in here
    ]
    quoted = _quoted(manuscript.quotes)
    plain = Draft((), _body(manuscript.pieces, quoted), tuple(_said(shot) for shot in shots))
    same = manuscript.figures or manuscript.mended is manuscript.pieces
    pieces = list(manuscript.pieces if same else manuscript.mended)
    shots, gone = _with_captions(pieces, shots, [figure.caption for figure, _ in here])
    missing = _missing(pieces, [figure for figure, shot in found if shot is None], gone)
    gone |= {at: len(shots) for at, _, _ in missing if at is not None}
    guessed = _guessed(pieces, shots, gone, manuscript, quoted)
    told = tuple((target, caption) for _, target, caption in missing)
    guessed = (replace(guessed[0], missing=told), *guessed[1:]) if guessed else ()
    remote = tuple(figure.target for figure, shot in found if shot is None)
    return Readings(manuscript.arrival.name, plain, guessed, manuscript, remote)


def of_captions(read: Readings, sheet: CaptionSheet) -> Readings:
    """A file whose words are captions of other files' pictures: as it stands, or no story at all."""
    return replace(read, guessed=(), sheet=sheet)


def shown_captions(sheet: CaptionSheet) -> list[str]:
    """Captions as the lines in which they are compared: what is above them, each with its picture."""
    rows = [one.text for one in sheet.headings]
    for one in sheet.captions:
        rows += ["", f"图片: {one.name}", f"说明: {one.caption}"]
        rows += [f"摄影: {one.credit}"] if one.credit else []
    for one in sheet.unplaced:
        rows += ["", "图片（找不到）", f"说明: {one.text}"]
    return rows


def of_pictures(name: str, title: str, shots: Sequence[Shot]) -> Readings:
    """A story of pictures alone; a folder's name may be its headline."""
    parts = ((Guess.HEADLINE, title),) if title else ()
    plain = Draft((), "", tuple(replace(shot, caption="", credit="") for shot in shots))
    return Readings(name, plain, (Draft(parts, "", tuple(shots)),))


def with_shots(read: Readings, shots: Sequence[Shot]) -> Readings:
    """A file with pictures that came beside it: they go with its first story."""
    first, *others = read.guessed
    held = {shot.sha256: shot for shot in first.shots}
    new = [shot for shot in shots if shot.sha256 not in held]
    named = {shot.sha256: shot for shot in shots}
    kept = [_named_too(shot, named.get(shot.sha256)) for shot in first.shots]
    credit = pictures.byline_credit(first.part(Guess.BYLINE))
    made = tuple(replace(s, credit=s.credit or credit) for s in (*kept, *new))
    plain = (*read.plain.shots, *(replace(s, caption="", credit="") for s in new))
    return replace(
        read,
        plain=replace(read.plain, shots=plain),
        guessed=(replace(first, shots=made), *others),
    )


def shown(drafts: Sequence[Draft]) -> list[str]:
    """Stories as the lines in which they are compared: parts, body, pictures."""
    rows: list[str] = []
    for number, draft in enumerate(drafts):
        rows += ["", "* * *", ""] if number else []
        rows += [f"{NAMES[guess]}: {words}" for guess, words in draft.parts]
        rows += [""] if draft.parts else []
        rows += filelines.lines(draft.body.rstrip("\n"))
        for shot in draft.shots:
            rows.append("")
            rows.append(f"图片: {shot.source or shot.sha256[:8]}")
            rows += [f"说明: {shot.caption}"] if shot.caption else []
            rows += [f"摄影: {shot.credit}"] if shot.credit else []
        for target, caption in draft.missing:
            rows += ["", f"图片（不在来稿里）: {target}", f"说明: {caption}"]
    return rows


def _named_too(shot: Shot, other: Shot | None) -> Shot:
    """A picture that came twice: what the one does not say the other may."""
    if other is None:
        return shot
    return replace(shot, caption=shot.caption or other.caption, credit=shot.credit or other.credit)


def _said(shot: Shot) -> Shot:
    return replace(shot, caption="", credit="")


def _quoted(quotes: Sequence[str]) -> str:
    return "".join(f"\n> {quote}\n" for quote in quotes)


def _body(pieces: Sequence[CopyPiece], quoted: str) -> str:
    return f"{_marked(pieces)}{quoted}".lstrip("\n")


def _marked(pieces: Sequence[CopyPiece]) -> str:
    """The pieces as Markdown; of verse what stood apart stands one more empty line apart."""
    gaps = [b.line - a.line for a, b in pairwise(pieces)]
    stanzas = gaps and min(gaps) < max(gaps) and all(_is_verse(piece) for piece in pieces)
    if not stanzas:
        return markdown(pieces)
    usual = min(gaps)
    ends = [*("\n\n" if gap > usual else "\n" for gap in gaps), ""]
    return "".join(f"{markdown([one])}{end}" for one, end in zip(pieces, ends, strict=True))


def _is_verse(piece: CopyPiece) -> bool:
    return piece.kind == ParagraphKind.PARAGRAPH and len(piece.text.strip()) <= VERSE_MOST


def _with_captions(
    pieces: Sequence[CopyPiece], shots: Sequence[Shot], told: Sequence[str]
) -> tuple[list[Shot], dict[int, int]]:
    """The pictures with their captions, and the pieces that became one, each with its picture's number."""
    heads = {
        at
        for tale in tales(pieces)
        for at, guess in tale.parts
        if guess not in (Guess.SUBHEAD, Guess.ABOUT)
    }
    gone: dict[int, int] = {}
    made: list[Shot] = []
    for number, (shot, caption) in enumerate(zip(shots, told, strict=True)):
        following = pieces[shot.anchor] if shot.anchor < len(pieces) else None
        alone = number + 1 == len(shots) or shots[number + 1].anchor != shot.anchor
        words = ""
        if following is not None and bare(following.text) == caption:
            caption = ""  # noqa: PLW2901  (it is the piece itself)
        if caption:
            words = caption
        elif (
            following is not None
            and alone
            and shot.anchor not in heads | gone.keys()
            and is_caption(following)
        ):
            gone[shot.anchor] = number
            words = bare(following.text)
        text, credit = pictures.captioned(words)
        own, named = pictures.own_words(shot.path, shot.source)
        if shot.line and not words and not own and _HAN.search(shot.alt):
            own = shot.alt if len(_HAN.findall(shot.alt)) > 3 else ""  # noqa: PLR2004  (three name nothing)
        made.append(replace(shot, caption=text or own, credit=credit or named))
    return made, gone


def _missing(
    pieces: Sequence[CopyPiece], figures: Sequence[Figure], gone: Mapping[int, int]
) -> list[tuple[int | None, str, str]]:
    """Pictures that did not come and say what they show: the piece that says so, address, caption."""
    made: list[tuple[int | None, str, str]] = []
    for figure in figures:
        following = pieces[figure.anchor] if figure.anchor < len(pieces) else None
        if following is not None and figure.anchor not in gone and tells_of_picture(following.text):
            made.append((figure.anchor, figure.target[:200], bare(following.text)))
        elif figure.caption and (following is None or bare(following.text) != figure.caption):
            made.append((None, figure.target[:200], figure.caption))
    return made


def _guessed(
    pieces: Sequence[CopyPiece],
    shots: Sequence[Shot],
    gone: Mapping[int, int],
    manuscript: Arrived,
    quoted: str,
) -> tuple[Draft, ...]:
    kept = [at for at in range(len(pieces)) if at not in gone]
    rest = [pieces[at] for at in kept]
    found = tales(rest)
    titles = _titles(manuscript)
    found = (_repeated(rest, found[0], titles), *found[1:]) if found else ()
    made: list[Draft] = []
    for number, tale in enumerate(found):
        first = kept[tale.start] if tale.start < len(kept) else len(pieces)
        last = kept[found[number + 1].start] if number + 1 < len(found) else len(pieces) + 1
        # A picture right above a later story belongs to the one before it.
        low = -1 if number == 0 else first
        own = [s for s in shots if low < s.anchor <= last or (number == 0 and s.anchor == 0)]
        made.append(_draft(rest, tale, own, quoted if number + 1 == len(found) else ""))
    return (_titled(made[0], titles, manuscript), *made[1:]) if made else ()


def _titles(manuscript: Arrived) -> list[str]:
    """The titles that a page says, without the name of its site where it ends with that."""
    said = [_SITE.sub("", words).strip() for kind, words in manuscript.said if kind == TITLE]
    return [title for title in said if 1 < len(title) <= _TITLE_MOST and _HAN.search(title)]


def _repeated(pieces: Sequence[CopyPiece], tale: Tale, titles: Sequence[str]) -> Tale:
    """A story among whose first lines its page's title, or a part of it, stands again: its headline."""
    if tale.of(Guess.HEADLINE):
        return tale
    segments = [part for title in titles for part in _PARTED.split(title)]
    named = [part for part in segments if not _SITES.search(part)]
    wanted = [part for part in map(_bare, (*titles, *named)) if len(part) >= _TITLE_LEAST]
    lines = range(tale.start, min(tale.start + HEAD_MOST, tale.stop))
    own = {_bare(pieces[at].text): at for at in reversed(lines) if at not in dict(tale.parts)}
    found = next((own[part] for part in wanted if part in own), None)
    if found is None:
        return tale
    return replace(tale, parts=tuple(sorted((*tale.parts, (found, Guess.HEADLINE)))))


def _bare(text: str) -> str:
    return "".join(text.split())


def _draft(pieces: Sequence[CopyPiece], tale: Tale, shots: Sequence[Shot], quoted: str) -> Draft:
    """A story with its parts taken out of its text, subheads marked, paragraphs that were cut joined."""
    taken = {at: guess for at, guess in tale.parts if guess is not Guess.SUBHEAD}
    subheads = set(tale.of(Guess.SUBHEAD))
    body = []
    for at in range(tale.start, tale.stop):
        if at in subheads:
            body.append(_subhead(pieces[at]))
        elif at not in taken:
            body.append(pieces[at])
    typed = _marked(body)
    joined = mended_copy(typed, ".md", lines=False, cuts=True)
    parts = tuple((guess, bare(pieces[at].text)) for guess in NAMES for at in tale.of(guess))
    credit = pictures.byline_credit(dict(parts).get(Guess.BYLINE, ""))
    return Draft(
        parts,
        f"{joined}{quoted}".lstrip("\n"),
        tuple(replace(shot, credit=shot.credit or credit) for shot in shots),
        tuple(bare(pieces[at].text) for at in tale.of(Guess.ABOUT)),
        tuple(bare(pieces[at].text) for at in sorted(subheads)),
        tuple(_joins(typed, joined)),
    )


def _subhead(piece: CopyPiece) -> CopyPiece:
    return replace(piece, kind=ParagraphKind.SUBHEAD)


def _joins(before: str, after: str) -> list[tuple[str, str]]:
    """Where paragraphs were joined: how the one ended and the next began."""
    made: list[tuple[str, str]] = []
    parts = iter(before.rstrip("\n").split("\n\n"))
    for whole in after.rstrip("\n").split("\n\n"):
        own = next(parts, "")
        left = _size(whole) - _size(own)
        while left > 0 and (following := next(parts, None)) is not None:
            made.append((own[-_SHOWN:], following[:_SHOWN]))
            own, left = following, left - _size(following)
    return made


def _size(text: str) -> int:
    """How many characters a text has, blanks not counted."""
    return len("".join(text.split()))


def _titled(draft: Draft, titles: Sequence[str], manuscript: Arrived) -> Draft:
    """A story with the title and author that its page says, where it says none itself."""
    said = dict(reversed(manuscript.said))
    parts = dict(draft.parts)
    if titles:
        # A page says its title with more around it, and alone.
        title = next((t for t in titles[1:] if t in titles[0]), titles[0])
        own = parts.get(Guess.HEADLINE, "")
        if own and _bare(own) not in _bare(title):
            parts.setdefault(Guess.DECK, own)
            parts[Guess.HEADLINE] = title
        elif not own:
            parts[Guess.HEADLINE] = title
    author = said.get(AUTHOR, "").strip()
    if Guess.BYLINE not in parts and author and (is_name(author) or is_byline(author)):
        parts[Guess.BYLINE] = author
    ordered = tuple((guess, parts[guess]) for guess in NAMES if guess in parts)
    return replace(draft, parts=ordered)
