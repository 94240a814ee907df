"""What a plant puts up with beyond ink and resolution: limits of type, lines and plates.

Numbers that no standard gives are the house's own and stand here once, with their reason; a press
profile may set its own (`预检` in layout/press/NAME.yaml), severities too.
"""

from __future__ import annotations

from collections.abc import Mapping

from presslayout.base.diagnostics import ERROR, INFO, WARNING, Severity
from presslayout.base.units import Length, pt
from presslayout.base.values import field, frozen
from presslayout.edition import page

# Register drifts by up to 0.3 mm in coldset: type under 12 pt in three inks blurs.
SMALL_COLOUR_TYPE = pt(12)
MANY_INKS = 3
# Newspaper advertising specifications: reversed type not below 8 pt.
REVERSED_TYPE = pt(8)
# Thin strokes fill in first: reversed Song and Kai not below 12 pt, Hei below that.
REVERSED_THIN_TYPE = pt(12)
# Tints are dots of a screen of 100 lines an inch; strokes of smaller type are finer than these.
TINTED_TYPE = pt("7.5")
# Black type up to this size overprints, so that no white shows beside it (GWG 2015, 4.10).
OVERPRINTING_TYPE = pt(24)
# Black type of this size and less is crisp in black alone (GWG 2015, 4.15).
RICH_BLACK_TYPE = pt(24)
# Black lines no wider than this vanish into the paper's white off register (GWG 2015, 4.12).
OVERPRINTING_LINE = pt(2)
# Lines of one ink hold from 0.25 pt, of several or reversed from 0.5 pt.
THIN_RULE = pt("0.25")
THIN_COLOUR_RULE = pt("0.5")
# What 9 pt Song still reads on; the screen of a heavier tint eats its hairlines.
TINT_PERMILLE = 80
# Strokes thinner than this beside their length are rules, wider ones are areas.
RULE = page.RULE
# Line art is judged by its edges: under 300 ppi they step, from 600 they are smooth.
BITMAP_ERROR, BITMAP_WARNING = 300, 600
# Dots of less than 3 % do not print on newsprint (newspaper advertising specifications).
FIRST_DOT_PERCENT = 3

# How the press's own checks weigh where its profile says nothing else.  What a PDF standard asks is
# an error whatever the profile says, and has no row; ink and resolution have two limits each.
SEVERITIES: dict[str, Severity] = {
    "attachment": WARNING,
    "black-line-overprint": INFO,
    "black-overprint": WARNING,
    "bleed-box": WARNING,
    "blend-space": WARNING,
    "courier-font": WARNING,
    "crop-box": WARNING,
    "empty-page": WARNING,
    "excess-resolution": INFO,
    "faint-tint": INFO,
    "gray-overprint": WARNING,
    "hairline": ERROR,
    "hidden-layer": WARNING,
    "invisible-text": INFO,
    "object-ink": WARNING,
    "overprint-mode": WARNING,
    "page-sizes": WARNING,
    "prints-unseen": ERROR,
    "private-data": INFO,
    "registration-colour": ERROR,
    "rich-black-text": WARNING,
    "rotated-page": INFO,
    "seen-unprinted": ERROR,
    "short-bleed": WARNING,
    "small-colour-type": WARNING,
    "small-reversed-type": WARNING,
    "small-tinted-type": WARNING,
    "spot-colour": ERROR,
    "spot-name": WARNING,
    "text-at-trim": WARNING,
    "thin-reversed-type": WARNING,
    "thin-rule": WARNING,
    "type3-font": INFO,
    "user-unit": ERROR,
    "white-overprint": ERROR,
}


@frozen
class Tolerances:
    """A plant's limits; `severities` None for a check that it does not want."""

    small_colour_type: Length = SMALL_COLOUR_TYPE
    reversed_type: Length = REVERSED_TYPE
    reversed_thin_type: Length = REVERSED_THIN_TYPE
    tinted_type: Length = TINTED_TYPE
    overprinting_type: Length = OVERPRINTING_TYPE
    rich_black_type: Length = RICH_BLACK_TYPE
    overprinting_line: Length = OVERPRINTING_LINE
    thin_rule: Length = THIN_RULE
    thin_colour_rule: Length = THIN_COLOUR_RULE
    spots: int = 0
    bitmap_error: int = BITMAP_ERROR
    bitmap_warning: int = BITMAP_WARNING
    first_dot_percent: int = FIRST_DOT_PERCENT
    severities: Mapping[str, Severity | None] = field(default_factory=dict)

    def weight(self, code: str, own: Severity) -> Severity | None:
        """How a finding of the press's checks weighs; None where nobody wants to hear it."""
        return self.severities.get(code, SEVERITIES.get(code, own))


@frozen
class Limits:
    """Resolutions in ppi below which a picture is refused, and below which it is remarked on."""

    error: int
    warning: int
