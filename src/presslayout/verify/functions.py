"""Functions of a PDF (ISO 32000-1, 7.10): numbers in, numbers out."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from presslayout.verify.bulk import TooMuchError, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DEPTH = 8
_STEPS = 20_000
_TOKEN = re.compile(rb"[{}]|[^\s{}]+")
_SAMPLED, _EXPONENTIAL, _STITCHING, _CALCULATOR = 0, 2, 3, 4


def evaluated(function: Any, values: Sequence[float], depth: int = 0) -> list[float]:
    """The result of a function; ValueError where it is none that can be reckoned."""
    import pikepdf

    if isinstance(function, pikepdf.Array):
        return [v for one in function for v in evaluated(one, values, depth + 1)]
    if depth > _DEPTH:
        raise ValueError("functions nested too deep")
    given = _clamped(values, _numbers(function["/Domain"]))
    kind = int(function["/FunctionType"])
    if kind == _SAMPLED:
        found = _sampled(function, given)
    elif kind == _EXPONENTIAL:
        low, high = _numbers(function.get("/C0", [0])), _numbers(function.get("/C1", [1]))
        share = given[0] ** float(function["/N"])
        found = [a + share * (b - a) for a, b in zip(low, high, strict=True)]
    elif kind == _STITCHING:
        found = _stitched(function, given[0], depth)
    elif kind == _CALCULATOR:
        found = _calculated(decoded(function, 1 << 20), given)
    else:
        raise ValueError("an unknown kind of function")
    return _clamped(found, _numbers(function["/Range"])) if "/Range" in function else found


def _sampled(function: Any, given: list[float]) -> list[float]:
    """The nearest sample: colours are looked up, not measured."""
    size = [int(n) for n in function["/Size"]]
    domain, ranges = _numbers(function["/Domain"]), _numbers(function["/Range"])
    bits, outputs = int(function["/BitsPerSample"]), len(ranges) // 2
    if bits not in (8, 16, 32):
        raise ValueError("samples of an odd size")
    index, stride = 0, 1
    for at, (value, count) in enumerate(zip(given, size, strict=True)):
        low, high = domain[2 * at], domain[2 * at + 1]
        index += round((value - low) / (high - low) * (count - 1)) * stride
        stride *= count
    width, data = bits // 8, decoded(function)
    decode = _numbers(function["/Decode"]) if "/Decode" in function else ranges
    found = []
    for at in range(outputs):
        start = (index * outputs + at) * width
        share = int.from_bytes(data[start : start + width], "big") / (2**bits - 1)
        found.append(decode[2 * at] + share * (decode[2 * at + 1] - decode[2 * at]))
    return found


def _stitched(function: Any, value: float, depth: int) -> list[float]:
    low, high = _numbers(function["/Domain"])[:2]
    edges = [low, *_numbers(function["/Bounds"]), high]
    parts = list(function["/Functions"])
    at = max(sum(1 for edge in edges[1:-1] if value >= edge), 0)
    encode = _numbers(function["/Encode"])[2 * at : 2 * at + 2]
    span = edges[at + 1] - edges[at]
    share = (value - edges[at]) / span if span else 0.0
    return evaluated(parts[at], [encode[0] + share * (encode[1] - encode[0])], depth + 1)


def _calculated(data: bytes, given: list[float]) -> list[float]:
    tokens = _TOKEN.findall(data)
    program, at = _program(tokens, 1, 0)
    del at
    stack = list(given)
    _run(program, stack, [_STEPS])
    return [float(v) for v in stack]


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
