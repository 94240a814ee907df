"""The finished files judged by what a stranger's preflight would say, told in the paper's words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import Diagnostic, Text
from presslayout.base.keeping import Keeping, digest
from presslayout.base.plugins import OWN, STANDARDS
from presslayout.base.units import EMU_PER_PT, to_mm
from presslayout.base.values import replace
from presslayout.edition.locate import block_at
from presslayout.preflight.checks.expectation import Requirement, expected
from presslayout.preflight.checks.known_places import KnownPlaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from presslayout.delivery.order import Made, Order
    from presslayout.preflight.checks.expectation import ExpectedPage
    from presslayout.preflight.pdf.matrix import Corners
    from presslayout.preflight.worker import Verifier

# What is kept of a judged file.
_FORMAT = "verdict-1"


def asked(
    order: Order, made: Made, verifier: Verifier, *, printed: bool
) -> Callable[[], tuple[Diagnostic, ...]]:
    """Begin to read what was made back; the result waits for what was found.

    What is to be `printed` is judged by the whole preflight of its press; what is known of the
    edition already is not told again.
    """
    demand = _demand(order) if printed else None
    answer = _verdict(order, made, verifier, demand)
    afresh = replace(demand, known=KnownPlaces()) if demand else None

    def answers() -> tuple[Diagnostic, ...]:
        found = [order.traced(_named(order, d)) for d in answer()]
        for one in made.also:
            path, promise = one.path, one.expected
            told = {(d.page, d.code, d.severity) for d in (*order.found, *found)}
            shown = {page.number: _there(order, page) for page in promise.pages}
            for d in verifier.ask(path, made.claim, promise, afresh)():
                # A fault of a page is in every file that shows it, and is told once.
                pages = shown.get(d.page, (None,)) if d.page else (None,)
                if not any((page, d.code, d.severity) in told for page in pages):
                    found.append(_in_file(path.name, pages[0], d))
        return tuple(dict.fromkeys(found))

    return answers


def _verdict(
    order: Order, made: Made, verifier: Verifier, demand: Requirement | None
) -> Callable[[], tuple[Diagnostic, ...]]:
    """What the verifier finds; the same bytes are judged once by the same promise and demand."""
    promise = expected(order.composition)
    keeping = Keeping.at(order.painting.cache)
    if keeping is None or made.claim not in OWN[STANDARDS]:
        return verifier.ask(made.pdf, made.claim, promise, demand)
    asked = (demand.press, demand.limits, demand.known) if demand else ()
    content = hashlib.sha256(doors.read(made.pdf)).hexdigest()
    key = digest(_FORMAT, keeping.ground, content, made.claim, promise, asked)
    known = keeping.get(key)
    if isinstance(known, tuple):
        return lambda: known
    answer = verifier.ask(made.pdf, made.claim, promise, demand)

    def found() -> tuple[Diagnostic, ...]:
        told = answer()
        keeping.put(key, told)
        return told

    return found


def _there(order: Order, page: ExpectedPage) -> tuple[int | None, ...]:
    """The pages of the edition that stand on one of a file's: others are blank."""
    known = {one.number for one in order.composition.edition.pages}
    return tuple(number for number in page.shows if number in known) or (None,)


def _in_file(name: str, page: int | None, d: Diagnostic) -> Diagnostic:
    """A finding in a file beside the first, whose pages may lie on sheets."""
    message = Text(f"{name}：{d.message.zh}", f"{name}: {d.message.en}")
    return replace(d, message=message, page=page, boxes=())


def _demand(order: Order) -> Requirement:
    numbers = {page.number: at for at, page in enumerate(order.composition.edition.pages, 1)}
    places: dict[tuple[int | None, str], list[Corners]] = {}
    for d in order.found:
        page = None if d.page is None else numbers.get(d.page)
        places.setdefault((page, d.code), []).extend(_corners(d))
        # What a file as a whole is told of may have been told of a page.
        places.setdefault((None, d.code), [])
    return Requirement(
        order.composition.edition.press, order.limits, KnownPlaces(places), order.painting.cache
    )


def _corners(d: Diagnostic) -> Iterable[Corners]:
    for box in d.boxes:
        left, top, right, bottom = box.x, box.y, box.right, box.bottom
        yield left / EMU_PER_PT, top / EMU_PER_PT, right / EMU_PER_PT, bottom / EMU_PER_PT


def _named(order: Order, d: Diagnostic) -> Diagnostic:
    """A finding of the press's checks that says where it is: the page, and the block on it."""
    if d.page is None or not d.boxes:
        return d
    page = next((p for p in order.composition.edition.pages if p.number == d.page), None)
    block = block_at(page, d.boxes[0]) if page else None
    if block is not None:
        zh, en = f"第{d.page}版「{block.id}」", f"page {d.page}, {block.id}"
    else:
        x, y = round(to_mm(d.boxes[0].x)), round(to_mm(d.boxes[0].y))
        zh = f"第{d.page}版（左 {x}、上 {y} mm）"
        en = f"page {d.page} ({x} mm from the left, {y} from the top)"
    if d.count > 1:
        zh, en = f"{zh}等处", f"{en}, …"
    return replace(d, message=Text(f"{zh}：{d.message.zh}", f"{en}: {d.message.en}"))
