"""The language that is on: the system's or a chosen one, for texts, dates and numbers alike.

Does not know a text. Who shows texts builds them anew when the language is another one.
"""

import logging
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from rivermon.own_resources import resources_folder

_log = logging.getLogger(__name__)


class LanguageChoice(StrEnum):
    """What the operator chose: a fixed language by its locale's name, or the system's."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh_CN"


OWN_NAMES = {LanguageChoice.ENGLISH: "English", LanguageChoice.CHINESE: "简体中文"}
"""What each language calls itself: that is never translated, or nobody finds the way back."""


class Language(QObject):
    """Installs the translations of a language, rivermon's own and Qt's."""

    changed = Signal()
    """The language is another one; every text taken before is out of date."""

    def __init__(
        self, app: QCoreApplication, choice: LanguageChoice, parent: QObject | None = None
    ) -> None:
        """Have `app` speak the language of `choice`."""
        super().__init__(parent)
        self._app = app
        self._translators: list[QTranslator] = []
        self._choice = choice
        self._spoken = _meant_by(choice)
        self._speak()

    @property
    def choice(self) -> LanguageChoice:
        """What was chosen."""
        return self._choice

    @property
    def spoken(self) -> LanguageChoice:
        """The language that is on, never SYSTEM."""
        return self._spoken

    def choose(self, choice: LanguageChoice) -> None:
        """Change to a fixed language, or to the system's."""
        self._choice = choice
        spoken = _meant_by(choice)
        if spoken is not self._spoken:
            self._spoken = spoken
            self._speak()
            self.changed.emit()

    def _speak(self) -> None:
        for translator in self._translators:
            self._app.removeTranslator(translator)
        QLocale.setDefault(_locale_of(self._choice, self._spoken))
        name = self._spoken.value
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        files = [resources_folder() / "translations" / f"rivermon_{name}.qm"]
        if self._spoken is not LanguageChoice.ENGLISH:
            # Qt's own words, on the buttons of its dialogs; the last one installed is asked first.
            files.insert(0, qt / f"qtbase_{name}.qm")
        self._translators = [made for file in files if (made := self._loaded(file)) is not None]
        for translator in self._translators:
            self._app.installTranslator(translator)

    def _loaded(self, file: Path) -> QTranslator | None:
        translator = QTranslator(self)
        if translator.load(str(file)):
            return translator
        _log.warning("The translation %s cannot be read: texts of it stay in English", file)
        return None


def system_language(names: list[str]) -> LanguageChoice:
    """The language that a system means which asks for the languages of `names`, the best first.

    Simplified Chinese is for those who read it: traditional characters are another script.
    """
    for name in names:
        locale = QLocale(name)
        if locale.language() is QLocale.Language.English:
            return LanguageChoice.ENGLISH
        if locale.language() is QLocale.Language.Chinese:
            simplified = locale.script() is QLocale.Script.SimplifiedHanScript
            return LanguageChoice.CHINESE if simplified else LanguageChoice.ENGLISH
    return LanguageChoice.ENGLISH


def _meant_by(choice: LanguageChoice) -> LanguageChoice:
    if choice is not LanguageChoice.SYSTEM:
        return choice
    return system_language(QLocale.system().uiLanguages())


def _locale_of(choice: LanguageChoice, spoken: LanguageChoice) -> QLocale:
    """The system's own habits of writing numbers, where they are those of the language."""
    system, usual = QLocale.system(), QLocale(spoken.value)
    follows = choice is LanguageChoice.SYSTEM and system.language() is usual.language()
    return system if follows else usual
