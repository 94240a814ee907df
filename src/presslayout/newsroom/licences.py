"""Who made what the program consists of, and under which licence: what ships, and what it asks for.

Licences are SPDX expressions.  The same tables make the bill of materials in the wheel.
"""

from __future__ import annotations

import re
from importlib import metadata
from typing import Any

from presslayout.base.values import frozen
from presslayout.base.version import VERSION

PROGRAM = "presslayout"
# CycloneDX, the form that tools for bills of materials read.
_FORM, _FORM_VERSION = "CycloneDX", "1.6"


@frozen
class ShippedPart:
    """Something that ships: its files from the clone's top, its licence, where it comes from."""

    name: str
    files: tuple[str, ...]
    licence: str
    source: str


@frozen
class Library:
    """A library that the program asks for, its licence, and the version that is installed or ""."""

    name: str
    licence: str
    version: str = ""


SHIPPED = (
    ShippedPart(PROGRAM, ("src", "layout", "issue", "docs"), "Apache-2.0", "LICENSE"),
    ShippedPart(
        "Noto Serif SC, Noto Sans SC",
        ("fonts/NotoSerifSC-*.ttf", "fonts/NotoSansSC-*.ttf"),
        "OFL-1.1",
        "npm @expo-google-fonts/noto-serif-sc, noto-sans-sc 0.4.3; overlaps removed (fonts/FONTLOG.md)",
    ),
    ShippedPart(
        "霞鹜文楷 LXGW WenKai 1.511",
        ("fonts/LXGWWenKai-Regular.ttf",),
        "OFL-1.1",
        "Debian fonts-lxgw-wenkai",
    ),
    ShippedPart(
        "得意黑 Smiley Sans 2.0.1",
        ("fonts/SmileySans-Oblique.ttf",),
        "OFL-1.1",
        "Debian fonts-smiley-sans",
    ),
    ShippedPart(
        "Source Serif 4.004",
        ("fonts/SourceSerif4-*.ttf",),
        "OFL-1.1",
        "npm @expo-google-fonts/source-serif-4",
    ),
    ShippedPart(
        "IFRA26S, FOGRA39L",
        ("layout/press/IFRA26S_*.icc", "layout/press/FOGRA39L_*.icc"),
        "CC0-1.0",
        "Debian colord 1.4.7, characterisation data; profiles made of them here (layout/press/ICCLOG.md)",
    ),
    ShippedPart(
        "ISO Coated v2 300% (basICColor)",
        ("layout/press/ISOcoated_v2_300_bas.icc",),
        "Zlib",
        "Debian scribus-data",
    ),
    ShippedPart("sRGB", ("layout/press/sRGB.icc",), "Zlib", "Debian icc-profiles-free"),
    ShippedPart(
        "Photographs",
        ("images/*.jpg",),
        "CC-BY-4.0 AND CC0-1.0",
        "Debian lomiri-wallpapers (images/IMAGELOG.md names every author)",
    ),
    ShippedPart(
        "JioNLP, idioms",
        ("src/presslayout/newsroom/proofread/idioms.txt",),
        "Apache-2.0",
        "https://github.com/dongrixinyu/JioNLP, a choice",
    ),
    ShippedPart(
        "jieba, words",
        ("src/presslayout/newsroom/proofread/longwords.txt",),
        "MIT",
        "https://github.com/fxsjy/jieba, a choice",
    ),
    ShippedPart(
        "rime-pinyin-simp, readings",
        ("src/presslayout/newsroom/proofread/sounds.txt",),
        "Apache-2.0",
        "https://github.com/rime/rime-pinyin-simp, a choice",
    ),
    ShippedPart(
        "colord, characterised charts",
        ("src/presslayout/preflight/checks/characterised.json",),
        "CC0-1.0",
        "colord 1.4.7",
    ),
)

LIBRARIES = {
    "reportlab": "BSD-3-Clause",
    "rl_accel": "BSD-3-Clause",
    "pillow": "MIT-CMU",
    "fonttools": "MIT",
    "pyyaml": "MIT",
    "uharfbuzz": "Apache-2.0",
    "pikepdf": "MPL-2.0",
    "charset-normalizer": "MIT",
    "bagit": "CC0-1.0",
    "rjieba": "MIT",
    "opencc": "Apache-2.0",
    "rapidfuzz": "MIT",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pdfminer.six": "MIT",
    "cryptography": "Apache-2.0 OR BSD-3-Clause",
    "skia-pathops": "BSD-3-Clause",
    "lxml": "BSD-3-Clause",
    "rich": "MIT",
    "starlette": "BSD-3-Clause",
    "uvicorn": "BSD-3-Clause",
    "watchfiles": "MIT",
    "lunar_python": "MIT",
    "argcomplete": "Apache-2.0",
}


def libraries() -> tuple[Library, ...]:
    """The libraries that the program asks for, with the versions that are installed."""
    return tuple(Library(name, LIBRARIES[name], _version(name)) for name in sorted(LIBRARIES))


def bill() -> dict[str, Any]:
    """The bill of materials as CycloneDX 1.6, the same for the same version."""
    shipped = [
        {
            "type": "data",
            "name": part.name,
            "licenses": [{"expression": part.licence}],
            "properties": [
                {"name": "source", "value": part.source},
                *({"name": "files", "value": pattern} for pattern in part.files),
            ],
        }
        for part in SHIPPED
        if part.name != PROGRAM
    ]
    asked_for = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{_canonical(name)}",
            "name": name,
            "purl": f"pkg:pypi/{_canonical(name)}",
            "licenses": [{"expression": LIBRARIES[name]}],
        }
        for name in sorted(LIBRARIES)
    ]
    own = f"pkg:pypi/{PROGRAM}@{VERSION}"
    return {
        "bomFormat": _FORM,
        "specVersion": _FORM_VERSION,
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": PROGRAM,
                "version": VERSION,
                "purl": own,
                "licenses": [{"expression": SHIPPED[0].licence}],
            }
        },
        "components": [*shipped, *asked_for],
        "dependencies": [{"ref": own, "dependsOn": [one["bom-ref"] for one in asked_for]}],
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _canonical(name: str) -> str:
    """A name as package indexes write it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
