"""Copy as an editor gets it: a Word file with pictures, a mail, a page of 公众号, a sheet, photos in a zip."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = (
    "清晨的雾从谷底慢慢升起来，沿着青冈岭的山脊散开，护林员罗长庚背着水壶往上走。",
    "他说，这条路走了二十年，哪块石头松了，哪棵树倒了，心里都有数。",
    "县林业站今年在沿线补栽松树三千四百株，成活率超过九成。",
    "村里的合作社把板栗晒干了再卖，一斤能多卖一块二。",
)
_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(number: int, count: int = 3) -> str:
    return "".join(SENTENCES[(number + at) % 4] for at in range(count))


def photo(seed: int, size: tuple[int, int] = (700, 480)) -> bytes:
    image = Image.new("RGB", size, (seed * 37 % 255, seed * 91 % 255, 120))
    image.paste((seed * 53 % 255, 200, seed * 17 % 255), (60, 60, 300, 300))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def words(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def drawing(number: int) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="{number}" name="图"/><a:graphic>'
        f'<a:blip r:embed="rId{number}"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def document(body: str, pictures: dict[int, bytes]) -> bytes:
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/image" Target="media/image{n}.jpg"/>'
        for n in pictures
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>"
        )
        for number, data in pictures.items():
            archive.writestr(f"word/media/image{number}.jpg", data)
    return out.getvalue()


def reportage() -> bytes:
    body = "".join(
        (
            words("守山的日子"),
            words("云岭县二十年护林治水纪实"),
            words("文/本报记者 沈禾青 图/通讯员 彭秀岚"),
            words(""),
            *(words(paragraph(n)) for n in range(3)),
            drawing(1),
            words("护林员罗长庚走在青冈岭的石阶上。（李明 摄）"),
            words("一条沟的清水账"),
            *(words(paragraph(n)) for n in range(3)),
            drawing(2),
            words("图为石门村的老皂角树。"),
            words("路修到了家门口"),
            *(words(paragraph(n)) for n in range(3)),
        )
    )
    return document(body, {1: photo(1), 2: photo(2)})


def mail() -> bytes:
    """A mail saved as text in GBK, its lines broken."""
    rows = [
        "发件人: 陆一鸣 <a@example.com>",
        "收件人: 编辑部",
        "主题: 投稿",
        "",
        "板栗晒干了再卖",
        "本报通讯员 陆一鸣",
        "",
    ]
    for number in range(4):
        text = "\u3000\u3000" + paragraph(number, 5)
        rows += [text[at : at + 36] for at in range(0, len(text), 36)]
    return "\r\n".join([*rows, ""]).encode("gb18030")


def page() -> str:
    article = "".join(f"<p>{paragraph(n)}</p>" for n in range(4))
    return (
        '<html><head><meta property="og:title" content="树下长桌脚边事"></head><body>'
        '<h1 id="activity-name">树下长桌脚边事</h1>'
        f'<div id="js_content" style="visibility:hidden"><p>点击上方蓝字关注我们</p>{article}'
        '<p><img data-src="https://mmbiz.example/1.jpg"></p><p>图为长桌议事现场。</p></div></body></html>'
    )


def sheet() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.append(["十月山货收购价", None, None])
    table.merge_cells("A1:C1")
    table.append(["品名", "日期", "每斤（元）"])
    for number, name in enumerate(("板栗", "核桃", "木耳")):
        table.append([name, dt.date(2026, 10, 10 + number), 3.5 + number])
        table.cell(table.max_row, 2).number_format = 'm"月"d"日"'
        table.cell(table.max_row, 3).number_format = "0.00"
    table.row_dimensions[4].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    """A zip whose names are GBK without a word about it, as Windows writes them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number, data in enumerate(files.values()):
            length = len(list(files)[number].encode("gb18030"))
            made.writestr(f"{number:0{length}d}", data)
    packed = out.getvalue()
    for number, name in enumerate(files):
        raw = name.encode("gb18030")
        packed = packed.replace(f"{number:0{len(raw)}d}".encode(), raw)
    return packed


PHOTOS = {
    "秋色/龙潭坪林场的落叶松黄了半面坡 李明摄.jpg": 5,
    "秋色/村民在晒谷场上收板栗 周一鸣摄.jpg": 6,
    "秋色/IMG_0031.jpg": 7,
}


def folder(where: Path) -> Path:
    """All of it in a folder."""
    where.mkdir()
    (where / "护林纪事.docx").write_bytes(reportage())
    (where / "投稿邮件.txt").write_bytes(mail())
    (where / "公众号.html").write_text(page(), encoding="utf-8")
    (where / "收购价.xlsx").write_bytes(sheet())
    shots = {name: photo(seed) for name, seed in PHOTOS.items()}
    (where / "山乡秋色图片.zip").write_bytes(archive(shots))
    (where / "Thumbs.db").write_bytes(b"idle")
    (where / "录音.mp3").write_bytes(b"ID3")
    return where
