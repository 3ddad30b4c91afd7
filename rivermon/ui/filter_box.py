"""The filter box: reads what is typed, and tells the filter that it asks for.

Does not look anything up. A filter that cannot be read is outlined, and changes nothing.
"""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from rivermon.core.filter import BadFilter, parse
from rivermon.core.filter_terms import Term
from rivermon.core.tasks import OwnedTasks
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon
from rivermon.ui.filter_completer import FilterCompleter, ValuesSeen
from rivermon.ui.reason_words import reason_words

PAUSE_MS = 150
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class FilterBox(QLineEdit):
    """A line edit that understands filters and completes them."""

    filter_changed = Signal(object)
    """The box asks for another filter than before: a Term, or None for everything."""
    bad_changed = Signal(object)
    """What is wrong with the text is something else: a BadFilter, or None."""
    left_down = Signal()
    """The operator wants to go down into the table."""

    def __init__(
        self,
        appearance: Appearance,
        values_seen: ValuesSeen,
        tasks: OwnedTasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._term: Term | None = None
        self._bad: BadFilter | None = None
        self.setPlaceholderText(self.tr("Filter: words, event:…, status:failed"))
        self.setAccessibleName(self.tr("Filter"))
        self._search = QAction(self.tr("Filter"), self)
        self._search.setToolTip(self.tr("Filter (Ctrl+F)"))
        self._search.triggered.connect(self.setFocus)
        self._clear = QAction(self.tr("Clear the filter"), self)
        self._clear.setToolTip(self.tr("Clear the filter (Esc)"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self._empty)
        self.addAction(self._search, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._after_pause)
        self.completer_list = FilterCompleter(self, values_seen, tasks)
        self.completer_list.taken.connect(self._take)
        self.completer_list.closed.connect(self._pause.start)
        self.textChanged.connect(self._note_change)
        self.textEdited.connect(self._on_typed)
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def bad(self) -> BadFilter | None:
        """What is wrong with the text, as far as it was read."""
        return self._bad

    @property
    def term(self) -> Term | None:
        """The last good filter."""
        return self._term

    def set_text_now(self, text: str) -> None:
        """Put `text` in the box and apply it at once, without offering completions."""
        self.completer_list.close()
        self.setText(text)
        self.apply_now()

    @Slot()
    def apply_now(self) -> None:
        """Read the text at once, without waiting for a pause in the typing."""
        self._apply(parse(self.text()))

    def event(self, event: QEvent) -> bool:
        """Have Esc and Tab first where they mean something here."""
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride and self._wants(event):
                event.accept()
                return True
            # A Tab would move the focus before keyPressEvent hears of it.
            tab = event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
            if tab and self.completer_list.take():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, take, apply and step back; anything else is typing."""
        key = Qt.Key(event.key())
        if key in _ENTER:
            self._enter()
        elif _asks(key, event.modifiers()):
            self.completer_list.suggest(asked=True)
        elif key in _STEPS and self.completer_list.is_open:
            self.completer_list.move(_STEPS[key])
        elif key is Qt.Key.Key_Down:
            self.left_down.emit()
        elif key is Qt.Key.Key_Escape:
            event.setAccepted(self._step_back())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer nothing any more."""
        self.completer_list.close()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer nothing at a place where the box no longer is."""
        self.completer_list.close()
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Offer nothing while the box cannot be seen."""
        self.completer_list.close()
        super().hideEvent(event)

    def _wants(self, event: QKeyEvent) -> bool:
        """True for an Esc that the box has a use for; otherwise it is the window's."""
        holds = self.completer_list.is_open or bool(self.text())
        return event.key() == Qt.Key.Key_Escape and holds

    def _enter(self) -> None:
        if not self.completer_list.take():
            self.completer_list.close()
            self.apply_now()

    def _step_back(self) -> bool:
        if self.completer_list.is_open:
            self.completer_list.close()
            return True
        if self.text():
            self._empty()
            return True
        return False

    @Slot()
    def _empty(self) -> None:
        self.set_text_now("")

    @Slot(str)
    def _note_change(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    @Slot(str)
    def _on_typed(self, _: str) -> None:
        self.completer_list.suggest()

    @Slot(str, int)
    def _take(self, text: str, cursor: int) -> None:
        self.setText(text)
        self.setCursorPosition(cursor)
        # A field that was taken leads on to its values.
        self.completer_list.suggest()

    @Slot()
    def _after_pause(self) -> None:
        read = parse(self.text())
        # While values are offered for what is being typed, that they are missing is no news.
        if not (self.completer_list.is_open and self._is_being_typed(read)):
            self._apply(read)

    def _is_being_typed(self, read: Term | BadFilter | None) -> bool:
        at = self.cursorPosition()
        return isinstance(read, BadFilter) and read.start <= at <= read.end

    def _apply(self, read: Term | BadFilter | None) -> None:
        self._pause.stop()
        if isinstance(read, BadFilter):
            self._set_bad(read)
            return
        self._set_bad(None)
        if read != self._term:
            self._term = read
            self.filter_changed.emit(read)

    def _set_bad(self, bad: BadFilter | None) -> None:
        if bad == self._bad:
            return
        self._bad = bad
        self.setProperty("bad", bad is not None)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleDescription(reason_words(bad.reason) if bad is not None else "")
        self.bad_changed.emit(bad)

    @Slot()
    def _dress(self) -> None:
        self._search.setIcon(self._appearance.icon(Icon.SEARCH))
        self._clear.setIcon(self._appearance.icon(Icon.CLOSE))


def _asks(key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
    """True for the keys that ask what can be typed; an input method may take Ctrl+Space away."""
    if key is Qt.Key.Key_Space:
        return held is Qt.KeyboardModifier.ControlModifier
    return key is Qt.Key.Key_Down and bool(held & Qt.KeyboardModifier.AltModifier)
