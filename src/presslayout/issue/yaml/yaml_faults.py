"""What can be wrong with the form of a YAML file, as it is told."""

from __future__ import annotations

from presslayout.base.diagnostics import ERROR, Diagnostic, Span, Text


def repeated_key(key: str, first: int, second: int, span: Span) -> Diagnostic:
    """Two entries of one mapping with one key."""
    return Diagnostic(
        "repeated-key",
        ERROR,
        Text(
            f"「{key}」写了两次（第{first}行、第{second}行），不知道用哪一个",
            f"“{key}” stands twice (lines {first} and {second}); which one holds?",
        ),
        span,
        Text(
            "删去一个；如果分属两项，第二项前面要有「- 」",
            "delete one; where they belong to two entries, the second entry begins with “- ”",
        ),
    )


def too_deep(span: Span, most: int) -> Diagnostic:
    """Brackets in brackets."""
    return Diagnostic(
        "too-deep",
        ERROR,
        Text(f"层次超过 {most} 层", f"nested more than {most} levels deep"),
        span,
        Text("检查括号有没有漏掉另一半", "look for brackets that are never closed"),
    )


def empty_file(file: str) -> Diagnostic:
    """A file that says nothing."""
    return Diagnostic(
        "empty-file",
        ERROR,
        Text(f"{file} 是空的", f"{file} is empty"),
        Span(file, 1, 1),
        Text(
            "用 presslayout init 可以得到一份能直接编版的样例",
            "presslayout init makes a sample that builds at once",
        ),
    )


def control_character(span: Span, char: str) -> Diagnostic:
    """A character that nobody sees."""
    return Diagnostic(
        "control-character",
        ERROR,
        Text(
            f"第{span.line}行有看不见的控制字符 U+{ord(char):04X}",
            f"line {span.line} holds the invisible control character U+{ord(char):04X}",
        ),
        span,
        Text("删去这个字符", "delete this character"),
    )


def several_documents(span: Span) -> Diagnostic:
    """A second YAML document."""
    return Diagnostic(
        "several-documents",
        ERROR,
        Text(
            "一个文件里只能写一份，「---」之后又起了一份",
            "a file holds one document; “---” begins a second",
        ),
        span,
        Text("删去「---」，或分成两个文件", "delete “---”, or make two files"),
    )


def anchor(span: Span) -> Diagnostic:
    """An anchor, or what refers to one."""
    return Diagnostic(
        "yaml-anchor",
        ERROR,
        Text("这里不用 YAML 的 & 和 * 引用", "YAML anchors (&) and aliases (*) are not used here"),
        span,
        Text(
            "文字以 & 或 * 开头时加单引号；共用的样式写进 layout/styles/",
            "quote a text that begins with & or *; shared styles belong in layout/styles/",
        ),
    )


def tag(span: Span, tag: str) -> Diagnostic:
    """A tag, which might make anything of a text."""
    return Diagnostic(
        "yaml-tag",
        ERROR,
        Text(f"这里不用 YAML 的标签「{tag}」", f"YAML tags such as “{tag}” are not used here"),
        span,
        Text("文字以 ! 开头时加单引号", "quote a text that begins with !"),
    )


def bad_key(span: Span) -> Diagnostic:
    """A list or mapping where a key belongs."""
    return Diagnostic(
        "bad-key",
        ERROR,
        Text(
            "冒号前面要是一个词，不能是列表或映射",
            "what stands before a colon must be a word, no list and no mapping",
        ),
        span,
        Text("文字里有方括号、花括号时整句加单引号", "quote a text that holds brackets or braces"),
    )
