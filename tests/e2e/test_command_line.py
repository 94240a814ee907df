"""Commands as a user runs them: exit codes, languages, JSON alone on stdout, never a traceback."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from tests.e2e.desk import ROOT, SAMPLE, Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("words", "exit_"),
    [
        ((), 2),
        (("--help",), 0),
        (("--version",), 0),
        (("build", "--help"), 0),
        (("bild",), 2),
        (("build",), 2),
        (("build", "issue/期", "--pages", "x"), 2),
        (("build", "issue/期", "--pages", ""), 2),
        (("build", "issue/没有"), 1),
        (("build", "issue/期", "--press", "nosuch"), 5),
        (("check", "issue/期"), 0),
        (("explain", "overset"), 0),
        (("explain", "oversat"), 2),
        (("layouts",), 0),
        (("fonts",), 0),
        (("fonts", "--has", "䶮"), 0),
        (("fonts", "--has", "\U0003fffd"), 5),
        (("fonts", "--has", "两个"), 2),
        (("schema",), 0),
        (("schema", "template"), 0),
        (("doctor",), 0),
        (("preflight", "none.pdf"), 2),
        (("preflight", "issue/期/issue.yaml"), 4),
        (("init", "."), 1),
        (("init", "issue/期/issue.yaml/新"), 1),
    ],
)
def test_exit_codes_and_no_traceback(desk: Desk, words: tuple[str, ...], exit_: int) -> None:
    ran = desk.run(*words)
    assert ran.exit == exit_, ran.err
    assert "Traceback" not in ran.err
    assert ran.out or ran.err
    told = desk.run(*words, "--json", "--lang", "en")
    assert told.exit == exit_
    if not {"--help", "--version"} & set(words) and words:
        assert isinstance(told.json, dict)
        if exit_:
            assert told.json["diagnostics"]
            assert told.err


def test_a_mistyped_command_and_a_missing_issue_are_named_rightly(desk: Desk) -> None:
    assert "是不是 build" in desk.run("bild").err
    ran = desk.run("build", "issue/没有", "--json")
    assert [d["file"] for d in ran.json["diagnostics"]] == ["issue/没有"]


def test_fmt_shows_the_change_and_writes_it(desk: Desk) -> None:
    good = desk.spec.read_text(encoding="utf-8")
    desk.spec.write_text(good.replace("版名: 特刊", "版名：特刊"), encoding="utf-8")
    checked = desk.run("fmt", "issue/期", "--check", "--json")
    assert checked.exit == 6
    assert checked.json["written"] is False
    assert [one["file"] for one in checked.json["files"]] == ["issue/期/issue.yaml"]
    ran = desk.run("fmt", "issue/期")
    assert ran.exit == 0, ran.err
    assert "-    版名：特刊\n+    版名: 特刊" in ran.out
    assert desk.spec.read_text(encoding="utf-8").rstrip() == good.rstrip()
    assert desk.run("fmt", "issue/期", "--check").exit == 0


def test_fmt_leaves_what_it_cannot_read(desk: Desk) -> None:
    desk.spec.write_text("报纸: [", encoding="utf-8")
    ran = desk.run("fmt", "issue/期", "--json")
    assert ran.exit == 1
    assert ran.json["written"] is False
    assert {d["file"] for d in ran.json["diagnostics"]} == {"issue/期/issue.yaml"}
    assert desk.spec.read_text(encoding="utf-8") == "报纸: ["
    assert desk.run("fmt", "没有.md", "--json").codes == {"missing-file"}


def test_the_schema_accepts_the_sample(desk: Desk) -> None:
    for kind, path in (
        ("issue", SAMPLE / "issue.yaml"),
        ("template", ROOT / "layout" / "四开-双稿特刊.yaml"),
    ):
        schema = json.loads(desk.run("schema", kind).out)
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        jsonschema.validate(json.loads(json.dumps(given, default=str)), schema)


def test_findings_in_the_form_of_the_house(desk: Desk) -> None:
    text = desk.spec.read_text(encoding="utf-8").replace("主题: 守山的日子", "标題: 守山的日子")
    desk.spec.write_text(text, encoding="utf-8")
    ran = desk.run("build", "issue/期")
    assert ran.exit == 1
    assert ran.err.startswith("issue/期/issue.yaml:")
    assert "issue.yaml:17:9: 错误[unknown-key]: " in ran.err
    assert "主题" in ran.err
    assert "^^" in ran.err
    assert "  改法：" in ran.err
    assert "1 个错误" in ran.err
    english = desk.run("build", "issue/期", "--lang", "en")
    assert "issue.yaml:17:9: error[unknown-key]: " in english.err
    assert "  hint: " in english.err
    assert "1 error" in english.err


def test_success_is_one_line(desk: Desk, tmp_path: Path) -> None:
    sample = Desk(ROOT, desk.cache)
    ran = sample.run("build", "issue/2026-10-18", "-o", str(tmp_path))
    assert ran.exit == 0
    assert ran.out.count("\n") == 1
    assert "press.pdf" in ran.out
    assert ran.err == ""


def test_the_language_comes_from_the_locale(desk: Desk) -> None:
    assert "付印文件" in desk.run("build", "issue/期", LC_ALL="zh_CN.UTF-8").out
    assert "press file" in desk.run("build", "issue/期", LC_ALL="en_US.UTF-8").out
    assert "付印文件" in desk.run("build", "issue/期", "--lang", "zh", LC_ALL="en_US.UTF-8").out


def test_what_templates_are_for_is_told_in_either_language(desk: Desk) -> None:
    han = re.compile("[\u4e00-\u9fff]")
    told = desk.run("layouts", "--json").json["templates"]
    shipped = [one for one in told if one["file"].startswith("layout/")]
    assert len(shipped) >= len(list((ROOT / "layout").glob("*.yaml")))
    for one in shipped:
        assert han.search(one["about"]), one["name"]
        # The one word that stands on a page.
        assert not han.search(one["about_en"].replace("“号外”", "")), one["name"]
        assert one["about_en"], one["name"]
    for lang, key in (("zh", "about"), ("en", "about_en")):
        said = desk.run("layouts", "--lang", lang).out.splitlines()
        assert {f"  {one[key]}" for one in shipped} <= set(said)


def test_a_template_that_says_its_use_in_one_language_says_it_in_that(desk: Desk) -> None:
    text = (ROOT / "layout" / "四开-末版四稿.yaml").read_text("utf-8").split("\n")
    (desk.root / "layout").mkdir(parents=True, exist_ok=True)
    for name, key in (("甲", "用途: 只有中文"), ("乙", "about_en: only English")):
        rows = [f"名称: {name}", key, *(row for row in text[1:] if "用途" not in row)]
        (desk.root / "layout" / f"{name}.yaml").write_text("\n".join(rows), "utf-8")
    for lang in ("zh", "en"):
        said = desk.run("layouts", "--lang", lang).out
        assert "  只有中文\n" in said
        assert "  only English\n" in said


def test_a_terminal_that_knows_no_chinese_is_no_fault(desk: Desk) -> None:
    ran = desk.run("layouts", PYTHONIOENCODING="ascii")
    assert ran.exit == 0
    assert "\\u" in ran.out


def test_the_english_sample_is_english_and_gives_the_same_bytes(desk: Desk) -> None:
    desk.root.mkdir(exist_ok=True)
    made = {}
    for keys in ("zh", "en"):
        assert desk.run("init", keys, "--keys", keys, "--lang", keys).exit == 0
        fresh = Desk(desk.root / keys, desk.cache)
        built = fresh.run("build", "issue/2026-10-18", "--for", "press", "--lang", keys)
        assert built.exit == 0, built.err
        made[keys] = (fresh.root / "out" / "2026-10-18" / "issue" / "press.pdf").read_bytes()
    assert made["zh"] == made["en"]
    spec = (desk.root / "en" / "issue" / "2026-10-18" / "issue.yaml").read_text("utf-8")
    assert "at: top-right" in spec
    template = (desk.root / "en" / "layout" / "四开-双稿特刊.yaml").read_text("utf-8")
    assert "content: story" in template
    assert "内容" not in template + spec


def test_init_makes_what_builds_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.root.mkdir(exist_ok=True)
    ran = desk.run("init", "我的报纸")
    assert ran.exit == 0, ran.err
    fresh = Desk(desk.root / "我的报纸", desk.cache)
    assert sorted(p.name for p in fresh.root.iterdir()) == [
        ".vscode", "fonts", "images", "issue", "layout",
    ]  # fmt: skip
    built = fresh.run("build", "issue/2026-10-18", "--for", "proof")
    assert built.exit == 0, built.err
    assert (fresh.root / "out" / "2026-10-18" / "issue" / "proof.pdf").exists()
    again = desk.run("init", "我的报纸")
    assert again.exit == 1
    assert tmp_path.exists()


def test_check_writes_nothing_and_weighs_as_a_proof_does(desk: Desk) -> None:
    desk.write(editor="待定")
    before = sorted(desk.root.rglob("*"))
    ran = desk.run("check", "issue/期", "--json")
    assert ran.exit == 0
    assert "pending" in ran.codes
    assert [p["number"] for p in ran.json["pages"]] == [3]
    assert sorted(desk.root.rglob("*")) == before


def test_a_fault_of_ours_is_exit_70_in_one_plain_message(desk: Desk, tmp_path: Path) -> None:
    # A library that fails in a way that nobody foresaw.
    broken = tmp_path / "broken" / "reportlab"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise RuntimeError('一个意外')", encoding="utf-8")
    path = f"{broken.parent}:{ROOT / 'src'}"
    assert desk.build().exit == 0
    # Where all is kept it is not asked for.
    words = ("build", "issue/期", "--no-cache")
    ran = desk.run(*words, PYTHONPATH=path, **STARTED)
    assert ran.exit == 70
    assert "Traceback" not in ran.err
    assert "一个意外" in ran.err
    assert "PRESSLAYOUT_DEBUG" in ran.err
    assert not (desk.out / "press.pdf").exists()
    loud = desk.run(*words, PYTHONPATH=path, PRESSLAYOUT_DEBUG="1", **STARTED)
    assert "Traceback" in loud.err


# What is broken as an interpreter starts asks for one that starts.
STARTED = {"PYTHONHASHSEED": "0"}

LOSING = """\
from presslayout.flow import setting
whole = setting._body
def losing(*given):
    items, rows, shown = whole(*given)
    return items[:-1], rows, shown
setting._body = losing
"""


@pytest.mark.parametrize("target", ["press", "proof", "archive"])
def test_pages_that_do_not_show_the_copy_are_a_fault_and_nothing_is_delivered(
    desk: Desk, tmp_path: Path, target: str
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(LOSING, encoding="utf-8")
    path = f"{broken}:{ROOT / 'src'}"
    # What the program set when it was sound is not asked.
    ran = desk.run("build", "issue/期", "--for", target, "--no-cache", PYTHONPATH=path, **STARTED)
    assert ran.exit == 70, ran.err
    assert "A/body" in ran.err
    assert not [
        name for name in ("press.pdf", "proof.pdf", "archive") if (desk.out / name).exists()
    ]
    assert desk.run("check", "issue/期", "--no-cache", PYTHONPATH=path, **STARTED).exit == 70
