"""How findings are printed: place, excerpt, caret under Chinese characters, way out, count."""

from __future__ import annotations

import io

import pytest

from presslayout.base.diagnostics import ERROR, INFO, WARNING, Diagnostic, Severity, Span, Text
from presslayout.cli import voice
from presslayout.cli.voice import Voice, counted, language, rendered, width
from tests.waiting import until


def made(span: Span | None, severity: Severity = ERROR) -> Diagnostic:
    return Diagnostic(
        "unknown-slot", severity, Text("没有这个版位", "no such slot"), span, Text("改", "change")
    )


def test_the_form_that_editors_jump_from() -> None:
    span = Span("issue/a.yaml", 14, 11, 2, "      位置: 头题")
    assert rendered(made(span), "zh") == (
        "issue/a.yaml:14:11: error[unknown-slot]: 没有这个版位\n"
        "          位置: 头题\n"
        "                ^^^^\n"
        "  hint: 改"
    ).replace("          位置", "    位置").replace("                ^^^^", "          ^^^^")


def test_the_other_language() -> None:
    assert (
        rendered(made(None, WARNING), "en") == "warning[unknown-slot]: no such slot\n  hint: change"
    )


@pytest.mark.parametrize(
    ("excerpt", "column", "length"),
    [
        ("主题: 山水", 5, 2),
        ("a: b", 4, 1),
        ("\t键: 值", 2, 1),
        ("文" * 200 + "错" + "文" * 200, 201, 1),
    ],
)
def test_the_caret_stands_under_the_place(excerpt: str, column: int, length: int) -> None:
    lines = rendered(made(Span("f", 1, column, length, excerpt)), "zh").split("\n")
    shown, caret = lines[1], lines[2]
    place = excerpt[column - 1 : column - 1 + length]
    before = shown[: shown.index(place)]
    assert caret.index("^") == width(before)
    assert caret.count("^") == width(place)
    assert width(shown) < 90


def test_what_would_move_the_cursor_is_not_printed() -> None:
    said = rendered(made(Span("f", 1, 1, 1, "a\x1b[2Jb\u202ec")), "zh")
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_counts() -> None:
    found = [made(None), made(None), made(None, WARNING), made(None, INFO)]
    assert counted(found, "zh") == "2 个错误，1 个提醒，1 条说明"
    assert counted(found, "en") == "2 errors, 1 warning, 1 note"


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


def test_a_run_that_takes_long_says_what_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(voice, "PATIENCE_SECONDS", 0.02)
    with Voice("zh", json=False).stages("排版", "building") as told:
        assert told is not None
        told("convert")
        until(lambda: "转换图片" in screen.getvalue())
    assert "转换图片" in screen.getvalue()


def test_a_run_that_is_soon_done_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

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
