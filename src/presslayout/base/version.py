"""The version of the engine, written into everything that it makes, and those of libraries."""

from __future__ import annotations

from functools import cache

VERSION = "0.1.0"
ENGINE = f"presslayout {VERSION}"
# The library by whose dictionary texts are parted into words.
DICTIONARY = "rjieba"


@cache
def installed(library: str, package: str = "") -> str:
    """A library's version, found without loading it; "" where it is not installed as a package.

    `package` is the name by which it is imported, where that is another.
    """
    # Every command begins with this module: until it is there, nobody tells of an interrupt.
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec(package or library)
    if spec is None or spec.origin is None:
        return ""
    found = sorted(Path(spec.origin).parent.parent.glob(f"{library}-*.dist-info"))
    return found[-1].name.removeprefix(f"{library}-").removesuffix(".dist-info") if found else ""
