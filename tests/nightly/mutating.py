"""Files made hostile, by what they are: text by its tokens, packed files part by part, the rest by bytes.

All is drawn from a number, as in `tests/hostile.py`.
"""

from __future__ import annotations

import io
import json
import re
import struct
import warnings
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from tests import hostile

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Change = Callable[[random.Random, bytes], bytes]

# Numbers, names, quoted words, tags: what may stand in one another's place.
TOKENS = re.compile(rb"[-+]?\d+\.?\d*|/\w+|\"[^\"\n]*\"|'[^'\n]*'|<[^<>\n]*>|\([^()\n]*\)|\w+")
NASTY = (
    b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999999999999", b"1e999",
    b"-0.0000001", b"NaN", b"1e-300", b"null", b"true", b"[]", b"<<>>", b"[[[[", b"]", b">>", b"<", b">",
    b"1 0 R", b"[1 0 R 1 0 R]", b"9" * 4000, b"/" + b"A" * 300, b"()", b"(\\000)", b"<FEFF>", b"<00>",
    b'""', b'"url(#a)"', b'"../../../etc/passwd"', b'"file:///etc/passwd"', b'"http://127.0.0.1:9/"',
    b"&#0;", b"&#x110000;", b"&amp;", b"&a;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?x?>", b"100%",
    b"1e9mm", b"calc(1px)", b"url(javascript:alert(1))", "\u202e甲".encode(), b"\xff\xfe", b"\x00",
)  # fmt: skip
# Of what is marked up, that which can be anything while the file stays well-formed.
VALUES = re.compile(rb'(?<==")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)|[-+]?\d+\.?\d*')
_WHOLES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
# What a format says of itself stands at its beginning.
_HEAD = 700
_MOST_STEPS = 6
# What an input may grow to: a small file that takes much is what is looked for.
MOST = 400_000


def words(rng: random.Random, data: bytes) -> bytes:
    """Text with a few of its tokens another's, doubled, gone or nonsense, or damaged as any file."""
    if rng.random() < 0.25:
        return hostile.damaged(rng, data)
    made = data
    tokens = VALUES if data.lstrip()[:1] == b"<" and rng.random() < 0.7 else TOKENS
    for _ in range(rng.randint(1, _MOST_STEPS)):
        found = [match.span() for match in tokens.finditer(made)]
        if not found:
            break
        low, high = rng.choice(found)
        start, end = rng.choice(found)
        deed = rng.random()
        piece = rng.choice(NASTY) if deed < 0.5 else made[start:end] if deed < 0.8 else b""
        if deed > 0.95:
            # Everything between two tokens once more.
            low, high = min(low, start), max(high, end)
            piece = made[low:high] * rng.choice((2, 3, 40))
        made = made[:low] + piece + made[high:]
    return made[:MOST]


def octets(rng: random.Random, data: bytes) -> bytes:
    """Bytes overwritten, numbers made huge, stretches doubled, moved, cut."""
    made = bytearray(data)
    for _ in range(rng.randint(1, _MOST_STEPS)):
        if not made:
            break
        at = rng.randrange(min(len(made), _HEAD) if rng.random() < 0.6 else len(made))
        deed = rng.random()
        if deed < 0.3:
            made[at] ^= 1 << rng.randrange(8)
        elif deed < 0.6:
            kind = rng.choice((">B", ">H", "<H", ">I", "<I"))
            size = struct.calcsize(kind)
            made[at : at + size] = struct.pack(kind, rng.choice(_WHOLES) & (256**size - 1))
        elif deed < 0.75:
            length = rng.choice((1, 4, 16, 300))
            other = rng.randrange(len(made))
            made[at : at + length] = made[other : other + length]
        elif deed < 0.85:
            made[at:at] = made[at : at + rng.choice((2, 12, 200))]
        elif deed < 0.95:
            del made[at : at + rng.choice((1, 4, 60))]
        else:
            del made[rng.randrange(len(made)) :]
    return bytes(made[:MOST])


def png(rng: random.Random, data: bytes) -> bytes:
    """A PNG whose chunks are hostile and whose sums are right, so that somebody reads them."""
    if rng.random() < 0.3:
        return octets(rng, data)
    out, at = [data[:8]], 8
    chunks = []
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    chosen = rng.randrange(len(chunks))
    for number, (kind, body) in enumerate(chunks):
        said = body
        if number == chosen and kind == b"IDAT" and rng.random() < 0.5:
            said = zlib.compress(octets(rng, zlib.decompressobj().decompress(body)))
        elif number == chosen:
            said = octets(rng, body)
        whole = kind + said
        out.append(struct.pack(">I", len(said)) + whole + struct.pack(">I", zlib.crc32(whole)))
    return b"".join(out)


def packed(rng: random.Random, data: bytes) -> bytes:
    """A packed file with one of its parts hostile, renamed, doubled or gone."""
    if rng.random() < 0.15:
        return octets(rng, data)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    at = rng.randrange(len(parts))
    name, body = parts[at]
    deed = rng.random()
    if deed < 0.75:
        inner = (
            words if name.lower().endswith((".xml", ".rels", ".md", ".txt", ".html")) else octets
        )
        parts[at] = (name, inner(rng, body))
    elif deed < 0.85:
        parts[at] = (rng.choice(("../x", "/x", "a\\..\\b", "CON", "甲" * 90, name + "/", "")), body)
    elif deed < 0.92:
        parts.append((name, words(rng, body)))
    else:
        del parts[at]
    out = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        suppress(ValueError),
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name, body in parts:
            new.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


def json_(rng: random.Random, data: bytes) -> bytes:
    """JSON of another shape, or damaged."""
    if rng.random() < 0.3:
        return words(rng, data)
    try:
        return hostile.misread(rng, json.loads(data))
    except ValueError:
        # A line a value.
        rows = data.split(b"\n")
        at = rng.randrange(max(1, len(rows) - 1))
        with suppress(ValueError):
            rows[at] = hostile.misread(rng, json.loads(rows[at]))
        return b"\n".join(rows)


def any_(rng: random.Random, data: bytes) -> bytes:
    """Whatever it is: by its first bytes."""
    if data.startswith(b"PK\3\4"):
        return packed(rng, data)
    if data.startswith(b"\x89PNG"):
        return png(rng, data)
    if data[:1] in (b"{", b"["):
        return json_(rng, data)
    try:
        data.decode()
    except UnicodeDecodeError:
        return octets(rng, data)
    return words(rng, data)


def notes(rng: random.Random, data: bytes) -> bytes:
    """A PDF whose annotations are hostile; the rest of it is large and looked at elsewhere."""
    made = data
    places = [match.start() for match in re.finditer(rb"/Annot\b|/Popup\b|/QuadPoints", data)]
    for _ in range(rng.randint(1, _MOST_STEPS)):
        if not places or rng.random() < 0.1:
            return octets(rng, made) if rng.random() < 0.5 else made[: rng.randrange(len(made))]
        at = max(0, rng.choice(places) - 300)
        made = made[:at] + words(rng, made[at : at + 900]) + made[at + 900 :]
    return made
