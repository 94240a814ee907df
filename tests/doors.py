"""A workspace that has a file at every door of the program, and the program run in it.

What comes in at a door is made hostile by `tests/hostile.py`; what must come out is `outcome`'s to say.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import re
import sys
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from presslayout.base import messages
from presslayout.cli import main
from tests.kit import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPEC, OUT = "issue/期/issue.yaml", "out/期/issue"
TEMPLATE = """\
名称: 门
样式: 报纸
开本: {成品: 200mm x 280mm, 出血: 0mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 50字, 高: 52行}
版口: {左: 15mm, 上: 15mm}
分栏: {基本栏: 4, 每栏: 11字, 栏空: 2字}
区块:
  报眉: {行: 1-2, 栏: 1-4, 内容: 报眉}
  栏题: {行: 3-5, 栏: 1-4, 内容: 栏题, 可空: 是}
  头条: {行: 6-30, 栏: 1-4, 内容: 稿件, 可空: 是, 破栏: 4, 题区行: 5-8, 标题: {主题: {字号: [22pt, 28pt], 最多行: 1}, 署名: {字体: 试体, 字号: 9pt}}}
  二条: {行: 32-42, 栏: 1-2, 内容: 稿件, 框: 0.5pt, 底色: K6, 署名位置: 文末, 标题: {主题: {字号: [16pt, 20pt], 最多行: 1}}}
  三条: {行: 32-42, 栏: 3-4, 内容: 稿件, 线: 0.3pt, 花边: 回纹, 标题: {主题: {字号: [16pt, 20pt], 最多行: 1}}}
  图: {行: 44-49, 栏: 1-2, 内容: 图片, 可空: 是}
  广告: {行: 44-49, 栏: 3-4, 内容: 广告, 框: 0.3pt, 可空: 是}
  版权条: {行: 50-52, 栏: 1-4, 内容: 版权条}
小标题: {字体: 粗黑, 排: 居左, 占行: 2, 双行占行: 3}
图片: {最低精度: 99ppi, 提醒精度: 149ppi}
合版顺序: [图片高度, 题区行数, 段落增减行, 小标题占行, 题区栏数, 署名移文末, 图片栏数, 删可删图片, 版位行数, 栏宽, 补白]
"""
ISSUE = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 03, 今日版数: 4}
版面:
  - 版次: 3
    版名: 特刊
    模板: 门
    责任编辑: 顾长川
    栏题: {文字: 云岭秋行, 角标: 特刊}
    稿件:
      - 编号: A
        位置: 头条
        引题: 云岭
        主题: 守山的日子
        副题: 一封来信
        署名: 本报记者 沈禾青
        正文: A.md
        提要: 山不说话。
        图片:
          - {文件: images/a.jpg, 说明: 山。, 摄影: 某某, 焦点: [50%, 35%], 栏数: 1, 高: 5行, 位置: 右上}
        资料框:
          - {标题: 数字, 文字: B.txt, 栏数: 1, 位置: 右下}
        转版: {版次: 4, 位置: 头条, 题: 接着走}
      - {编号: B, 位置: 二条, 主题: 树下, 署名: 陆一鸣, 正文: B.txt}
      - {编号: C, 位置: 三条, 主题: 桥头, 正文: B.txt, 样式: 加框}
      - 编号: D
        位置: 图
        图片: [{文件: images/a.jpg, 说明: 桥。}]
    广告: [{位置: 广告, 文件: images/a.jpg, 缩放: 是}]
  - {版次: 4, 版名: 影像, 模板: 门, 稿件: []}
待排: [{编号: E, 主题: 灯, 正文: B.txt, 版名: 影像, 分量: 3}]
补白: [{编号: F, 文字: 天凉好个秋。}]
"""
SENTENCE = "云岭县护路人清晨走过石桥，看见雾从谷底慢慢升起来，沿着山脊散开。"
INKS = "报红: C0 M100 Y100 K0\n烫金: {专色: PANTONE 871 C, 替代色: C20 M25 Y60 K25}\n"
LOG = "差错:\n  - {版次: 3, 稿件: A, 部位: 主题, 类: 错字, 错: 日, 正: 曰, 字数: 1, 重要: 是}\n"
# What no message says: the class of an exception, a place in the program, a library's name for a type.
TELLTALE = re.compile(
    r"Traceback|\b[A-Z][A-Za-z]*(?:Error|Exception|Warning)\b|NoneType|<class '|object at 0x"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run: its exit code, and all that it said."""

    exit: int
    out: str
    err: str


def workspace(root: Path) -> Path:
    """A workspace with a file at every door; the issue builds for a proof."""
    for name in ("layout/press", "layout/styles", "layout/词典", "layout/用语", "layout/称谓",
                 "layout/form", "layout/rate", "fonts", "images", "issue/期", OUT):  # fmt: skip
        (root / name).mkdir(parents=True, exist_ok=True)
    shipped = ROOT / "layout"
    texts = {
        "layout/门.yaml": TEMPLATE,
        "layout/inks.yaml": INKS,
        "layout/styles/报纸.yaml": (shipped / "styles/报纸.yaml").read_text("utf-8"),
        "layout/press/newsprint.yaml": (shipped / "press/newsprint.yaml").read_text("utf-8"),
        "layout/form/2020.yaml": (shipped / "form/2020.yaml").read_text("utf-8"),
        "layout/rate/2020.yaml": next(shipped.glob("rate/*.yaml")).read_text("utf-8"),
        "layout/词典/词.txt": "云岭县\n护路人 # 注\n",
        "layout/用语/语.txt": "山民=村民\n",
        "layout/称谓/人.txt": "沈禾青=记者\n",
        "fonts/fonts.yaml": "试体:\n  文件: 试.ttf\n  字重: 400\n  后备: [宋体]\n  许可: 自用\n",
        SPEC: ISSUE,
        "issue/期/A.md": "\n\n".join([SENTENCE * 2] * 10 + ["## 上山", SENTENCE]) + "\n",
        "issue/期/B.txt": "\n".join([SENTENCE] * 3) + "\n",
        "差错.yaml": LOG,
    }
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8", newline="")
    (root / "fonts/试.ttf").write_bytes((ROOT / "fonts/SourceSerif4-Italic.ttf").read_bytes())
    Image.effect_noise((400, 300), 60).convert("RGB").save(root / "images/a.jpg", quality=60)
    return root


def run(root: Path, *words: str, stdin: bytes = b"") -> Outcome:
    """The command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    before, saved = os.getcwd(), (sys.stdin, dict(os.environ))  # noqa: PTH109
    os.chdir(root)
    os.environ.pop("PRESSLAYOUT_DEBUG", None)
    os.environ.update(PRESSLAYOUT_CACHE=str(root.parent / "cache"))
    try:
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), quiet():
            code = main(words)
    finally:
        sys.stdin = saved[0]
        os.chdir(before)
        os.environ.clear()
        os.environ.update(saved[1])
    said = [stream.detach().getvalue().decode() for stream in (out, err)]
    return Outcome(code, *said)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """What libraries log and warn is theirs to answer for here: other tests look at it."""
    with warnings.catch_warnings():
        yield
    logging.getLogger().setLevel(logging.WARNING)


def outcome(done: Outcome) -> None:
    """What must hold whatever came in: a code that is documented, and words for people."""
    documented = {messages.OK, *messages.PRECEDENCE} - {messages.FAULT}
    assert done.exit in documented, (done.exit, done.err[-2000:])
    assert not TELLTALE.search(done.err), done.err[-2000:]
    if done.exit:
        assert done.err.strip() or done.out.strip()
    if done.out.startswith("{"):
        told = json.loads(done.out).get("diagnostics", ())
        for one in told:
            words = json.dumps(one.get("message"), ensure_ascii=False)
            assert not TELLTALE.search(words), words
