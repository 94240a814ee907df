"""Faces of people in a picture: what two cascades agree on, rounded, kept by content and library."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw
from tests import kit
from tests.drawn_faces import drawn

from presslayout.assets import persons
from presslayout.assets.pictures import UnreadableError
from presslayout.base.cache import Cache
from presslayout.flow.bench import reader

if TYPE_CHECKING:
    from pathlib import Path

OPENCV = "opencv_python_headless-4.12.0.88"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "wide.png"
    Image.new("RGB", (1280, 960), (90, 120, 150)).save(path)
    return path


class StandIn:
    """OpenCV as far as it is asked: what each cascade sees, by a word of its name."""

    def __init__(self, **seen: list[tuple[int, int, int, int]]) -> None:
        self.seen, self.threads = seen, [8]
        self.asked: list[str] = []
        self.during: set[int] = set()
        self.data = SimpleNamespace(haarcascades="data/")

    def getNumThreads(self) -> int:  # noqa: N802
        return self.threads[-1]

    def setNumThreads(self, count: int) -> None:  # noqa: N802
        self.threads.append(count)

    def CascadeClassifier(self, path: str) -> SimpleNamespace:  # noqa: N802
        word = path.removesuffix(".xml").rpartition("_")[2]

        def looked(*_: object) -> list[tuple[int, int, int, int]]:
            self.asked.append(word)
            self.during.add(self.threads[-1])
            return self.seen[word]

        return SimpleNamespace(empty=lambda: word not in self.seen, detectMultiScale=looked)


@pytest.fixture
def opencv(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """One face of 100 pixels that both see, with eyes; and what one of them sees alone."""
    made = StandIn(
        alt2=[(300, 100, 100, 100), (20, 300, 60, 60)],
        default=[(310, 110, 96, 96), (500, 20, 90, 90)],
        eyeglasses=[],
        **{"2splits": [(40, 60, 40, 40)]},
    )
    monkeypatch.setitem(sys.modules, "cv2", made)
    monkeypatch.setitem(sys.modules, "numpy", SimpleNamespace(asarray=lambda grey: grey))
    return made


def test_a_face_is_what_both_see(picture: Path, opencv: StandIn) -> None:
    """In per mille of 640 by 480 pixels, rounded to twenties."""
    assert persons.persons(picture, "one", OPENCV) == ((460, 200, 620, 420),)
    # The first sort of eyes that is found is enough.
    assert opencv.asked == ["alt2", "default", "eyeglasses", "2splits"]
    # One thread while it looks, and as many as before when it has looked.
    assert opencv.during == {1}
    assert opencv.threads[-1] == 8


def test_where_the_first_sees_nothing_the_other_is_not_asked(
    picture: Path, opencv: StandIn
) -> None:
    opencv.seen["alt2"] = []
    assert persons.persons(picture, "one", OPENCV) == ()
    assert opencv.asked == ["alt2"]


def test_what_has_no_eyes_is_no_face(picture: Path, opencv: StandIn) -> None:
    opencv.seen["2splits"] = []
    assert persons.persons(picture, "one", OPENCV) == ()


def test_what_was_found_is_kept_by_content_and_by_library(
    picture: Path, opencv: StandIn, tmp_path: Path
) -> None:
    cache = Cache(tmp_path / "cache")
    found = persons.persons(picture, "one", OPENCV, cache)
    opencv.asked.clear()
    assert persons.persons(tmp_path / "gone.png", "one", OPENCV, cache) == found
    assert not opencv.asked
    persons.persons(picture, "one", "opencv-4.13", cache)
    assert opencv.asked
    assert persons.persons_key("one", OPENCV) != persons.persons_key("one", "opencv-4.13")


def test_a_library_without_its_cascades_finds_nothing_and_nothing_is_kept(
    picture: Path, opencv: StandIn, tmp_path: Path
) -> None:
    cache, seen = Cache(tmp_path / "cache"), opencv.seen
    opencv.seen = {}
    assert persons.persons(picture, "one", OPENCV, cache) == ()
    opencv.seen = seen
    assert persons.persons(picture, "one", OPENCV, cache)


def test_without_the_library_nothing_is_found(
    picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    assert persons.persons(picture, "one", OPENCV) == ()


def test_a_damaged_picture_says_so(tmp_path: Path, opencv: StandIn) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\nnothing more")
    with pytest.raises(UnreadableError):
        persons.persons(path, "one", OPENCV)
    assert not opencv.asked


def test_faces_go_by_size_and_those_that_rounding_leaves_nothing_of_are_none() -> None:
    windows = [(0, 0, 4, 4), (100, 100, 200, 200), (300, 100, 500, 300)]
    assert persons.placed(windows, (1000, 1000)) == [(300, 100, 500, 300), (100, 100, 200, 200)]


@pytest.mark.parametrize(
    ("installed", "found"),
    [
        (("numpy-2.2.6.dist-info", f"{OPENCV}.dist-info"), OPENCV),
        (("opencv_contrib_python-4.13.0.90.dist-info",), "opencv_contrib_python-4.13.0.90"),
        # Its wheel has no cascades any more.
        (("opencv_python_headless-5.0.0.93.dist-info",), ""),
        (("pillow-11.0.dist-info",), ""),
        ((), ""),
    ],
)
def test_the_library_is_known_by_its_folder(installed: tuple[str, ...], found: str) -> None:
    assert reader(installed) == found


def test_opencv_itself_sees_no_face_where_there_is_none(tmp_path: Path) -> None:
    pytest.importorskip("cv2", reason="the extra faces (opencv-python-headless) is not installed")
    for path in sorted((kit.ROOT / "images").glob("*.jpg")):
        assert persons._seen(path) == [], path.name
    plain = Image.new("RGB", (800, 600), (200, 200, 200))
    draw = ImageDraw.Draw(plain)
    for x in range(0, 800, 40):
        draw.ellipse((x, 200, x + 30, 230), fill=(40, 40, 40))
    plain.save(tmp_path / "dots.png")
    assert persons._seen(tmp_path / "dots.png") == []


@pytest.mark.parametrize(
    ("faces", "found"),
    [
        (((600, 400, 300),), 1),
        (((300, 400, 240), (800, 400, 240)), 2),
        (((600, 400, 160),), 1),
    ],
)
def test_opencv_itself_sees_drawn_faces(
    faces: tuple[tuple[int, int, int], ...], found: int, tmp_path: Path
) -> None:
    pytest.importorskip("cv2", reason="the extra faces (opencv-python-headless) is not installed")
    seen = persons._seen(drawn(tmp_path / "face.png", (1200, 800), faces))
    assert seen is not None
    assert len(seen) == found
    for across, down, large in faces:
        eyes, mouth = down - large // 10, down + large // 3
        assert any(
            left * 12 < across * 10 < right * 12 and top * 8 < eyes * 10 < mouth * 10 < bottom * 8
            for left, top, right, bottom in seen
        )
