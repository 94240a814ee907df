"""A workspace for a test, and the command line as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import zygote
from tests.zygote import COMMAND

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "issue" / "2026-10-18"
SECONDS = 120
# Locale, seed and allocator hold for an interpreter that starts with them; where modules lie does not.
INTERPRETER = ("PYTHON", "LC_", "LANG")

# Of two stories that fit level; a line feed within the text makes it the text itself.
SENTENCE = "云岭县护路人清晨走过石桥，看见雾从谷底慢慢升起来，沿着山脊散开。"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command did."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on stdout."""
        value: dict[str, Any] = json.loads(self.out)
        return value

    @property
    def last(self) -> dict[str, Any]:
        """The object in the last line of stdout, where each line before it is one, too."""
        *_, value = map(json.loads, self.out.splitlines())
        found: dict[str, Any] = value
        return found

    @property
    def codes(self) -> set[str]:
        """The codes of its diagnostics."""
        return {d["code"] for d in self.json["diagnostics"]}


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace in a folder of its own, with one issue."""

    root: Path
    cache: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def spec(self) -> Path:
        """The issue's file."""
        return self.root / "issue" / "期" / "issue.yaml"

    @property
    def out(self) -> Path:
        """Where its output goes."""
        return self.root / "out" / "期" / "issue"

    def write(self, **facts: str) -> None:
        """An issue of one page with a lead of `chars` characters; see SPEC in this module."""
        self.spec.parent.mkdir(parents=True, exist_ok=True)
        (self.root / "layout").mkdir(exist_ok=True)
        given = {
            "editor": "顾长川",
            "headline": "守山的日子",
            "photo": "",
            "extra": "",
            "paper": "",
            "body": copy(1500),
        }
        given |= facts
        (self.spec.parent / "A.txt").write_text(given["body"], encoding="utf-8")
        (self.spec.parent / "B.txt").write_text(copy(900), encoding="utf-8")
        self.spec.write_text(SPEC.format(**given), encoding="utf-8")

    def run(self, *words: str, **environment: str) -> Ran:
        """Run a command in the workspace's root."""
        given = self.environ(**environment)
        named = {*environment, *self.environment} - zygote.TAKEN
        starts = any(name.startswith(INTERPRETER) for name in named)
        run = zygote.fresh if starts else zygote.run
        done = run(words, self.root, given, seconds=SECONDS)
        return Ran(done.exit, done.out.decode(), done.err.decode())

    def start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a command and go on."""
        return subprocess.Popen(
            [*COMMAND, *words],
            cwd=self.root,
            env=self.environ(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def serve(self, *words: str) -> subprocess.Popen[bytes] | zygote.Going:
        """As `start`, forked where that can be: for what is served, and not how it starts."""
        return zygote.start(words, self.root, self.environ()) or self.start(*words)

    def environ(self, **more: str) -> dict[str, str]:
        """The environment of a run: this source, this cache."""
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "PRESSLAYOUT_CACHE": str(self.cache),
            "LC_ALL": "C.UTF-8",
            **self.environment,
            **more,
        }

    def build(self, target: str = "press", *more: str) -> Ran:
        """Build the issue; its report goes to stdout."""
        return self.run("build", "issue/期", "--for", target, "--json", *more)

    def report(self) -> dict[str, Any]:
        """report.json as it stands on disk."""
        value: dict[str, Any] = json.loads((self.out / "report.json").read_text(encoding="utf-8"))
        return value

    def delivered(self) -> list[str]:
        """What stands in the output folder."""
        return sorted(p.name for p in self.out.iterdir()) if self.out.is_dir() else []


def copy(count: int) -> str:
    """About so many characters in paragraphs of three sentences."""
    paragraph = SENTENCE * 3
    return "\n".join([paragraph] * max(1, count // len(paragraph))) + "\n"


SPEC = """\
报纸:
  报名: 云岭日报
  刊号: CN 53-0000
  日期: 2026-10-18
  总期号: 6128
  今日版数: 4
{paper}
版面:
  - 版次: 3
    版名: 特刊
    模板: 四开-双稿特刊
    责任编辑: {editor}
    栏题: {{文字: 云岭秋行, 角标: 特刊}}
    稿件:
      - 编号: A
        位置: 头条
        主题: {headline}
        署名: 本报记者 沈禾青
        正文: A.txt
{photo}
      - 编号: B
        位置: 二条
        主题: 树下长桌
        署名: 本报记者 陆一鸣
        正文: B.txt
{extra}
"""

PHOTO = """\
        图片:
          - 文件: {file}
            说明: {caption}
            摄影: 某某
            栏数: 2
            位置: 右上
"""
