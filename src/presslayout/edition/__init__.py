"""An edition as a value: pages, inks, the press that prints them, and how they are written down."""
