"""The wire: HTTP in (the listener) and HTTP out (the callback client).

Knows aiohttp, limits and timeouts. Does not know what a webhook means or what an answer leads to.
"""
