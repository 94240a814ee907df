"""Newspaper composition: an issue in YAML becomes pages, and pages become press-ready PDF.

`load` reads an issue, `compose` sets its pages, `deliver` writes what a target asks for; `build` does
all three as the command line does, `batch` does so for many issues, `check` says all that can be said
without writing.  `inspect` judges any PDF; `read_edition` and `changes` say what differs between two
editions.

What can be raised is a PresslayoutError, whose `diagnostics` say what is wrong, where, and what to
do: SpecError (what was asked for cannot be read), AssetError (a face, a picture or a plug-in cannot
be used), DeliveryError (a target refuses the pages).

Plug-ins add a HouseTarget, HouseSlot, HouseCheck or HouseStandard by an entry point of the group
presslayout.targets, .slots, .proofreading or .standards.

Everything that is not named in `__all__` is ours to change.
"""

from __future__ import annotations

from importlib import import_module

from presslayout.base.version import VERSION

# As type checkers know it; importing typing for it would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from presslayout.base.cache import Cache
    from presslayout.base.diagnostics import (
        AssetError,
        DeliveryError,
        Diagnostic,
        Paste,
        PresslayoutError,
        Severity,
        Span,
        SpecError,
        Text,
    )
    from presslayout.base.geometry import Box
    from presslayout.base.memory import Memory
    from presslayout.base.source import Source
    from presslayout.base.units import Length, mm, pt, to_mm, to_pt
    from presslayout.delivery.house import HouseTarget
    from presslayout.delivery.report import Delivered, Report
    from presslayout.delivery.targets import Delivery
    from presslayout.edition.change import Aspect, Change, ChangeKind, PageSpot
    from presslayout.edition.changes import changes
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import (
        Article,
        ArticleParagraph,
        Asset,
        Block,
        Edition,
        Glyphs,
        IssueFacts,
        Note,
        Page,
        Picture,
        Placed,
        Shape,
        Stroke,
        Veil,
    )
    from presslayout.edition.press import Press
    from presslayout.edition.record import (
        Composed,
        Composition,
        FocusGuess,
        Overset,
        PageRecord,
        PhotoRecord,
        StoryRecord,
    )
    from presslayout.edition.roles import MarkupKind, ParagraphKind, Role
    from presslayout.edition.standards import HouseStandard
    from presslayout.edition.steps import Fitted, Step
    from presslayout.flow.slots.house import HouseSlot, SlotLine, SlotPlace
    from presslayout.issue.ad import Ad
    from presslayout.issue.issue import (
        BylineFace,
        FactBox,
        Issue,
        Jump,
        Markup,
        PageSpec,
        Paragraph,
        Photo,
        Portrait,
        Story,
    )
    from presslayout.issue.kinds import IssueKind
    from presslayout.issue.page_parts import Forecast, Refer, Weather
    from presslayout.issue.paper import Paper
    from presslayout.issue.template import Slot, Template
    from presslayout.issue.workspace import Loaded, Workspace
    from presslayout.newsroom.batch.many import BuiltIssue, batch
    from presslayout.newsroom.checking import Checked, check
    from presslayout.newsroom.forme import Forme, build, compose, deliver, load, variants
    from presslayout.newsroom.judgement import JudgedPage, Judgement, PageInk, inspect
    from presslayout.newsroom.opened import read_edition
    from presslayout.newsroom.options import Options
    from presslayout.newsroom.proofread.added import HouseCheck, Passage, Remark
    from presslayout.newsroom.proofread.facts import Fact, FactKind
    from presslayout.newsroom.proofread.form import Breach, FormVerdict

__all__ = [
    "Ad",
    "Article",
    "ArticleParagraph",
    "Aspect",
    "Asset",
    "AssetError",
    "Block",
    "Box",
    "Breach",
    "BuiltIssue",
    "BylineFace",
    "Cache",
    "Change",
    "ChangeKind",
    "Checked",
    "Composed",
    "Composition",
    "Delivered",
    "Delivery",
    "DeliveryError",
    "Diagnostic",
    "Edition",
    "Fact",
    "FactBox",
    "FactKind",
    "Fitted",
    "FocusGuess",
    "Forecast",
    "FormVerdict",
    "Forme",
    "Glyphs",
    "HouseCheck",
    "HouseSlot",
    "HouseStandard",
    "HouseTarget",
    "Ink",
    "Issue",
    "IssueFacts",
    "IssueKind",
    "JudgedPage",
    "Judgement",
    "Jump",
    "Length",
    "Loaded",
    "Markup",
    "MarkupKind",
    "Memory",
    "Note",
    "Options",
    "Overset",
    "Page",
    "PageInk",
    "PageRecord",
    "PageSpec",
    "PageSpot",
    "Paper",
    "Paragraph",
    "ParagraphKind",
    "Passage",
    "Paste",
    "Photo",
    "PhotoRecord",
    "Picture",
    "Placed",
    "Portrait",
    "Press",
    "PresslayoutError",
    "Refer",
    "Remark",
    "Report",
    "Role",
    "Severity",
    "Shape",
    "Slot",
    "SlotLine",
    "SlotPlace",
    "Source",
    "Span",
    "SpecError",
    "Step",
    "Story",
    "StoryRecord",
    "Stroke",
    "Template",
    "Text",
    "Veil",
    "Weather",
    "Workspace",
    "__version__",
    "batch",
    "build",
    "changes",
    "check",
    "compose",
    "deliver",
    "inspect",
    "load",
    "mm",
    "pt",
    "read_edition",
    "to_mm",
    "to_pt",
    "variants",
]

__version__ = VERSION

# Each home's names: importing presslayout costs nothing until one of them is asked for.
_HOMES = {
    name: home
    for home, names in {
        "base.cache": "Cache",
        "base.memory": "Memory",
        "base.diagnostics": "AssetError DeliveryError Diagnostic Paste PresslayoutError Severity Span SpecError Text",
        "base.geometry": "Box",
        "base.source": "Source",
        "base.units": "Length mm pt to_mm to_pt",
        "delivery.house": "HouseTarget",
        "delivery.report": "Delivered Report",
        "delivery.targets": "Delivery",
        "edition.change": "Aspect Change ChangeKind PageSpot",
        "edition.changes": "changes",
        "edition.ink": "Ink",
        "edition.page": "Article ArticleParagraph Asset Block Edition Glyphs IssueFacts Note Page "
        "Picture Placed Shape Stroke Veil",
        "edition.press": "Press",
        "edition.record": "Composed Composition FocusGuess Overset PageRecord PhotoRecord StoryRecord",
        "edition.roles": "MarkupKind ParagraphKind Role",
        "edition.standards": "HouseStandard",
        "edition.steps": "Fitted Step",
        "flow.slots.house": "HouseSlot SlotLine SlotPlace",
        "issue.ad": "Ad",
        "issue.page_parts": "Forecast Refer Weather",
        "issue.issue": "BylineFace FactBox Issue Jump Markup PageSpec Paragraph Photo Portrait Story",
        "issue.kinds": "IssueKind",
        "issue.paper": "Paper",
        "issue.template": "Slot Template",
        "issue.workspace": "Loaded Workspace",
        "newsroom.batch.many": "BuiltIssue batch",
        "newsroom.checking": "Checked check",
        "newsroom.forme": "Forme build compose deliver load variants",
        "newsroom.judgement": "Judgement JudgedPage PageInk inspect",
        "newsroom.opened": "read_edition",
        "newsroom.options": "Options",
        "newsroom.proofread.added": "HouseCheck Passage Remark",
        "newsroom.proofread.facts": "Fact FactKind",
        "newsroom.proofread.form": "Breach FormVerdict",
    }.items()
    for name in names.split()
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"presslayout.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
