"""Files that are no picture a paper prints, named by their first bytes: what to save again, and how."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen


@frozen
class Foreign:
    """What a file is, as an editor calls it; what to do where saving it again is not all."""

    name: Text
    hint: Text | None = None


def _drawing(suffix: str) -> Text:
    return Text(
        zh=f"把文件名的末尾改成 .{suffix}，就照图表、标志排",
        en=f"let its name end in .{suffix}: it is then set as a drawing",
    )


_EXPORT = Text(
    zh="在作图软件里导出为单页的 PDF（嵌入字体）再放入，照矢量印",
    en="export it as a PDF of one page with its fonts, and it prints as vectors",
)
# By the file's own first bytes: (from which byte on, what stands there) and what that is.
_FIRST = (
    (0, b"BM", Foreign(Text(zh="BMP 图", en="a BMP picture"))),
    (0, b"8BPS", Foreign(Text(zh="Photoshop 的 PSD 文件", en="a PSD of Photoshop"))),
    (0, b"\0\0\0\x0cjP  ", Foreign(Text(zh="JPEG 2000 图", en="a JPEG 2000 picture"))),
    (0, b"\xff\x4f\xff\x51", Foreign(Text(zh="JPEG 2000 图", en="a JPEG 2000 picture"))),
    (0, b"\xff\x0a", Foreign(Text(zh="JPEG XL 图", en="a JPEG XL picture"))),
    (0, b"\0\0\0\x0cJXL ", Foreign(Text(zh="JPEG XL 图", en="a JPEG XL picture"))),
    (4, b"ftypavif", Foreign(Text(zh="AVIF 图", en="an AVIF picture"))),
    (4, b"ftypcrx ", Foreign(Text(zh="RAW 原片", en="a camera's raw file"))),
    (0, b"%!PS", Foreign(Text(zh="EPS 图形", en="an EPS drawing"), _EXPORT)),
    (0, b"\xc5\xd0\xd3\xc6", Foreign(Text(zh="EPS 图形", en="an EPS drawing"), _EXPORT)),
    (0, b"\xd7\xcd\xc6\x9a", Foreign(Text(zh="WMF 图形", en="a WMF drawing"), _EXPORT)),
    (40, b" EMF", Foreign(Text(zh="EMF 图形", en="an EMF drawing"), _EXPORT)),
    (0, b"%PDF-", Foreign(Text(zh="PDF 文件", en="a PDF"), _drawing("pdf"))),
    (0, b"<svg", Foreign(Text(zh="SVG 图形", en="an SVG"), _drawing("svg"))),
    (0, b"PK\3\4", Foreign(Text(zh="ZIP 压缩包或 Word 文件", en="an archive or a Word file"))),
)


def told(head: bytes) -> Foreign | None:
    """What a file is that begins so; None of pictures, and of what nobody knows."""
    return next((kind for at, mark, kind in _FIRST if head.startswith(mark, at)), None)
