"""One published scheme as it was tried on a request: what came, what it signs, what was expected.

Does not judge. Of what a configured secret gives, it is handed the beginning only.
"""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rivermon.core.diagnosis import SchemeTried
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.diagnosis_words import (
    expected_words,
    fault_words,
    header_words,
    scheme_state,
    sent_words,
    signed_words,
)
from rivermon.ui.field_list import FieldList, Words
from rivermon.ui.state_look import Look
from rivermon.ui.state_pill import StatePill
from rivermon.ui.theme import Tone

_SHOWN_SECRETS = 10


class SchemeFrame(QFrame):
    """A card with the scheme's name, whether it fits, and the fields that say why."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attempt")
        self._name = QLabel(self)
        self._name.setFont(appearance.fixed_font())
        self._pill = StatePill(appearance, self)
        self._fault = Words(self)
        fields = FieldList(appearance, self)
        self._header = fields.add_line(self.tr("Header"), fixed=True)
        self._sent = fields.add_line(self.tr("It says"), fixed=True)
        self._signed = fields.add_words(self.tr("Signed"))
        self._expected = fields.add_words(self.tr("Expected"))
        self._expected.setFont(appearance.fixed_font())
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self._name, 1)
        above.addWidget(self._pill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addWidget(self._fault)
        layout.addWidget(fields)

    def show_tried(self, tried: SchemeTried, *, genuine: bool) -> None:
        """Show one scheme; where another one shows that it is `genuine`, nothing is wrong here."""
        self._name.setText(tried.scheme.value)
        self.setAccessibleName(tried.scheme.value)
        self._pill.show_look(_look(tried, genuine=genuine))
        self._header.show_text(header_words(tried))
        self._sent.show_text(sent_words(tried))
        self._sent.set_visible(tried.sent is not None)
        fault = fault_words(tried)
        self._fault.show_sentences(fault)
        self._fault.setVisible(bool(fault))
        self._signed.show_sentences(signed_words(tried))
        lines = [expected_words(number, text) for number, text in enumerate(tried.expected, 1)]
        more = len(lines) - _SHOWN_SECRETS
        if more > 0:
            lines[_SHOWN_SECRETS:] = [self.tr("and %n more", "", more)]
        self._expected.show_sentences(*(lines or [self.tr("nothing to compare with")]))


def _look(tried: SchemeTried, *, genuine: bool) -> Look:
    word = scheme_state(tried)
    if tried.matches is not None:
        return Look(Icon.CHECK, word, Tone.GOOD)
    if genuine or tried.header is None or not any(tried.expected):
        return Look(Icon.DOT, word, Tone.QUIET)
    return Look(Icon.CROSS, word, Tone.BAD)
