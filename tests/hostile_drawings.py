"""Drawings that somebody might put before us: endless, exploding, huge, deep.  Made when needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# The least number that 300 and 200 divide.
ROUND = 600
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 300 200" width="100mm">'
)


def svg(body: str, before: str = "") -> bytes:
    return f"{before}{HEAD}{body}</svg>".encode()


def laughs(levels: int = 10, each: int = 10) -> bytes:
    """Groups of references to groups of references: ten to the tenth shapes."""
    groups = ['<g id="a0"><rect width="5" height="5"/></g>']
    groups += [
        f'<g id="a{n}">' + f'<use xlink:href="#a{n - 1}"/>' * each + "</g>"
        for n in range(1, levels)
    ]
    return svg(f"<defs>{''.join(groups)}</defs><use href='#a{levels - 1}'/>")


def entities() -> bytes:
    rows = ['<!ENTITY a0 "aaaaaaaaaa">']
    rows += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return svg("<text>&a9;</text>", f"<!DOCTYPE svg [{''.join(rows)}]>")


def long_entity() -> bytes:
    return svg(f"<g id='{'&a;' * 400_000}'/>", f'<!DOCTYPE svg [<!ENTITY a "{"a" * 4000}">]>')


def again(count: int, one: Callable[[int], str], between: str = "") -> str:
    """So many of a row that begins anew after six hundred."""
    whole, left = divmod(count, ROUND)
    row = [one(n) for n in range(ROUND)]
    return between.join([between.join(row)] * whole + row[:left])


def points(count: int, command: str = "L") -> str:
    return "M0 0" + again(count, lambda n: f"{command}{n * 7 % 300} {n * 13 % 200}")


DRAWINGS: dict[str, bytes] = {
    "cycle": svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "itself": svg('<g id="a"><rect width="9" height="9"/><use href="#a"/></g>'),
    "symbols": svg('<symbol id="a"><use href="#b"/></symbol><symbol id="b"><use href="#a"/></symbol>'
                   '<use href="#a"/>'),
    "laughs": laughs(),
    "wide-laughs": laughs(3, 300),
    "entities": entities(),
    "long-entity": long_entity(),
    "outside-entity": svg("<text>&a;</text>", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hosts">]>'),
    "paths": svg('<path d="M0 0h9v9z"/>' * 100_000),
    "points": svg(f'<path d="{points(500_000)}"/>'),
    "even-points": svg(f'<path fill-rule="evenodd" d="{points(150_000)}"/>'),
    "stroked-points": svg(f'<path stroke="red" stroke-linejoin="round" d="{points(190_000)}"/>'),
    "polygon": svg(f'<polygon points="{again(500_000, lambda n: f"{n % 300},{n % 200}", " ")}"/>'),
    "deep": svg("<g>" * 240 + "<rect/>" + "</g>" * 240),
    "deeper": svg("<g>" * 50_000 + "</g>" * 50_000),
    "dashes": svg('<path d="M0 0h300" stroke="red" stroke-dasharray="0.00001"/>'),
    "rules": svg("<style>" + "".join(f".a{n}{{fill:red}}" for n in range(100_000)) + "</style>"),
    "huge-view": HEAD.replace("0 0 300 200", "0 0 1e30 1e30").encode() + b"</svg>",
    "huge-size": HEAD.replace("100mm", "9e99mm").encode() + b"</svg>",
    "nan-view": HEAD.replace("0 0 300 200", "nan nan nan nan").encode() + b"</svg>",
    "letters": svg(f"<text>{'字' * 1_000_000}</text>"),
    "clip-cycle": svg('<clipPath id="a"><rect width="9" height="9" clip-path="url(#a)"/></clipPath>'
                      '<rect width="9" height="9" clip-path="url(#a)"/>'),
    "clips": svg(f'<clipPath id="a"><path d="{points(20_000)}"/></clipPath>'
                 + '<circle r="90" clip-path="url(#a)"/>' * 500),
    "gradient-cycle": svg('<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
                          '<rect width="9" height="9" fill="url(#a)"/>'),
    "repeats": svg('<linearGradient id="a" x2="1e-7" spreadMethod="repeat"><stop/><stop offset="1" '
                   'stop-color="red"/></linearGradient><rect width="300" height="200" fill="url(#a)"/>'),
    "gradients": svg('<linearGradient id="a"><stop/><stop offset="1" stop-color="red"/></linearGradient>'
                     + f'<path fill="url(#a)" d="{points(500, "C1 1 9 9 ")}"/>' * 300),
    "stops": svg('<linearGradient id="a">' + '<stop/><stop offset="1" stop-color="red"/>' * 25_000
                 + '</linearGradient><rect width="300" height="200" fill="url(#a)"/>'),
    "turned": svg('<g transform="' + "rotate(1) " * 500_000 + '"><rect width="9" height="9"/></g>'),
    "huge-numbers": svg('<path d="M1e38 1e38L-1e38 1e38L0 9e99z" stroke="red" stroke-width="1e30"/>'),
    "attributes": svg("<rect " + "".join(f"a{n}='' " for n in range(100_000)) + "/>"),
    "quoted-attributes": svg("<rect a='>' " + "".join(f"a{n}='' " for n in range(100_000)) + "/>"),
    "wide-strokes": svg('<path fill="none" stroke="red" stroke-width="90" stroke-linejoin="round" '
                        f'd="{points(9_000, "C1 299 299 1 ")}"/>'),
    "not-utf8": HEAD.encode() + b"<text>\xff\xfe</text></svg>",
    "bitmap": svg('<image width="9" height="9" href="data:image/png;base64,' + "A" * 5_000_000 + '"/>'),
}  # fmt: skip
