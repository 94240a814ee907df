"""What a slot of a template holds, what copy is beside prose, and what an issue may be beside an ordinary day's."""

from __future__ import annotations

from enum import StrEnum

# Where a photo is looked at while nobody says otherwise, in per mille.
CENTRE = (500, 500)


class Content(StrEnum):
    """The kinds of slots that come with us (`内容`)."""

    STORY = "story"
    PICTURE = "picture"
    GRAPHIC = "graphic"
    BANNER = "banner"
    FOLIO = "folio"
    MASTHEAD = "masthead"
    IMPRINT = "imprint"
    ORNAMENT = "ornament"
    AD = "ad"
    PUBLIC_AD = "public-ad"
    INDEX = "index"
    SKYBOX = "skybox"
    WEATHER = "weather"
    SECTION = "section"


# Of all kinds that a template may name, plug-ins' among them, ours.
OWN = frozenset(Content)
# What holds a story's pictures or graphics and none of its other words.
BARE = frozenset((Content.PICTURE, Content.GRAPHIC))


class IssueKind(StrEnum):
    """An issue that is none of the usual days (`期别`)."""

    EXTRA = "extra"
    SPECIAL = "special"


class CopyForm(StrEnum):
    """Copy that is no prose (`体裁`): a poem, a list of names."""

    VERSE = "verse"
    ROLL = "roll"
