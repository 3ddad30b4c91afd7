"""How the window looks now: the theme that is on, its icons, fonts and sizes, and its language.

Does not know the widgets that wear it; they are told by a signal when it changes.
"""

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QStyle

from rivermon.own_resources import resources_folder
from rivermon.ui.assets import ICON_SIZE, Icon, Icons
from rivermon.ui.language import Language, LanguageChoice
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

WHOLE = 100
# The highest line of text that the sizes of the window are drawn for, in pixels.
_USUAL_LINE = 20


class Appearance(QObject):
    """Dresses an application, and hands its widgets colours, icons, fonts and sizes."""

    changed = Signal()
    """The theme is another one; colours and icons taken before are out of date."""

    outdated = Signal()
    """Language or text size is another one; widgets made before are out of date as a whole."""

    def __init__(
        self,
        app: QApplication,
        choice: SchemeChoice = SchemeChoice.SYSTEM,
        *,
        language: LanguageChoice = LanguageChoice.ENGLISH,
        text_size: int = WHOLE,
    ) -> None:
        """Dress `app` in the look of `choice` and keep it up to date with the system.

        Args:
            app: the application.
            choice: light, dark, or what the system has.
            language: English, another, or what the system has.
            text_size: in percent of the system's.
        """
        super().__init__(app)
        folder = resources_folder()
        self._app = app
        self._choice = choice
        self.language = Language(app, language, self)
        """The language that is on, and the one way to change it."""
        self.language.changed.connect(self.outdated)
        self._system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._themes = {scheme: read_theme(folder / "themes", scheme) for scheme in Scheme}
        self._template = (folder / "themes" / "window.qss").read_text(encoding="utf-8")
        self._icons = Icons(folder / "icons")
        self._scheme = self._wanted()
        app.setStyle("Fusion")
        self._wear_size(text_size)
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

    @property
    def text_size(self) -> int:
        """How large text is, in percent of the system's."""
        return self._text_size

    def scale_text(self, percent: int) -> None:
        """Have all text, and what it stands in, `percent` of the system's size."""
        if percent != self._text_size:
            self._wear_size(percent)
            self._dress()
            self.outdated.emit()

    @property
    def scale(self) -> float:
        """How much larger everything is than at the usual text size."""
        return self._scale

    def px(self, pixels: float) -> int:
        """What `pixels` at the usual text size are at the one that is on."""
        return round(pixels * self._scale)

    @property
    def icon_size(self) -> QSize:
        """How large the icons of buttons are, in pixels."""
        return QSize(self.px(ICON_SIZE), self.px(ICON_SIZE))

    def pair(self, tone: Tone) -> TonePair:
        """The text and ground of a tone."""
        return self.theme.tones[tone]

    def icon(self, icon: Icon, colour: str | None = None) -> QIcon:
        """An icon for a button, in `colour` (#rrggbb) or that of muted text."""
        shade = QColor(colour or self.theme.colours.muted)
        return self._icons.icon(icon, shade, self.px(ICON_SIZE))

    def pixmap(self, icon: Icon, colour: str, ratio: float, size: int = ICON_SIZE) -> QPixmap:
        """An icon to paint, at a device pixel ratio of `ratio`.

        Args:
            icon: which one.
            colour: as #rrggbb.
            ratio: device pixels to a logical one.
            size: its width at the usual text size; the pixmap is `px(size)` wide.
        """
        return self._icons.pixmap(icon, QColor(colour), ratio, self.px(size))

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

    def _wear_size(self, percent: int) -> None:
        self._text_size = percent
        font = QFont(self._system_font)
        font.setPointSizeF(font.pointSizeF() * percent / WHOLE)
        self._app.setFont(font)
        self._scale = self._scale_of(font)
        self._fixed = self._make_fixed_font()

    def _scale_of(self, font: QFont) -> float:
        """As the operator chose; more where the system's own font needs more room than usual."""
        return max(self._text_size / WHOLE, QFontMetrics(font).height() / _USUAL_LINE)

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
        self._app.setStyleSheet(style_sheet(self._template, self.theme, self._scale))
