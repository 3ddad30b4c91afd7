"""Rendered Markdown: nothing is fetched, nothing is followed, and nothing takes long."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rivermon.ui.appearance import Appearance
from rivermon.ui.body_view import BodyView
from rivermon.ui.rendered_text import RenderedText, is_renderable
from tests.ui.detail_stage import words

LINKED = "# Title\n\nSee [the **page**](https://evil.example/x?y=1) and\nmore."


@pytest.fixture
def view(qtbot: QtBot, appearance: Appearance) -> RenderedText:
    made = RenderedText("text")
    qtbot.addWidget(made)
    made.resize(400, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def link_spot(view: RenderedText) -> QPoint:
    spots = (QPoint(x, y) for y in range(0, 200, 4) for x in range(0, 400, 4))
    return next(spot for spot in spots if view.link_at(spot))


def test_markdown_is_rendered_and_lines_stay_lines(view: RenderedText) -> None:
    view.show_text(LINKED)
    assert view.toPlainText() == "Title\nSee the page and\nmore."


def test_a_link_is_copied_and_never_followed(view: RenderedText, monkeypatch) -> None:
    followed: list[object] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", followed.append)
    view.show_text(LINKED)
    spot = link_spot(view)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert followed == []
    assert not view.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse
    menu = view.menu_at(spot)
    copy = next(action for action in menu.actions() if action.text() == "Copy link")
    copy.trigger()
    assert QGuiApplication.clipboard().text() == "https://evil.example/x?y=1"
    assert "Copy link" not in [action.text() for action in view.menu_at(QPoint(390, 390)).actions()]


@pytest.mark.parametrize(
    "form", ["![x]({0})", "![x][r]\n\n[r]: {0}", '<img src="{0}">', "[![x]({0})](y)"]
)
def test_no_image_is_read_from_the_disk(view: RenderedText, tmp_path: Path, form: str) -> None:
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    file = tmp_path / "secret.png"
    assert image.save(str(file))
    view.show_text(form.format(file.as_uri()))
    shown = view.viewport().grab().toImage()
    colours = {shown.pixelColor(x, y).name() for x in range(0, 300, 9) for y in range(0, 300, 9)}
    assert "#ff0000" not in colours


def test_markup_is_text(view: RenderedText) -> None:
    view.show_text("<b>bold</b> <script>x</script>")
    assert view.toPlainText() == "<b>bold</b> <script>x</script>"


@pytest.mark.parametrize(
    "text",
    [
        "- a\n" * 390,
        "|a|b|\n|-|-|\n" + "|1|2|\n" * 120,
        "> " * 5000,
        "*a_" * 6000,
        "[" * 9000 + "](x)" * 2500,
        "שלום " * 3900,
        "`" * 19_999,
    ],
)
def test_whatever_is_rendered_is_rendered_in_time(view: RenderedText, text: str) -> None:
    assert is_renderable(text)
    begun = time.perf_counter()
    view.show_text(text)
    view.viewport().grab()
    assert time.perf_counter() - begun < 1.5


@pytest.mark.parametrize("text", ["x" * 20_001, "a\n" * 500, "|" * 500])
def test_what_would_take_long_is_shown_as_written(
    qtbot: QtBot, appearance: Appearance, text: str
) -> None:
    body = BodyView(appearance, "Body")
    qtbot.addWidget(body)
    body.show()
    body.show_text(text)
    assert body.text == text
    assert not body.switch.isEnabled()
    assert words(body).startswith(text[:20].rstrip("\n"))


def test_the_switch_shows_the_text_as_written(qtbot: QtBot, appearance: Appearance) -> None:
    body = BodyView(appearance, "Body")
    qtbot.addWidget(body)
    body.show()
    body.show_text("**bold**")
    assert words(body) == "bold"
    body.switch.click()
    assert words(body) == "**bold**"
    body.show_text("*next*")
    assert words(body) == "*next*"
    body.switch.click()
    assert words(body) == "next"
