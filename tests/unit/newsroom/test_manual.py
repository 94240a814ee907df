"""The documentation is found by topic, heading and word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.kit import ROOT

from presslayout.newsroom import manual

if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_is_installed_and_those_for_users_come_first() -> None:
    found = [page.topic for page in manual.pages()]
    files = [
        path.stem
        for folder in ("docs", "docs/books", "docs/profiles")
        for path in sorted((ROOT / folder).glob("*.md"))
        if path.stem != "index"
    ]
    assert found == files
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("topic", ["校对", "proofreading", "Proofreading", "SPEC", "spec", "x1a"])
def test_a_page_is_found_in_either_language_and_any_case(topic: str) -> None:
    found = manual.page(topic)
    assert found is not None
    assert found.text.startswith("# ")


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "en").glob("*.md")), ids=lambda p: p.stem)
def test_whoever_reads_english_is_shown_the_english_page(path: Path) -> None:
    if path.stem == "index":
        # It only leads to the others.
        return
    shown, own = manual.page(path.stem, "en"), manual.page(path.stem)
    assert shown is not None
    assert shown.text == manual._page(path).text
    # Some are in English alone.
    if own is not None:
        assert shown.text != own.text
        assert (shown.topic, shown.english) == (own.topic, own.english)


def test_where_there_is_none_in_english_the_other_is_shown() -> None:
    assert manual.page("x1a", "en") == manual.page("x1a") is not None


def test_pages_for_users_have_english_topics_that_no_two_share() -> None:
    users = {path.stem for path in (ROOT / "docs").glob("*.md")}
    named = [page.english for page in manual.pages() if page.topic in users]
    assert all(named)
    assert len(set(named)) == len(named)


def test_a_section_is_whole_and_stands_once() -> None:
    found = manual.sections("exit codes")
    (whole,) = [one for one in found if one.topic == "commands"]
    assert whole.text.startswith("## Exit codes")
    assert "| 0 |" in whole.text
    assert len({(one.topic, one.heading) for one in found}) == len(found)


def test_what_looks_like_a_heading_in_code_is_none() -> None:
    page = manual.ManualPage(
        "甲", "", "甲", "# 甲\n\n## 乙\n\n```sh\n# 乙 山\n```\n\n## 丙\n\n字\n"
    )
    (section,) = manual._sections(page, "乙")
    assert section.text == "## 乙\n\n```sh\n# 乙 山\n```\n"


def test_a_word_that_no_heading_has_is_found_in_its_paragraphs() -> None:
    assert not manual.sections("焦点")
    found = manual.passages("焦点")
    assert found
    assert all("焦点" in one.text for one in found)


def test_a_slip_leads_to_the_topic() -> None:
    assert manual.meant("校队") == "校对"
    assert manual.meant("proofreeding") == "proofreading"
