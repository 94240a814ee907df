"""The public names: all there, all typed, nothing reachable that has no name, and no cost."""

from __future__ import annotations

import inspect
import subprocess
import sys
import typing
from typing import TYPE_CHECKING, Any

import pytest

import presslayout

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC = [name for name in presslayout.__all__ if name != "__version__"]
FUNCTIONS = [n for n in PUBLIC if inspect.isfunction(getattr(presslayout, n))]
CLASSES = [n for n in PUBLIC if inspect.isclass(getattr(presslayout, n))]

# What values of ours hold beside what a program reads of them.
INNER = {
    # How a template dresses what stands in its slots.
    "BodyStyle", "Dress", "DropCap", "HeadShelf", "Heads", "Manner", "Ordinals", "PageGround", "Range",
    "SlotStyle", "SubheadAir", "SubheadStyle", "TextStyle",
    # How stories find their place.
    "Filler", "Lock", "Pin", "Waiting",
    # What was written beside pages and stories, and where a face lies.
    "Accepted", "Banner", "CountyEdition", "Family", "OpenPlace",
    # Graphics and their numbers.
    "Amount", "Datum", "Graphic", "GraphicForm",
    # What a press and its plant ask beside the press itself.
    "ColourProfiles", "Dispatch", "Marks", "Plant", "PressProfile", "Screens", "Tolerances",
    # How a page is spelled in edition.json.
    "Written",
}  # fmt: skip


def test_every_name_is_there_and_listed() -> None:
    assert sorted(presslayout.__all__) == dir(presslayout)
    for name in presslayout.__all__:
        assert getattr(presslayout, name) is not None
    with pytest.raises(AttributeError):
        presslayout.no_such_name  # noqa: B018


@pytest.mark.parametrize("name", [*FUNCTIONS, *CLASSES])
def test_types_are_told_and_documented(name: str) -> None:
    value = getattr(presslayout, name)
    assert typing.get_type_hints(value) is not None
    assert inspect.getdoc(value)
    if inspect.isfunction(value):
        # Each parameter and the result.
        assert set(typing.get_type_hints(value)) == {*inspect.signature(value).parameters, "return"}
    for own, method in vars(value).items() if inspect.isclass(value) else ():
        function = method.fget if isinstance(method, property) else method
        function = getattr(function, "__func__", function)
        made_here = getattr(function, "__module__", "") == value.__module__
        if inspect.isfunction(function) and made_here and not own.startswith("_"):
            assert "return" in typing.get_type_hints(function), own


def test_what_is_passed_or_given_has_a_name() -> None:
    unnamed = {t.__name__ for t in _reached() if t.__name__ not in presslayout.__all__}
    assert unnamed == INNER


def _reached() -> set[type]:
    """Every class of ours that a public function takes or gives, or a public value holds."""
    seen: set[type] = set()
    waiting: list[Any] = [getattr(presslayout, n) for n in CLASSES]
    for name in FUNCTIONS:
        waiting += typing.get_type_hints(getattr(presslayout, name)).values()
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif not isinstance(one, type) or typing.get_origin(one):
            waiting += typing.get_args(one)
        elif one.__module__.startswith("presslayout") and one not in seen:
            seen.add(one)
            waiting += typing.get_type_hints(one).values()
    return seen


def test_importing_loads_nothing() -> None:
    code = "import sys, presslayout; print(*[m for m in sys.modules if 'presslayout' in m])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    loaded = set(ran.stdout.decode().split())
    assert loaded == {"presslayout", "presslayout.base", "presslayout.base.version"}


@pytest.mark.parametrize(
    "wanted",
    [{"round": "四校"}, {"paper": "A9"}, {"target": "archive", "extras": frozenset({"web"})}],
)
def test_a_word_that_nothing_knows_is_told_before_anything_is_read(
    wanted: dict[str, Any], tmp_path: Path
) -> None:
    options = presslayout.Options(cache=presslayout.Cache(tmp_path), **wanted)
    with pytest.raises(presslayout.SpecError) as caught:
        presslayout.build(tmp_path / "none.yaml", tmp_path, options)
    assert [one.code for one in caught.value.diagnostics] == ["usage"]
