"""The same copy in Markdown, Word and HTML is the same text; hostile files are refused."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.base import filelines
from presslayout.issue.copy.blocks import Copy, lines_of, read_markdown
from presslayout.issue.copy.docx import read_docx
from presslayout.issue.copy.foreign import CopyRemark, UnreadableCopyError, copied, told
from presslayout.issue.copy.html import read_html
from presslayout.issue.copy.ledger import Entry, Omitted
from presslayout.issue.copy.word import package
from presslayout.issue.issue import Paragraph
from presslayout.issue.yaml.tree import SourceText

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f'<w:styles {NS}><w:style w:styleId="a3"><w:name w:val="heading 2"/></w:style></w:styles>'
NUMBERING = (
    f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '</w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
COMMENTS = (
    f'<w:comments {NS}><w:comment w:id="1" w:author="编辑"><w:p><w:r><w:t>核对人数</w:t></w:r></w:p>'
    "</w:comment></w:comments>"
)


def document(body: str, **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NS}><w:body>{body}</w:body></w:document>"
        )
        for name, text in {"styles": STYLES, "numbering": NUMBERING, **parts}.items():
            archive.writestr(f"word/{name}.xml", text)
    return stream.getvalue()


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(inner: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def from_docx(body: str, **parts: str) -> tuple[Copy, tuple[CopyRemark, ...]]:
    read = read_docx(document(body, **parts))
    return copied(read.pieces, "a.docx")[0], read.remarks


def from_html(text: str) -> tuple[Copy, tuple[CopyRemark, ...]]:
    read = read_html(text)
    return copied(read.pieces, "a.html")[0], read.remarks


def from_markdown(text: str) -> Copy:
    lines = lines_of(text)
    return read_markdown(lines, SourceText("a.md", tuple(line.text for line in lines)))


def said(copy: Copy) -> list[tuple[object, ...]]:
    return [(b.kind, b.text, b.offset, b.marks, b.marker, b.cell) for b in copy.body]


MARKDOWN = """\
第一段里有**粗**字，也有*点*字。

## 小标题

第二段{云|yún}岭。

1. 一项
2. 二项

- 又一项

| 甲 | 乙 |
|---|---|
| 丙 | 丁 |

末段。
"""
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'


def cell(text: str) -> str:
    return f"<w:tc>{p(run(text))}</w:tc>"


WORD = (
    p(run("第一段里有") + run("粗", "<w:b/>") + run("字，也有") + run("点", '<w:em w:val="dot"/>') + run("字。"))
    + p(run("小标题"), '<w:pStyle w:val="a3"/>')
    + p(run("第二段") + "<w:r><w:ruby><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r>" + run("岭。"))
    + p(run("一项"), ITEM.format(7)) + p(run("二项"), ITEM.format(7)) + p(run("又一项"), ITEM.format(9))
    + "<w:tbl><w:tr>" + cell("甲") + cell("乙") + "</w:tr><w:tr>" + cell("丙") + cell("丁") + "</w:tr></w:tbl>"
    + p("") + p(run("末段。"))
)  # fmt: skip
PAGE = """<!doctype html><html><head><title>不要</title><style>p{}</style></head><body>
<p>第一段里有<b>粗</b>字，
也有<em>点</em>字。</p>
<h2>小标题</h2><script>不要()</script>
<div>第二段<ruby>云<rt>yún</rt></ruby>岭。</div>
<ol><li>一项</li><li><p>二项</p></li></ol><ul><li>又一项</ul>
<table><tbody><tr><th>甲<td>乙</tr><tr><td>丙</td><td>丁</td></tr></tbody></table>
<p style="display: none">不要</p>末段。<!-- 不要 -->
</body></html>"""


def test_word_and_html_say_what_markdown_says() -> None:
    wanted = said(from_markdown(MARKDOWN))
    assert len(wanted) == 11
    assert said(from_docx(WORD)[0]) == wanted
    assert said(from_html(PAGE)[0]) == wanted


def markers(body: str) -> list[str]:
    return [block.marker for block in from_html(f"<html><body>{body}</body></html>")[0].body]


def test_every_list_of_a_page_counts_for_itself() -> None:
    inner = "<ol><li>烟</li><li>味</li></ol>"
    one = f"<ol><li>看火{inner}</li><li>看水{inner}</li></ol>"
    assert markers(one) == ["1.", "1.", "2.", "2.", "1.", "2."]
    assert markers(one + "<p>守夜要点</p>" + one) == [*markers(one), "", *markers(one)]
    # What stands between an item and its list makes no other list of it.
    assert markers("<ol><div><li>一</li></div><div><li>二</li></div></ol>") == ["1.", "2."]
    assert markers("<ul><li>一<ol><li>甲</ol><li>二</ul>") == ["•", "1.", "•"]
    assert markers("<li>一</li><li>二</li>") == ["•", "•"]


def test_any_number_of_lists_side_by_side_and_inside_each_other_count_from_one() -> None:
    deep, wanted = "", []
    for size in (1, 2, 3) * 20:
        deep = f"<ol>{'<li>项' * size}{deep}</ol>" + "<ol><li>独</ol>"
        wanted = [*(f"{n}." for n in range(1, size + 1)), *wanted, "1."]
    assert markers(deep) == wanted


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("ol start=3", ["3.", "4.", "5."]),
        ("ol start=' -1 '", ["-1.", "0.", "1."]),
        ("ol start=三", ["1.", "2.", "3."]),
        ("ol start=99999999999999999999", ["1.", "2.", "3."]),
        ("ol reversed", ["3.", "2.", "1."]),
        ("ol reversed start=9", ["9.", "8.", "7."]),
        ("ol type=a start=26", ["z.", "aa.", "ab."]),
        ("ol type=A start=0", ["0.", "A.", "B."]),
        ("ol type=i start=3998", ["mmmcmxcviii.", "mmmcmxcix.", "4000."]),
        ("ol type=I", ["I.", "II.", "III."]),
        ("ol type=disc", ["1.", "2.", "3."]),
        ("ul start=3", ["•", "•", "•"]),
        ("menu", ["•", "•", "•"]),
    ],
)
def test_a_list_counts_as_its_tag_says(tag: str, wanted: list[str]) -> None:
    assert markers(f"<{tag}><li>甲<li>乙<li>丙</{tag.split(maxsplit=1)[0]}>") == wanted


def test_an_item_may_say_its_own_number() -> None:
    assert markers("<ol><li>甲<li value=7>乙<li>丙<li value=x>丁</ol>") == ["1.", "7.", "8.", "9."]


def test_a_level_of_a_word_list_begins_anew_below_the_next_item_above_it() -> None:
    numbering = (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0">'
        + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="decimal"/></w:lvl>' for n in range(3))
        + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    look = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr>'
    body = "".join(p(run("项"), look.format(level)) for level in (0, 1, 1, 0, 1, 2, 2, 1, 2, 0))
    said_ = [block.marker for block in from_docx(body, numbering=numbering)[0].body]
    assert said_ == ["1.", "1.", "2.", "2.", "1.", "1.", "2.", "2.", "1.", "3."]


def test_tracked_changes_are_taken_and_listed() -> None:
    copy, remarks = from_docx(
        p(
            run("原来")
            + "<w:ins>"
            + run("新")
            + "</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
            + run("字")
        ),
    )
    assert [b.text for b in copy.body] == ["原来新字"]
    assert [(r.code, r.line) for r in remarks] == [("tracked-change", 1)] * 2
    assert "旧" in remarks[1].text.zh
    copy, remarks = from_html("<p>原来<ins>新</ins><del>旧</del>字</p>")
    assert [b.text for b in copy.body] == ["原来新字"]
    assert [r.code for r in remarks] == ["tracked-change"] * 2


def test_comments_and_text_boxes_are_listed() -> None:
    body = p(run("上")) + p(
        '<w:commentRangeStart w:id="1"/>' + run("字") + '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    box = "<w:r><w:pict><w:txbxContent>" + p(run("框里的字")) + "</w:txbxContent></w:pict></w:r>"
    read = read_docx(document(body + p(box), comments=COMMENTS))
    assert [piece.text for piece in read.pieces if piece.text] == ["上", "字"]
    assert [(r.code, r.line) for r in read.remarks] == [("copy-comment", 2)]
    assert "编辑：核对人数" in read.remarks[0].text.zh
    assert read.entries == (Entry(Omitted.BOX, 3, "框里的字"),)


def test_tracked_changes_of_a_file_are_one_finding() -> None:
    body = p("<w:ins>" + run("新") + "</w:ins>") + p(run("字")) * 3
    read = read_docx(document(body + p("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>")))
    source = copied(read.pieces, "a.docx")[1]
    found = told(read, source, "A")
    assert [(d.code, d.span and d.span.line) for d in found] == [("tracked-change", 1)]
    assert "2 处" in found[0].message.zh
    assert "“新”" in found[0].message.zh


def test_places_are_paragraphs_in_word_and_lines_in_html() -> None:
    copy, _ = from_docx(p(run("一")) + p("") + p(run("　　三")))
    assert [b.place(0) for b in copy.body] == [(1, 1), (3, 3)]
    copy, _ = from_html("<p>一</p>\n\n<p>\n三</p>")
    assert [b.place(0)[0] for b in copy.body] == [1, 4]


def test_line_breaks_part_and_hidden_words_stay_out() -> None:
    copy, _ = from_docx(
        p(
            run("上")
            + "<w:r><w:br/></w:r>"
            + run("下")
            + run("隐", "<w:vanish/>")
            + run("粗", '<w:b w:val="0"/>')
        )
    )
    assert [(b.text, b.marks) for b in copy.body] == [("上", ()), ("下粗", ())]
    assert [b.text for b in from_html("上<br>下<br/><br/>末")[0].body] == ["上", "下", "末"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>山\n水</p>", "山水"),
        ("<p>see\n  the  hill</p>", "see the hill"),
        ("<p>山 <b>水</b> 田</p>", "山 水 田"),
        ("<p> &nbsp;　山&amp;水 </p>", "山&水"),
        ("<p>10&nbsp;公里</p>", "10\u00a0公里"),
    ],
)
def test_blanks_are_those_that_a_browser_shows(source: str, text: str) -> None:
    assert [b.text for b in from_html(source)[0].body] == [text]


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


DTD = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document {NS}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'


@pytest.mark.parametrize(
    "data",
    [
        b"", b"PK", b"not a zip", b"\xd0\xcf\x11\xe0" + b"\0" * 600, zipped(a=b"x"),
        zipped(**{"word__document.xml": b"<broken"}), zipped(**{"word__document.xml": b""}),
        zipped(**{"word__document.xml": DTD.encode()}),
        zipped(**{"word__document.xml": b"<x/>"}),
        document(p(run("字")))[:-80],
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableCopyError):
        read_docx(data)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 100_000)
    monkeypatch.setattr(package, "MOST_PARTS", 50)
    with pytest.raises(UnreadableCopyError):
        read_docx(document(p(run("字" * 200_000))))
    with pytest.raises(UnreadableCopyError):
        read_docx(zipped(**{f"x{n}": b"" for n in range(60)}))


def test_deep_tags_stop_nothing() -> None:
    try:
        pieces = read_html("<div>" * 5000 + "字").pieces
    except UnreadableCopyError:
        return
    assert sum(len(piece.text) for piece in pieces) <= 1


@settings(max_examples=150, deadline=None)
@given(st.text("山a <>/pbrdivtblsn&;\n\"'=", max_size=80))
def test_any_page_is_read_or_refused(text: str) -> None:
    try:
        copy, _ = from_html(text)
    except UnreadableCopyError:
        return
    offset = 0
    for block in copy.body:
        assert isinstance(block, Paragraph)
        assert block.offset == offset
        offset += len(block.text) + 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    whole = document(p(run("字")))
    with pytest.raises(UnreadableCopyError):
        read_docx(data)
    for at in (40, len(whole) // 2):
        try:
            read_docx(whole[:at] + data + whole[at + len(data) :])
        except UnreadableCopyError:
            continue


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_web_page_are_counted_as_everywhere(end: str) -> None:
    text = end.join(
        ["<html><body>", "<p>山\u2028水</p>", "<p>石</p>", "", "<p>桥</p>", "</body></html>"]
    )
    pieces = [p for p in read_html(text).pieces if p.text.strip()]
    rows = filelines.lines(text)
    for piece, char in zip(pieces, "山石桥", strict=True):
        assert char in rows[piece.line - 1]


ONE = "<w:p><w:r><w:t>字</w:t></w:r></w:p>"
ROW = "<w:tr>" + f"<w:tc>{ONE}</w:tc>" * 100 + "</w:tr>"
TOO_MUCH = {
    "paragraphs.docx": lambda: document(ONE * 30_000),
    "cells.docx": lambda: document(f"<w:tbl>{ROW * 300}</w:tbl>"),
    "changes.docx": lambda: document(f"<w:p>{'<w:del><w:r/></w:del>' * 110_000}</w:p>"),
    "tags.docx": lambda: document("<w:p/>" * 700_000),
    "paragraphs.html": lambda: "<p>字</p>" * 30_000,
    "cells.html": lambda: f"<table><tr>{'<td>字' * 30_000}</table>",
    "tags.html": lambda: f"<p>{'<b>字</b>' * 250_000}",
    "attributes.html": lambda: f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>字",
    "bare-attributes.html": lambda: f"<p {' '.join(f'a{n}' for n in range(300_000))}>字",
    "quoted.html": lambda: f"<p z='>' {' '.join(f'a{n}' for n in range(300_000))}>字",
    "angles.html": lambda: "<p " + "".join(f"a{n}='<b' " for n in range(100_000)) + ">字",
    "comments.html": lambda: "<!--" * 500_000 + "<p a='" * 50_000,
    "deep.html": lambda: "<div>" * 50_000,
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_more_than_any_copy_is_refused_at_once(name: str) -> None:
    made = TOO_MUCH[name]()
    start = time.process_time()
    with pytest.raises(UnreadableCopyError) as caught:
        read_docx(made) if isinstance(made, bytes) else read_html(made)
    assert time.process_time() - start < 6
    assert caught.value.why.zh
    assert caught.value.why.en


def test_a_wide_table_is_read_in_time_in_proportion() -> None:
    """Places of cells are counted once, not for each cell."""
    start = time.process_time()
    copy, _ = from_html(f"<table><tr>{'<td>字</td>' * 15_000}</tr></table>")
    assert [p.cell for p in copy.body][-1] == (1, 15_000)
    assert time.process_time() - start < 6


BUSY = {
    "rules": lambda: "<style>" + "".join(f".a.b{n},.a{{color:red;display:block}}" for n in range(40_000)) + "</style>" + "<b class='a b1 b2 c'>字</b>" * 60_000,
    "media": lambda: "<style>" + "@media screen{" * 100_000 + "}" * 100_000 + "</style>字",
    "runs": lambda: "<p>" + "<b>字字字字字字字字字字</b>" * 90_000,
    "struck": lambda: "<p>" + "<s>字<b>字</b></s>" * 60_000,
    "figures": lambda: "<figure>" + "<figcaption>字</figcaption>" * 60_000,
    "links": lambda: "<a href=http://a.cn/>" + "<div><a href=http://a.cn/>" * 90 + "<b>字</b>" * 100_000,
    "changes": lambda: "<ins>" * 190 + "<b>字</b>" * 100_000,
    "settings": lambda: "字<!--[if mso]>" + "<xml" * 900_000 + "山-->",
    "spans": lambda: "<table>" + f"<tr>{'<td colspan=1000 rowspan=0>字' * 90}" * 200,
    "blanks": lambda: " " * 3_900_000 + "字",
    "comments": lambda: "<!-- 字 -->" * 150_000 + "字",
}  # fmt: skip


@pytest.mark.parametrize("name", BUSY)
def test_a_page_made_to_keep_a_reader_busy_is_read_or_refused_in_time(name: str) -> None:
    made = BUSY[name]()
    start = time.process_time()
    with contextlib.suppress(UnreadableCopyError):
        read_html(made)
    assert time.process_time() - start < 10


def test_a_base_that_is_broken_keeps_its_reading() -> None:
    copy, _ = from_html(
        '<p style="white-space:pre-wrap">前<ruby>一<rt>yī</rt>山\n七<rt>qī</rt></ruby>后</p>'
    )
    assert [(p.text, [(m.note, m.start, m.length) for m in p.marks]) for p in copy.body] == [
        ("前一山", [("yī", 1, 1)]),
        ("七后", [("qī", 0, 1)]),
    ]
