from __future__ import annotations

from presslayout.base.memory import KEPT_TURNS, Memory


def test_what_was_made_once_is_not_made_again() -> None:
    memory, made = Memory(), []
    for _ in range(3):
        assert memory.of("key", lambda: made.append("x") or "value") == "value"  # type: ignore[func-returns-value]
    assert made == ["x"]


def test_what_nobody_asks_for_is_forgotten_after_some_turns() -> None:
    memory = Memory()
    memory.of("old", object)
    for _ in range(KEPT_TURNS):
        memory.next_turn()
        memory.of("new", object)
    assert len(memory) == 2
    memory.next_turn()
    assert len(memory) == 1
