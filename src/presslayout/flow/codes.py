"""Codes of flow: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import MISSING, OVERSET, REFUSED, WRONG, rows

CODES = {
    **rows(
        WRONG,
        {
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
            "too-little-copy": (
                "稿件不够一版，怎么排都留白；补稿、放大图片或换小的模板，先知道差多少。",
                "Copy that does not fill its page leaves holes however it is laid out; say how much it lacks.",
            ),
            "no-room-left": (
                "定下和锁定的占满了版面，剩下的稿件排不进去，会整篇丢掉。",
                "Where what stays takes the whole page the other stories would be left out of it.",
            ),
            "no-drop-cap": (
                "要首字的稿件没有首字，同版的稿件就不一样了；第一段太短、第一个字不好放大的照常排。",
                "A story that cannot bear its drop cap is set as usual, and differs from those beside it.",
            ),
            "table-too-wide": (
                "栏比表窄，一格一段地排，读者对不上行和列。",
                "Cells set one after the other lose the rows and columns that a reader needs.",
            ),
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
        },
    ),
    **rows(
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
            "focus-guessed": (
                "没写焦点的图片照猜的一点裁：照找到的脸，或照最清楚的地方；裁掉谁要人看。",
                "A guess, by faces or by what is sharpest: somebody has to look at what the crop leaves out.",
            ),
            "face-hidden": (
                "机器找到的脸压在中缝、裁边上或标题底下；没有写焦点时，裁在外面的也报。",
                "A face that was found is cut, on the fold, under a headline, or left out by a guess.",
            ),
            "focus-hidden": (
                "要紧的一点落在中缝、裁边上或标题底下，读者看不见它。",
                "What a photo is about is not seen on the fold, at a cut edge or under a headline.",
            ),
            "head-faint": (
                "题压在图上，底下深浅不匀，有的笔画就认不出来。",
                "Over a photo of uneven light some strokes of a headline cannot be made out.",
            ),
            "head-shaded": (
                "图上加了渐变，字才看得清；照片动过了，编辑要知道。",
                "With a gradient under it the headline is read; somebody has to know of a touched photo.",
            ),
            "no-bleed": (
                "写了出血的图没有出血，印出来四边有白，和想的不一样。",
                "A photo that was to reach the trim and does not has a white edge that nobody wanted.",
            ),
            "no-byline-face": (
                "署名像没有印出来，作者和编辑以为印了。",
                "A face that was asked for is not printed, and its author thinks it is.",
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
    ),
    **rows(
        MISSING,
        {
            "no-outline": (
                "没有透明底，程序不知道文字该绕着什么走。",
                "Without transparency nobody knows what text is to run round.",
            ),
            "fallback-glyph": (
                "一个字换了字体，字形可能和旁边的不一样，要看一眼。",
                "A character lent by another face may look unlike its neighbours: look at it.",
            ),
            "missing-glyph": (
                "字体里没有的字会印成方框或空白；人名、地名尤其不能错。",
                "A character without a glyph prints as a box or nothing; names must not be wrong.",
            ),
        },
    ),
    **rows(
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
            "drawing-text": (
                "图里的字换成本报字体，长短会变，可能碰到线条或出格。",
                "In the house's faces the words of a drawing have another length and may touch its lines.",
            ),
            "not-vector": (
                "图表和标志要照矢量印才清楚；变成像素或丢了内容，读者看得出。",
                "Charts and logos print sharp as vectors only; pixels or missing parts would show.",
            ),
            "jump-empty": (
                "写了转版，稿件却没有转到那里的字，那个版位就空着；空着的版位不能付印。",
                "A jump that brings no text leaves its slot empty; no empty slot goes to press.",
            ),
        },
    ),
}
