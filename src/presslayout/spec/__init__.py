"""The issue as it was written: YAML, templates and copy into values."""
