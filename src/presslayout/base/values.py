"""Frozen values: what `@dataclass(frozen=True, slots=True)` makes, in a fourth of the time a class.

The standard decorator compiles six functions for every class, and a cold build of one page meets
some 180 classes.  Here only `__init__` is compiled; what is the same for all is shared.  `fields`,
`replace` and `field` of the standard library work with the classes made here, and so do type
checkers (PEP 681).
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A class whose instances never change and equal each other where all their fields do."""
    made = distinct(cls)
    names = tuple(made.__dataclass_fields__)  # type: ignore[attr-defined]
    read: Callable[[Any], Any] = attrgetter(*names) if names else _nothing
    # What is long and seldom all that differs may stay out of the hash: field(hash=False).
    short = tuple(f.name for f in fields(made) if f.hash is not False)  # type: ignore[arg-type]
    hashed: Callable[[Any], Any] = attrgetter(*short) if short else _nothing

    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return read(self) == read(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(hashed(self))

    made.__eq__ = __eq__  # type: ignore[method-assign]
    made.__hash__ = __hash__  # type: ignore[method-assign]
    return made


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def distinct(cls: type[T]) -> type[T]:
    """A class whose instances never change, each equal to itself alone."""
    for name, method in _SHARED.items():
        setattr(cls, name, method)
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__ = _init(made)
    return made  # type: ignore[no-any-return]


def _init(cls: Any) -> Callable[..., None]:
    """`__init__` as the fields ask for it; each value goes straight into its slot."""
    known: dict[str, Any] = {"MISSING": MISSING}
    takes, does = ["self"], []
    for one in fields(cls):
        name = one.name
        if not one.init:
            raise TypeError(
                f"{cls.__qualname__}.{name}: init=False has no meaning in a frozen value"
            )
        known[f"set_{name}"] = getattr(cls, name).__set__
        given = name
        if one.default_factory is not MISSING:
            known[f"make_{name}"] = one.default_factory
            given = f"make_{name}() if {name} is MISSING else {name}"
            takes.append(f"{name}=MISSING")
        elif one.default is not MISSING:
            known[f"default_{name}"] = one.default
            takes.append(f"{name}=default_{name}")
        else:
            takes.append(name)
        does.append(f"    set_{name}(self, {given})")
    if hasattr(cls, "__post_init__"):
        does.append("    self.__post_init__()")
    exec(f"def __init__({', '.join(takes)}):\n" + ("\n".join(does) or "    pass"), known)  # noqa: S102
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _nothing(_: object) -> tuple[()]:
    return ()


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _no_change(self: object, name: str, value: object) -> None:  # noqa: ARG001
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_loss(self: object, name: str) -> None:  # noqa: ARG001
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, name) for name in self.__dataclass_fields__]


def _restored(self: Any, state: list[object]) -> None:
    for name, held in zip(self.__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, held)


_SHARED = {
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
