"""What a newcomer sees of raw copy: few lines, the error on the last screen, and all of it for machines."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests import arrivals
from tests.e2e.desk import COMMAND, ROOT, Desk, Ran

if TYPE_CHECKING:
    from pathlib import Path

SHARED = ROOT.parent / "shared"
DAY, SCREEN = "issue/2026-10-21", 24
ODD = (
    "7月{n}日（星期三）晚，县里的“老街灯火没有关。桑植—酉阳的班车照开，一○五年的老店还在。\n"
    "家庭👨‍👩‍👧‍👦、国旗🇨🇳都来了，𠮷田也来了。戶口本上写着ＡＢＣ。。。\n" + "山上的路分成三段走，头一段沿溪，第二段穿林，第三段上垭口，冬天也不停。\n" * 4
)  # fmt: skip


@pytest.fixture
def raw(tmp_path: Path, warm: Path) -> Desk:
    """A four-page issue of copy as it arrived, one story of it twice, with all that is wrong with it."""
    made = Desk(tmp_path / "w", warm)
    made.root.mkdir()
    assert made.run("init", ".").exit == 0
    copy = arrivals.folder(tmp_path / "来稿")
    for n in range(20, 30):
        (copy / f"稿{n}.txt").write_text(ODD.format(n=n), encoding="utf-8")
    ran = made.run("import", str(copy), "--issue", "2026-10-21", "--yes")
    assert ran.exit == 0, ran.err
    return made


def listed(ran: Ran) -> list[str]:
    return (ran.out + ran.err).splitlines()


def test_raw_copy_prints_under_sixty_lines_and_its_errors_on_the_last_screen(raw: Desk) -> None:
    # What machines are told is in both languages.
    told = raw.run("check", DAY, "--json").json["diagnostics"]
    for lang, word in (("zh", "错误"), ("en", "error")):
        ran = raw.run("check", DAY, "--lang", lang)
        lines = listed(ran)
        assert len(told) > 150
        assert len(lines) < 60
        wrong = {d["code"] for d in told if d["severity"] == "error"}
        assert wrong
        screen = "\n".join(lines[-SCREEN:])
        assert all(f"[{code}]" in screen for code in wrong)
        assert re.search(rf"{word}\[", "\n".join(lines))
        count = sum(d["severity"] == "error" for d in told)
        assert lines[-1].startswith(f"{count} ")


def test_machines_are_told_every_finding_whatever_people_asked_for(raw: Desk) -> None:
    whole = raw.run("check", DAY, "--json")
    for words in (("--only", "error"), ("--stat",), ("--quiet",), ("-v",)):
        ran = raw.run("check", DAY, "--json", *words)
        assert ran.exit == whole.exit
        assert ran.json == whole.json, words
    places = {
        f"{d['file']}:{d['line']}:{d['column']}: " for d in whole.json["diagnostics"] if d["file"]
    }
    every = raw.run("check", DAY, "-v").err
    assert all(place in every for place in places)


def test_as_much_is_told_as_was_asked_for(raw: Desk) -> None:
    told = raw.run("check", DAY, "--json").json["diagnostics"]
    only = raw.run("check", DAY, "--only", "warning").err
    assert "警告[" in only
    assert "错误[" not in only
    assert "提示[" not in only
    table = raw.run("check", DAY, "--stat").err.splitlines()
    numbers = {line.split()[2]: int(line.split()[0]) for line in table[:-1]}
    assert sum(numbers.values()) <= len(told)
    assert set(numbers) == {d["code"] for d in told}
    quiet = raw.run("check", DAY, "--quiet")
    assert quiet.exit
    assert quiet.out == ""
    assert "警告[" not in quiet.err
    assert "错误[" in quiet.err


def test_the_last_lines_are_the_errors_and_what_was_written(raw: Desk) -> None:
    ran = raw.run("build", DAY, "--for", "proof")
    assert ran.exit
    *_, count, written = ran.err.splitlines()
    assert re.match(r"\d+ 个错误", count)
    assert written == "没有交付大样"
    good = raw.run("build", "issue/2026-10-18", "--for", "proof", "--quiet")
    assert (good.exit, good.out, good.err) == (0, "", "")
    both = raw.run("batch", DAY, "issue/2026-10-18", "--for", "proof", "--quiet", "--lang", "en")
    assert both.exit
    assert "failed" in both.out
    assert "done" not in both.out
    assert "error[" in both.err
    assert "warning[" not in both.err


def test_spec_copy_and_press_are_told_of_in_one_run(desk: Desk) -> None:
    spec = desk.spec.read_text(encoding="utf-8")
    spec = spec.replace("主题: 守山的日子", "标題: 守山的日子")
    desk.spec.write_text(spec, encoding="utf-8")
    copy = desk.spec.parent / "A.txt"
    copy.write_text("10月22日（星期一）有雨。\n" + copy.read_text("utf-8"), encoding="utf-8")
    ran = desk.run("check", "issue/期", "--press", "newsprit", "--json")
    assert ran.exit == 1
    assert {"unknown-key", "unknown-press", "wrong-weekday"} <= ran.codes
    assert ran.json["ok"] is False


def test_what_was_accepted_stays_accepted_where_something_else_is_wrong(desk: Desk) -> None:
    copy = desk.spec.parent / "A.txt"
    copy.write_text("10月22日（星期一）有雨。\n" + copy.read_text("utf-8"), encoding="utf-8")
    assert "wrong-weekday" in desk.run("check", "issue/期", "--json").codes
    text = desk.spec.read_text(encoding="utf-8")
    text += "\n已核:\n  - {代码: wrong-weekday, 稿件: A, 文字: 10月22日（星期一）}\n"
    desk.spec.write_text(text, encoding="utf-8")
    assert "wrong-weekday" not in desk.run("check", "issue/期", "--json").codes
    desk.spec.write_text(text.replace("主题: 守山的日子", "标題: 守山的日子"), encoding="utf-8")
    codes = desk.run("check", "issue/期", "--json").codes
    assert "unknown-key" in codes
    assert "wrong-weekday" not in codes


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("build", "isue/期"), "是不是 issue/期"),
        (("check", "issue/期", "--pres", "newsprint"), "是不是 --press"),
        (("build", "issue/期", "--press", "newsprit"), "是不是「newsprint」"),
        (("build", "issue/期", "--for", "prof"), "是不是 proof"),
        (("build", "issue/期", "--for", "proof", "--galley", "a"), "是不是 A"),
        (("explain", "overst"), "是不是 overset"),
        (("explain", "isue/期"), "是不是 issue/期"),
        (("fmt", "isue/期/issue.yaml"), "是不是 issue/期/issue.yaml"),
        (("import", "issue/期/A.tx"), "是不是 issue/期/A.txt"),
        (("lines", "issue/期/A.tx", "--cells", "9"), "是不是 issue/期/A.txt"),
        (("preflight", "issue/期/A.tx"), "是不是 issue/期/A.txt"),
        (("batch", "isue/期"), "是不是 issue/期"),
        (("diff", "isue/期", "issue/期"), "是不是 issue/期"),
        (("marks", "issue/期/A.tx", "issue/期"), "是不是 issue/期/A.txt"),
        (("verify", "issue/期/A.tx", "issue/期"), "是不是 issue/期/A.txt"),
        (("rate", "issue/期/A.tx", "issue/期"), "是不是 issue/期/A.txt"),
        (("plates", "isue/期"), "是不是 issue/期"),
        (("new", "2026-01-04", "--from", "isue/期"), "是不是 issue/期"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(words: tuple[str, ...], meant: str, desk: Desk) -> None:
    ran = desk.run(*words)
    assert ran.exit
    assert meant in ran.err, ran.err


def test_a_wrong_command_line_names_the_help_of_its_command(desk: Desk) -> None:
    assert "用法见 presslayout check --help" in desk.run("check").err
    assert "用法见 presslayout lines --help" in desk.run("lines", "x", "--cells", "9", "--max-lines", "2").err  # fmt: skip
    assert (
        "see presslayout pick --help"
        in desk.run("pick", "issue/期", "--page", "3", "--lang", "en").err
    )
    assert "用法见 presslayout --help" in desk.run("bild").err


@pytest.mark.parametrize(("given", "colours"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_has_colours_unless_somebody_forbids_them(
    given: dict[str, str], colours: bool, desk: Desk
) -> None:
    assert ("\x1b[" in on_a_terminal(desk, given, "check", "nowhere")) is colours
    assert "\x1b[" not in on_a_terminal(desk, given, "check", "nowhere", "--json")
    assert "\x1b[" not in desk.run("check", "nowhere").err


def on_a_terminal(desk: Desk, given: dict[str, str], *words: str) -> str:
    """What a command prints where its standard error is a terminal."""
    ours, theirs = pty.openpty()
    environment: dict[str, Any] = desk.environ(TERM="xterm-256color", **given)
    if not given:
        environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [*COMMAND, *words], cwd=desk.root, env=environment, stdout=subprocess.DEVNULL, stderr=theirs
    ) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:
                break
            if not more:
                break
            said += more
        process.wait()
    os.close(ours)
    assert "nowhere" in said.decode()
    return said.decode()


@pytest.mark.skipif(not (SHARED / "copy").is_dir(), reason="the copy of ../shared is not here")
def test_copy_of_the_field_is_few_lines_too(tmp_path: Path, warm: Path) -> None:
    made = Desk(tmp_path / "w", warm)
    made.root.mkdir()
    assert made.run("init", ".").exit == 0
    given = [str(p) for p in (SHARED / "copy", SHARED / "cases" / "field") if p.is_dir()]
    assert made.run("import", *given, "--issue", "2026-10-21", "--yes").exit == 0
    for lang in ("zh", "en"):
        lines = listed(made.run("check", DAY, "--lang", lang))
        assert len(lines) < 60
        assert any("[missing-glyph]" in line for line in lines[-SCREEN:])
