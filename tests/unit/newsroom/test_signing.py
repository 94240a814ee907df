"""Sign-offs: bound to what stands on a page and is printed with, told apart from what was edited."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.base.geometry import Box
from presslayout.edition.codec import hash_of
from presslayout.edition.page import Asset, Block, Edition, Glyphs, Note, Page, Picture
from presslayout.edition.press import Press
from presslayout.issue.sourcefile import appended
from presslayout.newsroom import keyring, signatory, signing, signoffs
from presslayout.newsroom.signing import Evidence, Signer

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.newsroom.signing import Signature, Signoffs

RUN = Glyphs("face", 100, (1, 2), (0, 10), (5,), "山水")
PHOTO = Picture("photo", Box(0, 0, 10, 10), (0, 0, 5, 5))
PAGE = Page(
    3, "03", "t", 1000, 2000, 0,
    (Block("A/body", "body", (RUN, PHOTO), "A", "body"), Block("3/报眉", "folio", (RUN,))),
)  # fmt: skip
PRESS = Press("newsprint", "x1a", "n.icc", "11" * 32, "IFRA26", 220, 240, 99, 149, 0)
EDITION = Edition(
    "云岭日报", "2026-10-18", "e", (PAGE,), (),
    (Asset("face", "face", "fonts/a.ttf", "22" * 32), Asset("photo", "picture", "a.jpg", "33" * 32)),
    PRESS,
)  # fmt: skip


def changed(text: str = "山石") -> Page:
    blocks = (replace(PAGE.blocks[0], items=(replace(RUN, text=text), PHOTO)), PAGE.blocks[1])
    return replace(PAGE, blocks=blocks)


def signed(page: Page = PAGE, round_: str = "三校", by: str = "甲") -> Signature:
    return signing.sign(page, EDITION, Signer(round_, by))


def kept(tmp_path: Path, *signatures: Signature) -> Path:
    path = tmp_path / signing.FILE
    path.unlink(missing_ok=True)
    appended(path, [signing.line(one) for one in signatures])
    return path


def standing(page: Page, known: Signoffs, round_: str = "") -> signing.Standing:
    return signing.standing(page, EDITION, known, round_)


def test_a_signed_page_stands_until_it_changes(tmp_path: Path) -> None:
    made = signed(by="唐小雨")
    read = signing.read(kept(tmp_path, made))
    assert read.lines == (made,)
    assert standing(PAGE, read).signed == made
    assert standing(PAGE, read).state == "sealed"
    stand = standing(changed(), read)
    assert (stand.signed, stand.last, stand.changed) == (None, made, ("A/body",))
    assert stand.state == "changed"


def test_a_changed_file_is_told_by_its_name(tmp_path: Path) -> None:
    read = signing.read(kept(tmp_path, signed()))
    faces, picture = EDITION.assets
    for asset, word in ((faces, "faces"), (picture, "pictures")):
        others = tuple(a for a in EDITION.assets if a is not asset)
        now = replace(EDITION, assets=(*others, replace(asset, sha256="44" * 32)))
        stand = signing.standing(PAGE, now, read)
        assert (stand.apart, stand.files) == ((word,), (asset.file,))
        assert asset.file in signoffs.changes(stand).zh
        assert asset.file in signoffs.changes(stand).en
    # A picture that another page shows is none of this one's.
    more = replace(EDITION, assets=(*EDITION.assets, Asset("x", "picture", "b.jpg", "55" * 32)))
    assert signing.standing(PAGE, more, read).signed


def test_a_line_from_before_files_were_named_still_holds(tmp_path: Path) -> None:
    read = signing.read(kept(tmp_path, replace(signed(), files=())))
    assert standing(PAGE, read).signed
    now = replace(EDITION, assets=EDITION.assets[:1])
    stand = signing.standing(PAGE, now, read)
    assert (stand.apart, stand.files) == (("pictures",), ())


def test_who_signs_as_what_and_when_is_part_of_what_is_signed(tmp_path: Path) -> None:
    signer = Signer("三校", "甲", "2026-10-17T22:41:05+08:00", "责任编辑")
    path = kept(tmp_path, signing.sign(PAGE, EDITION, signer))
    (line,) = signing.read(path).lines
    assert (line.by, line.role, line.at) == ("甲", "责任编辑", signer.at)
    assert signoffs.signer(line).zh == "甲（责任编辑）"
    whole = path.read_text("utf-8")
    for old, new in (("责任编辑", "总编辑"), ("22:41", "21:41"), ("a.jpg", "b.jpg")):
        path.write_text(whole.replace(old, new), "utf-8")
        assert [one.proof for one in signing.read(path).lines] == [Evidence.EDITED]


def test_the_time_is_the_machines_or_the_one_that_things_are_made_at() -> None:
    assert signatory.now({"SOURCE_DATE_EPOCH": "0"}) == "1970-01-01T00:00:00+00:00"
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    for said in ({}, {"SOURCE_DATE_EPOCH": "x"}, {"SOURCE_DATE_EPOCH": "9" * 30}):
        told = dt.datetime.fromisoformat(signatory.now(said))
        assert told.utcoffset() is not None
        assert before <= told <= before + dt.timedelta(minutes=1)


def test_notes_of_a_proof_are_not_signed(tmp_path: Path) -> None:
    read = signing.read(kept(tmp_path, signed()))
    noted = replace(PAGE, notes=(Note(Box(0, 0, 1, 1), "overset", "多"),))
    assert standing(noted, read).signed


def test_a_round_is_asked_for_by_its_name(tmp_path: Path) -> None:
    read = signing.read(kept(tmp_path, signed(round_="二校")))
    assert standing(PAGE, read, "三校").last is None
    assert standing(PAGE, read, "二校").signed
    assert standing(replace(PAGE, number=4), read).last is None
    assert standing(replace(PAGE, number=4), read).state == "unsigned"


def test_the_page_as_it_was_signed_before_still_stands(tmp_path: Path) -> None:
    made = [signed(p) for p in (PAGE, changed())]
    read = signing.read(kept(tmp_path, *made))
    assert standing(PAGE, read).signed == made[0]
    assert standing(changed(), read).signed == made[1]


@pytest.mark.parametrize(
    ("now", "apart"),
    [
        (replace(EDITION, press=replace(PRESS, condition="FOGRA39")), "condition"),
        (replace(EDITION, press=replace(PRESS, ink_limit=300)), "condition"),
        (replace(EDITION, press=replace(PRESS, intent="perceptual")), "condition"),
        (replace(EDITION, press=replace(PRESS, profile_sha256="44" * 32)), "profile"),
        (
            replace(EDITION, assets=(replace(EDITION.assets[0], sha256="0"), EDITION.assets[1])),
            "faces",
        ),
        (
            replace(EDITION, assets=(EDITION.assets[0], replace(EDITION.assets[1], sha256="0"))),
            "pictures",
        ),
    ],
)
def test_what_a_page_is_printed_with_is_signed_too(
    tmp_path: Path, now: Edition, apart: str
) -> None:
    stand = signing.standing(PAGE, now, signing.read(kept(tmp_path, signed())))
    assert (stand.signed, stand.changed, stand.apart) == (None, (), (apart,))


def test_names_and_wrappings_of_a_press_may_change(tmp_path: Path) -> None:
    press = replace(PRESS, name="plant", standard="x4", profile="b.icc", ppi_error=120)
    read = signing.read(kept(tmp_path, signed()))
    assert signing.standing(PAGE, replace(EDITION, press=press), read).signed


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("hash", hash_of(changed())),
        ("by", "乙"),
        ("round", "清样"),
        ("page", 4),
        ("bound", {"condition": "x"}),
        ("key", "SHA256:x"),
        ("more", 1),
    ],
)
def test_an_edited_line_does_not_count(tmp_path: Path, key: str, value: object) -> None:
    plain = json.loads(signing.line(signed()))
    path = tmp_path / signing.FILE
    path.write_text(json.dumps(plain | {key: value}, ensure_ascii=False) + "\n", "utf-8")
    (line,) = signing.read(path).lines
    assert line.proof is Evidence.EDITED
    for page in (PAGE, changed(), replace(PAGE, number=4)):
        assert standing(page, signing.read(path)).signed is None


def test_a_line_that_names_no_condition_does_not_count(tmp_path: Path) -> None:
    read = signing.read(kept(tmp_path, replace(signed(), bound=())))
    assert read.lines[0].proof is Evidence.UNBOUND
    assert standing(PAGE, read).signed is None


DAMAGED = [
    b"{",
    b"[]",
    b"null",
    b'{"page": 3}',
    b"<<<<<<< HEAD",
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b'{"page": 1e999, "round": "", "by": "", "at": "", "hash": "", "blocks": {}}',
    b'{"page": 3, "round": "\\ud800", "by": "", "at": "", "hash": "", "blocks": {}}',
    b'{"page": true, "round": "", "by": "", "at": "", "hash": "", "blocks": {}}',
    b'{"page": 3, "round": "", "by": "", "at": "", "hash": "", "blocks": []}',
    b'{"page": 3, "round": 1, "by": "", "at": "", "hash": "", "blocks": {}}',
    b"1" * 5000,
]


@pytest.mark.parametrize("raw", DAMAGED)
def test_a_damaged_line_costs_itself_alone(tmp_path: Path, raw: bytes) -> None:
    made = signed()
    path = tmp_path / signing.FILE
    path.write_bytes(b"\n" + raw + b"\n" + signing.line(made).encode() + b"\r\n\n")
    read = signing.read(path)
    assert read.lines == (made,)
    assert read.damaged == (2,)


def test_a_name_may_hold_what_other_files_take_for_line_ends(tmp_path: Path) -> None:
    made = signed(by="甲\u2028乙\x85丙\x0b\x1c丁")
    assert signing.read(kept(tmp_path, made, replace(made, by="甲"))).lines == (
        made,
        replace(made, by="甲"),
    )


def test_no_file_is_no_signature(tmp_path: Path) -> None:
    assert signing.read(tmp_path / signing.FILE) == signing.Signoffs()


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "w").mkdir()
    return {"PRESSLAYOUT_KEYS": str(tmp_path / "own")}


def test_what_a_key_signed_is_told_from_a_seal(tmp_path: Path, keys: dict[str, str]) -> None:
    root = tmp_path / "w"
    key, published, fresh = keyring.made("唐小雨", root, keys)
    assert fresh
    assert published == root / keyring.FOLDER / "唐小雨.pub"
    made = signing.sign(PAGE, EDITION, Signer("三校", "唐小雨"), key)
    path = kept(tmp_path, made, signed(by="唐小雨"), signed(by="乙"))
    proofs = [one.proof for one in signing.read(path, keyring.public(root)).lines]
    assert proofs == [Evidence.SIGNED, Evidence.UNPROVED, Evidence.SEALED]
    # Where nobody knows the key nobody can say whose it is: a key taken back signs nothing.
    assert signing.read(path).lines[0].proof is Evidence.UNPROVED


def test_a_signature_holds_for_its_own_line_alone(tmp_path: Path, keys: dict[str, str]) -> None:
    root = tmp_path / "w"
    key, *_ = keyring.made("甲", root, keys)
    made = signing.sign(PAGE, EDITION, Signer("三校", "甲"), key)
    other, *_ = keyring.made("乙", root, keys)
    for forged in (
        replace(made, page=4),
        replace(made, hash=hash_of(changed())),
        replace(
            made, bound=signing.bound(PAGE, replace(EDITION, press=replace(PRESS, name="x")))[:1]
        ),
        replace(made, by="乙"),
        replace(made, key=other.fingerprint),
        replace(made, signature=other.sign(b"")),
        replace(made, signature="%"),
        replace(made, signature=""),
    ):
        (line,) = signing.read(kept(tmp_path, forged), keyring.public(root)).lines
        assert line.proof is Evidence.UNPROVED


def test_a_line_that_only_says_to_be_signed_is_not(tmp_path: Path) -> None:
    made = replace(signed(by="王五"), key="SHA256:x", signature="eHh4")
    (line,) = signing.read(kept(tmp_path, made)).lines
    assert line.proof is Evidence.UNPROVED
    assert standing(PAGE, signing.read(kept(tmp_path, made))).signed is None


@pytest.mark.parametrize(
    "now", [replace(EDITION, date="2026-10-19"), replace(EDITION, paper="云岭晚报")]
)
def test_a_page_signed_for_one_issue_is_not_signed_for_another(
    tmp_path: Path, keys: dict[str, str], now: Edition
) -> None:
    """A page without a folio is the same on two days."""
    root = tmp_path / "w"
    key, *_ = keyring.made("甲", root, keys)
    for signer in (key, None):
        made = signing.sign(PAGE, EDITION, Signer("三校", "甲" if signer else "乙"), signer)
        read = signing.read(kept(tmp_path, made), keyring.public(root))
        assert standing(PAGE, read).signed
        stand = signing.standing(PAGE, now, read)
        assert (stand.signed, stand.changed, stand.apart) == (None, (), ("issue",))


@pytest.mark.parametrize(
    "name", ["ｌｉ ming", "Li\u200bMing", "Li Ming ", "LI\u3000MING", "Li\u00adMing"]
)
def test_nobody_passes_by_a_key_under_a_name_that_reads_the_same(
    tmp_path: Path, keys: dict[str, str], name: str
) -> None:
    root = tmp_path / "w"
    keyring.made("Li Ming", root, keys)
    (line,) = signing.read(kept(tmp_path, signed(by=name)), keyring.public(root)).lines
    assert line.proof is Evidence.UNPROVED


def test_a_name_in_two_spellings_has_the_keys_of_both(tmp_path: Path, keys: dict[str, str]) -> None:
    root = tmp_path / "w"
    key, published, _ = keyring.made("Jos\u00e9", root, keys)
    other = published.with_name("Jose\u0301.pub")
    if other.exists():
        pytest.skip("this disk takes both spellings for one name")
    second, *_ = keyring.made("乙", root, keys)
    other.write_text(f"{second.line} x\n", "utf-8")
    for signer in (key, second):
        made = signing.sign(PAGE, EDITION, Signer("三校", "Jose\u0301"), signer)
        (line,) = signing.read(kept(tmp_path, made), keyring.public(root)).lines
        assert line.proof is Evidence.SIGNED


def test_a_seal_after_a_signature_takes_nothing_from_it(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    root = tmp_path / "w"
    key, *_ = keyring.made("甲", root, keys)
    made = signing.sign(PAGE, EDITION, Signer("三校", "甲"), key)
    read = signing.read(kept(tmp_path, made, signed(by="乙")), keyring.public(root))
    assert standing(PAGE, read).state == "signed"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_among_the_keys_keeps_nobody_waiting(tmp_path: Path, keys: dict[str, str]) -> None:
    root = tmp_path / "w"
    keyring.made("甲", root, keys)
    os.mkfifo(root / keyring.FOLDER / "乙.pub")
    (root / keyring.FOLDER / "丙.pub").mkdir()
    assert list(keyring.public(root)) == ["甲"]


def test_of_many_who_make_a_key_of_one_name_all_have_the_same(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    root = tmp_path / "w"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: keyring.made("甲", root, keys), range(8)))
    assert len({key.line for key, *_ in made}) == 1
    assert [fresh for *_, fresh in made].count(True) == 1
    assert keyring.public(root) == {"甲": (made[0][0].line,)}
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["甲.key"]


def test_a_key_is_made_once_and_published_where_it_is_wanted(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    first, *_ = keyring.made("甲", tmp_path / "w", keys)
    (tmp_path / "v").mkdir()
    again, published, fresh = keyring.made("甲", tmp_path / "v", keys)
    assert (again.line, fresh) == (first.line, False)
    assert keyring.public(tmp_path / "v") == {"甲": (first.line,)}
    keyring.made("甲", tmp_path / "v", keys)
    assert published.read_text("utf-8").count("ssh-ed25519") == 1
    if sys.platform != "win32":
        (private,) = (tmp_path / "own").iterdir()
        assert stat.S_IMODE(private.stat().st_mode) == 0o600


def test_an_older_key_of_a_name_still_proves_what_it_signed(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    root = tmp_path / "w"
    old, *_ = keyring.made("甲", root, keys)
    made = signing.sign(PAGE, EDITION, Signer("三校", "甲"), old)
    (tmp_path / "own" / "甲.key").unlink()
    new, *_ = keyring.made("甲", root, keys)
    assert new.line != old.line
    assert keyring.public(root) == {"甲": (old.line, new.line)}
    (line,) = signing.read(kept(tmp_path, made), keyring.public(root)).lines
    assert (line.proof, line.key) == (Evidence.SIGNED, old.fingerprint)


@pytest.mark.parametrize("name", ["", "../甲", "甲/乙", ".甲", "甲" * 61, "甲\n", "a:b", " 甲"])
def test_a_name_that_no_file_can_bear_gets_no_key(
    tmp_path: Path, keys: dict[str, str], name: str
) -> None:
    with pytest.raises(SpecError):
        keyring.made(name, tmp_path / "w", keys)
    assert not (tmp_path / "own").exists()


def test_a_private_key_never_lies_in_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    with pytest.raises(SpecError):
        keyring.made("甲", tmp_path / "w", {"PRESSLAYOUT_KEYS": str(tmp_path / "w" / "keys")})
    assert list((tmp_path / "w").iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"-----BEGIN OPENSSH PRIVATE KEY-----\n", b"\xff" * 40])
def test_a_damaged_key_is_told(tmp_path: Path, keys: dict[str, str], data: bytes) -> None:
    keyring.made("甲", tmp_path / "w", keys)
    (tmp_path / "own" / "甲.key").write_bytes(data)
    with pytest.raises(SpecError) as told:
        keyring.own("甲", keys)
    assert told.value.diagnostics[0].code == "no-key"


@pytest.mark.parametrize(
    "data", [b"", b"ssh-ed25519", b"ssh-ed25519 %%%", b"\xff\xfe", b"ssh-rsa AAAA"]
)
def test_a_public_key_that_is_none_is_no_key(tmp_path: Path, data: bytes) -> None:
    (tmp_path / keyring.FOLDER).mkdir()
    (tmp_path / keyring.FOLDER / "甲.pub").write_bytes(data)
    assert keyring.public(tmp_path) == {}
    (tmp_path / keyring.FOLDER / "乙.pub").write_bytes(b"ssh-ed25519 AAAA")
    made = replace(signed(by="乙"), key="x", signature="AAAA")
    (line,) = signing.read(kept(tmp_path, made), keyring.public(tmp_path)).lines
    assert line.proof is Evidence.UNPROVED
