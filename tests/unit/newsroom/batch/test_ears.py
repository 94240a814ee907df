"""Where changes are told of, and which count."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from presslayout.newsroom.batch.ears import is_heeded, is_shared

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform != "linux", reason="where mounts are listed")
@pytest.mark.parametrize(
    ("rows", "shared"),
    [
        ([("/", "ext4")], False),
        ([("/", "ext4"), ("{here}", "nfs4")], True),
        ([("/", "ext4"), ("{here}", "cifs"), ("{here}/稿 件", "xfs")], False),
        ([("/", "nfs4"), ("{here}-2", "ext4")], True),
        ([("{here}", "ext4"), ("{here}", "fuse.sshfs")], True),
        ([("{here}", "fuse.sshfs"), ("{here}", "tmpfs")], False),
        ([], False),
    ],
)
def test_a_folder_is_shared_where_its_file_system_is(
    tmp_path: Path, rows: list[tuple[str, str]], shared: bool
) -> None:
    folder = tmp_path / "稿 件"
    folder.mkdir()
    places = [(place.format(here=tmp_path).replace(" ", r"\040"), kind) for place, kind in rows]
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "".join(f"36 35 98:0 / {at} rw,noatime shared:1 - {kind} x rw\n" for at, kind in places)
    )
    assert is_shared(folder, mounts) is shared


@pytest.mark.parametrize(
    ("name", "heeded"),
    [
        ("/srv/out/报/issue/1/issue.yaml", True),
        ("/srv/out/报/out/1/issue/report.json", False),
        ("/srv/out/报/out", False),
        ("/srv/out/报/issue/1/.a.lock", False),
        ("/srv/out/报", True),
    ],
)
def test_what_we_write_ourselves_rings_no_bell(name: str, heeded: bool) -> None:
    assert is_heeded(name, ["/srv/out/报"]) is heeded
