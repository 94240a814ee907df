"""What changed between two editions: found from what is on the pages, never from pixels.

changes: the differences · web: as a page for a browser · tinted: on the new pages.
"""
