"""QR codes: the right modules, dark on white in every theme, with their quiet zone."""

import pytest
import segno
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rivermon.ui.appearance import Appearance
from rivermon.ui.qr_code import QUIET, QrCode, modules_of
from rivermon.ui.qr_sheet import QrSheet
from rivermon.ui.theme import SchemeChoice
from tests.ui.public_ways import URL

DARK, WHITE = QColor("black"), QColor("white")


def painted(code: QrCode) -> QImage:
    code.resize(code.sizeHint())
    return code.grab().toImage()


def read_back(image: QImage, across: int) -> list[list[bool]]:
    """Which modules are dark in a picture, the quiet zone left out."""
    size = image.width() // (across + 2 * QUIET)
    begin = (image.width() - size * across) // 2
    middles = [begin + size * at + size // 2 for at in range(across)]
    return [[image.pixelColor(x, y) == DARK for x in middles] for y in middles]


@pytest.mark.parametrize("scheme", [SchemeChoice.LIGHT, SchemeChoice.DARK])
@pytest.mark.parametrize("percent", [80, 100, 200])
def test_what_is_painted_is_the_code_of_the_text(
    appearance: Appearance, qtbot: QtBot, percent: int, scheme: SchemeChoice
) -> None:
    appearance.choose(scheme)
    appearance.scale_text(percent)
    code = QrCode(appearance)
    qtbot.addWidget(code)
    code.show_text(URL)
    image = painted(code)
    wanted = segno.make(URL, error="m", micro=False).matrix
    assert read_back(image, len(wanted)) == [[bool(module) for module in row] for row in wanted]
    appearance.scale_text(100)


def test_the_quiet_zone_is_white_on_every_side(appearance: Appearance, qtbot: QtBot) -> None:
    code = QrCode(appearance)
    qtbot.addWidget(code)
    code.show_text(URL)
    image = painted(code)
    size = image.width() // (len(code.modules) + 2 * QUIET)
    zone = range(QUIET * size)
    last = image.width() - 1
    edge = [(x, y) for x in zone for y in range(image.height())]
    seen = {image.pixelColor(*at).name() for x, y in edge for at in ((x, y), (last - x, y), (y, x))}
    assert seen == {WHITE.name()}
    assert image.pixelColor(image.width() // 2, last).name() == WHITE.name()


def test_it_keeps_its_size_whatever_it_says(appearance: Appearance, qtbot: QtBot) -> None:
    code = QrCode(appearance)
    qtbot.addWidget(code)
    usual = code.sizeHint()
    for text in ("https://a.example", URL, ""):
        code.show_text(text)
        assert code.sizeHint() == usual
    appearance.scale_text(200)
    large = QrCode(appearance)
    qtbot.addWidget(large)
    assert large.sizeHint().width() == 2 * usual.width()
    appearance.scale_text(100)


@pytest.mark.parametrize("text", ["", "x" * 5000, "图" * 600])
def test_where_no_code_can_be_made_its_place_is_empty(
    appearance: Appearance, qtbot: QtBot, text: str
) -> None:
    assert modules_of(text) == ()
    code = QrCode(appearance)
    qtbot.addWidget(code)
    code.show_text(URL)
    code.show_text(text)
    image = painted(code)
    seen = {image.pixelColor(x, x).name() for x in range(image.width())}
    assert len(seen) == 1
    assert code.accessibleName() == "No QR code"


def test_a_long_url_is_still_two_pixels_a_module(appearance: Appearance, qtbot: QtBot) -> None:
    code = QrCode(appearance)
    qtbot.addWidget(code)
    code.show_text("https://a.example/" + "x" * 900)
    assert code.sizeHint().width() == 2 * (len(code.modules) + 2 * QUIET)


def test_a_screen_reader_says_the_url(appearance: Appearance, qtbot: QtBot) -> None:
    sheet = QrSheet(URL, appearance)
    qtbot.addWidget(sheet)
    assert sheet.code.accessibleName() == f"QR code of {URL}"
    assert URL in [label.text() for label in sheet.findChildren(QLabel)]
