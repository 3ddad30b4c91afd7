"""Why what the operator asked for cannot be done, to be translated.

They are the sentences of controls/. Does not know what was asked for.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

ACT_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "rivermon is not listening, so a test webhook could not arrive."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "There is no webhook secret to sign a test with: enter one in Settings.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "The test webhook did not arrive: {0}."),
    QT_TRANSLATE_NOOP("Reasons", "it was answered {0}"),
    QT_TRANSLATE_NOOP("Reasons", "Name an event for the test webhook, as new_chat."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The payload is not JSON, so nothing was sent: {0}. Mend it, and send it again.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "The payload is JSON, but not an object, so nothing was sent: put it between { and }, as "
        '{"title": "…"}.',
    ),
    QT_TRANSLATE_NOOP("Reasons", "This record has no callback to send again."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "There is no callback to send again: none was ever owed for this content, or it waits for "
        "your approval.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "Say why it is rejected: ModelRiver is told the reason."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Nothing was rejected: it is rejected already, ModelRiver has taken the content, or no "
        "callback was ever owed for it.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "Changed data is approved for one record at a time."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Nothing of this waits for approval any more: it was decided already, perhaps by rule when "
        "its 5 minutes ended. “Send again” still sends it.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "Nothing was pinned: the record is no longer stored."),
    QT_TRANSLATE_NOOP("Reasons", "The note was not kept: the record is no longer stored."),
    QT_TRANSLATE_NOOP("Reasons", "This delivery is no longer stored."),
    QT_TRANSLATE_NOOP("Reasons", "rivermon is still starting: try again in a moment."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "This window only watches, and has no webhook secrets: to look closer at a signature, use "
        "the rivermon that listens.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "This window only watches: to {0}, use the rivermon that listens."
    ),
    QT_TRANSLATE_NOOP("Reasons", "send a test webhook"),
    QT_TRANSLATE_NOOP("Reasons", "send a callback again"),
    QT_TRANSLATE_NOOP("Reasons", "reject content"),
    QT_TRANSLATE_NOOP("Reasons", "approve content"),
    QT_TRANSLATE_NOOP("Reasons", "replay a delivery"),
    QT_TRANSLATE_NOOP("Reasons", "pin records"),
    QT_TRANSLATE_NOOP("Reasons", "take pins off"),
    QT_TRANSLATE_NOOP("Reasons", "write a note"),
    QT_TRANSLATE_NOOP("Reasons", "delete records"),
    QT_TRANSLATE_NOOP("Reasons", "delete deliveries"),
    QT_TRANSLATE_NOOP("Reasons", "allow a host"),
    QT_TRANSLATE_NOOP("Reasons", "listen"),
    QT_TRANSLATE_NOOP("Reasons", "start at login"),
)
