"""`python -m presslayout`."""

from __future__ import annotations

from presslayout.cli import command

if __name__ == "__main__":
    command()
