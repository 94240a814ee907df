"""`doctor`: whether this machine has what a build takes."""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.diagnostics import ERROR, AssetError, Text
from presslayout.base.values import frozen
from presslayout.cli.voice import relative

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from presslayout.cli.voice import Voice

LIBRARIES = (
    "yaml",
    "rjieba",
    "pyphen",
    "uharfbuzz",
    "reportlab",
    "PIL",
    "fontTools",
    "pikepdf",
    "charset_normalizer",
    "bagit",
)


@frozen
class Finding:
    """One thing that was looked at, and what it leads to when it is wrong."""

    name: str
    ok: bool
    detail: Text
    exit: int = messages.OK


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Look at each thing and say how it is."""
    del arguments
    found = [*_python(), *_libraries(), *_wished(), *_plugins()]
    found += [*_fonts(), *_cache(), *_locale(voice)]
    if voice.json:
        voice.object(
            {
                "ok": all(f.ok for f in found),
                "checks": [
                    {"name": f.name, "ok": f.ok, "detail": f.detail.zh, "detail_en": f.detail.en}
                    for f in found
                ],
                "diagnostics": [],
            }
        )
    else:
        for f in found:
            mark = ("好", "ok") if f.ok else ("缺", "!!")
            voice.say(f"{mark[0]}  {f.name}  {f.detail.zh}", f"{mark[1]}  {f.name}  {f.detail.en}")
    return messages.gravest(f.exit for f in found if not f.ok)


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        "python",
        sys.version_info >= (3, 11),
        Text(f"{version}，要 3.11 以上", f"{version}; 3.11 or later is needed"),
        messages.WRONG,
    )


def _libraries() -> Iterator[Finding]:
    for name in LIBRARIES:
        try:
            module = import_module(name)
        except ImportError as fault:
            said = Text(f"装不上：{fault}", f"cannot be imported: {fault}")
            yield Finding(name, ok=False, detail=said, exit=messages.WRONG)
            continue
        version = str(getattr(module, "__version__", getattr(module, "VERSION", "")))
        yield Finding(name, ok=True, detail=Text(version, version))


def _wished() -> Iterator[Finding]:
    """What is of use and not needed: without it something else is done, or a message says so."""
    from importlib.util import find_spec

    from presslayout.delivery.plates import ghostscript

    command = ghostscript.program()
    heic = find_spec("pi_heif") is not None
    yield Finding(
        "HEIC",
        ok=True,
        detail=Text("能读手机的 HEIC 图片", "phones' HEIC pictures can be read")
        if heic
        else Text(
            "没有装；要用手机的 HEIC 图片，运行 pip install 'presslayout[heic]'",
            "not installed; for phones' HEIC pictures run pip install 'presslayout[heic]'",
        ),
    )
    version = ghostscript.version(command) if command else ""
    yield Finding(
        "ghostscript",
        ok=True,
        detail=Text(f"plates 由 {version} 分色", f"plates are separated by {version}")
        if command
        else Text(
            "没有装；plates 由本软件自己分色，画不了别人的 PDF",
            "not installed; plates of issues are separated by ourselves, other PDFs are not",
        ),
    )


def _plugins() -> Iterator[Finding]:
    """What other distributions add, and whether each can be used."""
    from presslayout.newsroom.additions import tried

    for plugin, fault in tried():
        name = f"{plugin.distribution} {plugin.version}"
        words = f"{plugin.group}: {plugin.name}"
        said = Text(words, words) if fault is None else fault.message
        yield Finding(name, ok=fault is None, detail=said, exit=messages.MISSING)


def _fonts() -> Iterator[Finding]:
    from presslayout.assets.fonts import open_face
    from presslayout.cli.fonts import families_here

    families, faults = families_here()
    for fault in faults:
        if fault.severity is ERROR:
            yield Finding("fonts.yaml", ok=False, detail=fault.message, exit=messages.WRONG)
    for family in families:
        try:
            open_face(family)
        except AssetError as fault:
            said = fault.diagnostics[0].message
            yield Finding(family.name, ok=False, detail=said, exit=messages.MISSING)
            continue
        words = f"{family.file}  {family.licence}"
        yield Finding(family.name, ok=True, detail=Text(words, words))


def _cache() -> Iterator[Finding]:
    from presslayout.base.cache import Cache

    root = Cache.open().root
    if root is None:
        yield Finding(
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
        where = relative(root)
        said = Text(f"{where} 写不进：{fault.strerror}", f"{where}: {fault.strerror}")
        yield Finding("cache", ok=False, detail=said, exit=messages.WRONG)
        return
    yield Finding("cache", ok=True, detail=Text(relative(root), relative(root)))


def _locale(voice: Voice) -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or "").lower()
    chinese = Text("消息用中文", "messages in Chinese")
    english = Text("消息用英文", "messages in English")
    said = chinese if voice.lang == "zh" else english
    yield Finding(
        "locale",
        ok=True,
        detail=Text(f"{said.zh}，终端编码 {encoding}", f"{said.en}, terminal encoding {encoding}"),
    )
