"""The SVG drawings of an issue as shapes in the press's inks, and the outlines of its cut-outs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.diagnostics import ERROR, AssetError, Diagnostic, Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presslayout.assets.silhouette import Slices
    from presslayout.assets.svg import Sketch
    from presslayout.flow.desk import Outlined
    from presslayout.page import Ink, Press, Shape
    from presslayout.spec.issue import Photo
    from presslayout.spec.workspace import Loaded

SOURCE_PROFILE = "layout/press/sRGB.icc"


def drawn(loaded: Loaded, press: Press, files: Sequence[str]) -> dict[str, tuple[Shape, ...]]:
    """The shapes of each file at its own size; AssetError when one cannot be kept as vectors."""
    if not files:
        return {}
    from presslayout.assets import svg
    from presslayout.assets.colour import inks_of
    from presslayout.assets.images import Conversion
    from presslayout.spec.read_press import press_profile_path

    workspace = loaded.workspace
    source = workspace.root / SOURCE_PROFILE
    if not source.is_file():
        source = workspace.packaged / SOURCE_PROFILE
    conversion = Conversion(
        press_profile_path(workspace, press.name).read_bytes(),
        source.read_bytes(),
        press.ink_limit,
        press.intent,
    )
    made = {}
    for file in files:
        path = workspace.root / file
        sketch = svg.sketch(path, path.read_bytes())
        inks = {c: ink for c in svg.colours(sketch) if (ink := svg.process_ink(c)) is not None}
        screen = {c: rgb for c in svg.colours(sketch) if c not in inks and (rgb := svg.rgb_of(c))}
        inks |= dict(zip(screen, inks_of(tuple(screen.values()), conversion), strict=True))
        made[file] = svg.shapes(sketch, _known(path, sketch, inks).__getitem__)
    return made


def _known(path: Path, sketch: Sketch, inks: dict[str, Ink]) -> dict[str, Ink]:
    """The inks, if every colour of the drawing has one."""
    unknown = [c.colour for c in sketch.contours if c.colour not in inks]
    if not unknown:
        return inks
    raise AssetError(
        [
            Diagnostic(
                "not-vector",
                ERROR,
                Text(
                    f"图形“{path.name}”里的颜色“{unknown[0]}”看不懂",
                    f'drawing "{path.name}" has a colour that is not understood: "{unknown[0]}"',
                ),
                hint=Text(
                    "颜色写成 #RRGGBB 或 device-cmyk(0 1 1 0)",
                    "write colours as #RRGGBB or device-cmyk(0 1 1 0)",
                ),
            )
        ]
    )


def outlined(loaded: Loaded) -> dict[Outlined, Slices]:
    """The outlines of all cut-outs; AssetError where a picture has none."""
    wanted = {
        (photo.file, photo.outline): photo
        for story in loaded.issue.stories
        for photo in story.photos
        if photo.contour
    }
    if not wanted:
        return {}
    from presslayout.assets.silhouette import of_alpha, of_points

    made: dict[Outlined, Slices] = {}
    for key, photo in wanted.items():
        found = (
            of_points(photo.outline)
            if photo.outline
            else of_alpha(loaded.workspace.root / photo.file)
        )
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
