"""Whether a file is what an issue gives now, and where its pages differ (`verify`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from presslayout import api, codec, signing
from presslayout.codec import hash_of
from presslayout.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.overlay.values import PROOF, Subject, subject
from presslayout.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.page import Edition
    from presslayout.record import Composition
    from presslayout.spec.workspace import Loaded

# Pages are compared at this many dots an inch, in squares of so many dots.
DPI, SQUARE = 72, 24
# A dot whose grey differs by more than this is another.
GREY = 40
MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Compared:
    """A page of the file: whether it is the issue's, who signed it, and where it differs.

    `places` are left, top, right, bottom in millimetres from the upper left of the file's page.
    """

    number: int
    same: bool
    standing: signing.Standing | None
    places: tuple[tuple[float, float, float, float], ...] = ()


def compared(file: Path, issue: Path, options: api.Options) -> tuple[Compared, ...]:
    """Every page of a PDF of ours or of an edition.json; SpecError when the file cannot be read."""
    loaded, composition = api.composed(issue, options)
    signatures = signing.read(api.signatures(loaded))
    data = _bytes(file)
    if data.startswith(b"%PDF"):
        return tuple(_of_pdf(data, loaded, composition, signatures, options))
    return tuple(_of_edition(data, file, composition.edition, signatures))


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
    current = {page.number: hash_of(page) for page in now.pages}
    for page in edition.pages:
        # What the file says of itself does not count: its content is hashed again.
        own = hash_of(page)
        same = own == told.get(page.number) == current.get(page.number)
        yield Compared(page.number, same, signing.standing(page, signatures))


def _of_pdf(
    data: bytes,
    loaded: Loaded,
    composition: Composition,
    signatures: tuple[signing.Signature, ...],
    options: api.Options,
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
        places = _differing(one, wanted[number]) if one is not None else ((0.0, 0.0, 0.0, 0.0),)
        yield Compared(page.number, False, signing.standing(page, signatures), places)  # noqa: FBT003


def _builds(
    loaded: Loaded, composition: Composition, options: api.Options, told: Subject
) -> Iterator[bytes]:
    """What the issue gives as press file and as the proof that the file says it is."""
    from presslayout.products import painted, proofed

    wanted = replace(options, target="press")
    yield painted(order := api.order(loaded, composition, wanted, Stopwatch()), order.standard)
    target = api.GALLEY if told.galley else "proof"
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


def _rendered(data: bytes) -> list[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    except pypdfium2.PdfiumError:
        return []


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
