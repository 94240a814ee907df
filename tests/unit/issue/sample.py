"""A small workspace and its issue in both languages, for tests of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, SpecError
from presslayout.issue.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic

CHINESE = """\
报纸:
  报名: 云岭日报
  刊号: CN 53-0000
  日期: 2026-10-18
  总期号: 03
  今日版数: 4
版面:
  - 版次: 3
    版名: 特刊
    模板: 四开-双稿特刊
    责任编辑: 待定
    栏题: {文字: 山乡新路, 角标: 特刊}
    稿件:
      - 编号: A
        位置: 头条
        主题: 守山的日子
        副题: 22:30 的山路
        署名: 文/本报记者 沈禾青
        正文: 稿件/A.md
        提要: 山不说话。
        图片:
          - 文件: images/a1.jpg
            说明: 山。
            摄影: 某某
            焦点: [50%, 35%]
            栏数: 2
            位置: 右上
            可删: 是
            替代文字: 山
        转版: {版次: 4, 位置: 二条, 题: 接着走}
      - 编号: B
        位置: 二条
        主题: 树下
        样式: 加框
        正文: |
          树下有长桌。

          桌边有人。
  - 版次: 4
    版名: 影像
    模板: 四开-双稿特刊
    稿件: []
"""

ENGLISH = """\
paper:
  name: 云岭日报
  cn: CN 53-0000
  date: 2026-10-18
  serial: 03
  pages_today: 4
pages:
  - number: 3
    section: 特刊
    template: 四开-双稿特刊
    editor: tbd
    banner: {text: 山乡新路, tag: 特刊}
    stories:
      - id: A
        slot: 头条
        headline: 守山的日子
        deck: 22:30 的山路
        byline: 文/本报记者 沈禾青
        body: 稿件/A.md
        pullquote: 山不说话。
        photos:
          - file: images/a1.jpg
            caption: 山。
            credit: 某某
            focus: [50%, 35%]
            columns: 2
            at: top-right
            optional: yes
            alt: 山
        jump: {page: 4, slot: 二条, headline: 接着走}
      - id: B
        slot: 二条
        headline: 树下
        style: 加框
        body: |
          树下有长桌。

          桌边有人。
  - number: 4
    section: 影像
    template: 四开-双稿特刊
    stories: []
"""

COPY = "守山人起得早。\n\n## 上山\n\n山路**很长**，\n走到*天黑*。\n"


def workspace(root: Path, issue: str = CHINESE, copy: str = COPY) -> Path:
    """A workspace in `root`; the issue's path.  Templates, faces and styles are those that ship."""
    for name in ("layout", "fonts", "images", "issue/one/稿件"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "images" / "a1.jpg").write_bytes(b"a photograph")
    (root / "issue/one/稿件/A.md").write_text(copy, encoding="utf-8", newline="")
    path = root / "issue/one/issue.yaml"
    path.write_text(issue, encoding="utf-8", newline="")
    return path


def faults(root: Path, issue: str = CHINESE, copy: str = COPY) -> tuple[Diagnostic, ...]:
    """What is told of an issue in a workspace of its own."""
    return faults_at(workspace(root, issue, copy))


def faults_at(path: Path) -> tuple[Diagnostic, ...]:
    """What is told of an issue, whether it can be read or not; nothing but SpecError may come."""
    try:
        return load(path).diagnostics
    except SpecError as fault:
        told = fault.diagnostics
    assert any(d.severity is ERROR for d in told)
    return told


def changed(*changes: tuple[str, str]) -> str:
    """The Chinese issue with some of its words replaced; each must occur."""
    text = CHINESE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, words: str) -> int:
    """The number of the first line that holds the words."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)
