"""Every diagnostic's code: which exit code it leads to, and one sentence on why it matters.

Codes are stable words; a test checks that every code used in the source has its row here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Text
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.base.diagnostics import Diagnostic

OK, WRONG, USAGE, OVERSET, REFUSED, MISSING, DIFFERENT, FAULT = 0, 1, 2, 3, 4, 5, 6, 70
# Of several, the first of these that applies (SPEC §5).
PRECEDENCE = (FAULT, USAGE, WRONG, MISSING, OVERSET, REFUSED, DIFFERENT)


@frozen
class Meaning:
    """What a code leads to when it is an error, and why anybody should care."""

    exit: int
    why: Text


def exit_code(found: Iterable[Diagnostic]) -> int:
    """The exit code of a run that found these."""
    codes = {_exit(d.code) for d in found if d.severity is ERROR}
    return next((code for code in PRECEDENCE if code in codes), OK)


def _exit(code: str) -> int:
    meaning = CODES.get(code)
    return meaning.exit if meaning else WRONG


def _rows(exit_: int, rows: dict[str, tuple[str, str]]) -> dict[str, Meaning]:
    return {code: Meaning(exit_, Text(*why)) for code, why in rows.items()}


_SPEC = _rows(
    WRONG,
    {
        "busy": (
            "同一个输出文件夹同时只能有一次排版在写，否则两次的文件会混在一起。",
            "Two builds that write one folder at once would mix their files.",
        ),
        "changed-meanwhile": (
            "两个人同时存一个文件，后存的会盖掉先存的；宁可不写，也不丢别人的改动。",
            "Of two saves at once the later one would undo the earlier; nobody's work is lost that way.",
        ),
        "disk-full": (
            "磁盘写满时，写了一半的文件比没有文件更危险，所以什么也不交付。",
            "A half-written file is worse than none, so nothing is delivered on a full disk.",
        ),
        "no-key": (
            "签样人的私钥只在本人的机器上；没有它，这个名字下的签样谁都能写。",
            "A signer's key is on one machine alone; without it anybody could sign in that name.",
        ),
        "output-lost": (
            "结果写不进标准输出，接着用它的程序拿到的就是半截。",
            "Whatever reads a result that was cut off would take half of it for the whole.",
        ),
        "no-folder": (
            "当前文件夹被删掉以后，哪个文件名都说不清是哪里的。",
            "In a folder that was removed no name of a file leads anywhere.",
        ),
        "file-in-use": (
            "看图软件占着的文件换不掉；不关掉它，版面改了，文件还是旧的。",
            "A file that a viewer holds open cannot be replaced and would stay the old one.",
        ),
        "arranged": (
            "稿件没有写位置时版面由程序安排；改一篇稿件，别的稿件可能跟着挪。",
            "Without slots the page is laid out anew each time, and a change may move other stories.",
        ),
        "allotted": (
            "待排的稿件每次由程序分版；改一篇，别的稿件可能换版，定下来就不再换。",
            "Waiting stories are shared out anew each time; what is pinned no longer changes pages.",
        ),
        "held-over": (
            "留下的稿件这一期读者看不到，编辑要知道是哪几篇。",
            "Readers do not see what is held over; an editor has to know which stories these are.",
        ),
        "too-much-copy": (
            "稿件比版面多，怎么排都有放不下的；先撤稿，再排版。",
            "With more copy than pages some of it finds no place, however it is laid out.",
        ),
        "no-room-left": (
            "定下和锁定的占满了版面，剩下的稿件排不进去，会整篇丢掉。",
            "Where what stays takes the whole page the other stories would be left out of it.",
        ),
        "table-too-wide": (
            "栏比表窄，一格一段地排，读者对不上行和列。",
            "Cells set one after the other lose the rows and columns that a reader needs.",
        ),
        "not-pinned": (
            "改稿件单时别的一个字也不能动，做不到就不改。",
            "Nothing else of a spec may change; where that cannot be kept, nothing is written.",
        ),
        "other-edition": (
            "批注的位置只对得上出大样时的那一版；对着别的版会落到别的字上。",
            "Comments fit the pages on which they were made; on others they would hit other words.",
        ),
        "port-in-use": (
            "预览只在本机的一个端口上开；被别的程序占着，浏览器就会连到那个程序。",
            "The preview listens on one port of this machine; whoever holds it would get its readers.",
        ),
        "not-comments": (
            "批注要连着当时的文字一起存，才知道后来改了没有；别的文件里没有这些。",
            "Comments keep the text they were made on, so it can be told if they were heeded.",
        ),
        "not-a-pdf": (
            "批注写在 PDF 里，别的文件里没有。",
            "Comments stand in a PDF and nowhere else.",
        ),
        "mark-not-applied": (
            "稿件和批注对不上的地方，程序改了就可能改错。",
            "Where copy and comment do not agree, a correction might spoil the copy.",
        ),
        "not-an-edition": (
            "比较要从 edition.json 读出每个字在哪里，别的 JSON 里没有。",
            "A comparison needs the places of all characters, which only edition.json holds.",
        ),
        "no-diff-pdf": (
            "没有字体和图片就画不出新版，文字的比较不受影响。",
            "Without faces and pictures the new pages cannot be drawn; the comparison stands.",
        ),
        "source-changed": (
            "排版时稿子又改了，存下来的就不是印出来的那一份。",
            "Copy that changes while it is being set would be archived unlike it was printed.",
        ),
        "no-access": (
            "文件读不到、写不进，后面的都做不了；改了路径或权限再来。",
            "Nothing can be done with a file that cannot be reached; mend the path or the rights.",
        ),
        "machine-short": (
            "缺的是这台机器的文件数或内存，不是稿件和图片坏了；做到一半的不交付。",
            "It is the machine that lacks files or memory, not copy or pictures that are damaged.",
        ),
        "not-writable": (
            "写不进输出文件夹，就没有东西可以交付。",
            "Nothing can be delivered into a folder that cannot be written.",
        ),
    },
)

_USAGE = _rows(
    USAGE,
    {
        "bad-folder": (
            "输出位置必须是文件夹。",
            "The output place must be a folder.",
        ),
        "no-such-code": (
            "只有程序会报的代码才能解释。",
            "Only codes that the program reports can be explained.",
        ),
        "no-such-file": (
            "命令里写的文件要存在，才有东西可查。",
            "The file that a command names must exist.",
        ),
        "no-such-layout": (
            "只能定下 suggest 列出来的排法。",
            "Only a layout that suggest lists can be pinned.",
        ),
        "nothing-to-lock": (
            "锁定写进稿件单里那一篇、那一张图下面，先要找得到它。",
            "A lock is written with its story or photo, which must be found first.",
        ),
        "nothing-to-arrange": (
            "写了位置的稿件不会挪动；没有别的稿件时也就没有排法可选。",
            "Stories with a slot stay there; without others there is nothing to choose from.",
        ),
        "no-such-story": (
            "小样按稿件编号出，编号写错了就不知道出哪一篇。",
            "A galley is of one story; a wrong id leaves it open which.",
        ),
        "not-tidied": (
            "fmt 只动它读得懂、改了能读回来核对的文件。",
            "fmt touches only files that it can read again and compare.",
        ),
        "no-such-standard": (
            "标准决定文件怎样写、怎样查；写错了就不知道按哪一个。",
            "A standard says how a file is written and checked; a wrong name leaves it open which.",
        ),
        "no-such-target": (
            "不知道要交付什么，就什么也不做。",
            "Nothing is made where it is not plain what is wanted.",
        ),
        "no-such-page": (
            "--pages 只能写这一期里有的版。",
            "--pages can only name pages that the issue has.",
        ),
        "not-one-character": (
            "--has 一次查一个字。",
            "--has looks for one character.",
        ),
        "no-issue": (
            "要知道排哪一期，才能开始。",
            "It must be plain which issue is meant.",
        ),
        "usage": (
            "命令写错时什么也不做，比猜着做要好。",
            "A command that is not understood does nothing: guessing would be worse.",
        ),
    },
)

_PROOFREADING = _rows(
    WRONG,
    {
        "ad-missing": (
            "广告版位空着会印成一块白，广告费也收不到。",
            "An empty ad slot prints as a white hole that somebody has paid for.",
        ),
        "ad-size": (
            "广告按尺寸收费，拉大缩小客户不认，压扁了字会变形。",
            "Ads are paid for by size; a stretched one is refused by its owner.",
        ),
        "ad-stand-in": (
            "广告没有到，版式给这个版位备的公益广告垫了上去；广告到了，写进「广告」就换下来。",
            "The ad is missing; the public-service ad that the template keeps for its slot is shown.",
        ),
        "ad-unlabelled": (
            "广告法要求广告有可识别性，报纸广告要在明显位置注明“广告”。",
            "The law wants ads to be known as such: the word 广告 stands in plain sight.",
        ),
        "form-error": (
            "主管部门抽查报纸时数出版形式差错，超过 3 个就不合格。",
            "Authorities count errors of legal form; a paper with more than three fails.",
        ),
        "form-failed": (
            "出版形式不合格会被警告，情节严重的停业整顿。",
            "A paper that fails in legal form is warned, and in grave cases suspended.",
        ),
        "not-continuous": (
            "总期号断了或重了，图书馆和邮局对不上期，存档也会错位。",
            "Libraries and post offices go by the serial number; a gap or repeat misfiles issues.",
        ),
        "half-width-mark": (
            "汉字旁的半角标点排出来一半宽、靠边，读者看得出是漏改的。",
            "A half-width mark beside Han stands narrow and askew, and shows as an oversight.",
        ),
        "odd-blanks": (
            "连着的空格和制表符多半是从别处贴来的，标题和图片说明里会排成空。",
            "Blanks in a row come from elsewhere and leave gaps in headlines and captions.",
        ),
        "doubled-mark": (
            "两个点号连用，多半是改稿时留下了一个。",
            "Two marks in a row are mostly what an edit left behind.",
        ),
        "range-hyphen": (
            "数值范围用短横会被读成减号或编号；国家标准用浪纹线。",
            "A hyphen in a range reads as a minus or a code; the standard wants a wave.",
        ),
        "date-form": (
            "正文里的日期写年月日，点和斜线的写法留给表格。",
            "Running text writes 年, 月 and 日; dots and strokes are for tables.",
        ),
        "ellipsis-and-etc": (
            "省略号和“等”说的是一件事，同用是病句。",
            "An ellipsis and 等 say the same; both together are a fault of style.",
        ),
        "ellipsis-form": (
            "省略号是六个点、占两格，写成别的排出来高低不一。",
            "An ellipsis is six dots in two cells; other dots stand at another height.",
        ),
        "mark-form": (
            "间隔号和浪纹写成别的符号，宽窄高低都不对，检索也找不到。",
            "Interpuncts and wave marks of another code stand at another height, and search misses them.",
        ),
        "full-width-latin": (
            "全角的字母和数字排出来散，检索也找不到。",
            "Full-width letters and digits are set too wide, and search misses them.",
        ),
        "pause-between-marks": (
            "并列的引号、书名号之间已经分开，再用顿号是多余的。",
            "Quotations and titles in a row part themselves; a pause between them is one too many.",
        ),
        "range-unit": (
            "“5～10%”可以读成从 5 到 10%；两头都写百分号才不会误解。",
            "5～10 % may be read as from 5 to 0.1; both numbers need their sign.",
        ),
        "zero-form": (
            "圆圈、字母 O 和数字 0 夹在汉字数字里，字形和断行都不对。",
            "A circle, an O or a digit among Han numerals has another shape and breaks otherwise.",
        ),
        "mixed-grouping": (
            "同一篇里有的数分节、有的不分节，读者会以为有所区别。",
            "Where some numbers of a text are grouped and others not, readers look for a difference.",
        ),
        "marks-touch": (
            "着重点和下一行的注音叠在一起，两样都看不清。",
            "Dots printed over the reading of the next line make both illegible.",
        ),
        "line-gap": (
            "行间窄了，着重点和注音像是属于上下两行。",
            "In a narrow gap dots and readings seem to belong to either line.",
        ),
        "marks-parted": (
            "三个标点相连而又排不下时，宁可破一次避头尾，也不把一行拉得太松。",
            "Three marks in a row are parted rather than a line opened past all limits.",
        ),
        "drawn-otherwise": (
            "按「排法」排成别的样子的字，来稿里还是原样；要不要改来稿由编辑定。",
            "What the manner draws otherwise stays as typed in the copy; the editor decides on that.",
        ),
        "blank-dropped": (
            "正文里汉字之间的一个空格多半是复制带来的，不排；人名、职务之间和括号里的照排。",
            "A space between Han in running text came with copying and is not set; between names it is.",
        ),
        "dash-form": (
            "破折号占两格，写成一个或短横，意思会变成连接号。",
            "A dash takes two cells; shorter, it reads as a connector.",
        ),
        "straight-quote": (
            "直引号分不出前后，中文里也没有这个标点。",
            "A straight quote has no side, and Chinese has no such mark.",
        ),
        "odd-character": (
            "康熙部首和兼容汉字看着一样，字体里常没有，也搜不到。",
            "Such characters look right, but faces lack them and searches miss them.",
        ),
        "traditional-character": (
            "简体稿里夹着的繁体字多半是输入或转换留下的。",
            "Traditional characters in simplified copy are mostly left over from a conversion.",
        ),
        "house-term": (
            "一份报纸的称谓和提法要前后一致，用错了要登更正。",
            "A paper's titles and terms must agree; a wrong one has to be corrected in print.",
        ),
        "no-such-day": (
            "日历上没有的一天，读者一眼看得出。",
            "Readers see at once that the calendar has no such day.",
        ),
        "wrong-weekday": (
            "日期和星期对不上，读者会在错的一天赶到。",
            "Where date and weekday differ, readers come on the wrong day.",
        ),
        "name-differs": (
            "同一个人写成两个名字，是要登更正的差错。",
            "One person under two names is an error that has to be corrected in print.",
        ),
        "number-not-in-body": (
            "标题和图片说明里的数字，正文里要有出处。",
            "What a headline or caption counts must be borne out by the body.",
        ),
        "number-written-otherwise": (
            "同一个数两种写法，读者会以为是两个数。",
            "A number written in two ways looks like two numbers.",
        ),
        "name-not-in-body": (
            "标题里的人名、地名正文里没有，多半有一处错了。",
            "A name that a headline has and the body has not is wrong in one of them.",
        ),
        "leftover-words": (
            "占位的字印出去，是最扎眼的差错。",
            "A placeholder in print is the error that everybody sees.",
        ),
        "hard-line-ends": (
            "一行一断的稿件会把每一行排成一段。",
            "Copy broken at every line makes a paragraph of each.",
        ),
        "name-title": (
            "职务写错，是要更正的差错。",
            "A wrong title has to be corrected in print.",
        ),
        "name-order": (
            "领导人的次序有规定，排错是政治差错。",
            "The order of leaders is laid down; a wrong one is a grave error.",
        ),
        "twice-about": (
            "约和左右、近和多说的是一个意思，留一个。",
            "Two words for the same estimate are one too many.",
        ),
        "guess-form": (
            "相邻的两个数表示约数，用汉字、不加顿号。",
            "Two neighbouring numbers as an estimate stand in Han, without a mark.",
        ),
        "short-year": (
            "两位的年份隔几年就看不明白。",
            "A year of two digits is not understood some years later.",
        ),
        "ordinal-mark": (
            "次序词后面用逗号，是国家标准的用法。",
            "Behind an ordinal the standard has a comma.",
        ),
        "repeated-paragraph": (
            "同一段登了两次，是合稿时最常见的事故。",
            "A paragraph that stands twice is the commonest accident of merged copy.",
        ),
        "repeated-photo": (
            "同一张照片在一期里登两次，读者会以为印错了。",
            "A photo that stands twice in an issue looks like a mistake.",
        ),
    },
)

_FIT = _rows(
    OVERSET,
    {
        "overset": (
            "版面放不下的字印不出来；正文不缩小、不删改，只能由编辑删或换版位。",
            "What finds no place is not printed; type is never shrunk, so an editor must cut.",
        ),
        "lock-too-low": (
            "锁定的图和资料框不挪也不缩，自己的字放不下就会压到别的上面。",
            "What is locked neither moves nor shrinks; words that it does not hold print over others.",
        ),
        "no-room": (
            "版位放不下的图片和提要印不出来，图片说明和署名也跟着丢了。",
            "A photo or quote without room is not printed, nor are its caption and credit.",
        ),
        "furniture-overset": (
            "报头、报眉、版权条里的每一项都是必须印的，少一项就是出版形式差错。",
            "Each fact of masthead, folio and imprint must be printed; none is left out unsaid.",
        ),
        "headline-overset": (
            "标题用最小的字号也排不下，再缩就压不住版面了。",
            "Even the smallest size allowed does not fit; smaller would not hold the page.",
        ),
        "loose-line": (
            "字距太松的行像缺了字，读者的眼睛会在那里停住；这里列出没有更好断法的行。",
            "A loose line reads as if something were missing; listed where no break gives less.",
        ),
        "headline-mark-dropped": (
            "标题行末的标点照规矩不排，存下来的文字里还有，核对时要知道。",
            "Marks at a headline's line end are left out by rule; whoever compares must know.",
        ),
        "underset": (
            "留白的行在报纸上是个窟窿，读者会以为漏排了。",
            "Empty rows are a hole in the page; readers think something is missing.",
        ),
    },
)

_ASSETS = _rows(
    MISSING,
    {
        "no-outline": (
            "没有透明底，程序不知道文字该绕着什么走。",
            "Without transparency nobody knows what text is to run round.",
        ),
        "locked-picture": (
            "加了密码的 PDF 取不出内容，排不进版面。",
            "Nothing can be taken out of a PDF that is locked with a password.",
        ),
        "broken-picture": (
            "打不开的图片印出来就是空白。",
            "A picture that cannot be opened would print as nothing.",
        ),
        "fallback-glyph": (
            "一个字换了字体，字形可能和旁边的不一样，要看一眼。",
            "A character lent by another face may look unlike its neighbours: look at it.",
        ),
        "font-skipped": (
            "用不上的字体文件先跳过；哪一处真的用到它，再报错。",
            "A font file that cannot be used is passed over until something needs it.",
        ),
        "font-axes": (
            "可变字体一个文件里有所有的粗细，不写明就会印成最细的一种。",
            "One variable font holds every weight; unsaid, it would print at its thinnest.",
        ),
        "missing-font": (
            "缺字体时程序不会悄悄换一个，否则印出来的不是你选的字。",
            "A missing font is never replaced silently: the print would not be what you chose.",
        ),
        "missing-glyph": (
            "字体里没有的字会印成方框或空白；人名、地名尤其不能错。",
            "A character without a glyph prints as a box or nothing; names must not be wrong.",
        ),
        "plugin-broken": (
            "插件是别人写的程序；它出了错，少排一块或少查一项都不行，所以要说出来。",
            "A plug-in is other people's code: what it fails to do must not go missing unsaid.",
        ),
        "plugin-refused": (
            "插件只能添，不能改自带的东西，也不能放松任何一项检查。",
            "A plug-in may add; it may change nothing of ours and weaken no check.",
        ),
        "original-metadata": (
            "原图里的拍摄地点、序列号和人名随存档包长久留下，也会跟着它传出去；留不留要报社自己定。",
            "What originals tell of places and people stays as long as the archive, and travels with it.",
        ),
        "missing-picture": (
            "找不到图片，版面上就会缺一块。",
            "Without its file a picture leaves a hole in the page.",
        ),
        "unknown-press": (
            "没有印刷条件，就不知道按什么纸、什么墨来做文件。",
            "Without a press profile nobody knows for which paper and ink the file is made.",
        ),
        "missing-profile": (
            "没有 ICC 特性文件，照片就转不成这种纸上的四色。",
            "Without its ICC profile photos cannot be converted for this paper.",
        ),
        "picture-too-large": (
            "像素多得离谱的图会耗尽内存，多半是弄错了文件。",
            "A picture of absurd size exhausts memory and is mostly the wrong file.",
        ),
    },
)

_LAYOUT = _rows(
    REFUSED,
    {
        "boxes-touch": (
            "两个框挨着，读者分不清哪条线是谁的。",
            "Two boxes that touch read as one; nobody knows whose line it is.",
        ),
        "headline-order": (
            "没有一个题压得住版，读者不知道先看哪一篇。",
            "Where no headline leads, readers do not know where to begin.",
        ),
        "photo-dominance": (
            "两张图差不多大，互相抢，版上没有中心。",
            "Two photos of nearly one size compete and the page has no centre.",
        ),
        "page-empty": (
            "整版没有一篇稿件，多半是忘了填，印出来是一张白纸。",
            "A page without a story was most likely forgotten; it prints as white paper.",
        ),
        "slot-empty": (
            "忘了填的版位印成一块白，读者看得见，版也退不回来。",
            "A slot that somebody forgot to fill prints as a white hole that every reader sees.",
        ),
        "stranded-subhead": (
            "小标题离开它管的那段文字，就成了没头没尾的一行。",
            "A subhead parted from its text announces nothing.",
        ),
        "stray-photo": (
            "图片挨不着自己的稿件，读者会把它当成别人的。",
            "A photo away from its story is taken for another one's.",
        ),
        "text-jump": (
            "文字越过图片接着排，读者会以为到图片上面就完了。",
            "Where text goes on below a picture readers think that it ended above it.",
        ),
        "through-white": (
            "栏缝或空白通贯全版，一块版看着像两块。",
            "A gutter or white from edge to edge makes two pages of one.",
        ),
        "tombstone": (
            "两个题并排、一样重，会被连起来读。",
            "Two headlines side by side in one weight are read as one.",
        ),
        "widow": (
            "一行字孤零零留在栏头栏脚，断了文气，也不好看。",
            "A line alone at a column's head or foot breaks the reading and looks poor.",
        ),
    },
)

_PRESS = _rows(
    REFUSED,
    {
        "animated-picture": (
            "报纸上不会动；印哪一帧要由人来定。",
            "Nothing moves on paper; somebody should choose the frame that prints.",
        ),
        "assumed-srgb": (
            "Adobe RGB 的数值当成 sRGB 来转，颜色会发灰、肤色不对。",
            "Adobe RGB values read as sRGB print dull, and skin looks wrong.",
        ),
        "bad-picture-profile": (
            "特性文件读不了，颜色就只能按惯例猜。",
            "Without a readable profile colours rest on convention.",
        ),
        "drawing-text": (
            "图里的字换成本报字体，长短会变，可能碰到线条或出格。",
            "In the house's faces the words of a drawing have another length and may touch its lines.",
        ),
        "not-vector": (
            "图表和标志要照矢量印才清楚；变成像素或丢了内容，读者看得出。",
            "Charts and logos print sharp as vectors only; pixels or missing parts would show.",
        ),
        "hairline": (
            "比最细线还细的线，印版上留不住，印出来时有时无。",
            "A line thinner than the thinnest does not stay on the plate and prints in pieces.",
        ),
        "small-tinted-type": (
            "浅色是用网点印的，小字的笔画比网点还细。",
            "Tints are printed as dots, and strokes of small type are finer than these.",
        ),
        "thin-reversed-type": (
            "宋体、楷体的细画反白后最容易被墨填满。",
            "The thin strokes of Song and Kai are the first to fill when reversed.",
        ),
        "not-separated": (
            "画不出色版的文件，印厂的 RIP 多半也处理不了。",
            "What cannot be separated here will mostly fail in the plant's RIP, too.",
        ),
        "plates-partial": (
            "色版上缺了东西，墨量就算少了。",
            "Plates that lack something tell too little ink.",
        ),
        "untagged-cmyk": (
            "为别的纸分好的四色，印在这种纸上会偏色、墨会过量；没有写明就看不出来。",
            "Inks made for another paper print off colour and too heavy, and nothing tells.",
        ),
        "delivery-name": (
            "两个文件同名，后写的会盖掉先写的，印厂就少收到一版。",
            "Of two files of one name the plant would receive only the last.",
        ),
        "imposition-size": (
            "拼在一面上的两版一起印、一起折，尺寸不同就折不齐。",
            "Two pages of one side are printed and folded together, so they must be of one size.",
        ),
        "imposition-spread": (
            "跨版的左右两半要印在同一面上，才接得起来。",
            "The two halves of a spread meet only where they are printed on one side.",
        ),
        "imposition-crossing": (
            "拼版以后中缝两边紧挨着，伸过去的图会印到另一版上。",
            "On a sheet pages touch at the spine; what reaches over it prints on the other page.",
        ),
        "imposition-blank": (
            "缺的版留白，印厂要知道那半面不是漏了。",
            "A half that is left blank should be known to be so on purpose.",
        ),
        "action": (
            "印刷和存档文件里不能有脚本、动作：没人知道它们会做什么。",
            "Scripts and actions have no place in print or archives: nobody knows what they do.",
        ),
        "alternate-image": (
            "带替换图的图片，印出来的可能是另一张。",
            "An image with alternates may print as another one.",
        ),
        "annotation": (
            "版面上的批注有的机器会印出来。",
            "Some devices print annotations that lie on the page.",
        ),
        "annotation-appearance": (
            "批注自己也画东西，里面的颜色、字体不合要求，印出来照样会错。",
            "Annotations draw things of their own, whose colours and fonts go wrong in print as any.",
        ),
        "black-generation": (
            "文件里的黑版生成设置只该由印厂定，有的 RIP 会照文件做。",
            "Black generation is the plant's business, and some RIPs take the file's.",
        ),
        "blend-mode": (
            "不认识的混合模式，各家 RIP 画得不一样。",
            "RIPs draw a blend mode that no standard knows in different ways.",
        ),
        "condition-unknown": (
            "不知道要印在哪种纸上，就不知道墨量、精度该按哪条线查。",
            "Without the paper that it is for nobody knows which limits of ink and resolution hold.",
        ),
        "colour-profile": (
            "图片带的特性文件有错，转出来的颜色就不对，有的 RIP 会停下来。",
            "A wrong profile of a picture gives wrong colours and stops some RIPs.",
        ),
        "default-space": (
            "默认颜色空间会让四色再转一次，纯黑的字变成四色黑。",
            "A default space converts CMYK once more, and black type becomes rich black.",
        ),
        "black-overprint": (
            "黑字不叠印，套印稍有不准字边就露白。",
            "Black type that does not overprint shows white edges at the least misregister.",
        ),
        "broken-content": (
            "内容读不下去的页面，各家机器画出来各不相同。",
            "Content that cannot be read is drawn differently by every device.",
        ),
        "broken-xmp": (
            "元数据读不出来，存档就查不到这份文件。",
            "Metadata that cannot be read hides the file from the archive.",
        ),
        "claim-mismatch": (
            "文件声明的标准和它自己说的不一致，印厂会按错的标准处理。",
            "A file that claims one thing here and another there is handled by the wrong rules.",
        ),
        "colour-space": (
            "印刷条件解释不了的颜色，各家机器转出来各不相同。",
            "Colours that the printing condition does not explain come out differently everywhere.",
        ),
        "encrypted": (
            "加密的文件印厂打不开，百年后的存档更打不开。",
            "An encrypted file cannot be opened at the plant, let alone in a century.",
        ),
        "external-stream": (
            "内容放在文件外面，传到印厂就丢了。",
            "Content outside the file is lost on the way to the plant.",
        ),
        "font-damaged": (
            "字体损坏，字会印错或印不出来。",
            "A damaged font prints wrong characters or none.",
        ),
        "font-map": (
            "没有编码到字形的对照，机器可能印成别的字。",
            "Without a map from codes to glyphs a device may print other characters.",
        ),
        "font-not-embedded": (
            "字体没嵌入，印厂会用别的字体顶替，排版全乱。",
            "A font that is not embedded is replaced at the plant and the setting falls apart.",
        ),
        "font-encoding": (
            "符号字体和文字字体写明编码的办法不同，写错了，各家软件会显示成不同的字。",
            "Fonts of symbols and of letters say their encoding in different ways; if not, programs differ.",
        ),
        "font-lengths": (
            "有的 RIP 按写明的长度拆开字体，长度不对，字就印不出来。",
            "Some RIPs take a font apart by its lengths; wrong ones lose its characters.",
        ),
        "font-set": (
            "字表漏了字，以后的软件会以为字体里没有它。",
            "A list that leaves glyphs out makes later programs believe that the font lacks them.",
        ),
        "font-subset": (
            "没有子集标记，机器会以为字体是全的，缺的字就印错。",
            "Without a subset tag devices take the font for whole and print wrong characters.",
        ),
        "font-widths": (
            "写明的字宽和字体里的不一样，有的机器会排出重叠的字。",
            "Widths that differ from the font's make some devices set characters on each other.",
        ),
        "forbidden-filter": (
            "标准不许的压缩方式，印厂的机器可能解不开。",
            "Data coded in a way that the standard forbids may not open at the plant.",
        ),
        "form-field": (
            "表单域的内容会变，印出来的就不是定稿。",
            "A form field can change, so what prints is not what was settled.",
        ),
        "halftone": (
            "文件里指定网点，会盖掉印厂自己的加网。",
            "A halftone in the file overrides the plant's own screening.",
        ),
        "image-setting": (
            "要求看图软件平滑处理的图片，每次显示都可能不同。",
            "An image that asks viewers to smooth it may look different each time.",
        ),
        "ink-advised": (
            "墨量偏大，新闻纸容易透印、粘脏。",
            "Heavy ink shows through newsprint and sets off on the facing page.",
        ),
        "ink-limit": (
            "墨量超过纸的承受力，会粘脏、撕纸。",
            "More ink than the paper takes smears and tears the web.",
        ),
        "layers": (
            "会开关的图层，印出来的可能不是看到的那一层。",
            "Layers that switch may print as something else than was looked at.",
        ),
        "low-resolution": (
            "像素不够的图印出来是糊的、带马赛克的。",
            "A picture of too few pixels prints blurred or in squares.",
        ),
        "jump-empty": (
            "写了转版，稿件却没有转到那里的字，那个版位就空着；空着的版位不能付印。",
            "A jump that brings no text leaves its slot empty; no empty slot goes to press.",
        ),
        "missing-caption": (
            "没有说明的新闻照片，读者不知道是谁、在哪里、在做什么。",
            "A news photo without a caption does not say who, where and what.",
        ),
        "missing-id": (
            "没有文件标识，就说不清两份文件是不是同一份。",
            "Without an id nobody can tell whether two files are the same.",
        ),
        "missing-info": (
            "标题和日期是流程软件认文件的依据。",
            "Title and dates are how workflows know a file.",
        ),
        "missing-outline": (
            "嵌入的字体缺字，那个字就印不出来。",
            "A glyph that the embedded font lacks does not print.",
        ),
        "missing-xmp": (
            "XMP 元数据是存档和流程软件查找文件的依据。",
            "XMP metadata is how archives and workflows find a file.",
        ),
        "nesting": (
            "图形状态嵌套太深，老的机器会出错。",
            "Graphics states nested too deep break old devices.",
        ),
        "claims-other": (
            "声明了存档等标准的文件，做的时候没有考虑印刷机；要付印，先按印刷标准导出。",
            "A file made to another standard, as for archives, was made without a press in mind.",
        ),
        "no-claim": (
            "没有声明标准的文件，印厂不知道该按什么处理。",
            "A file that claims no standard leaves the plant to guess.",
        ),
        "no-unicode": (
            "字没有写明是什么字，以后就搜不到、复制不出。",
            "Codes that do not say their characters can never be searched or copied.",
        ),
        "not-pdf": (
            "打不开的文件什么也印不出来。",
            "A file that cannot be opened prints nothing.",
        ),
        "object-streams": (
            "对象流是 PDF 1.5 的写法，老的 RIP 读不了。",
            "Object streams are PDF 1.5; old RIPs cannot read them.",
        ),
        "opi": (
            "OPI 代用图要靠外面的原图，原图不在就印成低分辨率。",
            "An OPI stand-in needs a file elsewhere and prints coarse without it.",
        ),
        "output-intent": (
            "没有写明印刷条件，颜色就没有依据。",
            "Without a printing condition colours mean nothing.",
        ),
        "output-profile": (
            "ICC 特性文件不对，颜色就按错的纸和墨来解释。",
            "A wrong ICC profile explains colours for another paper and ink.",
        ),
        "overprint": (
            "存档文件要让谁打开都看到印出来的样子，不能靠模拟叠印。",
            "An archive file must look as printed to everyone, without simulating overprint.",
        ),
        "page-boxes": (
            "没有成品框，印厂不知道在哪里裁。",
            "Without a trim box the plant does not know where to cut.",
        ),
        "page-count": (
            "少一页或多一页，版就拼错了。",
            "A page too few or too many spoils the imposition.",
        ),
        "page-size": (
            "成品尺寸不对，版面会被裁掉或留白。",
            "A wrong size is cut off or leaves white edges.",
        ),
        "pdf-header": (
            "文件头不规范，有的流程会当成文本改坏。",
            "An odd header makes some workflows treat the file as text and damage it.",
        ),
        "pdf-version": (
            "PDF 版本太新，按老标准做的机器读不了。",
            "A PDF version too new cannot be read by devices of the older standard.",
        ),
        "pending": (
            "“待定”印到报上就是差错。",
            "A printed 待定 is an error that every reader sees.",
        ),
        "postscript": (
            "嵌入的 PostScript 代码能做任何事，标准一律不许。",
            "Embedded PostScript can do anything, so standards forbid it.",
        ),
        "preseparated": (
            "已经分好色版的文件再分一次就乱了。",
            "A file that is separated already is spoilt by separating it again.",
        ),
        "reference-xobject": (
            "引用别的 PDF，那份文件不在就缺内容。",
            "Content taken from another PDF is missing without it.",
        ),
        "rendering-intent": (
            "不认识的渲染意图，各家机器转色不同。",
            "An unknown rendering intent is converted differently everywhere.",
        ),
        "rgb-colour": (
            "RGB 颜色到了印厂由机器随意转，颜色会跑。",
            "RGB is converted at the plant by whatever stands there; colours shift.",
        ),
        "small-colour-type": (
            "小字用几种墨套印，稍有不准就发虚。",
            "Small type in several inks blurs at the least misregister.",
        ),
        "small-reversed-type": (
            "反白的小字会被墨糊住。",
            "Small white type fills in with ink.",
        ),
        "placed-differs": (
            "置入的图表或广告没有画出来，版面上就是一块白。",
            "A chart or advertisement that is not drawn leaves a hole in the page.",
        ),
        "text-differs": (
            "PDF 里的文字和来稿不一样，印的和存的就不是同一篇稿子。",
            "If the PDF's words are not the copy's, print and archive hold another story.",
        ),
        "text-ink": (
            "黑字只用黑版才清楚；混进彩色，套印不准就成了重影。",
            "Black type is crisp in black alone; other inks in it make ghosts off register.",
        ),
        "thin-rule": (
            "太细的线印出来断断续续，或者看不见。",
            "A rule too thin prints broken or not at all.",
        ),
        "tint-under-text": (
            "底色太深，正文的细笔画被网点吃掉。",
            "On a heavy tint the screen eats the hairlines of body type.",
        ),
        "transfer-curve": (
            "传递曲线会改变网点大小，和印厂的补偿叠在一起就错了。",
            "A transfer curve adds to the plant's own compensation and spoils both.",
        ),
        "transparency": (
            "老的 RIP 处理不了透明，会印成色块。",
            "Old RIPs cannot handle transparency and print blocks instead.",
        ),
        "trapped": (
            "不写明是否做过陷印，印厂可能做两次或一次也不做。",
            "If trapping is not told, the plant may do it twice or not at all.",
        ),
        "unknown-operator": (
            "不认识的操作符，各家机器处理不同。",
            "Unknown operators are handled differently everywhere.",
        ),
        "unknown-xmp": (
            "没有说明的元数据属性，以后没人知道是什么意思。",
            "A metadata property that is nowhere described means nothing to later readers.",
        ),
        "changed-since-signed": (
            "签样之后改过的版，签字的人没有看过，出了差错说不清是谁放行的。",
            "Whoever signed the page has not seen what changed, and nobody answers for it.",
        ),
        "signoff-damaged": (
            "读不懂的签样行不算数，签过的版会被当成没签。",
            "A sign-off that cannot be read does not count, and its page passes for unsigned.",
        ),
        "unsigned": (
            "没有签样就付印，出了差错说不清是谁放行的。",
            "Printing without a signed proof leaves nobody answerable for an error.",
        ),
        "wrong-condition": (
            "为别的纸和墨做的文件，印出来颜色不对。",
            "A file made for another paper and ink prints in wrong colours.",
        ),
        "xmp-disagrees": (
            "同一件事两处写得不一样，不知道信哪个。",
            "The same fact told twice and differently can be trusted nowhere.",
        ),
        "attachment": (
            "附件不会印出来，却会带着别人不该看到的东西到处走。",
            "An attachment is not printed but carries along what was not meant for others.",
        ),
        "bitmap-resolution": (
            "线条图精度不够，边缘会出现台阶。",
            "Line art of too few pixels shows steps along its edges.",
        ),
        "black-line-overprint": (
            "黑线把底色挖空，套印不准就露出白边。",
            "A black rule that knocks out shows white beside it off register.",
        ),
        "bleed-box": (
            "拼版软件按出血框取图，出血框小了，画在外面的出血也用不上。",
            "Imposition takes a page by its BleedBox: bleed that is drawn beyond it is lost.",
        ),
        "blend-space": (
            "透明效果在 RGB 里混合再转成 CMYK，颜色和黑版都会变。",
            "Blending in RGB and converting afterwards changes colours and the black plate.",
        ),
        "courier-font": (
            "排版软件找不到字体时会换成 Courier，印出来就是错的字体。",
            "Courier is what programs fall back to when a font is missing.",
        ),
        "crop-box": (
            "有的拼版软件按 CropBox 裁，会切掉出血和版面。",
            "Some imposition software cuts by the CropBox and loses bleed and page.",
        ),
        "empty-page": (
            "空白页多半是导出时出了错，拼版后就是一个白版。",
            "An empty page is mostly a failed export and prints as a white page.",
        ),
        "excess-resolution": (
            "精度高过所需，只会让文件变大、出版变慢。",
            "More pixels than the screen can show only make files large and plates slow.",
        ),
        "faint-tint": (
            "太浅的网点在纸上印不出来，该有的底色就没有了。",
            "Dots too small do not hold on the plate, and the tint is gone.",
        ),
        "gray-overprint": (
            "灰度颜色的叠印，各家 RIP 有的照做，有的挖空。",
            "RIPs differ on overprinting DeviceGray: some keep what is beneath, some do not.",
        ),
        "hidden-layer": (
            "隐藏的图层可能印出来，也可能把该印的带丢。",
            "A hidden layer may print after all, or take along what should have printed.",
        ),
        "huge-image": (
            "打开要几百 MB 以上的图片会卡住流程，多半是损坏或恶意的文件。",
            "A picture that unpacks to hundreds of megabytes stalls workflows; it is damaged or hostile.",
        ),
        "image-depth": (
            "16 位图片是 PDF 1.5 的写法，老的 RIP 读不了。",
            "Pictures of 16 bits are PDF 1.5; old RIPs cannot read them.",
        ),
        "info-value": (
            "文件信息里的值不是文字，流程软件会读错。",
            "A value in Info that is no text is misread by workflows.",
        ),
        "ink-unmeasured": (
            "算不出墨量，就不知道这一页会不会粘脏。",
            "Where the ink cannot be told, nobody knows whether the page sets off.",
        ),
        "invisible-text": (
            "看不见的文字会被搜索和复制出来，内容却没人校对过。",
            "Invisible text is found and copied though nobody has proofread it.",
        ),
        "missing-resource": (
            "用到的字体、图片或颜色不在文件里，那一处就印不出来。",
            "What the content names and the file lacks does not print.",
        ),
        "object-ink": (
            "总墨量超过上限的颜色，哪怕面积小，也干得慢、易粘脏。",
            "A colour above the ink limit dries slowly and sets off, however small its area.",
        ),
        "overprint-mode": (
            "带特性文件的四色不该按 OPM 1 叠印，有的 RIP 挖空，有的不挖。",
            "OPM 1 is not for ICCBased CMYK: some RIPs knock out, some do not.",
        ),
        "prints-unseen": (
            "屏幕上没人看见的内容印了出来，是最难收拾的差错。",
            "What nobody saw on a screen and the paper shows is the worst of errors.",
        ),
        "private-data": (
            "别的软件的私有数据不印，只让文件变大，还可能带着没发表的东西。",
            "Data of other programs do not print, make files large and may hold what is unpublished.",
        ),
        "repaired-file": (
            "损坏的文件各家软件修补得不一样，这里看到的不一定是印出来的。",
            "Programs mend damaged files differently: what is seen here may not be what prints.",
        ),
        "seen-unprinted": (
            "校样上看见的内容没有印出来，读者就看不到它。",
            "What the proof shows and the press leaves out never reaches a reader.",
        ),
        "unread-image": (
            "读不出来的图片，印出来可能是空白，墨量也没有算进去。",
            "A picture that cannot be read may print blank, and its ink was not counted.",
        ),
        "page-sizes": (
            "大小不同的页混在一起，拼版会错。",
            "Pages of different sizes in one file spoil the imposition.",
        ),
        "registration-colour": (
            "套准色在每块版上都印满，又脏又重，只能用在裁切线外。",
            "Registration colour prints solid on every plate; it is for marks outside the trim.",
        ),
        "rich-black-text": (
            "黑字里混进别的墨，套印不准就发虚。",
            "Black type with other inks in it blurs off register.",
        ),
        "rotated-page": (
            "带旋转的页，有的拼版软件会放倒。",
            "Imposition software may lay a turned page down the wrong way.",
        ),
        "short-bleed": (
            "图文顶到裁切边而出血不足，裁偏一点就露白边。",
            "Without bleed a cut that is slightly off leaves a white edge.",
        ),
        "spot-colour": (
            "多一种专色就多一块版，四色机印不了。",
            "Each spot colour is a plate more, which a four-colour press does not have.",
        ),
        "spot-name": (
            "同一种专色写成几个名字，就会出成几块版。",
            "One spot under several names becomes several plates.",
        ),
        "text-at-trim": (
            "压在裁切线上的字会被切掉。",
            "Text on the trim line is cut off.",
        ),
        "too-complex": (
            "没有尽头的页面会让 RIP 停机；没有查完的页面不能付印。",
            "A page without an end stops the RIP, and one that was not judged to its end is no pass.",
        ),
        "type3-font": (
            "Type 3 字体没有微调，小字会发粗。",
            "Type 3 fonts carry no hints; small type prints heavy.",
        ),
        "unbalanced-state": (
            "图形状态不成对，后面的内容会带上错的颜色和位置。",
            "States that do not pair give what follows wrong colours and places.",
        ),
        "user-unit": (
            "放大了单位的页面，不认它的机器会印成别的尺寸。",
            "Devices that do not know UserUnit print the page in another size.",
        ),
        "white-overprint": (
            "白色设了叠印就什么也不印，反白的字会消失。",
            "White that overprints prints nothing: reversed type vanishes.",
        ),
    },
)

_FAULT = _rows(
    FAULT,
    {
        "internal": (
            "这是程序自己的错，不是稿件的错；请报告，好让它不再发生。",
            "This is the program's own fault and none of the copy's; please report it.",
        ),
    },
)

CODES: dict[str, Meaning] = {
    **_SPEC,
    **_USAGE,
    **_PROOFREADING,
    **_FIT,
    **_ASSETS,
    **_LAYOUT,
    **_PRESS,
    **_FAULT,
}
