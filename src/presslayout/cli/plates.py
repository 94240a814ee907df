"""`plates`: separations, a map of the ink and a soft proof, as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import Text
from presslayout.cli import exits
from presslayout.cli.arguments import UsageError, page_numbers
from presslayout.cli.voice import relative
from presslayout.newsroom import reports, workplace
from presslayout.newsroom.options import PRESS, Options
from presslayout.newsroom.outputs import found

if TYPE_CHECKING:
    import argparse

    from presslayout.cli.voice import Voice
    from presslayout.newsroom.separate import Plated, Separated

# Below the first nothing can be read, above the second a page fills the memory.
LEAST_DPI, MOST_DPI = 36, 600


def run(arguments: argparse.Namespace, voice: Voice) -> int:
    """Draw them and say how much ink they take."""
    from presslayout.newsroom.separate import separate, separate_file

    path = found(Path(arguments.issue))
    folder = Path(arguments.out) if arguments.out else None
    dpi = _dpi(arguments.dpi)
    press = arguments.press or PRESS
    if path.suffix.lower() == ".pdf":
        made = separate_file(
            path, folder or Path.cwd() / "out" / path.stem, press, workplace.here(), dpi
        )
    else:
        cache = Cache.disabled() if arguments.no_cache else Cache.open()
        pages = page_numbers(arguments.pages) if arguments.pages is not None else None
        options = Options(press=press, pages=pages, cache=cache)
        made = separate(path, folder, options, dpi)
    voice.diagnostics(made.diagnostics)
    if voice.json:
        voice.object(_plain(made))
    else:
        _told(made, voice)
    return exits.exit_code(made.diagnostics)


def _dpi(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not LEAST_DPI <= int(text) <= MOST_DPI:
        raise UsageError(
            Text(
                f"--dpi 要写 {LEAST_DPI} 到 {MOST_DPI} 的整数，这里是「{text}」",
                f"--dpi takes a whole number from {LEAST_DPI} to {MOST_DPI}, not {text}",
            )
        )
    return int(text)


def _told(made: Separated, voice: Voice) -> None:
    """A table: every ink of every page, and all inks together."""
    for page in made.pages:
        voice.say(f"第{page.number}版  平均 %  最多 %", f"page {page.number}  mean %  max %")
        width = max(len(plate.ink) for plate in page.plates)
        for plate in page.plates:
            cover = plate.coverage
            voice.print(f"  {plate.ink:<{width}}  {cover.mean:6.1f}  {cover.max:6.1f}")
        total = page.total
        voice.say(
            f"  合计 {total.mean:.1f}，最重的 15 mm² 是 {total.max:.1f}"
            f"（建议 {made.press.ink_advised}，上限 {made.press.ink_limit}）",
            f"  all {total.mean:.1f}, {total.max:.1f} on the heaviest 15 mm² "
            f"({made.press.ink_advised} advised, {made.press.ink_limit} at most)",
        )
    where = relative(made.folder / "plates")
    voice.say(
        f"{len(made.files)} 张图在 {where}/，由 {made.renderer} 画，{made.dpi} dpi",
        f"{len(made.files)} pictures in {where}/, drawn by {made.renderer} at {made.dpi} dpi",
    )


def _plain(made: Separated) -> dict[str, Any]:
    return {
        "renderer": made.renderer,
        "dpi": made.dpi,
        "press": made.press.name,
        "pages": [_page(page) for page in made.pages],
        "files": [
            {"path": path, "sha256": sha256, "kind": "plates"} for path, sha256 in made.files
        ],
        "diagnostics": reports.diagnostics(made.diagnostics),
    }


def _page(page: Plated) -> dict[str, Any]:
    return {
        "number": page.number,
        "ink": {"mean": page.total.mean, "max": page.total.max},
        "plates": [
            {
                "ink": plate.ink,
                "file": plate.file,
                "mean": plate.coverage.mean,
                "max": plate.coverage.max,
            }
            for plate in page.plates
        ],
        "heat_map": page.heat,
        "proof": page.proof,
    }
