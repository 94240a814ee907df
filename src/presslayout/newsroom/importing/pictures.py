"""Pictures that arrived: taken out of documents byte for byte, with the caption and credit that they may have.

A caption is what the document says is one, else the short line behind the picture, else what the
photographer wrote into the file, else the file's name where it says something.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from presslayout.assets import caption as words_of
from presslayout.base import doors
from presslayout.base.diagnostics import AssetError
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.typeset.blanks import begins_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.issue.copy.foreign import Figure
    from presslayout.newsroom.importing.arrivals import Arrival
    from presslayout.newsroom.importing.manuscripts import Arrived

# A larger picture is no photograph of a document.
MOST_BYTES = 200_000_000
_CHUNK = 1 << 20
# What a file is by its first bytes: kinds that a page can show.
_KINDS = (
    (regex(rb"\xff\xd8\xff"), ".jpg"),
    (regex(rb"\x89PNG\r\n\x1a\n"), ".png"),
    (regex(rb"II\*\0|MM\0\*|II\+\0|MM\0\+"), ".tif"),
    (regex(rb"RIFF....WEBP", re.DOTALL), ".webp"),
    (regex(rb"GIF8[79]a"), ".gif"),
    (regex(rb"....ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL), ".heic"),
)
_START = 32
_DATA = regex(r"data:image/[\w.+-]+;base64,(.*)", re.DOTALL | re.IGNORECASE)
_REMOTE = regex(r"(?:https?:)?//|[a-z][a-z0-9+.-]+:", re.IGNORECASE)
# Names that cameras, phones and chat programs give.
_IDLE = regex(
    r"(?:img|dsc|dscf|dscn|pict|p|photo|image|mmexport|wx|wechat|qq|screenshot|微信图片|微信截图|截图|屏幕截图|图片|照片|图|未命名|新建)"
    r"?[\s_(（-]*[0-9a-f\s_.()（）-]*$",
    re.IGNORECASE,
)
_LEAD = regex(r"[\s]*(?:图|图片|照片)?[0-9]{1,3}[\s._、．-]+|[\s]*[（(][0-9]{1,3}[)）]\s*")
_WORDS_LEAST = 4
_HAN = regex("[\u3400-\u9fff]")
_POST = r"(?:(?:本报|新华社|中新社|本刊)?(?:全媒体|融媒体|首席|特约|实习|见习|摄影)*(?:记者|通讯员)[\s　]*)"
# A name in Latin letters is as many words as it has.
_LATIN = r"[A-Z][A-Za-z\u00c0-\u024f.'’-]*"
_PERSON = rf"(?:[\u3400-\u9fff]{{2,4}}|[\u3400-\u9fff]+(?:·[\u3400-\u9fff]+)+|{_LATIN})"
_TOOK = regex(
    rf"(?:^|(?<=[\s　。！？，；：”）)_-]))[（(]?\s*(?P<who>{_POST}?{_PERSON}(?:[\s　、]+{_POST}?{_PERSON}){{0,3}})"
    r"[\s　/]*(?:摄影报道|摄影|摄)\s*[）)]?\s*。?$"
)
_BY = regex(
    rf"[\s　]*[（(]?\s*(?:摄影|摄|图片|图)\s*[:：/／]\s*(?P<who>{_POST}?[\u3400-\u9fff·\s　、A-Za-z]{{2,24}}?)\s*[）)]?\s*$"
)
_GLUED = regex(r"(?P<who>[\u3400-\u9fff]{2,3})摄$")
_OWN = regex(
    rf"图\s*[/／:：]\s*(?P<who>{_POST}?(?:[\u3400-\u9fff·]{{2,6}}(?:[\s　、]+[\u3400-\u9fff·]{{2,4}}){{0,3}}"
    rf"|{_LATIN}(?:[ ·]{_LATIN}){{0,4}}))"
)
# A story told in pictures has one author of both: 本报记者 麻晓舟 摄影报道.
_REPORTED = regex(
    rf"(?:{_POST}[\s　]*)?(?P<who>[\u3400-\u9fff·]{{2,4}}(?:[\s　、]+[\u3400-\u9fff·]{{2,4}}){{0,3}})"
    r"[\s　]+(?:摄影报道|图文报道|文并摄)$"
)
# What wraps a caption in running text, and who took what is shown above it.
_WRAPPED = regex(r"^[▲△↑◀▶\s　]+|^[（(](?=.*[)）]$)|(?<=.)[)）]$")

_BRACKETS = ("（", "(")


@frozen
class Shot:
    """A picture of a story: its original, what it is, where it stood (the piece behind it, and the line).

    `told` are the numbers of the pieces that became its caption.
    """

    path: Path
    sha256: str
    suffix: str
    source: str
    anchor: int = 0
    line: int = 0
    caption: str = ""
    credit: str = ""
    alt: str = ""
    told: int | None = None


def kind_of(start: bytes) -> str:
    """The extension of a picture's kind by its first bytes; "" of what no page can show."""
    return next((suffix for sign, suffix in _KINDS if sign.match(start)), "")


def extracted(
    manuscript: Arrived, known: Mapping[str, Arrival], spare: Path
) -> Iterator[tuple[Figure, Shot | None]]:
    """The pictures of a file in order, each where its bytes are now; None of one that is not there.

    `known` are the files that came along, by name: a page's pictures may lie beside it.
    """
    for figure in manuscript.figures:
        path = _bytes_of(figure, manuscript, known, spare)
        if path is None:
            yield figure, None
            continue
        made = shot(path, figure.target if len(figure.target) < 300 else "", spare)  # noqa: PLR2004  (no data: of a page)
        yield figure, made


def shot(path: Path, source: str, spare: Path | None = None) -> Shot | None:
    """A picture file as it is; None where it is none that a page can show."""
    del spare
    with doors.opened(path) as stream:
        suffix = kind_of(stream.read(_START))
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Shot(path, digest, suffix, source) if suffix else None


def is_sound(path: Path) -> bool:
    """Whether a picture opens: one that does not would stop the issue that names it."""
    from presslayout.assets import images

    try:
        images.measure(path)
    except AssetError as fault:
        return all(d.code != "broken-picture" for d in fault.diagnostics)
    return True


def credited(text: str) -> tuple[str, str]:
    """A caption without who took the picture, and who did: “…。（李明 摄）”."""
    text = text.strip()
    for pattern in (_TOOK, _BY):
        if (found := pattern.search(text)) and (who := _people(found["who"])):
            left = text[: found.start()] + found["who"][: -len(who)]
            left = left.rstrip(" \u3000，_-（(")
            return _opened(left), " ".join(who.split())
    if found := _GLUED.search(text):
        # Where nothing parts them, a name begins with a surname.
        who = found["who"]
        for name in (who, who[1:]):
            if len(name) > 1 and begins_name(name):
                return text[: -len(name) - 1].rstrip(" \u3000，_-"), name
    return text, ""


def _people(who: str) -> str:
    """The end of a text from which on there are names and posts alone."""
    parts = re.split(r"([\s\u3000、]+)", who)
    kept: list[str] = []
    for part in reversed(parts):
        bare = re.sub(_POST, "", part)
        if bare.strip(" \u3000、") and not (begins_name(bare) or re.fullmatch(_LATIN, bare)):
            break
        kept.insert(0, part)
    return "".join(kept).lstrip(" \u3000、")


def _opened(text: str) -> str:
    """A text without a bracket at its head whose other half went with a name."""
    return text[1:] if text[:1] in _BRACKETS and not re.search("[)）]", text) else text


def captioned(text: str) -> tuple[str, str]:
    """A line that stood as caption: without what wraps it, and who took the picture."""
    words, who = credited(text)
    return (_WRAPPED.sub("", words) if who or _WRAPPED.match(text) else words).strip(), who


def own_words(path: Path, name: str) -> tuple[str, str]:
    """What a picture says of itself: in its file, else by its name; ("", "") where it says nothing."""
    found = words_of.words(path)
    caption, credit = captioned(found.caption)
    credit = found.credit or credit
    if not caption:
        stem = PurePosixPath(name).stem
        bare = _LEAD.sub("", stem, count=1).replace("_", " ").strip()
        if not _IDLE.fullmatch(stem):
            told, named = captioned(bare)
            caption = told if len(_HAN.findall(told)) >= _WORDS_LEAST else ""
            credit = credit or named
    return caption, credit


def byline_credit(byline: str) -> str:
    """Who took the pictures, as a byline says it: 文/甲 图/乙, 本报记者 甲 摄影报道."""
    found = _OWN.search(byline) or _REPORTED.match(byline.strip())
    return " ".join(found["who"].split()) if found else ""


def _bytes_of(
    figure: Figure, manuscript: Arrived, known: Mapping[str, Arrival], spare: Path
) -> Path | None:
    if figure.part and manuscript.package is not None:
        return _of_package(manuscript.package, figure.part, spare)
    if found := _DATA.match(figure.target):
        try:
            return _kept(base64.b64decode(unquote(found[1]), validate=False), spare)
        except (binascii.Error, ValueError):
            return None
    if _REMOTE.match(figure.target):
        return None
    return _beside(unquote(figure.target), manuscript.arrival, known)


def _beside(target: str, arrival: Arrival, known: Mapping[str, Arrival]) -> Path | None:
    """A picture among what came along: a name cannot lead anywhere else."""
    parts = arrival.folder.split("/") if arrival.folder else []
    for part in target.partition("?")[0].replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    found = known.get("/".join(parts))
    return found.path if found is not None else None


def _of_package(package: Path, part: str, spare: Path) -> Path | None:
    try:
        with zipfile.ZipFile(package) as archive, archive.open(part) as stream:
            out = tempfile.NamedTemporaryFile(dir=spare, delete=False)  # noqa: SIM115
            with out:
                size = 0
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > MOST_BYTES:
                        return None
                    out.write(chunk)
            return Path(out.name)
    except doors.DOCX.faults():
        return None


def _kept(data: bytes, spare: Path) -> Path:
    with tempfile.NamedTemporaryFile(dir=spare, delete=False) as out:
        out.write(data)
    return Path(out.name)
