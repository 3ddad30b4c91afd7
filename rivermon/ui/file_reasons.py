"""Why a file cannot be used or written, to be translated.

They are the sentences of chosen.py, core/exporting.py and core/file_trust.py, and what operating
systems say most often. Does not know which file it is.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

FILE_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "The settings file {0} cannot be written: {1}."),
    QT_TRANSLATE_NOOP("Reasons", "{0} is {1}; it must be {2}."),
    QT_TRANSLATE_NOOP(
        "Reasons", "{0} cannot be written: {1}. Choose another folder, or make room there."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} belongs to another user (number {1}), who could change what rivermon does: make it "
        "yours (chown {2}), or run rivermon as that user.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} may be written by other users, who could change what rivermon does: take that from "
        "them (chmod go-w), look at what it says, and start again.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "The settings file {0}"),
    QT_TRANSLATE_NOOP("Reasons", "No space left on device"),
    QT_TRANSLATE_NOOP("Reasons", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("Reasons", "Permission denied"),
    QT_TRANSLATE_NOOP("Reasons", "Operation not permitted"),
    QT_TRANSLATE_NOOP("Reasons", "Read-only file system"),
    QT_TRANSLATE_NOOP("Reasons", "No such file or directory"),
    QT_TRANSLATE_NOOP("Reasons", "Is a directory"),
    QT_TRANSLATE_NOOP("Reasons", "Not a directory"),
    QT_TRANSLATE_NOOP("Reasons", "File name too long"),
    QT_TRANSLATE_NOOP("Reasons", "Input/output error"),
)
