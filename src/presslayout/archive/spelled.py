"""Words of XML: attributes with every character kept, and ids made of any text."""

from __future__ import annotations

from presslayout.base.patterns import regex

# What XML 1.0 has no way to say, however it is written (§2.2).
_UNSAYABLE = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
# What an id may hold (NCName) and stands for itself; `.` begins what stands for another, `_` joins.
_OWN = regex("[^-0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u3007\u3400-\u4dbf\u4e00-\u9fff]")


def attribute(text: str) -> str:
    """A text between the quotes of an attribute."""
    if _UNSAYABLE.search(text):
        text = _UNSAYABLE.sub("\ufffd", text)
    return text.translate(_ATTRIBUTE)


def identifier(kind: str, *names: str | int) -> str:
    """An id of its own for each row of names, that begins with the letters of its kind."""
    parts = (_OWN.sub(lambda found: f".{ord(found[0]):x}.", str(name)) for name in names)
    return "_".join((kind, *parts))
