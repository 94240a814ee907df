"""The local web page that follows every save.

workbench: the issue, set again after a save · painted_pages: a page's PDF · told, findings: what the
browser is told · proof: what a proofreader found · pointing, subjects: what stands at a place ·
comments: what is written beside the issue · corrections: what is written from the page · older,
changed: what is compared with · room: who looks on · address, serve, server, app, guard, watch: HTTP ·
page/: what the browser runs.
"""
