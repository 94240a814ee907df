"""What was found in a PDF, written down: as SARIF, and on the pages themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.newsroom import reports

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.base.messages import Meaning
    from presslayout.preflight.pdf.opened_file import OpenedFile


def sarif(
    path: Path, found: Sequence[Diagnostic], meanings: Mapping[str, Meaning], lang: str
) -> None:
    """SARIF 2.1.0 into a file, whole or not at all; SpecError where it cannot be written."""
    from presslayout.delivery.sarif import log
    from presslayout.issue.sourcefile import written

    written(path, reports.encode(log(found, meanings, lang)))


def marked(opened: OpenedFile, found: Sequence[Diagnostic], lang: str) -> bytes | None:
    """The file with the places marked; None where it is too damaged."""
    from presslayout.preflight.callouts import marked as called_out

    return called_out(opened, found, lang)


def write(path: Path, data: bytes) -> None:
    """A file whole or not at all; SpecError where it cannot be written."""
    from presslayout.issue.sourcefile import written

    written(path, data)
