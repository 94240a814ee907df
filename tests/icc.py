"""ICC profiles with one thing altered: tables emptied, bent or cut, headers that lie."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tests import kit

if TYPE_CHECKING:
    from collections.abc import Callable

PRESS = kit.ROOT / "layout" / "press"
HEADER, TAG = 128, 12


def shipped(name: str) -> bytes:
    """A profile that ships, by the stem of its file."""
    return (PRESS / f"{name}.icc").read_bytes()


def tags(profile: bytes) -> dict[str, tuple[int, int]]:
    """Where each tag's data lie, and how long they are."""
    (count,) = struct.unpack_from(">I", profile, HEADER)
    found = {}
    for index in range(count):
        name, at, size = struct.unpack_from(">4sII", profile, HEADER + 4 + TAG * index)
        found[name.decode("latin-1")] = (at, size)
    return found


def emptied(profile: bytes, *names: str) -> bytes:
    """The tables of some tags full of zeros."""
    made = bytearray(profile)
    for name in names:
        at, size = tags(profile)[name]
        made[at + 52 : at + size] = bytes(size - 52)
    return bytes(made)


def hollow(profile: bytes) -> bytes:
    """A good header and a good list of tags, and nothing but zeros behind them."""
    start = HEADER + 4 + TAG * len(tags(profile))
    return profile[:start] + bytes(len(profile) - start)


def without(profile: bytes, name: str) -> bytes:
    """The profile with a tag that nobody knows instead of one."""
    made = bytearray(profile)
    for index in range(len(tags(profile))):
        at = HEADER + 4 + TAG * index
        if made[at : at + 4] == name.encode():
            made[at : at + 4] = b"zzzz"
    return bytes(made)


def header(profile: bytes, at: int, value: bytes) -> bytes:
    """The header saying something else."""
    return profile[:at] + value + profile[at + len(value) :]


def renamed(profile: bytes, words: bytes) -> bytes:
    """Another description in the same room."""
    at, size = tags(profile)["desc"]
    room = struct.unpack_from(">I", profile, at + 8)[0]
    text = words[: room - 1].ljust(room, b"\0")
    assert size >= 12 + room
    return header(profile, at + 12, text)


def bent(profile: bytes, curve: Callable[[float], float], channel: int = 0) -> bytes:
    """The colours that a profile says inks have, L* (or a*, b*) going through a curve of 0 to 1."""
    made = bytearray(profile)
    for name in ("A2B0", "A2B1", "A2B2"):
        at, _ = tags(profile)[name]
        kind, inputs, outputs, grid = struct.unpack_from(">4s4xBBB", profile, at)
        if kind == b"mft2":
            before, after = struct.unpack_from(">HH", profile, at + 48)
            form, most, start = ">H", 65280, at + 52
        else:
            before, after, form, most, start = 256, 256, ">B", 255, at + 48
        step = struct.calcsize(form)
        tables = start + step * (inputs * before + grid**inputs * outputs)
        for index in range(after):
            place = tables + step * (channel * after + index)
            (value,) = struct.unpack_from(form, made, place)
            moved = round(min(max(curve(value / most), 0), 1) * most)
            struct.pack_into(form, made, place, moved)
    return bytes(made)
