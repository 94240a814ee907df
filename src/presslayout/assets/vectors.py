"""A page of a PDF taken out of its file: the objects that draw it, as plain values.

Knows no painter: a `Drawing` can be written into any PDF.  pikepdf is loaded only here, and only
when a page is placed.
"""

from __future__ import annotations

import io
import string
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from presslayout.assets import placed
from presslayout.assets.disowning import disowned
from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.base.shortage import shortage
from presslayout.base.units import EMU_PER_MM, EMU_PER_PT
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.base.units import Length

# What a name writes as it is.
_PLAIN = frozenset(string.ascii_letters.encode() + string.digits.encode())
# What belongs to the file that the page came from and says nothing of how it looks.
_LEFT_BEHIND = frozenset(
    ("/Metadata", "/PieceInfo", "/StructParent", "/StructParents", "/LastModified", "/Thumb")
)
# Deeper nesting than any program writes is an attack on whoever walks it.
_SIMPLER = Text(
    "请客户简化图形，或把复杂的部分栅格化后重新导出",
    "ask for simpler art, or for its intricate parts as a picture, exported again",
)
# Some metres: a placed page is a page's at most.
_LARGEST = 10_000 * EMU_PER_MM
_DEPTH = 60
_OBJECTS = 20_000


@frozen
class PlacedSize:
    """How large a placed page is by itself (its trim box, turned as it is shown), and its pages."""

    width: Length
    height: Length
    pages: int


@frozen
class DrawingObject:
    """One object of a drawing: its text, in which a number stands for another part, and its data.

    `data` is None for what is no stream, and coded as the text says for what is one.
    """

    text: tuple[bytes | int, ...]
    data: bytes | None


@frozen
class Drawing:
    """A page as a form: part 0 draws it into the unit square."""

    parts: tuple[DrawingObject, ...]


def size(path: Path, data: bytes, page: int = 1) -> PlacedSize:
    """How large a page of a PDF is; AssetError when it cannot be opened or has no such page."""
    with _opened(path, data) as pdf:
        form = _page(path, pdf, page).as_form_xobject()
        left, foot, right, top = _bounds(form)
        if not (right > left and top > foot):
            raise _broken(path, Text("页面没有大小", "the page has no size"))
        if max(right - left, top - foot) * EMU_PER_PT > _LARGEST:
            raise _broken(path, Text("页面超过 10 米", "the page is larger than 10 metres"))
        return PlacedSize(
            round((right - left) * EMU_PER_PT), round((top - foot) * EMU_PER_PT), len(pdf.pages)
        )


def one_page(path: Path, data: bytes) -> PlacedSize:
    """The size of a PDF's only page: of several, nobody said which is meant."""
    found = size(path, data)
    if found.pages > 1:
        count = found.pages
        raise _broken(path, Text(f"它有 {count} 页，要一页的", f"it has {count} pages, not one"))
    return found


def drawing(path: Path, page: int = 1, *, overprint: bool = True, owned: bool = True) -> Drawing:
    """A page of a PDF as a form; AssetError as `size` raises it.

    Without `overprint` what the page says of overprinting stays behind: standards that show what
    prints allow none of it.  If it is not `owned`, so does what it says of whose its content is: the
    structure of the file that it is placed in knows better.
    """
    import pikepdf

    try:
        data = doors.read(path)
    except OSError as error:
        if shortage(error):
            raise
        raise _error(
            "missing-picture",
            Text(f"找不到图片“{path.name}”", f'picture "{path.name}" not found'),
            Text("检查文件名和所在文件夹", "check the file's name and folder"),
        ) from error
    with _opened(path, data) as pdf:
        form = _page(path, pdf, page).as_form_xobject()
        left, foot, right, top = _bounds(form)
        form["/Matrix"] = pikepdf.Array(_unit(form, (left, foot, right, top)))
        left_behind = _LEFT_BEHIND if overprint else _LEFT_BEHIND | {"/OP", "/op", "/OPM"}
        try:
            return Drawing(tuple(_Walk(left_behind, owned=owned).parts(form)))
        except doors.PDF.faults() as fault:
            raise _broken(path, Text("内容读不下去", "its content cannot be read")) from fault


class _Walk:
    """Every object that a form needs, each once, numbered in the order in which it is met."""

    __slots__ = ("left_behind", "numbers", "owned", "waiting")

    def __init__(self, left_behind: frozenset[str], *, owned: bool) -> None:
        self.left_behind, self.owned = left_behind, owned
        self.numbers: dict[tuple[int, int], int] = {}
        self.waiting: list[Any] = []

    def parts(self, form: Any) -> Iterator[DrawingObject]:
        self.number(form)
        done = 0
        while done < len(self.waiting):
            yield self.part(self.waiting[done])
            done += 1

    def number(self, found: Any) -> int:
        known = self.numbers.get(found.objgen)
        if known is None:
            known = self.numbers[found.objgen] = len(self.waiting)
            self.waiting.append(found)
            if known > _OBJECTS:
                raise RecursionError
        return known

    def part(self, found: Any) -> DrawingObject:
        import pikepdf

        if not isinstance(found, pikepdf.Stream):
            return DrawingObject(tuple(_joined(self.text(found, 0))), None)
        if not self.owned:
            disowned(found)
        data = found.read_raw_bytes()
        entries = found.stream_dict
        made = self.dictionary(entries, 0, {"/Length": str(len(data)).encode()})
        return DrawingObject(tuple(_joined(made)), data)

    def text(self, found: Any, depth: int) -> Iterator[bytes | int]:
        import pikepdf

        if depth > _DEPTH:
            raise RecursionError
        if isinstance(found, pikepdf.Object) and found.is_indirect and depth:
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == pikepdf.Name.Page:
                # A way back to the page would bring its whole file along.
                yield b"null"
                return
            yield self.number(found)
        elif isinstance(found, pikepdf.Dictionary):
            yield from self.dictionary(found, depth, {})
        elif isinstance(found, pikepdf.Array):
            yield b"["
            for one in found.as_list():
                yield from self.text(one, depth + 1)
                yield b" "
            yield b"]"
        else:
            yield _scalar(found)

    def dictionary(self, found: Any, depth: int, over: dict[str, bytes]) -> Iterator[bytes | int]:
        yield b"<<"
        for key, value in sorted(found.items(), key=lambda pair: pair[0]):
            if key in self.left_behind or key in over:
                continue
            yield b"%s " % _name(key)
            yield from self.text(value, depth + 1)
            yield b"\n"
        for key, written in over.items():
            yield b"%s %s" % (key.encode(), written)
        yield b">>"


def _name(key: str) -> bytes:
    """A key as the file writes it; pikepdf gives bytes that are no UTF-8 as lone surrogates."""
    import pikepdf

    if not any("\udc80" <= char <= "\udcff" for char in key):
        return bytes(pikepdf.Name(key).unparse())
    coded = key.encode("utf-8", "surrogateescape")[1:]
    return b"/" + b"".join(b"%c" % byte if byte in _PLAIN else b"#%02x" % byte for byte in coded)


def _scalar(value: Any) -> bytes:
    """A name, a string or what Python itself has: nothing, a truth, a number."""
    match value:
        case None:
            return b"null"
        case bool():
            return b"true" if value else b"false"
        case int():
            return str(value).encode()
        case Decimal() | float():
            return f"{value:f}".encode()
        case _:
            return bytes(value.unparse())


def _joined(pieces: Iterator[bytes | int]) -> Iterator[bytes | int]:
    """The pieces with neighbouring texts as one."""
    held = b""
    for piece in pieces:
        if isinstance(piece, bytes):
            held += piece
            continue
        if held:
            yield held
            held = b""
        yield piece
    if held:
        yield held


def _opened(path: Path, data: bytes) -> Any:
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as fault:
        raise _locked(path) from fault
    except doors.PDF.faults() as fault:
        raise _broken(path, Text("不是 PDF，或者已经损坏", "no PDF, or a damaged one")) from fault
    if pdf.is_encrypted:
        # Locked against changes alone: its data is coded all the same.
        pdf.close()
        raise _locked(path)
    return pdf


def _page(path: Path, pdf: Any, page: int) -> Any:
    count = len(pdf.pages)
    if 1 <= page <= count:
        return _held(path, pdf.pages[page - 1])
    raise _broken(
        path, Text(f"只有 {count} 页，没有第 {page} 页", f"{count} pages, none is {page}")
    )


def _held(path: Path, page: Any) -> Any:
    """A page that is not too much for whoever draws it."""
    try:
        placed.hold(page)
    except placed.PlacedTooMuchError as fault:
        raise _broken(path, fault.cause, _SIMPLER) from fault
    except doors.PDF.faults() as fault:
        raise _broken(path, Text("内容读不下去", "its content cannot be read")) from fault
    return page


def _bounds(form: Any) -> tuple[float, float, float, float]:
    """The form's box as its own matrix shows it: left, foot, right, top in points."""
    a, b, c, d, e, f = _matrix(form)
    left, foot, right, top = (float(v) for v in form["/BBox"])
    corners = [(x, y) for x in (left, right) for y in (foot, top)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _unit(form: Any, bounds: tuple[float, float, float, float]) -> list[Any]:
    """The matrix that brings the form's box into the unit square."""
    a, b, c, d, e, f = _matrix(form)
    left, foot, right, top = bounds
    wide, high = right - left, top - foot
    numbers = (a / wide, b / high, c / wide, d / high, (e - left) / wide, (f - foot) / high)
    return [Decimal(f"{n:.9f}").normalize() + 0 for n in numbers]


def _matrix(form: Any) -> tuple[float, ...]:
    return tuple(float(v) for v in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))


def _locked(path: Path) -> AssetError:
    return _error(
        "locked-picture",
        Text(f"“{path.name}”加了密码，打不开", f'"{path.name}" is locked with a password'),
        Text("去掉密码再放入", "remove the password"),
    )


def _broken(path: Path, cause: Text, hint: Text | None = None) -> AssetError:
    return _error(
        "broken-picture",
        Text(
            f"图片“{path.name}”无法读取：{cause.zh}",
            f'picture "{path.name}" cannot be read: {cause.en}',
        ),
        hint or Text("请重新导出为 PDF 后再放入", "export it as PDF again and put it back"),
    )


def _error(code: str, message: Text, hint: Text) -> AssetError:
    return AssetError([Diagnostic(code=code, severity=ERROR, message=message, hint=hint)])
