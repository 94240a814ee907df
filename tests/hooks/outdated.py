"""A worker with another version of presslayout than its client's."""

from __future__ import annotations

from typing import Any

from presslayout.newsroom import build


def dask_setup(_worker: Any) -> None:
    """What Dask calls when a worker begins that preloads this."""
    build.VERSION = "0.0.1"
