"""`help` and `completion`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from presslayout.cli import main
from presslayout.cli.arguments import VERBS


def test_help_lists_its_topics_and_prints_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "--lang", "zh"]) == 0
    assert "校对 (proofreading)" in capsys.readouterr().out
    assert main(["help", "校对"]) == 0
    assert capsys.readouterr().out.startswith("# 校对")


def test_help_of_a_command_is_what_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "build", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("usage: presslayout build")


def test_help_on_a_word_shows_where_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "焦点", "--lang", "zh"]) == 0
    said = capsys.readouterr()
    assert "**稿件与版式 · " in said.out
    assert "还有：" in said.err


def test_help_on_nothing_known_says_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "校队", "--lang", "zh"]) == 2
    assert "校对" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_script_for_every_shell(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert "presslayout" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_tab_completes_commands_flags_choices_and_files(tmp_path: Path) -> None:
    (tmp_path / "期.yaml").touch()
    made = tmp_path / "bin" / "presslayout"
    made.parent.mkdir()
    made.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m presslayout "$@"\n', "utf-8")
    made.chmod(0o755)
    script = subprocess.run(
        [made, "completion", "bash"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    asked = (
        "presslayout pre",
        "presslayout build --for ",
        "presslayout check 期",
        "presslayout build --pap",
    )
    lines = [script, "tab() { COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9 COMPREPLY=();"]
    lines += ['_python_argcomplete presslayout "" ""; echo "${COMPREPLY[*]}"; }']
    lines += [f"tab '{line}'" for line in asked]
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{made.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    offered = [line.split() for line in done.stdout.splitlines()]
    assert offered[0] == [name for name in VERBS if name.startswith("pre")]
    assert offered[1] == ["press", "proof", "archive"]
    assert offered[2] == ["期.yaml"]
    assert offered[3] == ["--paper"]
