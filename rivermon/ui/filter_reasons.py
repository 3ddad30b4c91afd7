"""Why a filter cannot be understood, to be translated.

They are the sentences of core/filter*.py; those that say more come before those that say less.
Does not read filters.
"""

from rivermon.ui.translation import QT_TRANSLATE_NOOP

FILTER_REASONS = (
    QT_TRANSLATE_NOOP("Reasons", "This parenthesis closes nothing. Delete it, or open one before."),
    QT_TRANSLATE_NOOP("Reasons", "This is more than the {0} terms that a filter can have."),
    QT_TRANSLATE_NOOP("Reasons", "Parentheses are nested more than {0} deep here. Use fewer."),
    QT_TRANSLATE_NOOP("Reasons", "This parenthesis is not closed. Put a “)” where it ends."),
    QT_TRANSLATE_NOOP(
        "Reasons", "A “-” stands right before what is left out, such as -status:success."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "There is nothing after this parenthesis. Put a term here, or delete it."
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "A term is missing before {0}. To look for the word itself, put it in quotes.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "A term is missing after {0}. To look for the word itself, put it in quotes.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "There is nothing to look for in {0}: no letter and no figure."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "There is no field {0}. Did you mean {1}? To look for the text itself, put it in quotes.",
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "There is no field {0}. To look for the text itself, put it in quotes."
    ),
    QT_TRANSLATE_NOOP("Reasons", "A value is missing right after the colon, such as {0}."),
    QT_TRANSLATE_NOOP("Reasons", "A value is missing beside this comma."),
    QT_TRANSLATE_NOOP("Reasons", "After {0} stands a number, such as {1}."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "A “*” may only stand at the end. Put the value in quotes to look for the sign.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "{0} is no HTTP code. Right are 401, 4xx, >=400 and 400..499."),
    QT_TRANSLATE_NOOP(
        "Reasons", "HTTP codes are from {0} to {1}, such as status:401 or status:4xx."
    ),
    QT_TRANSLATE_NOOP("Reasons", "{0} is no {1}. Did you mean {2}? Known are: {3}."),
    QT_TRANSLATE_NOOP("Reasons", "{0} is no {1}. Known are: {2}."),
    QT_TRANSLATE_NOOP("Reasons", "status"),
    QT_TRANSLATE_NOOP("Reasons", "callback's state"),
    QT_TRANSLATE_NOOP("Reasons", "verdict"),
    QT_TRANSLATE_NOOP("Reasons", "{0}, and HTTP codes such as 401, 4xx or >=400"),
    QT_TRANSLATE_NOOP("Reasons", "{0} expects a number, such as {1}. The units are {2}."),
    QT_TRANSLATE_NOOP("Reasons", "{0} expects a number, such as {1}."),
    QT_TRANSLATE_NOOP("Reasons", "Say which place in {0} is meant, such as {1}."),
    QT_TRANSLATE_NOOP(
        "Reasons", "This is longer than the {0} characters that are read. Shorten it."
    ),
    QT_TRANSLATE_NOOP("Reasons", "This is half a character only. Delete it and type it anew."),
    QT_TRANSLATE_NOOP(
        "Reasons", "A path begins with “customer” or “data”, such as {0}. Did you mean {1}?"
    ),
    QT_TRANSLATE_NOOP("Reasons", "A path begins with “customer” or “data”, such as {0}."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "Between square brackets stands a position, counted from 0, such as {0}.",
    ),
    QT_TRANSLATE_NOOP("Reasons", "A dot is missing before {0}, such as in {1}."),
    QT_TRANSLATE_NOOP("Reasons", "The key's closing quotation mark is missing."),
    QT_TRANSLATE_NOOP(
        "Reasons",
        'A key is missing after the dot, such as in {0}. Put an odd key in quotes: data."odd key".',
    ),
)
