"""How text looks where a template says nothing, and where it does.

The values are those of the trade: faces, air and captions as the house's pages have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.units import pt
from presslayout.base.values import fields, frozen, replace
from presslayout.edition.ink import RED, Ink
from presslayout.issue.convert import Scale
from presslayout.issue.copy.read_copy import find_file
from presslayout.issue.fields import END_MARKS
from presslayout.issue.read_fonts import chain, check_files
from presslayout.issue.reader import Findings
from presslayout.issue.template import (
    FACTBOX,
    IMPRINT,
    RUBRIC,
    SECTION,
    BodyStyle,
    Heads,
    PageGround,
    SubheadStyle,
    TextStyle,
)
from presslayout.typeset.manner import (
    ARTICLES,
    DIALOGUE,
    EIGHTH,
    NEWSPAPER,
    NO_GAP,
    QUARTER,
    Manner,
)

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Span
    from presslayout.base.units import Length
    from presslayout.issue.layout_rules import Levels
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading

# The parts of a head that stand where 排 says, all of them or one by one: a rubric stands under its bar.
ALIGNED = ("kicker", "headline", "deck", "byline")
HEADLINE = TextStyle(("标题宋",), pt(24), pt(36), align="center")
# 引题 a third to two fifths of the headline's size, 副题 a little more; neither below body size.
KICKER_SHARE = (333, 400)
DECK_SHARE = (300, 420)
BYLINE = TextStyle(("楷体",), pt(9), pt(9), align="center")
CAPTION = TextStyle(("黑体",), pt("7.5"), pt("7.5"), max_lines=2, leading=pt(10))
JUMP = TextStyle(("楷体",), pt(8), pt(8))
FOLIO = TextStyle(("黑体",), pt(8), pt(8))
BANNER = TextStyle(("特黑",), pt(20), pt(20))
MASTHEAD = TextStyle(("标题宋",), pt(60), pt(60), align="center")
SUBHEAD_FACE = ("粗黑",)
# A subhead may stand a little above body size.
SUBHEAD_MORE = pt("1.5")
SUBHEAD_LINES = 2
SUBHEAD_ROWS = (2, 3)
ACCENT = RED
MANNER_FLAGS = tuple(f.name for f in fields(Manner) if isinstance(f.default, bool))
GAPS = {"quarter": QUARTER, "eighth": EIGHTH, "none": NO_GAP}
OUTDENTS = {
    "articles": frozenset((ARTICLES,)),
    "dialogue": frozenset((DIALOGUE,)),
    "both": frozenset((ARTICLES, DIALOGUE)),
    "none": frozenset[str](),
}


@frozen
class Looks:
    """The looks that all slots of a page share."""

    subhead: SubheadStyle
    caption: TextStyle
    jump: TextStyle
    folio: TextStyle
    banner: TextStyle
    masthead: TextStyle
    accent: Ink
    strip: Ink
    manner: Manner
    imprint: TextStyle
    rules: Levels
    factbox: TextStyle
    end_mark: str
    outside: bool
    ground: PageGround | None
    section: TextStyle


def looks(row: Row, body: BodyStyle, reading: Reading) -> Looks:
    """The looks that a template (over its shared style) asks for."""
    accent = row.ink("accent") or ACCENT
    subhead = row.row("subhead")
    default = TextStyle(
        SUBHEAD_FACE,
        body.size,
        body.size + SUBHEAD_MORE,
        max_lines=SUBHEAD_LINES,
        ink=accent,
    )
    rows = (
        (subhead.integer("rows") or SUBHEAD_ROWS[0]) if subhead else SUBHEAD_ROWS[0],
        (subhead.integer("rows_two") or SUBHEAD_ROWS[1]) if subhead else SUBHEAD_ROWS[1],
    )
    banner, folio = row.row("banner"), row.row("folio")
    return Looks(
        subhead=SubheadStyle(text_style(subhead, default, reading), rows[0], max(rows)),
        caption=text_style(row.row("caption"), CAPTION, reading),
        jump=text_style(row.row("jump"), JUMP, reading),
        folio=text_style(folio, FOLIO, reading),
        banner=text_style(banner, BANNER, reading),
        masthead=text_style(row.row("masthead"), MASTHEAD, reading),
        accent=accent,
        strip=(banner.ink("colour") if banner and banner.has("colour") else None) or accent,
        manner=manner(row.row("manner"), NEWSPAPER),
        rules=rules(row.row("layout_rules")),
        imprint=text_style(row.row("imprint"), IMPRINT, reading),
        end_mark=_end_mark(row, reading),
        outside=folio is not None and folio.choice("number_at") == "outside",
        factbox=text_style(row.row("factbox"), FACTBOX, reading),
        ground=ground(row.row("ground")),
        section=text_style(row.row("section"), SECTION, reading),
    )


def names(row: Row | None, part: str, key: str) -> bool:
    """Whether a 标题 says so much of one of its parts."""
    own = row.row(part) if row is not None and row.has(part) else None
    return own is not None and key in {f.name for f in own.record.fields} and own.has(key)


def ground(row: Row | None) -> PageGround | None:
    """The tint that a row of 版底 lays under a page; None where there is none."""
    if row is None:
        return None
    tint, over = row.ink("tint"), row.choice("over")
    return None if tint is None else PageGround(tint, whole=over != "area")


def _end_mark(row: Row, reading: Reading) -> str:
    """The kind of shape that closes a story, or the file of one."""
    told, place = row.words("end_mark").strip(), row.place("end_mark")
    kinds = {word: kind for zh, kind in END_MARKS for word in (zh, kind)}
    if not told or told in kinds:
        return kinds.get(told, "")
    if not told.lower().endswith(".svg"):
        reading.findings.error(
            "bad-value",
            Text(f"尾花「{told}」看不懂", f"“{told}” is no end mark"),
            place,
            Text(
                f"写 {'、'.join(zh for zh, _ in END_MARKS)}，或一个 SVG 文件",
                f"write {', '.join(en for _, en in END_MARKS)}, or an SVG file",
            ),
        )
        return ""
    return house_file(told, place, reading)


def house_file(name: str, place: Span, reading: Reading) -> str:
    """A drawing of the house that a template names, noted among what the issue is made from."""
    beside = reading.workspace.root / "layout"
    found = find_file(name, place, beside, "missing-picture", reading)
    if found is None:
        return ""
    reading.read(found)
    return reading.name(found)


def rules(row: Row | None) -> Levels:
    """How each rule of layout weighs, where a paper or a template says so."""
    if row is None:
        return ()
    found = ((f.name, row.choice(f.name)) for f in row.record.fields)
    return tuple((name, level) for name, level in found if level)


def manner(row: Row | None, lower: Manner) -> Manner:
    """A paper's or a story's manner: what the row says over what lies below it."""
    if row is None:
        return lower

    return replace(
        lower,
        marks=row.choice("marks") or lower.marks,
        gap=GAPS.get(row.choice("gap"), lower.gap),
        outdent=OUTDENTS.get(row.choice("outdent"), lower.outdent),
        **{name: row.yes(name) for name in MANNER_FLAGS if row.has(name)},
    )


def body_style(row: Row, reading: Reading) -> BodyStyle | None:
    """Body text; None when its size or pitch cannot be read."""
    families = chain(row.names("font"), reading)
    bold = chain(row.names("bold"), reading) if row.has("bold") else ()
    size = row.length("size")
    leading = row.scaled(Scale(size)).length("leading")
    if not size or not leading or leading < size:
        if size is not None and leading is not None:
            reading.findings.error(
                "bad-value",
                Text(
                    "行距不能小于字号，字号要大于 0",
                    "the pitch is no less than the size, and the size above 0",
                ),
                row.place("leading"),
                Text("例如小五配 13pt", "such as 13pt for 9pt type"),
            )
        return None
    if not bold and families:
        own = reading.families[families[0]].bold
        bold = (own,) if own in reading.families else families
    indent = row.scaled(Scale(size, leading)).length("indent")
    thousandths = None if indent is None else round(indent * 1000 / size)
    return BodyStyle(families, bold, size, leading, thousandths)


def heads(row: Row | None, body: BodyStyle, reading: Reading, *, accent: Ink = ACCENT) -> Heads:
    """The headline block's styles, sizes of kicker and deck following the headline's."""
    parts = {
        name: row.row(name) if row else None
        for name in ("rubric", "kicker", "headline", "deck", "byline")
    }
    headline = text_style(parts["headline"], HEADLINE, reading)
    low, high = headline.smallest, headline.largest

    def beside(share: tuple[int, int], family: str) -> TextStyle:
        smallest = max(low * share[0] // 1000, body.size)
        largest = max(high * share[1] // 1000, smallest)
        return TextStyle((family,), smallest, largest, align="center")

    made = Heads(
        kicker=text_style(parts["kicker"], beside(KICKER_SHARE, "黑体"), reading),
        headline=headline,
        deck=text_style(parts["deck"], beside(DECK_SHARE, "楷体"), reading),
        byline=text_style(parts["byline"], BYLINE, reading),
        rubric=text_style(parts["rubric"], replace(RUBRIC, ink=accent), reading),
    )
    if row is None or not row.choice("align"):
        return made
    stands = {part: _stands(row, part) for part in ALIGNED}
    styles = {part: getattr(made, part) for part, align in stands.items() if align}
    return replace(made, **{p: replace(s, align=stands[p]) for p, s in styles.items()})


def _stands(row: Row, part: str) -> str:
    """Where a part of a head stands: as is said nearest to the story, of itself before of all parts."""
    for layer in row.layers:
        one = replace(row, layers=(layer,), findings=Findings())
        own = one.row(part)
        found = own.choice("align") if own is not None else ""
        if found or (found := one.choice("align")):
            return found
    return ""


def own_aligns(row: Row | None) -> tuple[str, ...]:
    """The parts of a head of which a row says where they stand, one by one or all."""
    if row is None:
        return ()
    if row.has("align"):
        return ALIGNED
    parts = ((part, row.row(part)) for part in ALIGNED)
    return tuple(name for name, part in parts if part is not None and part.has("align"))


def text_style(row: Row | None, default: TextStyle, reading: Reading) -> TextStyle:
    """A line's look, field by field over its default."""
    if row is None:
        check_files(default.families, reading)
        return default
    known = {f.name for f in row.record.fields}

    def has(name: str) -> bool:
        return name in known and row.has(name)

    families = chain(row.names("font"), reading) if has("font") else ()
    if not families:
        check_files(default.families, reading)
    size = row.size("size") if has("size") else None
    leading: Length | None = row.length("leading") if has("leading") else None
    ink = row.ink("colour") if has("colour") else None
    return TextStyle(
        families=families or default.families,
        smallest=size[0] if size else default.smallest,
        largest=size[1] if size else default.largest,
        max_lines=_most_lines(row, reading) if has("max_lines") else max(default.max_lines, 1),
        leading=default.leading if leading is None else leading,
        align=(row.choice("align") if has("align") else "") or default.align,
        ink=ink if ink is not None else default.ink,
    )


def _most_lines(row: Row, reading: Reading) -> int:
    """How many lines are allowed; none is told as a fault."""
    most = row.integer("max_lines")
    if most == 0:
        reading.findings.error(
            "bad-value",
            Text("「最多行」至少是 1", "“max_lines” is 1 or more"),
            row.place("max_lines"),
            Text("不要这个题，稿件里就不写它", "for none, leave the words out of the story"),
        )
    return most or 1
