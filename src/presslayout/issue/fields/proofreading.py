"""The keys of what a house has proofread, and of what somebody has looked at and accepted."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import PROOF_KIND, PROOF_LEVEL
from presslayout.issue.fields.field import Record, key

PROOF_CHECK = Record(
    "proof_check",
    Text("检查", "check"),
    (
        key(
            "kind",
            "类",
            "choice",
            "查哪一类",
            "what is looked for",
            required=True,
            choices=PROOF_KIND,
        ),
        key(
            "level",
            "报",
            "choice",
            "报成错误、提醒、说明，或不查",
            "how it is told, or off",
            required=True,
            choices=PROOF_LEVEL,
        ),
    ),
)


PROOFREADING = Record(
    "proofreading",
    Text("校对", "proofreading"),
    (
        key(
            "checks",
            "检查",
            "list",
            "一类一项；没有写的照常",
            "one entry a kind; the others are as ever",
            required=True,
            of=PROOF_CHECK,
        ),
    ),
)


ACCEPTED = Record(
    "accepted",
    Text("已核", "accepted finding"),
    (
        key("story", "稿件", "words", "哪一篇，写编号", "the story's id", required=True),
        key(
            "text",
            "文字",
            "words",
            "核过的那几个字或那一句，照稿件写；稿件里改了就不算了",
            "the words or the sentence as the copy has them; once they change it holds no more",
            required=True,
        ),
        key("who", "谁", "words", "谁核的", "who looked at it", required=True, also="核对人 by"),
        key(
            "code",
            "代码",
            "words",
            "只核哪一种，如 name-differs；不写是这几个字上的都核过",
            "the code of the finding; absent: all on these words",
        ),
        key("note", "注", "words", "凭什么", "on what grounds"),
    ),
)
