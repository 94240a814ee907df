"""The command line as a table."""

from __future__ import annotations

import pytest

from presslayout.cli.arguments import VERBS, UsageError, help_text, page_numbers, parse
from presslayout.issue.schema import INKS, ROOTS


def test_the_verb_may_stand_after_options() -> None:
    for words in (
        ["build", "a.yaml", "--lang", "en", "--json"],
        ["--lang", "en", "--json", "build", "a.yaml"],
    ):
        given = parse(words)
        assert (given.verb.name, given.issue, given.lang, given.json) == (
            "build",
            "a.yaml",
            "en",
            True,
        )


def test_build_by_default_is_for_the_press() -> None:
    given = parse(["build", "a.yaml"])
    assert (given.target, given.out, given.press, given.standard) == ("press", None, None, None)


@pytest.mark.parametrize(
    "words",
    [
        ["bild", "a"],
        ["build"],
        ["build", "a", "b"],
        ["build", "a", "--for", "plate"],
        ["build", "a", "--standard", "x3"],
        ["build", "a", "-o"],
        ["build", "a", "--stric"],
        ["schema", "paper"],
        ["--frobnicate"],
    ],
)
def test_what_is_wrong_is_said_in_chinese_too(words: list[str]) -> None:
    with pytest.raises(UsageError) as wrong:
        parse(words)
    assert any("\u4e00" <= c <= "\u9fff" for c in wrong.value.text.zh)
    assert not any("\u4e00" <= c <= "\u9fff" for c in wrong.value.text.en.replace("、", ""))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("build a --for press --for proof", "--for"),
        ("build a -o x --out y", "--out"),
        ("batch a --jobs 1 --jobs=2", "--jobs"),
        ("lines a --cells 13 --cells 14", "--cells"),
    ],
)
def test_of_two_values_none_is_passed_over(words: str, name: str) -> None:
    with pytest.raises(UsageError) as wrong:
        parse(words.split())
    assert name in wrong.value.text.zh
    assert "twice" in wrong.value.text.en


def test_what_says_the_same_twice_or_may_be_said_often_is_right() -> None:
    # Whoever calls a command in a language of their own may be asked for another.
    given = parse("build a --for proof --for=proof --lang zh --lang en --json --json".split())
    assert (given.target, given.lang) == ("proof", "en")
    given = parse("pick a --page 3 --lock A --lock B".split())
    assert given.lock == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "pages"),
    [("3", {3}), ("3,4", {3, 4}), ("3，5", {3, 5}), (" 3 , 4 ", {3, 4}), ("2-4、7", {2, 3, 4, 7})],
)
def test_page_numbers(text: str, pages: set[int]) -> None:
    assert page_numbers(text) == pages


def test_every_kind_of_file_has_its_schema() -> None:
    for kind in (*ROOTS, INKS):
        assert parse(["schema", kind]).kind == kind


@pytest.mark.parametrize("text", ["", "x", "3,", "3.5", "-1", "1" * 9])
def test_page_numbers_that_are_none(text: str) -> None:
    with pytest.raises(UsageError):
        page_numbers(text)


def test_help_names_every_verb_and_every_option() -> None:
    for lang in ("zh", "en"):
        whole = help_text(None, lang)
        for verb in VERBS.values():
            assert verb.name in whole
            told = help_text(verb, lang)
            for argument in verb.arguments:
                if argument.names[0].startswith("-"):
                    assert argument.names[0] in told
