"""The SVG drawings of an issue as shapes in the press's inks, and the outlines of its cut-outs."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from presslayout.assets.fonts import chain
from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, WARNING, AssetError, Diagnostic, Text
from presslayout.base.values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.assets.fonts import Face, Family
    from presslayout.assets.silhouette import Slices
    from presslayout.base.cache import Cache
    from presslayout.base.diagnostics import Span
    from presslayout.edition.page import Shape
    from presslayout.edition.press import Press
    from presslayout.flow.bench import Outlined
    from presslayout.issue.issue import Photo
    from presslayout.issue.workspace import Loaded

# Which of the house's faces stands for a drawing's: by what its name tells, else by its kind.
_KINDS = (
    ("仿宋", ("仿宋", "fangsong", "stfangsong")),
    ("楷体", ("楷", "kai", "cursive")),
    ("黑体", ("黑", "hei", "sans", "gothic", "yahei", "pingfang", "雅黑", "arial", "helvetica", "verdana",
              "roboto", "system-ui", "fantasy", "mono", "courier", "tahoma", "segoe", "dengxian",
              "等线", "calibri")),
    ("宋体", ("宋", "song", "sim", "serif", "ming", "明", "times", "georgia")),
)  # fmt: skip
_USUAL = "宋体"


@frozen
class PlacedDrawing:
    """A drawing's shapes at its own size; `lost` and `lettered` as `assets.svg.Sketch` has them."""

    shapes: tuple[Shape, ...]
    lost: tuple[tuple[str, str], ...] = ()
    lettered: bool = False


def drawn(
    loaded: Loaded, press: Press, files: Sequence[str], cache: Cache | None = None
) -> dict[str, PlacedDrawing]:
    """Each file as shapes in the press's inks; AssetError when one cannot be read."""
    if not files:
        return {}
    from presslayout.assets import svg
    from presslayout.assets.colour import inks_of
    from presslayout.assets.pictures import Conversion
    from presslayout.issue.read_press import press_profile_of

    workspace, colours = loaded.workspace, press_profile_of(loaded, press.name).colours
    conversion = Conversion(colours.press, colours.source, press.ink_limit, press.intent)
    made = {}
    for file in files:
        path = workspace.root / file
        sketch = svg.sketch(path, doors.read(path), partial(faces_of, loaded.families, cache))
        inks = {c: ink for c in svg.colours(sketch) if (ink := svg.process_ink(c)) is not None}
        screen = {c: rgb for c in svg.colours(sketch) if c not in inks and (rgb := svg.rgb_of(c))}
        inks |= dict(zip(screen, inks_of(tuple(screen.values()), conversion), strict=True))
        made[file] = PlacedDrawing(
            svg.shapes(sketch, inks.__getitem__), sketch.lost, sketch.lettered
        )
    return made


def faces_of(
    families: Mapping[str, Family],
    cache: Cache | None,
    names: Sequence[str],
    bold: bool,  # noqa: FBT001
) -> tuple[Face, ...]:
    """The house's faces for the families that a drawing names (CSS Fonts 4, 4.1), in order."""
    found = [name for name in map(partial(_family, families), names) if name]
    found.append(_USUAL if _USUAL in families else next(iter(families)))
    if bold and families[found[0]].bold:
        found.insert(0, families[found[0]].bold)
    return chain(families, tuple(dict.fromkeys(found)), cache)


def _family(families: Mapping[str, Family], name: str) -> str:
    if name in families:
        return name
    small = name.lower()
    kinds = (kind for kind, words in _KINDS if any(word in small for word in words))
    return next((kind for kind in kinds if kind in families), "")


def told(path: str, made: PlacedDrawing, span: Span, page: int, story: str) -> list[Diagnostic]:
    """What must be known of a drawing before it prints."""
    found = []
    name = PurePosixPath(path).name
    if made.lost:
        zh, en = "、".join(zh for zh, _ in made.lost), ", ".join(en for _, en in made.lost)
        found.append(
            Diagnostic(
                "not-vector",
                ERROR,
                Text(
                    f"图形“{name}”里有{zh}，不能照原样印；校样上只画了其余的部分",
                    f'drawing "{name}" holds {en}, which cannot print as drawn; a proof shows the rest',
                ),
                span,
                Text(
                    "去掉这些内容后重新导出，或导出为 PDF",
                    "remove that before you export it, or export it as PDF",
                ),
                page,
                story,
            )
        )
    if made.lettered:
        found.append(
            Diagnostic(
                "drawing-text",
                WARNING,
                Text(
                    f"图形“{name}”里的文字用本报的字体排，看一眼长短和位置",
                    f'the text of drawing "{name}" is set in the house\'s faces: look at its length and place',
                ),
                span,
                Text(
                    "要用原来的字体，在绘图软件里转曲后重新导出",
                    "to keep its own faces outline the text before you export it",
                ),
                page,
                story,
            )
        )
    return found


def cut_outs(loaded: Loaded) -> tuple[Photo, ...]:
    """The photos whose outline text runs along, each outline of a file once."""
    found = {
        (photo.file, photo.outline): photo
        for story in loaded.issue.stories
        for photo in story.photos
        if photo.contour
    }
    return tuple(found.values())


def outlined(loaded: Loaded) -> dict[Outlined, Slices]:
    """The outlines of all cut-outs; AssetError where a picture has none."""
    wanted = cut_outs(loaded)
    if not wanted:
        return {}
    from presslayout.assets.images import unreadable
    from presslayout.assets.pictures import UnreadableError
    from presslayout.assets.silhouette import of_alpha, of_points

    made: dict[Outlined, Slices] = {}
    for photo in wanted:
        key = photo.file, photo.outline
        path = loaded.workspace.root / photo.file
        try:
            found = of_points(photo.outline) if photo.outline else of_alpha(path)
        except UnreadableError as fault:
            (said,) = unreadable(path, fault).diagnostics
            raise AssetError([replace(said, span=photo.span)]) from fault
        if found is None:
            raise AssetError([_no_outline(photo)])
        made[key] = found
    return made


def _no_outline(photo: Photo) -> Diagnostic:
    return Diagnostic(
        "no-outline",
        ERROR,
        Text(
            f"图片 {photo.file} 没有透明底，看不出轮廓",
            f"{photo.file} has no transparency: its outline cannot be seen",
        ),
        photo.span,
        Text(
            "换成带透明底的 PNG，或把「轮廓」写成一串点：[[10%, 0%], [90%, 30%], [60%, 100%]]",
            "take a PNG with transparency, or write the contour as points",
        ),
    )
