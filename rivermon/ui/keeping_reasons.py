"""Why a secret or a setting is not kept beyond this run, to be translated.

They are the sentences of system_keyring.py, safe.py, app.py and controls/allowed_host.py. Does not
know what was to be kept.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

KEEPING_REASONS = (
    QT_TRANSLATE_NOOP(
        "Reasons",
        "{0} What you enter is used until rivermon ends; set MODELRIVER_WEBHOOK_SECRET and "
        "MODELRIVER_API_KEY to have it at every start.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "This machine has no keyring (on Linux, GNOME Keyring or KWallet would be one)."
    ),
    QT_TRANSLATE_NOOP("Reasons", "The keyring is switched off on this machine."),
    QT_TRANSLATE_NOOP("Reasons", "The keyring is locked, and was not unlocked."),
    QT_TRANSLATE_NOOP("Reasons", "The keyring does not answer: {0}."),
    QT_TRANSLATE_NOOP("Reasons", "The keyring {0} is not made to keep secrets safe."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The keyring did not keep it ({0}): it is used until rivermon ends, and the next start has "
        "what was kept before.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "it did not have it afterwards"),
    QT_TRANSLATE_NOOP(
        "Reasons", "This rivermon has no keyring: what you enter is used until it ends."
    ),
    QT_TRANSLATE_NOOP("Reasons", "The demo keeps nothing: what you enter is used until it ends."),
    QT_TRANSLATE_NOOP(
        "Reasons", "{0} is allowed until rivermon is closed, and then no longer: {1}"
    ),
)
