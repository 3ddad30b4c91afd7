"""Proves that this very rivermon works on this machine: one webhook, all the way, in the window.

Nothing of the operator's is touched: the database, the settings and the port are its own, in a
folder that goes with it, and no keyring is opened. Does not know how it was started, nor who reads
what it says.
"""

from rivermon.self_test.run import run_self_test

__all__ = ["run_self_test"]
