"""Frozen values behave as the standard frozen, slotted dataclasses do."""

import ast
import copy
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.trees import tree

from presslayout.base import values
from presslayout.base.values import Same, as_dict, distinct, frozen, mutable


@dataclass(frozen=True, slots=True)
class Standard:
    """The measure of what a value is."""

    a: int
    b: str = "行"
    c: tuple[int, ...] = field(default_factory=tuple)


@frozen
class Value:
    """The same, made here."""

    a: int
    b: str = "行"
    c: tuple[int, ...] = field(default_factory=tuple)


@frozen
class Longer(Value):
    """One field more."""

    d: int = 0


@frozen
class Empty:
    """No field at all."""


@distinct
class Thing:
    """Equal to itself alone."""

    a: int


@frozen
class Quiet:
    """A field that is not shown."""

    a: int
    b: list[int] = field(repr=False)


ANY = st.tuples(st.integers(), st.text(), st.tuples(st.integers()))


@given(ANY, ANY)
def test_equal_and_hashed_as_the_standard_ones(one: tuple, two: tuple) -> None:
    """Values are equal where the standard's are, and equal values have one hash."""
    assert (Value(*one) == Value(*two)) == (Standard(*one) == Standard(*two))
    assert hash(Value(*one)) == hash(Standard(*one))
    assert repr(Value(*one)).partition("(")[2] == repr(Standard(*one)).partition("(")[2]


def test_defaults_names_and_places() -> None:
    """Fields come by place or name; what is missing or unknown is refused."""
    assert Value(1) == Value(a=1, b="行", c=())
    assert Longer(1, d=2).d == 2
    assert [f.name for f in fields(Longer)] == ["a", "b", "c", "d"]
    with pytest.raises(TypeError, match="missing"):
        Value()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected"):
        Value(1, z=2)  # type: ignore[call-arg]


def test_nothing_changes() -> None:
    """No field is set anew, none is added, none is lost."""
    one = Value(1)
    with pytest.raises(FrozenInstanceError):
        one.a = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        one.z = 2  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        del one.a
    assert not hasattr(one, "__dict__")
    assert replace(one, a=2) == Value(2)


def test_kinds_are_told_apart() -> None:
    """A value equals none of another class, and a thing only itself."""
    assert Value(1) != Standard(1)
    assert Value(1) != Longer(1)
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())
    thing = Thing(1)
    assert thing == thing  # noqa: PLR0124
    assert thing != Thing(1)
    assert len({thing, Thing(1)}) == 2


def test_factories_make_anew() -> None:
    """Two values share nothing that a factory made."""

    @frozen
    class Held:
        """A field with a factory."""

        many: list[int] = field(default_factory=list)

    assert Held().many is not Held().many


@given(ANY, st.text())
def test_replaced_and_told_as_by_the_standard_library(one: tuple, b: str) -> None:
    """What the house does itself agrees with what `dataclasses` makes of the same value."""
    value, standard = Longer(*one, 7), Standard(*one)
    assert values.replace(value, b=b) == replace(value, b=b) == Longer(one[0], b, one[2], 7)
    assert values.replace(standard, b=b) == replace(standard, b=b)
    assert list(as_dict(value)) == list(asdict(value)) == [f.name for f in values.fields(value)]
    assert as_dict(Quiet(1, [value]))["b"] == [as_dict(value)]
    with pytest.raises(TypeError, match="unexpected"):
        values.replace(value, z=1)


def test_one_code_serves_classes_of_one_shape() -> None:
    """Classes share their `__init__` but for names, defaults and slots; none takes another's."""

    @frozen
    class One:
        a: int
        b: int = 1

    @frozen
    class Two:
        x: int
        y: str = "y"

    assert (One(0), Two(x=0)) == (One(a=0, b=1), Two(0, "y"))
    with pytest.raises(TypeError, match=r"Two.__init__\(\).*'a'"):
        Two(a=0)  # type: ignore[call-arg]


def test_mistaken_fields_are_refused() -> None:
    """No field without a default follows one that has it, and no default changes."""
    with pytest.raises(TypeError, match="needs a default"):

        @frozen
        class Turned:
            a: int = 0
            b: int

    with pytest.raises(ValueError, match="changes"):

        @frozen
        class Shared:
            a: list[int] = []  # noqa: RUF012


def test_what_changes_while_it_is_made() -> None:
    """A mutable value has slots, equals by its fields, and is no key."""

    @mutable
    class Heap:
        a: int
        b: list[int] = values.field(default_factory=list)

    heap = Heap(1)
    heap.a = 2
    heap.b.append(3)
    assert heap == Heap(2, [3])
    assert heap != Heap(2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(heap)
    with pytest.raises(AttributeError):
        heap.z = 1  # type: ignore[attr-defined]


def test_values_load_no_library_of_classes() -> None:
    """The standard module loads a dozen others, which a build has no other use for."""
    code = "import presslayout.edition.page, sys; sys.exit('dataclasses' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_shown_without_what_is_long() -> None:
    """`repr=False` is heeded."""
    assert repr(Quiet(1, [2])) == "Quiet(a=1)"


def test_copied_and_kept() -> None:
    """Values pass through copy and pickle."""
    one = Longer(1, "列", (2,), 3)
    assert copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one  # noqa: S301


def test_what_follows_the_fields() -> None:
    """`__post_init__` runs when all fields stand; fields with `init=False` are refused."""

    @frozen
    class Counted:
        """A list that is filled at once."""

        upto: int
        all: list[int] = field(default_factory=list)

        def __post_init__(self) -> None:
            self.all.extend(range(self.upto))

    assert Counted(3).all == [0, 1, 2]
    with pytest.raises(TypeError, match="init=False"):

        @frozen
        class Late:
            """A field that is set by nobody."""

            a: int = field(init=False)


def test_a_value_as_a_key_is_itself_alone_and_stays() -> None:
    one, other = [1], [1]
    keys = {Same(one): "one", Same(other): "other"}
    assert (keys[Same(one)], keys[Same(other)]) == ("one", "other")
    assert Same(one) != Same(other)
    # An address comes back as soon as its value is gone; a key that holds it never does.
    assert len({Same([n]) for n in range(1000)}) == 1000


def _named(node: ast.AST, scope: str) -> Iterator[tuple[str, ast.Name]]:
    """Every name below a node, with the function or class that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Name):
            yield scope, child
        inside = child.name if isinstance(child, ast.FunctionDef | ast.ClassDef) else scope
        yield from _named(child, inside)


def test_no_address_stands_for_a_value_that_it_does_not_keep() -> None:
    """`id()` as a key says the wrong thing as soon as its object is freed and its place used anew.

    The one exception holds its value itself.
    """
    source = Path(values.__file__).parents[1]
    found = {
        (path.relative_to(source).as_posix(), scope)
        for path in source.rglob("*.py")
        for scope, name in _named(tree(path), "")
        if name.id == "id" and isinstance(name.ctx, ast.Load)
    }
    assert found == {("base/values.py", "__hash__")}
