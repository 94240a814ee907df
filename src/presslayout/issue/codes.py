"""Codes of issue: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import MISSING, REFUSED, WRONG, rows

CODES = {
    **rows(
        WRONG,
        {
            "bad-date": (
                "日期印在报眉上，也写进每个 PDF；日历上没有的一天不能付印。",
                "The date is printed and written into every PDF; a day that no calendar has cannot be.",
            ),
            "base-circle": (
                "两份稿件单互为底版，就没有一份是写全的，也就没有东西可排。",
                "Issues that are each other's base leave nothing that is whole.",
            ),
            "missing-base": (
                "县区版只写不同的地方，没有底版就不知道其余的版。",
                "A variant says only what differs; without its base the rest is unknown.",
            ),
            "unknown-story": (
                "要撤的稿件写错了编号，不该登的稿子就会留在版上。",
                "A wrong id leaves a story on the page that should be gone.",
            ),
            "variant": (
                "和底版一样的版只排一次，各县区的文件逐字节相同，印厂可以共用版材。",
                "Shared pages are the same byte for byte, so counties can share their plates.",
            ),
            "too-many-jumps": (
                "读者不会跟着一篇稿件翻几十版；转版是写错了，或把别的稿件也接了进去。",
                "No reader follows a story over dozens of pages: such a chain is a mistake.",
            ),
            "refer-here": (
                "导读写的版次就是它自己所在的版，读者翻不到那篇稿件。",
                "An entry that leads to its own page sends the reader nowhere.",
            ),
            "bad-id": (
                "编号会成为存档里的文件名，要在所有系统上都能用。",
                "Ids become file names in the archive and must work on every system.",
            ),
            "bad-filler": (
                "补白没有字就填不了空，两处都写就不知道印哪一处。",
                "A filler without words fills nothing; with two texts nobody knows which one prints.",
            ),
            "bad-key": (
                "键是一个词；列表或映射作键时后面的内容没有去处。",
                "A key is one word; a list or mapping as key leaves its value nowhere to go.",
            ),
            "lock-and-layout": (
                "一篇稿件定了两处，程序不猜编辑要哪一处。",
                "A story held in two places: which one the editor means is not guessed.",
            ),
            "lock-and-slot": (
                "写了位置的稿件站在那个版位里，不会又站在别的行和栏。",
                "A story with a slot stands in it and nowhere else.",
            ),
            "lock-in-free-story": (
                "稿件挪了，里面的图也跟着挪；锁图先要定下稿件。",
                "What stands in a story moves along with it: the story has to be held first.",
            ),
            "lock-without-place": (
                "没有写全位置和大小，就不知道锁在哪里。",
                "Without a place and a size nobody knows where it is to stay.",
            ),
            "locks-overlap": (
                "锁定的都不动，两样叠在一处就印花了。",
                "Neither of two locked things moves, so one would print over the other.",
            ),
            "lock-without-page": (
                "行和栏是某一版的行和栏；不知道哪一版，就锁不住。",
                "Rows and columns are those of a page; without one there is nothing to lock.",
            ),
            "no-page-takes": (
                "没有版收的稿件会整篇落下，读者看不到。",
                "A story that no page takes would be left out of the paper.",
            ),
            "pinned-twice": (
                "一篇稿件只登一次，定在两个版上就不知道照哪一个。",
                "A story runs once: pinned to two pages, nobody knows which holds.",
            ),
            "lock-without-layout": (
                "没有定过版式，就没有地方可以锁。",
                "Where no layout was pinned there is no place to keep.",
            ),
            "pin-story": (
                "版式里写的稿件在这一版找不到，定下的位置就没有主。",
                "A place that names no story of the page belongs to nobody.",
            ),
            "bad-value": (
                "这个值那一项用不了；程序不猜。",
                "The field cannot take this value, and nothing is guessed.",
            ),
            "rows-uncovered": (
                "版心里没有区块的地方什么也排不进去，每一期都印成白的。",
                "Nothing can ever stand where no slot is, so every issue prints white there.",
            ),
            "columns-too-wide": (
                "栏数、每栏字数和栏空加起来比版心宽，字会排到版心外。",
                "Columns and gutters together are wider than the type area, so text would leave it.",
            ),
            "comment-swallows-text": (
                "空格加 # 起头的是注释，标题后半截会无声无息地丢掉。",
                "A space and # begin a comment, so half a headline would vanish in silence.",
            ),
            "control-character": (
                "控制字符看不见、印不出，常是坏文件或错误编码的痕迹。",
                "Control characters neither show nor print; they betray a damaged file.",
            ),
            "copy-unreadable": (
                "打不开的原稿不猜，免得排进残缺的文字。",
                "A file of copy that cannot be opened is not guessed at: half a text is worse than none.",
            ),
            "tracked-change": (
                "原稿里还有没有接受的修订，编辑也许并没有同意这处改动。",
                "A change in the original that nobody accepted may be one that nobody wants.",
            ),
            "copy-comment": (
                "原稿的批注里常有没有答复的问题。",
                "Comments in the original often hold questions that nobody answered.",
            ),
            "copy-left-out": (
                "原稿里的字要么排，要么在这里列出；注、文本框、隐藏的字、推广的话不在正文的顺序里，要人来定。",
                "Each character is set or told: notes, boxes, hidden words, adverts have no place in the text.",
            ),
            "copy-kind": (
                "扩展名和内容不符，照扩展名读会把标签、代码当成正文。",
                "Where name and content differ, reading by the name would set tags and codes as copy.",
            ),
            "private-character": (
                "私用区的字在每台机器上不一样，常是旧编码的符号或外字，印出来是空白或方块。",
                "A private code point is another character on each machine; it prints as a blank or a box.",
            ),
            "copy-format": (
                "这种格式的稿件不读，读错不如不读。",
                "Copy in this format is not read: not reading beats reading wrongly.",
            ),
            "empty-copy": (
                "没有字也没有图的稿件会在版上留下空白。",
                "A story without text and photos leaves a hole in the page.",
            ),
            "empty-file": (
                "空文件里没有可排的东西。",
                "An empty file holds nothing to set.",
            ),
            "encoding": (
                "编码认错，满篇错字；认不出就停下。",
                "A wrong guess at the encoding garbles every word, so none is made.",
            ),
            "file-not-found": (
                "大小写不同的文件名在有的系统上找得到、有的找不到，换一台机器就出错。",
                "Names that differ in case are found on some systems only; the next machine would fail.",
            ),
            "fullwidth-colon": (
                "中文冒号在 YAML 里只是普通的字，这一项就不存在了。",
                "To YAML a Chinese colon is an ordinary character, so the entry would not exist.",
            ),
            "fullwidth-indent": (
                "YAML 的层次靠半角空格，全角空格算成字。",
                "YAML shows its levels by plain spaces; full-width ones count as text.",
            ),
            "fullwidth-space": (
                "冒号后面要半角空格，全角空格算成字。",
                "A plain space follows the colon; a full-width one counts as text.",
            ),
            "indented-line": (
                "Markdown 里没有空行就不分段，两段会接成一段。",
                "Without a blank line Markdown begins no paragraph, so two would become one.",
            ),
            "key-twice": (
                "中文键和英文键是同一项，两个值只能有一个作数。",
                "Both keys are one field, and only one value can hold.",
            ),
            "line-break": (
                "这一项排成一行；断行由程序按版面来定。",
                "This is set by the program, which breaks lines as the page needs.",
            ),
            "missing-file": (
                "找不到稿件就没有字可排。",
                "Without the copy there is nothing to set.",
            ),
            "missing-key": (
                "少了这一项，后面的事没法做。",
                "Without this entry the rest cannot be done.",
            ),
            "missing-space": (
                "冒号后面没有空格，YAML 就把整行当成文字。",
                "Without a space behind the colon YAML takes the line for text.",
            ),
            "no-picture": (
                "图片版位里没有图片，印出来是空白。",
                "A picture slot without a picture prints as white.",
            ),
            "no-workspace": (
                "路径、版式、字体都从工作区找起，没有工作区就无从找。",
                "Templates, faces and paths are found from the workspace.",
            ),
            "faces-absent": (
                "程序和字体是两个包，缺了字体包，什么也排不出来。",
                "Program and faces are two packages; without the faces nothing can be set.",
            ),
            "not-empty": (
                "不覆盖已有的文件，免得毁掉别人的稿件。",
                "Nothing is overwritten, so that nobody's copy is lost.",
            ),
            "not-printed": (
                "写了却印不出来的文字等于丢稿。",
                "Text that is written but not printed is lost copy.",
            ),
            "other-encoding": (
                "编码是认出来的，可能认错，请核对生僻字和标点。",
                "The encoding was detected and may be wrong; check rare characters.",
            ),
            "outside-workspace": (
                "工作区之外的文件换一台机器就没有了，也可能不该被读到。",
                "Files outside the workspace are absent on the next machine, or none of its business.",
            ),
            "page-order": (
                "版次重复或倒着，读者和印厂都会弄错。",
                "Pages that repeat or run backwards mislead readers and plant.",
            ),
            "paragraph-cut": (
                "原稿从分栏里拷出来时常在半句断开，印出来就是半句话一段。",
                "Copy taken from columns is often cut in mid-sentence and would print so.",
            ),
            "repeated-id": (
                "编号认稿件；两篇同号，签样、改样、存档都会弄混。",
                "Ids name stories; sign-off, changes and archive would mix two of one name.",
            ),
            "repeated-key": (
                "同一项写了两次，有一次会无声无息地丢掉。",
                "One of two equal keys would vanish in silence.",
            ),
            "same-stem": (
                "说明和署名按图片文件名认，同名就分不清。",
                "Captions and credits go by the photo's name, so two of one name cannot be told apart.",
            ),
            "several-documents": (
                "一个文件一份，第二份不会被读到。",
                "A file holds one document; a second would never be read.",
            ),
            "slot-kind": (
                "这个版位不放稿件，放进去也印不出来。",
                "The slot holds no stories, so this one would not print.",
            ),
            "slot-off-page": (
                "区块出了版心，字会排到纸边上。",
                "The slot leaves the type area, so text would run to the paper's edge.",
            ),
            "slot-taken": (
                "一个版位放一篇稿件，第二篇没有地方。",
                "A slot holds one story; a second has no place.",
            ),
            "contour-not-here": (
                "文字绕着一张图的轮廓走；一组图没有一条轮廓，锁定的图不管旁边的字。",
                "Text follows the outline of one picture; a group has none, and what is locked stands by itself.",
            ),
            "photo-off-slot": (
                "按栏和行放的图片要整个在版位里。",
                "A photo that is placed by column and row lies wholly in its slot.",
            ),
            "slot-not-inside": (
                "嵌在别的区块里的区块，要整个在那个区块的范围之内，文字才知道从哪里让开。",
                "A slot inside another must lie in its range, or its text cannot make room.",
            ),
            "range-off-column": (
                "矩形的边要落在栏空里：从一栏中间切过去，剩下的半栏排不了字。",
                "Edges fall into gutters: half a column that is cut through holds no text.",
            ),
            "split-across-fold": (
                "跨版的文字栏不能压在中缝上，左右两版各排整栏。",
                "No column of a spread lies on the fold: each page takes whole ones.",
            ),
            "spread-number": (
                "跨版从双数版起，占两个版次。",
                "A spread begins on an even page and takes two numbers.",
            ),
            "slots-overlap": (
                "重叠的区块会把字叠着印。",
                "Overlapping slots print text over text.",
            ),
            "split-too-narrow": (
                "栏太窄，一行排不下几个字，两端对不齐。",
                "In so narrow a column lines cannot be justified.",
            ),
            "table-uneven": (
                "一行少一格，后面的数字就错到别的栏，读者看不出来。",
                "With a cell missing every figure behind it stands under another head, and nobody sees it.",
            ),
            "stray-markup": (
                "小标题只有「## 」一种写法，别的照原样印出来。",
                "Subheads are written “## ” alone; anything else prints as typed.",
            ),
            "tab-indent": (
                "制表符宽度各家不同，YAML 不许用它缩进。",
                "Tabs differ in width everywhere, so YAML forbids them in indents.",
            ),
            "too-deep": (
                "层次这么深多半是括号漏了一半。",
                "So deep a nesting is mostly a bracket that is never closed.",
            ),
            "too-large": (
                "这么大的文件不像是人写的，多半选错了。",
                "Nobody typed so large a file; it is mostly the wrong one.",
            ),
            "too-many-columns": (
                "图片比版位还宽，放不下。",
                "The photo is wider than its slot.",
            ),
            "type-area-too-large": (
                "版心比纸大，字会裁掉。",
                "The type area is larger than the sheet, so text would be cut off.",
            ),
            "unbalanced-quotes": (
                "引号、括号少一半，多半是漏字或断稿。",
                "A quote or bracket without its other half mostly means lost words.",
            ),
            "unknown-key": (
                "不认识的项如果放过去，写的东西就无声无息地没有用上。",
                "An unknown key let pass would be ignored in silence.",
            ),
            "jump-back": (
                "读者往后翻，往回转的稿件容易断在那里。",
                "Readers turn forwards; a story that goes back is lost there.",
            ),
            "jump-here": (
                "“下转”要转到别的版；同一版接排，把版位画大就行。",
                "A jump line names another page; on one page a larger slot does.",
            ),
            "unknown-page": (
                "转到不在这份文件里的版，接排的部分就没有地方。",
                "A jump to a page that is not here leaves the rest of the story nowhere.",
            ),
            "no-slot": (
                "没写位置的稿件不知道排在哪里，宁可停下，也不漏排一篇。",
                "A story without a slot has no place on the page; better to stop than to leave it out.",
            ),
            "unknown-slot": (
                "版式里没有这个版位，稿件没有地方放。",
                "The template has no such slot, so the story has no place.",
            ),
            "unknown-style": (
                "找不到样式，版面就不是要的样子。",
                "Without the style the page would not look as asked.",
            ),
            "unknown-template": (
                "没有版式就没有版面。",
                "Without a template there is no page.",
            ),
            "words-from-picture": (
                "图片文件里带的说明和作者可能是图片社写的、也可能是上一次用图时写的，印之前要有人看过。",
                "Words in a picture file may be an agency's or of an earlier use; somebody must read them.",
            ),
            "wrong-type": (
                "这里要的是另一种写法，读不下去。",
                "Something of another shape is wanted here.",
            ),
            "yaml-anchor": (
                "引用能让小文件涨成大文件，也让读的人看不出值是什么。",
                "References can make a small file grow without end and hide what a value is.",
            ),
            "yaml-syntax": (
                "不合 YAML 写法的地方，后面的内容都可能读错。",
                "Where YAML's form is broken everything behind it may be misread.",
            ),
            "yaml-tag": (
                "YAML 的标签能让文件运行代码，这里一概不认。",
                "YAML tags can make a file run code; none is accepted.",
            ),
            "changed-meanwhile": (
                "两个人同时存一个文件，后存的会盖掉先存的；宁可不写，也不丢别人的改动。",
                "Of two saves at once the later one would undo the earlier; nobody's work is lost that way.",
            ),
            "hard-line-ends": (
                "一行一断的稿件会把每一行排成一段。",
                "Copy broken at every line makes a paragraph of each.",
            ),
            "looks-like-roll": (
                "名单当作文章排，姓名对不齐；写了体裁，两字三字的姓名成列，一名不拆。",
                "Names set as prose do not stand in columns; as a roll they do, and none is split.",
            ),
        },
    ),
    **rows(
        MISSING,
        {
            "font-skipped": (
                "用不上的字体文件先跳过；哪一处真的用到它，再报错。",
                "A font file that cannot be used is passed over until something needs it.",
            ),
            "unknown-press": (
                "没有印刷条件，就不知道按什么纸、什么墨来做文件。",
                "Without a press profile nobody knows for which paper and ink the file is made.",
            ),
        },
    ),
    **rows(
        REFUSED,
        {
            "missing-caption": (
                "没有说明的新闻照片，读者不知道是谁、在哪里、在做什么。",
                "A news photo without a caption does not say who, where and what.",
            ),
            "pending": (
                "“待定”印到报上就是差错。",
                "A printed 待定 is an error that every reader sees.",
            ),
        },
    ),
}
