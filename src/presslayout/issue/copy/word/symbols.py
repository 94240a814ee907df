"""Signs of symbol fonts as the characters that they show.

A symbol font puts its signs at F020 to F0FF of the private area (ISO/IEC 29500-1, 17.3.3.30).  The
tables follow the fonts' own code charts; a sign that no character stands for is not guessed.
"""

from __future__ import annotations

import sys
import unicodedata

_PRIVATE = 0xF000
# Controls, halves of characters, private places, and those of none.
_NO_SIGNS = frozenset(("Cc", "Cs", "Co", "Cn"))


def _rows(table: str) -> dict[int, str]:
    """Rows of a code (hexadecimal) and the signs from there on, blank by blank; _ stands for none."""
    made: dict[int, str] = {}
    for row in table.strip().split("\n"):
        first, *signs = row.split()
        made |= {int(first, 16) + n: s for n, s in enumerate(signs) if s != "_"}
    return made


_SYMBOL = _rows("""
21 ! ∀ # ∃ % & ∋ ( ) ∗ + , − . / 0 1 2 3 4 5 6 7 8 9 : ; < = > ?
40 ≅ Α Β Χ Δ Ε Φ Γ Η Ι ϑ Κ Λ Μ Ν Ο Π Θ Ρ Σ Τ Υ ς Ω Ξ Ψ Ζ [ ∴ ] ⊥ _
61 α β χ δ ε φ γ η ι ϕ κ λ μ ν ο π θ ρ σ τ υ ϖ ω ξ ψ ζ { | } ∼
A0 € ϒ ′ ≤ ⁄ ∞ ƒ ♣ ♦ ♥ ♠ ↔ ← ↑ → ↓ ° ± ″ ≥ × ∝ ∂ • ÷ ≠ ≡ ≈ … ⏐ ⎯ ↵
C0 ℵ ℑ ℜ ℘ ⊗ ⊕ ∅ ∩ ∪ ⊃ ⊇ ⊄ ⊂ ⊆ ∈ ∉ ∠ ∇ ® © ™ ∏ √ ⋅ ¬ ∧ ∨ ⇔ ⇐ ⇑ ⇒ ⇓
E0 ◊ 〈 ® © ™ ∑ ⎛ ⎜ ⎝ ⎡ ⎢ ⎣ ⎧ ⎨ ⎩ ⎪ _ 〉 ∫ ⌠ ⎮ ⌡ ⎞ ⎟ ⎠ ⎤ ⎥ ⎦ ⎫ ⎬ ⎭
""") | {0x20: " "}
_WINGDINGS = _rows("""
22 ✂ ✁ _ _ _ _ ☎ ✆ ✉ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ ⌨ _ _ _ _ _ ✍
41 ✌ _ _ _ ☜ ☞ ☝ ☟ _ ☺ _ ☹ _ ☠ _ _ ✈ ☼ _ ❄ _ ✞ _ ✠ ✡ ☪ ☯ ॐ ☸ ♈ ♉ ♊ ♋ ♌ ♍ ♎ ♏ ♐ ♑ ♒ ♓
6C ● ❍ ■ □ _ ❑ ❒ ⬧ ⧫ ◆ ❖ ⬥ ⌧ ⍓ ⌘ ❀ ✿ ❝ ❞ _ ⓪ ① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩ ⓿ ❶ ❷ ❸ ❹ ❺ ❻ ❼ ❽ ❾ ❿
9E · • ▪ ○ _ _ ◉ ◎ _ ▪ □ _ ✦ ★ ✶ ✴ ✹ ✵ _ ⌖ ⟡ ⌑ ⯑ ✪ ✰
D5 ⌫ ⌦ _ ➢ _ _ _ ➲ _ _ ← → ↑ ↓ ↖ ↗ ↙ ↘
E8 ➔
EF ⇦ ⇨ ⇧ ⇩ ⬄ ⇳
FB ✗ ✓ ☒ ☑
""") | {0x20: " "}
_WINGDINGS_2 = _rows("""
4F ✗ ✓ ☒ ☑ ☒
69 ⓪ ① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩ ⓿ ❶ ❷ ❸ ❹ ❺ ❻ ❼ ❽ ❾ ❿
97 ●
A2 ■ □
""") | {0x20: " "}
_WINGDINGS_3 = _rows("""
21 ← → ↑ ↓ ↖ ↗ ↙ ↘
70 ▲ ▼ △ ▽ ◀ ▶ ◁ ▷
""") | {0x20: " "}
_TABLES = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
}


def symbol(font: str, code: str) -> str:
    """The character that a sign of a font shows, by its code in hexadecimal; "" for none that is known.

    A code of another font that is no private one is a character as it stands.
    """
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    table = _TABLES.get(font.strip().lower())
    if table is not None:
        return table.get(point - _PRIVATE if point >= _PRIVATE else point, "")
    char = chr(point) if 0 <= point <= sys.maxunicode else "\0"
    return "" if unicodedata.category(char) in _NO_SIGNS else char


def shown(text: str, font: str) -> str:
    """Text in a font: what stands at the private places of a symbol font is what it shows."""
    table = _TABLES.get(font.strip().lower())
    if table is None:
        return text
    return "".join(table.get(ord(char) - _PRIVATE) or char for char in text)
