"""A worker that ends over an issue whose folder is called 毒, as one does that runs out of memory."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

from presslayout.newsroom.batch import parcels

if TYPE_CHECKING:
    from presslayout.newsroom.batch.parcels import IssueParcel

_worked = parcels.worked


def worked(parcel: IssueParcel, more: Any = None) -> Any:
    if "/毒/" in parcel.words[1]:
        os.kill(os.getpid(), signal.SIGKILL)
    return _worked(parcel, more)


def dask_setup(_worker: Any) -> None:
    """What Dask calls when a worker begins that preloads this."""
    parcels.worked = worked
