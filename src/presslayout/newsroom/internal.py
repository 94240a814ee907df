"""A fault of our own, told as every finding is."""

from __future__ import annotations

from presslayout.base.diagnostics import ERROR, Diagnostic, Text


def internal(fault: Exception) -> Diagnostic:
    """What went wrong in the program, for people who can go on all the same."""
    what = f"{type(fault).__name__}: {fault}"
    return Diagnostic(
        "internal",
        ERROR,
        Text(f"程序出错（{what}）", f"the program failed ({what})"),
        hint=Text(
            "这是程序的错：请把这一行和稿件单一起报告；改回去可以继续",
            "this is the program's fault: report this line and the spec; undo the edit to go on",
        ),
    )
