from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from presslayout.assets import fonts
from presslayout.assets.fonts import Family, chain, content_of, open_face, unknown_contents
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import AssetError
from presslayout.base.values import replace

FONTS = Path(__file__).resolve().parents[3] / "fonts"


def family(name: str, stem: str, *fallback: str) -> Family:
    return Family(name, FONTS / f"{stem}.ttf", 0, f"fonts/{stem}.ttf", fallback, "", "OFL 1.1")


SONG = family("宋体", "NotoSerifSC-Regular", "楷体")
KAI = family("楷体", "LXGWWenKai-Regular", "得意黑", "宋体")
SMILEY = family("得意黑", "SmileySans-Oblique")


def test_a_face_is_named_by_its_file_and_content() -> None:
    digest = hashlib.sha256(SONG.path.read_bytes()).hexdigest()
    face = open_face(SONG)
    assert face.key == f"NotoSerifSC-Regular-{digest[:8]}"
    assert face.sha256 == digest
    assert open_face(SONG) is face


@pytest.mark.parametrize(
    ("opened", "ascent", "han"),
    [(SONG, 880, 1000), (KAI, 880, 1000), (SMILEY, 890, 800)],
    ids=["BASE table", "typographic metrics", "ink"],
)
def test_the_em_square_is_the_faces_own(opened: Family, ascent: int, han: int) -> None:
    face = open_face(opened)
    assert face.ascent + face.descent == 1000
    assert abs(face.ascent - ascent) <= 1
    assert face.han == han


def test_what_a_face_covers() -> None:
    face = open_face(SONG)
    assert face.covers("䶮")
    assert not face.covers("😂")


def test_a_chain_follows_fallbacks_without_repeats() -> None:
    families = {f.name: f for f in (SONG, KAI, SMILEY)}
    assert [face.name for face in chain(families, ("宋体",))] == ["宋体", "楷体", "得意黑"]
    assert [face.name for face in chain(families, ("得意黑", "宋体"))] == ["得意黑", "宋体", "楷体"]


def test_unknown_names_are_passed_over() -> None:
    assert [face.name for face in chain({"宋体": SONG}, ("宋体", "仿宋"))] == ["宋体"]


@pytest.mark.parametrize("content", [None, b"", b"no font at all"])
def test_a_broken_face_says_which(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.ttf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AssetError) as caught:
        open_face(Family("仿宋", path, 0, "fonts/x.ttf", (), "", ""))
    (finding,) = caught.value.diagnostics
    assert finding.code == "missing-font"
    assert "仿宋" in finding.message.zh
    assert "fonts/x.ttf" in finding.message.en


def test_a_file_that_stays_as_it_stands_is_hashed_once_and_another_in_its_place_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    real = fonts.file_sha256

    def hashed(path: Path) -> str:
        read.append(path)
        return real(path)

    monkeypatch.setattr(fonts, "file_sha256", hashed)
    path = tmp_path / "x.ttf"
    made = Family("仿宋", path, 0, "fonts/x.ttf", (), "", "")
    first = shutil.copy(FONTS / "SourceSerif4-Italic.ttf", path).read_bytes()
    # It may change again within the clock's grain: it is read as often as it is asked for.
    assert content_of(made) == content_of(made) == hashlib.sha256(first).hexdigest()
    assert len(read) == 2
    monkeypatch.setattr(fonts, "SETTLED_NS", -(1 << 62))
    assert content_of(made) == content_of(made) == hashlib.sha256(first).hexdigest()
    assert len(read) == 3
    path.write_bytes(first + b"\0")
    os.utime(path, (1, 1))
    assert content_of(made) == content_of(made) == hashlib.sha256(first + b"\0").hexdigest()
    assert len(read) == 4


def test_what_nobody_has_hashed_is_named_once_the_largest_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    again = replace(KAI, name="仿宋")
    lost = replace(KAI, path=tmp_path / "none.ttf")
    found = unknown_contents([SMILEY, KAI, again, lost, SONG], cache)
    # The keys under which each is then looked for.
    assert [make() for _, make in found] == [content_of(one) for one in (KAI, SONG, SMILEY)]
    assert [cache.get(key) for key, _ in found] == [
        content_of(one).encode() for one in (KAI, SONG, SMILEY)
    ]
    assert unknown_contents([SMILEY, KAI, again, lost, SONG], cache) == []
