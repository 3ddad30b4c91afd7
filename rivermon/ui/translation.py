"""The two ways in which a text outside a QObject is found by Qt's lupdate, and translated.

Does not know which language is on. Inside a QObject it is `self.tr("…")`.
"""

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication


class Plural(Enum):
    """Says that a number follows."""

    COUNTS = auto()


PLURAL = Plural.COUNTS


def translate(
    context: str, text: str, disambiguation: str = "", plural: Plural | None = None, n: int = -1
) -> str:
    """Translate `text`, a literal as is `context`, into the language that is on.

    With a number it is `translate("Context", "%n record(s)", "", PLURAL, n)`: where lupdate reads
    Python, it takes a name in the fourth place for the encoding that it once was, and only what
    comes after it for a number. That is a name, or a call where a comma follows, as in `int(n),`:
    of anything else it finds nothing, text and all.

    Args:
        context: where the text belongs.
        text: in English.
        disambiguation: tells it from the same text with another meaning.
        plural: PLURAL, when there is a number.
        n: how many.
    """
    del plural
    return QCoreApplication.translate(context, text, disambiguation, n)


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark `text` in a table to be translated later by `translate("Context", text)`.

    It is what PySide6 has by that name, which lupdate looks for, with the types that it has.
    """
    return text
