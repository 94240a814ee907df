"""Content streams gone through once, operator by operator, for everybody who listens.

Knows how streams nest, how their operators are read and how many of them one may hold; what an
operator means is the listeners' business.  What one of them cannot make out costs it that operator
alone, and what one of them can no longer pay for costs the others nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import (
    ENDLESS,
    Meter,
    charge,
    charged,
    check_content,
    damage,
    spend,
)
from presslayout.preflight.pdf.known_streams import KnownStreams, at_hand

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Sequence

    import pikepdf

    from presslayout.preflight.pdf.known_streams import Step
    from presslayout.preflight.pdf.pdfobject import (
        Operands,
        PdfImage,
        PdfObject,
        Resources,
    )

    Source = PdfObject | pikepdf.Page
    # Those who did not come to the end of a stream, and why.
    Fallen = dict["Listener", Exception]

# Forms within forms.
DEPTH = 12
# By the operator that begins it a picture in the midst of content is known.
INLINE = "BI"
# More than any stream can cost.
_UNBOUNDED = 1 << 62


class Listener(Protocol):
    """Somebody who is told of operators, with a graphics state and a purse of their own."""

    @property
    def odd(self) -> Counter[str]:
        """The operators that made no sense, and how often."""
        ...

    @property
    def meter(self) -> Meter | None:
        """What pays for what is unpacked for them; None where whoever is at work pays."""
        ...

    def afford(self, operators: int) -> None:
        """Pay for the operators of a stream; TooMuchError where nothing is left."""
        ...

    def begin(self, resources: Resources) -> None:
        """A stream begins that is drawn with these resources."""
        ...

    def operator(self, name: str, operands: Operands, resources: Resources, depth: int) -> None:
        """Any operator but Do, which `place` is told of."""
        ...

    def failed(self, name: str) -> None:
        """An operator made no sense: whatever it left behind is put away."""
        ...

    def inline(self, image: PdfImage, resources: Resources) -> None:
        """A picture stands in the content."""
        ...

    def place(
        self,
        named: tuple[PdfObject, PdfObject | None],
        resources: Resources,
        depth: int,
    ) -> bool:
        """Do: a name and what it stands for; whether it is a form that is to be gone into."""
        ...

    def leave(self, form: PdfObject) -> None:
        """A form that was gone into is over, or cannot be read further."""
        ...

    def end(self, resources: Resources) -> None:
        """A stream is over."""
        ...


def through(page: pikepdf.Page, listeners: Sequence[Listener]) -> Fallen:
    """Go through a page; why some of its listeners did not come to its end."""
    with charged(listeners[0].meter if listeners else None), at_hand(anew=True) as known:
        turns = _Turns(listeners, known, several=len(listeners) > 1)
        return turns.stream(page, page.get("/Resources"), 0)


def alone(listener: Listener, source: PdfObject, resources: Resources, depth: int) -> None:
    """Go through a stream that nobody else asks for; raises why it could not be gone through.

    Whatever is unpacked is at the charge of whoever is at work.
    """
    with at_hand(anew=False) as known:
        fallen = _Turns((listener,), known, several=False).stream(source, resources, depth)
    if fallen:
        raise fallen[listener]


def resource(resources: Resources, kind: str, name: PdfObject) -> PdfObject | None:
    """What a name stands for in resources; None where it stands for nothing."""
    import pikepdf

    entries = resources.get(kind) if resources is not None else None
    if not isinstance(entries, pikepdf.Dictionary):
        return None
    # What is no name raises.
    return entries.get(cast("pikepdf.Name", name))


class _Turns:
    """Those who listen to a stream, one after the other; `several` pay by turns."""

    def __init__(
        self, listeners: Sequence[Listener], known: KnownStreams, *, several: bool
    ) -> None:
        self.listeners = tuple(listeners)
        self.known = known
        self.several = several
        import pikepdf

        self.fallen: Fallen = {}
        self.faults = damage()
        self.inline = pikepdf.ContentStreamInlineImage
        self.array = pikepdf.Array

    def stream(self, source: Source, resources: Resources, depth: int) -> Fallen:
        """All of a stream and of the forms in it."""
        self.tell(None, lambda one: one.begin(resources))
        if not self.listeners:
            return self.fallen
        try:
            steps = self.steps(source)
        except ENDLESS as why:
            return self.drop_all(why)
        except self.faults as why:
            return self.drop_all(why)
        self.tell(None, lambda one: one.afford(len(steps)))
        for step in steps:
            if not self.listeners:
                return self.fallen
            self.step(step, resources, depth)
        if not self.listeners:
            return self.fallen
        self.tell(None, lambda one: one.end(resources))
        return self.fallen

    def steps(self, source: Source) -> Sequence[Step]:
        """The operators of a stream that can be read at all: each of them pays for that."""
        import pikepdf

        # A page is gone through once; what it draws may stand again.
        again = None if isinstance(source, pikepdf.Page) else source
        content = source.get("/Contents") if isinstance(source, pikepdf.Page) else source
        known = None if again is None else self.known.of(again)
        purse = Meter(_UNBOUNDED)
        try:
            if known is not None:
                return known[0]
            with charged(purse):
                check_content(content)
        finally:
            took = known[1] if known is not None else _UNBOUNDED - purse.left
            self.tell(None, lambda _: spend(took))
        steps = pikepdf.parse_content_stream(source)
        if again is not None:
            self.known.keep(again, steps, took)
        return steps

    def step(self, step: Step, resources: Resources, depth: int) -> None:
        """One operator."""
        name = INLINE
        try:
            if isinstance(step, tuple):
                name, operands = step
            elif isinstance(step, self.inline):
                image: PdfImage = step.iimage
                self.tell(name, lambda one: one.inline(image, resources))
                return
            else:
                name, operands = texts.operator(step), list(step.operands)
            if name == "Do":
                named = operands[0], resource(resources, "/XObject", operands[0])
                self.draw(named, resources, depth)
                return
            self.operator(name, operands, resources, depth)
        except ENDLESS as why:
            self.drop_all(why)
        except self.faults:
            for one in self.listeners:
                _failed(one, name)

    def draw(
        self,
        named: tuple[PdfObject, PdfObject | None],
        resources: Resources,
        depth: int,
    ) -> None:
        """What is drawn by name; a form is gone into by those who want to."""
        form = named[1]
        inside = self.tell("Do", lambda one: one.place(named, resources, depth))
        if form is None or not inside:
            return
        try:
            turns = _Turns(inside, self.known, several=self.several)
            fallen = turns.stream(form, form.get("/Resources", resources), depth + 1)
        finally:
            for one in inside:
                one.leave(form)
        for one, why in fallen.items():
            if isinstance(why, ENDLESS):
                self.drop(one, why)
            else:
                _failed(one, "Do")

    def tell(self, name: str | None, what: Callable[[Listener], bool | None]) -> list[Listener]:
        """Tell all who still listen; those of them who say yes.

        Whatever is wrong costs the operator of this name alone, or where there is none the stream.
        """
        wanted = []
        for one in self.listeners:
            if self.several:
                charge(one.meter)
            try:
                if what(one):
                    wanted.append(one)
            except ENDLESS as why:
                self.drop(one, why)
            except self.faults as why:
                if name is None:
                    self.drop(one, why)
                else:
                    _failed(one, name)
        return wanted

    def operator(self, name: str, operands: Operands, resources: Resources, depth: int) -> None:
        """As `tell`, of what there is most of."""
        if name == "TJ" and isinstance(operands[0], self.array):
            # All who listen go through it.
            operands[0] = list(operands[0])  # type: ignore[call-overload]
        for one in self.listeners:
            if self.several:
                charge(one.meter)
            try:
                one.operator(name, operands, resources, depth)
            except ENDLESS as why:
                self.drop(one, why)
            except self.faults:
                _failed(one, name)

    def drop(self, one: Listener, why: Exception) -> None:
        """One of them listens no more."""
        self.fallen[one] = why
        self.listeners = tuple(other for other in self.listeners if other is not one)

    def drop_all(self, why: Exception) -> Fallen:
        """Nobody listens any more."""
        for one in self.listeners:
            self.drop(one, why)
        return self.fallen


def _failed(one: Listener, name: str) -> None:
    one.odd[name] += 1
    one.failed(name)
