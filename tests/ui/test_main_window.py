"""The window as a whole: bars, empty places, memory, keys, languages, and how it is closed."""

import asyncio
import html
import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from rivermon.core.entities import RecordRow
from rivermon.core.feed import DeliveryStored, Listening, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.listing import View
from rivermon.ui.application import make_application
from rivermon.ui.key_list import KeyList
from rivermon.ui.language import OWN_NAMES
from rivermon.ui.main_window import MainWindow
from rivermon.ui.minute_rate import MinuteRate
from rivermon.ui.screenshot import take_screenshot
from tests.ui.conftest import Stage
from tests.ui.stand_ins import detail_of, row, stored

LEFT = Qt.MouseButton.LeftButton
URL = "http://127.0.0.1:8765/webhooks/modelriver"
Make = Callable[[list[RecordRow]], Stage]
STATE, TITLE, EVENT = 1, 2, 4


@pytest.fixture
def staged(stage: Make) -> Stage:
    return stage([row(number) for number in range(1, 11)]).show()


@pytest.fixture
def empty(stage: Make) -> Stage:
    staged = stage([]).show()
    staged.qtbot.waitUntil(staged.window.empty_state.isVisible)
    return staged


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_empty_window_says_how_to_begin(empty: Stage, qtbot: QtBot) -> None:
    page = empty.window.empty_state
    empty.tell(Listening("http://127.0.0.1:43210/webhooks/modelriver"))
    assert page._url.text() == "http://127.0.0.1:43210/webhooks/modelriver"
    assert page._listen.text() == "modelriver listen --port 43210 --forward --print"
    QTest.mouseClick(page._test, LEFT)
    qtbot.waitUntil(lambda: empty.controls.asked == [("send_test", None)])
    empty.tell(*stored(row(1)))
    assert not page.isVisible()
    assert empty.rows.isVisible()


def test_the_empty_window_copies_url_and_command(empty: Stage) -> None:
    empty.tell(Listening(URL))
    page = empty.window.empty_state
    for help_text, text in (
        ("Copy the URL", URL),
        ("Copy the command", "modelriver listen --port 8765 --forward --print"),
    ):
        (copy,) = [b for b in page.findChildren(QAbstractButton) if b.toolTip() == help_text]
        QTest.mouseClick(copy, LEFT)
        assert QGuiApplication.clipboard().text() == text


def test_the_empty_window_says_why_nothing_can_come(empty: Stage, qtbot: QtBot) -> None:
    page = empty.window.empty_state
    empty.tell(TroubleBegan(Trouble.PORT, "port 8765 is taken"))
    assert any(
        "port 8765 is taken. No webhook can come in until then." in text for text in labels(page)
    )
    assert not page._test.isVisible()
    QTest.mouseClick(page._retry, LEFT)
    qtbot.waitUntil(lambda: empty.controls.asked == [("listen_again", None)])
    empty.tell(Listening(URL), TroubleEnded(Trouble.PORT))
    assert page._test.isVisible()


def test_a_slow_ledger_is_not_silent_nor_called_empty(stage: Make, qtbot: QtBot) -> None:
    staged = stage([])
    staged.ledger.kept = {1: row(1)}
    staged.ledger.gate = asyncio.Event()
    staged.window.show()
    qtbot.waitUntil(lambda: "Reading the records…" in labels(staged.window))
    assert not staged.window.empty_state.isVisible()
    staged.ledger.gate.set()
    qtbot.waitUntil(staged.rows.isVisible)


def test_a_mended_store_is_read_again(stage: Make, qtbot: QtBot) -> None:
    staged = stage([row(1)])
    staged.ledger.broken = True
    staged.window.show()
    reason = staged.window.filter_bar._reason
    qtbot.waitUntil(lambda: reason.text() == "the disk is gone")
    assert reason.isVisible()
    staged.ledger.broken = False
    staged.tell(TroubleEnded(Trouble.STORE))
    qtbot.waitUntil(lambda: staged.table.rowCount() == 1)
    assert not reason.isVisible()


def test_the_status_bar_tells_where_how_busy_and_what_is_owed(staged: Stage, qtbot: QtBot) -> None:
    bar = staged.window.status
    staged.ledger.owed, staged.ledger.held = 1, 2
    staged.tell(Listening(URL), *[DeliveryStored(detail_of(row(1)).delivery)] * 42)
    assert bar._address.text() == f"Listening {URL}"
    assert bar._per_minute.text() == "42/min"
    qtbot.waitUntil(lambda: bar._owed.text() == "1 callback owed, 2 held", timeout=3000)
    assert bar._size.text() == "12.4 MB"
    assert "/data/rivermon.db" in bar._size.toolTip()
    staged.clock.pass_s(61)
    bar.tick()
    assert bar._per_minute.text() == "0/min"


def test_a_click_on_the_address_copies_it(staged: Stage, qtbot: QtBot) -> None:
    address = staged.window.status._address
    staged.tell(Listening(URL))
    QTest.mouseClick(address, LEFT)
    assert QGuiApplication.clipboard().text() == URL
    assert address.text() == "Copied"
    qtbot.waitUntil(lambda: address.text() == f"Listening {URL}", timeout=3000)
    staged.tell(TroubleBegan(Trouble.PORT, "gone"))
    assert address.text() == "Not listening"


def test_the_count_grows_with_every_record(staged: Stage, qtbot: QtBot) -> None:
    count = staged.window.filter_bar._count
    qtbot.waitUntil(lambda: count.text() == "10")
    staged.tell(*stored(row(11), row(12)))
    assert count.text() == "12"


def test_the_window_is_remembered(stage: Make, qtbot: QtBot) -> None:
    first = stage([row(1)]).show()
    header = first.rows.header
    # Within the offscreen screen of 800 by 800: a larger window would be made to fit.
    first.window.resize(780, 700)
    qtbot.waitUntil(lambda: first.window._workbench.orientation() is Qt.Orientation.Vertical)
    header.resizeSection(EVENT, 222)
    header.moveSection(STATE, TITLE)
    first.window.rail.collapsed = True
    first.window.detail.tabs.setCurrentIndex(2)
    first.window._workbench.setSizes([250, 371])
    sizes = first.window._workbench.sizes()
    first.window.close()
    second = stage([row(1)]).show()
    assert second.window._workbench.sizes() == sizes
    assert second.window.size() == QSize(780, 700)
    assert second.rows.header.sectionSize(EVENT) == 222
    assert second.rows.header.visualIndex(STATE) == TITLE
    assert second.window.rail.collapsed
    assert second.window.detail.tabs.currentIndex() == 2


def test_the_first_window_has_its_first_size(staged: Stage) -> None:
    assert staged.window.size() == QSize(1280, 800)
    assert staged.window._workbench.orientation() is Qt.Orientation.Horizontal
    assert staged.window._workbench.sizes()[1] == 420
    for view in View:
        staged.window.show_view(view)
        assert not staged.rows.horizontalScrollBar().isVisible()


def test_a_narrow_window_puts_the_detail_below(staged: Stage, qtbot: QtBot) -> None:
    bench = staged.window._workbench
    staged.window.resize(1000, 700)
    qtbot.waitUntil(lambda: bench.orientation() is Qt.Orientation.Vertical)
    staged.window.resize(1300, 700)
    qtbot.waitUntil(lambda: bench.orientation() is Qt.Orientation.Horizontal)
    assert bench.sizes()[1] == 420


@pytest.mark.parametrize("key", [Qt.Key.Key_Q, Qt.Key.Key_W])
def test_closing_tells_and_ends_nothing(staged: Stage, qtbot: QtBot, key: Qt.Key) -> None:
    QTest.keyClick(staged.window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: staged.closed == [True])
    assert not staged.window.isVisible()
    staged.tell(*stored(row(99)))
    assert staged.table.id_at(0) == 99


def test_an_ended_window_hears_no_more(staged: Stage) -> None:
    staged.window.end()
    before = staged.table.rowCount()
    staged.tell(*stored(row(99)))
    assert staged.table.rowCount() == before


def test_facts_told_before_the_window_came_are_known(staged: Stage) -> None:
    staged.window.take((Listening(URL),))
    assert staged.window.status.url == URL


def test_controls_have_names_that_can_be_read_out(staged: Stage) -> None:
    for button in staged.window.findChildren(QAbstractButton):
        if button.isVisible() and button.metaObject().className() != "QAbstractButton":
            assert button.accessibleName() or button.text() or button.toolTip()
    names = [staged.window.views.of(view).rows.accessibleName() for view in View]
    assert names == ["Records", "Deliveries", "Callbacks"]
    assert staged.window.filter_bar.box.accessibleName() == "Filter"
    assert staged.window.rail.accessibleName() == "Views"


class Brackets(QTranslator):
    """A language in which every text stands between brackets."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"«{text}»"


@pytest.fixture
def brackets(qapp: QCoreApplication) -> Iterator[None]:
    translator = Brackets()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def texts_of(window: MainWindow) -> list[str]:
    """All that can be read in a window, or is read out."""
    texts = [label.text() for label in window.findChildren(QLabel)]
    texts += [button.text() for button in window.findChildren(QAbstractButton)]
    texts += [action.text() for menu in window.findChildren(QMenu) for action in menu.actions()]
    texts += [edit.placeholderText() for edit in window.findChildren(QLineEdit)]
    texts += [widget.accessibleName() for widget in window.findChildren(QWidget)]
    texts += [keys.windowTitle() for keys in window.findChildren(KeyList)]
    for view in View:
        columns = window.views.of(view).table.columns
        texts += [text for column in columns for text in (column.title(), column.help())]
    tabs = window.detail.tabs
    texts += [tabs.tabText(at) for at in range(tabs.count())]
    return texts


@pytest.mark.usefixtures("brackets")
def test_every_text_can_be_translated(stage: Make, qtbot: QtBot) -> None:
    staged = stage([row(number) for number in range(1, 11)]).show()
    window = staged.window
    staged.ledger.owed, staged.ledger.held = 2, 1
    staged.ledger.keep(row(11))
    staged.tell(Listening(URL), TroubleBegan(Trouble.PORT, "gone"), *stored(row(11)))
    for view in (View.DELIVERIES, View.CALLBACKS, View.RECORDS):
        staged.show_view(view)  # the empty ones say what would be there
    QTest.keyClick(staged.rows, Qt.Key.Key_F1)
    staged.page._open_menu(QPoint())
    staged.page._menu.close()
    staged.rows.select_id(5)
    qtbot.waitUntil(lambda: window.detail.shown is not None)
    qtbot.waitUntil(lambda: "owed" in window.status._owed.text(), timeout=3000)
    texts = texts_of(window)
    assert len([text for text in texts if "Callbacks" in text]) >= 2  # the rail, the list of keys
    tooltips = [widget.toolTip() for widget in window.findChildren(QWidget)]
    tooltips += [action.toolTip() for action in window.filter_bar.box.actions()]
    foreign = (
        "«",
        "Title 5",
        "new_movie",
        "movies",
        "gpt-4o",
        "channel-5",
        "http",
        "task.ai_genera",
        "Valid",
        "12.4",
        '{"ok": true}',
        *OWN_NAMES.values(),
    )
    bare = [
        text
        for text in (html.unescape(re.sub("<[^>]+>", "", marked)) for marked in texts + tooltips)
        if any(letter.isalpha() for letter in text)
        and not any(known in text for known in foreign)
        and not text.endswith((" ms", " UTC"))
    ]
    assert bare == []


def test_the_bar_is_not_live_while_nothing_can_come(staged: Stage) -> None:
    live = staged.window.top_bar._live
    assert live.text() == "Live"
    staged.tell(TroubleBegan(Trouble.PORT, "port 8765 is taken."))
    assert live.text() == "Offline"
    staged.tell(TroubleEnded(Trouble.PORT), Listening(URL))
    assert live.text() == "Live"


def test_the_rate_is_of_the_last_minute() -> None:
    rate = MinuteRate()
    rate.add(3, 10.5)
    rate.add(2, 30.0)
    assert rate.rate(31.0) == 5
    assert rate.rate(70.9) == 2
    assert rate.rate(91.0) == 0


def test_a_picture_is_taken(staged: Stage, qtbot: QtBot, tmp_path_factory: object) -> None:
    assert isinstance(tmp_path_factory, pytest.TempPathFactory)
    path = tmp_path_factory.mktemp("pictures") / "deep" / "window.png"
    loop = asyncio.get_running_loop()
    task = loop.create_task(take_screenshot(staged.window, path, settle_s=0.01))
    qtbot.waitUntil(task.done)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_the_application_does_not_end_with_its_last_window(
    qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rivermon.ui.application.Application", lambda _: qapp)
    app = make_application("9.9")
    assert app.quitOnLastWindowClosed() is False
    assert app.applicationVersion() == "9.9"
