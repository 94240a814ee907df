"""commands.md: every command, flag and exit code, from the table of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabled import SOURCE, table, text

from presslayout.base import messages
from presslayout.cli import INTERRUPTED
from presslayout.cli.arguments import COMMON, VERBS, OfferedNames

if TYPE_CHECKING:
    from presslayout.cli.arguments import Argument, Verb

EXITS = {
    messages.OK: ("没有问题，可以有提醒", "fine; there may be warnings"),
    messages.WRONG: ("稿件单、来稿有错，或文件写不了", "the spec or the copy is wrong, or a file cannot be had"),
    messages.USAGE: ("命令写错", "the command line is wrong"),
    messages.OVERSET: ("排不下；留白只提醒", "text does not fit; white left over is a warning"),
    messages.REFUSED: ("付印不放行", "press refused"),
    messages.MISSING: ("缺字体、图片或特性文件", "a face, picture or profile is missing"),
    messages.DIFFERENT: ("有不同（diff、verify、fmt --check）", "differences found (diff, verify, fmt --check)"),
    messages.FAILED: ("不合格（rate）", "does not pass (rate)"),
    messages.FAULT: ("程序自己的错", "a fault of the program"),
    INTERRUPTED: ("被中断", "interrupted"),
}  # fmt: skip


def commands() -> str:
    """The book."""
    lines = [
        "# COMMANDS: every command, flag and exit code",
        "",
        SOURCE.format("src/presslayout/cli/arguments.py"),
        "",
        "## Of every command",
        "",
        *table(("flag", "意思", "meaning"), [_row(one) for one in COMMON]),
        "",
        "`-h`, `--help` explain a command; `presslayout --version` says which it is.",
    ]
    for verb in VERBS.values():
        lines += ["", f"## {verb.name}", "", f"{verb.doc.zh}。 {_sentence(verb.doc.en)}"]
        lines += ["", f"`{_usage(verb)}`"]
        if verb.arguments:
            lines += ["", *table(("argument", "意思", "meaning"), map(_row, verb.arguments))]
    assert set(messages.PRECEDENCE) <= set(EXITS), "an exit code without words"
    order = ", ".join(str(code) for code in messages.PRECEDENCE)
    lines += [
        "",
        "## Exit codes",
        "",
        *table(("code", "意思", "meaning"), [(str(code), *EXITS[code]) for code in sorted(EXITS)]),
        "",
        (
            f"Of several, the first that applies in this order: {order}. Warnings never change it; "
            "`--strict` makes them errors."
        ),
    ]
    return text(lines)


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def _row(argument: Argument) -> tuple[str, str, str]:
    known = argument.known
    names = ", ".join(f"`{name}`" for name in argument.names)
    if not argument.names[0].startswith("-"):
        names = f"`{known.get('metavar', argument.names[0])}`"
    else:
        choices = known.get("choices", ())
        # Names of plug-ins are those of a machine.
        own = choices.own if isinstance(choices, OfferedNames) else ()
        value = "|".join(own) or known.get("metavar") or "|".join(choices)
        names += f" `{value}`" if value else ""
    return names, argument.doc.zh, argument.doc.en


def _usage(verb: Verb) -> str:
    takes = []
    for one in verb.arguments:
        if not one.names[0].startswith("-"):
            word = str(one.known.get("metavar", one.names[0]))
            takes.append({"?": f"[{word}]", "+": f"{word}…"}.get(one.known.get("nargs", ""), word))
        elif one.known.get("required"):
            takes.append(f"{one.names[0]} {one.known['metavar']}")
    return " ".join(["presslayout", verb.name, *takes, "[options]"])
