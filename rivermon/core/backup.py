"""A back-up of the database, as the operator is told of it. Pure facts."""

import msgspec


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A whole copy of the database: its path, its size in bytes, and how many records are in it."""

    file: str
    size: int
    records: int
