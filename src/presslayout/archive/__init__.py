"""The archive of an issue: PDF/A, the edition, the copy, pictures and sources in a bag."""
