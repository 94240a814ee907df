"""YAML that manuals show: every key is one of the tables, and what is a whole file is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from presslayout.issue import fields

if TYPE_CHECKING:
    from presslayout.issue.fields.field import Field, Record
    from tests.docs.shell import Shell

FILES = (
    fields.ISSUE, fields.VARIANT, fields.TEMPLATE, fields.STYLE, fields.STORY_STYLE, fields.PRESS,
    fields.INK, fields.FAMILY, fields.LEGAL, fields.PROOFREADING, fields.RATE, fields.RATE_LOG,
)  # fmt: skip
HELD = ("record", "list", "map", "chain", "place", "lock")
# What stands for whatever would be there.
ANYTHING = "…"
PAPER = "报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4}\n"
# Where a spec of a page is put to be loaded.
SPEC = "issue/试/issue.yaml"


def unknown(text: str) -> str | None:
    """The first key that no file has there; None where all are known."""
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as wrong:
        return f"no YAML: {wrong}"
    if any(fits(value, one) for one in records()):
        return None
    # Entries by names of one's own: slots, faces, colours.
    if isinstance(value, dict) and any(
        all(fits(one, record) for one in value.values()) for record in (*records(),)
    ):
        return None
    return f"no file has these keys: {', '.join(value) if isinstance(value, dict) else value}"


def records() -> list[Record]:
    """Every record of every file, each once."""
    found = list(FILES)
    for one in found:
        found += [f.of for f in one.fields if f.of is not None and f.of not in found]
    return found


def fits(value: Any, record: Record) -> bool:
    """Whether a mapping, or a list of them, holds nothing but keys of a record."""
    if value == ANYTHING:
        return True
    if isinstance(value, list):
        return bool(value) and all(fits(one, record) for one in value)
    if not isinstance(value, dict):
        # The short form of an entry: a colour is its inks.
        return isinstance(value, str) and record is fields.INK and bool(re.match("[CMYK]", value))
    names = record.names()
    return all(key in names and held(one, names[key]) for key, one in value.items())


def held(value: Any, key: Field) -> bool:
    """Whether a key may hold a value, as far as keys go."""
    if key.of is None or not isinstance(value, (dict, list)):
        return True
    if key.kind == "map":
        return isinstance(value, dict) and all(fits(one, key.of) for one in value.values())
    return fits(value, key.of)


def loaded(text: str, shell: Shell) -> str | None:
    """Load what is a whole file, or pages without the facts of their paper; what was wrong."""
    value = yaml.safe_load(text)
    names = set(value) if isinstance(value, dict) else set()
    if ANYTHING in text or names & {"底版", "base"}:
        return None
    if names & {"版面", "pages"}:
        return _checked(text if names & {"报纸", "paper"} else PAPER + text, shell)
    if names >= {"名称", "区块"} or names >= {"name", "slots"}:
        name = value.get("名称") or value["name"]
        path = shell.folder / "layout" / f"{name}.yaml"
        path.write_text(text, "utf-8")
        wrong, said = shell.run("presslayout layouts --json")
        return wrong and said
    return None


def _checked(text: str, shell: Shell) -> str | None:
    """What `check` says of an issue; copy and pictures that only the page names are put there."""
    path = shell.folder / SPEC
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    found = shell.json("check", SPEC)["diagnostics"]
    wrong = [one for one in found if one["severity"] == "error"]
    return "; ".join(f"{one['code']}: {one['message']}" for one in wrong) or None
