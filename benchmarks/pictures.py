"""Megapixels a second on one core, and what the first build of a page with two photos costs.

The same work three ways: decode a JPEG, sample it to the size the press needs, bring it into the
press's inks (relative colorimetric, black-point compensation), code it as JPEG.  Ours also reads
the file's hash and header, keeps the ink limit, and sharpens where the profile asks.

    python benchmarks/pictures.py [--runs 5] [--megapixels 24]

pyvips, where it is installed with libvips, is measured as well: pip install pyvips, and
apt install libvips42 or brew install vips.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageCms

from presslayout.assets.images import convert, measure, requests
from presslayout.assets.pictures import Conversion, Request
from presslayout.edition.page import Picture
from presslayout.newsroom import build
from presslayout.newsroom.options import Options

ROOT = Path(__file__).resolve().parents[1]
PRESS = ROOT / "layout" / "press"
NEWS, SRGB = PRESS / "IFRA26S_TAC220.icc", PRESS / "sRGB.icc"
SOURCE = ROOT / "images" / "picosdeeuropa_by_Aitzol_Berasategi.jpg"
ISSUE = ROOT / "issue" / "2026-10-18"
# Page 3 of the sample holds two photographs.
PAGE = "3"
QUALITY = 88
Size = tuple[int, int]
Way = Callable[[Path, Size], bytes]

TRANSFORM = ImageCms.buildTransform(
    str(SRGB),
    str(NEWS),
    "RGB",
    "CMYK",
    ImageCms.Intent.RELATIVE_COLORIMETRIC,
    ImageCms.Flags.BLACKPOINTCOMPENSATION,
)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--megapixels", type=int, default=24)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        speeds(Path(folder), asked.runs, asked.megapixels)
        pages(Path(folder), asked.runs)


def speeds(folder: Path, runs: int, megapixels: int) -> None:
    """Source megapixels a second of process time, on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    path = folder / "photo.jpg"
    with Image.open(SOURCE) as image:
        width = round((megapixels * 1e6 * image.width / image.height) ** 0.5)
        height = round(megapixels * 1e6 / width)
        image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS).save(
            path, quality=90
        )
    ways: dict[str, Way | None] = {
        "ours": ours(),
        "ours, sharpened 60 %": ours(sharpen=60),
        "Pillow alone": pillow,
        "pyvips": vips(),
    }
    sizes = {
        "full size": (width, height),
        "half": (width // 2, height // 2),
        "2000 wide": (2000, 2000 * height // width),
    }
    print(f"{width} x {height} JPEG, source megapixels a second, one core, median of {runs}")
    print(f"{'':22}" + "".join(f"{name:>12}" for name in sizes))
    for name, way in ways.items():
        if way is not None:
            found = [
                width * height / 1e6 / _seconds(way, path, size, runs) for size in sizes.values()
            ]
            print(f"{name:22}" + "".join(f"{value:12.1f}" for value in found))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(range(os.cpu_count() or 1)))


def pages(folder: Path, runs: int) -> None:
    """The first build, the warm one, and the bare cost of converting the page's photographs."""
    first, warm, bare = [], [], []
    wanted = _wanted()
    for run in range(runs):
        cache = folder / f"cache{run}"
        first.append(_build(folder, cache))
        warm.append(_build(folder, cache))
        bare.append(_bare(wanted))
    one, two, three = (statistics.median(times) for times in (first, warm, bare))
    print(f"page of {len(wanted)} photographs, seconds, median of {runs}, in turn")
    print(f"first build {one:.3f}, warm build {two:.3f}, bare conversion {three:.3f}")
    print(f"first / warm {one / two:.2f}, first / (warm + bare) {one / (two + three):.2f}")


def ours(sharpen: int = 0) -> Way:
    """The product's own conversion, without its cache."""
    conversion = Conversion(NEWS.read_bytes(), SRGB.read_bytes(), 240, sharpen=sharpen)

    def way(path: Path, size: Size) -> bytes:
        facts = measure(path)
        whole = (0, 0, facts.width, facts.height)
        return convert(Request(path, facts.sha256, whole, size), conversion).data

    return way


def pillow(path: Path, size: Size, crop: tuple[int, int, int, int] | None = None) -> bytes:
    """As anybody would write it, `draft` included."""
    with Image.open(path) as image:
        box = crop or (0, 0, image.width, image.height)
        whole = image.width
        scale = (box[2] - box[0]) / size[0]
        image.draft(None, (int(image.width / scale), int(image.height / scale)))
        ratio = image.width / whole
        small = image.resize(size, Image.Resampling.LANCZOS, box=tuple(v * ratio for v in box))
        inked = ImageCms.applyTransform(small, TRANSFORM)
    assert inked is not None
    out = io.BytesIO()
    inked.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def vips() -> Way | None:
    """The same by libvips on one thread; None where it is not installed."""
    os.environ["VIPS_CONCURRENCY"] = "1"
    try:
        import pyvips
    except (ImportError, OSError) as cause:
        print(f"pyvips is skipped: {str(cause).splitlines()[0]}")
        return None
    bare = {"keep": "none"} if pyvips.at_least_libvips(8, 15) else {"strip": True}

    def way(path: Path, size: Size) -> bytes:
        whole = pyvips.Image.new_from_file(str(path))
        shrink = max(s for s in (1, 2, 4, 8) if s <= max(whole.width // size[0], 1))
        image = pyvips.Image.new_from_file(str(path), shrink=shrink, access="sequential")
        if image.width != size[0]:
            image = image.resize(size[0] / image.width, vscale=size[1] / image.height)
        inked = image.icc_transform(
            str(NEWS), input_profile=str(SRGB), intent="relative", black_point_compensation=True
        )
        data: bytes = inked.write_to_buffer(".jpg", Q=QUALITY, **bare)
        return data

    return way


def _seconds(way: Way, path: Path, size: Size, runs: int) -> float:
    way(path, size)
    times = []
    for _ in range(runs):
        start = time.process_time()
        way(path, size)
        times.append(time.process_time() - start)
    return statistics.median(times)


def _wanted() -> list[Request]:
    """What the page's photographs are converted to."""
    options = Options(pages=frozenset({int(PAGE)}))
    _, composition = build.composed(ISSUE, options)
    edition = composition.edition
    hashes = {asset.key: asset.sha256 for asset in edition.assets}
    items = [i for p in edition.pages for b in p.blocks for i in b.items if isinstance(i, Picture)]
    return [*requests(items, composition.sources, hashes, edition.press).values()]


def _build(folder: Path, cache: Path) -> float:
    command = [sys.executable, "-m", "presslayout", "build", str(ISSUE), "--pages", PAGE]
    start = time.perf_counter()
    subprocess.run(
        [*command, "-o", str(folder / "out")],
        env={**os.environ, "PRESSLAYOUT_CACHE": str(cache)},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def _bare(wanted: list[Request]) -> float:
    start = time.perf_counter()
    for one in wanted:
        pillow(one.path, one.size, one.crop)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
