"""The command line as a program: `presslayout`, and `python -m presslayout`."""

from __future__ import annotations

import sys

from presslayout.base import interrupts

# As type checkers know it; importing typing for it would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def command() -> NoReturn:
    """Run the command that stands in sys.argv, and end with its exit code."""
    interrupts.hold(sys.argv)
    from presslayout.cli import command as begun

    begun(interrupts.heed)


if __name__ == "__main__":
    command()
