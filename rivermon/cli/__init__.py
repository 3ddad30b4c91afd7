"""The commands, in words and exit codes: 0 done, 1 it could not be done and why, 2 misuse.

Knows the terminal. Does not know how anything is done: that is asked of the house.
"""

from rivermon.cli.main import main

__all__ = ["main"]
