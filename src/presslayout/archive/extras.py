"""What an archive keeps by wish alone, beside what every one keeps."""

from __future__ import annotations

from enum import StrEnum


class Extra(StrEnum):
    """Something that an archive holds only where somebody asks for it, by the name of its flag."""

    SITE = "site"
    OFD = "ofd"
    A3 = "a3"
