"""The language, the colours, and what is said of a run while it lasts."""

from __future__ import annotations

import io

import pytest

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Hearing, Text
from presslayout.cli import voice
from presslayout.cli.voice import Voice, coloured, language
from tests.waiting import until


@pytest.mark.parametrize(
    ("environ", "wanted", "expected"),
    [
        ({}, None, "zh"),
        ({"LANG": "C"}, None, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, None, "zh"),
        ({"LANG": "en_GB.UTF-8"}, None, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN"}, None, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "en", "en"),
        ({"LANG": "en_US.UTF-8"}, "xx", "en"),
    ],
)
def test_the_language(environ: dict[str, str], wanted: str | None, expected: str) -> None:
    assert language(environ, wanted) == expected


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


WRONG = Diagnostic("unknown-slot", ERROR, Text("没有这个版位", "no such slot"))


def test_colour_is_for_terminals_that_have_some_and_where_nobody_forbids_it() -> None:
    assert coloured(Terminal(), {"TERM": "xterm"})
    assert not coloured(Terminal(), {"TERM": "dumb"})
    assert not coloured(Terminal(), {"NO_COLOR": "1"})
    assert not coloured(io.StringIO(), {"TERM": "xterm"})


@pytest.mark.parametrize(("json", "plain"), [(False, False), (True, True)])
def test_a_terminal_sees_the_severity_in_its_colour(
    json: bool, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    Voice("zh", json=json).diagnostics([WRONG])
    said = screen.getvalue()
    assert ("\x1b[" not in said) is plain
    assert "错误" in said
    assert "unknown-slot" in said


def test_who_wants_quiet_hears_of_errors_alone(capsys: pytest.CaptureFixture[str]) -> None:
    quiet = Voice("zh", json=False, telling=Hearing(quiet=True))
    quiet.say("做成了", "done")
    quiet.aside("顺便说", "by the way")
    quiet.diagnostics([WRONG, Diagnostic("widow", WARNING, Text("孤行", "a widow"))])
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == ["错误[unknown-slot]: 没有这个版位", "1 个错误"]


def test_nothing_to_tell_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Voice("zh", json=False, telling=Hearing(only=ERROR)).diagnostics(
        [Diagnostic("widow", WARNING, Text("孤行", "a widow"))]
    )
    assert capsys.readouterr().err == ""


def test_a_run_that_takes_long_says_what_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(voice, "PATIENCE_SECONDS", 0.02)
    with Voice("zh", json=False).stages("排版", "building") as told:
        assert told is not None
        told("convert")
        until(lambda: "转换图片" in screen.getvalue())
    assert "转换图片" in screen.getvalue()


def test_a_run_that_is_soon_done_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    with Voice("zh", json=False).stages("排版", "building") as told:
        assert told is not None
        told("convert")
    assert screen.getvalue() == ""


def test_no_terminal_hears_no_stages(capsys: pytest.CaptureFixture[str]) -> None:
    with Voice("zh", json=False).stages("排版", "building") as told:
        assert told is None
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("way", ["say", "aside", "failure"])
def test_a_name_moves_no_cursor_and_breaks_no_line(
    way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "out/新\n行\x1b[31m\u202e/press.pdf"
    getattr(Voice("zh", json=False), way)(f"付印文件 {hostile}", hostile)
    said = "".join(capsys.readouterr())
    assert said == "付印文件 out/新\ufffd行\ufffd[31m\ufffd/press.pdf\n"
