"""Why a desktop does not start rivermon at login, to be translated.

They are the sentences of desktop/, and of controls/at_login.py. Does not know the desktop.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

LOGIN_REASONS = (
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The desktop's own settings keep rivermon from starting at login ({0}): switch it on "
        "there, or here off and on again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "A desktop cannot start rivermon from where it is: {0}. Move it to a folder with a simpler "
        "name, then try again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} was not made by rivermon, and was left as it is: rename or delete it, then try again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} has rivermon's start at login switched off: switch it on there, or here off and on "
        "again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "launchd cannot start rivermon from where it is: {0} has characters in it that no property "
        "list can hold. Move it to a folder with a simpler name, then try again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Windows starts no command of more than {0} characters at login, and rivermon's is longer "
        "({1}): move rivermon to a folder with a shorter path, then try again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Windows' own settings (Startup apps) keep rivermon from starting at login: switch it on "
        "there, or here off and on again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Windows' registry cannot be changed ({0}): {1} is where it says what starts at login. An "
        "administrator may have forbidden that.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} cannot be changed ({1}): see that its folder may be written to, that the disk has "
        "room, and that nothing else has that name; then try again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "A demo leaves nothing behind, so it does not change what starts at login: do that in a "
        "rivermon without --demo.",
    ),
)
