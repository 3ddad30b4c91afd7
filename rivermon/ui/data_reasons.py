"""What can be said of a back-up, a restored one, and a database that moved; to be translated.

They are the sentences of controls/data_folder.py, store/backing_up.py and store/placing.py.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

DATA_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "The database is in {0} now."),
    QT_TRANSLATE_NOOP("Reasons", "{0} is restored. What was there before is kept as {1}."),
    QT_TRANSLATE_NOOP("Reasons", "This is a demo: its database is gone when it ends."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} names the database, and wins over what is set here: name the new place there, and "
        "start rivermon again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "{0} is the database itself: choose another name for the back-up."
    ),
    QT_TRANSLATE_NOOP("Reasons", "There is no file {0}."),
    QT_TRANSLATE_NOOP("Reasons", "{0} is the database that is in use: choose a back-up of it."),
    QT_TRANSLATE_NOOP("Reasons", "{0} cannot be restored: {1}."),
    QT_TRANSLATE_NOOP("Reasons", "it is another program's database"),
    QT_TRANSLATE_NOOP("Reasons", "a newer rivermon wrote it (schema {0}; this one knows {1})"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} is damaged ({1}), so no copy was made: close rivermon, and `rivermon repair` saves "
        "what it can.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "The back-up {0} cannot be written: {1}."),
    QT_TRANSLATE_NOOP("Reasons", "No copy was made to {0}: {1}."),
    QT_TRANSLATE_NOOP("Reasons", "The database is in {0} already."),
    QT_TRANSLATE_NOOP("Reasons", "There is a {0} in {1} already: choose another folder."),
    QT_TRANSLATE_NOOP("Reasons", "You may not write to {0}: choose another folder."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "There is not room enough in {0}: the database takes {1} MB, and {2} MB are free.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "{0} cannot be used: {1}."),
    QT_TRANSLATE_NOOP("Reasons", "The database was not moved to {0}: {1}."),
    QT_TRANSLATE_NOOP("Reasons", "The back-up was not restored: {0}. The database is as it was."),
)
