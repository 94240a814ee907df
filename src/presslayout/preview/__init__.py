"""The local web page that follows every save.

workbench: the issue, set again after a save · sheets, raster: a page's PDF, its pixels · told: what
the browser is told · pointing: what stands at a place · comments: what is written beside the issue ·
older: what is compared with · room: who looks on · address, serve, server, app, guard, watch: HTTP ·
page/: what the browser runs.
"""
