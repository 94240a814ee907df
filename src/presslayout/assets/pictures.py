"""A picture as others know it: its facts, what is asked of it, what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.diagnostics import Text
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Veil

# A full broadsheet page at 300 ppi has 30 million; ten times that is a mistake or an attack.
MAX_PIXELS = 170_000_000


class UnreadableError(Exception):
    """A picture that cannot be decoded, and why; `hint` where something special can be done."""

    def __init__(self, cause: Text, hint: Text | None = None) -> None:
        self.cause, self.hint = cause, hint
        super().__init__(cause.en)


@frozen
class PictureFacts:
    """What a picture file holds: size as it is looked at, components, and its content's hash.

    `orientation` is EXIF's: 1 where the pixels lie upright already.  `remarks` are `Header`'s.
    `rights` and `source` are the file's own words, "" where it has none.  `vector` is pdf or svg for a drawing: width and height are then Lengths, and nothing of it may
    be cropped.
    """

    width: int
    height: int
    components: int
    orientation: int
    sha256: str
    remarks: tuple[str, ...] = ()
    vector: str = ""
    rights: str = ""
    source: str = ""


@frozen
class Conversion:
    """From what to what: the press's profile, the profile of untagged pictures, the ink limit.

    `intent` is `relative` (with black-point compensation) or `perceptual`; `ink_limit` and
    `sharpen`, the strength of an unsharp mask, in percent.
    """

    press_profile: bytes
    source_profile: bytes
    ink_limit: int
    intent: str = "relative"
    sharpen: int = 0


@frozen
class Request:
    """A part of a picture (in pixels of the upright picture) and how many pixels it is worth.

    `intent` is the picture's own, "" where the press's holds; `ground` is what its clear parts show,
    `veils` what lies over it.
    """

    path: Path
    sha256: str
    crop: tuple[int, int, int, int]
    size: tuple[int, int]
    intent: str = ""
    ground: Ink | None = None
    veils: tuple[Veil, ...] = ()


@frozen
class ConvertedPicture:
    """Pixels of one component (grey) or four (CMYK); `inverted` where 0 means full ink.

    `coding` is PDF's filter: JPEG data as pictures are converted, deflated where nothing may be lost.
    `window` is the part to be shown (left, top, right, bottom in pixels), None for all of it.
    """

    data: bytes
    width: int
    height: int
    components: int
    inverted: bool
    sha256: str
    window: tuple[int, int, int, int] | None = None
    coding: str = "DCTDecode"
