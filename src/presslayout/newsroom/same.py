"""Whether a file is what an issue gives now, and where its pages differ (`verify`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.stopwatch import Stopwatch
from presslayout.base.units import to_mm
from presslayout.base.values import frozen, replace
from presslayout.edition import codec
from presslayout.edition.codec import hash_of
from presslayout.edition.earlier import earlier
from presslayout.edition.locate import block_extent
from presslayout.edition.page import IssueFacts
from presslayout.edition.roles import JUMP_HEAD
from presslayout.issue.files import meant_by
from presslayout.newsroom import build, signing, signoffs
from presslayout.newsroom.options import GALLEY, Options
from presslayout.newsroom.samepages import differing, paired, said, shown
from presslayout.overlay.page_remarks import Subject, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from presslayout.edition.page import Article, Edition, Page
    from presslayout.edition.record import Composition
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.samepages import FileFacts, SeenNote, SeenPage
    from presslayout.newsroom.signing import Signoffs

# What a build writes for an archive, however it says so.
ARCHIVE = "archive"
# What a file says beside its pages, as people call it (presswords.of_file).
BESIDE = {
    "intent": Text("输出意图", "the output intent"),
    "layers": Text("图层", "layers"),
    "trapped": Text("陷印声明", "what it says of trapping"),
    "actions": Text("打开时的动作", "actions on opening"),
    "attachments": Text("附件", "attachments"),
    "form": Text("表单", "a form"),
    "encryption": Text("加密", "encryption"),
}
# A proof is read, not printed from: comments bring forms along, mail encrypts.
_OF_PROOFS = frozenset(("intent", "layers"))
# Longer texts are not compared word by word.
LONGEST = 60_000


@frozen
class Compared:
    """A page of the file: whether it is the issue's, who signed it, and where it differs.

    `places` are left, top, right, bottom in millimetres from the upper left of the file's page,
    `blocks` the blocks that differ, `texts` the words of the issue and those of the file there.
    `comments` counts annotations that are not ours, which are no difference as long as they go to
    no paper; `missing` tells that the file has no such page.
    """

    number: int
    same: bool
    standing: signing.Standing | None
    places: tuple[tuple[float, float, float, float], ...] = ()
    blocks: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    comments: int = 0
    missing: bool = False


@frozen
class Sameness:
    """What was found of a file: page by page, and the files of an archive that differ.

    `extra` counts pages that the issue does not have; `beside` names what a PDF says otherwise as a
    whole (a key of BESIDE); `found` is what is said of the sign-offs.
    """

    pages: tuple[Compared, ...]
    files: tuple[str, ...] = ()
    extra: int = 0
    beside: tuple[str, ...] = ()
    found: tuple[Diagnostic, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the file is what the issue gives, signed or not."""
        return (
            bool(self.pages)
            and not self.files
            and not self.extra
            and not self.beside
            and all(page.same for page in self.pages)
        )

    @property
    def good(self) -> bool:
        """Whether the file is what the issue gives, every page of it signed or sealed."""
        signed = (page.standing is not None and page.standing.signed for page in self.pages)
        return self.same and all(signed)

    @property
    def only_comments(self) -> bool:
        """Whether comments are all that the file has otherwise."""
        return self.same and any(page.comments for page in self.pages)


def compared(file: Path, issue: Path, options: Options) -> Sameness:
    """A PDF of ours, an edition.json or an archive; SpecError when the file cannot be read."""
    loaded, composition = build.composed(issue, options)
    known = signoffs.of(loaded)
    found = tuple(signoffs.damaged(loaded, known))
    if file.is_dir():
        kept = _bytes(file / "data" / "edition.json")
        pages, extra = _once(_of_edition(kept, file, composition.edition, known))
        return Sameness(pages, tuple(_apart(file, issue, options)), extra, found=found)
    data = _bytes(file)
    if data.startswith(b"%PDF"):
        return replace(_of_pdf(file, data, _Ours(loaded, composition), known, options), found=found)
    pages, extra = _once(_of_edition(data, file, composition.edition, known))
    return Sameness(pages, extra=extra, found=found)


def _once(pages: Iterable[Compared]) -> tuple[tuple[Compared, ...], int]:
    """The pages of an edition, and how many of them stand there again: no issue has a page twice."""
    listed = tuple(pages)
    first = {one.number: one for one in reversed(listed)}
    return tuple(one for one in listed if first[one.number] is one), len(listed) - len(first)


def _apart(folder: Path, issue: Path, options: Options) -> Iterator[str]:
    """The files of an archive that are not as the issue gives them, or stand on one side alone."""
    import tempfile
    from pathlib import Path as Place

    from presslayout.archive.bag import listed

    with tempfile.TemporaryDirectory(prefix="presslayout-") as spare:
        extras = options.extras | _wished(folder)
        wanted = replace(options, target="archive", verify=False, extras=extras)
        made = build.build(issue, Place(spare), wanted)
        if made.product is None:
            raise SpecError(made.report.diagnostics)
        ours, theirs = listed(made.product), listed(folder)
    yield from (name for name in sorted(ours | theirs) if ours.get(name) != theirs.get(name))


def _wished(folder: Path) -> frozenset[str]:
    """What a bag holds by wish alone, by the names of `archive.extras`."""
    data = folder / "data"
    shown = {"site": data / "site" / "index.html", "ofd": data / "archive.ofd"}
    found = {name for name, path in shown.items() if doors.is_file(path)}
    pdf = data / "archive.pdf"
    if doors.is_file(pdf) and said(doors.read(pdf)).archived == "3a":
        found.add("a3")
    return frozenset(found)


def _bytes(file: Path) -> bytes:
    try:
        return doors.read(file)
    except OSError as cause:
        raise _unreadable(file) from cause


def _of_edition(data: bytes, file: Path, now: Edition, known: Signoffs) -> Iterator[Compared]:
    try:
        edition = codec.loads(data)
        whole = codec.plain(data)
        told = {page["number"]: page["hash"] for page in whole["pages"]}
    except doors.JSON.faults() as cause:
        raise _unreadable(file) from cause
    now = now if whole["format"] == codec.FORMAT else _as_before(now)
    assets = {asset.key: asset for asset in now.assets}
    # What no page shows: faces, pictures and the press under their names, and the issue's own facts.
    beside = (edition.press, edition.facts) == (now.press, now.facts)
    beside = beside and all(assets.get(a.key) == a for a in edition.assets)
    current = {page.number: page for page in now.pages}
    articles = {article.id: article for article in now.articles}
    for page in edition.pages:
        wanted = current.get(page.number)
        texts = tuple(_retold(page, edition, articles))
        # What the file says of itself does not count: its content is hashed again.
        own = hash_of(page)
        same = wanted is not None and own == told.get(page.number) and own in _hashes(wanted)
        same = same and _facts_of(page) == _facts_of(wanted)
        yield Compared(
            page.number,
            same and beside and not texts and not any(_parted(page, edition, articles)),
            signing.standing(page, edition, known),
            blocks=signing.differing(wanted, page) if wanted is not None else (),
            texts=texts,
        )


def _as_before(now: Edition) -> Edition:
    """An edition without what `presslayout/edition-1` could not say of it."""
    return replace(
        now,
        facts=IssueFacts(),
        assets=tuple(replace(asset, rights="", source="") for asset in now.assets),
        articles=tuple(replace(article, paragraphs=()) for article in now.articles),
        pages=tuple(replace(page, section="", editors=()) for page in now.pages),
    )


def _facts_of(page: Page | None) -> tuple[str, tuple[str, ...]]:
    return (page.section, page.editors) if page is not None else ("", ())


def _parted(page: Page, edition: Edition, articles: Mapping[str, Article]) -> Iterator[str]:
    """The texts of a page's stories whose paragraphs are others than the issue's.

    Their markers are those of print, which stand on the page, or on one that is not there.
    """
    shown = {block.story for block in page.blocks if block.story}
    for article in edition.articles:
        known = articles.get(article.id)
        if article.id not in shown or known is None:
            continue
        theirs, ours = dict(article.paragraphs), dict(known.paragraphs)
        for part in dict.fromkeys([*theirs, *ours]):
            if part.startswith(JUMP_HEAD):
                continue
            one, other = ([replace(p, marker="") for p in side.get(part, ())]
                          for side in (theirs, ours))  # fmt: skip
            if one != other:
                yield part


def _hashes(page: Page) -> Iterator[str]:
    """The hashes of a page: its own, and the one that editions of before gave it."""
    yield hash_of(page)
    yield hash_of(earlier(page))


def _retold(
    page: Page, edition: Edition, articles: Mapping[str, Article]
) -> Iterator[tuple[str, str]]:
    """The texts of a page's stories that the issue has otherwise: its words, and the file's."""
    from presslayout.edition.rewriting import edits

    shown = {block.story for block in page.blocks if block.story}
    for article in edition.articles:
        if article.id not in shown:
            continue
        known = articles.get(article.id)
        old, new = dict(known.texts) if known else {}, dict(article.texts)
        for part in dict.fromkeys([*old, *new]):
            if part.startswith(JUMP_HEAD) and not (part in old and part in new):
                # It is there where it is printed, and editions of before did not have it.
                continue
            one, other = old.get(part, ""), new.get(part, "")
            yield from ((one[a0:a1], other[b0:b1]) for a0, a1, b0, b1 in edits(one, other))


@frozen
class _Ours:
    """The issue that a file is held against, read and set."""

    loaded: Loaded
    composition: Composition


def _of_pdf(file: Path, data: bytes, issue: _Ours, known: Signoffs, options: Options) -> Sameness:
    edition = issue.composition.edition
    stands = [signing.standing(page, edition, known) for page in edition.pages]
    whole = said(data)
    proof = subject(whole.subject)
    theirs: list[SeenPage] = []
    found: list[Sameness] = []
    for composition in _compositions(issue.composition):
        ours = b""
        for standard, ours in _builds(
            replace(issue, composition=composition), options, proof, whole.archived
        ):
            if ours == data:
                return Sameness(tuple(Compared(s.page, same=True, standing=s) for s in stands))
            if bool(whole.archived) == (standard == ARCHIVE):
                break
        theirs, wanted = theirs or shown(data), shown(ours)
        if not theirs:
            raise _unreadable(file)
        met = zip(stands, edition.pages, wanted, paired(theirs, wanted), strict=False)
        pages = tuple(
            _page(page, stand, want, one, proof=proof is not None) for stand, page, want, one in met
        )
        extra = max(0, len(theirs) - len(wanted))
        beside = tuple(_beside(whole, said(ours), proof))
        found.append(Sameness(pages, extra=extra, beside=beside))
        if found[-1].same:
            break
    return next((one for one in found if one.same), found[0])


def _compositions(now: Composition) -> Iterator[Composition]:
    """The issue as it is set, and where that differs as editions of before wrote it."""
    yield now
    pages = tuple(earlier(page) for page in now.edition.pages)
    if any(one is not other for one, other in zip(pages, now.edition.pages, strict=True)):
        records = tuple(
            replace(record, hash=hash_of(page), written=None)
            for record, page in zip(now.pages, pages, strict=True)
        )
        yield replace(now, edition=replace(now.edition, pages=pages), pages=records)


def _beside(theirs: FileFacts, ours: FileFacts, proof: Subject | None) -> Iterator[str]:
    """What a file says otherwise as a whole, as far as it matters for what it is."""
    for name in BESIDE:
        if proof is not None and name not in _OF_PROOFS:
            continue
        if theirs.beside.get(name) != ours.beside.get(name):
            yield name


def _page(
    page: Page, stand: signing.Standing, wanted: SeenPage, one: SeenPage | None, *, proof: bool
) -> Compared:
    """A page of the file held against ours: comments on a proof are no difference."""
    if one is None:
        return Compared(page.number, same=False, standing=stand, missing=True)
    notes = [note for note in one.notes if note not in wanted.notes]
    printing = tuple(note.place for note in notes if note.prints and not proof)
    places = (*differing(one.picture, wanted.picture), *printing)
    same = one.digest == wanted.digest and not places
    return Compared(
        page.number,
        same,
        stand,
        places=places,
        blocks=tuple(_blocks_at(places, page, wanted)),
        texts=() if same else tuple(_reworded(wanted.text, one.text)),
        comments=_comments(notes),
    )


def _comments(notes: Sequence[SeenNote]) -> int:
    """How many comments these annotations are, as `marks` counts them; answers alone are one."""
    theirs = [note for note in notes if not note.ours]
    return sum(not note.belongs for note in theirs) or min(len(theirs), 1)


def _blocks_at(
    places: Sequence[tuple[float, float, float, float]], page: Page, wanted: SeenPage
) -> Iterator[str]:
    """The blocks of the page that a differing place touches."""
    left, top, scale = wanted.trim[0], wanted.trim[1], wanted.trim[2] / to_mm(page.width)
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
    from presslayout.edition.rewriting import edits

    if len(old) + len(new) > LONGEST:
        return
    yield from ((old[a0:a1], new[b0:b1]) for a0, a1, b0, b1 in edits(old, new))


def _builds(
    issue: _Ours, options: Options, told: Subject | None, archived: str
) -> Iterator[tuple[str, bytes]]:
    """What the issue gives, by standard: the proof that the file says it is, or press and archive.

    `archived` is the PDF/A that the file says it is: one of before is painted as it was then.
    """
    from presslayout.delivery.products import FORMER, archive_pdf, painted, printed, proofed

    loaded, composition = issue.loaded, issue.composition
    if told is None:
        wanted = replace(options, target="press")
        order = build.order(loaded, composition, wanted, Stopwatch())
        yield order.painting.standard, printed(order)
        if f"a{archived}" in FORMER:
            yield ARCHIVE, painted(order.painting, f"a{archived}")
            return
        extras = frozenset({"a3"} if archived == "3a" else ())
        wanted = replace(options, target=ARCHIVE, extras=extras)
        yield ARCHIVE, archive_pdf(build.order(loaded, composition, wanted, Stopwatch()))[1]
        return
    target = GALLEY if told.galley else "proof"
    wanted = replace(options, target=target, round=told.round, paper=told.paper, galley=told.galley)
    yield "plain", proofed(build.order(loaded, composition, wanted, Stopwatch()))[0]


def _unreadable(file: Path) -> SpecError:
    meant = meant_by(file)
    return SpecError(
        [
            Diagnostic(
                "not-an-edition",
                ERROR,
                Text(
                    f"{file.name} 读不到，或不是本程序写的 PDF 或 edition.json{meant.zh}",
                    f"{file.name} cannot be read, or is no PDF or edition.json of ours{meant.en}",
                ),
                hint=Text("写 press.pdf、proof.pdf 或 edition.json", "name one of these"),
            )
        ]
    )
