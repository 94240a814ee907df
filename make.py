"""What `make` does, on any system with Python 3.11: `python make.py edition`, `test` or `checks`.

edition   build the sample issue for press, proof and archive, and print where the files are
test      formatting, lint, types, import contracts, tests
checks    the same without the tests
docs      the documentation as a site in out/docs
nightly   what machines try for ten minutes, and longer with --minutes N: see CONTRIBUTING
package   the wheels and the source archive in dist/, installed alone and tried as README says, by
          every Python that is there
pythons   all tests by every other Python that is there, each in an environment of its own
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / "python")
ISSUE = Path("issue", "2026-10-18")
DIST = ROOT / "dist"
OUT = Path("out", "2026-10-18", "issue")
TARGETS = ("press", "proof", "archive")
# The Pythons that are tried where they are there, beside the one that runs this.
MINORS = range(11, 16)
SITES = ("mkdocs.yml", "mkdocs.en.yml")
SITE = ROOT / "out" / "docs"
# The script by which pages search where no worker starts: a stranger's, and ours (docs/worker.js).
FETCHED, WORKER = "https://unpkg.com/iframe-worker/shim", "worker.js"
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
)


def edition() -> int:
    """Build the sample for every target."""
    _installed("")
    for target in TARGETS:
        build = ("presslayout", "build", str(ISSUE), "--for", target, "-o", str(OUT))
        code = _run(PYTHON, "-m", *build)
        if code:
            return code
    print(f"\n{OUT}:")
    for name in ("press.pdf", "proof.pdf", "archive", "edition.json", "report.json"):
        print(f"  {OUT / name}")
    return 0


def test() -> int:
    """All that must hold; the checks run beside the tests, and what they say comes last.

    Where a change is taken in (`CI`) what is released is made and tried as well: what packing and
    installing wait for, tests use.
    """
    beside = ("checks", "package") if os.environ.get("CI") else ("checks",)
    _installed("test")
    _run(PYTHON, "-m", "compileall", "-q", "src")
    pytest = (PYTHON, "-m", "pytest", "-q")
    with ExitStack() as files:
        said = {name: files.enter_context((VENV / f"{name}.txt").open("w+")) for name in beside}
        going = [
            subprocess.Popen(
                [PYTHON, __file__, name], cwd=ROOT, stdout=kept, stderr=subprocess.STDOUT
            )
            for name, kept in said.items()
        ]
        # Assertions are rewritten once: workers begin together, and each would do all of it.
        halves = (["tests/unit"], ["tests", "--ignore=tests/unit"])
        readers = [
            subprocess.Popen(
                [*pytest, "--collect-only", *some], cwd=ROOT, stdout=subprocess.DEVNULL
            )
            for some in halves
        ]
        for one in readers:
            one.wait()
        # A test waits for a browser or another process now and then: a worker more than processors.
        workers = str(_processors() + 1)
        codes = [_run(*pytest, "-n", workers, "--dist", "worksteal")]
        codes += [one.wait() for one in going]
        for kept in said.values():
            kept.seek(0)
            print(kept.read(), flush=True)
    return max(codes)


def checks() -> int:
    """Formatting, lint, types, contracts: all of them, whichever fails."""
    _installed("test")
    codes = []
    for name, *words in CHECKS:
        print(" ".join((name, *words)), flush=True)
        codes.append(_run(str(BIN / name), *words))
    return max(codes)


def docs() -> int:
    """Write the site, in Chinese and in English; a link that leads nowhere fails."""
    _installed("test")
    codes = [_run(str(BIN / "zensical"), "build", "--strict", "-f", name) for name in SITES]
    for page in SITE.rglob("*.html"):
        # What searches is fetched from no network, and found from a folder, too.
        own = "../" * (len(page.relative_to(SITE).parts) - 1) + WORKER
        text = page.read_text("utf-8")
        page.write_text(text.replace(FETCHED, own), "utf-8", newline="\n")
    return max(codes)


def nightly() -> int:
    """Hostile input, kills and odd machines, with what else stands on the command line."""
    _installed("test")
    return _run(PYTHON, "-m", "tests.nightly", *sys.argv[2:])


def package() -> int:
    """Make what is released, and go the way of a newcomer who has nothing but the wheels."""
    _installed("test")
    shutil.rmtree(DIST, ignore_errors=True)
    wheel = (PYTHON, "-m", "build", "--no-isolation", "-o", str(DIST))
    if _run(*wheel, ".") or _run(*wheel, "--wheel", "fonts"):
        return 1
    return max(_tried(python) for python in (sys.executable, *_others()))


def pythons() -> int:
    """All tests by every other Python that is there, each in an environment of its own."""
    _installed("test")
    codes = [0]
    for python in _others():
        own = VENV.with_name(f"{VENV.name}-{Path(python).name}")
        where = str(own / BIN.name / "python")
        if not own.exists() and _run(python, "-m", "venv", str(own)):
            codes.append(1)
            continue
        codes.append(_run(where, "-m", "pip", "install", "--quiet", "-e", ".[test]"))
        codes.append(_run(where, "-m", "pytest", "-q", "-n", str(_processors())))
    # An installation leaves its mark where the sources lie: the last is our own again.
    _run(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "-e", ".")
    return max(codes)


def _tried(python: str) -> int:
    """A newcomer's way by a Python: the wheels alone, in an environment of their own."""
    trial = DIST / f"trial-{Path(python).name}"
    if _run(python, "-m", "venv", str(trial)):
        return 1
    folder = trial / BIN.name
    wheels = sorted(map(str, DIST.glob("*.whl")))
    pip = ("-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check")
    if _run(str(folder / "python"), *pip, *wheels):
        return 1
    paper = trial / "paper"
    ways = (
        ("init", str(paper)),
        ("check", str(paper / ISSUE)),
        ("build", str(paper / ISSUE), "--for", "proof"),
        ("build", str(paper / ISSUE), "--for", "press"),
        ("preflight", str(paper / OUT / "press.pdf")),
        ("doctor",),
    )
    return max(_run(str(folder / "presslayout"), *words) for words in ways)


def _others() -> list[str]:
    """Every other Python of this system from 3.11 on, by its path: on the PATH, or kept by pyenv."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    found: dict[tuple[int, ...], str] = {}
    for minor in MINORS:
        name = f"python3.{minor}"
        for python in (shutil.which(name), *map(str, sorted(kept.glob(f"*/bin/{name}")))):
            said = subprocess.run(
                [python or name, "-c", "import sys, ensurepip; print(sys.version_info[1])"],
                capture_output=True, text=True, check=False,
            ) if python else None  # fmt: skip
            if said is not None and said.stdout.strip() == str(minor):
                found.setdefault((3, minor), str(python))
    found.pop(sys.version_info[:2], None)
    return list(found.values())


def _installed(extra: str) -> None:
    """The environment with the program in it, as often as pyproject.toml changes."""
    stamp = VENV / (f"installed-{extra}" if extra else "installed")
    asked = ROOT / "pyproject.toml"
    if stamp.exists() and stamp.stat().st_mtime >= asked.stat().st_mtime:
        return
    if not Path(PYTHON).exists() and not (BIN / "python.exe").exists():
        venv.create(VENV, with_pip=True)
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    # What is never imported need not be compiled: the half of an installation.
    words = ("--no-compile", "-e", f".[{extra}]") if extra else ("-e", ".")
    if _run(*pip, *words):
        sys.exit("pip could not install what pyproject.toml asks for")
    stamp.touch()
    if extra:
        (VENV / "installed").touch()


def _run(*words: str) -> int:
    return subprocess.run(words, cwd=ROOT, check=False).returncode


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


WAYS = {way.__name__: way for way in (edition, test, checks, docs, nightly, package, pythons)}

if __name__ == "__main__":
    asked = sys.argv[1:]
    if asked not in [[way] for way in WAYS] and asked[:1] != [nightly.__name__]:
        sys.exit(__doc__)
    # A machine that writes no bytecode compiles every library anew in each of thousands of processes.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(WAYS[asked[0]]())
