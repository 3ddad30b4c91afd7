"""Why rivermon did not start, to be translated.

They are the sentences of settings.py and store/database.py, and those of store/failure.py at a
start. Does not know where they are shown.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

START_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "{0} names an unknown setting, {1}. Known are: {2}."),
    QT_TRANSLATE_NOOP("Reasons", "{0} names {1}, and there is no such file."),
    QT_TRANSLATE_NOOP("Reasons", "The settings file {0} cannot be read: {1}."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The settings file {0} holds a secret ({1}): take it out; secrets belong into the keyring, "
        "or into {2} and {3}.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "The file {0} is another program's database: choose another with --db."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The database {0} was written by a newer rivermon (schema {1}; this one knows {2}): "
        "install that version again, or choose another file with --db.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The database {0} was written by a newer rivermon (schema {1}; this one knows {2}): "
        "install that version again, or choose another file with --db. As it was before that, "
        "without what came since, it is {3}.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "the disk is full: free some space, and start rivermon again"),
    QT_TRANSLATE_NOOP(
        "Reasons", "another program holds the database: close it, and start rivermon again"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The database {0} is of an older rivermon: close that one if it still runs, then start "
        "rivermon once to renew it.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "Another rivermon is renewing the database {0}: wait until it is done."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "There is no database at {0} yet: start rivermon first, or give --db."
    ),
)
