"""What a build takes of the machine that it runs on, looked at thing by thing."""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.diagnostics import ERROR, AssetError, Text
from presslayout.base.refusals import why
from presslayout.base.values import frozen
from presslayout.newsroom import licences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a library is called where it is imported, when that is not its name.
MODULES = {
    "pillow": "PIL",
    "fonttools": "fontTools",
    "pyyaml": "yaml",
    "charset-normalizer": "charset_normalizer",
    "pdfminer.six": "pdfminer",
    "skia-pathops": "pathops",
    "rl_accel": "_rl_accel",
}


@frozen
class Checkup:
    """One thing that was looked at, and the exit code that it leads to when it is wrong.

    `detail` follows `path` where it is about one.
    """

    name: str
    ok: bool
    detail: Text
    exit: int = messages.OK
    path: Path | None = None


def looked_over() -> Iterator[Checkup]:
    """Python, the libraries, what is of use beside them, the faces and the cache."""
    yield from _python()
    yield from _libraries()
    yield from _wished()
    yield from _plugins()
    yield from _fonts()
    yield from _cache()


def _python() -> Iterator[Checkup]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Checkup(
        "python",
        sys.version_info >= (3, 11),
        Text(f"{version}，要 3.11 以上", f"{version}; 3.11 or later is needed"),
        messages.WRONG,
    )


def _libraries() -> Iterator[Checkup]:
    """Every library asked for, whether it can be imported, and its version as it was installed."""
    for library in licences.libraries():
        name = library.name
        try:
            import_module(MODULES.get(name, name))
        except ImportError as fault:
            said = Text(f"装不上：{fault}", f"cannot be imported: {fault}")
            yield Checkup(name, ok=False, detail=said, exit=messages.WRONG)
            continue
        told = Text(library.version or "版本不详", library.version or "version unknown")
        yield Checkup(name, ok=True, detail=told)


def _wished() -> Iterator[Checkup]:
    """What is of use and not needed: without it something else is done, or a message says so."""
    from importlib.util import find_spec

    from presslayout.base.keeping import libraries
    from presslayout.delivery.plates import ghostscript
    from presslayout.flow.bench import reader

    command = ghostscript.program()
    heic = find_spec("pi_heif") is not None
    yield Checkup(
        "HEIC",
        ok=True,
        detail=Text("能读手机的 HEIC 图片", "phones' HEIC pictures can be read")
        if heic
        else Text(
            "没有装；要用手机的 HEIC 图片，运行 pip install 'presslayout[heic]'",
            "not installed; for phones' HEIC pictures run pip install 'presslayout[heic]'",
        ),
    )
    faces = reader(libraries())
    found = find_spec("cv2") is not None
    yield Checkup(
        "faces",
        ok=True,
        detail=Text(
            f"没写焦点的图片照脸裁（{faces}）",
            f"photos without a focus are cropped by faces ({faces})",
        )
        if faces and found
        else Text(
            "没有装；要照脸裁没写焦点的图片，运行 pip install 'presslayout[faces]'",
            "not installed; to crop photos without a focus by faces run "
            "pip install 'presslayout[faces]'",
        ),
    )
    version = ghostscript.version(command) if command else ""
    yield Checkup(
        "ghostscript",
        ok=True,
        detail=Text(f"plates 由 {version} 分色", f"plates are separated by {version}")
        if command
        else Text(
            "没有装；plates 由本软件自己分色，画不了别人的 PDF",
            "not installed; plates of issues are separated by ourselves, other PDFs are not",
        ),
    )


def _plugins() -> Iterator[Checkup]:
    """What other distributions add, and whether each can be used."""
    from presslayout.newsroom.additions import tried

    for plugin, fault in tried():
        name = f"{plugin.distribution} {plugin.version}"
        words = f"{plugin.group}: {plugin.name}"
        said = Text(words, words) if fault is None else fault.message
        yield Checkup(name, ok=fault is None, detail=said, exit=messages.MISSING)


def _fonts() -> Iterator[Checkup]:
    from presslayout.assets.fonts import open_face
    from presslayout.newsroom import library, workplace

    known = library.families(workplace.here())
    for fault in known.found:
        if fault.severity is ERROR:
            yield Checkup("fonts.yaml", ok=False, detail=fault.message, exit=messages.WRONG)
    for family in known.families:
        try:
            open_face(family)
        except AssetError as fault:
            said = fault.diagnostics[0].message
            yield Checkup(family.name, ok=False, detail=said, exit=messages.MISSING)
            continue
        words = f"{family.file}  {family.licence}"
        yield Checkup(family.name, ok=True, detail=Text(words, words))


def _cache() -> Iterator[Checkup]:
    from presslayout.base.cache import Cache

    root = Cache.open().root
    if root is None:
        yield Checkup(
            "cache",
            ok=True,
            detail=Text("没有缓存文件夹，每次都从头转图", "no cache folder: pictures convert anew"),
        )
        return
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=root):
            pass
    except OSError as fault:
        reason = why(fault)
        said = Text(f" 写不进：{reason.zh}", f": {reason.en}")
        yield Checkup("cache", ok=False, detail=said, exit=messages.WRONG, path=root)
        return
    yield Checkup("cache", ok=True, detail=Text("", ""), path=root)
