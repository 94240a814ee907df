"""Legal form (出版形式): what must be printed, judged on what the pages print, errors counted.

Judged where the file holds page one.  What may stand on any page is missed only where the whole
day's pages are there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING, Diagnostic, Paste, Span, Text
from presslayout.base.patterns import regex
from presslayout.base.units import to_pt
from presslayout.base.values import frozen
from presslayout.edition.page import Glyphs, Picture, Placed, Shape
from presslayout.edition.roles import Role
from presslayout.issue.fields import KIND
from presslayout.issue.fields.field import chinese
from presslayout.issue.kinds import IssueKind
from presslayout.issue.paper import PENDING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Item, Page
    from presslayout.issue.ad import Ad
    from presslayout.issue.issue import Issue
    from presslayout.issue.read_form import LegalForm, LegalRule

FURNITURE = frozenset({Role.MASTHEAD, Role.FOLIO, Role.IMPRINT})
_CN = regex(r"CN ?[0-9]{2}-[0-9]{4}(/[A-Z0-9]+)?\Z")
FREE = "免费赠阅"
# What the imprint must say: the rule, the fields of which one is enough, the words of the message.
IMPRINT = (
    ("主管", ("authority",), "authority in charge"),
    ("主办", ("sponsor",), "sponsor"),
    ("出版", ("publisher",), "publisher"),
    ("地址", ("address",), "publisher's address"),
    ("联系方式", ("telephone", "email", "website"), "telephone or e-mail"),
    ("印刷", ("printer",), "printer"),
    ("印刷地址", ("printer_address",), "printer's address"),
    ("发行", ("distribution", "postal_code"), "distribution"),
    ("定价", ("price",), "price"),
)
_OF_IMPRINT = frozenset(name for _, names, _ in IMPRINT for name in names)
# The masthead prints the day's facts and no more.
_SLOT_OF_IMPRINT = Text(
    "换一版的「模板」，用有版权条的（presslayout layouts 里写着“版权条”的，如 四开-末版四稿）；"
    "或在版式的「区块」里空出一两行，加「版权条: {行: 75-76, 栏: 1-6, 内容: 版权条}」",
    "give a page a template with an imprint (presslayout layouts says which have one), "
    "or free a row or two in its “slots” for “imprint: {rows: 75-76, columns: 1-6, content: imprint}”",
)
_SLOT_OF_DAY = Text(
    "头版换用有「报头」的版式，或在版式里加「版权条」",
    "give page one a template with a masthead (报头), or a template an imprint (版权条)",
)


@frozen
class Breach:
    """A rule that is broken: on which page, in which words, where in the spec."""

    rule: str
    message: Text
    hint: Text
    page: int = 1
    span: Span | None = None
    paste: Paste | None = None


@frozen
class FormVerdict:
    """The breaches with the errors that each counts, what is told of them, and what people judge."""

    limit: int
    breaches: tuple[tuple[Breach, int], ...]
    found: tuple[Diagnostic, ...]
    by_hand: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """差错数: all together."""
        return sum(count for _, count in self.breaches)


def form(
    issue: Issue,
    pages: Iterable[Page],
    rules: LegalForm | None,
    mute: Collection[tuple[int, Ad]] = (),
) -> FormVerdict | None:
    """The verdict on an issue's pages; None where page one is not among them.

    `mute` are the ads with a label of their own in which no label was found, by page.
    """
    shown = {page.number: page for page in pages}
    if rules is None or 1 not in shown:
        return None
    today = issue.paper.pages_today
    whole = today.isdigit() and set(range(1, int(today) + 1)) <= shown.keys()
    broken = [breach for check in CHECKS for breach in check(issue, shown, whole)]
    broken += _labels(issue, shown, mute)
    broken = [breach for breach in broken if breach.rule in rules.rules]
    judged = tuple((breach, rules.rules[breach.rule].errors) for breach in broken)
    found = [_told(breach, rules.rules[breach.rule]) for breach in broken]
    total = sum(count for _, count in judged)
    if total > rules.limit:
        found.append(_sum(total, rules, issue))
    by_hand = tuple(name for name, rule in rules.rules.items() if rule.by_hand)
    return FormVerdict(rules.limit, judged, tuple(found), by_hand)


def _name(issue: Issue, pages: dict[int, Page], whole: bool) -> Iterator[Breach]:  # noqa: FBT001
    """The paper's name on page one, larger than all else there."""
    del whole
    page, name = pages[1], issue.paper.name
    heads = [block for block in page.blocks if block.role == Role.MASTHEAD]
    own = [i for b in heads for i in b.items if _names(i, name)]
    drawn = any(not isinstance(item, Glyphs) for item in own)
    if not drawn and "".join(i.text for i in own if isinstance(i, Glyphs)) != name:
        yield Breach(
            "报名",
            Text("一版报头没有报名", "page one bears no masthead with the paper's name"),
            Text(
                "头版换用有「报头」的版式", "give page one a template with a masthead slot (报头)"
            ),
            span=_place(issue, 1),
        )
        return
    largest = max(*(_height(item) for item in own), _extent(own))
    others = [
        (_height(item), block.id)
        for block in page.blocks
        for item in block.items
        if isinstance(item, Glyphs) and item not in own
    ]
    size, block = max(others, default=(0, ""))
    if size >= largest:
        yield Breach(
            "报名大小",
            Text(
                f"一版「{block}」的字有 {to_pt(size):g}pt，报名只有 {to_pt(largest):g}pt："
                "报名要大于并明显于一版所有其他文字",
                f"{block} is set in {to_pt(size):g} pt and the paper's name in "
                f"{to_pt(largest):g} pt: nothing on page one may be as large as the name",
            ),
            Text("加大版式里「报头」的字号或行数，或减小标题", "enlarge the masthead or lessen it"),
            span=_place(issue, 1),
        )


def _kind(issue: Issue, pages: dict[int, Page], whole: bool) -> Iterator[Breach]:  # noqa: FBT001
    """增期 and 号外 say so in the masthead of page one."""
    del whole
    kind = chinese(KIND, issue.paper.kind) if issue.paper.kind else ""
    heads = [b for b in pages[1].blocks if b.role == Role.MASTHEAD]
    if kind and kind not in "".join(
        i.text for b in heads for i in b.items if isinstance(i, Glyphs)
    ):
        yield Breach(
            "期别",
            Text(f"一版报头没有注明“{kind}”", f"the masthead of page one does not say {kind}"),
            Text(
                "头版换用有「报头」的版式", "give page one a template with a masthead slot (报头)"
            ),
            span=issue.paper.span_of("kind"),
        )


def _labels(
    issue: Issue, pages: dict[int, Page], mute: Collection[tuple[int, Ad]]
) -> Iterator[Breach]:
    """Every ad says 广告: in a label that was drawn, or in words of its own."""
    told = {(number, ad.slot): ad for number, ad in mute}
    spoken = {(p.number, ad.slot) for p in issue.pages for ad in p.ads if ad.own_label}
    for number, page in sorted(pages.items()):
        drawn = {block.id for block in page.blocks if block.role == Role.AD_LABEL}
        for block in page.blocks:
            if block.role != Role.AD or f"{block.id}-label" in drawn:
                continue
            key = number, block.id.split("/", 1)[1]
            if key in spoken and key not in told:
                continue
            yield Breach(
                "广告",
                Text(
                    f"第{number}版「{key[1]}」的广告没有注明“广告”",
                    f"page {number}: the ad in {key[1]} does not say 广告",
                ),
                Text(
                    "删去「标注: 自带」，由程序加排", "remove “label: own”, and the word is drawn"
                ),
                number,
                told[key].span if key in told else _place(issue, number),
            )


def _day(issue: Issue, pages: dict[int, Page], whole: bool) -> Iterator[Breach]:  # noqa: FBT001
    """Serial number of the title, date, number of the issue, number of pages."""
    paper = issue.paper
    date = paper.date
    wanted = (
        ("刊号", "cn", paper.cn, paper.cn),
        (
            "日期",
            "date",
            "x",
            f"{date.year}年{date.month}月{date.day}日" if date is not None else "待定",
        ),
        ("总期号", "serial", paper.serial, paper.serial),
        ("版数", "pages_today", paper.pages_today, f"今日{paper.pages_today}版"),
    )
    printed = " ".join(_words(page) for page in pages.values())
    for rule, field, written, text in wanted:
        if written and (text in printed or not whole):
            continue
        yield _lacking(rule, field, rule, issue, written=bool(written))
    if paper.cn and paper.cn != PENDING and not _CN.match(paper.cn):
        yield Breach(
            "刊号写法",
            Text(f"刊号「{paper.cn}」的写法不对", f"“{paper.cn}” is not written as a CN number"),
            Text("写成 CN 53-0001", "write it like CN 53-0001"),
            span=paper.span_of("cn"),
        )


def _imprint(issue: Issue, pages: dict[int, Page], whole: bool) -> Iterator[Breach]:  # noqa: FBT001
    """Who answers for the paper, who prints and distributes it, what it costs."""
    if not whole:
        return
    printed = " ".join(_words(page) for page in pages.values())
    said = dict(issue.paper.imprint)
    for rule, names, english in IMPRINT:
        texts = [said[name] for name in names if name in said]
        if not any(text in printed for text in texts):
            yield _lacking(rule, names[0], english, issue, written=bool(texts))
    if issue.paper.kind is IssueKind.SPECIAL and FREE not in printed:
        yield Breach(
            "免费赠阅",
            Text(f"号外没有注明“{FREE}”", "a special issue must say that it is free (免费赠阅)"),
            Text(f"写上「定价: {FREE}」", f"write “price: {FREE}”"),
            span=issue.paper.span_of("kind"),
        )


def _folio(issue: Issue, pages: dict[int, Page], whole: bool) -> Iterator[Breach]:  # noqa: FBT001
    """Each page says its number in its folio, always at one place."""
    del whole
    heights: dict[Length, int] = {}
    for number, page in sorted(pages.items()):
        folios = [block for block in page.blocks if block.role == Role.FOLIO]
        told = "".join(i.text for b in folios for i in b.items if isinstance(i, Glyphs))
        heads = "".join(
            i.text
            for b in page.blocks
            for i in b.items
            if b.role == Role.MASTHEAD and isinstance(i, Glyphs)
        )
        if f"{number:02d}" not in told and f"第{number}版" not in heads:
            yield Breach(
                "版序",
                Text(f"第{number}版没有版序", f"page {number} does not say its number"),
                Text("版式里加「报眉」", "add a folio slot (报眉) to its template"),
                number,
                _place(issue, number),
            )
        first = next((i for b in folios for i in b.items if isinstance(i, Glyphs)), None)
        if first is not None:
            heights.setdefault(first.y[0], number)
    if len(heights) > 1:
        one, other = list(heights.values())[:2]
        yield Breach(
            "版序位置",
            Text(
                f"第{one}版和第{other}版的版序不在同一高度",
                f"pages {one} and {other} bear their numbers at different heights",
            ),
            Text("各版版式的版心和报眉行数写成一样", "give their templates one type area"),
            other,
            _place(issue, other),
        )


CHECKS: tuple[Callable[[Issue, dict[int, Page], bool], Iterator[Breach]], ...] = (
    _name,
    _kind,
    _day,
    _imprint,
    _folio,
)


def _names(item: Item, name: str) -> bool:
    """Whether an item of the masthead is the paper's name or a run of it, or of its drawing."""
    return item.text in name if isinstance(item, Glyphs) else True


def _height(item: Item) -> Length:
    if isinstance(item, Glyphs):
        return item.size
    return item.box.height if isinstance(item, (Picture, Placed)) else 0


def _extent(items: Iterable[Item]) -> Length:
    """The height of the paths among items, all together: a name that is drawn as vectors."""
    shapes = [item for item in items if isinstance(item, Shape)]
    found = [y for one in shapes for _, *n in one.path for y in n[1::2] if isinstance(y, int)]
    return max(found) - min(found) if found else 0


def _words(page: Page) -> str:
    return " ".join(
        item.text
        for block in page.blocks
        if block.role in FURNITURE
        for item in block.items
        if isinstance(item, Glyphs)
    )


def _lacking(rule: str, field: str, english: str, issue: Issue, *, written: bool) -> Breach:
    paste = None
    if written:
        message = Text(f"哪一版都没有印出{rule}", f"no page prints the {english}")
        hint = _SLOT_OF_IMPRINT if field in _OF_IMPRINT else _SLOT_OF_DAY
    else:
        message = Text(f"没有{rule}", f"the {english} is not said")
        zh = "今日版数" if field == "pages_today" else "电话" if field == "telephone" else rule
        hint = Text(f"在「报纸」里加「{zh}: …」", f"add “{field}: …” to “paper”")
        line = Text(f"{zh}: {PENDING}", f"{field}: {PENDING}")
        paste = Paste(Text("报纸", "paper"), line)
    return Breach(rule, message, hint, 1, issue.paper.span_of(field), paste)


def _place(issue: Issue, number: int) -> Span | None:
    return next((page.span for page in issue.pages if page.number == number), None)


def _told(breach: Breach, rule: LegalRule) -> Diagnostic:
    doubt = Text("", "") if rule.verified else Text("，数目待核", ", number to be confirmed")
    return Diagnostic(
        "form-error",
        WARNING,
        Text(
            f"{breach.message.zh}：计 {rule.errors} 个出版形式差错{doubt.zh}（{rule.source}）",
            f"{breach.message.en}: counts {rule.errors}{doubt.en} ({rule.source})",
        ),
        breach.span,
        breach.hint,
        breach.page,
        paste=breach.paste,
    )


def _sum(total: int, rules: LegalForm, issue: Issue) -> Diagnostic:
    return Diagnostic(
        "form-failed",
        WARNING,
        Text(
            f"出版形式差错 {total} 个，超过 {rules.limit} 个，出版形式不合格（{rules.basis}）",
            f"{total} errors of legal form, more than {rules.limit}: the issue does not pass "
            f"({rules.basis})",
        ),
        issue.paper.span,
        Text("照上面各条补上", "add what is listed above"),
        1,
    )
