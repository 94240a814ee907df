"""Any PDF, read: objects, content, fonts, colours, and what is painted where."""
