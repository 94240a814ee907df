"""No English words in what is said in Chinese, and no Chinese ones in English, but names and keys."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import presslayout
from presslayout.base.diagnostics import Text
from presslayout.base.refusals import WHYS, why
from presslayout.cli import exits
from presslayout.cli.arguments import COMMON, VERBS, UsageError, parse

SOURCE = Path(presslayout.__file__).parent
ROOT = Path(__file__).resolve().parents[3]
# Whoever speaks in two languages takes the Chinese first.
SPEAKERS = frozenset("Text say aside failure progress stages".split())
HOLE = "\0"
# Names of formats, standards, programs and companies, and what presses call things.
PROPER = frozenset(
    "Adobe Big CMYK CN Courier CropBox Ctrl DTD GB GitHub HEIC ICC JSON LibreOffice Markdown MB OFD OPI OPM "
    "OpenType PANTONE PDF PDF/A PDF/X PNG PostScript RGB RIP RTF SARIF SVG Schema TIFF Tab TrimBox "
    "TrueType Type UTF WOFF WPS Word XMP YAML git ghostscript openpyxl pip plates presslayout sRGB "
    "viewBox width height wght dpi ppi pt mm U A X "
    "ALTO alto BOM BagIt CSS CycloneDX DOCTYPE EMU FIPS FTS HTML IIIF ISO ISSN JPEG JavaScript LF METS OpenSearch "
    "Python RFC RSS SHA TAB WebP XML ZIP http https shell sqlite sum CA Dask".split()
)
# What is typed as it stands: words of commands, of other programs, names that the contract gives.
TYPED = frozenset(
    "add all banjiao cct cd commit cmyk edition error info init install kaiming log newsprint old overset plain "
    "press proof archive quanjiao ulimit warning yes factbox faces heic issue out layout N K "
    "chart numerals timeline PRESSLAYOUT PRESSLAYOUT_DEBUG PRESSLAYOUT_KEYS TMPDIR mht x1a oneline device "
    "DOCTYPE alto http https sqlite batch build cluster dask distributed tcp tls worker".split()
)
# Where the bag's README is written, which explains edition.json key by key.
README = "archive/readme"
# What edition.json calls things, told to whoever reads it in fifty years.
KEYS = frozenset(
    word
    for path in re.findall(
        r"(?m)^\| `([^`]+)` \|",
        (ROOT / "docs/books/JSON.md")
        .read_text("utf-8")
        .partition("## edition\n")[2]
        .partition("\n## ")[0],
    )
    for word in re.findall("[a-z]+", path)
) | {"glyphs", "shape", "picture", "placed"}
# What papers print, what copy and specs have in Chinese, whatever language is spoken of them.
PRINTED = frozenset(
    "批注 版权条 报头 报眉 免费赠阅 广告 星期 已核 待定 年 月 日 字体 转版 轴 字重 来稿 核对 是 三校 级 小五 计 "
    "万 亿 元 等 的 地 得 次日".split()
)


def spoken() -> Iterator[tuple[str, Text]]:
    """Everything that the source says in two languages, a hole where a value stands."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1 and _name(node) in SPEAKERS:
                zh, en = _words(node.args[0]), _words(node.args[1])
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", Text(zh, en)
    for code, meaning in exits.meanings().items():
        yield code, meaning.why
    for verb in VERBS.values():
        yield verb.name, verb.doc
        for argument in (*verb.arguments, *COMMON):
            yield f"{verb.name} {argument.names[0]}", argument.doc


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    # A plain function of this name is a room's own.
    return "Text" if isinstance(call.func, ast.Name) and call.func.id == "Text" else ""


def _words(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_words(value) for value in values)
        case ast.BinOp(left=left, right=right):
            return _words(left) + _words(right)
        case ast.IfExp(body=body, orelse=orelse):
            return f"{_words(body)}{HOLE}{_words(orelse)}"
    return HOLE


def english(text: str) -> set[str]:
    """English words of a Chinese text that are no name, no file, no flag and no command."""
    text = re.sub(r"[\w./*-]*\.[a-z][a-z0-9]*(?![A-Za-z])", " ", text, flags=re.ASCII)
    text = re.sub(r"--?[a-z][a-z-]*", " ", text)
    text = re.sub(r"[\w-]+/[\w./-]*|<[^>]+>|\[[a-z]+\]", " ", text, flags=re.ASCII)
    words = re.findall(r"[A-Za-z][A-Za-z_]+", text)
    return set(words) - PROPER - TYPED - set(VERBS)


def chinese(text: str) -> set[str]:
    """Chinese words of an English text that are neither printed nor written so."""
    return set(re.findall("[\u4e00-\u9fff]+", text)) - PRINTED


def test_each_language_keeps_to_itself() -> None:
    said = list(spoken())
    assert len(said) > 1500
    assert not {
        (place, *words)
        for place, one in said
        if (words := english(one.zh) - (KEYS if place.startswith(README) else frozenset()))
    }
    assert not {(place, *words) for place, one in said if (words := chinese(one.en))}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("打不开 a.yaml（No such file）", {"No", "such", "file"}),
        ("用 --only error，见 presslayout build --help；press.pdf 在 out/ 里", set()),
        ("hint：改", {"hint"}),
    ],
)
def test_an_english_word_is_found_among_chinese_ones(text: str, words: set[str]) -> None:
    assert english(text) == words


def test_what_is_said_in_one_language_is_said_in_the_other() -> None:
    def silent(text: str) -> bool:
        return not any(char.isalnum() or char == HOLE for char in text)

    assert not {place for place, one in spoken() if silent(one.zh) != silent(one.en)}


@pytest.mark.parametrize("number", [*WHYS, 0, 9999])
def test_why_the_system_refuses_is_said_in_both(number: int) -> None:
    said = why(OSError(number, os.strerror(number)) if number else OSError())
    assert not english(said.zh)
    assert not chinese(said.en)
    assert said.zh
    assert said.en


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOENT, errno.ENOSPC, errno.EROFS])
def test_what_the_system_refuses_most_has_its_own_words(number: int) -> None:
    assert not why(OSError(number, "")).zh.startswith("系统错误")


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("build a --pres x", "不认识 --pres x，是不是 --press？", "did you mean --press?"),
        ("build a --for prof", "--for 不能是 prof，是不是 proof？", "did you mean proof?"),
        ("bild a", "是不是 build", "did you mean build"),
        ("schema isue", "没有 isue，是不是 issue？", "did you mean issue?"),
        ("check a --only erorr", "是不是 error？", "did you mean error?"),
        ("check", "缺少 ISSUE", "ISSUE is missing"),
        ("check a --lang", "--lang 后面要写一个值", "--lang takes a value"),
        ("check a --strict=3", "--strict 后面不能写值 3", "--strict takes no value: 3"),
        ("import", "缺少 FILE|FOLDER|ZIP", "is missing"),
    ],
)
def test_what_is_mistyped_is_told_with_what_was_meant(words: str, zh: str, en: str) -> None:
    with pytest.raises(UsageError) as wrong:
        parse(words.split())
    assert zh in wrong.value.text.zh
    assert en in wrong.value.text.en
    assert not english(wrong.value.text.zh) & {
        "argument",
        "invalid",
        "choice",
        "expected",
        "choose",
    }
