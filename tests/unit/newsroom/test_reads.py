"""How often a build opens a file: once, whoever needs what it says.

Faces are looked at once more by whoever embeds them; an archive reads what was written once more,
which proves that it is what was set.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests import kit
from tests.e2e.desk import ROOT

from presslayout.base import doors
from presslayout.base.cache import Cache
from presslayout.base.memory import Memory
from presslayout.edition import codec
from presslayout.flow import compose as composing
from presslayout.flow import desks as measuring
from presslayout.flow.arrange.choose import arranged
from presslayout.issue import reading
from presslayout.newsroom.build import build
from presslayout.newsroom.options import Options

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = ROOT / "issue" / "2026-10-18"
FACES = frozenset({".ttf", ".otf", ".ttc"})


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, Counter[str]]:
    """What is opened, parsed and spelled from now on, by name."""
    found: dict[str, Counter[str]] = {
        "opened": Counter(),
        "parsed": Counter(),
        "spelled": Counter(),
    }
    opened, decode, dump = doors.opened, reading.decode, codec.dump_block

    def counted(path: Path) -> object:
        if path.is_relative_to(ROOT) and path.suffix not in FACES:
            found["opened"][path.relative_to(ROOT).as_posix()] += 1
        return opened(path)

    def parsed(data: bytes, name: str, *more: object) -> object:
        found["parsed"][name] += 1
        return decode(data, name, *more)  # type: ignore[arg-type]

    def spelled(block: object) -> object:
        found["spelled"][str(id(block))] += 1
        return dump(block)  # type: ignore[arg-type]

    monkeypatch.setattr(doors, "opened", counted)
    monkeypatch.setattr(reading, "decode", parsed)
    monkeypatch.setattr(codec, "dump_block", spelled)
    return found


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """A cache that knows the sample's pictures once a target was built with it."""
    return Cache(tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("target", ["press", "proof", "galley", "archive"])
def test_a_build_reads_each_file_of_the_workspace_once(
    tmp_path: Path, counts: dict[str, Counter[str]], kept: Cache, target: str
) -> None:
    options = Options(target=target, galley="all", cache=kept, verify=False)
    # Pictures are measured and converted: the cache knows them.
    build(SAMPLE, tmp_path / "out", options)
    assert set(counts["spelled"].values()) <= {1}
    for found in counts.values():
        found.clear()
    made = build(SAMPLE, tmp_path / "out", options)
    assert made.product is not None
    written = {f.path.partition("/sources/")[2] for f in made.report.files}
    often = {file: n for file, n in counts["opened"].items() if n > 1 and file not in written}
    assert often == {}
    assert max(counts["opened"].values()) <= 2
    assert set(counts["parsed"].values()) == {1}
    # Pages that nothing has changed are neither set nor spelled again.
    assert not counts["spelled"]
    photos = [file for file in counts["opened"] if file.startswith("images/")]
    assert bool(photos) == (target == "archive")


def test_arranging_and_composing_measure_each_photo_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[str] = Counter()
    measure = measuring.measure

    def counted(path: Path, cache: Cache | None = None) -> object:
        seen[path.name] += 1
        return measure(path, cache)

    monkeypatch.setattr(measuring, "measure", counted)
    photo = kit.photo("images/aitzgorri_by_Aitzol_Berasategi.jpg")
    sentence = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
    tales = [
        replace(
            kit.story(f"S{n}", "", *[sentence * 3] * 6, photos=(photo,) if n == 0 else ()),
            slot=None,
        )
        for n in range(2)
    ]
    design = kit.template(kit.slot("报眉", (1, 2), content="folio"), kit.slot("头条", (4, 40)))
    issue = kit.loaded({"t": design}, kit.page(1, "t", *tales))
    memory = Memory()
    composing.compose(arranged(issue, kit.NEWSPRINT, memory=memory), kit.NEWSPRINT, memory=memory)
    assert list(seen.values()) == [1]
    # A file that stands as it did is known in the next turn.
    memory.next_turn()
    measuring.desks(issue, kit.NEWSPRINT, memory=memory)
    assert list(seen.values()) == [1]
    # One that was just written may be another picture under the same stamp: it is looked at again.
    monkeypatch.setattr(measuring, "SETTLED_NS", 1 << 62)
    for _ in range(2):
        memory.next_turn()
        measuring.desks(issue, kit.NEWSPRINT, memory=memory)
    assert list(seen.values()) == [3]
