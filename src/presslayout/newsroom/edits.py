"""Edits of an issue's file that were asked for by place: read again, one step back at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import PresslayoutError, Text
from presslayout.base.values import field, frozen, mutable
from presslayout.issue import sourcefile
from presslayout.issue.moving import focused, swapped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Steps that can be taken back.
STEPS = 200


class RefusedError(Exception):
    """An edit that was not made; `text` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


@frozen
class EditStep:
    """What a file said before an edit and after it."""

    before: str
    after: str


@mutable
class Edits:
    """The edits of one file, the last one last."""

    path: Path
    steps: list[EditStep] = field(default_factory=list)

    def make(
        self,
        change: Callable[[str], str | None],
        sound: Callable[[str], Text | None] | None = None,
    ) -> None:
        """Write what `change` makes of the file; RefusedError where it cannot be made.

        `sound` says before anything is written why the text that is to be written will not do.
        """

        def tried(text: str) -> str | None:
            made = change(text)
            wrong = sound(made) if sound is not None and made and made != text else None
            if wrong is not None:
                raise RefusedError(wrong)
            return made

        made = self._changed(tried)
        if made is None:
            raise RefusedError(
                Text(
                    "稿件单里找不到可以改的这一处，请在稿件单里自己改",
                    "the spec holds no such place: edit the spec itself",
                )
            )
        before, after = made
        if after == before:
            return
        self.steps.append(EditStep(before, after))
        del self.steps[:-STEPS]

    def focus(self, story: str, index: int, at: tuple[int, int]) -> None:
        """Put the focus of a story's photo (of all, from 0) at per mille of its edges."""
        self.make(lambda text: focused(text, story, index, at))

    def swap(
        self, story: str, other: str, sound: Callable[[str], Text | None] | None = None
    ) -> None:
        """Let two stories change places, where the spec is `sound` then."""
        self.make(lambda text: swapped(text, story, other), sound)

    def undo(self) -> None:
        """Take the last edit back; RefusedError when the file was changed since."""
        if not self.steps:
            raise RefusedError(Text("没有可以撤销的", "there is nothing to undo"))
        last = self.steps[-1]
        if self._changed(lambda text: last.before if text == last.after else None) is None:
            self.steps.clear()
            raise RefusedError(
                Text(
                    "稿件单在编辑器里改过了，撤销会丢掉那些改动",
                    "the spec was edited since: undoing would lose that edit",
                )
            )
        self.steps.pop()

    def _changed(self, change: Callable[[str], str | None]) -> tuple[str, str] | None:
        try:
            return sourcefile.changed(self.path, change)
        except PresslayoutError as fault:
            raise RefusedError(fault.diagnostics[0].message) from fault
