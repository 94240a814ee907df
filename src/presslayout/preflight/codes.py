"""Codes of preflight: what each leads to where it is an error, and why it matters."""

from __future__ import annotations

from presslayout.base.messages import REFUSED, rows

CODES = {
    **rows(
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
            "untagged-cmyk": (
                "为别的纸分好的四色，印在这种纸上会偏色、墨会过量；没有写明就看不出来。",
                "Inks made for another paper print off colour and too heavy, and nothing tells.",
            ),
            "crossed-tags": (
                "装饰和内容套在一起，读屏软件会把装饰念出来，或者漏掉内容。",
                "Where artifacts and content nest, a screen reader speaks the one or leaves out the other.",
            ),
            "document-title": (
                "读屏软件先念窗口标题，念文件名等于没说是哪份报。",
                "A screen reader speaks the title first; a file's name says nothing of the paper.",
            ),
            "figure-box": (
                "不写占哪一块，放大重排的软件不知道图该放多大。",
                "Without its box, software that reflows pages does not know how large a figure is.",
            ),
            "heading-levels": (
                "读报的人按标题一级一级走；跳了级就走丢。",
                "People go through a paper by its headings, level by level, and lose their way at a gap.",
            ),
            "language": (
                "不写语言，读屏软件拿别的语言的念法念中文。",
                "Without its language Chinese is spoken by the rules of another.",
            ),
            "missing-alt": (
                "没有替代文字的图，对看不见的人就是空白。",
                "A figure without alternative text is a blank to who cannot see it.",
            ),
            "no-ua-claim": (
                "没有声明 PDF/UA-1，别人的检查程序和读屏软件不会当它是无障碍文件。",
                "Without the claim of PDF/UA-1 nobody takes the file for an accessible one.",
            ),
            "not-tagged": (
                "没有结构的存档，将来的软件只能猜哪里是标题、哪里是正文。",
                "Without its structure an archive leaves later software to guess heads and text.",
            ),
            "note-id": (
                "注释没有编号，正文里的引用找不到它。",
                "A note without an ID cannot be found from the text.",
            ),
            "private-code": (
                "私用区的字换了字体就没人知道是什么字。",
                "A private code means nothing without the very font that it was made for.",
            ),
            "role-map": (
                "不认识的结构类型没有对应的标准类型，读的人就不知道它是什么。",
                "A type of structure that stands for no standard one tells its reader nothing.",
            ),
            "structure-links": (
                "结构树和页面内容对不上，读屏软件会念错顺序或者漏段落。",
                "Where tree and content disagree, paragraphs are read out of order or not at all.",
            ),
            "structure-nesting": (
                "行不在表里、条目不在列表里，读屏软件没法说清楚是第几行第几条。",
                "Rows outside tables and items outside lists cannot be counted for a listener.",
            ),
            "tab-order": (
                "跳格顺序不按结构，用键盘读的人会在版面上乱跳。",
                "Whoever reads by keyboard jumps about the page where Tab follows no structure.",
            ),
            "table-heads": (
                "不写表头管什么，念到一格数字时没人知道是哪一栏的。",
                "Without its scope a head does not tell a listener which figures are under it.",
            ),
            "table-spans": (
                "格数加不拢的表，念出来会串行串栏。",
                "A table whose spans do not add up is read with its rows and columns mixed.",
            ),
            "untagged-content": (
                "没有标签的内容，读屏软件要么跳过去，要么乱念。",
                "Content without a tag is left out by a screen reader, or read anywhere.",
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
    ),
}
