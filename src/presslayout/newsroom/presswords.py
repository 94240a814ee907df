"""What a PDF says to a press, page by page and as a file: digests that two files have in common.

How a file is packed and numbered is left out, and so is what another page decides: fonts are subset
for a whole file, and which text a glyph bears by itself hangs on all of its pages.  So of a shown
string the glyphs count, each with its outline, width and place, and the text of the page as a whole.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.preflight.pdf.glyphs import Shapes

# What a page is reached by, or what is said about it: none of it is drawn.
_OF_PAGES = frozenset(
    "/Annots /StructParents /Metadata /PieceInfo /LastModified /Thumb /Tabs /B /Dur /Trans /PZ /ID "
    "/Contents /Resources".split()
)
_BESIDE = frozenset(
    "/Parent /StructParent /StructParents /Metadata /PieceInfo /LastModified".split()
)
# Of an annotation: where it hangs, and when it was written.
_OF_NOTES = frozenset("/P /Popup /IRT /NM /M /CreationDate /StructParent".split())
# How a stream is packed is no part of what it says.
_PACKING = frozenset(("/Length", "/Filter", "/DecodeParms", "/DL"))
# Of a font's descriptor: its name, whose tag is the subset's, and what the subset holds.
_OF_SUBSETS = frozenset(("/FontName", "/FontFile", "/FontFile2", "/FontFile3", "/CIDSet"))
# Which of the resources the last name before an operator means.
_KINDS = {
    "Tf": "/Font", "gs": "/ExtGState", "Do": "/XObject", "sh": "/Shading", "BDC": "/Properties",
    "DP": "/Properties", "cs": "/ColorSpace", "CS": "/ColorSpace", "scn": "/Pattern",
    "SCN": "/Pattern",
}  # fmt: skip
# Colour spaces of the resources that no operator names (ISO 32000-1, 8.6.5.6).
_DEFAULTS = ("/DefaultCMYK", "/DefaultGray", "/DefaultRGB")
_DEEPEST = 60
# What files say as a whole, to a press and to whoever opens one.
_ACTIONS = ("/OpenAction", "/AA")
_ATTACHED = ("/AF", "/Collection")


def of_page(page: Any) -> str:
    """A hash of all that a press is told of a page."""
    reading = _Reading()
    box = [[float(n) for n in each] for each in (page.mediabox, page.trimbox)]
    own = reading.said(page.obj, 0, _OF_PAGES | _BESIDE)
    return _hash(repr((box, own, reading.content(page, page.resources))))


def of_note(note: Any) -> str:
    """A hash of all that an annotation says, its appearance too."""
    return _hash(_Reading().said(note, 0, _OF_NOTES | _BESIDE))


def of_file(pdf: Any) -> dict[str, str]:
    """What a file says beside its pages, by what it is about, as digests; what it does not say is ""."""
    root, names = pdf.Root, pdf.Root.get("/Names", {})
    reading = _Reading()

    def told(*values: Any) -> str:
        there = [value for value in values if value is not None]
        return _hash(" ".join(reading.plain(value, 0) for value in there)) if there else ""

    return {
        "intent": told(root.get("/OutputIntents")),
        "layers": told(root.get("/OCProperties")),
        "trapped": told(pdf.docinfo.get("/Trapped")),
        "actions": told(*(root.get(key) for key in _ACTIONS), names.get("/JavaScript")),
        "attachments": told(*(root.get(key) for key in _ATTACHED), names.get("/EmbeddedFiles")),
        "form": told(root.get("/AcroForm")),
        "encryption": told(pdf.trailer.get("/Encrypt")),
    }


class _Reading:
    """A page read: an object that was met before is not read again."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], str] = {}
        self._fonts: dict[tuple[int, ...], _Font] = {}

    def plain(self, value: Any, depth: int) -> str:
        """What an object says, whatever its number and how it is packed."""
        import pikepdf

        if depth > _DEEPEST:
            return "…"
        # Nearly all that a page says are numbers.
        if isinstance(value, (Decimal, int)):
            # However many noughts a program writes behind it.
            return f"{value.normalize():f}" if isinstance(value, Decimal) else repr(value)
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
            key = tuple(value.objgen)
            if key == (0, 0):
                return _hash(self.said(value, depth))
            if key not in self._known:
                # What leads back to itself says no more the second time.
                self._known[key] = "↑"
                self._known[key] = _hash(self.said(value, depth))
            return self._known[key]
        if isinstance(value, pikepdf.Object | pikepdf.PdfInlineImage):
            return value.unparse().decode("latin-1")
        return repr(value)

    def said(self, value: Any, depth: int, left: frozenset[str] = _BESIDE) -> str:
        """The members of an object, but for those `left` out."""
        import pikepdf

        if isinstance(value, pikepdf.Array):
            return f"[{' '.join(self.plain(one, depth + 1) for one in value)}]"
        if not isinstance(value, pikepdf.Stream):
            return f"<<{self._members(value, left, depth)}>>"
        if value.get("/Subtype") == "/Form" or value.get("/PatternType") == 1:
            left, data = left | {"/Resources"}, self.content(value, value.get("/Resources", {}))
        else:
            data = _unpacked(value)
        return f"<<{self._members(value, left | _PACKING, depth)} {data}>>"

    def _members(self, value: Any, left: frozenset[str], depth: int) -> str:
        return " ".join(
            f"{key} {self.plain(value[key], depth + 1)}"
            for key in sorted(value.keys())
            if key not in left
        )

    def content(self, stream: Any, resources: Any) -> str:
        """A content stream with what its names mean instead of the names."""
        import pikepdf

        if not isinstance(resources, pikepdf.Dictionary):
            resources = pikepdf.Dictionary()
        spaces = _table(resources, "/ColorSpace")
        told = [f"{name} {self.plain(spaces[name], 0)}" for name in _DEFAULTS if name in spaces]
        walk = _Walk(self, resources)
        try:
            for step in pikepdf.parse_content_stream(stream):
                walk.step(step)
        except Exception as cause:  # noqa: BLE001  a stranger's page may be broken in any way
            told.append(f"{type(cause).__name__} {_raw(stream)}")
        return f"{' '.join(told)} {walk.digest()}"

    def font(self, value: Any) -> _Font:
        """A font as it is shown; one that has no number is read each time."""
        key = tuple(value.objgen)
        if key == (0, 0) or key not in self._fonts:
            self._fonts[key] = _Font(value, self.plain)
        return self._fonts[key]


class _Walk:
    """A content stream on its way into a digest."""

    def __init__(self, reading: _Reading, resources: Any) -> None:
        self._reading, self._resources = reading, resources
        self._digest = hashlib.sha256()
        self._text: list[str] = []
        self._fonts: list[_Font | None] = [None]
        # Of every marked content that is open, whether it says what its glyphs say (14.9.4).
        self._marked: list[bool] = []
        # What the names of the resources mean, by the kind of the resource and whether it is shown in.
        self._names: dict[tuple[str, bytes, bool], str | None] = {}

    def digest(self) -> str:
        """The digest of all steps."""
        self._add("".join(self._text))
        return self._digest.hexdigest()

    def step(self, step: Any) -> None:
        """An operator with its operands."""
        word, operands = str(step.operator), list(step.operands)
        if word in ("Tj", "TJ"):
            self._shown(operands[0] if operands else "")
        elif word in ("BMC", "BDC"):
            self._marked.append(self._replaces(operands) if word == "BDC" else False)
            if not self._marked[-1]:
                self._told(word, operands)
        elif word == "EMC":
            if not (self._marked and self._marked.pop()):
                self._add(word)
        else:
            self._told(word, operands)
            self._kept(word, operands)

    def _told(self, word: str, operands: list[Any]) -> None:
        kind = _KINDS.get(word)
        for operand in operands:
            meant = self._meant(operand, kind, word) if kind else None
            self._add(self._reading.plain(operand, 0) if meant is None else meant)
        self._add(word)
        if word in ("'", '"') and operands:
            self._shown(operands[-1])
        if word == "INLINE IMAGE":
            self._add(self._reading.plain(_table(self._resources, "/ColorSpace"), 0))

    def _kept(self, word: str, operands: list[Any]) -> None:
        """The font of the graphics state."""
        import pikepdf

        if word == "q":
            self._fonts.append(self._fonts[-1])
        elif word == "Q" and len(self._fonts) > 1:
            self._fonts.pop()
        elif word == "Tf" and operands and isinstance(operands[0], pikepdf.Name):
            font = _table(self._resources, "/Font").get(operands[0])
            there = isinstance(font, pikepdf.Dictionary)
            self._fonts[-1] = self._reading.font(font) if there else None
        elif word == "gs":
            # A font may come with it; nobody writes one so, and then its codes count.
            state = _table(self._resources, "/ExtGState").get(operands[0]) if operands else None
            if isinstance(state, pikepdf.Dictionary) and "/Font" in state:
                self._fonts[-1] = None

    def _shown(self, operand: Any) -> None:
        import pikepdf

        font = self._fonts[-1]
        for one in operand if isinstance(operand, pikepdf.Array) else (operand,):
            if font is None or not isinstance(one, pikepdf.String):
                self._add(self._reading.plain(one, 0))
                continue
            for look, text in font.glyphs(bytes(one)):
                self._add(look)
                if not any(self._marked):
                    self._text.append(text)

    def _replaces(self, operands: list[Any]) -> bool:
        """Whether a marked content does nothing but say what its glyphs mean; what it says is kept."""
        import pikepdf

        tag, said = (*operands, None, None)[:2]
        if not isinstance(said, pikepdf.Dictionary) or tag != "/Span":
            return False
        if list(said.keys()) != ["/ActualText"]:
            return False
        if not any(self._marked):
            self._text.append(str(said["/ActualText"]))
        return True

    def _meant(self, operand: Any, kind: str, word: str) -> str | None:
        import pikepdf

        if not isinstance(operand, pikepdf.Name):
            return None
        key = kind, operand.unparse(), word == "Tf"
        if key not in self._names:
            self._names[key] = self._named(operand, kind, word)
        return self._names[key]

    def _named(self, name: Any, kind: str, word: str) -> str | None:
        import pikepdf

        found = _table(self._resources, kind).get(name)
        if found is None:
            return None
        if word == "Tf" and isinstance(found, pikepdf.Dictionary):
            return self._reading.font(found).said
        return self._reading.plain(found, 0)

    def _add(self, said: str) -> None:
        self._digest.update(said.encode("utf-8", "replace") + b"\n")


class _Font:
    """A font by the glyphs that it shows; one whose program nobody reads counts whole, by codes."""

    def __init__(self, font: Any, plain: Callable[[Any, int], str]) -> None:
        self._shapes: Shapes | None = None
        self._texts: dict[int, str] = {}
        self._known: dict[int, tuple[str, str]] = {}
        try:
            inner = font["/DescendantFonts"][0]
            descriptor = inner["/FontDescriptor"]
            self.said = _hash(" ".join(_of_subset(inner, descriptor, plain)))
            self._open(font)
        except Exception:  # noqa: BLE001  a stranger's font may be broken in any way
            self._shapes, self.said = None, plain(font, 0)

    def _open(self, font: Any) -> None:
        from presslayout.preflight.pdf.glyphs import shapes
        from presslayout.preflight.pdf.tounicode import characters

        found = shapes(font)
        if found.source() is None:
            raise ValueError("no program")
        _, self._texts = characters(font)
        self._shapes = found
        self.said += f" {found.vertical} {font.get('/Encoding')!s:.80}"

    def glyphs(self, data: bytes) -> Iterator[tuple[str, str]]:
        """What each code of a string looks like, and the text that it bears."""
        if self._shapes is None:
            yield data.hex(), ""
            return
        for code, cid, _ in self._shapes.codes(data):
            if code not in self._known:
                self._known[code] = self._glyph(code, cid)
            yield self._known[code]

    def _glyph(self, code: int, cid: int) -> tuple[str, str]:
        assert self._shapes is not None
        found = self._shapes
        drawn = found.contours(cid), found.width(cid), found.advance(cid), found.origin(cid)
        return _hash(repr(drawn))[:32], self._texts.get(code, "")


def _of_subset(inner: Any, descriptor: Any, plain: Callable[[Any, int], str]) -> Iterator[str]:
    """What is the same in all subsets of a face: what it is made of, and how it is to be read."""
    yield str(inner.get("/Subtype"))
    for key in sorted(descriptor.keys()):
        yield key
        if key not in _OF_SUBSETS:
            yield plain(descriptor[key], 0)
        elif key.startswith("/FontFile"):
            yield str(descriptor[key].get("/Subtype"))
            yield from _tables(descriptor[key].read_bytes())


def _tables(data: bytes) -> Iterator[str]:
    """The tables of a font program, and what its hints say."""
    import io

    from fontTools.ttLib import TTFont

    if data[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        yield data[:4].hex()
        return
    reader = TTFont(io.BytesIO(data), lazy=True).reader
    for tag in sorted(reader.keys()):
        yield tag
        if tag in ("cvt ", "fpgm", "prep"):
            yield hashlib.sha256(reader[tag]).hexdigest()


def _table(resources: Any, kind: str) -> Any:
    import pikepdf

    found = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def _raw(stream: Any) -> str:
    """A content stream that cannot be read, by its bytes."""
    import pikepdf

    found = stream.obj.get("/Contents") if isinstance(stream, pikepdf.Page) else stream
    parts = found if isinstance(found, pikepdf.Array) else (found,)
    return " ".join(_unpacked(one) for one in parts if isinstance(one, pikepdf.Stream))


def _unpacked(value: Any) -> str:
    """What a stream holds; pictures stay packed as they are, where unpacking would lose."""
    import pikepdf

    try:
        data = value.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    except (pikepdf.PdfError, ValueError):
        data = value.read_raw_bytes()
    filters = value.get("/Filter")
    named = filters.unparse().decode("latin-1") if filters is not None else ""
    lossy = [name for name in ("DCT", "JPX", "JBIG2", "CCITT") if name in named]
    return f"{lossy} {hashlib.sha256(data).hexdigest()}"


def _hash(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
