"""What a Word document means: its numbers, its cells, its equations, the parts that it names."""

from __future__ import annotations

import pytest
from lxml import etree

from presslayout.edition.roles import MarkupKind
from presslayout.issue.copy.docx import read_docx
from presslayout.issue.copy.foreign import CopyPiece, UnreadableCopyError, copied
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.numerals import numeral
from presslayout.issue.copy.word.equations import linear
from presslayout.issue.copy.word.symbols import symbol
from tests.unit.issue.copy.test_foreign import NS, document, p, run, zipped

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/>{}</w:lvl>'
ITEM = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'


def pieces(body: str, **parts: str) -> list[CopyPiece]:
    return [one for one in read_docx(document(body, **parts)).pieces if one.text.strip()]


def numbering(levels: str, *numbers: str) -> str:
    made = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{own}</w:num>'
        for n, own in enumerate(numbers, 1)
    )
    return (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{made}'
        "</w:numbering>"
    )


def markers(items: list[tuple[int, int]], part: str) -> list[str]:
    body = "".join(p(run("项"), ITEM.format(level, number)) for level, number in items)
    return [one.marker for one in pieces(body, numbering=part)]


@pytest.mark.parametrize(
    ("form", "count", "wanted"),
    [
        ("chineseCounting", 12, "十二"), ("chineseCounting", 105, "一〇五"),
        ("chineseCountingThousand", 105, "一百零五"), ("chineseCountingThousand", 12_010, "一万二千零一十"),
        ("chineseLegalSimplified", 10, "壹拾"), ("japaneseCounting", 111, "百十一"),
        ("ideographTraditional", 10, "癸"), ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"), ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"), ("decimalFullWidth", 12, "１２"),
        ("upperLetter", 28, "BB"), ("lowerRoman", 4, "iv"), ("decimalZero", 7, "07"),
        ("ordinal", 11, "11th"), ("none", 3, ""), ("something", 3, "3"), ("chineseCounting", 0, "0"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(form: str, count: int, wanted: str) -> None:
    assert numeral(count, form) == wanted


def test_lists_of_one_definition_count_on_until_one_begins_anew() -> None:
    level = LEVEL.format(0, 1, "chineseCounting", "第%1条", "")
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    part = numbering(level, "", "", anew)
    said = markers([(0, 1), (0, 1), (0, 2), (0, 3), (0, 3), (0, 1)], part)
    assert said == ["第一条", "第二条", "第三条", "第七条", "第八条", "第九条"]


def test_a_level_begins_anew_where_its_restart_says_so() -> None:
    legal = "<w:isLgl/>"
    levels = LEVEL.format(0, 1, "upperRoman", "%1、", "") + LEVEL.format(
        1, 1, "decimal", "%1.%2", legal
    )
    assert markers([(0, 1), (1, 1), (1, 1), (0, 1), (1, 1)], numbering(levels, "")) == [
        "I、", "1.1", "1.2", "II、", "2.1",
    ]  # fmt: skip
    on = LEVEL.format(1, 1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>')
    said = markers(
        [(0, 1), (1, 1), (0, 1), (1, 1)],
        numbering(LEVEL.format(0, 1, "decimal", "%1.", "") + on, ""),
    )
    assert said == ["1.", "（1）", "2.", "（2）"]


def test_a_number_of_a_heading_and_of_a_cell_is_text() -> None:
    level = LEVEL.format(0, 1, "chineseCounting", "第%1章", "")
    look = '<w:pStyle w:val="a3"/>' + ITEM.format(0, 1)
    assert [one.text for one in pieces(p(run("总则"), look), numbering=numbering(level, ""))] == [
        "第一章　总则"
    ]
    row = f"<w:tr><w:tc>{p(run('甲'), ITEM.format(0, 1))}</w:tc><w:tc>{p(run('乙'))}</w:tc></w:tr>"
    made = pieces(f"<w:tbl>{row}</w:tbl>", numbering=numbering(level, ""))
    assert [one.text for one in made] == ["第一章　甲", "乙"]


def test_cells_say_what_they_cover() -> None:
    def cell(look: str, text: str) -> str:
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{p(run(text))}</w:tc>"

    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell(down, "村") + cell('<w:gridSpan w:val="2"/>', "造林"),
        cell(on, "") + cell("", "去年") + cell("", "今年"),
    ]
    made = pieces("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    assert [(one.text, one.cell, one.covers) for one in made] == [
        ("村", (1, 1), (2, 1)), ("造林", (1, 2), (1, 2)), ("去年", (2, 2), (1, 1)), ("今年", (2, 3), (1, 1)),
    ]  # fmt: skip


def test_a_table_inside_a_table_stands_behind_it() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p(run('丙'))}</w:tc><w:tc>{p(run('丁'))}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{p(run('甲'))}{inner}{p('')}</w:tc><w:tc>{p(run('乙'))}</w:tc></w:tr>"
    made = pieces(f"<w:tbl>{row}</w:tbl>" + p(run("完")))
    assert [one.text for one in made] == ["甲", "乙", "丙", "丁", "完"]


def equation(inner: str) -> str | None:
    line = linear(etree.fromstring(f"<m:oMath {M}>{inner}</m:oMath>"))
    signs = {"superior": "^", "inferior": "_"}
    return None if line is None else "".join(signs.get(str(way), "") + text for text, way in line)


def test_equations_stand_on_one_line_or_not_at_all() -> None:
    def r(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    power = f"<m:sSup><m:e>{r('x')}</m:e><m:sup>{r('2')}</m:sup></m:sSup>"
    assert equation(power + r("=")) == "x^2="
    assert (
        equation(f"<m:f><m:num>{power}{r('+1')}</m:num><m:den>{r('4')}</m:den></m:f>")
        == "(x^2+1)/4"
    )
    assert equation(f"<m:rad><m:deg/><m:e>{r('a+b')}</m:e></m:rad>") == "√(a+b)"
    assert equation(r("\U0001d465")) == "x"
    assert equation(f"<m:sSup><m:e>{r('y')}</m:e><m:sup>{power}</m:sup></m:sSup>") is None
    assert equation(f"<m:m><m:mr><m:e>{r('a')}</m:e></m:mr></m:m>") is None


def test_signs_of_symbol_fonts_are_characters_or_told() -> None:
    assert symbol("Wingdings", "F0FC") == "✓"
    assert symbol("Symbol", "F0B0") == "°"
    assert symbol("Nobody", "F0FC") == symbol("Symbol", "zz") == ""
    read = read_docx(document(p(run("甲") + '<w:r><w:sym w:font="Nobody" w:char="F041"/></w:r>')))
    assert [entry.kind for entry in read.entries] == [Omitted.SYMBOL]


def test_the_relationships_name_the_document() -> None:
    kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    rels = f'<Relationships><Relationship Id="a" Type="{kind}" Target="/text/Main.xml"/></Relationships>'
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    body = f"<w:document {strict}><w:body>{p(run('字', '<w:b/>'))}</w:body></w:document>"
    read = read_docx(zipped(**{"_rels__.rels": rels.encode(), "text__main.xml": body.encode()}))
    assert [(one.text, [m.kind for m in one.marks]) for one in read.pieces] == [("字", ["bold"])]


def test_deep_and_endless_documents_end() -> None:
    deep = "<w:smartTag>" * 240 + run("字") + "</w:smartTag>" * 240
    assert [one.text for one in pieces(p(deep))] == ["字"]
    with pytest.raises(UnreadableCopyError):
        read_docx(document(p("<w:smartTag>" * 5_000 + "</w:smartTag>" * 5_000)))
    inner = document(p(run("里")))
    for _ in range(6):
        rel = (
            '<Relationships><Relationship Id="a" Type="x/aFChunk" Target="c.docx"/></Relationships>'
        )
        space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        body = f'<w:document {NS} {space}><w:body><w:altChunk r:id="a"/></w:body></w:document>'
        inner = zipped(
            **{
                "word__document.xml": body.encode(),
                "word___rels__document.xml.rels": rel.encode(),
                "word__c.docx": inner,
            }
        )
    assert [entry.kind for entry in read_docx(inner).entries] == [Omitted.EMBEDDED]


def field(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("code", "shown", "marks"),
    [
        ("EQ \\o\\ac(○,7)", "⑦", []),
        ("eq \\o\\ac(□,捌)", "捌", []),
        ("EQ \\o\\ac(○,99)", "99", []),
        ('EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(pí),郫)', "郫", ["pí"]),
        ("EQ \\f(5,16)", "5/16", []),
        ("EQ \\f(a+b,2)", "(a+b)/2", []),
        ("EQ \\r(3,64)", "³√64", []),
        ("EQ \\r(n+1)", "√(n+1)", []),
        ("EQ H\\s\\do5(2)O", "H₂O", []),
    ],
)
def test_a_typed_equation_is_the_words_that_it_shows(
    code: str, shown: str, marks: list[str]
) -> None:
    read = read_docx(
        document(f"<w:p><w:r><w:t>前</w:t></w:r>{field(code)}<w:r><w:t>后</w:t></w:r></w:p>")
    )
    (piece,) = read.pieces
    assert piece.text == f"前{shown}后"
    assert [mark.note for mark in piece.marks if mark.kind is MarkupKind.RUBY] == marks
    rings = [entry.words for entry in read.entries]
    assert rings == ([code[9]] if shown in ("捌", "99") else [])


@pytest.mark.parametrize(
    "code",
    ["EQ", "EQ \\a(1,2)", "EQ \\f(1,2", "EQ \\f(1)", "EQ \\o(甲,乙,丙)", "EQ \\o\\ac(○,)",
     "EQ \\i(0,1,x)", "EQ " + "\\f(1," * 30, "EQ \\s\\up9(\\f(1,2)\\s\\up3(2))"],
)  # fmt: skip
def test_a_code_that_is_not_known_is_told(code: str) -> None:
    read = read_docx(document(f"<w:p><w:r><w:t>前</w:t></w:r>{field(code)}</w:p>"))
    assert [piece.text for piece in read.pieces] == ["前"]
    assert [entry.words for entry in read.entries] == [code]


def test_a_dropped_capital_begins_its_paragraph() -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>'
    text = [piece.text for piece in pieces(
        f"<w:p><w:pPr>{frame}</w:pPr><w:r><w:t>雾</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>从谷底升起来。</w:t></w:r></w:p><w:p><w:r><w:t>路还在走。</w:t></w:r></w:p>"
    )]  # fmt: skip
    assert text == ["雾从谷底升起来。", "路还在走。"]


STYLE = (
    f'<w:styles {NS}><w:style w:type="paragraph" w:styleId="Signed"><w:pPr><w:jc w:val="right"/></w:pPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Signed"/></w:style></w:styles>'
)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ('<w:jc w:val="right"/>', True),
        ('<w:jc w:val="end"/>', True),
        ('<w:pStyle w:val="Own"/>', True),
        ('<w:pStyle w:val="Own"/><w:jc w:val="both"/>', False),
        ('<w:ind w:leftChars="1800"/>', True),
        ('<w:ind w:firstLine="4200"/>', True),
        ('<w:ind w:firstLineChars="200" w:firstLine="420"/>', False),
        ('<w:jc w:val="center"/>', False),
    ],
)
def test_a_signature_at_the_right_comes_at_the_right(said: str, right: bool) -> None:
    told = p(run("山口的灯亮了一夜。")) + p(run("云岭县文化馆"), said)
    *_, last = copied(read_docx(document(told, styles=STYLE)).pieces, "")[0].body
    assert last.kind == ("signature" if right else "paragraph")


def test_a_day_that_word_reckons_anew_is_told() -> None:
    found = read_docx(document(p("<w:r><w:t>今天是</w:t><w:dayLong/><w:t>。</w:t></w:r>")))
    assert [one.text for one in found.pieces] == ["今天是。"]
    assert [(entry.kind, entry.words) for entry in found.entries] == [(Omitted.FIELD, "dayLong")]
