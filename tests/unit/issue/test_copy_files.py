"""Files of copy as a story's 正文 names them: what is set of them, and what is told, by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.issue.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reader = Callable[[str, bytes], tuple[list[str], list[tuple[str, str]]]]

TEMPLATE = """\
名称: 试
开本: {成品: 275mm x 390mm, 出血: 0mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  头条: {行: 1-76, 栏: 1-6, 内容: 稿件}
"""
ISSUE = """\
报纸: {报名: 云岭日报, 日期: 2026-10-18, 今日版数: 8}
版面:
  - 版次: 1
    模板: 试
    稿件:
      - {编号: A, 位置: 头条, 主题: 守山的日子, 正文: NAME}
"""
ARTICLE = (
    '<html><body><h1 id="activity-name">望云垭</h1><div id="js_content" style="visibility:hidden">'
    "<p>护林员上山。</p><p>点击上方蓝字关注我们！</p><p>云岭日报，天天见</p></div><div>扫一扫</div></body></html>"
)


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "试.yaml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "layout" / "推广语.txt").write_text("云岭日报*天天见 # 本报\n", encoding="utf-8")
    (tmp_path / "issue").mkdir()

    def reading(name: str, data: bytes) -> tuple[list[str], list[tuple[str, str]]]:
        (tmp_path / "issue" / name).write_bytes(data)
        spec = tmp_path / "issue" / "issue.yaml"
        spec.write_text(ISSUE.replace("NAME", name), encoding="utf-8")
        try:
            loaded = load(spec)
        except SpecError as fault:
            return [], [(d.code, d.message.zh) for d in fault.diagnostics]
        body = [p.text for p in loaded.issue.stories[0].body]
        return body, [(d.code, d.message.zh) for d in loaded.diagnostics]

    return reading


def test_an_article_and_the_houses_own_lines_of_advert(read: Reader) -> None:
    body, told = read("A.html", ARTICLE.encode("gb18030"))
    assert body == ["护林员上山。"]
    left = [text for code, text in told if code == "copy-left-out"]
    assert sorted(left) == [
        "没有排：按钮、表单里的字 1 处 3 字：“扫一扫”",
        "没有排：推广、关注一类的话 2 处 19 字：“点击上方蓝字关注我们！”",
        "没有排：文件自带的题名、作者、时间 1 处 3 字：“望云垭”",
    ]


@pytest.mark.parametrize(
    ("name", "data", "body", "codes"),
    [
        ("A.txt", ARTICLE.encode(), ["护林员上山。"], {"copy-kind", "copy-left-out"}),
        ("A.docx", ARTICLE.encode(), ["护林员上山。"], {"copy-kind", "copy-left-out"}),
        ("A.txt", b"{\\rtf1\\ansi abc}", [], {"copy-kind"}),
        ("A.md", b"%PDF-1.7 abc", [], {"copy-kind"}),
        ("A.txt", "甲乙。丙\n".encode("utf-16-le"), ["甲乙。丙"], {"other-encoding"}),
        ("A.md", "看[网](https://a.cn)。\n\n---\n".encode(), ["看网。"], {"copy-left-out"}),
        ("A.md", "前\n\n<p style='color:red'>山<s>旧</s></p>\n\n后".encode(), ["前", "山", "后"], {"copy-left-out"}),
        ("A.txt", "#1 甲~~乙~~[丙](丁)\n".encode(), ["#1 甲~~乙~~[丙](丁)"], set()),
    ],
)  # fmt: skip
def test_a_file_is_read_as_what_it_is(
    read: Reader, name: str, data: bytes, body: list[str], codes: set[str]
) -> None:
    found, told = read(name, data)
    assert found == body
    ours = ("copy-kind", "copy-unreadable", "other-encoding", "copy-left-out")
    assert {code for code, _ in told} & {*ours} == codes


def test_a_page_in_one_file(read: Reader) -> None:
    mail = (
        b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"PHA+yb27pMHWoaM8L3A+\r\n--x--\r\n"
    )
    body, told = read("A.html", mail)
    assert len(body) == 1
    assert "copy-kind" in [code for code, _ in told]
