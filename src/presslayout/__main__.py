"""`python -m presslayout`."""

from __future__ import annotations

import sys

from presslayout.cli import main

if __name__ == "__main__":
    sys.exit(main())
