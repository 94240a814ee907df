"""Whether an address is opened in a window, and never in the terminal."""

from __future__ import annotations

import sys
import threading
import webbrowser
from typing import TYPE_CHECKING, Any

import pytest

from presslayout.cli import browser

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://127.0.0.1:8642/x/"


class Window(webbrowser.BackgroundBrowser):
    """A browser that opens windows, or cannot."""

    def __init__(self, name: str, *, opens: bool = True) -> None:
        super().__init__(name)
        self.opens, self.shown = opens, [""][:0]

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:  # noqa: ARG002
        self.shown.append(url)
        return self.opens


@pytest.fixture(autouse=True)
def display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")


def uses(monkeypatch: pytest.MonkeyPatch, found: Any) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: found)


@pytest.mark.parametrize("opens", [True, False])
def test_a_window_is_opened_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, opens: bool
) -> None:
    window = Window("firefox", opens=opens)
    uses(monkeypatch, window)
    assert browser.opened(URL) is opens
    assert window.shown == [URL]


def test_without_a_display_no_browser_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window("xdg-open")
    uses(monkeypatch, window)
    monkeypatch.delenv("DISPLAY")
    assert not browser.opened(URL)
    assert not window.shown
    monkeypatch.setattr(sys, "platform", "darwin")
    assert browser.opened(URL)


def test_without_a_browser_none_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    assert not browser.opened(URL)


@pytest.mark.parametrize("name", ["w3m", "/usr/bin/lynx", "www-browser"])
def test_no_browser_takes_over_the_terminal(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(browser, "_apart", pytest.fail)
    for kind in (webbrowser.GenericBrowser, webbrowser.Elinks):
        uses(monkeypatch, kind(name))
        assert not browser.opened(URL)


def test_a_command_of_the_users_own_is_kept_from_the_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "asked"
    write = f"import sys; print(sys.stdin.read()); open({str(kept)!r}, 'w').write(sys.argv[1])"
    uses(monkeypatch, webbrowser.GenericBrowser([sys.executable, "-c", write, "%s"]))
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setenv("BROWSER", sys.executable)
    assert browser.opened(URL)
    assert kept.read_text("utf-8") == URL
    assert capfd.readouterr() == ("", "")
    uses(monkeypatch, webbrowser.GenericBrowser([sys.executable, "-c", "raise SystemExit(1)"]))
    assert not browser.opened(URL)


def test_nobody_waits_for_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    going, told = threading.Event(), threading.Event()
    monkeypatch.setattr(browser, "opened", lambda _: not going.wait(10))
    browser.open_in_browser(URL, told.set)
    assert not told.is_set()
    going.set()
    assert told.wait(10)
