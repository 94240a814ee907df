"""Functions of a PDF (ISO 32000-1, 7.10): numbers in, numbers out."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from presslayout.base.values import frozen
from presslayout.preflight.pdf.bulk import TooMuchError, decoded
from presslayout.preflight.pdf.pdfobject import key

if TYPE_CHECKING:
    from presslayout.preflight.pdf.pdfobject import Key, PdfObject

_DEPTH = 8
_STEPS = 20_000
_TOKEN = re.compile(rb"[{}]|[^\s{}]+")


Evaluate = Callable[[Sequence[float]], list[float]]
# From where to where, how far within each step, and how many steps.
Span = tuple[float, float, float, int]
# Functions of a file, and tables of a page, that are kept.
_FUNCTIONS, _TABLES = 64, 16


@frozen
class Function:
    """A function read once, to be reckoned often; `steps` is what reckoning it once takes."""

    evaluate: Evaluate
    steps: int = 1

    def __call__(self, *values: float) -> list[float]:
        """Its result; ValueError and what arithmetic raises where it cannot be reckoned."""
        return self.evaluate(values)


class KnownFunctions:
    """The functions that a page met, and what they came to; of a file each is read once.

    Of those of the `file`, and of what they came to, so many are kept as were asked for last.
    """

    def __init__(self, file: dict[Key, Function] | None = None) -> None:
        self._met: dict[Key, Function] = {}
        self._file = file if file is not None else {}
        self._tables: dict[tuple[Key, Span], list[list[float]]] = {}

    def of(self, given: PdfObject, met: Callable[[], None]) -> Function:
        """A function; the page is told where it has not met it yet."""
        which = key(given)
        if which not in self._met:
            met()
            known = self._file.pop(which, None)
            self._met[which] = self._file[which] = known or compiled(given)
            _keep(self._file, _FUNCTIONS)
        return self._met[which]

    def along(self, given: PdfObject, span: Span) -> list[list[float]]:
        """What a function that was met comes to in so many steps along a span."""
        which = key(given), span
        found = self._tables.pop(which, None)
        if found is None:
            function, (low, high, within, steps) = self._met[which[0]], span
            last = steps - 1 if not within else steps
            shares = (low + (high - low) * (at + within) / last for at in range(steps))
            found = [function(share) for share in shares]
        self._tables[which] = found
        _keep(self._tables, _TABLES)
        return found


def _keep(known: dict[Any, Any], most: int) -> None:
    while len(known) > most:
        del known[next(iter(known))]


def evaluated(function: PdfObject, values: Sequence[float]) -> list[float]:
    """The result of a function that is asked once; ValueError where it is none."""
    return compiled(function)(*values)


def compiled(function: PdfObject, depth: int = 0) -> Function:
    """A function, or an array of them; ValueError where it is none that can be reckoned."""
    import pikepdf

    if depth > _DEPTH:
        raise ValueError("functions nested too deep")
    if isinstance(function, pikepdf.Array):
        parts = [compiled(one, depth + 1) for one in function]
        return Function(
            lambda values: [v for part in parts for v in part.evaluate(values)],
            sum(part.steps for part in parts) + 1,
        )
    made = _KINDS[int(function["/FunctionType"])](function, depth)
    domain = _numbers(function["/Domain"])
    ranges = _numbers(function["/Range"]) if "/Range" in function else None

    def evaluate(values: Sequence[float]) -> list[float]:
        found = made.evaluate(_clamped(values, domain))
        return _clamped(found, ranges) if ranges is not None else found

    return Function(evaluate, made.steps)


def _sampled(function: PdfObject, _depth: int) -> Function:
    """The nearest sample: colours are looked up, not measured."""
    size = [int(n) for n in function["/Size"]]
    domain, ranges = _numbers(function["/Domain"]), _numbers(function["/Range"])
    bits, outputs = int(function["/BitsPerSample"]), len(ranges) // 2
    if bits not in (8, 16, 32):
        raise ValueError("samples of an odd size")
    width, data = bits // 8, decoded(function)
    decode = _numbers(function["/Decode"]) if "/Decode" in function else ranges

    def evaluate(given: Sequence[float]) -> list[float]:
        index, stride = 0, 1
        for at, (value, count) in enumerate(zip(given, size, strict=True)):
            low, high = domain[2 * at], domain[2 * at + 1]
            index += round((value - low) / (high - low) * (count - 1)) * stride
            stride *= count
        found = []
        for at in range(outputs):
            start = (index * outputs + at) * width
            share = int.from_bytes(data[start : start + width], "big") / (2**bits - 1)
            found.append(decode[2 * at] + share * (decode[2 * at + 1] - decode[2 * at]))
        return found

    return Function(evaluate, len(size) + outputs)


def _exponential(function: PdfObject, _depth: int) -> Function:
    low, high = _numbers(function.get("/C0", [0])), _numbers(function.get("/C1", [1]))
    power = float(function["/N"])

    def evaluate(given: Sequence[float]) -> list[float]:
        share = given[0] ** power
        return [a + share * (b - a) for a, b in zip(low, high, strict=True)]

    return Function(evaluate, len(low))


def _stitched(function: PdfObject, depth: int) -> Function:
    low, high = _numbers(function["/Domain"])[:2]
    edges = [low, *_numbers(function["/Bounds"]), high]
    # A part that stands many times is read once.
    known: dict[Key, Function] = {}
    parts = []
    for one in function["/Functions"]:
        which = key(one)
        if which not in known:
            known[which] = compiled(one, depth + 1)
        parts.append(known[which])
    encode = _numbers(function["/Encode"])

    def evaluate(given: Sequence[float]) -> list[float]:
        at = bisect_right(edges, given[0], 1, len(edges) - 1) - 1
        start, end = encode[2 * at : 2 * at + 2]
        span = edges[at + 1] - edges[at]
        share = (given[0] - edges[at]) / span if span else 0.0
        return parts[at].evaluate([start + share * (end - start)])

    return Function(evaluate, max((part.steps for part in parts), default=0) + 1)


def _calculator(function: PdfObject, _depth: int) -> Function:
    tokens = _TOKEN.findall(decoded(function, 1 << 20))
    program, _ = _program(tokens, 1, 0)

    def evaluate(given: Sequence[float]) -> list[float]:
        stack = list(given)
        _run(program, stack, [_STEPS])
        return [float(v) for v in stack]

    return Function(evaluate, len(tokens))


_KINDS: dict[int, Callable[[Any, int], Function]] = {
    0: _sampled,
    2: _exponential,
    3: _stitched,
    4: _calculator,
}


def _program(tokens: list[bytes], at: int, depth: int) -> tuple[list[Any], int]:
    if depth > _DEPTH:
        raise TooMuchError
    found: list[Any] = []
    while at < len(tokens):
        token = tokens[at]
        if token == b"}":
            return found, at + 1
        if token == b"{":
            inner, at = _program(tokens, at + 1, depth + 1)
            found.append(inner)
            continue
        word = token.decode("latin-1")
        found.append(word if word[0].isalpha() else float(word))
        at += 1
    raise ValueError("a calculator without an end")


def _run(program: list[Any], stack: list[Any], left: list[int]) -> None:
    waiting: list[list[Any]] = []
    for step in program:
        left[0] -= 1
        if left[0] < 0:
            raise TooMuchError
        if isinstance(step, list):
            waiting.append(step)
        elif isinstance(step, float):
            stack.append(step)
        elif step == "if":
            if stack.pop():
                _run(waiting[-1], stack, left)
            waiting.clear()
        elif step == "ifelse":
            _run(waiting[-2] if stack.pop() else waiting[-1], stack, left)
            waiting.clear()
        elif step in _STACKING:
            _STACKING[step](stack)
        elif step in _ONE:
            stack.append(_ONE[step](stack.pop()))
        else:
            second, first = stack.pop(), stack.pop()
            stack.append(_TWO[step](first, second))


def _copy(stack: list[Any]) -> None:
    count = int(stack.pop())
    if count:
        stack.extend(stack[-count:])


def _index(stack: list[Any]) -> None:
    stack.append(stack[-1 - int(stack.pop())])


def _roll(stack: list[Any]) -> None:
    by, count = int(stack.pop()), int(stack.pop())
    if count > 0:
        part = stack[-count:]
        by %= count
        stack[-count:] = part[-by:] + part[:-by] if by else part


def _exchange(stack: list[Any]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


_STACKING: dict[str, Callable[[list[Any]], None]] = {
    "copy": _copy,
    "dup": lambda s: s.append(s[-1]),
    "exch": _exchange,
    "index": _index,
    "pop": lambda s: s.__delitem__(-1),
    "roll": _roll,
    "true": lambda s: s.append(True),
    "false": lambda s: s.append(False),
}
_ONE: dict[str, Callable[[Any], Any]] = {
    "abs": abs,
    "neg": lambda v: -v,
    "ceiling": math.ceil,
    "floor": math.floor,
    "round": lambda v: math.floor(v + 0.5),
    "truncate": math.trunc,
    "sqrt": math.sqrt,
    "sin": lambda v: math.sin(math.radians(v)),
    "cos": lambda v: math.cos(math.radians(v)),
    "ln": math.log,
    "log": math.log10,
    "cvi": int,
    "cvr": float,
    "not": lambda v: (not v) if isinstance(v, bool) else ~int(v),
}
_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "idiv": lambda a, b: int(a / b),
    "mod": math.fmod,
    "exp": lambda a, b: float(a) ** float(b),
    "atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360,
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "and": lambda a, b: a & b if isinstance(a, bool) else int(a) & int(b),
    "or": lambda a, b: a | b if isinstance(a, bool) else int(a) | int(b),
    "xor": lambda a, b: a ^ b if isinstance(a, bool) else int(a) ^ int(b),
    "bitshift": lambda a, b: int(a) << min(int(b), 32) if b > 0 else int(a) >> min(-int(b), 64),
}


def _numbers(values: Any) -> list[float]:
    return [float(v) for v in values]


def _clamped(values: Sequence[float], limits: list[float]) -> list[float]:
    pairs = zip(values, limits[::2], limits[1::2], strict=False)
    return [min(max(v, low), high) for v, low, high in pairs]
