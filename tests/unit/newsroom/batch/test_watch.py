"""A watch's folders: gone, come back, mounted elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.cache import Cache
from presslayout.newsroom.batch import tasks, watch
from presslayout.newsroom.batch.ears import Bell
from presslayout.newsroom.batch.logbook import Logbook
from presslayout.newsroom.batch.lookout import Lookout
from presslayout.newsroom.batch.patience import Manners
from presslayout.newsroom.batch.watch import News, WatchOrder, watched

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    spec = tmp_path / "share" / "w" / "issue" / "期" / "issue.yaml"
    spec.parent.mkdir(parents=True)
    (tmp_path / "share" / "w" / "layout").mkdir()
    spec.write_text("报纸: {}\n", "utf-8")
    return tmp_path / "share"


def order(folder: Path) -> WatchOrder:
    """Never quiet enough to build anything."""
    making = lambda found: tasks.tasks(found, None, ())  # noqa: E731
    return WatchOrder((folder,), making, 1, Manners(1e6, 1e6), 0.01, "zh")


class Share:
    """A folder on which a share is mounted, or not."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.away = folder, folder.with_name("away")
        self.device = 1
        monkeypatch.setattr(watch, "_device", lambda one: self.device if one.is_dir() else None)

    def unmount(self) -> None:
        """Leave the empty folder on which it was mounted."""
        self.folder.rename(self.away)
        self.device = 2
        self.folder.mkdir()

    def mount(self) -> None:
        """Put it back."""
        self.folder.rmdir()
        self.device = 1
        self.away.rename(self.folder)


def test_what_a_share_was_mounted_on_is_no_share_that_was_emptied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "TICK_SECONDS", 0.01)
    share, bell, kinds = Share(folder, monkeypatch), Bell(), []
    looks: list[int] = []
    real = Lookout.specs

    def specs(lookout: Lookout, place: Path) -> tuple[Path, ...]:
        """Unmount it after the first look that shows its issue."""
        found = real(lookout, place)
        looks.append(len(found))
        if looks == [1]:
            share.unmount()
        return found

    monkeypatch.setattr(Lookout, "specs", specs)
    for told in watched(order(folder), Logbook.of((), Cache.disabled(), resume=True), bell):
        assert isinstance(told, News)
        kinds.append(told.kind)
        if told.kind == "gone":
            assert [*folder.iterdir()] == []
            share.mount()
        if told.kind == "back":
            bell.end()
    assert kinds == ["watching", "gone", "back"]
    assert set(looks) == {1}
    assert not (folder / ".presslayout-watch.lock").exists()
