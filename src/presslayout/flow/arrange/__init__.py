"""Choosing a layout: stories without a slot placed on the base columns (SPEC §3, 版面安排).

region: what of the page is free · need: how many rows a story wants · modular: the ways to part a
region · setting: a way set for real and levelled · score: what an editor would say of it · choose:
the best of them, for a page.
"""
