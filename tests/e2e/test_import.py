"""`import` and `new`: copy as it really arrives becomes stories and pages; nothing is written unasked."""

from __future__ import annotations

import hashlib
import io
import os
import pty
import re
import shutil
import signal
import stat
import subprocess
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests import arrivals
from tests.e2e.desk import COMMAND, ROOT, Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEED = ROOT.parent / "shared" / "seed"
MIB = 1 << 20


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "w", tmp_path / "cache")
    made.root.mkdir()
    assert made.run("init", ".").exit == 0
    return made


@pytest.fixture
def bare(tmp_path: Path) -> Desk:
    """A workspace in which nothing is built."""
    made = Desk(tmp_path / "w", tmp_path / "cache")
    (made.root / "layout").mkdir(parents=True)
    return made


def tree(root: Path) -> dict[str, str]:
    """Every file below a folder with its hash."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def loaded(path: Path) -> Any:
    """A spec, every scalar of it text."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506


def issue(desk: Desk, day: str) -> dict[str, Any]:
    value: dict[str, Any] = loaded(desk.root / "issue" / day / "issue.yaml")
    return value


def test_a_folder_becomes_a_four_page_issue_that_builds(desk: Desk, tmp_path: Path) -> None:
    arrived = arrivals.folder(tmp_path / "来稿")
    before = tree(arrived)
    ran = desk.run("import", str(arrived), "--issue", "2026-10-21", "--yes", "--json")
    assert ran.exit == 0, ran.err
    assert tree(arrived) == before
    assert {"import-left-out", "picture-elsewhere", "other-encoding", "copy-left-out"} <= ran.codes
    made = issue(desk, "2026-10-21")
    assert [page["版次"] for page in made["版面"]] == ["1", "2", "3", "4"]
    told = {one["主题"]: one for one in made["待排"]}
    assert set(told) == {
        "树下长桌脚边事", "板栗晒干了再卖", "守山的日子", "十月山货收购价", "山乡秋色",
    }  # fmt: skip
    reportage = told["守山的日子"]
    assert reportage["副题"] == "云岭县二十年护林治水纪实"
    assert reportage["署名"] == "文/本报记者 沈禾青 图/通讯员 彭秀岚"
    assert [(p["说明"], p["摄影"]) for p in reportage["图片"]] == [
        ("护林员罗长庚走在青冈岭的石阶上。", "李明"),
        ("图为石门村的老皂角树。", "通讯员 彭秀岚"),
    ]
    photos = [(p["说明"], p.get("摄影")) for p in told["山乡秋色"]["图片"]]
    assert ("村民在晒谷场上收板栗", "周一鸣") in photos
    folder = desk.root / "issue" / "2026-10-21"
    body = (folder / reportage["正文"]).read_text(encoding="utf-8")
    assert "## 一条沟的清水账\n" in body
    assert "## 路修到了家门口\n" in body
    mail = (folder / told["板栗晒干了再卖"]["正文"]).read_text(encoding="utf-8")
    assert [row for row in mail.split("\n") if row] == [arrivals.paragraph(n, 5) for n in range(4)]
    sheet = (folder / told["十月山货收购价"]["正文"]).read_text(encoding="utf-8")
    assert "| 木耳 | 10月12日 | 5.50 |" in sheet
    assert "核桃" not in sheet
    # Originals byte for byte, each once.
    kept = {path.read_bytes() for path in (folder / "稿件" / "图").iterdir()}
    assert kept == {arrivals.photo(n) for n in (1, 2, 5, 6, 7)}
    built = desk.run("build", "issue/2026-10-21", "--for", "proof", "--json")
    assert built.exit == 0, built.err
    assert [page["number"] for page in built.json["pages"]] == [1, 2, 3, 4]


def test_raw_copy_reaches_the_press_with_the_facts_of_the_imprint_asked_for_once(
    desk: Desk, tmp_path: Path
) -> None:
    arrived = tmp_path / "来稿"
    arrived.mkdir()
    for number, name in enumerate(("三条路通车", "苹果收完了", "老木匠收徒", "图书馆延时")):
        rows = [name, *(arrivals.paragraph(number * 9 + n, 6) for n in range(9 - number))]
        (arrived / f"{number + 1}.txt").write_text("\n\n".join(rows), "utf-8")
    for number in (1, 2):
        (arrived / f"图{number}.jpg").write_bytes(arrivals.photo(number))
    assert desk.run("import", str(arrived), "--issue", "2026-10-21", "--yes").exit == 0
    spec = desk.root / "issue" / "2026-10-21" / "issue.yaml"
    told = desk.run("check", "issue/2026-10-21", "--json").json["diagnostics"]
    assert {"form-error"} == {
        one["code"] for one in told if one["code"].startswith("form-") and one["code"] != "form-failed"
    }  # fmt: skip
    said = desk.run("check", "issue/2026-10-21", "--lang", "zh").err
    assert said.count("[form-error]") == 1
    pasted = re.findall(r"^    (\S+: 待定)$", said, re.MULTILINE)
    assert len(pasted) == 9
    text = spec.read_text("utf-8").replace("报纸:\n", "报纸:\n  " + "\n  ".join(pasted) + "\n")
    facts = {"刊号": "CN 53-0000", "总期号": "12", "定价": "每份1元", "电话": "0000-0000000"}
    answered = re.sub(r"(\S+): 待定", lambda m: f"{m[1]}: {facts.get(m[1], '石桥')}", text)
    spec.write_text(answered, "utf-8")
    codes = desk.run("check", "issue/2026-10-21", "--json").codes
    assert not any(code.startswith("form-") for code in codes)
    ran = desk.run("build", "issue/2026-10-21", "--for", "press", "--json")
    assert ran.exit == 0, ran.err


def test_without_a_template_with_an_imprint_the_last_page_is_like_those_inside(
    desk: Desk, tmp_path: Path
) -> None:
    for path in (desk.root / "layout").glob("四开-末版*.yaml"):
        path.unlink()
    ran = desk.run(
        "import", str(arrivals.folder(tmp_path / "来稿")), "--issue", "2026-10-21", "--yes"
    )
    assert ran.exit == 0
    pages = issue(desk, "2026-10-21")["版面"]
    # What ships is at hand where the workspace has none of its own.
    assert pages[-1]["模板"] in ("四开-末版四稿", pages[1]["模板"])


def test_who_has_decided_is_told_one_line_of_each_file_and_where_the_ledger_is(
    bare: Desk, tmp_path: Path
) -> None:
    arrived = arrivals.folder(tmp_path / "来稿")
    (arrived / "一行一断.txt").write_text("\n\n".join(["山里的路修了三年还在修"] * 60), "utf-8")
    shown = bare.run("import", str(arrived))
    assert shown.exit == 6
    assert "\n+++ " in shown.out
    ran = bare.run("import", str(arrived), "--yes")
    assert ran.exit == 0
    rows = ran.out.splitlines()
    assert "+++ " not in ran.out
    (told,) = (row for row in rows if row.startswith("收到 "))
    assert (bare.root / told.rpartition("账在 ")[2]).is_file()
    assert rows.index(told) <= sum(path.is_file() for path in arrived.rglob("*"))
    again = bare.run("import", str(arrived), "--yes", "-v", "-o", "issue/又")
    assert "\n+++ " in again.out
    plain = bare.run("import", str(arrived), "--plain", "-o", "issue/原样", "--lang", "en")
    assert "as it stands" in plain.out
    assert "+++ " not in plain.out


def test_a_title_that_a_page_says_again_is_not_told_as_left_out(bare: Desk, tmp_path: Path) -> None:
    page = (
        "<html><head><title>{title}</title></head><body><h1>山歌会办了六届</h1>"
        "<p>双河乡的晒谷场上搭起台子，歌手从早上九点唱到太阳落山。</p></body></html>"
    )
    for title, told in (("山歌会办了六届", False), ("另一个题名在这里", True)):
        path = tmp_path / f"{title}.html"
        path.write_text(page.format(title=title), encoding="utf-8")
        ran = bare.run("import", str(path), "--yes", "--json", "-o", f"issue/{title}")
        found = [d for d in ran.json["diagnostics"] if d["code"] == "copy-left-out"]
        assert bool(found) is told


def test_every_word_is_set_a_part_or_in_the_ledger(bare: Desk, tmp_path: Path) -> None:
    arrived = arrivals.folder(tmp_path / "来稿")
    assert bare.run("import", str(arrived), "--yes").exit == 0
    folder = bare.root / "issue" / "来稿" / "来稿"
    told = (folder / "来稿.md").read_text(encoding="utf-8")
    for words in ("点击上方蓝字关注我们", "核桃", "发件人: 陆一鸣", "https://mmbiz.example/1.jpg",
                  "图为长桌议事现场。", "录音.mp3"):  # fmt: skip
        assert words in told, words
    for name in ("护林纪事.docx", "投稿邮件.txt", "公众号.html", "收购价.xlsx"):
        assert hashlib.sha256((arrived / name).read_bytes()).hexdigest() in told
    block = loaded(folder / "稿件.yaml")
    assert all((bare.root / one["正文"]).is_file() for one in block if "正文" in one)


def test_without_acceptance_nothing_is_written(bare: Desk, tmp_path: Path) -> None:
    arrived = arrivals.folder(tmp_path / "来稿")
    before = tree(bare.root)
    ran = bare.run("import", str(arrived))
    assert ran.exit == 6
    assert "+主题: 守山的日子" in ran.out
    assert "+## 一条沟的清水账" in ran.out
    assert tree(bare.root) == before
    assert bare.run("import", str(arrived), "--json").json["written"] is False
    assert tree(bare.root) == before


def test_as_it_stands_nothing_is_guessed(bare: Desk, tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(arrivals.reportage())
    assert bare.run("import", str(path), "--plain").exit == 0
    folder = bare.root / "issue" / "来稿" / "稿"
    [story] = loaded(folder / "稿件.yaml")
    assert story["主题"] == "待定"
    body = (bare.root / story["正文"]).read_text(encoding="utf-8")
    assert body.startswith("守山的日子\n\n云岭县二十年护林治水纪实\n\n")
    assert "图为石门村的老皂角树。" in body


def test_again_nothing_is_overwritten_and_the_same_picture_stands_once(
    bare: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(arrivals.reportage())
    out = tmp_path / "w" / "issue" / "x"
    assert bare.run("import", str(path), "--yes", "-o", str(out)).exit == 0
    first = tree(out)
    assert bare.run("import", str(path), "--yes", "-o", str(out)).exit == 0
    second = tree(out)
    assert first.items() <= second.items()
    assert {name for name in second if name not in first} == {
        "01-守山的日子-2.md", "来稿-2.md", "稿件-2.yaml",
    }  # fmt: skip
    (bare.root / "issue" / "2026-10-21").mkdir()
    (bare.root / "issue" / "2026-10-21" / "issue.yaml").write_text("有人写的", encoding="utf-8")
    ran = bare.run("import", str(path), "--yes", "--issue", "2026-10-21", "--json")
    assert ran.codes == {"already-there"}


def test_what_cannot_be_opened_stops_no_issue_that_it_came_with(bare: Desk, tmp_path: Path) -> None:
    came = tmp_path / "来"
    came.mkdir()
    (came / "稿.txt").write_text("守山的日子\n记者 甲一\n山里下雨了。\n", "utf-8")
    (came / "坏.jpg").write_bytes(b"\xff\xd8\xff\xe0junk")
    (came / "假.png").write_bytes(b"GIF89a no")
    for name in ("空.docx", "空.txt", "空.jpg"):
        (came / name).touch()
    ran = bare.run("import", str(came), "--yes", "--json")
    assert ran.exit == 0
    told = {d["file"] for d in ran.json["diagnostics"] if d["code"] == "import-left-out"}
    assert told == {"坏.jpg", "假.png", "空.docx", "空.txt", "空.jpg"}
    assert [one["photos"] for one in ran.json["stories"]] == [[]]


def test_each_story_says_its_file_and_what_of_its_copy_is_left_out(
    bare: Desk, tmp_path: Path
) -> None:
    page = (
        "<html><body><h1>守山的日子</h1><p>记者 甲一</p><p>山里下雨了，护林员照旧上山。</p>"
        "<p style='display:none'>藏起来的字</p><p>点击上方蓝字关注我们</p><p>阅读原文</p></body></html>"
    )
    (tmp_path / "稿.html").write_text(page, "utf-8")
    asked = bare.run("import", str(tmp_path / "稿.html"), "--json")
    done = bare.run("import", str(tmp_path / "稿.html"), "--yes", "--json", "-o", "issue/x")
    assert (asked.exit, done.exit) == (6, 0)
    assert (asked.json["written"], asked.json["files"]) == (False, [])
    # What would be written is told before it is.
    assert asked.json["stories"] == done.json["stories"]
    (story,) = done.json["stories"]
    assert story["file"] == story["body"]
    assert (bare.root / "issue/x" / story["file"]).is_file()
    assert story["parts"]["headline"] == "守山的日子"
    told = {one["kind"]: one for one in story["left_out"]}
    assert told["hidden"] == {
        "kind": "hidden", "count": 1, "chars": 5, "first": "藏起来的字", "line": 1
    }  # fmt: skip
    assert (told["junk"]["count"], told["junk"]["chars"]) == (2, 14)


def test_copy_that_waits_for_a_page_is_read_where_nothing_can_be_set(desk: Desk) -> None:
    folder = desk.root / "issue" / "2026-11-02"
    folder.mkdir()
    (folder / "稿.txt").write_text("天气预报说有雨,得抢.\n", "utf-8")
    (folder / "issue.yaml").write_text(
        "报纸: {报名: 山城报, 日期: 2026-11-02}\n"
        "版面:\n  - {版次: 2, 版名: 综合, 模板: 四开-头条加三稿}\n"
        "待排:\n  - {编号: A, 主题: 抢收, 正文: 稿.txt, 图片: [{文件: 没有.jpg}]}\n",
        "utf-8",
    )
    ran = desk.run("check", str(folder), "--json")
    assert ran.exit == 5
    assert {"missing-picture", "half-width-mark"} <= ran.codes
    assert not [d for d in ran.json["diagnostics"] if d["code"] == "half-width-mark" and d["page"]]


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed text is not here")
def test_the_seed_with_everything_accepted_makes_its_page(desk: Desk) -> None:
    [path] = SEED.glob("*.txt")
    ran = desk.run("import", str(path), "--yes", "--json", "-o", "issue/种子")
    assert ran.exit == 0, ran.err
    first, second = ran.json["stories"]
    assert first["parts"]["headline"] == "坚持的力量"
    assert first["parts"]["deck"] == "慈利县开展党史学习教育综述"
    assert len(first["subheads"]) == 4
    assert len(first["joined"]) == 3
    assert second["parts"] == {
        "headline": "真抓实干看慈利",
        "byline": "本报记者 吴献党 通讯员 朱晓敏",
    }
    assert "unbalanced-quotes" in ran.codes
    block = (desk.root / "issue/种子/稿件.yaml").read_text(encoding="utf-8")
    rows = "\n".join(f"      {row}" for row in block.splitlines())
    for name, slot in (("A", "头条"), ("B", "二条")):
        rows = rows.replace(f"- 编号: {name}\n", f"- 编号: {name}\n        位置: {slot}\n")
    (desk.root / "issue/种子/issue.yaml").write_text(
        "报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4}\n"
        "版面:\n  - 版次: 3\n    版名: 特刊\n    模板: 四开-双稿特刊\n    责任编辑: 顾长川\n"
        "    栏题: {文字: 学史力行·我为群众办实事, 角标: 特刊}\n    稿件:\n" + rows + "\n",
        encoding="utf-8",
    )
    built = desk.run("build", "issue/种子/issue.yaml", "--for", "proof", "--json")
    assert built.exit == 0, built.err
    assert not {"overset", "paragraph-cut"} & built.codes


def test_names_of_an_archive_are_read_in_gbk_and_in_utf_8(bare: Desk, tmp_path: Path) -> None:
    story = arrivals.paragraph(0).encode()
    (tmp_path / "gbk.zip").write_bytes(arrivals.archive({"县里来稿/护林员的一天.txt": story}))
    with zipfile.ZipFile(tmp_path / "utf8.zip", "w") as made:
        made.writestr("县里来稿/护林员的一天.txt", story)
    for name in ("gbk", "utf8"):
        ran = bare.run("import", str(tmp_path / f"{name}.zip"), "--yes", "--json")
        assert ran.json["stories"][0]["source"] == f"{name}/县里来稿/护林员的一天.txt"


def test_on_a_terminal_each_file_is_asked_for(bare: Desk, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.docx").write_bytes(arrivals.reportage())
    controller, terminal = pty.openpty()
    words = [
        *COMMAND,
        "import",
        str(tmp_path / "甲.docx"),
        str(tmp_path / "乙.docx"),
        "-o",
        "issue/x",
    ]
    with subprocess.Popen(
        words, cwd=bare.root, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PRESSLAYOUT_CACHE": str(bare.cache)},
    ) as running:  # fmt: skip
        os.write(controller, b"n\ny\n")
        out, _ = running.communicate(timeout=60)
    os.close(controller)
    os.close(terminal)
    assert running.returncode == 0, out
    block = loaded(bare.root / "issue/x/稿件.yaml")
    assert len(block) == 1
    assert "没有接受" in (bare.root / "issue/x/来稿.md").read_text(encoding="utf-8")


def test_killed_in_the_middle_it_leaves_no_half_file(bare: Desk, tmp_path: Path) -> None:
    arrived = tmp_path / "来稿"
    arrived.mkdir()
    (arrived / "稿.txt").write_text(arrivals.paragraph(0), encoding="utf-8")
    for number in range(40):
        (arrived / f"{number}.jpg").write_bytes(arrivals.photo(number))
    out = bare.root / "issue" / "来稿" / "来稿"
    for delay in (0.25, 0.32, 0.39, 0.46, 0.53):
        running = subprocess.Popen(
            [*COMMAND, "import", str(arrived), "--yes"], cwd=bare.root, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**os.environ, "PRESSLAYOUT_CACHE": str(bare.cache)},
        )  # fmt: skip
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if out.exists():
            assert len(list((out / "图").iterdir())) == 40
            assert (out / "来稿.md").is_file()
            shutil.rmtree(out)
    assert bare.run("import", str(arrived), "--yes").exit == 0
    assert [path.name for path in out.parent.iterdir()] == ["来稿"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_old_documents_come_through_libreoffice(bare: Desk, tmp_path: Path) -> None:
    rtf = "".join(
        f"\\u{ord(char)}?" if ord(char) < 32768 else f"\\u{ord(char) - 65536}?"
        for char in "守山的日子"
    )
    prose = "".join(
        f"\\u{ord(c)}?" if ord(c) < 32768 else f"\\u{ord(c) - 65536}?"
        for c in arrivals.paragraph(0)
    )
    (tmp_path / "稿.rtf").write_text(
        f"{{\\rtf1\\ansi {rtf}\\par {prose}\\par {prose}\\par}}", encoding="ascii"
    )
    ran = bare.run("import", str(tmp_path / "稿.rtf"), "--yes", "--json")
    assert ran.exit == 0, ran.err
    assert ran.json["stories"][0]["parts"] == {"headline": "守山的日子"}


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def workbook(table: str, *more: tuple[str, bytes]) -> bytes:
    data = arrivals.sheet()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        kept = [(i.filename, old.read(i)) for i in old.infolist() if "sheet1" not in i.filename]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    whole = table.replace("<worksheet>", f'<worksheet xmlns="{main}">').encode()
    return packed(*kept, ("xl/worksheets/sheet1.xml", whole), *more)


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("链接.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def nested() -> bytes:
    data = b"x"
    for _ in range(5):
        data = packed(("in.zip", data))
    return data


def rows(count: int) -> str:
    cells = "".join(f'<c r="{chr(65 + n)}1"><v>1</v></c>' for n in range(10))
    return (
        "<worksheet><sheetData>"
        + f"<row>{cells}</row>" * (count // 10)
        + "</sheetData></worksheet>"
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.zip": lambda: packed(("稿.txt", bytes(300 * MIB))),
    "many.zip": lambda: packed(*((f"{n}.txt", b"x") for n in range(6000))),
    "climbing.zip": lambda: packed(("../../x.txt", b"x")),
    "absolute.zip": lambda: packed(("/etc/x.txt", b"x")),
    "drive.zip": lambda: packed(("C:\\x.txt", b"x")),
    "link.zip": lambda: packed((link(), b"/etc/passwd")),
    "nested.zip": nested,
    "damaged.zip": lambda: b"PK\3\4 nothing",
    "bomb.docx": lambda: packed(("word/document.xml", b"<a>" + b"<b/>" * (60 * MIB // 4))),
    "entity.docx": lambda: packed(
        ("word/document.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    ),
    "deep.html": lambda: b"<div>" * 90_000 + "字".encode(),
    "million.xlsx": lambda: workbook(rows(1_000_000)),
    "merged.xlsx": lambda: workbook(
        "<worksheet><sheetData><row><c r='A1'><v>1</v></c></row></sheetData>"
        "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells></worksheet>"
    ),
    "far.xlsx": lambda: workbook(
        "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData></worksheet>"
    ),
    "entity.xlsx": lambda: workbook(
        '<!DOCTYPE a [<!ENTITY x "守山">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr">'
        "<is><t>&x;</t></is></c></row></sheetData></worksheet>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_was_made_to_harm_is_refused_in_time_and_memory(
    name: str, bare: Desk, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    before = tree(bare.root)
    program = (
        "import resource,sys;resource.setrlimit(resource.RLIMIT_AS,(1500<<20,1500<<20));"
        "from presslayout.cli import main;code=main(sys.argv[1:]);"
        # Not ru_maxrss: that counts what the process was before it became this one.
        "peak=open('/proc/self/status').read().partition('VmHWM:')[2].split()[0];"
        # Of a processor: how long it takes by the clock says more of who else is at work.
        "used=resource.getrusage(resource.RUSAGE_SELF);"
        "print('used',used.ru_utime+used.ru_stime,'peak',peak,file=sys.stderr);sys.exit(code)"
    )
    done = subprocess.run(
        [COMMAND[0], "-c", program, "import", str(path), "--yes", "--lang", "en"],
        cwd=bare.root, capture_output=True, text=True, check=False,
        env={**os.environ, "PRESSLAYOUT_CACHE": str(bare.cache)},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "error[import-refused]" in done.stderr or "error[copy-unreadable]" in done.stderr
    assert "Traceback" not in done.stderr
    assert float(done.stderr.rpartition("used ")[2].split()[0]) < 10
    assert int(done.stderr.rpartition("peak ")[2]) < 400 * 1024
    assert tree(bare.root) == before


def test_links_that_lead_out_of_a_folder_are_told(bare: Desk, tmp_path: Path) -> None:
    arrived = tmp_path / "来稿"
    arrived.mkdir()
    (tmp_path / "secret.txt").write_text("不是来稿。", encoding="utf-8")
    (arrived / "s.txt").symlink_to(tmp_path / "secret.txt")
    (arrived / "a.txt").write_text(arrivals.paragraph(0), encoding="utf-8")
    ran = bare.run("import", str(arrived), "--yes", "--json")
    assert ran.exit == 1
    assert "import-refused" in ran.codes
    assert [one["source"] for one in ran.json["stories"]] == ["a.txt"]


def test_new_carries_paper_pages_and_editors_and_says_what_it_leaves(desk: Desk) -> None:
    ran = desk.run("new", "2026-10-19", "--from", "issue/2026-10-18", "--json")
    assert ran.exit == 0, ran.err
    assert ran.json["serial"] == "6129"
    assert ran.codes == {"not-carried"}
    old, new = issue(desk, "2026-10-18"), issue(desk, "2026-10-19")
    assert new["报纸"] == {**old["报纸"], "日期": "2026-10-19", "总期号": "6129"}
    for before, after in zip(old["版面"], new["版面"], strict=True):
        assert after == {key: value for key, value in before.items() if key != "稿件"}
    text = (desk.root / "issue/2026-10-19/issue.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 云岭日报 2026年10月19日（星期一）\n")
    assert desk.run("build", "issue/2026-10-19", "--for", "proof").exit == 0
    again = desk.run("new", "2026-10-19", "--from", "issue/2026-10-18", "--json")
    assert again.codes == {"already-there"}
    assert (desk.root / "issue/2026-10-19/issue.yaml").read_text(encoding="utf-8") == text


def test_the_serial_of_a_later_day_is_said_to_be_a_guess(desk: Desk) -> None:
    later = desk.run("new", "2026-10-25", "--from", "issue/2026-10-18", "--json")
    assert later.json["serial"] == "6129"
    assert "serial-guessed" in later.codes


def test_variants_are_carried_where_they_are_asked_for(desk: Desk) -> None:
    (desk.root / "issue/2026-10-18/白石.yaml").write_text(
        "底版: issue.yaml\n版本: 白石版\n版面:\n  - 版次: 4\n    责任编辑: 苏木\n", encoding="utf-8"
    )
    assert (
        desk.run("new", "2026-10-19", "--from", "issue/2026-10-18/issue.yaml", "--variants").exit
        == 0
    )
    made = loaded(desk.root / "issue/2026-10-19/白石.yaml")
    assert made == {
        "底版": "issue.yaml",
        "版本": "白石版",
        "版面": [{"版次": "4", "责任编辑": "苏木"}],
    }


@pytest.mark.parametrize(
    "words",
    [("new", "10月19日", "--from", "issue/2026-10-18"), ("import", "x", "--from", "issue/2026-10-18"),
     ("import", "x", "--issue", "later"), ("new", "2026-10-19"), ("import",)],
)  # fmt: skip
def test_a_command_that_makes_no_sense_does_nothing(words: tuple[str, ...], desk: Desk) -> None:
    before = tree(desk.root)
    assert desk.run(*words).exit == 2
    assert tree(desk.root) == before
