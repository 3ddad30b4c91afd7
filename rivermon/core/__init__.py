"""The rules: what a webhook says, when it is genuine, what is owed, and the order of things.

Knows the standard library and msgspec. Does not know HTTP, SQLite, Qt, or where a setting comes
from.
"""
