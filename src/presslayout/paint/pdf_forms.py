"""Pages of other PDFs as forms: the objects that draw them, copied into our file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presslayout.assets.vectors import Drawing
    from presslayout.paint.pdf_file import File


def form(file: File, name: str, drawing: Drawing) -> Any:
    """The reference by which pages draw the form; its objects are named after `name`."""
    from presslayout.paint.pdf_file import Copied, reference

    names = [f"{name}.{number}" for number in range(len(drawing.parts))]
    references = [
        file.add(
            Copied(
                [p if isinstance(p, bytes) else reference(names[p]) for p in part.text], part.data
            ),
            own,
        )
        for part, own in zip(drawing.parts, names, strict=True)
    ]
    return references[0]
