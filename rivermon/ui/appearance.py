"""How the window looks now: the theme that is on, its icons and fonts; follows the system.

Does not know the widgets that wear it; they are told by a signal when it changes.
"""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QStyle

from rivermon.ui.assets import ICON_SIZE, Icon, Icons, resources_folder
from rivermon.ui.theme import (
    Scheme,
    SchemeChoice,
    Theme,
    Tone,
    TonePair,
    palette_of,
    read_theme,
    style_sheet,
)


class Appearance(QObject):
    """Dresses an application, and hands its widgets colours, icons and fonts."""

    changed = Signal()
    """The theme is another one; colours and icons taken before are out of date."""

    def __init__(self, app: QApplication, choice: SchemeChoice = SchemeChoice.SYSTEM) -> None:
        """Dress `app` in the look of `choice` and keep it up to date with the system."""
        super().__init__(app)
        folder = resources_folder()
        self._app = app
        self._choice = choice
        self._themes = {scheme: read_theme(folder / "themes", scheme) for scheme in Scheme}
        self._template = (folder / "themes" / "window.qss").read_text(encoding="utf-8")
        self._icons = Icons(folder / "icons")
        self._scheme = self._wanted()
        self._fixed = self._make_fixed_font()
        app.setStyle("Fusion")
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def scheme(self) -> Scheme:
        """The look that is on."""
        return self._scheme

    @property
    def theme(self) -> Theme:
        """The colours that are on."""
        return self._themes[self._scheme]

    @property
    def calm(self) -> bool:
        """True when the system asks for less motion."""
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._app.style().styleHint(hint) == 0

    def choose(self, choice: SchemeChoice) -> None:
        """Change to a fixed look, or to the system's."""
        self._choice = choice
        self._follow_system()

    def pair(self, tone: Tone) -> TonePair:
        """The text and ground of a tone."""
        return self.theme.tones[tone]

    def icon(self, icon: Icon, colour: str | None = None) -> QIcon:
        """An icon for a button, in `colour` (#rrggbb) or that of muted text."""
        return self._icons.icon(icon, QColor(colour or self.theme.colours.muted))

    def pixmap(self, icon: Icon, colour: str, ratio: float, size: int = ICON_SIZE) -> QPixmap:
        """An icon to paint, `size` logical pixels wide, at a device pixel ratio of `ratio`."""
        return self._icons.pixmap(icon, QColor(colour), ratio, size)

    def application_icon(self) -> QIcon:
        """The program's own icon."""
        return self._icons.application_icon()

    def fixed_font(self) -> QFont:
        """The font of times, ids, counts, JSON and URLs, with figures of one width."""
        return self._fixed

    def text_font(self) -> QFont:
        """The system's font, for all other text."""
        return self._app.font()

    def header_font(self) -> QFont:
        """The font of table headers: 90 % and semibold."""
        font = QFont(self._app.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def heading_font(self, scale: float = 1.25) -> QFont:
        """The font of a heading, `scale` times the usual size, semibold."""
        font = QFont(self._app.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _make_fixed_font(self) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPointSizeF(self._app.font().pointSizeF())
        return font

    def _wanted(self) -> Scheme:
        if self._choice is not SchemeChoice.SYSTEM:
            return Scheme(self._choice.value)
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Scheme.DARK if dark else Scheme.LIGHT

    @Slot()
    def _follow_system(self) -> None:
        wanted = self._wanted()
        if wanted is not self._scheme:
            self._scheme = wanted
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        self._app.setPalette(palette_of(self.theme))
        self._app.setStyleSheet(style_sheet(self._template, self.theme))
