"""Codes of newsroom: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import FAULT, MISSING, REFUSED, USAGE, WRONG, rows

CODES = {
    **rows(
        WRONG,
        {
            "bag-damaged": (
                "缺了、改过的存档包上了架，以后就分不出哪一份是印出来的。",
                "A bag that lacks files or was changed would stand on the shelf for what was printed.",
            ),
            "not-a-bag": (
                "架上只放存档包：清单写明每个文件，以后才能核对。",
                "A shelf holds bags: their manifests are what later years can hold the files against.",
            ),
            "scan-untold": (
                "不知道是哪份报、哪一天的，上了架也没有人找得到。",
                "What nobody knows the paper and the day of is found by nobody on a shelf.",
            ),
            "bag-undated": (
                "架上按日期存放、按日期查找，日期不对就找不到。",
                "Issues stand and are found by their day; under a wrong one nobody finds them.",
            ),
            "shelf-damaged": (
                "架上坏了的那一期找不出来，也不能在它后面再存。",
                "What is damaged on the shelf is not found, and nothing can be put behind it.",
            ),
            "asset-not-kept": (
                "字体、特性文件和存档放在一起，几十年后才能照原样再画。",
                "With its faces and profiles kept beside it, an issue can be drawn again after decades.",
            ),
            "index-not-kept": (
                "没有索引，几十年的报纸没法在一眨眼里找完。",
                "Without its index decades of papers cannot be looked through in a moment.",
            ),
            "cluster-unreachable": (
                "调度器连不上，就没有机器来排；本机照样能排。",
                "Without its scheduler no other machine builds; this one still can.",
            ),
            "cluster-lost": (
                "调度器中途没有了，剩下的期没有人排；已经排好的不受影响。",
                "Once the scheduler is lost nobody builds the rest; what was finished stands.",
            ),
            "cluster-without-workers": (
                "没有一台和本机一样的机器，排出来的字节就不能保证一样。",
                "Only machines that agree with this one are sure to make the same bytes.",
            ),
            "worker-differs": (
                "版本、字体、特性文件有一样不同，那台机器排出来的版就可能不同。",
                "Where a version, a face or a profile differs, that machine's pages may, too.",
            ),
            "cluster-not-installed": (
                "请别的机器来排，要用 Dask 的库；只在本机排的人不用装。",
                "Other machines are reached by Dask's library, which those who build here do not need.",
            ),
            "server-not-there": (
                "索引放在服务器上时，服务器不应答就找不到东西。",
                "An index that is kept on a server is found by nobody while that does not answer.",
            ),
            "other-edition": (
                "批注的位置只对得上出大样时的那一版；对着别的版会落到别的字上。",
                "Comments fit the pages on which they were made; on others they would hit other words.",
            ),
            "not-comments": (
                "批注要连着当时的文字一起存，才知道后来改了没有；别的文件里没有这些。",
                "Comments keep the text they were made on, so it can be told if they were heeded.",
            ),
            "not-a-pdf": (
                "批注写在 PDF 里，别的文件里没有。",
                "Comments stand in a PDF and nowhere else.",
            ),
            "marks-drawn-in": (
                "拼合、打印成 PDF 以后，批注只是版面上的线和字，再没有哪个程序知道它是批注。",
                "Flattened or printed, comments are lines and letters; no program can tell them.",
            ),
            "mark-not-applied": (
                "稿件和批注对不上的地方，程序改了就可能改错。",
                "Where copy and comment do not agree, a correction might spoil the copy.",
            ),
            "drawn-without": (
                "版面上画不出来的图和字要说明，不然会以为那里本来就是空的。",
                "What could not be drawn must be named, or it passes for never having been there.",
            ),
            "no-git": (
                "“版本:稿件单”里的旧稿存在 git 里，没有 git 取不出来。",
                "What REV:spec names is kept by git alone.",
            ),
            "no-repository": (
                "旧稿要从 git 仓库里取，不在仓库里的稿件没有旧的。",
                "An older copy comes out of a repository; files outside of one have none.",
            ),
            "no-revision": (
                "没有这个版本就没有旧稿可以比；写错一个字会比到别的一天去。",
                "Without that revision there is nothing to compare with, and no other may stand for it.",
            ),
            "not-in-revision": (
                "那个版本里没有这一期，比不出改了什么。",
                "Where a revision lacks the issue, nothing can be told of what changed since.",
            ),
            "no-key": (
                "签样人的私钥只在本人的机器上；没有它，这个名字下的签样谁都能写。",
                "A signer's key is on one machine alone; without it anybody could sign in that name.",
            ),
            "not-pinned": (
                "改稿件单时别的一个字也不能动，做不到就不改。",
                "Nothing else of a spec may change; where that cannot be kept, nothing is written.",
            ),
            "import-refused": (
                "压缩包、文件夹里的名字和大小都可能有诈；照着展开会写到别处、占满磁盘，所以整个不收。",
                "Names and sizes of archives can be made to harm: write elsewhere, or fill the disk.",
            ),
            "import-left-out": (
                "来稿里没有收的文件要说出来，不然以为都收了。",
                "A file that was not taken in must be named, or it passes for taken.",
            ),
            "picture-elsewhere": (
                "程序不上网取图：网上的图小、会变，也不知道有没有授权。",
                "Nothing is fetched from the net: pictures there are small, change, and may not be free.",
            ),
            "site-left-out": (
                "坏了的存档包不上数字报，读者看到的才都是印出来的；其余各期照常。",
                "A damaged archive is not shown: what readers see is what was printed; the rest stands.",
            ),
            "not-a-site": (
                "数字报会删掉自己不再要的文件，所以只写进空的或自己的文件夹。",
                "A site removes files that it no longer wants, so it takes none but its own folder.",
            ),
            "not-an-edition": (
                "比较要从 edition.json 读出每个字在哪里，别的 JSON 里没有。",
                "A comparison needs the places of all characters, which only edition.json holds.",
            ),
            "ad-unlabelled": (
                "广告法要求广告有可识别性，报纸广告要在明显位置注明“广告”。",
                "The law wants ads to be known as such: the word 广告 stands in plain sight.",
            ),
            "form-error": (
                "主管部门抽查报纸时数出版形式差错，超过 3 个就不合格。",
                "Authorities count errors of legal form; a paper with more than three fails.",
            ),
            "marks-of-another-issue": (
                "别的一期的批注写进这一期，改的是不相干的稿件。",
                "Corrections of another issue, written into this one, change copy that nobody marked.",
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
            "missing-stop": (
                "一段话停在逗号上，读者会以为后面漏排了。",
                "A paragraph that ends in a comma reads as if lines had been lost.",
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
                "“5～10%”可以读成从 5 到 10%，“8～12万”可以读成从 8 到 12 万；两头都写才不会误解。",
                "5～10 % may be read as from 5 to 0.1, as may 8～12万; both numbers need their sign.",
            ),
            "zero-form": (
                "圆圈、字母 O 和数字 0 夹在汉字数字里，字形和断行都不对。",
                "A circle, an O or a digit among Han numerals has another shape and breaks otherwise.",
            ),
            "mixed-grouping": (
                "同一篇里有的数分节、有的不分节，读者会以为有所区别。",
                "Where some numbers of a text are grouped and others not, readers look for a difference.",
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
            "no-such-time": (
                "钟上没有的时刻、早于开始的结束，读者照着去就扑空。",
                "Readers who go by an hour that no clock shows, or that ends first, come in vain.",
            ),
            "wrong-lunar-day": (
                "公历和农历写成了两天，过节、赶会的人不知道哪天去。",
                "Where the two calendars name two days, nobody knows on which to come.",
            ),
            "odd-number": (
                "电话、身份证号、邮编少一位多一位，就打不通、查不到。",
                "A telephone or identity number with a digit too few or too many reaches nobody.",
            ),
            "wrong-jump": (
                "转到没有的版、本版、前面的版，读者找不到下文。",
                "Copy that goes on to no page, or to its own, is never found by its readers.",
            ),
            "wrong-weekday": (
                "日期和星期对不上，读者会在错的一天赶到。",
                "Where date and weekday differ, readers come on the wrong day.",
            ),
            "name-differs": (
                "同一个人写成两个名字，是要登更正的差错。",
                "One person under two names is an error that has to be corrected in print.",
            ),
            "place-differs": (
                "同一个地方写成两个名字，读者不知道信哪个。",
                "A place under two names leaves readers to guess which is right.",
            ),
            "title-differs": (
                "同一个人前后两个职务，有一个是错的。",
                "Of two titles of one person one is wrong.",
            ),
            "head-number": (
                "标题里的数和正文的不一样，是最常更正的差错之一。",
                "A headline's number that the body belies is among the errors corrected most often.",
            ),
            "sum-differs": (
                "各项相加、单价乘数量对不上总数，至少有一个数错了。",
                "Where parts do not add up to their whole, at least one number is wrong.",
            ),
            "share-differs": (
                "占比、比率和它自己的两个数对不上，或各项加起来不是百分之百。",
                "A share must be that of its own two numbers, and shares of a whole come to 100 %.",
            ),
            "growth-differs": (
                "增长多少要和前后两个数对得上；“增长两倍”和“是两倍”差一倍。",
                "Growth must be that between its own two figures; by two times is not to two times.",
            ),
            "decrease-times": (
                "减少一倍就是没有了；减少、降低、缩短不能用倍。",
                "What decreases by one time is gone: decreases are told in parts.",
            ),
            "span-differs": (
                "起止的日期、时刻和写的天数、月数、小时数对不上。",
                "From one day to another it is as long as the calendar says.",
            ),
            "age-differs": (
                "出生、成立的年份和岁数、周年对不上，有一个错了。",
                "Year of birth and age, founding and anniversary must agree.",
            ),
            "unit-odd": (
                "长度写成平方米、面积写成公里，单位多了或少了字。",
                "A length in square metres or an area in kilometres has the wrong unit.",
            ),
            "conversion-differs": (
                "括号里换算的数和前面的不是一回事，读者两个都不信。",
                "What is said in two units must be the same in both.",
            ),
            "repeated-sentence": (
                "同一句话排了两遍，多半是拼稿、改稿留下的。",
                "A sentence that stands twice was mostly left behind when copy was put together.",
            ),
            "quote-place": (
                "引号里面的引号用单的，书名、剧名、歌名用书名号（GB/T 15834）。",
                "Quotes inside quotes are single, and titles of works take 《》 (GB/T 15834).",
            ),
            "doubled-word": (
                "多打了一个字，或者一个词写了两遍。",
                "A character or a word was typed twice.",
            ),
            "wrong-word": (
                "常见的错别字，差错率里一处算一个。",
                "A word that is often written wrong counts as one error.",
            ),
            "wrong-idiom": (
                "成语里写错了一个音近或形近的字。",
                "A set phrase with one character wrong that sounds or looks alike.",
            ),
            "particle": (
                "的、地、得用错，读者不一定说，评审一定扣分。",
                "的, 地 and 得 are told apart by whoever judges a paper.",
            ),
            "mixed-numerals": (
                "一个数、一个日期里汉字和阿拉伯数字混着写（4千5百、11月十六日），是没有改完；万、亿除外。",
                "Figures and Han in one number or date are a correction half made; 万 and 亿 may stand.",
            ),
            "accepted-stale": (
                "核过的文字改了，就要再看一遍。",
                "What was accepted has changed and must be looked at again.",
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
            "name-title": (
                "职务写错，是要更正的差错。",
                "A wrong title has to be corrected in print.",
            ),
            "name-order": (
                "领导人的次序有规定，排错是政治差错。",
                "The order of leaders is laid down; a wrong one is a grave error.",
            ),
            "twice-about": (
                "约和左右、近和多说的是一个意思，最多和以上说得相反，留一个。",
                "Two words for the same estimate are one too many; at most and more gainsay each other.",
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
            "title-repeated": (
                "来稿里带着标题、署名，稿件单里又写了一遍，读者看到的就是两遍。",
                "Copy brings its title and byline, the spec says them again: readers see both.",
            ),
            "caption-in-body": (
                "图片说明混在正文里，图下又排一遍，读者读到一半会断。",
                "A caption left in the text prints twice and breaks in upon whoever reads.",
            ),
            "junk-line": (
                "“点击关注”“阅读原文”是网页上的话，印在报上没有用，只显得没人看过稿。",
                "“Follow us” and “read more” mean nothing on paper: they show that nobody read the copy.",
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
    ),
    **rows(
        USAGE,
        {
            "no-words": (
                "没有词，就没有可找的。",
                "Without a word there is nothing to look for.",
            ),
            "not-a-day": (
                "日期写错了，会漏掉要找的那些期。",
                "With a wrong day the issues that were meant would be left out.",
            ),
            "unknown-round": (
                "签在没有的校次上，付印时谁也不认，版还是没签。",
                "A sign-off for a round that nobody asks for counts for nothing when the page goes to press.",
            ),
            "not-tidied": (
                "fmt 只动它读得懂、改了能读回来核对的文件。",
                "fmt touches only files that it can read again and compare.",
            ),
            "site-address": (
                "网址写进站点地图、RSS 和 IIIF，写错了别处都找不到。",
                "Maps, feeds and manifests name the address: a wrong one leads nowhere.",
            ),
            "nothing-to-import": (
                "没有稿件也没有图片，就没有东西可收。",
                "Without copy and pictures there is nothing to take in.",
            ),
            "already-there": (
                "已有的一期和稿件不覆盖，免得丢了别人写好的。",
                "An issue that is there is never overwritten: somebody wrote it.",
            ),
            "not-carried": (
                "稿件、广告、签样都属于那一天；带过来就可能登两次。",
                "Stories, ads and sign-offs belong to their day; carried on they might run twice.",
            ),
            "serial-guessed": (
                "总期号错一期，图书馆和邮局就对不上；中间出没出过报只有报社知道。",
                "A serial number that is off by one misfiles the paper; only the house knows its days.",
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
            "usage": (
                "命令写错时什么也不做，比猜着做要好。",
                "A command that is not understood does nothing: guessing would be worse.",
            ),
            "no-such-page": (
                "--pages 只能写这一期里有的版。",
                "--pages can only name pages that the issue has.",
            ),
        },
    ),
    **rows(
        MISSING,
        {
            "no-opensearch": (
                "连 OpenSearch 要用它的客户端；不装也能找，索引就在架上。",
                "An OpenSearch is asked by its client; without one the shelf's own index finds the same.",
            ),
            "office-missing": (
                "旧格式的文档只有办公软件读得全，自己猜着读会丢字。",
                "Documents of old programs are read whole by an office alone; guessing would lose words.",
            ),
            "sheets-missing": (
                "表格里的日期、数字要照显示的样子读，这件事交给 openpyxl。",
                "Dates and numbers of a sheet are read as they are shown, which openpyxl does.",
            ),
            "original-metadata": (
                "原图里的拍摄地点、序列号和人名随存档包长久留下，也会跟着它传出去；留不留要报社自己定。",
                "What originals tell of places and people stays as long as the archive, and travels with it.",
            ),
        },
    ),
    **rows(
        REFUSED,
        {
            "plates-partial": (
                "色版上缺了东西，墨量就算少了。",
                "Plates that lack something tell too little ink.",
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
        },
    ),
    **rows(
        FAULT,
        {
            "internal": (
                "这是程序自己的错，不是稿件的错；请报告，好让它不再发生。",
                "This is the program's own fault and none of the copy's; please report it.",
            ),
        },
    ),
}
