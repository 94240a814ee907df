"""What every page of the site has: its head, the bar above, the foot below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.archive.site import names
from presslayout.archive.site.html import NOTHING, Html, data, el, joined
from presslayout.base.values import field, frozen

if TYPE_CHECKING:
    from presslayout.archive.site.around import SiteLink

# Of a description, what a list of results shows.
_DESCRIBED = 120
_THEME = ("#fbfaf7", "#161513")


@frozen
class View:
    """A page of the site: its path and title, what stands on it, and what machines are told of it."""

    path: str
    title: str
    paper: str
    main: Html
    kind: str
    description: str = ""
    base: str = ""
    picture: str = ""
    graph: Any = None
    opened: str = "website"
    published: str = ""
    before: SiteLink | None = None
    behind: SiteLink | None = None
    scripts: tuple[str, ...] = field(default=())
    indexed: bool = True

    @property
    def root(self) -> str:
        """What leads to the site's root."""
        return names.up(self.path)


def rendered(view: View) -> bytes:
    """The page as its file holds it."""
    body = el(
        "body",
        {"class": view.kind, "data-root": view.root or "./"},
        el("a", {"class": "skip", "href": "#main"}, "跳到正文"),
        _bar(view),
        el("main", {"id": "main", "tabindex": "-1"}, view.main),
        _foot(view),
    )
    whole = el("html", {"lang": "zh-CN"}, _head(view), Html("\n"), body)
    return f"<!doctype html>\n{whole}\n".encode()


def _head(view: View) -> Html:
    root = view.root
    described = " ".join(view.description.split())[:_DESCRIBED]
    parts: list[Any] = [
        el("meta", {"charset": "utf-8"}),
        el(
            "meta",
            {
                "name": "viewport",
                "content": "width=device-width, initial-scale=1, viewport-fit=cover",
            },
        ),
        el("title", None, view.title),
        el("meta", {"name": "description", "content": described}) if described else None,
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        *(
            el(
                "meta",
                {
                    "name": "theme-color",
                    "content": colour,
                    "media": f"(prefers-color-scheme: {scheme})",
                },
            )
            for colour, scheme in zip(_THEME, ("light", "dark"), strict=True)
        ),
        el("meta", {"name": "robots", "content": "noindex"}) if not view.indexed else None,
        el("link", {"rel": "icon", "href": f"{root}assets/icon.svg", "type": "image/svg+xml"}),
        el("link", {"rel": "stylesheet", "href": f"{root}assets/site.css"}),
        el("script", {"src": f"{root}assets/early.js"}),
        *(el("script", {"src": f"{root}{one}", "defer": ""}) for one in _scripts(view)),
        el(
            "link",
            {
                "rel": "alternate",
                "type": "application/rss+xml",
                "title": view.paper,
                "href": root + names.RSS,
            },
        ),
        _turning("prev", view.before, root),
        _turning("next", view.behind, root),
        *_graph(view),
    ]
    return el("head", None, *_lined(parts))


def _scripts(view: View) -> tuple[str, ...]:
    return "assets/site.js", *view.scripts


def _lined(parts: list[Any]) -> list[Any]:
    return [part for one in parts if one is not None for part in (Html("\n"), one)]


def _turning(rel: str, link: SiteLink | None, root: str) -> Html | None:
    return el("link", {"rel": rel, "href": root + link.path}) if link is not None else None


def _graph(view: View) -> list[Html]:
    """Open Graph and JSON-LD; whole addresses where the site's is known."""
    base = view.base
    described = " ".join(view.description.split())[:_DESCRIBED]
    told = [
        ("og:title", view.title),
        ("og:type", view.opened),
        ("og:site_name", view.paper),
        ("og:locale", "zh_CN"),
        ("og:description", described),
        ("og:url", base + view.path if base else ""),
        ("og:image", (base or view.root) + view.picture if view.picture else ""),
        ("article:published_time", view.published),
    ]
    made = [el("meta", {"property": key, "content": value}) for key, value in told if value]
    if base:
        made.append(el("link", {"rel": "canonical", "href": base + view.path}))
    if view.picture:
        made.append(el("meta", {"name": "twitter:card", "content": "summary_large_image"}))
    if view.graph is not None:
        made.append(el("script", {"type": "application/ld+json"}, data(view.graph)))
    return made


def _bar(view: View) -> Html:
    root = view.root
    ways = (
        (names.CALENDAR, "往期", "calendar"),
        (names.SEARCH, "搜索", "search"),
    )
    return el(
        "header",
        {"class": "bar"},
        el("a", {"class": "name", "href": root + names.HOME}, view.paper),
        el(
            "nav",
            {"aria-label": "全站"},
            *(
                el(
                    "a",
                    {"href": root + path, "aria-current": "page" if view.kind == kind else None},
                    words,
                )
                for path, words, kind in ways
            ),
        ),
        el(
            "div",
            {"class": "tools", "hidden": ""},
            el("button", {"type": "button", "data-do": "smaller", "aria-label": "字小一点"}, "字−"),
            el("button", {"type": "button", "data-do": "larger", "aria-label": "字大一点"}, "字＋"),
            el(
                "button",
                {"type": "button", "data-do": "theme", "aria-pressed": "false"},
                "深色",
            ),
        ),
    )


def _foot(view: View) -> Html:
    root = view.root
    return el(
        "footer",
        {"class": "foot"},
        el("p", None, view.paper, " 数字报"),
        el(
            "p",
            None,
            el("a", {"href": root + names.HOME}, "首页"),
            " ",
            el("a", {"href": root + names.CALENDAR}, "往期"),
            " ",
            el("a", {"href": root + names.SEARCH}, "搜索"),
            " ",
            el("a", {"href": root + names.RSS}, "RSS"),
        ),
        el(
            "p",
            {"class": "keys"},
            "键盘：",
            *_keys(
                (
                    ("←", "上一版、上一篇"),
                    ("→", "下一版、下一篇"),
                    ("＋ －", "放大、缩小"),
                    ("/", "搜索"),
                )
            ),
        )
        if view.kind in ("leaf", "story")
        else None,
    )


def _keys(rows: tuple[tuple[str, str], ...]) -> list[Html]:
    return [joined((el("kbd", None, key), f" {words}　")) for key, words in rows]


def picture(
    root: str, path: tuple[tuple[str, int], ...], attributes: dict[str, Any], sizes: str
) -> Html:
    """A picture in WebP with JPEG behind it: `path` holds stems with their widths, small to large."""

    def listed(suffix: str) -> str:
        return ", ".join(f"{root}{stem}.{suffix} {width}w" for stem, width in path)

    middle = path[min(1, len(path) - 1)][0]
    return el(
        "picture",
        None,
        el("source", {"type": "image/webp", "srcset": listed("webp"), "sizes": sizes}),
        el(
            "img",
            {
                "src": f"{root}{middle}.jpg",
                "srcset": listed("jpg"),
                "sizes": sizes,
                **attributes,
            },
        ),
    )


def issue_line(paper_words: tuple[str, ...]) -> Html:
    """The facts of an issue in a row."""
    return joined(el("span", None, one) for one in paper_words if one) or NOTHING
