"""What is judged of a PDF, one kind of fault a module."""
