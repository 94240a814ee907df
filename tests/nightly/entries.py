"""The doors of the program as a table: what comes in at each, how it is made hostile, and who reads it."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests import doors, hostile
from tests.nightly import ground, mutating
from tests.nightly.ground import BAG, PROOF, SCANS, SHELF
from tests.property.test_doors import KEYED, NAMED, sites

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.nightly.mutating import Change

Words = tuple[str, ...]
IMPORT = ("import", "{}", "--yes", "-o", "收")
LINES = ("lines", "{}", "--cells", "11")
MARKS = ("marks", "{}", "issue/期", "--old", "out/旧/edition.json")


@dataclass(frozen=True)
class Entry:
    """A door.

    `files` gives what is sound there by its path in the workspace; `change` makes it hostile, by the
    path; of `commands` one is run, `{}` standing for the path.  `confirmed` is a folder whose
    manifest may be made to confirm what is hostile.
    """

    name: str
    files: Callable[[Path], Mapping[str, bytes]]
    commands: tuple[Words, ...]
    change: Callable[[random.Random, str, bytes], bytes] | None = None
    confirmed: str = ""


@dataclass(frozen=True)
class Trial:
    """An input, made: the files that are put in the workspace, and the command that reads them."""

    files: Mapping[str, bytes]
    words: Words


def drawn(entry: Entry, sound: Mapping[str, bytes], number: int, root: Path) -> Trial:
    """The input of a number."""
    rng = random.Random(f"{entry.name} {number}")
    path = rng.choice(sorted(sound))
    change: Change = mutating.any_
    made = (
        entry.change(rng, path, sound[path])
        if entry.change is not None
        else change(rng, sound[path])
    )
    where = path.partition("#")[0]
    put = {where: made}
    if entry.confirmed and rng.random() < 0.6:
        put |= _confirmed(root, entry.confirmed, where, made)
    words = rng.choice(entry.commands)
    return Trial(put, tuple(word.replace("{}", where) for word in words))


def _confirmed(root: Path, folder: str, path: str, made: bytes) -> dict[str, bytes]:
    """The manifests of a bag, telling of the file as it is now."""
    inner = path.removeprefix(f"{folder}/")
    found = {}
    for manifest in (root / folder).glob("*manifest-*.txt"):
        name = manifest.name.rpartition("-")[2].removesuffix(".txt")
        rows = manifest.read_text("utf-8").splitlines()
        digest = hashlib.new(name, made).hexdigest()
        told = [f"{digest}  {inner}" if row.endswith(f"  {inner}") else row for row in rows]
        if told != rows:
            found[f"{folder}/{manifest.name}"] = ("\n".join(told) + "\n").encode()
    return found


def _placed(kind: str, folder: str, suffix: str = "") -> Callable[[Path], Mapping[str, bytes]]:
    """Seeds of a kind, each as a file of the same name: `#` parts them from each other."""

    def found(_: Path) -> Mapping[str, bytes]:
        name = suffix or kind
        return {f"{folder}.{name}#{seed}": data for seed, data in ground.seeds(kind).items()}

    return found


def _at(where: str, kind: str) -> Callable[[Path], Mapping[str, bytes]]:
    return lambda _: {f"{where}#{seed}": data for seed, data in ground.seeds(kind).items()}


def _those(*names: str) -> Callable[[Path], Mapping[str, bytes]]:
    """Files of the workspace."""
    return lambda root: {name: (root / name).read_bytes() for name in names}


def _below(folder: str) -> Callable[[Path], Mapping[str, bytes]]:
    return lambda root: {name: (root / name).read_bytes() for name in ground.files(root, folder)}


def _keyed(rng: random.Random, path: str, data: bytes) -> bytes:
    """A value of any key that no key expects, or a damaged file."""
    if rng.random() < 0.35:
        return hostile.damaged(rng, data) if rng.random() < 0.5 else mutating.words(rng, data)
    tree, found = sites(data.decode(), path)
    for _ in range(rng.choice((1, 1, 1, 3))):
        rng.choice(found)(hostile.value(rng))
    return hostile.spread(tree).encode("utf-8", "surrogatepass")


def _keys(name: str, path: str, *more: Words) -> Entry:
    commands = ({**KEYED, **NAMED})[path][1]
    return Entry(name, _those(path), (*commands, *more), _keyed)


def _picture(kind: str) -> Entry:
    build = ("build", f"issue/{kind}", "--no-verify", "--for")
    ways = ((*build, "proof"), (*build, "press"), ("check", f"issue/{kind}"))
    takes = (
        (("import", f"images/s.{kind}", "--yes", "-o", "收"),) if kind not in ("svg", "pdf") else ()
    )
    return Entry(f"picture-{kind}", _at(f"images/s.{kind}", kind), (*ways, *takes))


def _cached(root: Path) -> Mapping[str, bytes]:
    """What the cache keeps, by paths that lead to it from the workspace."""
    home = root.parent
    return {f"../{name}": (home / name).read_bytes() for name in ground.files(home, ground.CACHE)}


ENTRIES = (
    _keys("yaml-issue", doors.SPEC),
    _keys("yaml-template", "layout/门.yaml"),
    _keys("yaml-press", "layout/press/newsprint.yaml"),
    _keys("yaml-style", "layout/styles/报纸.yaml"),
    _keys("yaml-form", "layout/form/2020.yaml"),
    _keys("yaml-rate", "layout/rate/2020.yaml"),
    _keys("yaml-inks", "layout/inks.yaml"),
    _keys("yaml-fonts", "fonts/fonts.yaml"),
    _keys("yaml-log", "差错.yaml"),
    Entry("words", _those("layout/词典/词.txt", "layout/用语/语.txt", "layout/称谓/人.txt"), (PROOF, ("check", "issue/期"))),
    Entry("copy-md", _at("issue/期/A.md", "md"), (LINES, ("fmt", "{}", "--marks", "--join-lines", "--join-paragraphs", "--check"), PROOF, IMPORT)),
    Entry("copy-txt", _at("issue/期/B.txt", "txt"), (LINES, ("fmt", "{}", "--marks", "--join-lines", "--join-paragraphs", "--check"), PROOF, IMPORT)),
    Entry("copy-docx", _placed("docx", "来/稿"), (LINES, IMPORT)),
    Entry("copy-html", _placed("html", "来/稿"), (LINES, IMPORT)),
    Entry("copy-xlsx", _placed("xlsx", "来/表"), (IMPORT,)),
    Entry("copy-zip", _placed("zip", "来/包"), (IMPORT,)),
    Entry("fonts", _at("fonts/试.ttf", "font"), (PROOF, ("build", "issue/期", "--for", "press", "--no-verify"), ("fonts",), ("doctor",))),
    *(_picture(kind) for kind in (*ground.PICTURES, "svg", "pdf")),
    Entry("preflight", _placed("pdf", "来/印"), (("preflight", "{}"), ("preflight", "{}", "--marked", "收.pdf", "--press", "coated"))),
    Entry("annotations", lambda root: {n: (root / n).read_bytes() for n in ground.files(root, "out/旧", most=3_000_000) if n.endswith(".pdf") and "proof" not in n}, (MARKS,), lambda rng, _, data: mutating.notes(rng, data)),
    Entry("edition", _those("out/旧/edition.json"), (("diff", "out/旧", "issue/期", "-o", "收"), ("verify", "{}", "issue/期"), ("marks", "issue/期/批注.json", "issue/期", "--old", "{}"))),
    Entry("report", _those("out/期/issue/report.json"), (PROOF, ("batch", "issue/期", "--for", "proof", "--resume", "--jobs", "1"))),
    Entry("comments", _those("issue/期/批注.json"), (("marks", "{}", "issue/期"), ("marks", "{}", "issue/期", "--apply"))),
    Entry("sign-offs", _those("issue/期/签样.jsonl"), (("verify", "out/旧/proof.pdf", "issue/期"), ("build", "issue/期", "--for", "press", "--no-verify"))),
    Entry("cache", _cached, (PROOF, ("build", "issue/存", "--for", "press", "-o", "收"), ("check", "issue/期"))),
    Entry("bag", _below(BAG), (("verify", BAG), ("site", BAG, "-o", "收"), ("shelf", "add", BAG, "--to", "收")), confirmed=BAG),
    Entry("shelf", _below(SHELF), (("verify", SHELF), ("verify", SHELF, "--all"), ("find", "春耕", "云岭", "--shelf", SHELF), ("find", "桥", "--shelf", SHELF), ("site", SHELF, "-o", "收"))),
    Entry("alto", _below(SCANS), (("shelf", "add", SCANS, "--to", "收"),)),
)  # fmt: skip
BY_NAME = {entry.name: entry for entry in ENTRIES}
# What takes long to look at, and few commands read.
LARGE = (BAG, SHELF, SCANS, "存", "来稿")


def needless(entry: Entry) -> Callable[[str, list[str]], list[str]]:
    """For a copy of the ground: the folders that nothing of the door names."""
    named = {word.partition("/")[0] for words in entry.commands for word in words}
    return lambda above, names: [
        name for name in names if name in LARGE and name not in named and above.endswith("工作区")
    ]
