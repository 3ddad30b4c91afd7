"""The window: rows, columns, widgets, and the one loop that Qt and asyncio share.

Knows Qt. Does not know HTTP or SQLite: it is handed a feed, a ledger to read, and the operator's
controls.
"""
