"""Tells who started rivermon by its icon why there is no window: what happened, and what to do.

Does not know why that is, nor whether anybody has read it elsewhere.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from rivermon.core.start_failure import Place, StartFailure
from rivermon.settings import Settings
from rivermon.ui.appearance import Appearance
from rivermon.ui.application import make_application
from rivermon.ui.assets import Icon
from rivermon.ui.copy_button import CopyButton
from rivermon.ui.field_column import sentence
from rivermon.ui.language import LanguageChoice
from rivermon.ui.plain_text import one_line
from rivermon.ui.reason_words import reason_words
from rivermon.ui.sheet import Sheet
from rivermon.ui.theme import SchemeChoice, Tone

_LONGEST = 1_000
_ICON = 24


class StartFailureSheet(Sheet):
    """A window of its own; Return and Esc close it."""

    def __init__(
        self, appearance: Appearance, failure: StartFailure, parent: QWidget | None = None
    ) -> None:
        """Say what `failure` says, in the language that is on."""
        super().__init__(parent)
        self.entitle(self.tr("Could not start"))
        self._appearance = appearance
        self._mark = QLabel(self)
        self.body.addLayout(self._heading(self.tr("rivermon could not start")))
        appearance.changed.connect(self._dress)
        self._dress()
        self._words = words = self.say(one_line(_happened(failure), _LONGEST))
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.add(sentence(self, self._meaning(failure), muted=True))
        help_text = self.tr("Copy the text")
        self.add_aside(CopyButton(appearance, words.text, help_text, help_text, self))
        for place, folder in failure.places.items():
            self.add_button(self._label(place), partial(_open, folder))
        self.add_main(self.tr("Quit")).setFocus()

    def _heading(self, title: str) -> QHBoxLayout:
        label = QLabel(title, self)
        label.setFont(self._appearance.heading_font())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(label, 1)
        return row

    @Slot()
    def _dress(self) -> None:
        colour, ratio = self._appearance.pair(Tone.BAD).text, self.devicePixelRatioF()
        self._mark.setPixmap(self._appearance.pixmap(Icon.WARNING, colour, ratio, _ICON))

    def _meaning(self, failure: StartFailure) -> str:
        if not failure.mistake:
            return self.tr(
                "Nothing is received until rivermon runs. What is not taken in, ModelRiver sends "
                "again for more than three hours."
            )
        if Place.LOG in failure.places:
            return self.tr(
                "This is a mistake in rivermon, not in what you did. Please report it with this "
                "text and the end of the log, rivermon.log."
            )
        return self.tr(
            "This is a mistake in rivermon, not in what you did. Please report it with this text."
        )

    def _label(self, place: Place) -> str:
        if place is Place.SETTINGS:
            return self.tr("Open the settings file's folder")
        if place is Place.DATABASE:
            return self.tr("Open the database's folder")
        return self.tr("Open the log's folder")


def show(failure: StartFailure, look: Settings, version: str) -> None:
    """Show it on an application of its own, or on the one that failed, until it is closed.

    Args:
        failure: what happened.
        look: has the theme, the language and the size of text.
        version: the program's version.
    """
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else make_application(version)
    appearance = Appearance(
        app,
        SchemeChoice(look.theme),
        language=LanguageChoice(look.language),
        text_size=look.text_size,
    )
    app.setWindowIcon(appearance.application_icon())
    sheet = StartFailureSheet(appearance, failure)
    until_closed = QEventLoop()  # the application's own, once told to quit, runs no other
    sheet.finished.connect(until_closed.quit)
    sheet.open()
    until_closed.exec()


def _happened(failure: StartFailure) -> str:
    return failure.words if failure.mistake else reason_words(failure.words)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
