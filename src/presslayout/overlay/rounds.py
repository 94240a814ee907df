"""The rounds in which a paper is read (校次)."""

from __future__ import annotations

PROOF = "大样"
# The rounds of a paper in their order, and the words by which the command line knows them, too.
ROUNDS = {
    PROOF: "proof",
    "一校": "first",
    "二校": "second",
    "三校": "third",
    "清样": "clean",
    "付印": "final",
}
