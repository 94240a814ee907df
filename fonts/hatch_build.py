"""What goes into the wheel of faces: all that is heavy and rarely new, where the program looks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "presslayout"
SHIPPED = f"{PACKAGE}/shipped"
# From the top of the clone.
HEAVY = (
    "fonts/*.ttf",
    "fonts/*.otf",
    "fonts/*.txt",
    "fonts/*.md",
    "fonts/*.yaml",
    "images/*",
    "layout/press/*.icc",
    "layout/缩略图/*.png",
)


class HeavyFiles(BuildHookInterface):
    """Faces with their licences and their list, profiles, photographs, thumbnails of templates."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Complete what hatchling has gathered for a wheel."""
        del version
        top = Path(self.root).parent
        for pattern in HEAVY:
            for path in sorted(top.glob(pattern)):
                name = path.relative_to(top).as_posix()
                build_data["force_include"][str(path)] = f"{SHIPPED}/{name}"
        # pip takes a folder away with the last file that lies in it, not with those of folders within.
        build_data["force_include"][str(top / "fonts/pyproject.toml")] = f"{PACKAGE}/faces.toml"
