"""Copy as it really arrives, from the file to the page: what is set, what is told, what a PDF gives back.

The cases of `shared` were found in the field; those made here are of the same kinds, other examples.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from presslayout.issue.load import load
from tests.e2e.desk import ROOT
from tests.unit.issue.copy.test_foreign import NS, document, p, run

if TYPE_CHECKING:
    from presslayout.issue.issue import Paragraph
    from tests.e2e.desk import Desk

FIELD = ROOT.parent / "shared" / "cases" / "field"


def case(desk: Desk, name: str) -> Path:
    """A case of the field in a workspace of its own; skipped where the cases are not here."""
    if not (FIELD / name).is_dir():
        pytest.skip(f"{FIELD / name} is not here")
    for file in (FIELD / name).iterdir():
        shutil.copyfile(file, desk.spec.parent / file.name)
    return desk.spec


def put(desk: Desk, name: str, data: bytes) -> Path:
    """The desk's issue with a file as the body of its lead."""
    (desk.spec.parent / name).write_bytes(data)
    text = desk.spec.read_text(encoding="utf-8")
    desk.spec.write_text(text.replace("正文: A.txt", f"正文: {name}"), encoding="utf-8")
    return desk.spec


def body(spec: Path) -> tuple[Paragraph, ...]:
    return next(story.body for story in load(spec).issue.stories if story.id == "A")


def told(spec: Path, code: str = "copy-left-out") -> list[str]:
    return [d.message.zh for d in load(spec).diagnostics if d.code == code]


def shown(spec: Path) -> list[str]:
    return [f"{p.marker}{p.text}" for p in body(spec)]


def printed(pdf: Path) -> str:
    """What a reader copies out of a PDF, without the blanks and line ends that it puts in."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def edition_body(desk: Desk) -> str:
    """The body of the lead as the edition has it."""
    edition = json.loads((desk.out / "edition.json").read_text(encoding="utf-8"))
    (story,) = [one for one in edition["stories"] if one["id"] == "A"]
    text: str = story["texts"]["body"]
    return text


FIELD_BODIES = {
    "01-docx-numbering": [
        "云岭县山林管护公约如下。", "第一条进山不带火种。", "第二条林中不许挖沙。", "第三条违反前条的，由村里议定怎么补。",
        "一、护林的责任。", "（1）巡山。", "（2）守夜。", "二、护林的报酬。", "（1）按月发。", "（2）年底补。",
        "4.这一条接着上页的第三项。", "5.从四数起的下一项。", "①圈码一。", "②圈码二。",
        "第四条由样式编号的一条。", "第五条由样式编号的又一条。", "一、带编号的小标题", "小标题后面的话。",
    ],
    "02-docx-superscript": [
        "展厅面积120m²，库容1.2×10⁸立方米。", "CO₂浓度下降，老罗说[1]不难。", "气温－5oC。", "公式是x²=3/4。",
    ],
    "03-docx-left-out": [
        "护林站建于1972年¹，当时有五个人。", "选项：☑同意　□不同意；温度25°C。", "他今年六十一岁。",
        "嵌进来的一段网页文字。", "结尾一段。",
    ],
    "04-docx-tracked": [
        "原来分开的前半段，编辑把它和后半段接成一段了。", "村名", "户数", "白石溪", "30", "表后一段。",
    ],
    "06-wechat-html": ["护林员罗长庚每天天不亮就上山。", "山上的路", "他走的路有十六公里，\u00a0来回要六个小时。"],
}  # fmt: skip


@pytest.mark.parametrize("name", FIELD_BODIES)
def test_a_case_of_the_field_is_set_whole_and_in_order(desk: Desk, name: str) -> None:
    spec = case(desk, name)
    found = [line.replace("\u00a0", " ") for line in shown(spec)]
    assert found == [line.replace("\u00a0", " ") for line in FIELD_BODIES[name]]


def test_what_the_field_left_out_is_told(desk: Desk) -> None:
    spec = case(desk, "03-docx-left-out")
    assert told(spec) == [
        "没有排：脚注、尾注 1 处 15 字：“一说1973年，见县志第四卷。”",
        "没有排：图片 1 处 6 字：“罗长庚在垭口”",
        "没有排：划掉的字 1 处 2 字：“六十”",
    ]


def test_a_document_that_names_its_main_part_otherwise_is_the_same(desk: Desk) -> None:
    first = shown(case(desk, "03-docx-left-out"))
    assert shown(case(desk, "10-docx-document2")) == first


def test_revisions_of_paragraphs_and_rows_are_taken_as_accepted(desk: Desk) -> None:
    spec = case(desk, "04-docx-tracked")
    (said,) = told(spec, "tracked-change")
    assert "2 处" in said


def test_merged_cells_keep_their_columns(desk: Desk) -> None:
    cells = {
        one.text: (one.cell, one.covers)
        for one in body(case(desk, "05-docx-merged-cells"))
        if one.cell != (0, 0)
    }
    assert cells["村"] == ((1, 1), (2, 1))
    assert cells["造林（亩）"] == ((1, 2), (1, 2))
    assert cells["护林员"] == ((1, 4), (2, 1))
    assert [cells[text][0] for text in ("去年", "今年", "120", "150")] == [
        (2, 2),
        (2, 3),
        (3, 2),
        (3, 3),
    ]
    assert cells["270"] == ((4, 2), (1, 2))


def test_an_article_is_the_same_hidden_or_shown(desk: Desk) -> None:
    spec = case(desk, "06-wechat-html")
    hidden = shown(spec)
    shutil.copyfile(desk.spec.parent / "B-visible.html", desk.spec.parent / "A.html")
    assert shown(spec) == hidden
    assert sorted(told(spec)) == [
        "没有排：图片 1 处 2 字：“图片”",
        "没有排：文件自带的题名、作者、时间 3 处 15 字：“望云垭的秋天”",
    ]


def test_nested_lists_of_a_page_count_by_themselves(desk: Desk) -> None:
    if not (FIELD / "22-html-ids").is_dir():
        pytest.skip("the cases are not here")
    spec = put(desk, "A.html", (FIELD / "22-html-ids" / "A.html").read_bytes())
    assert shown(spec) == [
        "巡山要点", "1.看火", "1.烟", "2.味", "2.看水", "1.清", "2.浊",
        "守夜要点", "1.门", "1.闩", "2.灯",
    ]  # fmt: skip


def test_lines_with_signs_before_figures_are_set_as_typed(desk: Desk) -> None:
    if not (FIELD / "11-minus").is_dir():
        pytest.skip("the cases are not here")
    data = (FIELD / "11-minus" / "A.txt").read_bytes()
    assert shown(put(desk, "A.txt", data)) == data.decode().split()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01-docx-numbering", ["第三条", "一、", "（2）", "①", "第五条", "违反前条的，由村里议定怎么补。"]),
        ("02-docx-superscript", ["120m²，库容1.2×10⁸立方米。", "CO₂浓度下降，老罗说[1]不难。", "x²=3/4。"]),
        ("05-docx-merged-cells", ["造林（亩）", "去年今年", "龙潭坪1201503", "合计2703"]),
    ],
)  # fmt: skip
def test_a_page_of_the_field_gives_its_words_back(desk: Desk, name: str, words: list[str]) -> None:
    case(desk, name)
    ran = desk.build("press")
    assert ran.exit == 0, ran.out
    assert edition_body(desk) == "\n".join(one.text for one in body(desk.spec))
    said = printed(desk.out / "press.pdf")
    assert [word for word in words if word not in said] == []


NUMBERED = [
    ("chineseCountingThousand", "第%1章", ["第一章", "第二章"]),
    ("decimalFullWidth", "%1．", ["１．", "２．"]),
    ("upperRoman", "%1)", ["I)", "II)"]),
    ("lowerLetter", "(%1)", ["(a)", "(b)"]),
    ("decimalZero", "%1.", ["01.", "02."]),
    ("ideographTraditional", "%1、", ["甲、", "乙、"]),
    ("decimalEnclosedParen", "%1", ["⑴", "⑵"]),
]


@pytest.mark.parametrize(("form", "text", "markers"), NUMBERED)
def test_other_numbers_of_lists_are_as_word_shows_them(
    desk: Desk, form: str, text: str, markers: list[str]
) -> None:
    numbering = (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    made = document(p(run("看火"), item) + p(run("看水"), item), numbering=numbering)
    assert [one.marker for one in body(put(desk, "A.docx", made))] == markers


def test_a_document_whose_parts_have_other_names_is_read(desk: Desk) -> None:
    made = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="/content/main.xml"/></Relationships>',
        )
        archive.writestr(
            "content/main.xml",
            f"<w:document {NS}><w:body>{p(run('护林站。'))}</w:body></w:document>",
        )
    assert shown(put(desk, "A.docx", made.getvalue())) == ["护林站。"]


PAGE = (
    '<html><head><meta charset="{}"></head><body><ol start="3" type="a"><li>看火<li value="9">看水</ol>'
    '<ol reversed><li>门<ol type="I"><li>闩</ol><li>灯</ol><p>面积10<sup>3</sup>亩，H<sub>2</sub>O</p>'
    "<table><tr><th rowspan=2>村<th colspan=2>亩<tr><td>去年<td>今年<tr><td>坪<td>1<td>2</table></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_other_lists_cells_and_figures_of_a_page(desk: Desk, encoding: str) -> None:
    spec = put(desk, "A.htm", PAGE.format(encoding).encode(encoding, "xmlcharrefreplace"))
    assert shown(spec)[:6] == ["c.看火", "i.看水", "2.门", "I.闩", "1.灯", "面积10³亩，H₂O"]
    cells = {one.text: (one.cell, one.covers) for one in body(spec)[6:]}
    assert cells["村"] == ((1, 1), (2, 1))
    assert cells["亩"] == ((1, 2), (1, 2))
    assert cells["2"] == ((3, 3), (1, 1))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16-le", "utf-16"])
def test_mail_of_any_encoding_is_the_same(desk: Desk, encoding: str) -> None:
    text = "护林员罗长庚每天天不亮就上山。\r\n他走的路有十六公里，㐀字也认得。\r\n"
    assert shown(put(desk, "A.txt", text.encode(encoding))) == text.split()


LIFTED = """\
## 库容10⁸立方米

面积120m²，库容1.2×10{8|^}立方米，老罗说{[1]|^}不难，CO{2|v}降了。

- 林地5hm²，氧O{2|v}多。
- 第二项。

> 一亩林一年收CO{2|v}一吨，占地10{3|^}平方米。

| 气 | 量（kg/m{3|^}） |
|---|---|
| SO{2|v} | 10⁻³ |
| x{n+1|v} | 7 |

"""


def test_figures_off_the_line_are_held_everywhere_and_read_in_order(desk: Desk) -> None:
    sentence = "云岭县护路人清晨走过石桥，看见雾从谷底慢慢升起来，沿着山脊散开。"
    put(desk, "A.md", (LIFTED + "\n\n".join([sentence * 3] * 14) + "\n").encode())
    text = desk.spec.read_text(encoding="utf-8")
    photo = next((ROOT / "images").glob("*.jpg"))
    (desk.root / "images").mkdir(exist_ok=True)
    shutil.copyfile(photo, desk.root / "images" / "甲.jpg")
    text = text.replace("主题: 守山的日子", "主题: 护林站有120m²").replace(
        "        正文: A.md\n",
        "        正文: A.md\n        资料框:\n          - 标题: 一吨CO₂\n            文字: |\n"
        "              收CO{2|v}一吨，占10{3|^}平方米。\n"
        "        图片: [{文件: images/甲.jpg, 说明: 林地5hm²在山后。, 摄影: 李明, 栏数: 2, 位置: 右上}]\n",
    )
    desk.spec.write_text(text, encoding="utf-8")
    for target in ("press", "proof"):
        ran = desk.build(target)
        assert ran.exit == 0, ran.out + ran.err
        said = printed(desk.out / f"{target}.pdf")
        for words in (
            "120m²", "库容10⁸立方米", "1.2×108立方米", "老罗说[1]不难", "CO2降了", "林地5hm²，氧O2多。",
            "kg/m3", "SO2", "10⁻³", "xn+1", "CO₂一吨", "收CO2一吨，占103平方米。", "林地5hm²在山后。",
        ):  # fmt: skip
            assert words in said, (target, words)
    quotes = dict(load(desk.spec).issue.stories[0].texts)["pullquote-1"]
    assert quotes == "一亩林一年收CO₂一吨，占地10³平方米。"


def test_copy_of_every_format_has_the_same_length(desk: Desk) -> None:
    words = "护林员罗长庚每天天不亮就上山。"
    files = {
        "a.txt": f"{words}\n".encode(),
        "a.md": f"**{words[:3]}**{words[3:]}\n".encode(),
        "a.docx": document(p(run(words[:5], "<w:b/>") + run(words[5:]))),
        "a.html": f"<p style='color:red'>{words}</p>".encode(),
        "B.TXT": f"<html><body><p>{words}</p></body></html>".encode(),
        "B.md": document(p(run(words))),
    }
    for name, data in files.items():
        (desk.root / name).write_bytes(data)
        made = desk.run("lines", name, "--cells", "12", "--json")
        assert made.exit == 0, (name, made.err)
        assert made.json["chars"] == 15, name
        assert len(made.json["lines"]) == 2, name
        other = {d["code"] for d in made.json["diagnostics"]}
        assert other == ({"copy-kind"} if name.startswith("B") else set())


def test_copy_that_cannot_be_read_says_so(desk: Desk) -> None:
    (desk.root / "a.docx").write_bytes(b"PK\x03\x04 broken")
    made = desk.run("lines", "a.docx", "--cells", "12", "--json")
    assert made.exit == 1
    assert made.codes == {"copy-unreadable"}


def test_what_a_document_repeats_is_told_with_its_way_out(desk: Desk) -> None:
    made = document(p(run("守山的日子")) + p(run("记者　沈禾青")) + p(run("护林员上山。" * 40)))
    put(desk, "A.docx", made)
    ran = desk.run("check", "issue/期", "--json")
    (found,) = [d for d in ran.json["diagnostics"] if d["code"] == "title-repeated"]
    assert "主题、署名" in found["message"]
    assert "A.docx 第 1–2 行" in found["message"]
    assert "presslayout import" in found["hint"]
    told_ = desk.run("fmt", "issue/期/A.docx", "--标点", "--json")
    assert told_.codes == {"not-tidied"}
    assert "原稿" in told_.out
