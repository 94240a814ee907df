"""The command line as a table: verbs, their arguments, and what each is for."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from presslayout.base import plugins
from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.plugins import STANDARDS, TARGETS
from presslayout.base.values import field, frozen
from presslayout.newsroom.options import PAPER_NAMES, ROUND_NAMES, ROUND_WORDS, guessed, meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@frozen
class Argument:
    """One argument: its names, what argparse must know, and what it means."""

    names: tuple[str, ...]
    doc: Text
    known: dict[str, Any] = field(default_factory=dict)


@frozen
class Verb:
    """One command: the module of `cli` and its function that do it, what it does, what it takes."""

    name: str
    module: str
    doc: Text
    arguments: tuple[Argument, ...] = ()
    function: str = "run"


@frozen
class OfferedNames:
    """Names to choose from: our own, and those of plug-ins, who are asked where ours do not do."""

    own: tuple[str, ...]
    group: str

    def __contains__(self, name: object) -> bool:
        return name in self.own or name in self._added()

    def __iter__(self) -> Iterator[str]:
        return iter((*self.own, *self._added()))

    def _added(self) -> tuple[str, ...]:
        return plugins.names(self.group)


class UsageError(Exception):
    """The command line is wrong; `text` says how."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def _flag(name: str, zh: str, en: str) -> Argument:
    return Argument((name,), Text(zh, en), {"action": "store_true"})


ISSUE = Argument(
    ("issue",),
    Text("稿件单，或只有一个稿件单的文件夹", "an issue spec, or a folder that holds one"),
    {"metavar": "ISSUE"},
)
PRESS = Argument(
    ("--press",),
    Text(
        "印刷条件，layout/press/ 里的名字，默认 newsprint",
        "printing condition: a name in layout/press/, newsprint by default",
    ),
    {"metavar": "NAME"},
)
STANDARD = Argument(
    ("--standard",),
    Text("PDF 标准，默认由印刷条件定", "PDF standard; the printing condition's by default"),
    {"choices": OfferedNames(("x1a", "x1a2001", "x4"), STANDARDS), "metavar": "NAME"},
)
STRICT = _flag("--strict", "提醒也算错误", "warnings are errors")
NO_CACHE = _flag("--no-cache", "不用缓存", "use no cache")
PAGES = Argument(
    ("--pages",),
    Text("只排这些版，例如 3,4", "these pages only, such as 3,4"),
    {"metavar": "N,…"},
)
OUT = Argument(
    ("-o", "--out"),
    Text(
        "输出文件夹，默认工作区的 out/日期/期名",
        "output folder; out/DATE/NAME in the workspace by default",
    ),
    {"metavar": "DIR"},
)
PAGE = Argument(
    ("--page",),
    Text("第几版；不写是各版", "the page's number; all pages by default"),
    {"metavar": "N", "default": None},
)
EXTRAS = (
    _flag(
        "--site",
        "存档包里再放一份能用浏览器读的数字报",
        "the archive also holds the issue as pages for a browser",
    ),
    _flag(
        "--ofd", "存档包里再放一份 OFD（GB/T 33190）", "the archive also holds an OFD (GB/T 33190)"
    ),
    _flag(
        "--a3",
        "存档的 PDF 里带上稿件和 edition.json（PDF/A-3a）",
        "the archive's PDF holds its copy and edition.json (PDF/A-3a)",
    ),
)
NO_VERIFY = _flag("--no-verify", "写完不再读回来检查", "do not read the file back")
COMMON = (
    _flag("--json", "标准输出只写一个 JSON 对象", "one JSON object on stdout and nothing else"),
    Argument(
        ("--lang",),
        Text("消息的语言，默认看系统", "language of messages; the locale's by default"),
        {"choices": ("zh", "en")},
    ),
    Argument(
        ("--only",),
        Text(
            "只说错误（error）、警告（warning）或提示（info）",
            "tell of errors, warnings or remarks alone",
        ),
        {"choices": ("error", "warning", "info")},
    ),
    _flag("--stat", "只说各种代码有几处", "tell codes and their numbers alone"),
    _flag("--quiet", "只说错误，做成了什么也不说", "tell of errors alone, and nothing of success"),
    Argument(
        ("-v", "--verbose"),
        Text("全都说：每一处一条，连同平常不列的", "all of everything: each place by itself"),
        {"action": "store_true", "dest": "whole"},
    ),
)
# Options of all commands that take a word, which is no command.
_TAKES_A_WORD = frozenset(("--lang", "--only"))

VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "build",
            "build",
            Text("排版并交付：付印、大样或存档", "set an issue and deliver it"),
            (
                ISSUE,
                Argument(
                    ("--for",),
                    Text("交付什么，默认 press", "what to deliver; press by default"),
                    {
                        "choices": OfferedNames(("press", "proof", "archive"), TARGETS),
                        "default": "press",
                        "dest": "target",
                        "metavar": "TARGET",
                    },
                ),
                Argument(
                    ("--round",),
                    Text(
                        "校样是第几校：大样（默认）一校 二校 三校 清样 付印，印在底纹和页边，附这一校的校次单",
                        "the proof's round: proof (default) first second third clean final; it stands "
                        "behind the page and over it, with a checklist of its own",
                    ),
                    {
                        "choices": ROUND_WORDS,
                        "metavar": "|".join(ROUND_NAMES),
                    },
                ),
                Argument(
                    ("--paper",),
                    Text(
                        "校样缩到这种纸上打印；不写就按原大加页边",
                        "fit the proof on this paper; at its own size with margins by default",
                    ),
                    {"choices": PAPER_NAMES},
                ),
                Argument(
                    ("--galley",),
                    Text(
                        "出这一篇稿件的小样 galley.pdf（宽行距、宽页边、行号），all 是全部",
                        "a galley of this story in galley.pdf (wide lines and margins, numbered), "
                        "all for every one",
                    ),
                    {"metavar": "STORY|all"},
                ),
                Argument(
                    ("--variants",),
                    Text(
                        "连同旁边以它为底版的县区版一起排，一样的版只排一次；"
                        "写了 -o 的，各版在它下面以文件名为名的文件夹里",
                        "with the variants beside it that name it as their base, shared pages set "
                        "once; under -o each in a folder of its file's name",
                    ),
                    {"action": "store_true"},
                ),
                OUT,
                PAGES,
                PRESS,
                STANDARD,
                *EXTRAS,
                STRICT,
                NO_VERIFY,
                NO_CACHE,
            ),
        ),
        Verb(
            "check",
            "check",
            Text("只检查，什么也不写", "say everything that can be said without writing"),
            (
                ISSUE,
                _flag(
                    "--facts",
                    "列出每篇要核对的人名、地名、机构、日期、数字、引语",
                    "list each story's names, places, dates, numbers and quotations to be checked",
                ),
                PAGES,
                PRESS,
                STRICT,
                NO_CACHE,
            ),
        ),
        Verb(
            "archive",
            "build",
            Text("等于 build --for archive", "the same as build --for archive"),
            (ISSUE, OUT, PAGES, PRESS, *EXTRAS, STRICT, NO_VERIFY, NO_CACHE),
        ),
        Verb(
            "init",
            "init",
            Text(
                "建一个工作区，带一期能直接排的样例", "make a workspace with a sample that builds"
            ),
            (
                Argument(
                    ("directory",),
                    Text("新工作区的文件夹", "the new workspace's folder"),
                    {"metavar": "DIR"},
                ),
                Argument(
                    ("--keys",),
                    Text(
                        "稿件单、版式的键和值用哪种语言，默认中文",
                        "the language of keys and values in specs and templates; Chinese by default",
                    ),
                    {"choices": ("zh", "en"), "default": "zh"},
                ),
            ),
        ),
        Verb(
            "import",
            "import_",
            Text(
                "收来稿：文件、文件夹、压缩包收成稿件、图片和一段稿件单；猜的先显示，接受了才写",
                "take copy in: files, folders, archives become stories, pictures and a block of a "
                "spec; what is guessed is shown, what is accepted is written",
            ),
            (
                Argument(
                    ("files",),
                    Text(
                        "来稿：.txt .md .docx .html .xlsx，图片，文件夹，.zip；.doc .wps .rtf .odt 要装 LibreOffice",
                        "copy: .txt .md .docx .html .xlsx, pictures, folders, .zip; .doc .wps .rtf .odt "
                        "need LibreOffice",
                    ),
                    {"metavar": "FILE|FOLDER|ZIP", "nargs": "+"},
                ),
                Argument(
                    ("-o", "--out"),
                    Text(
                        "写到这个文件夹；默认工作区的 issue/来稿/名字，带 --issue 时 issue/日期",
                        "folder to write to; issue/来稿/NAME in the workspace, with --issue issue/DATE",
                    ),
                    {"metavar": "DIR"},
                ),
                _flag("--yes", "猜的都接受，不问", "accept all that is guessed, ask nothing"),
                _flag(
                    "--plain", "都照原样收，什么也不猜", "take all in as it stands, guess nothing"
                ),
                Argument(
                    ("--issue",),
                    Text(
                        "写成这一天的一整期，稿件都待排，四版",
                        "write a whole issue of this day, all stories waiting, four pages",
                    ),
                    {"metavar": "DATE", "dest": "day", "default": None},
                ),
                Argument(
                    ("--from",),
                    Text(
                        "一整期的报名、版面、编辑照这一期",
                        "paper, pages and editors of a whole issue as in this one",
                    ),
                    {"metavar": "ISSUE", "dest": "base", "default": None},
                ),
            ),
        ),
        Verb(
            "new",
            "new",
            Text(
                "新开一期：报名、版面、编辑照旧一期，稿件空着",
                "a new issue: paper, pages and editors as before, no stories",
            ),
            (
                Argument(
                    ("day",),
                    Text("哪一天，例如 2026-10-19", "its day, such as 2026-10-19"),
                    {"metavar": "DATE"},
                ),
                Argument(
                    ("--from",),
                    Text("照哪一期", "the issue that it follows"),
                    {"metavar": "ISSUE", "dest": "base", "required": True},
                ),
                _flag("--variants", "连同它的县区版", "with its variants"),
                Argument(
                    ("-o", "--out"),
                    Text(
                        "写到这个文件夹；默认工作区的 issue/日期",
                        "folder to write to; issue/DATE in the workspace by default",
                    ),
                    {"metavar": "DIR"},
                ),
            ),
        ),
        Verb(
            "schema",
            "schema",
            Text("打印 JSON Schema，编辑器用来补全和说明每个键", "print a JSON Schema for editors"),
            (
                Argument(
                    ("kind",),
                    Text("哪一种文件，默认 issue", "which kind of file; issue by default"),
                    {
                        "choices": (
                            "issue",
                            "variant",
                            "template",
                            "style",
                            "press",
                            "inks",
                            "proofreading",
                        ),
                        "nargs": "?",
                        "default": "issue",
                    },
                ),
            ),
        ),
        Verb(
            "layouts",
            "layouts",
            Text("列出版式", "list templates"),
        ),
        Verb(
            "fonts",
            "fonts",
            Text("列出字体，查哪个字体有某个字", "list faces and tell which has a character"),
            (
                Argument(
                    ("--has",),
                    Text("查这个字", "look for this character"),
                    {"metavar": "CHAR"},
                ),
            ),
        ),
        Verb(
            "preflight",
            "preflight",
            Text("付印前检查任何 PDF", "the press checks on any PDF"),
            (
                Argument(
                    ("file",), Text("要查的 PDF", "the PDF to check"), {"metavar": "FILE.pdf"}
                ),
                PRESS,
                STANDARD,
                Argument(
                    ("--sarif",),
                    Text("把结果另写成 SARIF 2.1.0", "write the findings as SARIF 2.1.0 too"),
                    {"metavar": "FILE.sarif"},
                ),
                Argument(
                    ("--marked",),
                    Text(
                        "另写一份 PDF，在版面上标出问题的位置",
                        "write a copy of the PDF with the places marked",
                    ),
                    {"metavar": "COPY.pdf"},
                ),
            ),
        ),
        Verb(
            "plates",
            "plates",
            Text(
                "画出分色版、墨量图和纸上的样子", "draw the separations, the ink and a soft proof"
            ),
            (
                Argument(
                    ("issue",),
                    Text("稿件单，或一份 PDF", "an issue spec, or a PDF"),
                    {"metavar": "ISSUE|FILE.pdf"},
                ),
                OUT,
                PAGES,
                PRESS,
                Argument(
                    ("--dpi",),
                    Text("精度，默认 150", "resolution, 150 by default"),
                    {"metavar": "N", "default": "150"},
                ),
                NO_CACHE,
            ),
        ),
        Verb(
            "lines",
            "lines",
            Text("稿件按每行几字排成几行", "how many lines copy makes in a measure"),
            (
                Argument(
                    ("file",),
                    Text(
                        "稿件（.txt .md .docx .html），- 是标准输入",
                        "the copy (.txt .md .docx .html), - for standard input",
                    ),
                    {"metavar": "FILE"},
                ),
                Argument(
                    ("--cells",),
                    Text("每行几字，可带小数", "characters a line, decimals allowed"),
                    {"metavar": "N", "required": True},
                ),
                Argument(
                    ("--indent",),
                    Text("段首空几字，默认 2", "first-line indent, 2 by default"),
                    {"metavar": "N", "default": "2"},
                ),
                Argument(
                    ("--style",),
                    Text(
                        "标点：quanjiao 全角（默认）、kaiming 开明、banjiao 半角、cct、plain 原样",
                        "marks: quanjiao (default), kaiming, banjiao, cct, plain",
                    ),
                    {
                        "choices": ("quanjiao", "kaiming", "banjiao", "cct", "plain"),
                        "default": "quanjiao",
                    },
                ),
                _flag("--headline", "按标题排：只在词间断行", "as a headline, broken at words"),
                _flag("--roll", "按名单排：姓名成列，一名不拆", "as a list of names, none split"),
                Argument(
                    ("--max-lines",),
                    Text("标题最多几行，默认 2", "most lines of the headline, 2 by default"),
                    {"metavar": "K"},
                ),
            ),
        ),
        Verb(
            "site",
            "site",
            Text(
                "数字报：把存档的各期做成能用浏览器读的网站，带日历、搜索和订阅；只写新的和改过的",
                "archived issues as a site to be read in a browser, with calendar, search and feeds; "
                "only what is new or changed is written",
            ),
            (
                Argument(
                    ("folders",),
                    Text(
                        "放着存档包的文件夹，或存档架；同一期有几次的，最后一次是正本",
                        "folders that hold archives, or a shelf; of an issue's several the last is shown",
                    ),
                    {"metavar": "SHELF|DIR", "nargs": "+"},
                ),
                Argument(
                    ("-o", "--out"),
                    Text("网站的文件夹", "the site's folder"),
                    {"metavar": "DIR", "required": True},
                ),
                Argument(
                    ("--base-url",),
                    Text(
                        "网站的网址；写了才有 IIIF，RSS 和站点地图里才是完整网址",
                        "the site's address; with it IIIF is written, feeds and maps name whole addresses",
                    ),
                    {"metavar": "URL"},
                ),
            ),
        ),
        Verb(
            "diff",
            "diff",
            Text("两次排版之间改了什么", "what changed between two editions"),
            (
                Argument(
                    ("old",),
                    Text(
                        "旧的：输出文件夹、edition.json、稿件单，或 git 的“版本:稿件单”",
                        "the old one: a build's folder, edition.json, a spec, or REV:spec of git",
                    ),
                    {"metavar": "OLD"},
                ),
                Argument(("new",), Text("新的，同样写法", "the new one"), {"metavar": "NEW"}),
                Argument(
                    ("-o", "--out"),
                    Text(
                        "写 diff.html、diff.pdf、diff.json 的文件夹",
                        "folder for diff.html, diff.pdf and diff.json",
                    ),
                    {"metavar": "DIR"},
                ),
                PRESS,
                NO_CACHE,
            ),
        ),
        Verb(
            "marks",
            "marks",
            Text(
                "校对在 PDF 上的批注，落到稿件的哪里", "a proofreader's comments, back to the copy"
            ),
            (
                Argument(
                    ("file",),
                    Text(
                        "批注过的大样，或预览存的 批注.json",
                        "the proof with comments, or the preview's 批注.json",
                    ),
                    {"metavar": "COMMENTED.pdf"},
                ),
                ISSUE,
                Argument(
                    ("--old",),
                    Text(
                        "出大样时的 edition.json，默认在大样旁边",
                        "the proof's edition.json; beside it by default",
                    ),
                    {"metavar": "FILE"},
                ),
                _flag(
                    "--apply",
                    "把简单的删、改、加写进稿件",
                    "write simple corrections into the copy",
                ),
                PRESS,
            ),
        ),
        Verb(
            "sign",
            "sign",
            Text("签样：这一版这一校看过了", "sign a page for a round"),
            (
                Argument(
                    ("issue",),
                    ISSUE.doc,
                    {"metavar": "ISSUE", "nargs": "?"},
                ),
                Argument(
                    ("--new-key",),
                    Text(
                        "给这个人做一把钥匙：私钥留在本机，公钥写进工作区",
                        "make a key of this name: the private half stays on this machine",
                    ),
                    {"metavar": "NAME"},
                ),
                Argument(
                    ("--page",),
                    Text("第几版，例如 3 或 3,4", "the page or pages, such as 3 or 3,4"),
                    {"metavar": "N"},
                ),
                Argument(
                    ("--round",),
                    Text(
                        "校次：大样 一校 二校 三校 清样 付印，或「付印须签样」写的那一校",
                        "the round: proof first second third clean final, or the one of require_signed",
                    ),
                    {"metavar": "ROUND"},
                ),
                Argument(("--by",), Text("谁签的", "who signs"), {"metavar": "NAME"}),
                Argument(
                    ("--at",),
                    Text(
                        "什么时候，照写；不写记这台机器现在的时间，写空的不记",
                        "when, as it is to be written; now by default, nothing where it is empty",
                    ),
                    {"metavar": "WHEN"},
                ),
                Argument(
                    ("--role",),
                    Text("以什么身份签，例如 责任编辑", "what the signer signs as, such as editor"),
                    {"metavar": "ROLE"},
                ),
                PRESS,
            ),
        ),
        Verb(
            "verify",
            "verify",
            Text(
                "文件是不是签样的那一份；存档包、存档架是不是原样",
                "is this file what was signed; are a bag and a shelf as they were kept",
            ),
            (
                Argument(
                    ("file",),
                    Text(
                        "press.pdf、proof.pdf、edition.json、存档包的文件夹或存档架",
                        "press.pdf, proof.pdf, edition.json, an archive's folder or a shelf",
                    ),
                    {"metavar": "FILE|BAG|SHELF"},
                ),
                Argument(
                    ("issue",),
                    Text(
                        "稿件单；只写存档包时，逐个文件核对，再照 edition.json 画一遍来比",
                        "the issue spec; a bag alone is looked at file by file and drawn again from "
                        "its edition.json",
                    ),
                    {"metavar": "ISSUE", "nargs": "?", "default": None},
                ),
                _flag(
                    "--all",
                    "核对存档架上的每一个文件，不写也是；中断了，下次接着核对",
                    "look at every file of a shelf, as without it; what is broken off goes on next time",
                ),
                _flag(
                    "--render",
                    "核对存档架时，每一版也画一遍来比",
                    "of a shelf, draw each bag's pages again, too",
                ),
                PAGES,
                PRESS,
                STANDARD,
            ),
        ),
        Verb(
            "batch",
            "batch",
            Text(
                "成批排版：一期一个进程，一期不成不碍别的",
                "build many issues, each in a process of its own",
            ),
            (
                Argument(
                    ("folders",),
                    Text("稿件单，或放着稿件单的文件夹", "issue specs, or folders that hold some"),
                    {"metavar": "DIR", "nargs": "+"},
                ),
                Argument(
                    ("--for",),
                    Text("交付什么，默认 press", "what to deliver; press by default"),
                    {
                        "choices": OfferedNames(("press", "proof", "archive"), TARGETS),
                        "default": "press",
                        "dest": "target",
                        "metavar": "TARGET",
                    },
                ),
                Argument(
                    ("--jobs",),
                    Text(
                        "同时排几期，默认和处理器一样多",
                        "issues at a time; one a processor by default",
                    ),
                    {"metavar": "N"},
                ),
                Argument(
                    ("--cluster",),
                    Text(
                        "由 Dask 调度器那里的机器来排，tls://主机:端口",
                        "built by the workers of a Dask scheduler, tls://HOST:PORT",
                    ),
                    {"metavar": "ADDRESS"},
                ),
                Argument(
                    ("--tls-ca",),
                    Text("--cluster 的 CA 证书", "the CA's certificate for --cluster"),
                    {"metavar": "FILE"},
                ),
                Argument(
                    ("--tls-cert",),
                    Text("本机的证书", "this machine's certificate"),
                    {"metavar": "FILE"},
                ),
                Argument(
                    ("--tls-key",),
                    Text("本机证书的私钥", "the private key of that certificate"),
                    {"metavar": "FILE"},
                ),
                _flag(
                    "--insecure",
                    "别的机器也用 tcp://：不加密、不认人，网络由自己担保",
                    "tcp:// to other machines, too: nothing encrypted, nobody asked who calls",
                ),
                _flag(
                    "--shared",
                    "各台机器看得见同样的路径，不用寄稿件",
                    "the workers see the same paths, and nothing is sent",
                ),
                _flag(
                    "--resume",
                    "跳过已经排好、稿件没有再改的",
                    "skip what is finished and unchanged",
                ),
                _flag(
                    "--watch",
                    "一直盯着文件夹：放进来、改好了的期自动排",
                    "go on watching the folders: what is dropped into them or mended is built",
                ),
                Argument(
                    ("--poll",),
                    Text(
                        "盯的时候隔几秒看一遍；不写由系统通知，网络盘隔 5 秒",
                        "with --watch, look every so many seconds; by default the system tells, "
                        "and network shares are looked at every 5 s",
                    ),
                    {"metavar": "SECONDS"},
                ),
                Argument(
                    ("--wait",),
                    Text(
                        "盯的时候，稿件单里写了、还没有放进来的文件等几秒，默认 60",
                        "with --watch, how long files are waited for that a spec names; 60 s by default",
                    ),
                    {"metavar": "SECONDS"},
                ),
                Argument(
                    ("-o", "--out"),
                    Text(
                        "输出文件夹，每期一个子文件夹；默认各在工作区的 out/日期/期名",
                        "output folder, a subfolder an issue; out/DATE/NAME by default",
                    ),
                    {"metavar": "DIR"},
                ),
                PRESS,
                STANDARD,
                STRICT,
                NO_CACHE,
            ),
        ),
        Verb(
            "rate",
            "rate",
            Text(
                "编校差错率：差错记录按国家的计算方法数",
                "the error rate of an issue, by the published method",
            ),
            (
                Argument(
                    ("file",),
                    Text("差错记录（.yaml），「差错:」下面一处一项", "a log of errors (.yaml)"),
                    {"metavar": "LOG.yaml"},
                ),
                ISSUE,
                PAGES,
                Argument(
                    ("--chars",),
                    Text(
                        "检查总字数；默认按版心和图片算",
                        "characters checked; by type area and photos by default",
                    ),
                    {"metavar": "N"},
                ),
                PRESS,
            ),
        ),
        Verb(
            "fmt",
            "fmt",
            Text(
                "整理稿件单：键、冒号、缩进；先显示改动，读回来核对过才写",
                "tidy a spec: keys, colons, indents; shows the changes, writes what it has verified",
            ),
            (
                Argument(
                    ("file",),
                    Text(
                        "稿件单、版式、样式；带 --标点 --接行 --接排 时也可以是稿件 .md .txt；--标点 --重复 写稿件单，连同它的稿件",
                        "a spec, template or style; with --marks, --join-… copy (.md .txt), too; with --marks and "
                        "--repeated a spec stands for its copy",
                    ),
                    {"metavar": "FILE"},
                ),
                Argument(
                    ("--keys",),
                    Text(
                        "键和值用哪种语言；不写，键随多数，值不动",
                        "language of keys and values; without it keys are in that of most, values stay",
                    ),
                    {"choices": ("zh", "en")},
                ),
                Argument(
                    ("--标点", "--marks"),
                    Text(
                        "改标点：汉字旁的半角标点、直引号、省略号、破折号",
                        "mend marks: half-width ones beside Han, straight quotes, ellipses, dashes",
                    ),
                    {"action": "store_true", "dest": "marks"},
                ),
                Argument(
                    ("--接行", "--join-lines"),
                    Text("接好一行一断的稿件", "join lines that a program broke"),
                    {"action": "store_true", "dest": "lines"},
                ),
                Argument(
                    ("--接排", "--join-paragraphs"),
                    Text("接好被切断的段落", "join paragraphs that were cut"),
                    {"action": "store_true", "dest": "cuts"},
                ),
                Argument(
                    ("--重复", "--repeated"),
                    Text(
                        "删去稿件里又写了一遍的标题、署名、说明（写稿件单）",
                        "delete title, byline and captions that the copy repeats (name the spec)",
                    ),
                    {"action": "store_true", "dest": "repeated"},
                ),
                _flag(
                    "--check",
                    "只显示改动，不写；有改动退出码 6",
                    "show the changes and write nothing; exit 6 for some",
                ),
            ),
        ),
        Verb(
            "suggest",
            "suggest",
            Text("没有位置的稿件有几种好排法", "good layouts for stories without a slot"),
            (
                ISSUE,
                PAGE,
                Argument(
                    ("--count",),
                    Text(
                        "要几种，默认 6；几版一起时每版 2 种",
                        "how many: 6 by default, 2 of each where several pages are shown",
                    ),
                    {"metavar": "K", "default": None},
                ),
                OUT,
                PRESS,
                NO_CACHE,
            ),
        ),
        Verb(
            "pick",
            "suggest",
            Text(
                "把一种排法、要锁定的稿件和图片写进稿件单",
                "pin a layout, lock stories and photos in the issue spec",
            ),
            (
                ISSUE,
                PAGE,
                Argument(
                    ("--layout",),
                    Text("suggest 里的第几种", "its number among those suggested"),
                    {"metavar": "K", "default": None},
                ),
                Argument(
                    ("--lock",),
                    Text(
                        "锁在现在的地方：稿件编号，或 编号/图片名、编号/factbox-1、编号/chart-1（numerals-1、"
                        "timeline-1）；可以写几次",
                        "keep where it is: a story's id, or ID/PHOTO, ID/factbox-1, ID/chart-1 "
                        "(numerals-1, timeline-1); may be repeated",
                    ),
                    {"metavar": "WHAT", "action": "append", "default": []},
                ),
                Argument(
                    ("--unlock",),
                    Text("放开锁定的", "release what is locked"),
                    {"metavar": "WHAT", "action": "append", "default": []},
                ),
                PRESS,
                NO_CACHE,
            ),
            function="pick",
        ),
        Verb(
            "explain",
            "explain",
            Text(
                "稿件为什么这样排、版位排得下几字；一条提示为什么要紧",
                "why stories stand so and what slots hold; why a diagnostic matters",
            ),
            (
                Argument(
                    ("what",),
                    Text(
                        "稿件单，或提示的代码，例如 overset",
                        "an issue spec, or a diagnostic's code, such as overset",
                    ),
                    {"metavar": "ISSUE|CODE"},
                ),
                Argument(
                    ("story",),
                    Text("只说这一篇", "this story only"),
                    {"metavar": "STORY", "nargs": "?", "default": None},
                ),
            ),
        ),
        Verb(
            "preview",
            "preview",
            Text("本机网页预览，存盘就更新", "a local web page that follows every save"),
            (
                ISSUE,
                Argument(
                    ("--port",),
                    Text("端口，默认 8642，占用时另找", "the port: 8642, or a free one"),
                    {"metavar": "N"},
                ),
                _flag(
                    "--open",
                    "用浏览器打开这个地址",
                    "open the address in your browser",
                ),
                PAGES,
                PRESS,
                NO_CACHE,
            ),
        ),
        Verb(
            "shelf",
            "shelf",
            Text(
                "存档包上架：shelf add 存档包… --to 存档架；改过再存的是下一个版本，先存的不动",
                "put bags on a shelf: shelf add BAG… --to SHELF; an issue again is its next version, "
                "the first stays",
            ),
            (
                Argument(
                    ("deed",),
                    Text("做什么：add 上架", "what to do: add"),
                    {"choices": ("add",), "metavar": "add"},
                ),
                Argument(
                    ("folders",),
                    Text(
                        "存档包，或装着存档包的文件夹；旧报的 ALTO 文件夹也行",
                        "bags, or folders that hold some; folders of ALTO of old papers too",
                    ),
                    {"metavar": "DIR", "nargs": "+"},
                ),
                Argument(
                    ("--to",),
                    Text("存档架，没有就新建", "the shelf; made where there is none"),
                    {"metavar": "SHELF", "required": True},
                ),
                Argument(
                    ("--at",),
                    Text(
                        "记作什么时候存的，默认报纸日期零点",
                        "when it is put, for the record; 00:00 of the paper's day by default",
                    ),
                    {"metavar": "TIME", "default": ""},
                ),
            ),
        ),
        Verb(
            "find",
            "find",
            Text(
                "在存档架上找词：哪一期、哪一版、哪一篇、版面上什么地方",
                "find words on a shelf: in which issue, page and story, and where on the page",
            ),
            (
                Argument(
                    ("words",),
                    Text(
                        "要找的词；几个词要都在同一篇里",
                        "words; several must all stand in one story",
                    ),
                    {"metavar": "WORD", "nargs": "+"},
                ),
                Argument(
                    ("--shelf",),
                    Text("存档架", "the shelf"),
                    {"metavar": "SHELF", "required": True},
                ),
                Argument(
                    ("--from",),
                    Text("从这一天起，例如 2020-01-01", "from this day on, such as 2020-01-01"),
                    {"metavar": "DATE", "dest": "since", "default": ""},
                ),
                Argument(
                    ("--to",),
                    Text("到这一天为止", "up to this day"),
                    {"metavar": "DATE", "dest": "until", "default": ""},
                ),
                Argument(
                    ("--paper",),
                    Text("只找这份报：报名或刊号", "this paper only: its name or its CN number"),
                    {"metavar": "NAME", "default": ""},
                ),
                Argument(
                    ("--page",),
                    Text("只找第几版", "this page only"),
                    {"metavar": "N", "default": None},
                ),
                _flag(
                    "--fold",
                    "繁体、异体、全角、上下标的写法也找",
                    "find it in Traditional and variant characters, wide letters, raised and lowered figures, too",
                ),
                Argument(
                    ("--limit",),
                    Text(
                        "最多列出几处，默认 20；--json 默认全部",
                        "how many places: 20 by default, all with --json",
                    ),
                    {"metavar": "N", "default": None},
                ),
                Argument(
                    ("--picture",),
                    Text(
                        "每一处从版面上剪一张 PNG，放进这个文件夹",
                        "cut a PNG of each place from its page into this folder",
                    ),
                    {"metavar": "DIR", "default": None},
                ),
                Argument(
                    ("--server",),
                    Text(
                        "索引放在 OpenSearch 上：它的地址",
                        "keep the index on an OpenSearch: its address",
                    ),
                    {"metavar": "URL", "default": ""},
                ),
            ),
        ),
        Verb(
            "doctor",
            "doctor",
            Text("检查这台机器", "check the machine"),
            (
                _flag(
                    "--licences",
                    "列出程序的各部分和许可；和 --json 一起是 CycloneDX 清单",
                    "list all parts and their licences; a CycloneDX bill with --json",
                ),
            ),
        ),
        Verb(
            "help",
            "manual",
            Text("随程序装好的说明", "the documentation that is installed with the program"),
            (
                Argument(
                    ("topic",),
                    Text(
                        "题目、命令，或标题里的一个词；不写就列出题目",
                        "a topic, a command, or a word of a heading; all topics by default",
                    ),
                    {"metavar": "TOPIC", "nargs": "?", "default": None},
                ),
            ),
        ),
        Verb(
            "completion",
            "completion",
            Text(
                "按 TAB 补全命令、参数、文件名：打印给命令行用的脚本",
                "complete commands, flags and files on TAB: print the script for a shell",
            ),
            (
                Argument(
                    ("shell",),
                    Text("哪种命令行", "which shell"),
                    {"choices": ("bash", "zsh", "fish", "powershell")},
                ),
            ),
        ),
    )
}

_WIDTH = 80
_VERSION = Argument(
    ("--version",), Text("版本", "the version"), {"action": "store_true", "dest": "version"}
)


class _Once(argparse.Action):
    """A value that is written once: of two that differ, one would be passed over in silence."""

    _before: object = None

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Keep a value; UsageError where another was written before."""
        del parser
        before = self._before if self._before is not None else values
        if before != values:
            raise UsageError(
                Text(
                    f"{option_string} 写了两次（{before}、{values}），只能写一个",
                    f"{option_string} is written twice ({before}, {values}); write one",
                )
            )
        self._before = values
        setattr(namespace, self.dest, values)


class _Parser(argparse.ArgumentParser):
    """argparse without its English and without its exit."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, add_help=False, allow_abbrev=False, formatter_class=_formatter)

    def error(self, message: str) -> NoReturn:
        known = [name for action in self._actions for name in action.option_strings]
        raise UsageError(_translated(message, known))


def _formatter(prog: str) -> argparse.HelpFormatter:
    """What looks through every argument as it is added; with a width it asks for no terminal."""
    return argparse.HelpFormatter(prog, width=_WIDTH)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command; UsageError when they are none that we know."""
    # One parser is made, for the verb at hand: most of the cost is in making them.
    words = list(argv)
    at = _verb_at(words)
    if at is None:
        top = _Parser("presslayout")
        _add(top, (_HELP, _VERSION, *COMMON))
        return top.parse_args(words)
    verb = VERBS.get(words[at])
    if verb is None:
        close = meant(words[at], VERBS)
        raise UsageError(
            Text(
                f"没有“{words[at]}”这个命令"
                + (f"，是不是 {close}？" if close else f"；有 {'、'.join(VERBS)}"),
                f"there is no command {words[at]}"
                + (f"; did you mean {close}?" if close else f"; there are {', '.join(VERBS)}"),
            )
        )
    if not {"-h", "--help"}.isdisjoint(words):
        return argparse.Namespace(verb=verb, help=True)
    parser = _Parser(f"presslayout {verb.name}")
    _add(parser, verb.arguments, once=True)
    _add(parser, (_HELP, *COMMON))
    parsed = parser.parse_args([*words[:at], *words[at + 1 :]])
    parsed.verb = verb
    return parsed


def named_verb(words: Sequence[str]) -> Verb | None:
    """The command that a command line names; None where it names none that there is."""
    at = _verb_at(words)
    return VERBS.get(words[at]) if at is not None else None


def _verb_at(words: Sequence[str]) -> int | None:
    """Where the verb stands: the first word that is no option and no option's."""
    for at, word in enumerate(words):
        if not word.startswith("-") and (not at or words[at - 1] not in _TAKES_A_WORD):
            return at
    return None


def help_text(verb: Verb | None, lang: str) -> str:
    """What the commands are, or what one of them takes."""
    if verb is None:
        usage = Text("用法: presslayout 命令 …", "usage: presslayout COMMAND …").say(lang)
        rows = [(v.name, v.doc.say(lang)) for v in VERBS.values()]
        shared = [_row(a, lang) for a in (*COMMON, _HELP, _VERSION)]
        return "\n".join([usage, "", *_columns(rows), "", *_columns(shared)])
    takes = " ".join(
        {"?": f"[{_name(a)}]", "+": f"{_name(a)}…"}.get(a.known.get("nargs", ""), _name(a))
        for a in verb.arguments
        if not a.names[0].startswith("-")
    )
    options = Text("选项", "OPTIONS").say(lang)
    word = Text("用法", "usage").say(lang)
    usage = f"{word}: presslayout {verb.name} {takes} [{options}]".replace("  ", " ")
    rows = [_row(a, lang) for a in (*verb.arguments, *COMMON, _HELP)]
    return "\n".join([usage, "", verb.doc.say(lang), "", *_columns(rows)])


def page_numbers(text: str, flag: str = "--pages") -> frozenset[int]:
    """The pages that `3,4` or `3-5` means; `flag` is what it was written behind."""
    numbers: set[int] = set()
    for part in re.split("[,，、]", text):
        match = re.fullmatch(r"\s*(\d{1,4})\s*(?:[-–—~～]\s*(\d{1,4})\s*)?", part)
        if not match:
            raise UsageError(
                Text(
                    f"{flag} 看不懂“{text}”，写成 3,4",
                    f'{flag} does not understand "{text}"; write 3,4',
                )
            )
        first, last = int(match[1]), int(match[2] or match[1])
        numbers |= set(range(first, last + 1))
    return frozenset(numbers)


_HELP = Argument(
    ("-h", "--help"), Text("这份说明", "this help"), {"action": "store_true", "dest": "help"}
)


def _add(
    parser: argparse.ArgumentParser, arguments: Sequence[Argument], *, once: bool = False
) -> None:
    """Add arguments; where each is written `once` two values of it are refused."""
    for argument in arguments:
        known = argument.known
        flag = argument.names[0].startswith("-")
        if once and flag and not {"action", "nargs"} & known.keys():
            known = {"action": _Once, **known}
        parser.add_argument(*argument.names, **known)


def _name(argument: Argument) -> str:
    metavar = argument.known.get("metavar")
    if isinstance(argument.known.get("choices"), OfferedNames):
        # argparse would spell them out, and so ask plug-ins, whenever it is started.
        metavar = None
    if metavar is None and "choices" in argument.known:
        metavar = "|".join(argument.known["choices"])
    if not argument.names[0].startswith("-"):
        return str(metavar or argument.names[0].upper())
    names = ", ".join(argument.names)
    return f"{names} {metavar}" if metavar else names


def _row(argument: Argument, lang: str) -> tuple[str, str]:
    return _name(argument), argument.doc.say(lang)


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    widest = max(len(name) for name, _ in rows)
    return [f"  {name:<{widest}}  {doc}" for name, doc in rows]


# argparse says what is wrong in English alone.
_SAYINGS = (
    (r"the following arguments are required: (.+)", "缺少 {0}", "{0} is missing"),
    (
        r"argument (\S+): expected (?:at least )?one argument",
        "{0} 后面要写一个值",
        "{0} takes a value",
    ),
    (
        r"argument (\S+): ignored explicit argument '(.*)'",
        "{0} 后面不能写值 {1}",
        "{0} takes no value: {1}",
    ),
)
_CHOICE = regex(r"(?s)argument (\S+): invalid choice: '(.*)' \(choose from (.+)\)")
_UNKNOWN = regex("(?s)unrecognized arguments: (.+)")


def _translated(message: str, known: Sequence[str]) -> Text:
    """What argparse complains of in both languages, with what was probably meant."""
    if match := _CHOICE.fullmatch(message):
        names = match[3].replace("'", "").split(", ")
        guess, flag = guessed(match[2], names), match[1].startswith("-")
        what = (
            Text(f"{match[1]} 不能是", f"{match[1]} cannot be")
            if flag
            else Text("没有", "there is no")
        )
        return Text(
            f"{what.zh} {match[2]}{guess.zh or '；'}可以写 {'、'.join(names)}",
            f"{what.en} {match[2]}{guess.en or ';'} write one of {', '.join(names)}",
        )
    if match := _UNKNOWN.fullmatch(message):
        flags = [word.partition("=")[0] for word in match[1].split(" ") if word.startswith("-")]
        guesses = [guessed(flag, known) for flag in flags]
        guess = next((one for one in guesses if one.zh), Text("", ""))
        return Text(f"不认识 {match[1]}{guess.zh}", f"{match[1]} is not known{guess.en}")
    for pattern, zh, en in _SAYINGS:
        if found := re.fullmatch(pattern, message):
            return Text(zh.format(*found.groups()), en.format(*found.groups()))
    return Text("命令写错了", message)
