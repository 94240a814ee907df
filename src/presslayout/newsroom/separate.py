"""The plates of an issue, or of any PDF, as pictures in a folder, and what ink they take."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, WARNING, DeliveryError, Diagnostic, SpecError, Text
from presslayout.base.patterns import regex
from presslayout.base.refusals import why
from presslayout.base.values import frozen
from presslayout.delivery.plates import ghostscript, own, views
from presslayout.delivery.shelf import shelf
from presslayout.delivery.targets import TARGETS, judged
from presslayout.edition.page import spots
from presslayout.newsroom import build, plain
from presslayout.newsroom.exits import exit_code
from presslayout.newsroom.judged import known
from presslayout.newsroom.outputs import output_folder

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.source import Source
    from presslayout.delivery.plates.plate_set import Coverage, PlateSet, PlateSheet
    from presslayout.edition.ink import Ink
    from presslayout.edition.press import Press
    from presslayout.edition.profile import ColourProfiles
    from presslayout.issue.workspace import Workspace
    from presslayout.newsroom.options import Options

FOLDER = "plates"
DPI = 150
HEAT, PROOF = "ink", "proof"
# What no file system of a newsroom takes in a name.
_UNFIT = regex(r'[\\/:*?"<>|\x00-\x1f%]')


@frozen
class Plate:
    """One ink of one page: its picture's path below the output folder, and how much it takes."""

    ink: str
    file: str
    coverage: Coverage


@frozen
class Plated:
    """One page: its plates, the heat map, the soft proof, and all inks together."""

    number: int
    plates: tuple[Plate, ...]
    heat: str
    proof: str
    total: Coverage


@frozen
class Separated:
    """What was written, by which renderer, for which press."""

    folder: Path
    renderer: str
    dpi: int
    press: Press
    pages: tuple[Plated, ...]
    files: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...]


@frozen
class _Room:
    """What plates are looked at with: the press, its colours, the face of numbers, the spot inks."""

    press: Press
    colours: ColourProfiles
    letters: Source
    spots: tuple[Ink, ...] = ()


def separate(
    path: Path, folder: Path | None, options: Options, dpi: int = DPI, *, gs: bool = True
) -> Separated:
    """Write DIR/plates/ for an issue; SpecError, AssetError or DeliveryError say why it cannot be."""
    loaded, composition = build.composed(path, options)
    painting = build.painting(loaded, composition, options)
    told = known(loaded, composition, options)
    found = list(judged(told, TARGETS["proof"], exit_code, strict=options.strict))
    pages = composition.edition.pages
    command = ghostscript.program() if gs else None
    if command:
        from presslayout.delivery.products import painted

        numbers = [page.number for page in pages]
        drawn = ghostscript.plates(command, painted(painting, painting.standard), dpi, numbers)
    else:
        drawn = own.plates(painting, dpi)
        found += [_left_out(number) for number in own.left_out(pages)]
    room = _Room(
        composition.edition.press,
        painting.colours,
        plain.letters_of(loaded.families),
        tuple(spots(pages).values()),
    )
    return _written(drawn, folder or output_folder(path), room, found)


def separate_file(
    path: Path, folder: Path, press: str, workspace: Workspace, dpi: int = DPI
) -> Separated:
    """Write DIR/plates/ for a finished PDF, which takes ghostscript."""
    from presslayout.issue.read_press import press_profile

    command = ghostscript.program()
    if command is None:
        raise DeliveryError([_no_ghostscript(path.name)])
    try:
        data = doors.read(path)
    except OSError as cause:
        raise SpecError([_unread(path.name, cause)]) from cause
    drawn = ghostscript.plates(command, data, dpi)
    profile = press_profile(workspace, press)
    room = _Room(profile.press, profile.colours, plain.letters(workspace))
    return _written(drawn, folder, room, [])


def _written(drawn: PlateSet, folder: Path, room: _Room, found: list[Diagnostic]) -> Separated:
    press, colours = room.press, room.colours
    pages: list[Plated] = []
    files: dict[str, str] = {}
    with shelf(folder) as place:
        spare = place.spare_folder(FOLDER)

        def put(name: str, data: bytes) -> str:
            (spare / name).write_bytes(data)
            files[f"{FOLDER}/{name}"] = hashlib.sha256(data).hexdigest()
            return f"{FOLDER}/{name}"

        for sheet in drawn.sheets:
            stem = f"{sheet.number:02d}"
            plates = [
                Plate(
                    ink,
                    put(f"{stem}-{_fit(ink)}.png", views.plate(sheet, ink)),
                    sheet.coverage(ink),
                )
                for ink in sheet.plates
            ]
            heat = put(f"{stem}-{HEAT}.png", views.heat(sheet, press, room.letters))
            proof = put(
                f"{stem}-{PROOF}.png", views.proof(sheet, colours.press, colours.source, room.spots)
            )
            pages.append(Plated(sheet.number, tuple(plates), heat, proof, sheet.total()))
            found += _heavy(sheet, press)
        place.place(spare, FOLDER)
    return Separated(
        folder,
        drawn.renderer,
        drawn.sheets[0].dpi if drawn.sheets else DPI,
        press,
        tuple(pages),
        tuple(sorted(files.items())),
        tuple(found),
    )


def _fit(ink: str) -> str:
    """An ink's name as part of a file's, apart from those of the views."""
    name = _UNFIT.sub("_", ink).strip(" .") or "_"
    return f"{name}_" if name in (HEAT, PROOF) else name


def _heavy(sheet: PlateSheet, press: Press) -> list[Diagnostic]:
    most = sheet.total().max
    if most <= press.ink_advised:
        return []
    over = most > press.ink_limit
    limit = press.ink_limit if over else press.ink_advised
    return [
        Diagnostic(
            "ink-limit" if over else "ink-advised",
            WARNING,
            Text(
                f"第{sheet.number}版最重处 15 mm² 用墨 {most:g}%，超过 {limit}%",
                f"page {sheet.number} lays {most:g} % of ink on its heaviest 15 mm², above {limit} %",
            ),
            hint=Text(
                f"看 {sheet.number:02d}-{HEAT}.png 里最深的地方",
                f"look at the deepest places of {sheet.number:02d}-{HEAT}.png",
            ),
            page=sheet.number,
        )
    ]


def _left_out(number: int) -> Diagnostic:
    return Diagnostic(
        "plates-partial",
        WARNING,
        Text(
            f"第{number}版置入的 PDF 没有画进色版：这台机器没有装 ghostscript",
            f"placed PDFs of page {number} are not on the plates: ghostscript is not installed",
        ),
        hint=Text("装上 ghostscript 再画一次", "install ghostscript and draw them again"),
        page=number,
    )


def _no_ghostscript(name: str) -> Diagnostic:
    return Diagnostic(
        "not-separated",
        ERROR,
        Text(
            f"画 {name} 的色版要用 ghostscript，这台机器没有装",
            f"ghostscript is needed to separate {name} and is not installed here",
        ),
        hint=Text("装上 ghostscript；或者给出稿件单", "install ghostscript, or name the issue"),
    )


def _unread(name: str, cause: OSError) -> Diagnostic:
    reason = why(cause)
    return Diagnostic(
        "missing-file",
        ERROR,
        Text(f"打不开 {name}（{reason.zh}）", f"cannot open {name} ({reason.en})"),
        hint=Text("检查路径", "check the path"),
    )
