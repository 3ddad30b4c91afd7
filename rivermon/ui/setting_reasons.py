"""What a setting must be, to be translated, and said beside its field.

They are the words of setting_values.py. Does not know which setting it is.
"""

from rivermon.setting_values import BadSetting
from rivermon.ui.translation import QT_TRANSLATE_NOOP

SETTING_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "It must be {0}."),
    QT_TRANSLATE_NOOP("Reasons", "one of {0}"),
    QT_TRANSLATE_NOOP("Reasons", "a text"),
    QT_TRANSLATE_NOOP("Reasons", "a text that is not empty"),
    QT_TRANSLATE_NOOP("Reasons", "a regular expression ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "an address that begins with https://, or empty"),
    QT_TRANSLATE_NOOP("Reasons", "a path that begins with /, or empty for none"),
    QT_TRANSLATE_NOOP("Reasons", "names with commas between them"),
    QT_TRANSLATE_NOOP("Reasons", "a whole number of percent from {0} to {1}"),
    QT_TRANSLATE_NOOP("Reasons", "a number of days to {0}, 0 to keep everything"),
    QT_TRANSLATE_NOOP("Reasons", "a number of seconds, 0 for any age"),
    QT_TRANSLATE_NOOP("Reasons", "a whole number from 0 to {0}"),
    QT_TRANSLATE_NOOP("Reasons", "a whole number from 0 or more"),
    QT_TRANSLATE_NOOP("Reasons", "true or false"),
    QT_TRANSLATE_NOOP("Reasons", "hosts, each host or host:port, with commas between them"),
    QT_TRANSLATE_NOOP("Reasons", "hosts, each host or host:port, without https:// or paths"),
)


def setting_words(why: BadSetting) -> str:
    """Why a value cannot be had, for who stands before its field; still in English."""
    return f"It must be {why.expected}." if why.expected else str(why)
