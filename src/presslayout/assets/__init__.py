"""Faces and pictures, measured and fetched by content."""
