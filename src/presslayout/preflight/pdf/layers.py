"""Layers (optional content) of a PDF: which are shown on a screen, which are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.entries import array, dictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.preflight.pdf.pdfobject import PdfObject


_DEPTH = 12


class Visibility(NamedTuple):
    """Whether content shows on a screen, and whether it prints."""

    screen: bool = True
    prints: bool = True


ALWAYS = Visibility()


class Layers:
    """The states of a file's layers, as its usual configuration has them."""

    def __init__(self, root: Any) -> None:
        import pikepdf

        properties = root.get("/OCProperties")
        self.known = isinstance(properties, pikepdf.Dictionary)
        self._hidden: set[tuple[int, int]] = set()
        self._printing: dict[tuple[int, int], bool] = {}
        self.names: list[str] = []
        if not self.known:
            return
        usual = dictionary(properties.get("/D"))
        groups = _groups(properties.get("/OCGs"))
        hidden = {g.objgen for g in _groups(usual.get("/OFF"))}
        if texts.of(usual.get("/BaseState", "")) == "/OFF":
            shown = {g.objgen for g in _groups(usual.get("/ON"))}
            hidden |= {g.objgen for g in groups if g.objgen not in shown}
        self._hidden = hidden
        self.names = [texts.of(g.get("/Name", "?")) for g in groups if g.objgen in hidden]
        for automatic in _groups(usual.get("/AS")):
            if texts.of(automatic.get("/Event", "")) != "/Print":
                continue
            for group in _groups(automatic.get("/OCGs")):
                usage = dictionary(dictionary(group.get("/Usage")).get("/Print"))
                state = usage.get("/PrintState")
                if state is not None:
                    self._printing[group.objgen] = texts.of(state) == "/ON"

    def of(self, content: PdfObject) -> Visibility:
        """How a group, or a membership of groups, stands."""
        if not self.known or content is None:
            return ALWAYS
        return Visibility(
            self._stands(content, self._on_screen, 0), self._stands(content, self._in_print, 0)
        )

    def _on_screen(self, group: PdfObject) -> bool:
        return group.objgen not in self._hidden

    def _in_print(self, group: PdfObject) -> bool:
        return self._printing.get(group.objgen, self._on_screen(group))

    def _stands(self, content: PdfObject, is_on: Callable[[PdfObject], bool], depth: int) -> bool:
        import pikepdf

        if not dictionary(content):
            return True
        if texts.of(content.get("/Type", "")) != "/OCMD":
            return is_on(content)
        if "/VE" in content:
            return self._reckoned(content["/VE"], is_on, depth)
        groups = content.get("/OCGs")
        listed = list(groups) if isinstance(groups, pikepdf.Array) else [groups]
        states = [is_on(g) for g in listed if isinstance(g, pikepdf.Dictionary)]
        policy = texts.of(content.get("/P", "/AnyOn"))
        if not states:
            return True
        return {
            "/AllOn": all(states),
            "/AnyOff": not all(states),
            "/AllOff": not any(states),
        }.get(policy, any(states))

    def _reckoned(self, given: PdfObject, is_on: Callable[[PdfObject], bool], depth: int) -> bool:
        """A visibility expression: [/And …], [/Or …], [/Not …], or a group."""
        import pikepdf

        if not isinstance(given, pikepdf.Array):
            return is_on(given) if dictionary(given) else True
        if depth > _DEPTH or not len(given):
            return True
        states = [self._reckoned(one, is_on, depth + 1) for one in list(given)[1:]]
        word = texts.of(given[0])
        if word == "/Not":
            return not states[0] if states else True
        return any(states) if word == "/Or" else all(states)


def _groups(given: object) -> list[PdfObject]:
    """The dictionaries of a list; whatever else stands in it is none."""
    return [one for one in array(given) if dictionary(one)]
