"""IIIF Presentation 3: the paper a collection, an issue a manifest, a page a canvas, a story a range."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from presslayout.archive.site import names
from presslayout.archive.site.leaf_page import called

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.archive.site.around import Around
    from presslayout.archive.site.catalogue import SiteEntry
    from presslayout.archive.site.names import SitePlace
    from presslayout.archive.site.values import SiteIssue, SiteLeaf, SiteStory, Zone

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
COLLECTION = "iiif/collection.json"


def _said(text: str) -> dict[str, list[str]]:
    return {"zh-Hans": [text]}


def _written(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def collection(paper: str, entries: Sequence[SiteEntry], base: str) -> dict[str, bytes]:
    """The paper with its years, and each year with its issues, oldest first."""
    years = {}
    rising = sorted(entries, key=lambda one: (one.date, one.code))
    for year, group in groupby(rising, lambda one: one.date[:4]):
        path = f"iiif/{year}.json"
        items = [
            {
                "id": base + _manifest(one),
                "type": "Manifest",
                "label": _said(f"{one.name} {names.said(one.date)}"),
                "navDate": f"{one.date}T00:00:00Z",
            }
            for one in group
        ]
        years[path] = _collection(path, f"{paper} {year}年", items, base)
    items = [
        {"id": base + path, "type": "Collection", "label": one["label"]}
        for path, one in years.items()
    ]
    made = {path: _written(one) for path, one in years.items()}
    made[COLLECTION] = _written(_collection(COLLECTION, paper, items, base))
    return made


def _collection(path: str, label: str, items: list[Any], base: str) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": base + path,
        "type": "Collection",
        "label": _said(label),
        "items": items,
    }


def _manifest(one: SiteEntry) -> str:
    return names.SitePlace(one.date, one.code, one.store).manifest


def manifest(issue: SiteIssue, around: Around) -> tuple[str, bytes]:
    """An issue: its pages, its stories over them."""
    where = names.place(issue, around.version)
    base = around.base
    own = base + where.manifest
    facts = (("刊号", "cn"), ("ISSN", "issn"), ("总期号", "serial"), ("出版", "publisher"))
    told = [
        {"label": _said(word), "value": {"none": [issue.fact(name)]}}
        for word, name in facts
        if issue.fact(name)
    ]
    whole: dict[str, Any] = {
        "@context": CONTEXT,
        "id": own,
        "type": "Manifest",
        "label": _said(f"{issue.paper} {issue.variant}".strip() + f" {names.said(issue.date)}"),
        "navDate": f"{issue.date}T00:00:00Z",
        "viewingDirection": "left-to-right",
        "behavior": ["individuals"],
        "thumbnail": [_image(issue.leaves[0], where, base, 0)],
        "homepage": [
            {
                "id": base + where.leaf(issue.leaves[0].number),
                "type": "Text",
                "label": _said("数字报"),
                "format": "text/html",
                "language": ["zh-Hans"],
            }
        ],
        "partOf": [{"id": base + COLLECTION, "type": "Collection"}],
        "items": [_canvas(issue, leaf, where, base) for leaf in issue.leaves],
        "structures": [_range(issue, story, where, base) for story in issue.stories],
    }
    if told:
        whole["metadata"] = told
    if not whole["structures"]:
        del whole["structures"]
    return where.manifest, _written(whole)


def _image(leaf: SiteLeaf, where: SitePlace, base: str, at: int) -> dict[str, Any]:
    return {
        "id": base + where.sheet(leaf.number, leaf.widths[at], "jpg"),
        "type": "Image",
        "format": "image/jpeg",
        "width": leaf.widths[at],
        "height": leaf.heights[at],
    }


def _canvas(issue: SiteIssue, leaf: SiteLeaf, where: SitePlace, base: str) -> dict[str, Any]:
    name = _canvas_id(leaf.number, where, base)
    made: dict[str, Any] = {
        "id": name,
        "type": "Canvas",
        "label": _said(called(leaf)),
        "width": leaf.widths[-1],
        "height": leaf.heights[-1],
        "thumbnail": [_image(leaf, where, base, 0)],
        "items": [
            {
                "id": f"{name}/page",
                "type": "AnnotationPage",
                "items": [
                    {
                        "id": f"{name}/painting",
                        "type": "Annotation",
                        "motivation": "painting",
                        "body": _image(leaf, where, base, -1),
                        "target": name,
                    }
                ],
            }
        ],
        "rendering": [
            {
                "id": base + where.pdf(leaf.number),
                "type": "Text",
                "label": _said("PDF"),
                "format": "application/pdf",
            }
        ],
    }
    if leaf.number in issue.alto:
        alto = {
            "id": base + where.alto(leaf.number),
            "type": "Text",
            "label": {"none": ["ALTO"]},
            "format": "application/xml",
        }
        made["rendering"].append(alto)
        made["seeAlso"] = [
            {**alto, "type": "Dataset", "profile": "http://www.loc.gov/standards/alto/ns-v4#"}
        ]
    return made


def _canvas_id(number: int, where: SitePlace, base: str) -> str:
    return f"{base}{where.manifest.rpartition('/')[0]}/canvas/{number}"


def _range(issue: SiteIssue, story: SiteStory, where: SitePlace, base: str) -> dict[str, Any]:
    name = story.name.removesuffix(".htm")
    items = []
    for leaf in issue.leaves:
        for zone in leaf.zones:
            if zone.story == story.id:
                target = f"{_canvas_id(leaf.number, where, base)}#xywh={_box(leaf, zone)}"
                items.append({"id": target, "type": "Canvas"})
    return {
        "id": f"{base}{where.manifest.rpartition('/')[0]}/range/{name}",
        "type": "Range",
        "label": _said(story.title),
        "items": items,
        "rendering": [
            {
                "id": base + where.story(story),
                "type": "Text",
                "label": _said("全文"),
                "format": "text/html",
            }
        ],
    }


def _box(leaf: SiteLeaf, zone: Zone) -> str:
    """The box round a story on a canvas, in its pixels."""
    xs = [x for corners in zone.outlines for x in corners[::2]]
    ys = [y for corners in zone.outlines for y in corners[1::2]]
    wide, high = leaf.widths[-1], leaf.heights[-1]
    left, right = (
        edge * wide // leaf.width for edge in (max(min(xs), 0), min(max(xs), leaf.width))
    )
    top, bottom = (
        edge * high // leaf.height for edge in (max(min(ys), 0), min(max(ys), leaf.height))
    )
    return f"{left},{top},{max(right - left, 1)},{max(bottom - top, 1)}"
