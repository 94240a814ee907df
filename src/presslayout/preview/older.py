"""What a page is compared with: as it was signed, as it was built last, as it was when we began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import field, mutable
from presslayout.newsroom import plain, signing, signoffs
from presslayout.newsroom.outputs import found, output_folder

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.delivery.order import Painting
    from presslayout.preview.painted_pages import PaintedPages
    from presslayout.preview.workbench import Good

# Beyond this a file is no edition of a day's paper.
MOST_BYTES = 64_000_000


@mutable
class Older:
    """Editions that were read, by file and by its state on disk; the hashes that pages began with."""

    path: Path
    cache: Any
    _read: dict[tuple[str, int, int], Painting | None] = field(default_factory=dict)
    _begun: dict[int, str] = field(default_factory=dict)

    def of(self, good: Good, sheets: PaintedPages) -> dict[int, list[dict[str, Any]]]:
        """For every page, what there is to compare with, the weightiest first; all of it is laid."""
        made: dict[int, list[dict[str, Any]]] = {}
        file = signoffs.file(good.loaded)
        signed = signoffs.of(good.loaded).counting
        file_built = found(output_folder(self.path) / "edition.json")
        built = self._hashes(file_built, good, sheets)
        for record in good.composition.pages:
            number, listed = record.number, []
            begun = self._begun.setdefault(number, record.hash)
            for one in reversed([s for s in signed if s.page == number]):
                kept = signing.kept(file.parent, one.hash)
                if self._hashes(kept, good, sheets).get(number) == one.hash:
                    listed.append(
                        {"kind": "signed", "hash": one.hash, "round": one.round, "by": one.by}
                    )
                    break
            if number in built:
                listed.append({"kind": "built", "hash": built[number]})
            if sheets.sheet(begun) is not None:
                listed.append({"kind": "begun", "hash": begun})
            made[number] = listed
        return made

    def _hashes(self, file: Path, good: Good, sheets: PaintedPages) -> dict[int, str]:
        """The pages of an edition on disk by their numbers, made ready to be shown."""
        try:
            stat = file.stat()
        except OSError:
            return {}
        key = (str(file), stat.st_mtime_ns, stat.st_size)
        if key not in self._read:
            sound = stat.st_size <= MOST_BYTES
            workspace = good.loaded.workspace
            self._read[key] = plain.reopened(file, workspace, self.cache) if sound else None
        painting = self._read[key]
        if painting is None:
            return {}
        sheets.add(painting)
        return {page.number: own for own, page, _ in painting.pages()}
