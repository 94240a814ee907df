"""A running preview of a workspace, and a browser that looks at it."""

from __future__ import annotations

import atexit
import http.client
import json
import select
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests import waiting

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from tests.e2e.desk import Desk
    from tests.zygote import Going

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
SECONDS = 60
# Chromiums that nobody looks through at the moment, by language.
FREE: dict[str, list[Any]] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that is being served."""

    desk: Desk
    url: str
    process: subprocess.Popen[bytes] | Going

    @property
    def port(self) -> int:
        """Its port."""
        port = urlsplit(self.url).port
        assert port is not None
        return port

    @property
    def token(self) -> str:
        """What its address must name."""
        return urlsplit(self.url).path.strip("/")

    def ask(
        self,
        path: str = "",
        *,
        method: str = "GET",
        token: str | None = None,
        body: object = None,
        **headers: str,
    ) -> Answer:
        """Ask for a path below the token, its header names written with `_`; Host may be forged."""
        where = (
            path if path.startswith("/") else f"/{self.token if token is None else token}/{path}"
        )
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            link.putrequest(method, where, skip_host="Host" in said)
            data = json.dumps(body).encode() if body is not None else b""
            for name, value in said.items():
                link.putheader(name, value)
            if data:
                link.putheader("Content-Length", str(len(data)))
            link.endheaders(data or None)
            answer = link.getresponse()
            return Answer(answer.status, answer.read(), dict(answer.getheaders()))
        finally:
            link.close()

    def state(self) -> dict[str, Any]:
        """What the page is told."""
        told: dict[str, Any] = self.ask("state").json
        return told

    def write(self, path: str, body: object) -> Answer:
        """A write as the page makes it."""
        return self.ask(path, method="POST", body=body, X_Presslayout_Token=self.token)

    def after(self, turn: int) -> dict[str, Any]:
        """The state once it is later than a turn."""

        def later() -> dict[str, Any] | None:
            state = self.state()
            return state if state["turn"] > turn else None

        state = waiting.until(later, SECONDS, step=0.02)
        assert state is not None
        return state


@contextmanager
def previewed(
    desk: Desk, issue: str = "issue/期", *, port: str = "0", fresh: bool = False
) -> Iterator[Preview]:
    """Serve an issue of a workspace as long as it is looked at; `fresh` by an interpreter of its own."""
    begin = desk.start if fresh else desk.serve
    process = begin("preview", issue, *(("--port", port) if port else ()), "--json")
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], SECONDS)
        line = process.stdout.readline() if ready else b""
        assert line, "the preview does not say where it is"
        yield Preview(desk, json.loads(line)["url"], process)
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


@contextmanager
def browser(
    width: int = 1440,
    height: int = 900,
    *,
    scale: float = 1,
    lang: str = "zh-CN",
    dark: bool = False,
) -> Iterator[Any]:
    """A window of a headless Chromium where nothing is kept from windows before; skips where there is none.

    The Chromium goes on to whoever comes next: to start one takes two seconds of a processor.
    """
    free = FREE.setdefault(lang, [])
    made = free.pop() if free else _started(lang)
    home = made.current_window_handle
    made.switch_to.new_window("window")
    # What a window before it still said on its way out.
    made.get_log("browser")
    shape = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    made.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    if dark:
        scheme = {"name": "prefers-color-scheme", "value": "dark"}
        made.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    try:
        yield made
    finally:
        for window in made.window_handles:
            if window != home:
                made.switch_to.window(window)
                # A server's port is its own; whatever lies in a folder is of one origin.
                for origin in (made.execute_script("return origin"), "file://"):
                    kept = {"origin": origin, "storageTypes": "all"}
                    made.execute_cdp_cmd("Storage.clearDataForOrigin", kept)
                made.close()
        made.switch_to.window(home)
        free.append(made)


def _started(lang: str) -> Any:
    """A Chromium with a profile of its own, until this process ends."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("chromium and chromium-driver are not installed")
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    profile = tempfile.TemporaryDirectory(prefix="presslayout-", ignore_cleanup_errors=True)
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={profile.name}", f"--lang={lang}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"intl.accept_languages": lang})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    made = webdriver.Chrome(options=options, service=Service(driver))
    atexit.register(profile.cleanup)
    atexit.register(made.quit)
    return made


def until(look: Any, *, seconds: float = SECONDS) -> Any:
    """What `look` gives once it gives something; what the page has just replaced is looked up again."""

    def again() -> Any:
        try:
            return look()
        except Exception as fault:
            if type(fault).__name__ != "StaleElementReferenceException":
                raise
            return None

    return waiting.until(again, seconds, step=0.02)
