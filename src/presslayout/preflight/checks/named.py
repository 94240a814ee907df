"""Names of printing conditions: what the registry, the makers of profiles and programs call them.

One condition has many names: its own in the ICC characterisation data registry (color.org), those
of the profiles made from its data (ECI, Adobe, WAN-IFRA, IDEAlliance, JPMA), and what people type.
A name says what somebody claims; what a profile does says `behaviour`.
"""

from __future__ import annotations

import re
import unicodedata

from presslayout.base.values import frozen

COATED, UNCOATED, LIGHT, NEWSPRINT = "coated", "uncoated", "light", "newsprint"


@frozen
class NamedCondition:
    """A printing condition: its reference name, the kind of paper, its other names."""

    name: str
    paper: str
    also: tuple[str, ...] = ()


# Reference names and papers: ICC registry.  Names of profiles: ECI Offset 2004, 2007, 2009 and the
# v3 sets; Adobe's ICC bundle; WAN-IFRA's newspaper profiles; IDEAlliance's GRACoL and SWOP sets;
# Japan Color of JPMA.
CONDITIONS = (
    NamedCondition(
        "IFRA26",
        NEWSPRINT,
        (
            "IFRA26S",
            "IFRA 26",
            "ISOnewspaper26v4",
            "ISO Newspaper 26%",
            "WAN-IFRAnewspaper26v5",
            "WAN-IFRA Newspaper 26",
            "Coldset Newspaper IFRA26",
            "IFRA26 (ISO 12647-3)",
        ),
    ),
    NamedCondition("IFRA22", NEWSPRINT, ("IFRA22S", "ISOnewspaper22v4", "ISO Newspaper 22%")),
    NamedCondition("IFRA30", NEWSPRINT, ("IFRA30S", "ISOnewspaper30v4", "ISO Newspaper 30%")),
    NamedCondition("FOGRA42", NEWSPRINT, ("FOGRA42L", "PSO SNP Paper (ECI)", "PSO SNP Paper eci")),
    NamedCondition("FOGRA48", NEWSPRINT, ("FOGRA48L", "PSO INP Paper (ECI)", "PSO INP Paper eci")),
    NamedCondition(
        "CGATS TR 002", NEWSPRINT, ("TR002", "SNAP", "SNAP 2007", "SNAP2007", "SNAP2007_Newsprint")
    ),
    NamedCondition("JCN2002", NEWSPRINT, ("Japan Color 2002 Newspaper", "JapanColor2002Newspaper")),
    NamedCondition(
        "FOGRA39",
        COATED,
        (
            "FOGRA39L",
            "ISO Coated v2 (ECI)",
            "ISO Coated v2 300% (ECI)",
            "ISOcoated_v2_eci",
            "ISOcoated_v2_300_eci",
            "ISOcoated_v2_bas",
            "ISOcoated_v2_300_bas",
            "ISO Coated v2",
            "ISO Coated v2 300%",
            "Coated FOGRA39 (ISO 12647-2:2004)",
            "Coated FOGRA39",
            "ISO Coated v2 (basICColor)",
            "Offset FOGRA39",
        ),
    ),
    NamedCondition(
        "FOGRA51", COATED, ("FOGRA51L", "PSO Coated v3", "PSO Coated v3 (FOGRA51)", "PSOcoated_v3")
    ),
    NamedCondition(
        "FOGRA27",
        COATED,
        (
            "FOGRA27L",
            "ISO Coated",
            "ISO Coated sb",
            "Coated FOGRA27 (ISO 12647-2:2004)",
            "Coated FOGRA27",
            "Europe ISO Coated FOGRA27",
            "Euroscale Coated v2",
        ),
    ),
    NamedCondition("FOGRA43", COATED, ("FOGRA43L", "PSO Coated NPscreen ISO12647 (ECI)")),
    NamedCondition("FOGRA53", COATED, ("FOGRA53L", "eciCMYK (FOGRA53)", "eciCMYK", "eciCMYK_v2")),
    NamedCondition(
        "CGATS TR 006",
        COATED,
        (
            "TR006",
            "CGATS TR006",
            "GRACoL",
            "GRACoL2006",
            "GRACoL2006_Coated1v2",
            "Coated GRACoL 2006 (ISO 12647-2:2004)",
            "GRACoL Coated1",
        ),
    ),
    NamedCondition(
        "CGATS21-2-CRPC6",
        COATED,
        (
            "CRPC6",
            "CGATS.21-2-CRPC6",
            "GRACoL2013",
            "GRACoL2013_CRPC6",
            "GRACoL2013UNC",
        ),
    ),
    NamedCondition(
        "CGATS TR 001",
        COATED,
        (
            "TR001",
            "U.S. Web Coated (SWOP) v2",
            "USWebCoatedSWOP",
            "SWOP v2",
            "SWOP TR001",
            "SWOP",
        ),
    ),
    NamedCondition(
        "CGATS TR 003",
        COATED,
        (
            "TR003",
            "SWOP2006_Coated3v2",
            "Web Coated SWOP 2006 Grade 3 Paper",
            "SWOP Coated3",
        ),
    ),
    NamedCondition(
        "CGATS TR 005",
        LIGHT,
        (
            "TR005",
            "SWOP2006_Coated5v2",
            "Web Coated SWOP 2006 Grade 5 Paper",
            "SWOP Coated5",
        ),
    ),
    NamedCondition("JC200103", COATED, ("Japan Color 2001 Coated", "JapanColor2001Coated")),
    NamedCondition("JC201103", COATED, ("Japan Color 2011 Coated", "JapanColor2011Coated")),
    NamedCondition("JCW2003", COATED, ("Japan Color 2003 Web Coated", "JapanColor2003WebCoated")),
    NamedCondition("JMPA", COATED, ("Japan Standard v2", "JMPAStandard v2", "JMPA v2")),
    NamedCondition(
        "FOGRA47",
        UNCOATED,
        (
            "FOGRA47L",
            "PSO Uncoated ISO12647 (ECI)",
            "PSO_Uncoated_ISO12647_eci",
            "PSO Uncoated",
        ),
    ),
    NamedCondition(
        "FOGRA52",
        UNCOATED,
        (
            "FOGRA52L",
            "PSO Uncoated v3 (FOGRA52)",
            "PSOuncoated_v3_FOGRA52",
            "PSO Uncoated v3",
        ),
    ),
    NamedCondition(
        "FOGRA29",
        UNCOATED,
        (
            "FOGRA29L",
            "ISO Uncoated",
            "Uncoated FOGRA29 (ISO 12647-2:2004)",
            "Uncoated FOGRA29",
            "Euroscale Uncoated v2",
        ),
    ),
    NamedCondition("FOGRA30", UNCOATED, ("FOGRA30L", "ISO Uncoated Yellowish")),
    NamedCondition("FOGRA44", UNCOATED, ("FOGRA44L", "PSO Uncoated NPscreen ISO12647 (ECI)")),
    NamedCondition("JC200104", UNCOATED, ("Japan Color 2001 Uncoated", "JapanColor2001Uncoated")),
    NamedCondition(
        "FOGRA28",
        LIGHT,
        (
            "FOGRA28L",
            "ISO Webcoated",
            "ISO Web Coated",
            "Web Coated FOGRA28 (ISO 12647-2:2004)",
            "Web Coated FOGRA28",
        ),
    ),
    NamedCondition("FOGRA40", LIGHT, ("FOGRA40L", "SC Paper (ECI)", "SC_paper_eci")),
    NamedCondition("FOGRA41", LIGHT, ("FOGRA41L", "PSO MFC Paper (ECI)")),
    NamedCondition(
        "FOGRA45", LIGHT, ("FOGRA45L", "PSO LWC Improved (ECI)", "PSO_LWC_Improved_eci")
    ),
    NamedCondition(
        "FOGRA46", LIGHT, ("FOGRA46L", "PSO LWC Standard (ECI)", "PSO_LWC_Standard_eci")
    ),
    NamedCondition("FOGRA54", LIGHT, ("FOGRA54L", "PSO SC-B Paper v3 (FOGRA54)")),
)

# What stands inside a longer name and is a reference name by itself.
_CODE = re.compile(r"(?:fogra|ifra)[0-9]{2}(?![0-9])|cgatstr00[0-9]|jc2[0-9]{5}|crpc[0-9]")
_SIGNS = re.compile(r"[\W_]+")


def plain(name: str) -> str:
    """A name without case, blanks and punctuation, by which one is compared with another."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name).casefold())


_NAMES = {plain(name): row for row in CONDITIONS for name in (row.name, *row.also)}


def condition_of(name: str) -> NamedCondition | None:
    """The condition that a name means: by one of its names, or by the one code within it."""
    bare = plain(name)
    if bare in _NAMES:
        return _NAMES[bare]
    found = {_NAMES[code].name: _NAMES[code] for code in _CODE.findall(bare) if code in _NAMES}
    return next(iter(found.values())) if len(found) == 1 else None


def same(one: str, other: str) -> bool:
    """Whether two names mean the same condition."""
    if plain(one) == plain(other):
        return True
    first, second = condition_of(one), condition_of(other)
    return first is not None and first == second
