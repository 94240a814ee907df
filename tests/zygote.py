"""Commands in children of a process that has its modules loaded: what a run costs is its work.

Each run is a process of its own as a user's is, forked before anything was done: its exit code,
its folder, its environment and its streams are its alone.  What a command costs to start, and what
only holds for a fresh interpreter, other tests look at.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
# What commands load when they come to it.
LIBRARIES = """
    PIL.Image PIL.JpegImagePlugin PIL.PngImagePlugin PIL.TiffImagePlugin PIL.ImageCms PIL.ImageDraw
    bagit fontTools.subset fontTools.ttLib lxml.etree lxml.html pathops pikepdf pypdfium2
    reportlab.lib.colors reportlab.pdfgen.canvas rich.console rich.table rjieba uharfbuzz yaml
""".split()


def run(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], seconds: float
) -> tuple[int, bytes, bytes]:
    """Exit code, standard output and standard error of a command; TimeoutExpired after so long."""
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as place:
        out, err = Path(place, "out"), Path(place, "err")
        asked = [list(words), str(folder), dict(environment), str(out), str(err)]
        server.stdin.write(json.dumps(asked).encode() + b"\n")
        server.stdin.flush()
        if not select.select([server.stdout], [], [], seconds)[0]:
            _server.cache_clear()
            server.kill()
            raise subprocess.TimeoutExpired(list(words), seconds)
        code = int(server.stdout.readline())
        return code, out.read_bytes(), err.read_bytes()


@cache
def _server() -> subprocess.Popen[bytes]:
    made = subprocess.Popen(
        [sys.executable, "-c", "from tests.zygote import serve; serve()"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(made.kill)
    return made


def serve() -> None:
    """Fork a child for every line asked, and answer with its exit code."""
    _load()
    answers = os.dup(1)
    os.dup2(2, 1)
    gc.freeze()
    for line in sys.stdin.buffer:
        child = os.fork()
        if not child:
            os.close(answers)
            _child(*json.loads(line))
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _load() -> None:
    from importlib import import_module
    from pkgutil import walk_packages

    import presslayout

    for module in walk_packages(presslayout.__path__, "presslayout."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in LIBRARIES:
        import_module(name)


def _child(words: list[str], folder: str, environment: dict[str, str], out: str, err: str) -> None:
    """What `python -m presslayout` does in a process of its own; never returns."""
    code = 1
    try:
        for number, path in ((1, out), (2, err)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        sys.argv = ["presslayout", *words]
        sys.orig_argv = [sys.executable, "-m", "presslayout", *words]
        from presslayout.cli import main

        code = main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = code or 120
        os._exit(code)
