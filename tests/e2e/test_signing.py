"""A page signed, changed, refused, signed again: as a desk goes through it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.e2e.desk import ROOT, Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, warm: Path) -> Desk:
    made = Desk(tmp_path / "w", warm)
    made.root.mkdir()
    made.write(paper="\n  付印须签样: 三校")
    return made


def edit(desk: Desk, old: str, new: str) -> None:
    text = desk.spec.read_text(encoding="utf-8")
    assert old in text
    desk.spec.write_text(text.replace(old, new), encoding="utf-8")


PHOTO = "friends_by_Aitzol_Berasategi.jpg"
PHOTOS = "        图片: [{{文件: a.jpg, 栏数: 1{}}}]"
SIGN = ("--page", "3", "--round", "三校", "--by", "唐小雨")


@pytest.mark.slow
def test_a_round_from_proof_to_press(desk: Desk) -> None:
    spec = str(desk.spec)
    assert desk.build("proof").exit == 0
    unsigned = desk.build()
    assert unsigned.exit == 4
    assert "unsigned" in unsigned.codes
    assert not (desk.out / "press.pdf").exists()
    assert desk.run("sign", spec, *SIGN).exit == 0
    assert desk.build().exit == 0
    assert desk.run("verify", str(desk.out / "press.pdf"), spec).exit == 0
    assert desk.run("verify", str(desk.out / "edition.json"), spec).exit == 0

    (kept,) = (desk.spec.parent / "签样").iterdir()
    assert desk.run("diff", str(kept), spec).exit == 0

    edit(desk, "守山的日子", "守水的日子")
    assert [c["new"] for c in desk.run("diff", str(kept), spec, "--json").json["changes"]] == ["水"]
    refused = desk.build()
    assert refused.exit == 4
    (said,) = [d for d in refused.json["diagnostics"] if d["code"] == "changed-since-signed"]
    assert "《守水的日子》主题" in said["message"]
    assert said["severity"] == "error"
    assert not (desk.out / "press.pdf").exists()
    old = desk.run("verify", str(desk.out / "previous" / "press.pdf"), spec, "--json")
    assert old.exit == 6
    (page,) = old.json["pages"]
    assert not page["same"]
    assert page["differs_mm"]
    assert all(len(place) == 4 for place in page["differs_mm"])

    assert desk.run("sign", spec, *SIGN).exit == 0
    assert desk.build().exit == 0
    assert desk.run("verify", str(desk.out / "press.pdf"), spec).exit == 0


def test_another_round_does_not_do(desk: Desk) -> None:
    desk.run("sign", str(desk.spec), "--page", "3", "--round", "二校", "--by", "甲")
    made = desk.build()
    assert made.exit == 4
    assert "unsigned" in made.codes


def test_without_the_wish_a_change_is_only_warned_of(desk: Desk) -> None:
    desk.run("sign", str(desk.spec), *SIGN)
    edit(desk, "付印须签样: 三校", "")
    assert desk.build().codes.isdisjoint({"unsigned", "changed-since-signed"})
    edit(desk, "守山的日子", "守水的日子")
    made = desk.build()
    assert made.exit == 0
    assert {d["severity"] for d in made.json["diagnostics"] if "signed" in d["code"]} == {"warning"}


def test_an_edited_file_with_its_old_hash_is_found(desk: Desk, tmp_path: Path) -> None:
    spec = str(desk.spec)
    desk.run("sign", spec, *SIGN)
    assert desk.build().exit == 0
    plain = json.loads((desk.out / "edition.json").read_text("utf-8"))
    run = next(
        i for b in plain["pages"][0]["blocks"] if b["id"] == "A/headline" for i in b["items"]
    )
    assert "山" in json.dumps(run, ensure_ascii=False)
    text = json.dumps(plain, ensure_ascii=False).replace("守山的日子", "守水的日子")
    forged = tmp_path / "edition.json"
    forged.write_text(text, encoding="utf-8")
    made = desk.run("verify", str(forged), spec, "--json")
    assert made.exit == 6
    assert made.json["pages"][0]["signed"] is None

    with pikepdf.open(desk.out / "press.pdf") as pdf:
        pdf.pages[0].contents_add(b"q 0 0 0 1 k 100 100 60 60 re f Q")
        pdf.save(tmp_path / "forged.pdf")
    made = desk.run("verify", str(tmp_path / "forged.pdf"), spec, "--json")
    assert made.exit == 6
    places = made.json["pages"][0]["differs_mm"]
    left, top, right, bottom = (f(p[n] for p in places) for n, f in enumerate((min, min, max, max)))
    # 100 to 160 points from the left and from the foot, in squares of a third of an inch.
    assert 25 <= left <= 36
    assert 55 <= right <= 66
    assert 390 - 68 <= top <= 390 - 50
    assert 390 - 36 <= bottom <= 390 - 25


def test_every_lie_of_an_edition_is_found(desk: Desk, tmp_path: Path) -> None:
    """The hash of each page stands as it was; something else was edited."""
    spec = str(desk.spec)
    desk.run("sign", spec, *SIGN)
    assert desk.build().exit == 0
    whole = json.loads((desk.out / "edition.json").read_text("utf-8"))

    def verified(edited: dict[str, object]) -> tuple[int, dict[str, object]]:
        (tmp_path / "x.json").write_text(json.dumps(edited, ensure_ascii=False), "utf-8")
        made = desk.run("verify", str(tmp_path / "x.json"), spec, "--json")
        return made.exit, made.json

    assert verified(whole)[0] == 0
    assert verified(whole | {"pages": []})[0] == 6
    lies = [
        lambda e: e["stories"][0]["texts"].update(body=e["stories"][0]["texts"]["body"] + "又"),
        lambda e: e["assets"][0].update(sha256="0" * 64),
        lambda e: e["press"].update(ink_limit=400),
        lambda e: e["pages"][0]["blocks"].pop(),
        lambda e: e["pages"][0]["blocks"][-1]["items"].reverse(),
        lambda e: e["pages"][0].update(trim=[1, 1]),
        lambda e: e["pages"].append({**e["pages"][0], "number": 9}),
    ]
    for lie in lies:
        edited = json.loads(json.dumps(whole))
        before = json.dumps(edited, sort_keys=True)
        lie(edited)
        if json.dumps(edited, sort_keys=True) != before:
            code, told = verified(edited)
            assert (code, told["ok"]) == (6, False)
    edited = json.loads(json.dumps(whole))
    edited["stories"][0]["texts"]["headline"] = "守水的日子"
    (page,) = verified(edited)[1]["pages"]  # type: ignore[misc]
    assert page["texts"] == [{"old": "山", "new": "水"}]


@pytest.mark.slow
def test_where_a_pdf_differs_is_told_by_block_and_words(desk: Desk) -> None:
    spec = str(desk.spec)
    desk.run("sign", spec, *SIGN)
    assert desk.build().exit == 0
    assert desk.build("proof", "--round", "三校", "--paper", "A3").exit == 0
    assert desk.run("verify", str(desk.out / "proof.pdf"), spec).exit == 0
    edit(desk, "守山的日子", "守水的日子")
    for name in ("press.pdf", "proof.pdf"):
        made = desk.run("verify", str(desk.out / name), spec, "--json")
        assert made.exit == 6
        (page,) = made.json["pages"]
        assert "A/headline" in page["blocks"]
        assert "B/headline" not in page["blocks"]
        assert {"old": "水", "new": "山"} in page["texts"]


def test_a_page_that_stands_twice_in_an_edition_is_one_too_many(desk: Desk) -> None:
    desk.run("sign", str(desk.spec), *SIGN)
    assert desk.build().exit == 0
    edition = json.loads((desk.out / "edition.json").read_bytes())
    edition["pages"] *= 3
    path = desk.root / "三份.json"
    path.write_text(json.dumps(edition), "utf-8")
    made = desk.run("verify", str(path), str(desk.spec), "--json")
    assert (made.exit, len(made.json["pages"]), made.json["extra_pages"]) == (6, 1, 2)


def test_a_pdf_is_no_edition_to_compare_with(desk: Desk) -> None:
    desk.run("sign", str(desk.spec), *SIGN)
    assert desk.build().exit == 0
    for words in (("out/期/issue/press.pdf", "issue/期"), ("issue/期", "out/期/issue/press.pdf")):
        made = desk.run("diff", *words, "--json")
        assert (made.exit, made.codes) == (1, {"not-an-edition"})


def test_an_archive_is_verified_file_by_file(desk: Desk) -> None:
    spec = str(desk.spec)
    desk.run("sign", spec, *SIGN)
    assert desk.build("archive").exit == 0
    archive = desk.out / "archive"
    assert desk.run("verify", str(archive), spec).exit == 0
    assert desk.run("verify", str(archive / "data" / "archive.pdf"), spec).exit == 0
    story = archive / "data" / "stories" / "A.txt"
    story.write_text(story.read_text("utf-8") + "又", "utf-8")
    (archive / "data" / "pictures" / "多的.jpg").parent.mkdir(exist_ok=True)
    (archive / "data" / "pictures" / "多的.jpg").write_bytes(b"x")
    made = desk.run("verify", str(archive), spec, "--json")
    assert made.exit == 6
    assert made.json["files"] == ["data/pictures/多的.jpg", "data/stories/A.txt"]
    assert all(page["same"] for page in made.json["pages"])


@pytest.mark.parametrize(
    "words",
    [
        ("sign", "{}", "--page", "9", "--round", "三校", "--by", "甲"),
        ("sign", "{}", "--page", "3", "--round", " ", "--by", "甲"),
        ("sign", "{}", "--page", "x", "--round", "三校", "--by", "甲"),
        ("sign", "{}", "--page", "3"),
        ("sign", "{}", "--page", "3", "--round", "三较", "--by", "甲"),
        ("sign", "{}", "--page", "3", "--round", "round", "--by", "甲"),
    ],
)
def test_what_cannot_be_signed_is_said(desk: Desk, words: tuple[str, ...]) -> None:
    made = desk.run(*(word.format(desk.spec) for word in words))
    assert made.exit == 2
    assert not (desk.spec.parent / "签样.jsonl").exists()


def test_a_round_is_one_in_either_language_and_a_papers_own_counts_too(desk: Desk) -> None:
    asked = desk.spec.read_text("utf-8")
    spec, page = str(desk.spec), ("--page", "3", "--by", "甲")
    for wanted, told in (("三校", "third"), ("third", "三校"), ("总编签发", "总编签发")):
        desk.spec.write_text(asked.replace("付印须签样: 三校", f"付印须签样: {wanted}"), "utf-8")
        (desk.spec.parent / "签样.jsonl").unlink(missing_ok=True)
        assert "unsigned" in desk.build().codes
        assert desk.run("sign", spec, *page, "--round", told).exit == 0
        assert "unsigned" not in desk.build().codes


def test_a_file_that_is_none_of_ours_is_refused(desk: Desk, tmp_path: Path) -> None:
    for name, data in (("a.pdf", b"%PDF-1.4 broken"), ("b.json", b"{}"), ("c", b"")):
        (tmp_path / name).write_bytes(data)
        assert desk.run("verify", str(tmp_path / name), str(desk.spec)).exit in {1, 6}
    assert desk.run("verify", str(tmp_path / "none"), str(desk.spec)).exit == 1


def test_a_press_file_of_a_signed_issue_is_never_lost(desk: Desk) -> None:
    spec = str(desk.spec)
    assert desk.run("sign", spec, *SIGN).exit == 0
    assert desk.build().exit == 0
    first = (desk.out / "press.pdf").read_bytes()
    for old, new in (("守山的日子", "守水的日子"), ("守水的日子", "守林的日子")):
        edit(desk, old, new)
        assert desk.build("proof").exit == 0
        assert desk.run("sign", spec, *SIGN).exit == 0
        assert desk.build().exit == 0
    kept = sorted((desk.out / "previous").glob("kept-*/press.pdf"))
    assert len(kept) == 2
    assert first in [path.read_bytes() for path in kept]
    assert first != (desk.out / "press.pdf").read_bytes()


def test_a_page_signed_for_one_paper_is_not_signed_for_another(desk: Desk) -> None:
    spec = str(desk.spec)
    assert desk.run("sign", spec, *SIGN).exit == 0
    coated = desk.build("press", "--press", "coated", "--no-verify")
    assert coated.exit == 4
    (said,) = [d for d in coated.json["diagnostics"] if d["code"] == "changed-since-signed"]
    assert "印刷条件" in said["message"]
    assert desk.build("press", "--standard", "x4", "--no-verify").exit == 0
    assert desk.run("sign", spec, *SIGN, "--press", "coated").exit == 0
    assert desk.build("press", "--press", "coated", "--no-verify").exit == 0


def test_a_profile_swapped_under_its_name_is_found(desk: Desk) -> None:
    press = desk.root / "layout" / "press"
    press.mkdir()
    for name in ("newsprint.yaml", "IFRA26S_TAC220.icc"):
        (press / name).write_bytes((ROOT / "layout" / "press" / name).read_bytes())
    assert desk.run("sign", str(desk.spec), *SIGN).exit == 0
    assert desk.build("press", "--no-verify").exit == 0
    profile = press / "IFRA26S_TAC220.icc"
    data = bytearray(profile.read_bytes())
    data[-40:] = bytes(40)
    profile.write_bytes(data)
    made = desk.build("press", "--no-verify")
    assert made.exit == 4
    (said,) = [d for d in made.json["diagnostics"] if d["code"] == "changed-since-signed"]
    assert "特性文件" in said["message"]


def forged(desk: Desk, by: str) -> None:
    """A line that a few lines of script make of what the page is now."""
    import hashlib

    lines = (desk.spec.parent / "签样.jsonl").read_text("utf-8").splitlines()
    plain = json.loads(lines[-1])
    for name in ("seal", "key", "signature"):
        plain.pop(name, None)
    plain["by"] = by
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    plain["seal"] = hashlib.sha256(text.encode()).hexdigest()
    line = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    (desk.spec.parent / "签样.jsonl").write_text(f"{line}\n", "utf-8")


@pytest.mark.slow
def test_a_key_tells_a_signature_from_a_seal_that_a_script_made(desk: Desk, tmp_path: Path) -> None:
    spec, keys = str(desk.spec), str(tmp_path / "keys")
    assert desk.run("sign", spec, *SIGN, PRESSLAYOUT_KEYS=keys).exit == 0
    assert desk.build("press", "--no-verify").exit == 0
    press = str(desk.out / "press.pdf")
    sealed = desk.run("verify", press, spec, "--json")
    assert (sealed.exit, sealed.json["pages"][0]["state"]) == (0, "sealed")

    made = desk.run("sign", "--new-key", "唐小雨", "--json", PRESSLAYOUT_KEYS=keys)
    assert made.exit == 0
    assert made.json["key"]["file"] == "签样钥匙/唐小雨.pub"
    # What was sealed in her name before she had a key may be anybody's.
    stale = desk.run("verify", press, spec, "--json")
    assert (stale.exit, stale.json["pages"][0]["state"]) == (6, "changed")
    assert desk.build("press", "--no-verify").exit == 4

    assert desk.run("sign", spec, *SIGN, PRESSLAYOUT_KEYS=keys).exit == 0
    assert desk.build("press", "--no-verify").exit == 0
    signed = desk.run("verify", press, spec, "--json")
    assert (signed.exit, signed.json["pages"][0]["state"]) == (0, "signed")
    assert signed.json["pages"][0]["signed"]["key"] == made.json["key"]["fingerprint"]

    # On a machine without her key nobody signs for her, by command or by script.
    elsewhere = desk.run("sign", spec, *SIGN, PRESSLAYOUT_KEYS=str(tmp_path / "none"))
    assert elsewhere.exit == 1
    assert "no-key" in elsewhere.err
    forged(desk, "唐小雨")
    assert desk.run("verify", press, spec).exit == 6
    assert desk.build("press", "--no-verify").exit == 4
    # In the name of somebody without a key it is what it is: a seal.
    forged(desk, "甲")
    press = str(desk.out / "previous" / "press.pdf")
    told = desk.run("verify", press, spec, "--json")
    assert (told.exit, told.json["pages"][0]["state"]) == (0, "sealed")
    assert "不防伪造" in desk.run("verify", press, spec).out


def test_a_damaged_line_is_told_and_the_others_hold(desk: Desk) -> None:
    spec = str(desk.spec)
    assert desk.run("sign", spec, *SIGN).exit == 0
    path = desk.spec.parent / "签样.jsonl"
    path.write_bytes(b"\xd5\xc5\xc8\xfd \xff\n" + path.read_bytes())
    made = desk.build("press", "--no-verify")
    assert made.exit == 0
    (said,) = [d for d in made.json["diagnostics"] if d["code"] == "signoff-damaged"]
    assert (said["file"], said["line"], said["severity"]) == ("issue/期/签样.jsonl", 1, "warning")
    # Another sign-off leaves the damaged line to whoever mends it.
    assert desk.run("sign", spec, "--page", "3", "--round", "清样", "--by", "乙").exit == 0
    assert path.read_bytes().startswith(b"\xd5\xc5\xc8\xfd \xff\n")


def test_a_sign_off_says_when_unless_it_shall_not(desk: Desk) -> None:
    spec, path = str(desk.spec), desk.spec.parent / "签样.jsonl"
    made = desk.run("sign", spec, *SIGN, "--role", "责任编辑", SOURCE_DATE_EPOCH="1792248065")
    assert made.exit == 0
    assert "唐小雨（责任编辑），2026-10-17T14:41:05+00:00" in made.out + made.err
    for at in ("昨晚", ""):
        assert desk.run("sign", spec, *SIGN, "--at", at).exit == 0
    assert desk.run("sign", spec, *SIGN).exit == 0
    told = [json.loads(line)["at"] for line in path.read_text("utf-8").splitlines()]
    assert told[:3] == ["2026-10-17T14:41:05+00:00", "昨晚", ""]
    assert told[3].startswith("20")
    assert desk.build("press", "--no-verify").exit == 0
    said = desk.run("verify", str(desk.out / "press.pdf"), spec, "--lang", "en")
    assert told[3] in said.out + said.err


def test_a_proof_that_comes_back_with_comments_alone_is_called_that(
    desk: Desk, tmp_path: Path
) -> None:
    spec = str(desk.spec)
    assert desk.run("sign", spec, *SIGN).exit == 0
    assert desk.build("proof", "--round", "三校").exit == 0
    back = tmp_path / "back.pdf"

    def verified(name: str) -> tuple[int, bool, str]:
        told = desk.run("verify", str(back), spec, "--json")
        words = desk.run("verify", str(back), spec)
        assert ("只多了批注" in words.out + words.err) is told.json["only_comments"], name
        return told.exit, told.json["only_comments"], words.out + words.err

    back.write_bytes((desk.out / "proof.pdf").read_bytes())
    assert verified("as it was")[:2] == (0, False)
    with pikepdf.open(desk.out / "proof.pdf") as pdf:
        for kind in ("/Text", "/StrikeOut"):
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name(kind),
                Rect=[100, 100, 120, 110],
                QuadPoints=[100, 110, 120, 110, 100, 100, 120, 100],
                Contents="改",
                T="唐小雨",
                F=4,
            )
            pdf.pages[0].Annots.append(pdf.make_indirect(note))
        pdf.save(back)
    exit_, alone, words = verified("with comments")
    assert (exit_, alone) == (0, True)
    assert "共 2 条" in words
    with pikepdf.open(back, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"q 0 0 0 1 k 100 100 60 60 re f Q")
        pdf.save(back)
    assert verified("something drawn")[:2] == (6, False)


def test_a_rate_that_does_not_pass_has_its_own_exit_code(desk: Desk) -> None:
    log = desk.root / "差错.yaml"
    log.write_text("差错:\n  - {版次: 3, 类: 错字, 错: 凌, 正: 岭}\n", "utf-8")
    assert desk.run("rate", str(log), str(desk.spec)).exit == 0
    failed = desk.run("rate", str(log), str(desk.spec), "--chars", "100", "--json")
    assert (failed.exit, failed.json["passes"], failed.json["unverified"]) == (7, False, [])
    log.write_text("差错:\n  - {版次: 3, 类: 标点, 错: ，}\n", "utf-8")
    told = desk.run("rate", str(log), str(desk.spec))
    assert told.exit == 0
    assert "没有对过原文的类：标点" in told.out + told.err


def test_decorative_pictures_count_less_and_need_no_caption(desk: Desk) -> None:
    """The same photo said to be an ornament: 30 % of its characters instead of 80 %."""
    log = desk.root / "差错.yaml"
    log.write_text("差错:\n  - {版次: 3, 类: 错字, 错: 凌, 正: 岭}\n", "utf-8")
    (desk.root / "a.jpg").write_bytes((ROOT / "images" / PHOTO).read_bytes())
    shares = []
    for more in ("", ", 装饰: 是"):
        # A photo without words: a fault of a work, none of an ornament.
        desk.write(photo=PHOTOS.format(more))
        told = desk.run("rate", str(log), str(desk.spec), "--json")
        assert told.exit == 0
        shares.append(told.json["chars"])
        checked = desk.run("check", str(desk.spec), "--json")
        assert ("missing-caption" in checked.codes) is not bool(more)
    work, ornament = shares
    whole = 77 * 76
    # Of what it covers 20 % are left out, or 70 %; of what is left of one character nothing.
    assert 0 <= (whole - ornament) * 2 - (whole - work) * 7 + 7 <= 14
