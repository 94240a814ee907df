"""What goes into the wheel beside the code, and where its faces come from.

Faces, profiles and photographs weigh fifty times the code and are rarely new: they are a
distribution of their own, made from `fonts/` (its pyproject.toml), and land in the same folder.  Where
pip installs a clone they are made from it; a wheel that somebody makes to pass on asks for a release
of them and names no folder of its maker's.  An editable installation uses those of the clone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FACES = "presslayout-fonts"
# Releases that hold what this version asks for.
FACES_WANTED = f"{FACES}>=1.0,<2"
SHIPPED = "presslayout/shipped"
# pip says so to whom it asks for a wheel that it installs at once.
INSTALLING = "PIP_BUILD_TRACKER"
# What is shipped with the code, from the top of the clone; documentation without its pictures.
LIGHT = (
    *("layout/**/*", "issue/**/*"),
    *("docs/*.md", "docs/en/*.md", "docs/books/*.md", "docs/profiles/*.md"),
)
# What the distribution of faces brings along.
HEAVY = (".icc", ".png")


class ShippedFiles(BuildHookInterface):
    """Templates, styles, press profiles and the sample go into the wheel; faces are required."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Complete what hatchling has gathered for a wheel."""
        if self.target_name != "wheel":
            return
        if version == "editable":
            # Else everything that the wheel holds besides its code would be copied.
            build_data["force_include_editable"] = {}
            return
        root = Path(self.root)
        for pattern in LIGHT:
            for path in sorted(root.glob(pattern)):
                if path.is_file() and path.suffix not in HEAVY and not path.name.startswith("."):
                    name = path.relative_to(root).as_posix()
                    build_data["force_include"][str(path)] = f"{SHIPPED}/{name}"
        faces = root / "fonts"
        there = INSTALLING in os.environ and (faces / "pyproject.toml").is_file()
        build_data["dependencies"].append(f"{FACES} @ {faces.as_uri()}" if there else FACES_WANTED)
