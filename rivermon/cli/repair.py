"""`rivermon repair`: saves what can be read of a damaged database, and says what could not be.

Nothing is deleted: a damaged file is renamed, and stays. Does not know how it is read.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rivermon.cli.narrator import plain
from rivermon.core.ports import RivermonError
from rivermon.store.repairing import Repaired, repaired

_NAMES = {
    "delivery": "deliveries",
    "ai_content": "records",
    "callback": "callbacks",
    "callback_attempt": "tries",
    "record_mark": "marked records",
    "uptime": "times when rivermon was up",
}
_ALWAYS = tuple(_NAMES)[:4]
_RANGES_SHOWN = 5
_LONGEST = 600


class NothingThere(RivermonError):
    """The file that was named is not there."""


def repair(database: Path, file: Path | None) -> bool:
    """Repair the database, print what was done, and whether it was all.

    Args:
        database: the one that rivermon uses.
        file: what is brought into it; None for the database itself, if it is damaged, and for all
            that was set aside beside it.

    Returns:
        False when something could not be read.

    Raises:
        StoreInUse: a rivermon is using the database.
        StoreUnavailable: it cannot be opened or written.
        StoreRefused: it is not one that this rivermon may open.
    """
    if file is not None and not file.is_file():
        raise NothingThere(f"There is no file {file}.")
    whole = True
    found = False
    for each in repaired(database, file):
        found = True
        if each.renamed:
            print("The database was damaged; it was renamed, and a new one was begun.")
        print(f"From {plain(str(each.source), _LONGEST)}:")
        for line in _lines(each):
            print(f"  {line}")
        whole = whole and each.salvaged.whole
    if not found:
        print(f"There is nothing to repair: SQLite finds no fault in {database}.")
    return whole


def _lines(done: Repaired) -> Iterator[str]:
    salvaged = done.salvaged
    brought = [
        _number(salvaged.brought.get(table, 0), name)
        for table, name in _NAMES.items()
        if table in salvaged.brought or table in _ALWAYS
    ]
    yield f"brought over: {', '.join(brought)}"
    if salvaged.known:
        yield f"there already: {_number(salvaged.known, 'deliveries')}"
    made_up = [
        _number(number, _NAMES[table]) for table, number in salvaged.made_up.items() if number
    ]
    if made_up:
        yield f"made again from what else is known: {', '.join(made_up)}"
    for table in salvaged.lost:
        yield f"not a row could be read of the {_NAMES[table]}"
    for table, ranges in salvaged.unread.items():
        if ranges:
            yield f"could not be read of the {_NAMES[table]}: {_shown(ranges)}"
    if salvaged.whole:
        yield "everything could be read; the file is not needed any more, and stays where it is"


def _number(number: int, name: str) -> str:
    return f"{number:,} {name}"


def _shown(ranges: Sequence[tuple[int, int]]) -> str:
    shown = [f"{first}" if first == last else f"{first}-{last}" for first, last in ranges]
    more = ", …" if len(shown) > _RANGES_SHOWN else ""
    most = sum(last - first + 1 for first, last in ranges)
    return f"ids {', '.join(shown[:_RANGES_SHOWN])}{more} ({most:,} at the most)"
