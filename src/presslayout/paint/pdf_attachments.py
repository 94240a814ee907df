"""Files that go along in another, each with what it is to the pages (ISO 19005-3, 6.8)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.paint.pdf_file import File
    from presslayout.paint.pdf_meta import Identity
    from presslayout.paint.supplies import Attachment


def attached(file: File, told: Identity, files: Sequence[Attachment]) -> dict[str, object]:
    """The catalogue's entries for these files; {} for none."""
    from presslayout.paint.pdf_file import Name, array, dictionary, text, token

    if not files:
        return {}
    # A date is asked for (ISO 19005-3, 6.8); the paper's own stands for all, where it has one.
    day = f"{told.date:%Y%m%d}" if told.date else "19700101"
    names: list[object] = []
    listed = []
    for one in sorted(files, key=_place):
        facts = {
            "ModDate": text(f"D:{day}000000+08'00'"),
            "Size": len(one.data),
            "CheckSum": f"<{hashlib.md5(one.data, usedforsecurity=False).hexdigest()}>",
        }
        kept = file.stream(
            {
                "Type": Name("EmbeddedFile"),
                "Subtype": token(one.media),
                "Params": dictionary(facts),
            },
            one.data,
        )
        entries = {
            "Type": Name("Filespec"),
            "F": text(one.name),
            "UF": text(one.name),
            "Desc": text(one.about),
            "AFRelationship": Name(one.relation),
            "EF": dictionary({"F": kept, "UF": kept}),
        }
        listed.append(file.add(dictionary(entries)))
        names += [text(one.name), listed[-1]]
    tree = dictionary({"Names": array(names)})
    return {"AF": array(listed), "Names": dictionary({"EmbeddedFiles": file.add(tree)})}


def _place(one: Attachment) -> bytes:
    """Where a name stands among others: by its bytes, as the file writes them."""
    return one.name.encode() if one.name.isascii() else b"\xfe\xff" + one.name.encode("utf-16-be")
