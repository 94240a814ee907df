"""A proofreader's comments in a PDF, back to the copy: read, placed, judged, applied.

comments: what the PDF says · placed: which characters it is about · judged: done or not · applied:
simple corrections written into the copy.
"""
