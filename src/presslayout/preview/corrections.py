"""What is written from the page, into the spec and into the comments: one step back at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.newsroom import trial
from presslayout.newsroom.edits import Edits, RefusedError
from presslayout.preview.comments import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.preview.workbench import Workbench


@dataclass(slots=True)
class Corrections:
    """The edits and comments of one issue; `steps` says of each step in which of them it is."""

    bench: Workbench
    edits: Edits = field(init=False)
    notes: Notebook = field(init=False)
    steps: list[Edits | Notebook] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.edits = Edits(self.bench.path)
        self.notes = Notebook(self.bench)

    def focus(self, story: str, index: int, at: tuple[int, int]) -> None:
        """Put the focus of a story's photo (of all, from 0) at per mille of its edges."""
        self._made(self.edits, lambda: self.edits.focus(story, index, at))

    def swap(self, story: str, other: str) -> None:
        """Let two stories change places; RefusedError where their pages could not be set then."""
        bench = self.bench

        def sound(text: str) -> Text | None:
            return trial.wrong(bench.path, text, (story, other), bench.options)

        self._made(self.edits, lambda: self.edits.swap(story, other, sound))

    def noted(self, act: Callable[[Notebook], None]) -> None:
        """Do something with the comments."""
        self._made(self.notes, lambda: act(self.notes))

    def undo(self) -> None:
        """Take the last step back; RefusedError when what it wrote was changed since."""
        if not self.steps:
            raise RefusedError(Text("没有可以撤销的", "there is nothing to undo"))
        where = self.steps[-1]
        try:
            where.undo()
        except RefusedError:
            if not where.steps:
                # Nothing there can be taken back any more.
                self.steps = [one for one in self.steps if one is not where]
            raise
        self.steps.pop()

    def _made(self, where: Edits | Notebook, act: Callable[[], None]) -> None:
        before = where.steps[-1] if where.steps else None
        act()
        if where.steps and where.steps[-1] is not before:
            self.steps.append(where)
