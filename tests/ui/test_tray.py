"""rivermon in the tray: its state, its menu, notices, and the window that waits there."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QIcon, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rivermon.core.entities import CallbackRow, RecordRow
from rivermon.core.feed import DeliveryStored, Listening, Trouble, TroubleBegan, TroubleEnded
from rivermon.core.listing import View
from rivermon.core.notice import Notice, NoticeKind
from rivermon.ui.appearance import Appearance
from rivermon.ui.tray import Tray
from rivermon.ui.tray_icon import SIZES, TrayState, tray_icon
from rivermon.ui.window_memory import WindowMemory
from tests.ui.conftest import Stage
from tests.ui.stand_in_tray import MemoryTray
from tests.ui.stand_ins import callback_row, delivery, row

URL = "http://127.0.0.1:8765/webhooks/modelriver"
FAILED = Notice(
    kind=NoticeKind.CALLBACKS, view=View.CALLBACKS, row_id=7, detail="ModelRiver answered 404"
)
Make = Callable[[list[RecordRow]], Stage]


class TrayStage:
    """A window with a tray that a test commands."""

    def __init__(
        self, staged: Stage, place: MemoryTray, appearance: Appearance, settings: QSettings
    ) -> None:
        self.staged = staged
        self.window = staged.window
        self.place = place
        self.stays = True
        memory = WindowMemory(settings)
        self.tray = Tray(place, appearance, memory, lambda: self.stays, staged.window)
        self.tray.serve(staged.window)

    @property
    def state(self) -> str:
        """The name of the state whose icon is shown."""
        shown = self.place.icon.cacheKey()
        icons = self.tray._icons.items()
        return next(state.name for state, icon in icons if icon.cacheKey() == shown)

    @property
    def tip(self) -> str:
        self.tray.look()
        return self.place.tip


@pytest.fixture
def place() -> MemoryTray:
    return MemoryTray()


@pytest.fixture
def stand(
    stage: Make, place: MemoryTray, appearance: Appearance, settings: QSettings
) -> Iterator[TrayStage]:
    staged = stage([row(number) for number in range(1, 11)])
    staged.ledger.callbacks = {number: callback_row(number) for number in range(1, 11)}
    made = TrayStage(staged.show(), place, appearance, settings)
    yield made
    made.tray.end()


def test_the_icon_says_whether_rivermon_listens(stand: TrayStage) -> None:
    assert stand.tip == "rivermon\nNot listening · 0/min · No callback owed"
    assert stand.state == "STILL"
    stand.staged.tell(Listening(URL), *[DeliveryStored(delivery(1))] * 42)
    assert stand.tip == "rivermon\nListening · 42/min · No callback owed"
    assert stand.state == "LISTENING"


def test_the_icon_says_what_is_owed_and_waits(stand: TrayStage, qtbot: QtBot) -> None:
    stand.staged.ledger.owed, stand.staged.ledger.held = 3, 2
    stand.staged.tell(Listening(URL), DeliveryStored(delivery(1)))
    qtbot.waitUntil(lambda: "3 callbacks owed, 2 held" in stand.tip, timeout=3000)


def test_trouble_is_shown_and_named(stand: TrayStage) -> None:
    stand.staged.tell(Listening(URL), TroubleBegan(Trouble.STORE, "The disk is full & <b>gone</b>"))
    assert stand.tip.startswith("rivermon\nSomething is wrong · Listening")
    assert stand.state == "TROUBLE"
    assert stand.place.entries()[0].startswith("The disk is full && <b>gone</b>.")
    stand.staged.tell(TroubleEnded(Trouble.STORE))
    assert "wrong" not in stand.tip
    assert stand.state == "LISTENING"
    assert stand.place.entries() == ["Open rivermon", "Send a test webhook", "Quit"]


def test_where_there_is_no_tray_no_icon_is_painted(
    stage: Make, appearance: Appearance, settings: QSettings
) -> None:
    stand = TrayStage(stage([]).show(), MemoryTray(there=False), appearance, settings)
    stand.staged.tell(Listening(URL))
    assert (stand.tip, stand.tray._icons) == ("", {})
    stand.tray.end()


def test_a_view_that_stands_still_is_shown(stand: TrayStage) -> None:
    stand.staged.tell(Listening(URL))
    stand.window.front.toggle_pause()
    assert stand.tip.startswith("rivermon\nThe view is paused · Listening")
    assert stand.state == "STILL"


def test_closing_only_hides_and_says_so_once(stand: TrayStage) -> None:
    stand.window.close()
    assert not stand.window.isVisible()
    assert stand.staged.closed == []
    assert [title for title, _ in stand.place.told] == ["rivermon goes on listening"]
    stand.place.choose("Open rivermon")
    assert stand.window.isVisible()
    stand.window.close()
    assert len(stand.place.told) == 1


def test_that_it_was_said_is_remembered(
    stand: TrayStage, appearance: Appearance, settings: QSettings
) -> None:
    stand.window.close()
    stand.tray.end()
    again = TrayStage(stand.staged, MemoryTray(), appearance, settings)
    again.window.show()
    again.window.close()
    assert again.place.told == []
    assert again.staged.closed == []
    again.tray.end()


def test_who_chose_to_end_with_the_window_ends_with_it(stand: TrayStage) -> None:
    stand.stays = False
    stand.window.close()
    assert stand.staged.closed == [True]
    assert stand.place.told == []


def test_without_a_tray_closing_ends(
    stage: Make, appearance: Appearance, settings: QSettings
) -> None:
    stand = TrayStage(stage([row(1)]).show(), MemoryTray(there=False), appearance, settings)
    assert not stand.place.is_up
    stand.window.close()
    assert stand.staged.closed == [True]
    stand.tray.end()


def test_a_tray_that_came_late_is_used(
    stage: Make, appearance: Appearance, settings: QSettings, qtbot: QtBot
) -> None:
    stand = TrayStage(stage([row(1)]).show(), MemoryTray(there=False), appearance, settings)
    stand.place.there = True
    qtbot.waitUntil(lambda: stand.place.is_up, timeout=3000)
    stand.window.close()
    assert stand.staged.closed == []
    stand.tray.end()


def test_a_tray_that_goes_gives_the_window_back(stand: TrayStage, qtbot: QtBot) -> None:
    stand.window.close()
    stand.place.there = False
    qtbot.waitUntil(stand.window.isVisible, timeout=3000)
    stand.window.close()
    assert stand.staged.closed == [True]


def test_the_key_ends_it_with_a_tray_too(stand: TrayStage) -> None:
    QTest.keyClick(stand.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert stand.staged.closed == [True]
    assert not stand.window.isVisible()


def test_the_menu_ends_it(stand: TrayStage) -> None:
    stand.window.close()
    stand.place.choose("Quit")
    assert stand.staged.closed == [True]


def test_the_menu_sends_a_test(stand: TrayStage, qtbot: QtBot) -> None:
    stand.place.choose("Send a test webhook")
    qtbot.waitUntil(lambda: stand.staged.controls.asked == [("send_test", None)])


def test_a_click_on_the_icon_hides_and_shows(stand: TrayStage, qtbot: QtBot) -> None:
    qtbot.waitUntil(stand.window.isActiveWindow)
    stand.place.click()
    assert not stand.window.isVisible()
    stand.place.click()
    assert stand.window.isVisible()


def test_a_click_never_ends_rivermon(stand: TrayStage) -> None:
    stand.stays = False
    stand.place.click()
    assert stand.window.isVisible()
    assert stand.staged.closed == []


def test_a_click_on_a_notice_opens_the_culprit(stand: TrayStage, qtbot: QtBot) -> None:
    stand.window.close()
    stand.place.told.clear()
    stand.tray.tell(FAILED)
    assert stand.place.told == [("A callback failed", "ModelRiver answered 404. Click to see why.")]
    stand.place.click_message()
    assert stand.window.isVisible()
    assert stand.window.views.page.view is View.CALLBACKS
    qtbot.waitUntil(lambda: stand.window.views.page.rows.selected_id == 7)


def test_a_filter_that_hides_the_culprit_is_taken_away(stand: TrayStage, qtbot: QtBot) -> None:
    stand.staged.show_view(View.CALLBACKS)
    stand.staged.ledger.match = lambda each: isinstance(each, CallbackRow) and each.callback.id > 8
    stand.staged.filter("status:failed")
    assert stand.window.views.page.table.rowCount() == 2
    stand.staged.show_view(View.DELIVERIES)
    stand.staged.ledger.match = lambda _: True
    stand.tray.tell(FAILED)
    stand.place.click_message()
    page = stand.window.views.of(View.CALLBACKS)
    qtbot.waitUntil(lambda: page.rows.selected_id == 7)
    assert stand.window.filter_bar.box.text() == ""


def test_a_culprit_that_is_gone_is_said_to_be(stand: TrayStage, qtbot: QtBot) -> None:
    stand.window.open_row(View.CALLBACKS, 4711)
    qtbot.waitUntil(lambda: (View.CALLBACKS, 4711) in stand.staged.ledger.asked_details)
    assert stand.window.views.page.rows.selected_id is None


def test_who_goes_elsewhere_meanwhile_stays_there(stand: TrayStage, qtbot: QtBot) -> None:
    stand.window.open_row(View.CALLBACKS, 7)
    stand.window.show_view(View.RECORDS)
    page = stand.window.views.of(View.CALLBACKS)
    qtbot.waitUntil(lambda: page.table.rowCount() == 10)
    assert page.rows.selected_id is None
    assert stand.window.views.page.view is View.RECORDS


def test_a_notice_without_a_row_opens_the_window(stand: TrayStage) -> None:
    stand.window.close()
    stand.tray.tell(Notice(kind=NoticeKind.STORE, detail="The disk is full."))
    stand.place.click_message()
    assert stand.window.isVisible()
    assert stand.window.views.page.view is View.RECORDS


def test_without_a_tray_a_notice_is_said_when_the_operator_comes(
    stage: Make, appearance: Appearance, settings: QSettings, qtbot: QtBot
) -> None:
    stand = TrayStage(stage([row(1)]).show(), MemoryTray(there=False), appearance, settings)
    qtbot.waitUntil(stand.window.isActiveWindow)
    stand.window.hide()
    stand.tray.tell(FAILED)
    assert stand.window.status._words.accessibleName() == ""
    stand.window.show()
    stand.window.activateWindow()
    qtbot.waitUntil(lambda: "A callback failed" in stand.window.status._words.accessibleName())
    stand.tray.end()


def test_only_a_window_in_front_is_attended(stand: TrayStage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: stand.tray.attended)
    stand.window.hide()
    assert not stand.tray.attended


def test_another_window_takes_the_place_of_the_one_before(
    stand: TrayStage, stage: Make, qtbot: QtBot
) -> None:
    other = stage([row(1)]).show()
    stand.tray.serve(other.window)
    assert stand.place.is_up
    other.window.close()
    assert other.closed == []
    stand.place.choose("Quit")
    assert other.closed == [True]
    assert stand.staged.closed == []


def test_after_the_end_there_is_no_icon_and_closing_ends(stand: TrayStage) -> None:
    stand.tray.end()
    assert not stand.place.is_up
    stand.window.close()
    assert stand.staged.closed == [True]


def image(icon: QIcon, size: int) -> QImage:
    return icon.pixmap(size, size).toImage()


@pytest.mark.parametrize("size", SIZES)
def test_states_differ_by_more_than_colour(appearance: Appearance, size: int) -> None:
    plain = appearance.application_icon()
    shown = {state: image(tray_icon(plain, state), size) for state in TrayState}
    for picture in shown.values():
        assert picture.width() == size
    grey = [picture.convertToFormat(QImage.Format.Format_Grayscale8) for picture in shown.values()]
    assert grey[0] != grey[1]
    assert grey[1] != grey[2]
    assert grey[0] != grey[2]


def begun_away(
    stage: Make, appearance: Appearance, settings: QSettings, *, there: bool
) -> TrayStage:
    """A window that was not shown yet, and waits behind its icon."""
    made = TrayStage(stage([row(1)]), MemoryTray(there=there), appearance, settings)
    made.tray.begin_away()
    made.tray.look()
    return made


def test_a_window_that_begins_in_the_tray_is_opened_by_its_icon(
    stage: Make, appearance: Appearance, settings: QSettings
) -> None:
    stand = begun_away(stage, appearance, settings, there=True)
    for _ in range(40):
        stand.tray.look()
    assert not stand.window.isVisible()
    assert stand.place.told == []
    stand.place.click()
    assert stand.window.isVisible()
    assert not stand.window.isMinimized()
    stand.tray.end()


def test_a_tray_that_comes_after_the_login_keeps_the_window(
    stage: Make, appearance: Appearance, settings: QSettings
) -> None:
    stand = begun_away(stage, appearance, settings, there=False)
    for _ in range(5):
        stand.tray.look()
    stand.place.there = True
    for _ in range(40):
        stand.tray.look()
    assert stand.place.is_up
    assert not stand.window.isVisible()
    stand.place.there = False
    stand.tray.look()
    assert stand.window.isVisible(), "nobody could see it"
    stand.tray.end()


def test_without_a_tray_it_is_shown_minimised_after_some_time(
    stage: Make, appearance: Appearance, settings: QSettings
) -> None:
    stand = begun_away(stage, appearance, settings, there=False)
    looks = 1
    while not stand.window.isVisible():
        stand.tray.look()
        looks += 1
        assert looks < 20
    assert looks > 10
    assert stand.window.isMinimized()
    stand.tray.look()
    assert stand.window.isMinimized()
    stand.tray.open()
    assert not stand.window.isMinimized()
    stand.window.close()
    assert stand.staged.closed == [True]
    stand.tray.end()
