"""The user's browser, where there is one that opens a window of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Systems on which a window needs no display that a variable names.
_WINDOWS_OF_THEIR_OWN = ("darwin", "win32", "cygwin")
# What names a display, or a browser that knows of one elsewhere.
_SAID = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
# Browsers that write into the terminal, which is ours.
_IN_TERMINAL = frozenset("www-browser links links2 elinks lynx w3m browsh".split())
# A command that is still there after so long has opened something.
_SECONDS = 5


def open_in_browser(url: str, failed: Callable[[], None]) -> None:
    """Open an address and do not wait for it; `failed` is called where no window can be opened."""

    def work() -> None:
        if not opened(url):
            failed()

    # A browser may take seconds before it says that it is there.
    threading.Thread(target=work, daemon=True).start()


def opened(url: str) -> bool:
    """Whether an address could be opened in a window."""
    if sys.platform not in _WINDOWS_OF_THEIR_OWN and not any(map(os.environ.get, _SAID)):
        return False
    import webbrowser

    try:
        browser = webbrowser.get()
        if os.path.basename(getattr(browser, "name", "")) in _IN_TERMINAL:  # noqa: PTH119
            return False
        if type(browser) is webbrowser.GenericBrowser:
            return _apart([browser.name, *(one.replace("%s", url) for one in browser.args)])
        return browser.open(url)
    except (webbrowser.Error, OSError):
        return False


def _apart(command: Sequence[str]) -> bool:
    """A command that nobody knows, run where it cannot reach our terminal."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603  the browser that the user named
        command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
    try:
        return process.wait(_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True
