"""Choosing a layout: stories without a slot placed on the base columns (SPEC §3, 版面安排).

allot: which page a waiting story goes to · region, shares: what of the page is free, and who stands
in which part · need: how many rows a story wants · dress: sizes of heads, boxes and other forms ·
way, modular: the ways to part a region · manners: how a way is dressed · heights: rows for its parts
· foresee: what will be said against it · trial: a way set for real and levelled · score, look: what
an editor says and sees · search: the best of a region · choose: of a page · why: told to whoever asks.
"""
