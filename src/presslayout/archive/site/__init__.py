"""The reading site: issues as pages of a browser, from a folder or a server, without a program behind.

values: what a site shows of an issue; issue: an edition as that; images, figures: pixels;
leaf_page, story_page, home_page, calendar_page, search_page: pages of it; shards: what is searched;
feeds, iiif: what machines read; whole: all of one issue; grown: many, written as they change.
page/: what the browser runs.
"""
