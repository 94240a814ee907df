"""Small templates, stories and faces for tests, made without reading any YAML."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.assets.fonts import Family
from presslayout.base.diagnostics import Span
from presslayout.base.units import Length, mm, pt
from presslayout.edition.ink import BLACK, RED, Ink
from presslayout.edition.page import Glyphs, Page, Picture
from presslayout.edition.press import Press
from presslayout.edition.steps import Step
from presslayout.issue.issue import Banner, Issue, PageSpec, Paper, Paragraph, Photo, Story
from presslayout.issue.template import BodyStyle, Heads, Slot, SubheadStyle, Template, TextStyle
from presslayout.issue.workspace import Loaded, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]
HERE = Span("issue.yaml", 1, 1)
EM, PITCH = pt(9), pt(13)


def family(name: str, file: str, *fallback: str) -> Family:
    return Family(name, ROOT / "fonts" / file, 0, f"fonts/{file}", fallback, "", "OFL 1.1")


FAMILIES = {
    f.name: f
    for f in (
        family("宋体", "NotoSerifSC-Regular.ttf", "楷体"),
        family("标题宋", "NotoSerifSC-Black.ttf", "宋体"),
        family("楷体", "LXGWWenKai-Regular.ttf", "宋体"),
        family("粗黑", "NotoSansSC-Bold.ttf", "宋体"),
        family("黑体", "NotoSansSC-Regular.ttf", "宋体"),
    )
}
SONG = FAMILIES["宋体"]


def style(
    name: str,
    smallest: float,
    largest: float | None = None,
    *,
    lines: int = 1,
    align: str = "center",
    ink: Ink = BLACK,
    leading: Length = 0,
) -> TextStyle:
    return TextStyle((name,), pt(smallest), pt(largest or smallest), lines, leading, align, ink)


def heads(smallest: float = 26, largest: float = 40, lines: int = 1) -> Heads:
    return Heads(
        style("黑体", 12, 14),
        style("标题宋", smallest, largest, lines=lines),
        style("楷体", 14, 18),
        style("楷体", 9),
    )


def slot(
    name: str,
    rows: tuple[int, int],
    columns: tuple[int, int] = (1, 6),
    content: str = "story",
    *,
    split: int | None = None,
    frame: Length = 0,
    display: Heads | None = None,
    byline_at: str = "below",
    vertical: bool = False,
    head_side: str = "",
) -> Slot:
    return Slot(
        name=name,
        rows=rows,
        columns=columns,
        content=content,
        split=split,
        remainder="gutter",
        frame=frame,
        tint=None,
        heads=display or heads(),
        head_rows=(0, 0),
        head_columns=0,
        byline_at=byline_at,
        rule=0,
        accent=RED,
        span=HERE,
        vertical=vertical,
        head_side=head_side,
    )


def template(*slots: Slot, rows: int = 76) -> Template:
    """A tabloid of six base columns of 12字, as 四开-双稿特刊 has it."""
    return Template(
        name="试验",
        file="layout/试验.yaml",
        width=mm(275),
        height=mm(390),
        bleed=0,
        body=BodyStyle(("宋体",), ("粗黑",), EM, PITCH, 2000),
        left=(mm(275) - 77 * EM) // 2,
        top=(mm(390) - rows * PITCH) // 2,
        cells=77,
        rows=rows,
        base_columns=6,
        base_cells=12,
        gutter_cells=1,
        slots=slots,
        subhead=SubheadStyle(style("粗黑", 9, 10.5, lines=2, align="start", ink=RED), 2, 3),
        caption=style("黑体", 7.5, lines=2, align="start", leading=pt(10)),
        jump=style("楷体", 8),
        folio=style("黑体", 8),
        banner=style("粗黑", 20),
        masthead=style("标题宋", 60),
        accent=RED,
        ppi_error=99,
        ppi_warning=149,
        fit_order=(
            Step.PICTURE_HEIGHT,
            Step.PICTURE_POSITION,
            Step.HEAD_ROWS,
            Step.PARAGRAPH_LINES,
            Step.BYLINE_END,
            Step.DROP_OPTIONAL,
        ),
        span=HERE,
    )


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    """Blocks of a body; a text that begins with `## ` is a subhead."""
    made, offset = [], 0
    for text in texts:
        kind = "subhead" if text.startswith("## ") else "paragraph"
        plain = text.removeprefix("## ")
        made.append(Paragraph(kind, plain, offset))
        offset += len(plain) + 1
    return tuple(made)


def story(name: str, where: str, *texts: str, headline: str = "山水之间", **facts: object) -> Story:
    given: dict[str, object] = {
        "id": name,
        "slot": where,
        "weight": None,
        "kicker": "",
        "headline": headline,
        "deck": "",
        "byline": "本报记者 沈禾青",
        "body": paragraphs(*texts),
        "pullquotes": (),
        "photos": (),
        "jump": None,
        "style": None,
        "span": HERE,
        "spans": (),
    }
    return Story(**{**given, **facts})  # type: ignore[arg-type]


def photo(file: str, columns: int | None = None, at: str = "", caption: str = "远山。") -> Photo:
    return Photo(
        file,
        Path(file).stem,
        caption,
        "某某",
        (500, 500),
        columns,
        at,
        False,
        "",
        HERE,
    )


def page(number: int, name: str, *stories: Story) -> PageSpec:
    return PageSpec(number, "特刊", name, "甲", "乙", "丙", Banner("山水", "特刊"), stories, HERE)


def loaded(templates: dict[str, Template], *pages: PageSpec) -> Loaded:
    paper = Paper("云岭日报", "CN 53-0000", dt.date(2026, 10, 18), "6128", "4", "", HERE)
    issue = Issue("试验", "issue/试验.yaml", paper, pages, ())
    return Loaded(issue, templates, FAMILIES, Workspace(ROOT, ROOT), ())


NEWSPRINT = Press(
    name="newsprint",
    standard="x1a",
    profile="IFRA26S_TAC220.icc",
    profile_sha256="",
    condition="IFRA26",
    ink_advised=220,
    ink_limit=240,
    ppi_error=99,
    ppi_warning=149,
    bleed=0,
)


def crops(pages: Iterable[Page]) -> Iterator[tuple[int, int, int, int]]:
    """The windows through which the pictures of some pages are seen, in their pixels."""
    for page in pages:
        for block in page.blocks:
            yield from (item.crop for item in block.items if isinstance(item, Picture))


def body_text(made: Page, name: str) -> str:
    """What the body of a story shows on a page, in reading order."""
    return "".join(
        item.text
        for block in made.blocks
        if block.id == f"{name}/body"
        for item in block.items
        if isinstance(item, Glyphs)
    )
