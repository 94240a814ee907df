"""Colours, transparency and device settings of everything that the pages draw."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, WARNING
from presslayout.preflight.checks.apart import each_page
from presslayout.preflight.checks.intent import intent_space, profile_bytes, sha256
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import decoded
from presslayout.preflight.pdf.entries import dictionary, whole
from presslayout.preflight.pdf.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.apart import CheckedPage
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.painted import Painted
    from presslayout.preflight.pdf.pdfobject import Entries, PdfObject
    from presslayout.preflight.pdf.reading import PageReading

_DEFAULTS = {
    "DeviceRGB": ("/DefaultRGB", "RGB"),
    "DeviceCMYK": ("/DefaultCMYK", "CMYK"),
    "DeviceGray": ("/DefaultGray", "GRAY"),
}
_HEADER = 128
_CHANNELS = {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1, b"Lab ": 3}
_CLASSES = (b"prtr", b"mntr", b"scnr", b"spac")
_COMPONENTS = {
    "DeviceGray": 1,
    "CalGray": 1,
    "DeviceRGB": 3,
    "CalRGB": 3,
    "Lab": 3,
    "DeviceCMYK": 4,
}
_GENERATION = ("/BG", "/BG2", "/UCR", "/UCR2")
_MODES = frozenset(
    "/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn "
    "/HardLight /SoftLight /Difference /Exclusion /Hue /Saturation /Color /Luminosity".split()
)
_NORMAL = ("/Normal", "/Compatible")
_INTENTS = frozenset(
    {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
)
# ISO 19005-2, 6.1.13: how many q may be open at once.
_NESTING = 28
_DEEP = 16
_OPERATORS = frozenset(
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k "
    "l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W "
    "W* y ' \"".split()
)


def colours(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """Every colour rests on what the standard allows and the output intent explains."""
    yield from colours_in(opened, standard, intent_space(opened))
    yield from _same_profile(opened, standard)
    yield from _defaults(opened, standard)


@each_page
def profiles(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    """ICC profiles of single colours are whole, and of as many components as is said (8.6.5.5)."""
    number, reading = leaf.number, leaf.reading
    del standard
    seen: set[tuple[int, int]] = set()
    wrong: dict[str, None] = {}
    for stream in reading.profiles:
        if stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        wrong |= dict.fromkeys(_profile_troubles(stream))
    if wrong:
        said = "、".join(wrong)
        yield finding(
            "colour-profile",
            f"图或颜色带的 ICC 特性文件有错（{said}），转出的颜色靠不住",
            f"an ICC profile of a picture or colour is wrong ({said.replace('、', ', ')})",
            page=number,
            hint=(
                "去掉或换掉特性文件后重新导出",
                "leave it out or replace it, and export again",
            ),
        )


def _profile_troubles(stream: PdfObject) -> Iterator[str]:
    from presslayout.preflight.pdf.colour import families

    data = decoded(stream)
    if len(data) < _HEADER or data[36:40] != b"acsp" or len(data) < int.from_bytes(data[:4], "big"):
        yield "damaged"
        return
    count = _CHANNELS.get(data[16:20], 0)
    if whole(stream.get("/N")) != count:
        yield f"N {stream.get('/N', '?')} ≠ {data[16:20].decode('latin-1').strip()}"
    if data[12:16] not in _CLASSES:
        yield data[12:16].decode("latin-1")
    if "/Alternate" in stream:
        own = families(stream["/Alternate"], None)
        if _COMPONENTS.get(own[0].partition("/")[0] if own else "", count) != count:
            yield f"Alternate {own[0]}"


@each_page
def _defaults(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    """What takes the place of device colours is allowed itself, and the press knows of it."""
    number, reading = leaf.number, leaf.reading
    for name, found in sorted(reading.defaults.items()):
        plain, family = name.removeprefix("/"), (found or ("",))[0].partition("/")[0]
        if family not in standard.spaces:
            yield finding(
                "colour-space",
                f"{plain} 是 {family}，{standard.label} 不允许",
                f"{plain} is {family}, which {standard.label} forbids",
                page=number,
            )
        elif name == "/DefaultCMYK" and standard.printing:
            yield finding(
                "default-space",
                "页面设了 DefaultCMYK，四色会被再转一次，黑字可能变成四色",
                "DefaultCMYK makes a RIP convert CMYK once more, and black type may gain colours",
                page=number,
                severity=WARNING,
                hint=("导出时不加默认颜色空间", "export without default colour spaces"),
            )


@each_page
def colours_in(leaf: CheckedPage, standard: Standard, space: str) -> Iterator[Diagnostic]:
    """Every colour that the standard does not allow where the output intent is of this space."""
    opened, number, page, reading = leaf.opened, leaf.number, leaf.page, leaf.reading
    said: set[str] = set()
    for families in reading.spaces:
        for family in families:
            name = family.partition("/")[0]
            if name in said or is_allowed(name, page, standard, space):
                continue
            said.add(name)
            shown = "RGB" if name == "DeviceRGB" else name
            yield finding(
                "rgb-colour" if name == "DeviceRGB" else "colour-space",
                f"页面上有 {shown} 颜色，{standard.label} 不允许",
                f"the page uses {shown} colour, which {standard.label} forbids",
                page=number,
                hint=("全部转成 CMYK 再导出", "convert everything to CMYK and export again"),
                at=opened.sheets[number - 1].where(partial(_is_in, name)),
            )


@each_page
def transparency(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    """Nothing transparent where the standard has none; a blending space where it has."""
    opened, number, page, reading = leaf.opened, leaf.number, leaf.page, leaf.reading
    causes = sorted(set(transparent(page, reading)))
    if not causes:
        return
    if not standard.transparency:
        yield finding(
            "transparency",
            f"页面用了透明效果（{'、'.join(causes)}），{standard.label} 不允许",
            f"the page is transparent ({', '.join(causes)}); {standard.label} forbids it",
            page=number,
            hint=("导出时拼合透明", "flatten transparency when exporting"),
            at=opened.sheets[number - 1].where(lambda one: one.is_transparent),
        )
    elif "/CS" not in dictionary(page.get("/Group")) and not intent_space(opened):
        yield finding(
            "transparency",
            "有透明效果，却没有说明在哪个颜色空间里混合",
            "transparency without a blending colour space",
            page=number,
        )


@each_page
def device_settings(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    """No transfer curve, no halftone by name, no unknown operator or rendering intent."""
    number, reading = leaf.number, leaf.reading
    if any(_transfer(state) for state in reading.states):
        yield finding("transfer-curve", "带有传递曲线", "a transfer curve is set", page=number)
    for unknown in sorted({m for state in reading.states for m in _odd_modes(state)}):
        yield finding(
            "blend-mode",
            f"混合模式“{unknown}”不在标准之列",
            f'blend mode "{unknown}" is none of the standard\'s',
            page=number,
        )
    if any(key in state for state in reading.states for key in _GENERATION):
        yield finding(
            "black-generation",
            "带有黑版生成或底色去除的设置，有的 RIP 会照做",
            "black generation or undercolour removal is set, and some RIPs obey it",
            page=number,
            severity=INFO,
        )
    if any(_odd_halftone(state) for state in reading.states):
        yield finding("halftone", "带有网点设置", "a halftone is set by name", page=number)
    for unknown in sorted(reading.operators - _OPERATORS):
        yield finding(
            "unknown-operator",
            f"页面内容里有不认识的操作符“{unknown}”",
            f'the content holds an unknown operator "{unknown}"',
            page=number,
        )
    for intent in sorted(reading.intents - _INTENTS):
        yield finding(
            "rendering-intent",
            f"渲染意图“{intent}”不在四种之内",
            f'rendering intent "{intent}" is none of the four',
            page=number,
        )
    if not standard.printing and reading.deepest > _NESTING:
        yield finding(
            "nesting",
            f"图形状态嵌套 {reading.deepest} 层，最多 {_NESTING} 层",
            f"graphics states nest {reading.deepest} deep; at most {_NESTING} may",
            page=number,
        )


@each_page
def overprint(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    """An archive file shows what was printed without any simulation of overprint."""
    number, reading = leaf.number, leaf.reading
    if standard.overprint:
        return
    if any(bool(s.get("/OP", False)) or bool(s.get("/op", False)) for s in reading.states):
        yield finding(
            "overprint",
            "存档文件里还留着叠印设置",
            "the archive file still holds overprint settings",
            page=number,
        )


def overprint_mode(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """No OPM 1 where ICCBased CMYK overprints (ISO 15930-7, 6.2.4.2; ISO 19005-2, 6.2.4.2)."""
    if standard.managed:
        yield from _moded(opened, standard)


@each_page
def _moded(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    if not any("ICCBased/4" in families for families in leaf.reading.spaces):
        return
    at = leaf.opened.sheets[leaf.number - 1].where(overprints_managed)
    if at:
        yield finding(
            "overprint-mode",
            f"{len(at)} 处带特性文件的四色设了 OPM 1 叠印，{standard.label} 不允许",
            f"ICCBased CMYK overprints with OPM 1 (places: {len(at)}), which {standard.label} forbids",
            page=leaf.number,
            hint=("改用 DeviceCMYK，或去掉叠印", "use DeviceCMYK, or switch overprint off"),
            at=at,
        )


def overprints_managed(one: Painted) -> bool:
    """Whether ICCBased CMYK overprints in mode 1: an ink of nothing is one of DeviceCMYK alone."""
    return one.overprint and one.overprint_mode == 1 and one.families[:1] == ("ICCBased/4",)


def pictures(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """Images neither smoothed by the viewer nor replaced (ISO 19005-2, 6.2.8), none of 16 bits.

    Sixteen bits came with PDF 1.5, as object streams did.
    """
    if not standard.object_streams:
        yield from _deep(opened, standard)
    if not standard.printing:
        yield from _settings(opened, standard)


@each_page
def _settings(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    del standard
    for image in leaf.reading.images:
        if bool(image.get("/Interpolate", False)) or "/Alternates" in image:
            yield finding(
                "image-setting",
                "图片带有平滑或替换设置",
                "an image asks for interpolation or has alternates",
                page=leaf.number,
            )
            return


@each_page
def _deep(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    opened, number, reading = leaf.opened, leaf.number, leaf.reading
    deep = [i for i in reading.images if whole(i.get("/BitsPerComponent")) == _DEEP]
    if deep:
        yield finding(
            "image-depth",
            f"有 {len(deep)} 张 16 位图片，{standard.label} 不允许",
            f"{len(deep)} pictures of 16 bits, which {standard.label} forbids",
            page=number,
            hint=("转成 8 位", "convert them to 8 bits"),
            at=opened.sheets[number - 1].where(
                lambda one: (
                    one.image is not None and whole(one.image.obj.get("/BitsPerComponent")) == _DEEP
                )
            ),
        )


def is_allowed(name: str, page: pikepdf.Page, standard: Standard, space: str) -> bool:
    """Whether a family of colour may stand on a page, the output intent being of this space."""
    if name in standard.barred:
        return False
    if name in _DEFAULTS and standard.managed:
        # Where colour is managed, a device colour needs the intent's space or a default.
        default, own = _DEFAULTS[name]
        defaults = dictionary(dictionary(page.get("/Resources")).get("/ColorSpace"))
        return own in (space, "GRAY") or default in defaults
    return name in standard.spaces


def _is_in(family: str, one: Painted) -> bool:
    """Whether an object rests on a family of colour."""
    return any(name.partition("/")[0] == family for name in one.families)


def _same_profile(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """ICCBased CMYK of the intent's own profile must be DeviceCMYK (ISO 15930-7, 6.2.4.3)."""
    if not standard.printing or not any(reading.profiles for reading in opened.readings):
        return
    own = sha256(profile_bytes(opened, standard.intent) or b"")
    yield from _tagged(opened, standard, own)


@each_page
def _tagged(leaf: CheckedPage, standard: Standard, own: str) -> Iterator[Diagnostic]:
    del standard
    used = {stream.objgen: stream for stream in leaf.reading.profiles}
    if any(sha256(decoded(stream)) == own for stream in used.values()):
        yield finding(
            "colour-space",
            "颜色标的就是输出意图的特性文件，应直接用 DeviceCMYK",
            "colours are tagged with the output intent's own profile; use DeviceCMYK",
            page=leaf.number,
        )


def transparent(page: Entries, reading: PageReading) -> Iterator[str]:
    """By which keys something is transparent on a page or in a form."""
    import pikepdf

    for state in reading.states:
        if any(key in state and float(state[key]) != 1 for key in ("/CA", "/ca")):
            yield "CA"
        modes = state.get("/BM")
        if modes is not None:
            first = modes[0] if isinstance(modes, pikepdf.Array) else modes
            if texts.of(first) not in _NORMAL:
                yield "BM"
        if "/SMask" in state and texts.of(state["/SMask"]) != "/None":
            yield "SMask"
    for image in reading.images:
        if "/SMask" in image or whole(image.get("/SMaskInData")):
            yield "SMask"
    groups = [page.get("/Group"), *(form.get("/Group") for form in reading.forms)]
    if any(texts.of(dictionary(group).get("/S")) == "/Transparency" for group in groups):
        yield "Group"


def _transfer(state: PdfObject) -> bool:
    """Whether tones are bent, by the state or within its halftone."""
    bent = "/TR" in state or ("/TR2" in state and texts.of(state["/TR2"]) != "/Default")
    halftones = _halftones(state.get("/HT"))
    return bent or any(
        texts.of(h.get("/TransferFunction", "/Identity")) != "/Identity" for h in halftones
    )


def _odd_halftone(state: PdfObject) -> bool:
    """Whether a halftone is of another type than 1 and 5, or named, or moved (/HTP)."""
    odd = (
        whole(h.get("/HalftoneType"), 1) not in (1, 5) or "/HalftoneName" in h
        for h in _halftones(state.get("/HT"))
    )
    return "/HTP" in state or any(odd)


def _halftones(given: PdfObject | None) -> list[PdfObject]:
    """A halftone and those that it holds for single inks."""
    import pikepdf

    if not isinstance(given, (pikepdf.Dictionary, pikepdf.Stream)):
        return []
    held = given.values() if isinstance(given, pikepdf.Dictionary) else ()
    return [given, *(h for h in held if isinstance(h, (pikepdf.Dictionary, pikepdf.Stream)))]


def _odd_modes(state: PdfObject) -> Iterator[str]:
    import pikepdf

    given = state.get("/BM")
    names = (
        list(given) if isinstance(given, pikepdf.Array) else [given] if given is not None else []
    )
    yield from (texts.bare(name) for name in names if texts.of(name) not in _MODES)
