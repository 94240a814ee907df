"""Whether a file is what an issue gives now, and where its pages differ (`verify`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from presslayout import api, codec, signing, signoffs
from presslayout.codec import hash_of
from presslayout.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.options import GALLEY, Options
from presslayout.overlay.values import Subject, subject
from presslayout.places import block_extent
from presslayout.rounds import PROOF
from presslayout.stopwatch import Stopwatch
from presslayout.units import to_mm
from presslayout.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from presslayout.page import Article, Edition, Page
    from presslayout.record import Composition
    from presslayout.spec.workspace import Loaded

# Pages are compared at this many dots an inch, in squares of so many dots.
DPI, SQUARE = 72, 24
# A dot whose grey differs by more than this is another.
GREY = 40
MM_PER_INCH = 25.4
# Longer texts are not compared word by word.
LONGEST = 60_000


@frozen
class Compared:
    """A page of the file: whether it is the issue's, who signed it, and where it differs.

    `places` are left, top, right, bottom in millimetres from the upper left of the file's page,
    `blocks` the blocks that differ, `texts` the words of the issue and those of the file there.
    """

    number: int
    same: bool
    standing: signing.Standing | None
    places: tuple[tuple[float, float, float, float], ...] = ()
    blocks: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


@frozen
class Verdict:
    """What was found of a file: page by page, and the files of an archive that differ."""

    pages: tuple[Compared, ...]
    files: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the file is what the issue gives, every page of it signed."""
        signed = (page.standing is not None and page.standing.signed for page in self.pages)
        return (
            bool(self.pages)
            and not self.files
            and all(page.same for page in self.pages)
            and all(signed)
        )


def compared(file: Path, issue: Path, options: Options) -> Verdict:
    """A PDF of ours, an edition.json or an archive; SpecError when the file cannot be read."""
    loaded, composition = api.composed(issue, options)
    signatures = signing.read(signoffs.file(loaded))
    if file.is_dir():
        kept = _bytes(file / "data" / "edition.json")
        pages = tuple(_of_edition(kept, file, composition.edition, signatures))
        return Verdict(pages, tuple(_apart(file, issue, options)))
    data = _bytes(file)
    if data.startswith(b"%PDF"):
        return Verdict(tuple(_of_pdf(data, loaded, composition, signatures, options)))
    return Verdict(tuple(_of_edition(data, file, composition.edition, signatures)))


def _apart(folder: Path, issue: Path, options: Options) -> Iterator[str]:
    """The files of an archive that are not as the issue gives them, or stand on one side alone."""
    import tempfile
    from pathlib import Path as Place

    from presslayout.archive.bag import listed

    with tempfile.TemporaryDirectory(prefix="presslayout-") as spare:
        wanted = replace(options, target="archive", verify=False)
        made = api.build(issue, Place(spare), wanted)
        if made.product is None:
            raise SpecError(made.report.diagnostics)
        ours, theirs = listed(made.product), listed(folder)
    yield from (name for name in sorted(ours | theirs) if ours.get(name) != theirs.get(name))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as cause:
        raise _unreadable(file) from cause


def _of_edition(
    data: bytes, file: Path, now: Edition, signatures: tuple[signing.Signature, ...]
) -> Iterator[Compared]:
    try:
        edition = codec.loads(data)
        told = {page["number"]: page["hash"] for page in codec.plain(data)["pages"]}
    except (ValueError, KeyError, TypeError) as cause:
        raise _unreadable(file) from cause
    current = {page.number: page for page in now.pages}
    articles = {article.id: article for article in now.articles}
    assets = {asset.key: asset for asset in now.assets}
    # What no page shows: faces, pictures and the press under their names.
    beside = edition.press == now.press and all(assets.get(a.key) == a for a in edition.assets)
    for page in edition.pages:
        wanted = current.get(page.number)
        texts = tuple(_retold(page, edition, articles))
        # What the file says of itself does not count: its content is hashed again.
        own = hash_of(page)
        same = wanted is not None and own == told.get(page.number) == hash_of(wanted)
        yield Compared(
            page.number,
            same and beside and not texts,
            signing.standing(page, signatures),
            blocks=tuple(signing.differing(wanted, page)) if wanted is not None else (),
            texts=texts,
        )


def _retold(
    page: Page, edition: Edition, articles: Mapping[str, Article]
) -> Iterator[tuple[str, str]]:
    """The texts of a page's stories that the issue has otherwise: its words, and the file's."""
    from presslayout.compare.changes import edits

    shown = {block.story for block in page.blocks if block.story}
    for article in edition.articles:
        if article.id not in shown:
            continue
        known = articles.get(article.id)
        old, new = dict(known.texts) if known else {}, dict(article.texts)
        for part in dict.fromkeys([*old, *new]):
            one, other = old.get(part, ""), new.get(part, "")
            yield from ((one[a0:a1], other[b0:b1]) for a0, a1, b0, b1 in edits(one, other))


def _of_pdf(
    data: bytes,
    loaded: Loaded,
    composition: Composition,
    signatures: tuple[signing.Signature, ...],
    options: Options,
) -> Iterator[Compared]:
    pages = composition.edition.pages
    ours: list[bytes] = []
    for made in _builds(loaded, composition, options, _subject(data)):
        if made == data:
            for page in pages:
                yield Compared(page.number, True, signing.standing(page, signatures))  # noqa: FBT003
            return
        ours.append(made)
    nearest = min(ours, key=lambda made: abs(len(made) - len(data)))
    shown, wanted = _rendered(data), _rendered(nearest)
    for number, page in enumerate(pages):
        one = shown[number] if number < len(shown) else None
        standing = signing.standing(page, signatures)
        if one is None or number >= len(wanted):
            yield Compared(page.number, same=False, standing=standing, places=((0.0,) * 4,))
            continue
        places = _differing(one.picture, wanted[number].picture)
        yield Compared(
            page.number,
            same=False,
            standing=standing,
            places=places,
            blocks=tuple(_blocks_at(places, page, wanted[number])),
            texts=tuple(_reworded(wanted[number].text, one.text)),
        )


def _blocks_at(
    places: Sequence[tuple[float, float, float, float]], page: Page, shown: _Shown
) -> Iterator[str]:
    """The blocks of the page that a differing place touches."""
    left, top, scale = shown.trim[0], shown.trim[1], shown.trim[2] / to_mm(page.width)
    for block in page.blocks:
        box = block_extent(block)
        if box is None or block.artifact:
            continue
        x0, y0 = left + to_mm(box.x) * scale, top + to_mm(box.y) * scale
        x1, y1 = left + to_mm(box.right) * scale, top + to_mm(box.bottom) * scale
        if any(a < x1 and c > x0 and b < y1 and d > y0 for a, b, c, d in places):
            yield block.id


def _reworded(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The words that the page should say and those that it says."""
    from presslayout.compare.changes import edits

    if len(old) + len(new) > LONGEST:
        return
    yield from ((old[a0:a1], new[b0:b1]) for a0, a1, b0, b1 in edits(old, new))


def _builds(
    loaded: Loaded, composition: Composition, options: Options, told: Subject
) -> Iterator[bytes]:
    """What the issue gives as press file and as the proof that the file says it is."""
    from presslayout.products import painted, proofed

    wanted = replace(options, target="press")
    yield painted(order := api.order(loaded, composition, wanted, Stopwatch()), order.standard)
    yield painted(order, "a2u")
    target = GALLEY if told.galley else "proof"
    wanted = replace(options, target=target, round=told.round, paper=told.paper, galley=told.galley)
    yield proofed(api.order(loaded, composition, wanted, Stopwatch()))


def _subject(data: bytes) -> Subject:
    """Which proof a PDF says it is; the first of all where it says nothing."""
    import pypdfium2

    try:
        words = pypdfium2.PdfDocument(data).get_metadata_value("Subject")
    except pypdfium2.PdfiumError:
        words = ""
    return subject(words) or Subject(PROOF)


@frozen
class _Shown:
    """A page as another program sees it: its picture, its words without blanks, its trim box.

    `trim` is the box's left, top and width in millimetres from the upper left of the sheet.
    """

    picture: Any
    text: str
    trim: tuple[float, float, float]


def _rendered(data: bytes) -> list[_Shown]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        return [_shown(page) for page in document]
    except pypdfium2.PdfiumError:
        return []


def _shown(page: Any) -> _Shown:
    picture = page.render(scale=DPI / 72, may_draw_forms=False).to_pil().convert("L")
    text = "".join(page.get_textpage().get_text_range().split())
    sheet, trim = page.get_mediabox(), page.get_trimbox()
    in_mm = MM_PER_INCH / 72
    left, top = (trim[0] - sheet[0]) * in_mm, (sheet[3] - trim[3]) * in_mm
    return _Shown(picture, text, (left, top, (trim[2] - trim[0]) * in_mm))


def _differing(one: Any, other: Any) -> tuple[tuple[float, float, float, float], ...]:
    """Squares in which two pictures of a page differ, neighbours in a row as one."""
    from PIL import ImageChops

    if one.size != other.size:
        return ((0.0, 0.0, *(round(n * MM_PER_INCH / DPI, 1) for n in one.size)),)
    apart = ImageChops.difference(one, other).point(lambda grey: 255 if grey > GREY else 0)
    found: list[list[int]] = []
    for top in range(0, apart.height, SQUARE):
        for left in range(0, apart.width, SQUARE):
            square = left, top, min(left + SQUARE, apart.width), min(top + SQUARE, apart.height)
            if apart.crop(square).getbbox() is None:
                continue
            if found and found[-1][1] == top and found[-1][2] == left:
                found[-1][2] = square[2]
            else:
                found.append(list(square))
    return tuple(
        (a, b, c, d)
        for a, b, c, d in ([round(n * MM_PER_INCH / DPI, 1) for n in box] for box in found)
    )


def _unreadable(file: Path) -> SpecError:
    return SpecError(
        [
            Diagnostic(
                "not-an-edition",
                ERROR,
                Text(
                    f"{file.name} 读不到，或不是本程序写的 PDF 或 edition.json",
                    f"{file.name} cannot be read, or is no PDF or edition.json of ours",
                ),
                hint=Text("写 press.pdf、proof.pdf 或 edition.json", "name one of these"),
            )
        ]
    )
