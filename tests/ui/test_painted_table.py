"""What is painted of the rows that are there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from rivermon.core.entities import RecordRow
from rivermon.ui.row_painter import PADDING, ROW_HEIGHT
from tests.ui.conftest import Stage
from tests.ui.stand_ins import row

Make = Callable[[list[RecordRow]], Stage]
STATE, TITLE, CATEGORY = 1, 2, 3


@pytest.fixture
def staged(stage: Make) -> Stage:
    made = stage([row(number) for number in range(1, 101)]).show()
    made.rows.header.show_column(CATEGORY, shown=True)
    return made


def seen(staged: Stage) -> QImage:
    return staged.rows.viewport().grab().toImage()


def cell(staged: Stage, image: QImage, place: int, column: int) -> QImage:
    rows = staged.rows
    return image.copy(
        rows.columnViewportPosition(column),
        rows.rowViewportPosition(place),
        rows.columnWidth(column),
        ROW_HEIGHT,
    )


def colours(image: QImage) -> set[str]:
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places}


def test_a_row_that_is_not_known_is_ground_and_hairline(staged: Stage) -> None:
    staged.table.forget()
    blank = cell(staged, seen(staged), 3, TITLE)
    assert len(colours(blank)) == 2
    assert len(colours(blank.copy(0, 0, blank.width(), ROW_HEIGHT - 1))) == 1


def test_rows_are_asked_for_when_they_are_painted(staged: Stage, qtbot: QtBot) -> None:
    staged.table.forget()
    with qtbot.waitSignal(staged.rows.looked_at, timeout=2000) as asked:
        staged.rows.viewport().repaint()
    assert asked.args == list(staged.rows.places_in_view())


def test_the_selected_row_is_marked_from_edge_to_edge(staged: Stage) -> None:
    before = seen(staged)
    staged.rows.select_place(4)
    image = seen(staged)
    for column in (STATE, TITLE, CATEGORY):
        assert cell(staged, image, 4, column) != cell(staged, before, 4, column)
        assert cell(staged, image, 5, column) == cell(staged, before, 5, column)
    middle = staged.rows.rowViewportPosition(4) + ROW_HEIGHT // 2
    assert image.pixelColor(1, middle) != image.pixelColor(PADDING - 1, middle)


def test_a_part_that_is_painted_alone_is_as_in_the_whole(staged: Stage) -> None:
    staged.rows.select_place(4)
    whole = seen(staged)
    left = staged.rows.columnViewportPosition(TITLE)
    part = QRect(left, staged.rows.rowViewportPosition(3), 60, 3 * ROW_HEIGHT)
    assert staged.rows.viewport().grab(part).toImage() == whole.copy(part)


def test_a_hidden_column_leaves_no_gap(staged: Stage) -> None:
    staged.rows.header.show_column(STATE, shown=False)
    hidden = seen(staged)
    staged.rows.header.show_column(STATE, shown=True)
    assert cell(staged, seen(staged), 2, STATE) != cell(staged, hidden, 2, STATE)
    assert staged.rows.columnViewportPosition(TITLE) > 0


def test_an_edge_clicked_twice_shows_the_whole_of_what_is_in_view(staged: Stage) -> None:
    staged.rows.header.resizeSection(CATEGORY, 44)
    staged.rows.resizeColumnToContents(CATEGORY)
    metrics = staged.rows.fontMetrics()
    texts = (staged.table.index(place, CATEGORY).data() for place in range(5))
    widest = max(metrics.horizontalAdvance(str(text)) for text in texts)
    assert staged.rows.columnWidth(CATEGORY) >= widest


def test_a_stack_of_accents_does_not_reach_into_the_rows_around_it(stage: Make) -> None:
    stacked = "Z" + "\u0301\u0300\u0302" * 60 + "algo"

    def around(title: str) -> list[QImage]:
        shown = stage([row(3, title="above"), row(2, title=title), row(1, title="below")]).show()
        image = seen(shown)
        return [cell(shown, image, place, TITLE) for place in (0, 2)]

    assert around(stacked) == around("plain")
