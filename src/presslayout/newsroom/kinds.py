"""What people call what was found: a word or two of Chinese for every code that a proof can bear.

A proof is read by people who know no codes; `explain` and report.json keep them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from presslayout.issue.fields.choices import PROOF_KIND
from presslayout.newsroom.proofread.wanted import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

# What bears none of the names below: something about how the paper is set.
OTHER = "排版"
# Beside the kinds that a house chooses from (PROOF_KIND).
_NAMES = {
    "放不下": "overset furniture-overset no-room too-much-copy no-room-left held-over ad-size",
    "题放不下": "headline-overset",
    "不满": "underset too-little-copy",
    "待定": "pending",
    "空版位": "slot-empty page-empty ad-missing ad-stand-in",
    "题序": "headline-order",
    "碰题": "tombstone",
    "标题": "head-faint head-shaded headline-mark-dropped",
    "占位的字": "leftover-words",
    "主图": "photo-dominance",
    "图片精度": "low-resolution excess-resolution bitmap-resolution",
    "图片位置": "stray-photo focus-hidden focus-guessed face-hidden lock-too-low photo-off-slot "
    "no-bleed no-byline-face",
    "图片": "animated-picture assumed-srgb bad-picture-profile untagged-cmyk words-from-picture "
    "not-vector drawing-text ad-unlabelled missing-picture broken-picture locked-picture "
    "picture-too-large picture-elsewhere",
    "图片说明": "missing-caption",
    "转版": "jump-empty jump-back jump-here text-jump",
    "缺字": "missing-glyph fallback-glyph no-outline",
    "字距": "loose-line",
    "断行": "widow line-break marks-parted line-gap marks-touch",
    "小标题": "stranded-subhead",
    "通线": "through-white boxes-touch",
    "引号括号": "unbalanced-quotes",
    "断段": "paragraph-cut hard-line-ends",
    "体裁": "looks-like-roll",
    "异体字符": "odd-character control-character private-character",
    "没有排的": "copy-left-out tracked-change copy-comment drawn-otherwise blank-dropped",
    "已核": "accepted-stale",
    "细线": "hairline thin-rule",
    "小字颜色": "small-tinted-type thin-reversed-type small-colour-type small-reversed-type text-ink",
    "墨量": "ink-limit ink-advised object-ink",
    "首字": "no-drop-cap",
    "表格": "table-too-wide",
    "签样": "unsigned changed-since-signed signoff-damaged",
    "期号": "not-continuous serial-guessed",
    "出版形式": "form-error form-failed",
}


def called(code: str) -> str:
    """What people call a code, in a few characters."""
    return _names().get(code, OTHER)


@cache
def _names() -> Mapping[str, str]:
    words = {en: zh for zh, en in PROOF_KIND}
    named = {code: name for name, codes in _NAMES.items() for code in codes.split()}
    return {code: words[kind] for code, kind in KINDS.items()} | named
