"""Copy as it arrives: text, Markdown, Word and web pages, read into blocks."""
