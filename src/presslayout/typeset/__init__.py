"""Text into lines and display type.  Knows nothing of columns, pages or the spec."""
