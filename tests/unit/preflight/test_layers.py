"""Layers of a PDF (ISO 32000-1, 8.11): which are shown, which print, and groups of them."""

from __future__ import annotations

from itertools import product
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from presslayout.preflight.pdf.layers import ALWAYS, Layers, Visibility


class File:
    """A file with two layers, `on` and `off`."""

    def __init__(self, **usual: Any) -> None:
        self.pdf = pikepdf.new()
        self.on = self.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="版面"))
        self.off = self.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="批注"))
        config = Dictionary(OFF=Array([self.off]), **usual)
        self.pdf.Root.OCProperties = Dictionary(OCGs=Array([self.on, self.off]), D=config)

    @property
    def layers(self) -> Layers:
        return Layers(self.pdf.Root)

    def members(self, *names: str, **entries: Any) -> Visibility:
        """How a membership of layers stands."""
        groups = Array([getattr(self, name) for name in names])
        return self.layers.of(Dictionary(Type=Name.OCMD, OCGs=groups, **entries))

    def reckoned(self, expression: Any) -> Visibility:
        return self.layers.of(Dictionary(Type=Name.OCMD, VE=expression))


def test_a_file_without_layers_shows_and_prints_all() -> None:
    found = Layers(pikepdf.new().Root)
    assert not found.known
    assert found.of(Dictionary(Type=Name.OCG)) == ALWAYS


def test_a_layer_that_is_off_neither_shows_nor_prints() -> None:
    file = File()
    assert file.layers.of(file.on) == Visibility(screen=True, prints=True)
    assert file.layers.of(file.off) == Visibility(screen=False, prints=False)
    assert file.layers.names == ["批注"]


def test_where_all_are_off_only_those_listed_are_on() -> None:
    file = File(BaseState=Name.OFF)
    file.pdf.Root.OCProperties.D.OFF = Array([])
    file.pdf.Root.OCProperties.D.ON = Array([file.off])
    assert file.layers.of(file.off).screen
    assert not file.layers.of(file.on).screen


@pytest.mark.parametrize("state", ["ON", "OFF"])
@pytest.mark.parametrize("name", ["on", "off"])
def test_print_has_a_state_of_its_own(name: str, state: str) -> None:
    file = File()
    layer = getattr(file, name)
    layer.Usage = Dictionary(Print=Dictionary(PrintState=Name(f"/{state}")))
    row = Dictionary(Event=Name.Print, OCGs=Array([layer]), Category=Array([Name.Print]))
    assert file.layers.of(layer).prints == (name == "on")
    file.pdf.Root.OCProperties.D.AS = Array([row])
    assert file.layers.of(layer) == Visibility(screen=name == "on", prints=state == "ON")


def test_what_a_view_switches_does_not_print_otherwise() -> None:
    file = File()
    file.off.Usage = Dictionary(Print=Dictionary(PrintState=Name.ON))
    row = Dictionary(Event=Name.View, OCGs=Array([file.off]))
    file.pdf.Root.OCProperties.D.AS = Array([row])
    assert not file.layers.of(file.off).prints


@pytest.mark.parametrize(
    ("policy", "holds"),
    [
        ("AllOn", all),
        ("AnyOn", any),
        ("AllOff", lambda states: not any(states)),
        ("AnyOff", lambda states: not all(states)),
    ],
)
def test_a_membership_stands_as_its_policy_says(policy: str, holds: Any) -> None:
    file = File()
    for names in product(("on", "off"), repeat=2):
        found = file.members(*names, P=Name(f"/{policy}"))
        assert found.screen == holds([name == "on" for name in names])


def test_a_membership_of_none_shows() -> None:
    assert File().members() == ALWAYS


def test_one_group_needs_no_list() -> None:
    file = File()
    assert not file.layers.of(Dictionary(Type=Name.OCMD, OCGs=file.off)).screen


def test_an_expression_is_reckoned_from_within() -> None:
    file = File()
    on, off = file.on, file.off
    no = Array([Name.Not, off])
    assert file.reckoned(Array([Name.And, on, no])).screen
    assert not file.reckoned(Array([Name.And, on, off])).screen
    assert file.reckoned(Array([Name.Or, off, on])).screen
    assert not file.reckoned(Array([Name.Or, off, Array([Name.Not, on])])).screen
    assert not file.reckoned(off).screen


def test_an_expression_without_sense_hides_nothing() -> None:
    file = File()
    for odd in (Array([]), Array([Name.Not]), 3):
        assert file.reckoned(odd).screen


def test_an_expression_has_an_end() -> None:
    file = File()
    deep: Any = file.off
    for _ in range(100):
        deep = Array([Name.And, deep])
    assert file.reckoned(deep) == ALWAYS
