"""The same command in other places of the world, on other days, and on machines that lack something.

In any locale, zone and year it makes the same bytes; where files, memory, disk or rights are short it
says so with a documented code, and leaves nothing by half.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from tests import doors
from tests.kit import ROOT
from tests.nightly import kills, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.nightly.kills import Deed

# prctl(2), capabilities(7): what lets root write where nobody may is given up.
DROP, OVERRIDES = 24, (1, 2)
# unshare(2), mount(2): a disk of its own that only a trial sees.
NAMESPACES, READ_ONLY, AGAIN = 0x00020000 | 0x10000000, 1, 32
# Who is nobody: limits of processes do not bind root.
NOBODY = 65534
KEEP_RIGHTS, INHERITED, RIGHTS_VERSION = 8, 47, 0x20080522
SECONDS = 120
CLOCK = Path(__file__).with_name("clock.c")
# What the interpreter says that cannot begin, before any of the program is read.
_NOT_BEGUN = re.compile(
    r"Fatal Python error|error while loading shared libraries|failed to map segment"
)
_SYMBOL = re.compile(r"Traceback|\b[A-Z][A-Za-z]*Error\b")


@dataclass(frozen=True)
class State:
    """A machine: its environment, what it lacks, how its streams are; bytes are the same where it lacks nothing.

    What is done to the child before it begins is `lacking`, which may change what is made, and
    `odd`, which may not.  On a disk of its own the workspace stands where it is `mounted`.  Of the
    environment the names in `without` are taken out.
    """

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    lacking: Callable[[Path], None] | None = None
    odd: Callable[[Path], None] | None = None
    without: tuple[str, ...] = ()
    mounted: bool = False


def _limit(kind: int, most: int) -> Callable[[Path], None]:
    def lacking(_: Path) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(kind, (most, most))

    return lacking


def _closed(*streams: int) -> Callable[[Path], None]:
    def odd(_: Path) -> None:
        for stream in streams:
            os.close(stream)

    return odd


def _at(path: str, *streams: int) -> Callable[[Path], None]:
    def odd(_: Path) -> None:
        for stream in streams:
            os.dup2(os.open(path, os.O_RDWR), stream)

    return odd


def _unheard(*streams: int) -> Callable[[Path], None]:
    """What it says goes into pipes that nobody reads any more."""

    def odd(_: Path) -> None:
        for stream in streams:
            read, write = os.pipe()
            os.dup2(write, stream)
            os.close(read)

    return odd


def _masked(mask: int) -> Callable[[Path], None]:
    return lambda _: os.umask(mask) and None


def _alone(most: int) -> Callable[[Path], None]:
    """So many processes for a user who is not root, and may read and write what root may."""

    def lacking(_: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(KEEP_RIGHTS, 1, 0, 0, 0)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        head = (ctypes.c_uint32 * 2)(RIGHTS_VERSION, 0)
        bits = sum(1 << right for right in OVERRIDES)
        libc.capset(head, (ctypes.c_uint32 * 6)(bits, bits, bits, 0, 0, 0))
        for right in OVERRIDES:
            libc.prctl(INHERITED, 2, right, 0, 0)
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))

    return lacking


def _full(spare: int, names: int = 0) -> Callable[[Path], None]:
    """The disk has so many bytes left, or room for so many names."""

    def lacking(root: Path) -> None:
        now = os.statvfs(root)
        used = (now.f_blocks - now.f_bfree) * now.f_frsize
        said = (
            f"size={used + spare}"
            if not names
            else f"nr_inodes={now.f_files - now.f_ffree + names}"
        )
        _mount(root.parent.parent, AGAIN, said)

    return lacking


def _unwritten(root: Path) -> None:
    _mount(root.parent.parent, AGAIN | READ_ONLY, "")


def _mount(place: Path, flags: int, said: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", os.fsencode(place), b"tmpfs", flags, said.encode()):
        raise OSError(ctypes.get_errno(), said)


def _own_disk(place: Path) -> None:
    """From here on this process has a disk of its own at a place, and may do with it what root may."""
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NAMESPACES):
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny", "ascii")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1", "ascii")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1", "ascii")
    _mount(place, 0, "size=1g")


def _has_own_disks() -> bool:
    if sys.platform != "linux":
        return False
    with places.folder() as place:
        child = os.fork()
        if not child:
            with suppress(OSError):
                _own_disk(place)
                os._exit(0)
            os._exit(1)
        return not os.waitpid(child, 0)[1]


def _bare_home(root: Path) -> None:
    """A home that nobody may write in, on a machine where that holds for root as well."""
    (root.parent / "家").chmod(0o555)
    for right in OVERRIDES if not os.getuid() else ():
        ctypes.CDLL(None).prctl(DROP, right, 0, 0, 0)


def _read_only(root: Path) -> None:
    """A workspace that nobody may write in, on a machine where that holds for root as well."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)
    for right in OVERRIDES if not os.getuid() else ():
        ctypes.CDLL(None).prctl(DROP, right, 0, 0, 0)


def states(place: Path) -> Iterator[State]:
    """All machines; those that this one can play."""
    yield from _elsewhere(place)
    yield from _short()
    yield from _spoken()
    yield from _homes()
    if _has_own_disks():
        for spare in (0, 4096, 65_536, 262_144, 1_048_576):
            yield State(f"disk with {spare} left", lacking=_full(spare), mounted=True)
        for names in (1, 3, 12):
            yield State(f"disk for {names} files more", lacking=_full(0, names), mounted=True)
        yield State("disk mounted read only", lacking=_unwritten, mounted=True)


def _elsewhere(place: Path) -> Iterator[State]:
    """Other places, other days."""
    for name in (
        "C", "POSIX", "zh_CN.GB18030", "zh_TW.BIG5", "ja_JP.EUC-JP", "tr_TR.UTF-8", "ar_EG.UTF-8",
        "de_DE.ISO-8859-1", "nonsense", "",
    ):  # fmt: skip
        made = _locale(place, name)
        given = {"LC_ALL": name, "LANG": name, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        yield State(f"locale {name}", given | ({"LOCPATH": str(place)} if made else {}))
    for zone in (
        "Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati", "UTC-14", "nonsense", "",
        ":/etc/passwd", "CST6CDT,M3.2.0,M11.1.0", "A" * 4000,
    ):  # fmt: skip
        yield State(f"zone {zone[:24]}", {"TZ": zone})
    clock = _clock(place)
    for year, seconds, step in (
        # After 2262 the interpreter itself knows no time.
        ("1969", -1, 0), ("1970", 1, 0), ("2038", 2_147_483_650, 0), ("2100", 4_102_444_800, 0),
        ("2262", 9_223_000_000, 0), ("backwards", 1_790_000_000, -60), ("leaping", 1_790_000_000, 86_400),
    ):  # fmt: skip
        if clock is not None:
            told = {"TRIAL_CLOCK": str(seconds), "TRIAL_STEP": str(step)}
            yield State(f"year {year}", {"LD_PRELOAD": str(clock), **told})


def _short() -> Iterator[State]:
    """Files, memory, processes, rights are short."""
    for most in (0, 1, 100, 1000, 4096, 20_000, 100_000, 500_000):
        yield State(f"files of {most}", lacking=_limit(resource.RLIMIT_FSIZE, most))
    for most in (6, 10, 16, 24, 32, 48):
        yield State(f"{most} files", lacking=_limit(resource.RLIMIT_NOFILE, most))
    for most in (60, 100, 140, 180, 200, 240, 300, 350, 400, 500, 600, 800):
        yield State(f"{most} MB", lacking=_limit(resource.RLIMIT_AS, most << 20))
    for most in (20, 60, 120):
        yield State(f"{most} MB of data", lacking=_limit(resource.RLIMIT_DATA, most << 20))
    for most in (256, 1024):
        yield State(f"{most} KB of stack", lacking=_limit(resource.RLIMIT_STACK, most << 10))
    if not os.getuid():
        for most in (1, 2):
            yield State(f"{most} processes", lacking=_alone(most))
    yield State("read only", lacking=_read_only)


def _spoken() -> Iterator[State]:
    """Nobody hears what is said: no stream, a full one, one whose reader is gone."""
    for name, streams in (("in", (0,)), ("out", (1,)), ("err", (2,)), ("all", (0, 1, 2))):
        yield State(f"closed {name}", odd=_closed(*streams))
    for name, streams in (("out", (1,)), ("err", (2,)), ("both", (1, 2))):
        yield State(f"full {name}", odd=_at("/dev/full", *streams))
        yield State(f"unheard {name}", odd=_unheard(*streams))


def _homes() -> Iterator[State]:
    """No home, another, one without rights; nowhere for spare files; a mask."""
    own = ("PRESSLAYOUT_CACHE",)
    yield State("no HOME", without=("HOME", *own))
    yield State("HOME nowhere", {"HOME": "/nowhere/甲"}, without=own)
    yield State("HOME a file", {"HOME": "/etc/passwd"}, without=own)
    yield State("HOME read only", {"HOME": "{}/家"}, odd=_bare_home, without=own)
    yield State("no TMPDIR", without=("TMPDIR",))
    yield State("TMPDIR nowhere", {"TMPDIR": "/nowhere/甲"})
    yield State("no environment", without=("HOME", "TMPDIR", "PATH", "LANG", "LC_ALL", *own))
    for mask in (0o077, 0o777, 0):
        # Where nobody may read what is made, the program may not either.
        played = {"lacking": _masked(mask)} if mask == 0o777 else {"odd": _masked(mask)}
        yield State(f"umask {mask:03o}", **played)


def _locale(place: Path, name: str) -> bool:
    """Make a locale that the system has no more than the source of."""
    language, _, charset = name.partition(".")
    if not charset or shutil.which("localedef") is None:
        return False
    words = ("localedef", "-i", language, "-f", charset, str(place / name))
    subprocess.run(words, check=False, capture_output=True)
    return (place / name).is_dir()


def _clock(place: Path) -> Path | None:
    """A library that tells another time; None where there is no compiler."""
    compiler = shutil.which("cc")
    made = place / "clock.so"
    if compiler is None or sys.platform != "linux":
        return None
    words = (compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(CLOCK), "-ldl")
    return made if not subprocess.run(words, check=False, capture_output=True).returncode else None


@dataclass
class Stood:
    """What became of the commands in one state."""

    tried: int = 0
    seconds: float = 0.0
    found: list[tuple[str, str]] = field(default_factory=list)


def tried(
    machines: Sequence[State], deeds: Sequence[Deed], made: Path, until: float
) -> list[Stood]:
    """Run every command on every machine while there is time; what became of them, machine by machine.

    First each machine has the first command, then the second: whatever the time, none has nothing.
    """
    stood = [Stood() for _ in machines]
    for deed in deeds:
        if time.monotonic() > until:
            break
        with places.folder(made) as place:
            home = place / "试"
            _ready(deed, made, home)
            kept = places.Kept(home)
            old = kills.tree(home / "工作区", deed.watched)
            doors.run(home / "工作区", *deed.words)
            new = kills.tree(home / "工作区", deed.watched)
            for state, one in zip(machines, stood, strict=True):
                began = time.monotonic()
                if began > until:
                    break
                kept.restore()
                if state.mounted:
                    said = _on_own_disk(deed, state, made, (old, new))
                else:
                    said = _judged(deed, state, home, (old, new))
                one.tried += 1
                one.seconds += time.monotonic() - began
                one.found += [(deed.name, said)] if said else []
    return stood


def _ready(deed: Deed, made: Path, home: Path) -> None:
    shutil.copytree(made, home, symlinks=True)
    (home / "家").mkdir()
    deed.before(home / "工作区")


def _on_own_disk(
    deed: Deed, state: State, made: Path, known: tuple[dict[str, str], dict[str, str]]
) -> str:
    """The same on a disk that a process has for itself, and that is gone with it."""
    read, write = os.pipe()
    with places.folder(made) as place:
        child = os.fork()
        if not child:
            said = "no answer"
            try:
                _own_disk(place)
                home = place / "试"
                _ready(deed, made, home)
                said = _judged(deed, state, home, known)
            except BaseException as fault:  # noqa: BLE001  whatever comes out is told
                said = repr(fault)
            finally:
                os.write(write, said.encode()[:4000])
                os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as answer:
            said = answer.read().decode("utf-8", "replace")
        os.waitpid(child, 0)
    return said


def _judged(
    deed: Deed, state: State, home: Path, known: tuple[dict[str, str], dict[str, str]]
) -> str:
    root = home / "工作区"
    given = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}",
        "PRESSLAYOUT_CACHE": str(home / "cache"),
        "HOME": str(home),
        # As the installed command begins: not with the folder it stands in.
        "PYTHONSAFEPATH": "1",
        "TMPDIR": "/tmp",  # noqa: S108  (limits of sizes hold there, too)
        **{key: value.replace("{}", str(home)) for key, value in state.environment.items()},
    }
    for key in state.without:
        if key not in state.environment:
            given.pop(key, None)
    begins = state.lacking or state.odd
    try:
        done = subprocess.run(
            [sys.executable, "-m", "presslayout", *deed.words],
            cwd=root,
            env=given,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            preexec_fn=(lambda: begins(root)) if begins is not None else None,
        )
    except subprocess.TimeoutExpired:
        return "hang"
    except (OSError, subprocess.SubprocessError) as fault:
        return repr(fault)
    said = (done.stderr + done.stdout).decode("utf-8", "replace")
    if _NOT_BEGUN.search(said):
        # The interpreter itself has no room to begin.
        return _left(kills.tree(root, deed.watched), known, done.returncode, same=False)
    if _SYMBOL.search(said) or done.returncode not in {messages.OK, *messages.PRECEDENCE}:
        return f"{done.returncode}: {said[-400:]}"
    if done.returncode == messages.FAULT:
        return f"fault: {said[-400:]}"
    now = kills.tree(root, deed.watched)
    return _left(now, known, done.returncode, same=state.lacking is None)


def _left(
    now: dict[str, str], known: tuple[dict[str, str], dict[str, str]], code: int, *, same: bool
) -> str:
    """What is wrong with what is there now; "" for nothing."""
    old, new = known
    if same and now != new:
        wrong = sorted(name for name, _ in set(now.items()) ^ set(new.items()))
        return f"other bytes ({code}): {wrong[:5]}"
    for name, digest in now.items():
        plain = name.replace("/previous/", "/")
        if digest not in {side.get(key) for side in (old, new) for key in (name, plain)}:
            return f"half: {name} ({code})"
    folded = [unicodedata.normalize("NFC", name).casefold() for name in now]
    if len(set(folded)) != len(folded):
        return "two names that differ in capitals alone"
    return ""
