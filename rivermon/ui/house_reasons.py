"""What can be wrong with the database and the listener, to be translated.

They are the sentences of store/failure.py, store/caretaker.py and net/listener.py. Does not know
what is to be done about them beyond what they say.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

HOUSE_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "The database {0} is closed: rivermon is stopping."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The database {0} is damaged, and cannot be renamed ({1}): rename it, and start rivermon "
        "again.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "The database {0} failed: {1}."),
    QT_TRANSLATE_NOOP("Reasons", "The database {0}: {1}."),
    QT_TRANSLATE_NOOP("Reasons", "the disk is full: free some space, rivermon goes on by itself"),
    QT_TRANSLATE_NOOP(
        "Reasons", "another program holds the database: close it, rivermon goes on by itself"
    ),
    QT_TRANSLATE_NOOP("Reasons", "you may not write there: check the folder's permissions"),
    QT_TRANSLATE_NOOP(
        "Reasons", "it may not be written to: check the file's and the folder's permissions"
    ),
    QT_TRANSLATE_NOOP("Reasons", "the name is too long: choose another with --db"),
    QT_TRANSLATE_NOOP("Reasons", "its folder cannot be made: choose another place with --db"),
    QT_TRANSLATE_NOOP("Reasons", "its folder is a file: choose another place with --db"),
    QT_TRANSLATE_NOOP("Reasons", "this is a folder: name a file with --db"),
    QT_TRANSLATE_NOOP(
        "Reasons", "it cannot be opened: check that the folder exists and may be written to"
    ),
    QT_TRANSLATE_NOOP("Reasons", "the file is not an SQLite database: choose another with --db"),
    QT_TRANSLATE_NOOP(
        "Reasons", "the file is damaged: close rivermon, and `rivermon repair` saves what it can"
    ),
    QT_TRANSLATE_NOOP("Reasons", "its file was removed or replaced: rivermon brings it back"),
    QT_TRANSLATE_NOOP("Reasons", "its file was cut short: rivermon looks what is left"),
    QT_TRANSLATE_NOOP("Reasons", "the file is not rivermon's: choose another with --db"),
    QT_TRANSLATE_NOOP("Reasons", "the disk did not answer as it should: check the disk"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The database was damaged: it is kept as {0}, and a new one was begun. Close rivermon, "
        "then `rivermon repair` saves what can be read of it",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Another file replaced the database: what rivermon had is kept as {0}. Close rivermon, "
        "then `rivermon repair` adds it to the new one",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Port {0} at {1} is taken by another program: close that, or choose another port with "
        "--port.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "Port {0} may not be used without more rights: choose one above 1023."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "{0} is not an address of this machine: choose another with --host."
    ),
    QT_TRANSLATE_NOOP("Reasons", "rivermon cannot listen at {0} port {1}: {2}."),
    QT_TRANSLATE_NOOP("Reasons", "The search was ended."),
)
