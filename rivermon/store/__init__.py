"""The disk: tables, transactions, one writer and its readers.

Knows peewee and SQLite. Does not know why a row is written, or who will look at it.
"""
