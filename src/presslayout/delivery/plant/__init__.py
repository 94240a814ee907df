"""What a plant gets beside the pages: marks, sheets, names, the dispatch note."""
