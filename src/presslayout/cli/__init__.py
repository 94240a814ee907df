"""argv → verbs.  The one package that prints and exits."""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import messages
from presslayout.base.diagnostics import (
    ERROR,
    Diagnostic,
    Hearing,
    PresslayoutError,
    Severity,
    Text,
)
from presslayout.base.shortage import shortage
from presslayout.base.values import replace
from presslayout.cli import exits, streams
from presslayout.cli.arguments import UsageError, help_text, named_verb, parse
from presslayout.cli.hush import hush
from presslayout.cli.voice import Voice, language, relative

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from presslayout.cli.arguments import Verb

INTERRUPTED = 130
# A command makes values that live as long as it does: looking through them again and again for
# cycles takes a twentieth of a build and finds nothing.  What is asked of a library stays as it is.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000
# A build ends soon, and of a hundred pages four megabytes would be found in it.
_IN_A_BUILD = 3_000_000
# Whoever copies a file names the one that is read, and whoever writes on names none.
FULL = frozenset((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)))


def command(ready: Callable[[], None] = lambda: None) -> NoReturn:
    """The command line as a program of its own: one command, and the process ends with its exit code.

    `ready` is called where an interrupt can be told, and lets those through that waited.

    What the command holds is not taken apart, which takes a sixth of a short build: whatever others
    want done at the end is done, and the system takes the memory back.
    """
    code: list[int] = []
    # The first to be registered is the last to be called.
    atexit.register(_end, code)
    code.append(main(ready=ready))
    sys.exit(code[0])


def _end(code: list[int]) -> None:
    """End with an exit code; where there is none Python says what happened."""
    if not code:
        return
    for stream in (sys.stdout, sys.stderr):
        # What could not be written was told when it was.
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code[0])


def main(argv: Sequence[str] | None = None, ready: Callable[[], None] = lambda: None) -> int:
    """Run one command; its exit code (SPEC §5)."""
    if argv is None:
        if "_ARGCOMPLETE" in os.environ:
            from presslayout.cli.completion import complete

            complete()
        is_build = sys.argv[1:2] == ["build"]
        gc.set_threshold(_IN_A_BUILD if is_build else _OBJECTS_BETWEEN_COLLECTIONS)
        streams.made_whole()
        if not _names_han():
            _again_in_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    voice = _early_voice(words)
    stopped = None
    try:
        ready()
        code = _run(words, voice)
    except KeyboardInterrupt:
        voice.aside("已中断", "interrupted")
        return INTERRUPTED
    except BaseException as fault:
        # What a library in Rust raises where it gives up is no Exception.
        if os.environ.get("PRESSLAYOUT_DEBUG") or not _is_fault(fault):
            raise
        stopped = shortage(fault) or _refused(fault) or _internal(fault)
    if stopped is not None:
        # Said once the fault and the files that its frames held are let go: saying opens some too.
        code = _told(voice, [stopped])
    lost = streams.lost()
    if lost is not None:
        voice.diagnostics([lost])
    return code or (exits.exit_code([lost]) if lost is not None else messages.OK)


def _is_fault(fault: BaseException) -> bool:
    """Whether something went wrong: what panics in a library in Rust is no Exception of Python's."""
    return isinstance(fault, Exception) or type(fault).__name__ == "PanicException"


def _names_han() -> bool:
    """Whether this process can name files in Chinese, and finds those that it came with.

    It cannot in a C locale with UTF-8 mode off; in one of GB18030 it looks for other bytes than are
    there, unless it was installed in one.
    """
    coding = sys.getfilesystemencoding()
    if coding == "utf-8":
        return True
    try:
        "版".encode(coding)
    except UnicodeEncodeError:
        return False
    from presslayout.newsroom.workplace import is_found_by_name

    return is_found_by_name()


def _again_in_utf8() -> None:
    """Begin anew in Python's UTF-8 mode (PEP 540): how names are decoded cannot change later.

    Processes of our own inherit it.
    """
    if not sys.executable or not sys.orig_argv:
        return
    os.environ["PYTHONUTF8"] = "1"
    with contextlib.suppress(OSError, UnicodeError):
        words = [sys.executable, "-X", "utf8", *_given()[1:]]
        os.execv(sys.executable, words)  # noqa: S606  our own command, as it was given


def _given() -> Sequence[str | bytes]:
    """The command line as the system has it: in some codings a word decoded is none to be encoded again."""
    with contextlib.suppress(OSError):
        words = Path("/proc/self/cmdline").read_bytes().split(b"\0")[:-1]
        if len(words) == len(sys.orig_argv):
            return words
    return sys.orig_argv


def _run(words: list[str], voice: Voice) -> int:
    try:
        arguments = parse(words)
    except UsageError as wrong:
        return _told(voice, [_usage(wrong.text, named_verb(words))])
    verb = getattr(arguments, "verb", None)
    voice = replace(voice, telling=_telling(arguments))
    if getattr(arguments, "version", False):
        from presslayout.base.version import VERSION

        voice.print(f"presslayout {VERSION}")
        return messages.OK
    if verb is None and voice.json and not arguments.help:
        return _told(voice, [_usage(Text("没有写命令", "no command is named"), None)])
    if arguments.help or verb is None:
        voice.print(help_text(verb, voice.lang))
        return messages.OK if arguments.help else messages.USAGE
    return _verb(verb, arguments, voice)


def _telling(arguments: argparse.Namespace) -> Hearing:
    """How much of the findings a command line asks for."""
    only = getattr(arguments, "only", None)
    given = {name: getattr(arguments, name, False) for name in ("stat", "quiet", "whole")}
    return Hearing(Severity(only) if only else None, **given)


def _verb(verb: Verb, arguments: argparse.Namespace, voice: Voice) -> int:
    if not _somewhere():
        return _told(voice, [_nowhere()])
    # A cold build loads nothing that logs, and the module takes three milliseconds.
    hush(logs=verb.name != "build")
    try:
        module = import_module(f"presslayout.cli.{verb.module}")
        code: int = getattr(module, verb.function)(arguments, voice)
    except UsageError as wrong:
        return _told(voice, [_usage(wrong.text, verb)])
    except PresslayoutError as fault:
        return _told(voice, list(fault.diagnostics))
    return code


def _told(voice: Voice, found: list[Diagnostic]) -> int:
    """Say what stopped us."""
    voice.diagnostics(found)
    if voice.json:
        from presslayout.newsroom import reports

        voice.object({"ok": False, "diagnostics": reports.diagnostics(found)})
    return exits.exit_code(found)


def _early_voice(words: Sequence[str]) -> Voice:
    """The voice before the command line is understood: its faults must be said in it too."""
    wanted = None
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            wanted = words[index + 1]
        elif word.startswith("--lang="):
            wanted = word.partition("=")[2]
    return Voice(language(os.environ, wanted), "--json" in words)


def _usage(text: Text, verb: Verb | None) -> Diagnostic:
    """What is wrong with a command line, and the help that says how to write it."""
    words = f"presslayout {verb.name} --help" if verb else "presslayout --help"
    return Diagnostic(
        "usage",
        ERROR,
        text,
        hint=Text(f"用法见 {words}", f"see {words}"),
    )


def _somewhere() -> bool:
    """Whether the folder that we were started in is still there."""
    try:
        return bool(os.getcwd())  # noqa: PTH109  (its name alone)
    except OSError:
        return False


def _nowhere() -> Diagnostic:
    return Diagnostic(
        "no-folder",
        ERROR,
        Text("当前文件夹已经不在了", "the current folder is no longer there"),
        hint=Text("先 cd 到工作区再来一次", "cd to the workspace and do it again"),
    )


def _refused(fault: BaseException) -> Diagnostic | None:
    """What the system would not let us do with a file: no fault of the program's."""
    if not isinstance(fault, OSError) or fault.errno is None:
        return None
    if fault.errno == errno.ENOENT and fault.filename is None:
        # Only whoever looks for a folder for its spare files finds nothing of no name.
        return Diagnostic(
            "no-access",
            ERROR,
            Text(
                "没有写得下的临时文件夹：磁盘已满，或不让写",
                "no folder for temporary files: the disk is full, or nothing may be written",
            ),
            hint=Text(
                "腾出空间，或用环境变量 TMPDIR 指定一个文件夹",
                "free some space, or name a folder in $TMPDIR",
            ),
        )
    named = isinstance(fault.filename, str | bytes | os.PathLike)
    name = relative(Path(os.fsdecode(fault.filename))) if named else ""
    if fault.errno in FULL:
        at = (f"，写不下 {name}", f"; {name} could not be written") if name else ("", "")
        return Diagnostic(
            "disk-full",
            ERROR,
            Text(f"磁盘已满{at[0]}", f"the disk is full{at[1]}"),
            hint=Text(
                "腾出输出文件夹和临时文件夹（TMPDIR）的空间再来一次",
                "free some space in the output folder and in TMPDIR, and do it again",
            ),
        )
    from presslayout.base.refusals import why

    reason = why(fault)
    what = (name, name) if name else ("文件", "a file")
    return Diagnostic(
        "no-access",
        ERROR,
        Text(f"系统不让读写 {what[0]}：{reason.zh}", f"the system refuses {what[1]}: {reason.en}"),
        hint=Text("看看路径、权限和磁盘", "look at the path, the permissions and the disk"),
    )


def _internal(fault: BaseException) -> Diagnostic:
    place = fault.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = ""
    if place is not None:
        file = place.tb_frame.f_code.co_filename.replace(os.sep, "/")
        where = f"{file.rpartition('presslayout/')[2]}:{place.tb_lineno}"
    what = f"{type(fault).__name__}: {fault}"
    return Diagnostic(
        "internal",
        ERROR,
        Text(f"程序出错（{where}，{what}）", f"the program failed ({where}, {what})"),
        hint=Text(
            "这是程序的错。请把这一行和稿件单一起报告给 presslayout 项目；"
            "设 PRESSLAYOUT_DEBUG=1 再运行一次可以看到全部经过",
            "this is the program's fault: report this line and the issue spec to the presslayout "
            "project; PRESSLAYOUT_DEBUG=1 shows the whole story",
        ),
    )
