"""What an issue owes to those who signed its pages (SPEC §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Span, SpecError, Text
from presslayout.newsroom import signing
from presslayout.newsroom.signing import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.edition.page import Edition
    from presslayout.edition.record import Composition
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.keyring import Key
    from presslayout.newsroom.signing import Signature, Signoffs, Standing

# So many changed files and blocks of a page are named.
CHANGED = 6
# What a page belongs to and is printed with, as people call it.
BOUND = {
    "issue": Text("报名或日期", "the paper or the date"),
    "condition": Text("印刷条件", "the printing condition"),
    "profile": Text("特性文件", "the profile"),
    "faces": Text("字体", "faces"),
    "pictures": Text("图片", "pictures"),
}
# Why the last line of a page does not count.
_VOID = {
    Evidence.EDITED: Text("签样记录被改过", "the sign-off itself was edited"),
    Evidence.UNPROVED: Text(
        "这一条不是用工作区里签样人的钥匙签的",
        "it was not signed with a key that the workspace knows of its signer",
    ),
    Evidence.UNBOUND: Text(
        "旧格式的签样没有写明报纸、日期、印刷条件、特性文件、字体和图片",
        "a sign-off of the old format names no paper, date, condition, profile, faces or pictures",
    ),
}


def file(loaded: Loaded) -> Path:
    """Where an issue's sign-offs stand."""
    return (loaded.workspace.root / loaded.issue.file).parent / signing.FILE


def of(loaded: Loaded) -> Signoffs:
    """An issue's sign-offs, judged by the public keys of its workspace."""
    path = file(loaded)
    if not path.is_file():
        return _NONE
    from presslayout.newsroom import keyring

    return signing.read(path, keyring.public(loaded.workspace.root))


def key_of(loaded: Loaded, name: str) -> Key | None:
    """The key that a name signs with here; None for a name without one.

    SpecError where the workspace knows a key of that name and this machine does not have it.
    """
    from presslayout.newsroom import keyring

    known = keyring.of(keyring.public(loaded.workspace.root), name)
    key = keyring.own(name) if known else None
    if key is not None and key.line in known:
        return key
    if not known:
        return None
    raise SpecError(
        [
            Diagnostic(
                "no-key",
                ERROR,
                Text(
                    f"{name} 签样要用钥匙，这台机器上没有；没有钥匙的签样不会算数",
                    f"{name} signs with a key that this machine does not have; without it the "
                    "sign-off would not count",
                ),
                hint=Text(
                    f"在放着私钥的机器上签，或用 presslayout sign --new-key {name} 换一把",
                    f"sign on the machine that has it, or make another: presslayout sign --new-key {name}",
                ),
            )
        ]
    )


def hashes(loaded: Loaded) -> frozenset[str]:
    """The hashes of all pages that somebody signed."""
    return frozenset(s.hash for s in of(loaded).counting)


def holding(loaded: Loaded, edition: Edition) -> dict[int, str]:
    """Who signed each page as it stands, for whoever prints it: round, name, time."""
    known = of(loaded)
    held = {page.number: signing.standing(page, edition, known).signed for page in edition.pages}
    return {number: _as_told(one) for number, one in held.items() if one is not None}


def _as_told(one: Signature) -> str:
    """A sign-off in a line; a seal is called what it is."""
    words = [
        one.round,
        signer(one).zh,
        one.at,
        "" if one.proof is Evidence.SIGNED else "（封样，没有钥匙）",
    ]
    return " ".join(word for word in words if word)


def signer(one: Signature) -> Text:
    """Who signed, and as what."""
    if not one.role:
        return Text(one.by, one.by)
    return Text(f"{one.by}（{one.role}）", f"{one.by} ({one.role})")


def unsigned(loaded: Loaded, composition: Composition) -> Iterator[Diagnostic]:
    """Pages that are not as they were signed: errors where the paper asks for a round (SPEC §5)."""
    paper = loaded.issue.paper
    wanted = paper.require_signed
    known = of(loaded)
    yield from damaged(loaded, known)
    if not wanted and not known.lines:
        return
    span = dict(paper.spans).get("require_signed", paper.span)
    for page in composition.edition.pages:
        stand = signing.standing(page, composition.edition, known, wanted)
        if stand.signed is not None or (not wanted and stand.last is None):
            continue
        yield _not_signed(stand, wanted, span)


def damaged(loaded: Loaded, known: Signoffs) -> Iterator[Diagnostic]:
    """The lines of the file that are none of ours, told once."""
    if not known.damaged:
        return
    from presslayout.issue.files import relative

    first, count = known.damaged[0], len(known.damaged)
    where = relative(file(loaded), loaded.workspace.root)
    yield Diagnostic(
        "signoff-damaged",
        WARNING,
        Text(
            f"{signing.FILE} 有 {count} 行读不懂（第 {first} 行起），不算签样",
            f"{count} line(s) of {signing.FILE} cannot be read, from line {first} on; they sign "
            "nothing",
        ),
        Span(where, first, 1),
        Text(
            "从 git 或备份里找回这一行；找不回的，请签样人再签一次",
            "bring the line back from git or a backup, or have the page signed again",
        ),
        count=count,
    )


def _not_signed(stand: Standing, wanted: str, span: Span) -> Diagnostic:
    severity = ERROR if wanted else WARNING
    if stand.last is None:
        message = Text(
            f"第{stand.page}版没有{wanted}签样", f"page {stand.page} is not signed for {wanted}"
        )
        hint = Text(
            f"presslayout sign 稿件单 --page {stand.page} --round {wanted} --by 姓名",
            f"presslayout sign ISSUE --page {stand.page} --round {wanted} --by NAME",
        )
        return Diagnostic("unsigned", severity, message, span, hint, stand.page)
    what = changes(stand)
    return Diagnostic(
        "changed-since-signed",
        severity,
        Text(
            f"第{stand.page}版{stand.last.round}签样（{stand.last.by}）之后改过：{what.zh}",
            f"page {stand.page} changed since {stand.last.by} signed it ({stand.last.round}): "
            f"{what.en}",
        )
        if stand.last.counts
        else Text(
            f"第{stand.page}版{stand.last.round}签样（{stand.last.by}）不算数：{what.zh}",
            f"page {stand.page}: the sign-off of {stand.last.by} ({stand.last.round}) does not "
            f"count: {what.en}",
        ),
        span,
        Text("看过改动，再签一次", "look at the changes and have it signed again"),
        stand.page,
    )


def changes(stand: Standing) -> Text:
    """What is another since a page was signed, or why its last line does not count."""
    from presslayout.edition.changewords import block_called

    if stand.last is not None and not stand.last.counts:
        return _VOID[stand.last.proof]
    named = [BOUND[one] for one in stand.apart]
    own = [Text(name, name) for name in stand.files]
    named += (own + [block_called(name, dict(stand.titles)) for name in stand.changed])[:CHANGED]
    zh, en = "、".join(one.zh for one in named), ", ".join(one.en for one in named)
    count = len(stand.files) + len(stand.changed)
    if count > CHANGED:
        zh, en = f"{zh} 等 {count} 处", f"{en} ({count} in all)"
    return Text(zh, en)


_NONE = signing.Signoffs()
