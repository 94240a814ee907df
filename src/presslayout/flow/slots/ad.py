"""An ad (广告, 公益广告): the file as it was delivered, its size checked, the word 广告 on it.

Regulations want the word in plain sight (广告法 2018, art. 14); the box is the slot's whole panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, INFO, WARNING, Diagnostic, Text
from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt, to_mm
from presslayout.base.values import replace
from presslayout.edition.ink import BLACK, WHITE
from presslayout.edition.page import Block, Shape, Stroke, rectangle
from presslayout.edition.roles import Role
from presslayout.flow.artwork import contained, house, plain_photo, shown
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.grid import panel
from presslayout.flow.printed_facts import PrintedFact, put, unprintable, word
from presslayout.flow.slots.furnishing import furnishing
from presslayout.issue.template import around
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from presslayout.assets.pictures import PictureFacts
    from presslayout.issue.ad import Ad
    from presslayout.issue.template import Slot

# What cutting and rounding of layout programs leave; a screen dot of 100 lpi is a quarter of it.
TOLERANCE = mm("0.5")
# The label's size is the least that coldset keeps readable on any ground; its plate is white.
LABEL, LABEL_RULE = pt(7), pt("0.3")
WORDS = {"ad": "广告", "public-ad": "公益广告"}


def fill(slot: Slot, desk: Desk) -> Filled:
    """The ad of this slot; what stands in for it, or a remark, where nothing was delivered.

    One that takes several slots is drawn in the first it names.
    """
    ad = next((one for one in desk.page.ads if slot.name in one.slots), None)
    if ad is None:
        return _stood_in(slot, desk) if slot.file else _empty(slot, desk)
    if slot.name != ad.slot:
        return Filled()
    own = [one for one in desk.template.slots if one.name in ad.slots]
    whole = around(own)
    slot = replace(slot, rows=whole.rows, columns=whole.columns)
    facts, box = desk.pictures[ad.file], panel(desk.template, slot)
    name = f"{desk.page.number}/{slot.name}"
    fault = None if ad.scaled else _size(ad, facts, box, slot, desk)
    within = contained(facts, box) if ad.scaled else box
    items, record = shown(desk, "", plain_photo(ad.file, ad.span, ad.alt), within)
    # The ad covers its ground, the frame lies over the ad's edge.
    blocks = [
        Block(name, Role.AD, items, alt=ad.alt or WORDS[slot.content]),
        *furnishing(replace(slot, tint=None), desk),
    ]
    told = PrintedFact(WORDS[slot.content], desk.faces.of(desk.template.caption.families))
    if not ad.own_label:
        blocks += _label(told, within, name)
    said = (*((fault,) if fault else ()), *unprintable((told,), slot, desk))
    return Filled(tuple(blocks), photos=(record,), diagnostics=said)


def _stood_in(slot: Slot, desk: Desk) -> Filled:
    """The public-service ad that the template keeps for the slot, whole, labelled as what it is."""
    name, word_ = f"{desk.page.number}/{slot.name}", WORDS["public-ad"]
    items, record, within = house(desk, slot.file, panel(desk.template, slot))
    told = PrintedFact(word_, desk.faces.of(desk.template.caption.families))
    blocks = (
        Block(name, Role.AD, items, alt=word_),
        *furnishing(replace(slot, tint=None), desk),
        *_label(told, within, name),
    )
    said = Diagnostic(
        "ad-stand-in",
        INFO,
        Text(
            f"第{desk.page.number}版的广告版位「{slot.name}」没有广告，垫了 {slot.file}",
            f"page {desk.page.number}: no ad for slot {slot.name}, {slot.file} stands in",
        ),
        desk.page.span,
        page=desk.page.number,
    )
    return Filled(blocks, photos=(record,), diagnostics=(said, *unprintable((told,), slot, desk)))


def _empty(slot: Slot, desk: Desk) -> Filled:
    meant = slot.may_be_empty or desk.page.may_be_empty
    return Filled(furnishing(slot, desk), diagnostics=() if meant else (_missing(slot, desk),))


def _label(told: PrintedFact, box: Box, name: str) -> tuple[Block, ...]:
    """The word on a white plate in the ad's upper right corner."""
    found = word(told.text, Font(told.faces, (), LABEL), box.width)
    if found is None:
        return ()
    wide, high = found.width + LABEL * 2 // 3, LABEL * 4 // 3
    plate = Box(box.right - wide, box.y, wide, high)
    ground = Shape(rectangle(plate), fill=WHITE, stroke=Stroke(BLACK, LABEL_RULE))
    base = plate.y + (high - found.size) // 2 + found.ascent
    return (
        Block(f"{name}-plate", Role.RULE, (ground,), artifact=True),
        Block(f"{name}-label", Role.AD_LABEL, put(found, plate.x, base, wide, "center", told.ink)),
    )


def _size(ad: Ad, facts: PictureFacts, box: Box, slot: Slot, desk: Desk) -> Diagnostic | None:
    """What is wrong with the ad's size: a drawing's own, a picture's at the slot's width."""
    if facts.vector:
        width, height = facts.width, facts.height
    else:
        width, height = box.width, box.width * facts.height // facts.width
    if abs(width - box.width) <= TOLERANCE and abs(height - box.height) <= TOLERANCE:
        return None
    want = f"{to_mm(box.width):.1f} × {to_mm(box.height):.1f} mm"
    have = f"{to_mm(width):.1f} × {to_mm(height):.1f} mm"
    at_width = Text("按版位的宽", " at the slot's width") if not facts.vector else Text("", "")
    return Diagnostic(
        "ad-size",
        ERROR,
        Text(
            f"第{desk.page.number}版广告 {ad.file} {at_width.zh}是 {have}，版位「{slot.name}」是 {want}",
            f"page {desk.page.number}: the ad {ad.file} is {have}{at_width.en}; "
            f"slot {slot.name} is {want}",
        ),
        ad.span,
        Text(
            f"{_bled(facts, box).zh}请客户按 {want} 重新制作；要按比例缩放，写「缩放: 是」",
            f"{_bled(facts, box).en}have it made {want}, or write “scale: yes”",
        ),
        desk.page.number,
    )


def _bled(facts: PictureFacts, box: Box) -> Text:
    """What to say of a drawing that is larger by the same on all sides: its trim box is not set."""
    wide, high = facts.width - box.width, facts.height - box.height
    if facts.vector != "pdf" or wide < 2 * TOLERANCE or abs(wide - high) > 2 * TOLERANCE:
        return Text("", "")
    each = f"{to_mm(wide // 2):.1f} mm"
    return Text(
        f"四边各大 {each}，像是带着出血、没有写成品框（TrimBox）：请客户写上成品框；",
        f"it is {each} larger on all sides, as if its bleed were in it and no TrimBox: have it set; ",
    )


def _missing(slot: Slot, desk: Desk) -> Diagnostic:
    return Diagnostic(
        "ad-missing",
        WARNING,
        Text(
            f"第{desk.page.number}版的广告版位「{slot.name}」是空的",
            f"page {desk.page.number}: nothing stands in the ad slot {slot.name}",
        ),
        desk.page.span,
        Text(
            f"在这一版加「广告: [{{位置: {slot.name}, 文件: …}}]」",
            f"add “ads: [{{slot: {slot.name}, file: …}}]” to the page",
        ),
        desk.page.number,
    )
