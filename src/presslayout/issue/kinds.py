"""What a slot of a template holds."""

from __future__ import annotations

from enum import StrEnum


class Content(StrEnum):
    """The kinds of slots that come with us (`内容`)."""

    STORY = "story"
    PICTURE = "picture"
    BANNER = "banner"
    FOLIO = "folio"
    MASTHEAD = "masthead"
    IMPRINT = "imprint"
    ORNAMENT = "ornament"
    AD = "ad"
    PUBLIC_AD = "public-ad"
