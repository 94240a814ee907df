"""In a C locale with UTF-8 mode off, names and words in Chinese are what they are anywhere."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import Desk
from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = {
    "LC_ALL": "C",
    "LANG": "C",
    "LANGUAGE": "",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Desk:
    made = Desk(tmp_path_factory.mktemp("plain") / "工作区", warm)
    made.write()
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b.c", "-C", str(made.root))
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "旧"], check=True)
    return made


def test_names_in_the_arguments_the_spec_and_the_output(desk: Desk) -> None:
    for words in (
        ("check", "issue/期"),
        ("build", "issue/期", "--for", "proof", "-o", "输出/大样"),
    ):
        plain, usual = desk.run(*words, "--json", **PLAIN), desk.run(*words, "--json")
        assert plain.exit == usual.exit == 0, plain.err
        one, other = plain.json, usual.json
        one.pop("timings_ms", None)
        other.pop("timings_ms", None)
        assert one == other
    assert (desk.root / "输出" / "大样" / "proof.pdf").is_file()


def test_a_revision_of_a_spec_is_found_by_its_name(desk: Desk) -> None:
    text = desk.spec.read_text(encoding="utf-8")
    desk.spec.write_text(text.replace("守山的日子", "守山的人们"), encoding="utf-8")
    try:
        words = ("diff", "HEAD:issue/期/issue.yaml", "issue/期", "--json", "-o", "差异")
        plain = desk.run(*words, **PLAIN)
    finally:
        desk.spec.write_text(text, encoding="utf-8")
    assert plain.exit == 6, plain.err
    assert [(c["old"], c["new"]) for c in plain.json["changes"]] == [("日子", "人们")]
    assert (desk.root / "差异" / "diff.html").is_file()


def test_messages_are_readable_and_name_the_file(desk: Desk) -> None:
    ran = desk.run("check", "issue/没有", **PLAIN)
    assert ran.exit == 1
    assert "没有文件 没有" in ran.err
    ran = desk.run("--lang", "zh", "--help", **PLAIN)
    assert "排" in ran.out


def test_processes_of_our_own_are_told(desk: Desk) -> None:
    ran = desk.run("batch", "issue/期", "--for", "proof", "-o", "成批", "--json", **PLAIN)
    assert ran.exit == 0, ran.err
    assert [one["issue"] for one in ran.last["issues"]] == ["issue/期/issue.yaml"]


@needs("localedef")
@pytest.mark.parametrize("name", ["zh_CN.GB18030", "ja_JP.EUC-JP"])
def test_names_and_words_are_what_they_are_in_a_locale_of_another_coding(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    language, _, charset = name.partition(".")
    made = ("localedef", "-i", language, "-f", charset, str(tmp_path / name))
    if subprocess.run(made, check=False, capture_output=True).returncode:
        pytest.skip("this system has no source of the locale")
    odd = {**PLAIN, "LC_ALL": name, "LANG": name, "LOCPATH": str(tmp_path)}
    # As the installed command begins: the interpreter may not know the folder it stands in.
    odd["PYTHONSAFEPATH"] = "1"
    words = ("build", "issue/期", "--for", "proof", "--json", "-o")
    # In one of them no word that is decoded is the same bytes again.
    built, usual = desk.run(*words, "存新", **odd), desk.run(*words, "乙")
    assert built.exit == usual.exit == 0, built.err
    one, other = ((desk.root / place / "proof.pdf").read_bytes() for place in ("存新", "乙"))
    assert one == other
