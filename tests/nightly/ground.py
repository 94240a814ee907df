"""What is tried on: a workspace built, signed and commented, its bags and shelf, and seeds of all kinds."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools import subset, ttLib

from presslayout.newsroom.marks import kept
from presslayout.newsroom.marks.found_places import Comment
from tests import arrivals, corpus, doors, hostile_drawings, hostile_pictures, marked, tiff
from tests.heic import turned
from tests.kit import ROOT
from tests.unit.newsroom.test_shelving import scans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

NEIGHBOUR = "secret.txt"
PROOF = ("build", "issue/期", "--for", "proof", "--no-verify")
BAG, SHELF, SCANS = "包", "架", "旧报"
CACHE = "cache"
KEPT = Path(__file__).parent / "seeds"
PICTURES = ("jpg", "png", "tif", "webp", "gif", "heic")
# A page with one picture and one advertisement of a kind.
PLACED = """\
报纸: {{报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 03, 今日版数: 4}}
版面:
  - 版次: 3
    版名: 特刊
    模板: 图
    责任编辑: 顾长川
    稿件:
      - 编号: D
        位置: 图
        图片: [{{文件: {picture}, 说明: 桥。}}]
      - {{编号: B, 位置: 二条, 主题: 树下, 署名: 陆一鸣, 正文: ../期/B.txt}}
      - {{编号: C, 位置: 三条, 主题: 桥头, 正文: ../期/B.txt}}
    广告: [{{位置: 广告, 文件: {picture}, 缩放: 是}}]
"""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox="0 0 300 200" width="100mm"><style>.a{fill:#c00;stroke:black} rect{opacity:.5}</style><defs>
<linearGradient id="g" x1="0" x2="1"><stop offset="0" stop-color="red"/><stop offset="1"/></linearGradient>
<clipPath id="c"><circle cx="50" cy="50" r="40"/></clipPath><pattern id="p" width="9" height="9">
<path d="M0 0h4v4z"/></pattern><symbol id="s" viewBox="0 0 9 9"><rect width="9" height="9"/></symbol>
</defs><g transform="translate(10 10) rotate(5) scale(1.1)" class="a"><path d="M0 0C10 20 30 40 50 0S9 9 1 1
Q3 3 9 9A5 6 30 1 0 40 40Z" stroke-dasharray="3 1" stroke-width="2"/><rect clip-path="url(#c)" fill="url(#g)"
width="90" height="90" rx="3"/></g><use href="#s" x="100" width="20" height="20"/><text x="5" y="150"
font-size="12" letter-spacing="1">云岭<tspan dx="2">AB</tspan></text><polygon points="1,1 9,9 3,40"
fill-rule="evenodd"/><ellipse cx="200" cy="90" rx="30" ry="20" fill="url(#p)"/><line x2="9" y2="9"/></svg>
"""


def made(home: Path) -> Path:
    """The workspace, ready; other folders of a run stand beside it."""
    root = doors.workspace(home / "工作区")
    (home / NEIGHBOUR).write_text("not for you\n", encoding="utf-8")
    coarse = doors.TEMPLATE.replace("99ppi", "9ppi").replace("149ppi", "10ppi")
    (root / "layout/图.yaml").write_text(coarse.replace("名称: 门", "名称: 图"), "utf-8")
    for kind in (*PICTURES, "svg", "pdf"):
        _page_with(root, kind)
    assert doors.run(root, *PROOF).exit in (0, 3)
    shutil.copytree(root / doors.OUT, root / "out/旧")
    for page in ("3", "4"):
        signed = doors.run(
            root, "sign", "issue/期", "--page", page, "--round", "三校", "--by", "甲", "--at", "今"
        )
        assert signed.exit == 0, signed.err
    mark = Comment(
        page=3, kind="replace", story="A", part="headline", offset=0, length=2, text="守山",
        comment="守望", author="甲",
    )  # fmt: skip
    comments = kept.dumps(kept.added((), mark, "守山的日子"))
    (root / "issue/期/批注.json").write_text(comments, encoding="utf-8")
    # Packed files bear the time at which they were made.
    arrivals.folder(root / "来稿")
    _archived(root)
    _commented(root)
    return root


def _page_with(root: Path, kind: str) -> None:
    folder = root / "issue" / kind
    folder.mkdir()
    (folder / "issue.yaml").write_text(PLACED.format(picture=f"images/s.{kind}"), "utf-8")
    (root / f"images/s.{kind}").write_bytes(next(iter(seeds(kind).values())))


def _archived(root: Path) -> None:
    """A bag of an issue without faults, and a shelf that holds it and scans of an old paper."""
    spec = root / "issue/存/issue.yaml"
    spec.parent.mkdir()
    spec.write_text(PLACED.format(picture="images/a.jpg"), "utf-8")
    built = doors.run(root, "archive", "issue/存", "-o", "存", "--site", "--ofd", "--no-verify")
    assert built.exit == 0, built.err
    shutil.copytree(root / "存/archive", root / BAG)
    scans(root / SCANS)
    put = doors.run(root, "shelf", "add", BAG, SCANS, "--to", SHELF)
    assert put.exit == 0, put.err
    assert doors.run(root, "find", "春耕", "--shelf", SHELF).exit == 0


def _commented(root: Path) -> None:
    """The old proof as a proofreader sends it back, its streams open so that they are reached."""
    proof = (root / "out/旧/proof.pdf").read_bytes()
    ask = (marked.Ask("delete", "清晨", 0), marked.Ask("replace", "石桥", 1, "木桥", reply="好"))
    for name, reader in list(marked.READERS.items())[:2]:
        (root / f"out/旧/{name}.pdf").write_bytes(opened(marked.annotated(proof, reader, ask)))


def opened(data: bytes) -> bytes:
    """A PDF whose streams are not packed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
        )
    return out.getvalue()


def seeds(kind: str) -> dict[str, bytes]:
    """Sound files of a kind by name, made by code, and what was found and mended before."""
    found = _MADE[kind]()
    folder = KEPT / kind
    if folder.is_dir():
        found |= {f"kept-{one.name}": one.read_bytes() for one in sorted(folder.iterdir())}
    return found


def _photo(**facts: Any) -> Image.Image:
    return hostile_pictures.photo(size=(100, 66), **facts)


def _jpg() -> dict[str, bytes]:
    saved = hostile_pictures.saved
    return {
        "rgb": saved(_photo(), "JPEG"),
        "cmyk": saved(_photo(mode="CMYK"), "JPEG"),
        "grey": saved(_photo(mode="L"), "JPEG", progressive=True),
        "exif": hostile_pictures.exif(b"MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"),
        "iptc": hostile_pictures.iptc(hostile_pictures.dataset(2, 120, "山".encode())),
    }


def _png() -> dict[str, bytes]:
    modes = ("RGB", "RGBA", "L", "P", "1")
    return {mode: hostile_pictures.saved(_photo(mode=mode), "PNG") for mode in modes}


def _tif() -> dict[str, bytes]:
    pixels = [[(x * 9 % 256, y * 7 % 256, 60) for x in range(40)] for y in range(30)]
    kinds = {
        "plain": tiff.Kind(),
        "lzw": tiff.Kind(coding=tiff.LZW, big=True, predictor=True),
        "deflate": tiff.Kind(coding=tiff.DEFLATE, planar=True, orientation=6),
    }
    return {name: tiff.written(pixels, kind) for name, kind in kinds.items()}


def _webp() -> dict[str, bytes]:
    return {
        "lossy": hostile_pictures.saved(_photo(), "WEBP"),
        "lossless": hostile_pictures.saved(_photo(mode="RGBA"), "WEBP", lossless=True),
    }


def _gif() -> dict[str, bytes]:
    return {
        "one": hostile_pictures.saved(_photo(mode="P"), "GIF"),
        "moving": hostile_pictures.animated("GIF"),
    }


def _heic() -> dict[str, bytes]:
    return {"plain": turned(0, None), "turned": turned(1, 0)}


def _svg() -> dict[str, bytes]:
    return {"all": DRAWING.encode(), "cycle": hostile_drawings.DRAWINGS["symbols"]}


def _pdf() -> dict[str, bytes]:
    plain = corpus.made(corpus.File())
    form = corpus.made(
        corpus.File(
            b"/F Do\n",
            lambda pdf: corpus.using("/XObject", "/F", corpus.form(b"0 0 9 9 re f")(pdf))(pdf),
        )
    )
    newer = corpus.made(replace(corpus.File(), standard="x4"))
    return {"plain": opened(plain), "form": opened(form), "x4": opened(newer), "packed": plain}


def _font() -> dict[str, bytes]:
    made = {}
    for name in ("SourceSerif4-Italic.ttf", "SmileySans-Oblique.ttf"):
        face = ttLib.TTFont(ROOT / "fonts" / name)
        cut = subset.Subsetter(subset.Options(notdef_outline=True, glyph_names=True))
        cut.populate(text="云岭日报本报记者沈禾青AB,.12")
        cut.subset(face)
        out = io.BytesIO()
        face.save(out)
        made[name] = out.getvalue()
    return made | {"cff": corpus.square_face(cff=True), "ttf": corpus.square_face(cff=False)}


def _docx() -> dict[str, bytes]:
    return {"reportage": arrivals.reportage()}


def _html() -> dict[str, bytes]:
    return {"page": arrivals.page().encode()}


def _xlsx() -> dict[str, bytes]:
    return {"sheet": arrivals.sheet()}


def _zip() -> dict[str, bytes]:
    inner = {"秋色/甲.txt": "云岭\n\n山。".encode(), "稿/乙.docx": arrivals.reportage()}
    return {"gbk": arrivals.archive({**inner, "图/李明摄.jpg": arrivals.photo(5, (90, 60))})}


def _txt() -> dict[str, bytes]:
    return {
        "mail": arrivals.mail(),
        "plain": "".join(f"第{n}天，{doors.SENTENCE * 2}\n" for n in range(9)).encode(),
    }


def _md() -> dict[str, bytes]:
    text = "\n\n".join(
        (
            "# 守山的日子", "## 上山", doors.SENTENCE * 2, "> 引文", "- 一\n- 二", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
            "**粗**、*楷*、`码`、[链](http://x)、![图](images/a.jpg)", "1. 甲\n2. 乙", "```\n码\n```", "***",
            "｛甲｜ㄐㄧㄚ｝ {甲|jia} ~~删~~ H~2~O x^2^ [^1]\n\n[^1]: 注",
        )
    )  # fmt: skip
    return {"all": text.encode()}


_MADE = {
    "jpg": _jpg, "png": _png, "tif": _tif, "webp": _webp, "gif": _gif, "heic": _heic, "svg": _svg,
    "pdf": _pdf, "font": _font, "docx": _docx, "html": _html, "xlsx": _xlsx, "zip": _zip, "txt": _txt,
    "md": _md,
}  # fmt: skip


def files(root: Path, folder: str, *, most: int = 300_000) -> Iterator[str]:
    """The files below a folder that are small enough to be made hostile, by their paths from the root."""
    for path in sorted((root / folder).rglob("*")):
        if path.is_file() and 0 < path.stat().st_size <= most:
            yield path.relative_to(root).as_posix()
