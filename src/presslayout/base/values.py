"""Frozen values: what `@dataclass(frozen=True, slots=True)` makes, without compiling a class.

The standard decorator compiles six functions for every class and its module loads a dozen others;
a cold build of one page meets some 180 classes.  Here `__init__` is compiled once for all classes
with as many fields, and what is the same for all is shared.  `fields`, `replace` and `field` of the
standard library work with the classes made here, and so do type checkers (PEP 681).
"""

from __future__ import annotations

import sys
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


class _Missing:
    """What a field without a default has for one."""

    def __repr__(self) -> str:
        return "<missing>"


MISSING: Any = _Missing()
# How the values of a class are read, each class once.
_READ: dict[type, tuple[Callable[[Any], Iterable[Any]], dict[str, int]]] = {}


class ValueField:
    """A field of a value: its name, its annotation, and what `field` says of it."""

    __slots__ = ("default", "default_factory", "hash", "name", "repr", "type")

    def __init__(self, default: Any, factory: Any, *, shown: bool, hashed: bool) -> None:
        self.name, self.type = "", ""
        self.default, self.default_factory = default, factory
        self.repr, self.hash = shown, hashed


def field(
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    repr: bool = True,  # noqa: A002  as in dataclasses
    hash: bool = True,  # noqa: A002
) -> Any:
    """A field with more to say than a default, as `dataclasses.field` says it."""
    return ValueField(default, default_factory, shown=repr, hashed=hash)


def fields(one: Any) -> tuple[ValueField, ...]:
    """The fields of a value or of its class, in order."""
    found: tuple[ValueField, ...] = one.__value_fields__
    return found


def replace(one: T, /, **changes: Any) -> T:
    """The value with other fields; of the standard library's own classes too."""
    kind = type(one)
    known = _READ.get(kind)
    if known is None:
        if getattr(one, "__value_fields__", None) is None:
            from dataclasses import replace as standard

            return standard(one, **changes)  # type: ignore[type-var]
        known = _READ[kind] = _read(kind)
    read, places = known
    # Pages ask a hundred thousand times: all fields are read at once, and given by their places.
    values = [*read(one)]
    try:
        for name, value in changes.items():
            values[places[name]] = value
    except KeyError:
        return kind(**changes)
    return kind(*values)


def _read(kind: type) -> tuple[Callable[[Any], Iterable[Any]], dict[str, int]]:
    """What reads all fields of a value in their order, and where each stands."""
    names = [one.name for one in fields(kind)]
    read: Callable[[Any], Any] = attrgetter(*names) if names else _nothing
    places = {name: at for at, name in enumerate(names)}
    return (read if len(names) != 1 else lambda one: (read(one),)), places


def as_dict(one: Any) -> dict[str, Any]:
    """A value's fields by name, values within them likewise."""
    return {each.name: _as_plain(getattr(one, each.name)) for each in fields(one)}


def _as_plain(held: Any) -> Any:
    if hasattr(type(held), "__value_fields__"):
        return as_dict(held)
    if isinstance(held, tuple | list):
        return [_as_plain(one) for one in held]
    if isinstance(held, dict):
        return {key: _as_plain(one) for key, one in held.items()}
    return held


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A class whose instances never change and equal each other where all their fields do."""
    made = distinct(cls)
    names = [one.name for one in fields(made)]
    # What is long and seldom all that differs may stay out of the hash: field(hash=False).
    short = [one.name for one in fields(made) if one.hash]
    _compared(made, names)
    hashed: Callable[[Any], Any] = attrgetter(*short) if short else _nothing

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(hashed(self))

    made.__hash__ = __hash__  # type: ignore[method-assign]
    return made


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def distinct(cls: type[T]) -> type[T]:
    """A class whose instances never change, each equal to itself alone."""
    for name, method in _UNCHANGING.items():
        setattr(cls, name, method)
    return _slotted(cls)


@dataclass_transform(field_specifiers=(field,))
def mutable(cls: type[T]) -> type[T]:
    """A class whose instances change while something is made: `@dataclass(slots=True)`."""
    made = _slotted(cls)
    _compared(made, [one.name for one in fields(made)])
    made.__hash__ = None  # type: ignore[assignment]
    return made


def _compared(made: Any, names: list[str]) -> None:
    read: Callable[[Any], Any] = attrgetter(*names) if names else _nothing

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return read(self) == read(other) if other.__class__ is self.__class__ else NotImplemented

    made.__eq__ = __eq__


def _slotted(cls: type[T]) -> type[T]:
    """The class made anew with a slot for each field, and its `__init__`."""
    own = _own_fields(cls)
    known = {one.name: one for base in reversed(cls.__mro__[1:]) for one in _of(base)}
    inherited = set(known)
    known |= own
    space = {k: v for k, v in cls.__dict__.items() if k not in own and k not in _INSTANCE}
    space["__slots__"] = tuple(name for name in own if name not in inherited)
    space["__match_args__"] = tuple(known)
    space["__value_fields__"] = tuple(known.values())
    space["__dataclass_fields__"] = _LENT
    space.setdefault("__repr__", _repr)
    kind: Any = type(cls)
    made: Any = kind(cls.__name__, cls.__bases__, space)
    made.__qualname__ = cls.__qualname__
    made.__init__ = _init(made)
    return made  # type: ignore[no-any-return]


def _of(base: type) -> tuple[ValueField, ...]:
    found: tuple[ValueField, ...] = base.__dict__.get("__value_fields__", ())
    return found


def _own_fields(cls: type) -> dict[str, ValueField]:
    """What the class itself annotates, each with its default."""
    found = {}
    for name, kind in cls.__annotations__.items():
        default = cls.__dict__.get(name, MISSING)
        one = default if isinstance(default, ValueField) else _field(cls, name, default)
        one.name, one.type = name, kind
        if one.default.__class__.__hash__ is None:
            raise ValueError(f"{cls.__qualname__}.{name}: a default that changes is all values'")
        found[name] = one
    return found


def _field(cls: type, name: str, default: Any) -> ValueField:
    """The field of a plain default, or of what the standard library's own `field` said."""
    standard: Any = sys.modules.get("dataclasses")
    if standard is None or not isinstance(default, standard.Field):
        return ValueField(default, MISSING, shown=True, hashed=True)
    if not default.init:
        raise TypeError(f"{cls.__qualname__}.{name}: init=False has no meaning in a frozen value")
    value, factory = (
        MISSING if one is standard.MISSING else one
        for one in (default.default, default.default_factory)
    )
    return ValueField(value, factory, shown=default.repr, hashed=default.hash is not False)


# The code of an `__init__` by how many fields it fills, and whether something follows.
_CODES: dict[tuple[int, bool], CodeType] = {}


def _init(cls: Any) -> Callable[..., None]:
    """`__init__` as the fields ask for it; each value goes straight into its slot."""
    known: dict[str, Any] = {}
    names, defaults = ["self"], []
    for place, one in enumerate(fields(cls)):
        names.append(one.name)
        put = getattr(cls, one.name).__set__
        made_anew = one.default_factory is not MISSING
        known[f"set_{place}"] = _making(put, one.default_factory) if made_anew else put
        if made_anew or one.default is not MISSING:
            defaults.append(one.default)
        elif defaults:
            raise TypeError(f"{cls.__qualname__}.{one.name} needs a default: one before it has one")
    shape = len(names) - 1, hasattr(cls, "__post_init__")
    code = _CODES.get(shape)
    if code is None:
        code = _CODES[shape] = _code(*shape)
    # Only the names of the parameters differ from class to class.
    code = code.replace(co_varnames=tuple(names))
    init = FunctionType(code, known, "__init__", tuple(defaults))
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _code(count: int, follows: bool) -> CodeType:  # noqa: FBT001
    """The code that puts so many values into their slots."""
    takes = ", ".join(["self", *(f"f{place}" for place in range(count))])
    does = [f"set_{place}(self, f{place})" for place in range(count)]
    if follows:
        does.append("self.__post_init__()")
    space: dict[str, Any] = {}
    exec(f"def __init__({takes}): {'; '.join(does) or 'pass'}", space)  # noqa: S102
    code: CodeType = space["__init__"].__code__
    return code


def _making(put: Callable[[Any, Any], None], make: Callable[[], Any]) -> Callable[[Any, Any], None]:
    """What puts a value into its slot, made where none is given."""

    def put_or_made(one: Any, given: Any) -> None:
        put(one, make() if given is MISSING else given)

    return put_or_made


class _Lent:
    """`__dataclass_fields__`: what the standard library asks for, made when it asks."""

    def __get__(self, one: object, cls: type) -> dict[str, Any]:
        from dataclasses import field as standard
        from dataclasses import make_dataclass

        def said(one: ValueField) -> Any:
            if one.default_factory is not MISSING:
                return standard(default_factory=one.default_factory, repr=one.repr)
            if one.default is not MISSING:
                return standard(default=one.default, repr=one.repr)
            return standard(repr=one.repr)

        told: Any = make_dataclass(cls.__name__, [(f.name, f.type, said(f)) for f in fields(cls)])
        lent: dict[str, Any] = told.__dataclass_fields__
        cls.__dataclass_fields__ = lent  # type: ignore[attr-defined]
        return lent


_LENT = _Lent()
# What a class has for its instances' sake, and one with slots has no longer.
_INSTANCE = frozenset({"__dict__", "__weakref__"})


def _nothing(_: object) -> tuple[()]:
    return ()


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _no_change(self: object, name: str, value: object) -> None:  # noqa: ARG001
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_loss(self: object, name: str) -> None:  # noqa: ARG001
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, one.name) for one in fields(self)]


def _restored(self: Any, state: list[object]) -> None:
    for one, held in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, held)


_UNCHANGING = {
    "__repr__": _repr,
    "__setattr__": _no_change,
    "__delattr__": _no_loss,
    "__getstate__": _state,
    "__setstate__": _restored,
}


@distinct
class Same:
    """A value as a key: equal to nothing but the very same one, which it keeps alive.

    An address alone is no key: when its value is gone the next one made may stand there.
    """

    value: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)
