"""Web pages as copy: what a browser shows of them, and what it hides."""
