"""axe-core in a page: what of it people with other eyes and hands cannot use."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

# Packages of Python in which the script comes.
PACKAGES = ("axe_playwright_python", "axe_core_python")


def script() -> str:
    """The text of axe-core; the test skips where none is installed."""
    for name in PACKAGES:
        spec = find_spec(name)
        if spec is not None and spec.submodule_search_locations:
            file = Path(spec.submodule_search_locations[0], "axe.min.js")
            if file.is_file():
                return file.read_text("utf-8")
    pytest.skip("axe-core is not installed (axe-core-python)")


def violations(driver: Any) -> list[str]:
    """What axe-core finds wrong in the page as it is: the rule, and the first element."""
    # The policy of the page lets no script in but its own: this one comes by the driver.
    driver.execute_script(script())
    found = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        # What is being faded in or out is looked at once it is there or gone.
        "Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition)"
        ".map((one) => one.finished.catch(() => 0))).then(() => axe.run(document, {resultTypes: ['violations']})).then((r) => done(r.violations),"
        " (fault) => done([{id: String(fault), nodes: []}]))"
    )
    return [
        f"{one['id']}: {', '.join(str(node['html'])[:160] for node in one['nodes'][:3])}"
        for one in found
    ]
