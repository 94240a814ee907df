"""The verifier in a second process says what it would say here, and its loss costs nothing."""

from __future__ import annotations

import os
import signal
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests import corpus
from tests.second import ended

from presslayout.preflight import verify, worker
from presslayout.preflight.checks.expectation import Expectation
from presslayout.preflight.worker import Verifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "press.pdf"
    path.write_bytes(made())
    return path


@cache
def made() -> bytes:
    return corpus.made(corpus.SOUND)


@cache
def here() -> tuple[Diagnostic, ...]:
    return verify(made(), "x1a", EXPECTED)


EXPECTED = Expectation("云岭日报", "IFRA26", "", (), ())


@pytest.fixture(params=["forked", "started"])
def verifier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Verifier]:
    if request.param == "started":
        monkeypatch.setattr(worker, "can_fork", lambda: False)
    started = Verifier.start()
    yield started
    started.close()
    ended(started)


def test_it_answers_what_is_found_here(verifier: Verifier, pdf: Path) -> None:
    assert verifier.process is not None
    assert verifier.ask(pdf, "x1a", EXPECTED)() == here() != ()


def test_it_answers_one_file_after_the_other(verifier: Verifier, pdf: Path) -> None:
    other = pdf.with_name("none.pdf")
    other.write_bytes(b"GIF89a")
    answers = [verifier.ask(path, "x1a", EXPECTED)() for path in (other, pdf)]
    assert [d.code for d in answers[0]] == ["not-pdf"]
    assert answers[1] == here()


def test_where_it_was_lost_the_file_is_read_here(verifier: Verifier, pdf: Path) -> None:
    assert verifier.process is not None
    os.kill(verifier.process.pid, signal.SIGKILL)
    ended(verifier)
    assert verifier.ask(pdf, "x1a", EXPECTED)() == here()


def test_without_a_second_process_the_file_is_read_here(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    monkeypatch.setattr(worker, "can_fork", lambda: False)
    alone = Verifier.start()
    assert alone.process is None
    assert alone.ask(pdf, "x1a", EXPECTED)() == here()
    alone.close()


def test_a_program_that_cannot_be_started_is_no_fault(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(pdf.with_name("no-such-python")))
    monkeypatch.setattr(worker, "can_fork", lambda: False)
    assert Verifier.start().ask(pdf, "x1a", EXPECTED)() == here()


def test_it_ends_when_nobody_asks_any_more(verifier: Verifier) -> None:
    assert verifier.process is not None
    verifier.close()
    assert ended(verifier) == 0
