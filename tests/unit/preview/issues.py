"""Issues for the preview: some pages of two stories each, in a workspace of their own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.e2e.desk import copy
from tests.kit import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "报纸: {报名: 云岭日报, 日期: 2026-10-18}\n版面:\n"
PAGE = """\
  - 版次: {n}
    版名: 特刊
    模板: 四开-双稿特刊
    栏题: {{文字: 云岭秋行, 角标: 特刊}}
    稿件:
      - {{编号: A{n}, {lead}主题: 守山的日子, 正文: A{n}.txt{jump}}}
      - {{编号: B{n}, {second}主题: 树下长桌脚边事, 正文: B{n}.txt}}
"""


def issue(root: Path, count: int, *, jump: str = "", placed: bool = True) -> Path:
    """The spec of an issue of so many pages; `jump` is what the first page's lead says more."""
    shutil.copytree(ROOT / "layout", root / "layout")
    folder = root / "issue" / "期"
    folder.mkdir(parents=True)
    rows = []
    for n in range(1, count + 1):
        lead, second = ("位置: 头条, ", "位置: 二条, ") if placed else ("", "")
        rows.append(PAGE.format(n=n, lead=lead, second=second, jump=jump if n == 1 else ""))
        for name, length in (("A", 900), ("B", 700)):
            (folder / f"{name}{n}.txt").write_text(f"第{n}版。{copy(length)}\n", encoding="utf-8")
    spec = folder / "issue.yaml"
    spec.write_text(HEAD + "".join(rows), encoding="utf-8")
    return spec
