"""Why heads that begin on one row of an arranged page do not stand on one line, pair by pair."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from presslayout.flow import head_heights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presslayout.flow.arrange.choice import Choice

# What takes a story off the shelf that it shares, by the function that does.
WHYS = {
    "_alone": "not level so, or the head has no room",
    "_apart": "too much alike",
    "_leading": "the leading photo would shrink",
}
PAIR = re.compile(r"([^|]+)-(\d+)/\d+ ([^|]+)\|([^:]+): headline [\d.]+ pt apart")


@contextmanager
def noted() -> Iterator[dict[str, str]]:
    """Why slots of the page that is set in the meantime have a head of their own, by name."""
    found: dict[str, str] = {}
    plain = {name: getattr(head_heights, name) for name in WHYS}

    def noting(name: str) -> Any:
        def told(tables: Any, fill: Any, number: int, *slots: str) -> Any:
            made = plain[name](tables, fill, number, *slots)
            gone = set(tables[number].shelves) - set(made[number].shelves)
            found.update(dict.fromkeys(gone, WHYS[name]))
            return made

        return told

    for name in WHYS:
        setattr(head_heights, name, noting(name))
    try:
        yield found
    finally:
        for name, function in plain.items():
            setattr(head_heights, name, function)


def on_photos(choice: Choice) -> dict[str, str]:
    """The slots of a layout whose headline stands on a photo."""
    return {slot.name: "on a photo" for _, slot in choice.slots if slot.head_over}


def table(missed: Iterable[str], whys: Mapping[tuple[str, str], Mapping[str, str]]) -> str:
    """The pairs of headlines that are apart, by set and reason; `whys` by set and number of the offer."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in missed:
        if (pair := PAIR.match(line)) is not None:
            name, number, one, other = pair.groups()
            own = whys[name, number]
            found[name][own.get(one) or own.get(other) or "heads of other heights"] += 1
    kinds = list(dict.fromkeys(kind for each in found.values() for kind in each))
    rows = [f"| pairs apart | {' | '.join(kinds)} |", f"|---|{'---|' * len(kinds)}"]
    for name, each in (*found.items(), ("all", sum(found.values(), Counter()))):
        rows.append(f"| {name} | {' | '.join(str(each[kind] or '') for kind in kinds)} |")
    return "\n".join(rows)
