"""What a plant gets beside the plain pages: marks, sheets, files under its own names."""
