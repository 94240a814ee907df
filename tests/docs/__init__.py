"""The documentation runs: every command, every block of YAML (docs/*.md, docs/en/*.md, README)."""
