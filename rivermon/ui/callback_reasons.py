"""The reasons why a callback is held, is tried again or was given up, to be translated.

They are those of core/callback.py, core/callback_gate.py and net/callback_session.py, and what
core/causes.py calls the rest. Does not know which callback.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

CALLBACK_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "no API key is configured"),
    QT_TRANSLATE_NOOP("Reasons", "the callback address cannot be read"),
    QT_TRANSLATE_NOOP("Reasons", "the callback address can be read in more than one way"),
    QT_TRANSLATE_NOOP("Reasons", "only https is allowed, and plain http to this machine"),
    QT_TRANSLATE_NOOP("Reasons", "{0} is not an allowed callback host"),
    QT_TRANSLATE_NOOP("Reasons", "the 5 minutes were over before it could be sent"),
    QT_TRANSLATE_NOOP("Reasons", "answered {0}, a redirect, which is not followed"),
    QT_TRANSLATE_NOOP("Reasons", "answered {0}"),
    QT_TRANSLATE_NOOP("Reasons", "no answer within {0} s"),
    QT_TRANSLATE_NOOP("Reasons", "no answer"),
    QT_TRANSLATE_NOOP("Reasons", "the name {0} was not found"),
    QT_TRANSLATE_NOOP("Reasons", "the certificate of {0} is not trusted ({1})"),
    QT_TRANSLATE_NOOP("Reasons", "no connection to {0} ({1})"),
    QT_TRANSLATE_NOOP("Reasons", "connection refused"),
    QT_TRANSLATE_NOOP("Reasons", "the answer is not proper HTTP ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "the connection was closed before an answer"),
    QT_TRANSLATE_NOOP("Reasons", "the name {0} leads to {1}, which is not this machine"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "the name {0} leads to {1}, which is not on the internet: if you trust it, give "
        "ModelRiver the address instead of the name, and allow that",
    ),
    QT_TRANSLATE_NOOP("Reasons", "what it was to bring is not in the database any more"),
    QT_TRANSLATE_NOOP("Reasons", "rivermon is stopping"),
    QT_TRANSLATE_NOOP("Reasons", "The callback with the content did not succeed: {0}."),
    QT_TRANSLATE_NOOP("Reasons", "rejected by the operator: {0}"),
    QT_TRANSLATE_NOOP("Reasons", "other reasons"),
)
