"""The books in docs/books: what the code says is in them, and what the code cites can be found."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ROOT / "docs" / "books"
NAMES = frozenset(path.stem for path in BOOKS.glob("*.md"))
# Books that stood outside the repository once: nobody who reads the source has them.
GONE = ("HOUSE", "PROOFREADING", "SCALE", "SPEED", "IMPORT", "FEATURES")
# Those that people write.
HAND = ("SPEC", "RULES", "PAGES", "FIT", "PRESS", "ARCHIVE", "ARCHITECTURE", "STYLE")
ROOMS = frozenset(path.name for path in (ROOT / "src" / "presslayout").iterdir())
# A book's name where it is cited, and what is cited of it: `RULES §6.4, lesson 3`, `RULES U3, U4`,
# `RULES R1–R7, X1–X3`, `PAGES, "Air"`, `SPEC §2, §3`.
ANCHOR = r"§[0-9]+(?:\.[0-9]+)*|[A-Z][0-9]+"
CITED = re.compile(rf"\b({{}})(?:\.md)? ((?:{ANCHOR})(?:(?:, |–| and |-)(?:{ANCHOR}))*)")
TITLED = re.compile(r"\b(PAGES|FIT)(?:\.md)?, \"([^\"]+)\"")
# The readers of books: everything that people write, but the books' own makers.
WRITTEN = ("src", "tests", "docs", "benchmarks")
SUFFIXES = frozenset((".py", ".md", ".toml", ".yaml"))


def texts() -> Iterator[tuple[str, str]]:
    """Every file that may cite a book, its line ends and comment marks made blanks."""
    files = [path for folder in WRITTEN for path in sorted((ROOT / folder).rglob("*"))]
    own = [ROOT / name for name in ("README.md", "README.en.md", "CONTRIBUTING.md")]
    for path in [*files, *own, ROOT / "pyproject.toml"]:
        if path.suffix in SUFFIXES and path.is_file() and path != Path(__file__):
            text = path.read_text(encoding="utf-8")
            yield path.relative_to(ROOT).as_posix(), re.sub(r"\s*\n\s*(?:# ?)?", " ", text)


def anchors(book: str) -> set[str]:
    """The sections and rules of a book: `§6.4`, `K1`."""
    text = (BOOKS / f"{book}.md").read_text(encoding="utf-8")
    sections = re.findall(r"^#+ (§[0-9]+(?:\.[0-9]+)*)", text, flags=re.MULTILINE)
    return {*sections, *re.findall(r"^\| ([A-Z]+[0-9]+)\b", text, flags=re.MULTILINE)}


def headings(book: str) -> set[str]:
    text = (BOOKS / f"{book}.md").read_text(encoding="utf-8")
    return set(re.findall(r"^#+ (?:§\S+ )?(.+)$", text, flags=re.MULTILINE))


def cited() -> Iterator[tuple[str, str, str]]:
    """(file, book, what is cited of it)."""
    books = "|".join(sorted(NAMES))
    places = re.compile(CITED.pattern.format(books))
    for name, text in texts():
        for book, listed in places.findall(text):
            yield from ((name, book, one) for one in re.findall(ANCHOR, listed))
        for book, title in TITLED.findall(text):
            yield name, book, title


def test_every_place_that_is_cited_stands_in_its_book() -> None:
    found = list(cited())
    assert len(found) > 150
    known = {book: anchors(book) | headings(book) for book in NAMES}
    assert [one for one in found if one[2] not in known[one[1]]] == []


def test_no_book_is_cited_that_is_not_here() -> None:
    named = re.compile(
        r"(?<![\w./])(" + "|".join(GONE) + r")(?:\.md)? (?:§|[A-Z][0-9])|\bHOUSE\.md\b"
    )
    assert [name for name, text in texts() if named.search(text)] == []


def test_lists_and_ranges_are_citations_of_each_and_tables_are_none() -> None:
    pattern = re.compile(CITED.pattern.format("RULES|SPEC"))
    (found,) = pattern.findall("as RULES R1–R7, X1–X3, A4 say")
    assert re.findall(ANCHOR, found[1]) == ["R1", "R7", "X1", "X3", "A4"]
    assert pattern.findall("(SPEC §2, §3)") == [("SPEC", "§2, §3")]
    assert pattern.findall("one of RULES: tuple") == []


def test_links_between_the_pages_lead_somewhere() -> None:
    lost: list[str] = []
    pages = [*BOOKS.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")]
    for page in pages:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
        lost += [
            f"{page.name}: {link}"
            for link in links
            if "://" not in link and not (page.parent / link).exists()
        ]
    assert lost == []


def test_every_file_that_is_named_is_in_the_tree() -> None:
    """Files of the house in CONTRIBUTING and the books, from the root, the package or docs/."""
    homes = (ROOT, ROOT / "src" / "presslayout", ROOT / "docs")

    def stands(name: str) -> bool:
        return any(any(home.glob(one)) for home in homes for one in (name, f"{name}.py"))

    lost = []
    # SPEC tells of files that users have.
    books = [BOOKS / f"{name}.md" for name in HAND if name != "SPEC"]
    for page in (ROOT / "CONTRIBUTING.md", *books):
        named = re.findall(r"`((?:[\w.-]+/)+[\w.*-]*)`", page.read_text(encoding="utf-8"))
        for name in named:
            ours = name.split("/")[0] in ROOMS or name.startswith(("src/", "tests/", "docs/"))
            if ours and "NAME" not in name and not stands(name):
                lost.append(f"{page.name}: {name}")
    assert lost == []


def test_every_code_that_is_named_exists() -> None:
    told = {
        (name, word)
        for name in HAND
        for word in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", (BOOKS / f"{name}.md").read_text("utf-8"))
    }
    assert len(told) > 60
    known = set(
        re.findall(r"^\| `([a-z0-9-]+)` \|", (BOOKS / "codes.md").read_text("utf-8"), re.MULTILINE)
    )
    assert [one for one in told if one[1] not in known] == []


def test_every_constant_that_is_named_is_in_its_module() -> None:
    named = {
        one
        for name in HAND
        for one in re.findall(
            r"`(\w+)\.([A-Z][A-Z_]{2,})`", (BOOKS / f"{name}.md").read_text("utf-8")
        )
    }
    sources: dict[str, str] = {}
    for path in (ROOT / "src").rglob("*.py"):
        sources[path.stem] = sources.get(path.stem, "") + path.read_text(encoding="utf-8")
    lost = [
        f"{module}.{name}"
        for module, name in named
        if not re.search(rf"^(?:\w+, )*{name}\b.*=", sources.get(module, ""), re.MULTILINE)
    ]
    assert len(named) > 5
    assert lost == []


HAN = "[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]"
BROKEN = re.compile(
    rf"^(?![-*+>#|<]|\d+[.)] |```| {{4}})(.*{HAN})\n(?=[^\s\-*+>#|<!`\d]|\d+(?![.)\d]))",
    re.MULTILINE,
)


def test_no_line_ends_inside_a_chinese_paragraph() -> None:
    """Markdown makes a blank of it, which stands between two characters."""
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    broken = []
    for page in pages:
        text = re.sub(
            r"^ *```.*?^ *```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
        )
        broken += [f"{page.name}: …{found[1][-20:]}" for found in BROKEN.finditer(text)]
    assert broken == []
    assert BROKEN.search("山上\n有树\n")
    assert not BROKEN.search("山上\n\n有树\n")
    assert not BROKEN.search("- 山上\n- 有树\n")


def test_no_two_modules_need_each_other() -> None:
    assert "Circles of modules: 0." in (BOOKS / "rooms.md").read_text(encoding="utf-8")


def test_every_book_is_found_from_the_first_pages() -> None:
    first = [BOOKS / "SPEC.md", BOOKS / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]
    text = "".join(page.read_text(encoding="utf-8") for page in first)
    assert [path.name for path in BOOKS.glob("*.md") if f"{path.name})" not in text] == []


def test_the_generated_books_are_what_the_code_says() -> None:
    """Run `python docs/books/make.py`, read what changed, and commit it."""
    pytest.importorskip("grimp")
    made = subprocess.run(
        [sys.executable, BOOKS / "make.py", "--check"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert made.returncode == 0, made.stdout + made.stderr
