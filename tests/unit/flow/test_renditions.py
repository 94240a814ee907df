"""A story drawn in its paper's manner: told once, the text untouched."""

from __future__ import annotations

from dataclasses import replace

from presslayout.flow.compose import compose
from presslayout.typeset.manner import Manner
from tests import kit


def test_what_is_drawn_otherwise_is_told_and_the_text_stays() -> None:
    text = "他走了,又回来,共１２人--都说好..."
    manner = Manner(full_marks=True, half_latin=True, mend_marks=True)
    design = replace(kit.template(kit.slot("头条", (1, 20), split=4), rows=76), manner=manner)
    tale = kit.story("A", "头条", text)
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    assert kit.body_text(found.edition.pages[0], "A") == text
    (told,) = [d for d in found.diagnostics if d.code == "drawn-otherwise"]
    assert told.message.zh.endswith(", → ，（2），１２ → 12，-- → ——，... → ……")


def test_blanks_that_are_not_set_are_told_once_with_their_first_place() -> None:
    texts = "本报讯（记者 许知微 通讯员 何沐）昨日，好。", "他走到村 口看见老 人坐在那里。"
    design = kit.template(kit.slot("头条", (1, 20), split=4), rows=76)
    found = compose(
        kit.loaded({"t": design}, kit.page(1, "t", kit.story("A", "头条", *texts))), kit.NEWSPRINT
    )
    assert kit.body_text(found.edition.pages[0], "A") == "".join(texts)
    (told,) = [d for d in found.diagnostics if d.code == "blank-dropped"]
    assert "2 处" in told.message.zh


def test_blanks_that_are_gaps_are_not_told() -> None:
    text = "本报讯（记者 许知微 通讯员 何沐）昨日，好。"
    design = kit.template(kit.slot("头条", (1, 20), split=4), rows=76)
    found = compose(
        kit.loaded({"t": design}, kit.page(1, "t", kit.story("A", "头条", text))), kit.NEWSPRINT
    )
    assert "blank-dropped" not in {d.code for d in found.diagnostics}
