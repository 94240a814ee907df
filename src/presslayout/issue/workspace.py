"""A workspace: the folder that holds layout/, issue/, fonts/ and images/, and what ships with us."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from presslayout.assets.fonts import Family
from presslayout.base.diagnostics import Diagnostic, Text
from presslayout.base.values import field, frozen
from presslayout.edition.profile import PressProfile
from presslayout.issue.issue import Issue
from presslayout.issue.template import Template


@frozen
class Workspace:
    """`root` is the user's; `packaged` holds the layout/ and fonts/ that ship."""

    root: Path
    packaged: Path


@frozen
class Loaded:
    """An issue that could be read whole, with everything that it names.

    `whys` say of stories, by id, why they went to their page; `presses` are the press profiles that
    were read with it, by name.
    """

    issue: Issue
    templates: Mapping[str, Template]
    families: Mapping[str, Family]
    workspace: Workspace
    diagnostics: tuple[Diagnostic, ...]
    words: tuple[str, ...] = ()
    whys: tuple[tuple[str, Text], ...] = ()
    presses: Mapping[str, PressProfile] = field(default_factory=dict)
