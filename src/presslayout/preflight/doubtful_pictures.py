"""What a picture's header left to be guessed, told of each place where the picture stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING, Diagnostic, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.record import Composition


def doubtful_pictures(composition: Composition) -> Iterator[Diagnostic]:
    """No picture whose colours or frame had to be guessed without a word about it."""
    for page in composition.pages:
        for photo in page.photos:
            for word in photo.remarks:
                code, message, hint = REMARKS[word]
                yield Diagnostic(
                    code,
                    WARNING,
                    Text(
                        f"第{page.number}版图片 {photo.file} {message.zh}",
                        f"photo {photo.file} on page {page.number} {message.en}",
                    ),
                    hint=hint,
                    page=page.number,
                    story=photo.story,
                    boxes=(photo.box,),
                    count=1,
                )


# What a picture's header said, by `Header.remarks`: code, message, hint.
REMARKS: dict[str, tuple[str, Text, Text]] = {
    "animated": (
        "animated-picture",
        Text("有好几帧，只印第一帧", "has several frames; the first one prints"),
        Text("把要印的那一帧另存为一张图", "save the frame that is to print as a file of its own"),
    ),
    "bad-profile": (
        "bad-picture-profile",
        Text(
            "的 ICC 特性文件损坏或不配这张图，按没有处理",
            "holds an ICC profile that is damaged or not for it; it is taken as having none",
        ),
        Text("用修图软件重新嵌入特性文件再存", "embed the right profile and save it again"),
    ),
    "no-profile": (
        "untagged-cmyk",
        Text(
            "是四色图，没有写明为哪种纸做的，按本报的纸处理",
            "is CMYK and does not say for which paper; it is taken as made for this one",
        ),
        Text("交 RGB 原图，或嵌入特性文件", "supply the RGB original, or embed its profile"),
    ),
    "adobe-rgb": (
        "assumed-srgb",
        Text(
            "是相机的 Adobe RGB 文件，却没有嵌入特性文件，按 sRGB 转色会偏灰",
            "is a camera's Adobe RGB file without its profile; taken as sRGB its colours are dull",
        ),
        Text("在修图软件里指定 Adobe RGB 并嵌入", "assign Adobe RGB to it and embed the profile"),
    ),
}
