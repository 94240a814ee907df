"""What a bag's README says: of each kind of file how it is read, and what holds for all of them.

Standards are named by their numbers: addresses do not last.
"""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen


@frozen
class ReadmeRow:
    """Files of the bag, by a pattern of their paths below data/, and how they are read."""

    pattern: str
    said: Text


ROWS = (
    ReadmeRow(
        "archive.pdf",
        Text(
            "全部版面，印成什么样就是什么样。格式是 PDF（ISO 32000）里专为长久保存定的 PDF/A（ISO 19005），"
            "属于哪一级写在文件自己的元数据里。字体、图片、颜色特性文件都嵌在里面，文字可以选、可以搜。",
            "All pages as they were printed: PDF (ISO 32000) of the kind made to be kept, PDF/A (ISO 19005); "
            "its own metadata say which part and level.  Fonts, pictures and the colour profile are "
            "inside, and its text can be selected and searched.",
        ),
    ),
    ReadmeRow(
        "archive.ofd",
        Text(
            "同样的版面，格式是 OFD（GB/T 33190-2016）：一个 ZIP 包，里面是 XML 页面、嵌入的字体和图片。"
            "长度是毫米，从成品左上角起，y 向下。颜色是屏幕的 RGB；油墨的数值看 edition.json。",
            "The same pages as OFD (GB/T 33190-2016): a ZIP of XML pages with fonts and pictures inside.  Millimetres "
            "from the upper left of the trimmed page, y downwards.  Its colours are a screen's RGB; the "
            "inks are in edition.json.",
        ),
    ),
    ReadmeRow(
        "edition.json",
        Text(
            "版面的数值：哪个字形、哪条线、哪张图在哪里，还有每篇稿件的文字。JSON（RFC 8259）。读法见第三节。",
            "The pages as numbers: which glyph, line and picture stands where, and the text of every story.  "
            "JSON (RFC 8259); part 3 tells how it is read.",
        ),
    ),
    ReadmeRow(
        "report.json",
        Text(
            "排版报告（JSON）：每版每篇用了多少字，怎样排齐的，检查时发现了什么，每个文件的 SHA-256。",
            "The report of the composition (JSON): how many characters each story took and how it was fitted, "
            "what was found in checking, the SHA-256 of each file.",
        ),
    ),
    ReadmeRow(
        "mets.xml",
        Text(
            "目录（METS 1.12.1，XML）：文件清单和 SHA-256，版、稿件、段落的层次，以及它们在 alto 的哪一块。",
            "The catalogue (METS 1.12.1, XML): the files with their SHA-256, pages, stories and paragraphs in "
            "their order, and the blocks of alto/ that hold them.",
        ),
    ),
    ReadmeRow(
        "alto/*.xml",
        Text(
            "每版一个文件（ALTO 4.4，XML）：每个词在版上的位置。单位是十分之一毫米，从成品左上角起，y 向下。",
            "A file a page (ALTO 4.4, XML): where every word stands, in tenths of a millimetre from the upper "
            "left of the trimmed page, y downwards.",
        ),
    ),
    ReadmeRow(
        "stories/*.txt",
        Text(
            "每篇稿件的文字，不带任何标记：引题、标题、副题、署名，空一行，正文一段一行，再空一行，说明。",
            "The words of each story alone: kicker, headline, deck, byline, an empty line, the body "
            "with a line a paragraph, an empty line, captions.",
        ),
    ),
    ReadmeRow(
        "stories/*.md",
        Text(
            "同一篇稿件带标记（Markdown）：# 标题，## 小标题，**着重**，- 列项，| 表格 |，![替代文字](图片)。",
            "The same with its markup (Markdown): # headline, ## subhead, **emphasis**, - item, | table |, "
            "![alternative text](picture).",
        ),
    ),
    ReadmeRow(
        "pictures/*",
        Text(
            "图片原件，一个字节没有动过；版面上用的是裁过、转成油墨颜色的。",
            "The original pictures, byte for byte; on the pages they are cropped and in printing inks.",
        ),
    ),
    ReadmeRow(
        "sources/*",
        Text(
            "排版时读到的文件：稿件单、稿件、版式、样式（YAML、Markdown 等，文件名就是工作区里的路径）。",
            "The files as they were read for composition: spec, copy, templates, styles (YAML, Markdown and others, "
            "by their paths in the workspace).",
        ),
    ),
    ReadmeRow(
        "site/*",
        Text(
            "数字报：用浏览器打开 site/index.html，不用联网，不用装什么。HTML、CSS、JavaScript、JPEG、WebP。",
            "The issue for reading: open site/index.html in a browser; nothing need be installed, no network.  "
            "HTML, CSS, JavaScript, JPEG, WebP.",
        ),
    ),
    ReadmeRow("README.txt", Text("这份说明。", "This text.")),
)
"""Every file that a bag can hold, in the order in which strangers ask."""

OTHER = Text("其他文件。", "Other files.")

ATTACHED = Text(
    "sources/ 里的文件和 edition.json 也附在 archive.pdf 里（PDF/A-3）。",
    "The files of sources/ and edition.json are attached to archive.pdf, too (PDF/A-3).",
)

ENCODINGS = (
    Text(
        "文字文件一律是 UTF-8，没有 BOM，行末是一个换行符（LF）；sources/ 和 pictures/ 里的保持原样。",
        "Text files are UTF-8 without a byte order mark, lines end with a line feed (LF); what lies in sources/ "
        "and pictures/ is as it came.",
    ),
    Text(
        "日期是报纸的日期，时间一律写 00:00 +08:00。包里没有排版那天的时钟，没有机器上的路径，读它不用联网。",
        "Dates are the paper's, times 00:00 +08:00.  Nothing here holds the clock of the day it was made, a path "
        "of that machine, or needs a network.",
    ),
)
"""How words are written, and which dates stand in files."""

EDITION = (
    Text(
        "format 是这种格式的名字（presslayout/edition-数字），engine 是排版程序和版本。",
        "`format` names this form (presslayout/edition-NUMBER), `engine` the program and its version.",
    ),
    Text(
        "长度都是整数，单位 EMU：1 毫米 = 36000，1 点 = 12700，1 级 = 9000。原点在成品左上角，x 向右，y 向下。"
        "等于默认值的键不写。",
        "Lengths are whole numbers of EMU: 36000 a millimetre, 12700 a point, 9000 a ji (a quarter of a millimetre).  "
        "The origin is the upper left of the trimmed page, x to the right, y downwards.  Keys that hold their "
        "default are left out.",
    ),
    Text(
        "pages[] 是版：trim 宽高，bleed 出血，blocks[] 按阅读顺序；id 是“稿件/部分”或“版/版位”，part 为空的不是稿件里的话。",
        "`pages[]`: `trim` width and height, `bleed`, `blocks[]` in reading order; `id` is story/part or page/slot, and "
        "what has no `part` is not said by the copy.",
    ),
    Text(
        "items[] 有四种。glyphs：face 字体（assets 里的 key），size 字号，ids 字形编号（那份字体文件里的序号），"
        "x、y 每个字形的原点（基线左端；只有一个数就是共用），text 它们代表的文字，spans 每个字形代表几个字符"
        "（不写就是一对一），offset 这段文字在该部分里的起点，turn 顺时针角度，condense 横向比例（千分之几）。",
        "`items[]` are of four kinds.  glyphs: `face` (a `key` of `assets`), `size`, `ids` (numbers of glyphs in that font "
        "file), `x` and `y` (the origin of each on its baseline; one number is for all), `text` that they "
        "stand for, `spans` (characters behind each, absent: one each), `offset` (where the text begins in its "
        "part), `turn` (degrees clockwise), `condense` (horizontal scale in per mille).",
    ),
    Text(
        "shape：path 是 M、L、C、Z 线段（同 PDF 的 m、l、c、h），fill 填色，stroke 描边和线宽。"
        "picture：image 是图片的 SHA-256，crop 用到的像素（左、上、右、下），box 位置和宽高。"
        "placed：document 是 PDF 的 SHA-256，page 第几页，box 同上。",
        "shape: `path` of segments M, L, C, Z (as PDF's m, l, c, h), `fill`, `stroke` with its width.  picture: `image` "
        "(the SHA-256 of its file), `crop` (pixels: left, top, right, bottom), `box` (left, top, width, height).  "
        "placed: `document` (the SHA-256 of a PDF), `page`, `box`.",
    ),
    Text(
        "颜色是青、品红、黄、黑的千分比，专色后面再写名字和浓度；不写就是黑 1000。",
        "An ink is cyan, magenta, yellow, black in per mille, a spot colour with its name and tint behind; absent: "
        "black 1000.",
    ),
    Text(
        "stories[] 是稿件：texts 里每个部分印出来的全文，一段一行；paragraphs 里每段的种类、起点、字数、"
        "列项的序号、表格的行和列、占几行几列；sources 是来稿文件。",
        "`stories[]`: in `texts` the whole text of each part as it was printed, a line a paragraph; in `paragraphs` the "
        "kind of each, its start and length, an item's marker, a cell's row and column and how many of each it "
        "takes; `sources` its files.",
    ),
    Text(
        "issue 是这一期：cn 国内统一连续出版物号，issn，serial 总期号，publisher 出版，sponsor 主办，city 出版地，"
        "variant 版本，price 定价；没有的不写。press 是印刷条件，assets 是用到的字体和图片。",
        "`issue` is what the issue says of itself: `cn` and `issn`, `serial`, `publisher`, `sponsor`, `city`, `variant`, "
        "`price`, absent where it says nothing.  `press` is the printing condition, `assets` the faces and pictures.",
    ),
)
"""How edition.json is read."""

LAWS = (
    Text(
        "正文一个字不少：把一篇稿件各块 glyphs 的 text 按顺序接起来，就是 stories 里那一部分的文字（换行处的空白和段落之间的换行除外）。",
        "No character is lost: the `text` of a part's glyphs, joined in order, is the part's text in `stories` (but for "
        "blanks where lines and paragraphs end).",
    ),
    Text(
        "版面的 hash 是那一版的规范 JSON（键按字母排序，不留空格，UTF-8；不含 hash、notes、section、editors）的 SHA-256。",
        "A page's `hash` is the SHA-256 of its canonical JSON (sorted keys, no blanks, UTF-8, without `hash`, "
        "`notes`, `section` and `editors`).",
    ),
    Text(
        "同样的来稿、同样的程序版本，排出来的每个文件逐字节相同。",
        "The same copy set by the same version of the program gives every file byte for byte.",
    ),
)
"""What always holds, so that it can be tried."""

CHECKING = (
    Text(
        "这是一个 BagIt 包（RFC 8493）。manifest-sha256.txt 一行一个文件：SHA-256、两个空格、路径。"
        "在有 sha256sum 的机器上，到包的最外层文件夹里执行 sha256sum -c manifest-sha256.txt 就能全部核对；"
        "tagmanifest-sha256.txt 用同样的办法核对包自己的几个文件。",
        "This is a BagIt bag (RFC 8493).  manifest-sha256.txt has a line a file: SHA-256, two blanks, path.  Where there is "
        "sha256sum, `sha256sum -c manifest-sha256.txt` in the bag's outermost folder tries them all; "
        "tagmanifest-sha256.txt does so for the bag's own files.",
    ),
    Text(
        "SHA-256 是 FIPS 180-4 规定的算法。哪个文件对不上，就是那个文件坏了或改过，别的不受影响。",
        "SHA-256 is defined in FIPS 180-4.  A file that does not agree was damaged or changed; the others are not "
        "touched by that.",
    ),
)
"""How to see that nothing is damaged."""
