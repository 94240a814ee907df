"""The verifier as a process of its own: a question a line on stdin, an answer a line on stdout."""

from __future__ import annotations

import sys

from presslayout.preflight.worker import answer_all

if __name__ == "__main__":
    answer_all(sys.stdin.buffer, sys.stdout.buffer)
