"""Painters: an edition in, the bytes of a file out."""
