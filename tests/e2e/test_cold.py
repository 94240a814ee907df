"""What a command loads when it is started: each module costs every build a tenth of a millisecond."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# All modules, and our own among them.  Whoever loads more says here why it is worth the while.
# Pages that were set and copy that was read by an earlier build load nothing that sets or reads.
# A proof marks what does not add up: sums, products, shares, scores, spans and ages are a module each.
PRESS_MOST, PROOF_MOST = (383, 180), (435, 227)
LINES_MOST, VERSION_MOST = (218, 96), (120, 24)
# Libraries of pictures, of fonts and of PDFs take as long to load as a page takes to be set.
HEAVY = frozenset("PIL.Image pikepdf fontTools lxml numpy pypdfium2".split())
SEEN = (
    "import sys\n"
    "from presslayout.cli import main\n"
    "code = main(sys.argv[1:])\n"
    "print(*sys.modules)\n"
    "sys.exit(code)\n"
)


def loaded(*words: str, cwd: Path = ROOT) -> frozenset[str]:
    """The modules that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", SEEN, *words], cwd=cwd, check=True, capture_output=True, text=True
    )
    return frozenset(done.stdout.splitlines()[-1].split())


def within(modules: frozenset[str], most: tuple[int, int]) -> bool:
    """Whether they are not more than so many, ours among them not more than so many."""
    ours = sum(name.partition(".")[0] == "presslayout" for name in modules)
    return len(modules) <= most[0] and ours <= most[1]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """An issue of one page without a picture."""
    (tmp_path / "layout").mkdir()
    folder = tmp_path / "issue" / "one"
    folder.mkdir(parents=True)
    (folder / "稿.md").write_text("山中有座小城，城外有条河。\n" * 40, encoding="utf-8")
    (folder / "issue.yaml").write_text(
        "报纸: {报名: 山城报, 日期: 2026-01-02}\n"
        "版面:\n"
        "  - 版次: 1\n"
        "    模板: 四开-双稿特刊-10.5\n"
        "    栏题: {文字: 山城, 角标: 特刊}\n"
        "    稿件:\n"
        "      - {编号: A, 位置: 头条, 主题: 山城, 正文: 稿.md}\n"
        "      - {编号: B, 位置: 二条, 主题: 河流, 正文: 稿.md}\n",
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize("target", ["press", "proof"])
def test_a_page_without_pictures_loads_no_library_of_pictures(
    target: str, plain: Path, tmp_path: Path
) -> None:
    out = str(tmp_path / "out")
    modules = loaded("build", str(plain), "--no-cache", "--for", target, "-o", out)
    assert not modules & {*HEAVY, "PIL"}


def test_new_copy_beside_pictures_that_were_seen_loads_no_library_of_pictures(
    plain: Path, tmp_path: Path
) -> None:
    """Where they draw the eye was found, and they were converted, by the build before."""
    (tmp_path / "images").mkdir()
    shutil.copy(ROOT / "images" / "sunset_by_Aitzol_Berasategi.jpg", tmp_path / "images" / "晚.jpg")
    spec = plain / "issue.yaml"
    photo = "正文: 稿.md, 图片: [{文件: images/晚.jpg, 说明: 山城, 栏数: 2, 位置: 上}]}"
    spec.write_text(spec.read_text("utf-8").replace("正文: 稿.md}", photo, 1), "utf-8")
    words = ("build", str(plain), "-o", str(tmp_path / "out"))
    loaded(*words)
    (plain / "稿.md").write_text("山外有座大城，城里有条河。\n" * 40, encoding="utf-8")
    assert not loaded(*words) & HEAVY


@pytest.mark.parametrize(("target", "most"), [("press", PRESS_MOST), ("proof", PROOF_MOST)])
def test_a_page_loads_what_it_needs(target: str, most: tuple[int, int], tmp_path: Path) -> None:
    """Its pictures were converted by an earlier build, as they are from the second one on."""
    words = ("build", "issue/2026-10-18", "--pages", "3", "--for", target, "-o")
    loaded(*words, str(tmp_path / "first"))
    # Elsewhere nothing stands that could be used again.
    modules = loaded(*words, str(tmp_path / "second"))
    assert not modules & HEAVY
    assert within(modules, most)


def test_lines_and_the_version_load_less(tmp_path: Path) -> None:
    """The house's faces were read by an earlier command, as they are from the second one on."""
    copy = tmp_path / "稿.md"
    copy.write_text("山中有座小城，城外有条河。\n", encoding="utf-8")
    for words, most in (
        (("lines", str(copy), "--cells", "13"), LINES_MOST),
        (("--version",), VERSION_MOST),
    ):
        loaded(*words)
        modules = loaded(*words)
        assert not modules & HEAVY
        assert within(modules, most)
