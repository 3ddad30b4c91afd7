"""The reasons why a delivery was turned away or brought no content, to be translated.

They are those of core/signature.py, core/layouts.py and core/content.py, and of Python's reader of
JSON. Does not know which delivery.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

DELIVERY_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "no signature header"),
    QT_TRANSLATE_NOOP("Reasons", "signature header malformed"),
    QT_TRANSLATE_NOOP("Reasons", "timestamp header missing"),
    QT_TRANSLATE_NOOP("Reasons", "does not match any configured secret"),
    QT_TRANSLATE_NOOP("Reasons", "matches if the secret is stripped of spaces or newlines"),
    QT_TRANSLATE_NOOP("Reasons", "matches a re-formatted body (a proxy rewrote the JSON)"),
    QT_TRANSLATE_NOOP("Reasons", "too old"),
    QT_TRANSLATE_NOOP("Reasons", "no webhook secret is configured"),
    QT_TRANSLATE_NOOP("Reasons", "body over the limit"),
    QT_TRANSLATE_NOOP("Reasons", "content encoding not supported"),
    QT_TRANSLATE_NOOP("Reasons", "same key, different body"),
    QT_TRANSLATE_NOOP("Reasons", "not UTF-8"),
    QT_TRANSLATE_NOOP("Reasons", "not a JSON object"),
    QT_TRANSLATE_NOOP("Reasons", "nested too deeply"),
    QT_TRANSLATE_NOOP("Reasons", "The AI workflow brought no content: {0}"),
    QT_TRANSLATE_NOOP("Reasons", "{0}: line {1} column {2} (char {3})"),
    QT_TRANSLATE_NOOP("Reasons", "Expecting value"),
    QT_TRANSLATE_NOOP("Reasons", "Expecting ',' delimiter"),
    QT_TRANSLATE_NOOP("Reasons", "Expecting ':' delimiter"),
    QT_TRANSLATE_NOOP("Reasons", "Expecting property name enclosed in double quotes"),
    QT_TRANSLATE_NOOP("Reasons", "Illegal trailing comma before end of object"),
    QT_TRANSLATE_NOOP("Reasons", "Illegal trailing comma before end of array"),
    QT_TRANSLATE_NOOP("Reasons", "Unterminated string starting at"),
    QT_TRANSLATE_NOOP("Reasons", "Invalid control character at"),
    QT_TRANSLATE_NOOP("Reasons", "Extra data"),
    QT_TRANSLATE_NOOP("Reasons", "{0} is not JSON"),
)
