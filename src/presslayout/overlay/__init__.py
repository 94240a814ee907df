"""What a proof shows beside the page: round, numbers, labels, faults, the text without a place.

Page to Page.  All of it is artifacts made of outlines, so that a proof's text is the paper's alone.
page: all of it on one page · page_remarks: what is told · looks: inks, sizes, the paper it is printed
on · numbers, labels, tabs, faults, panel: what is drawn · checklist: the pages behind the last one.
"""
