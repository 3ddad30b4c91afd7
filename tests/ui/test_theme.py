"""Themes: as they were decided, whole, and worn as they are chosen."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from rivermon.own_resources import resources_folder
from rivermon.ui.appearance import Appearance
from rivermon.ui.assets import Icon, Icons
from rivermon.ui.theme import Scheme, SchemeChoice, Theme, Tone, read_theme, style_sheet

THEMES = resources_folder() / "themes"
TABLE = {
    Scheme.LIGHT: {
        Tone.GOOD: ("#065f46", "#d1fae5"),
        Tone.BUSY: ("#1e40af", "#dbeafe"),
        Tone.QUIET: ("#374151", "#e5e7eb"),
        Tone.WAITING: ("#92400e", "#fef3c7"),
        Tone.BAD: ("#991b1b", "#fee2e2"),
    },
    Scheme.DARK: {
        Tone.GOOD: ("#a7f3d0", "#064e3b"),
        Tone.BUSY: ("#bfdbfe", "#1e3a8a"),
        Tone.QUIET: ("#d1d5db", "#374151"),
        Tone.WAITING: ("#fde68a", "#78350f"),
        Tone.BAD: ("#fecaca", "#7f1d1d"),
    },
}


@pytest.fixture(params=Scheme)
def theme(request: pytest.FixtureRequest) -> Theme:
    return read_theme(THEMES, request.param)


@pytest.mark.parametrize("scheme", Scheme)
def test_the_states_have_the_colours_that_were_decided(scheme: Scheme) -> None:
    theme = read_theme(THEMES, scheme)
    assert {tone: (pair.text, pair.ground) for tone, pair in theme.tones.items()} == TABLE[scheme]
    assert theme.colours.accent == {"light": "#4f46e5", "dark": "#a5b4fc"}[scheme]


def test_the_style_sheet_has_no_open_place(theme: Theme) -> None:
    sheet = style_sheet((THEMES / "window.qss").read_text(encoding="utf-8"), theme)
    assert "@" not in sheet
    with pytest.raises(KeyError):
        style_sheet("color: @nothing@;", theme)


def test_lengths_grow_with_the_text_and_lines_do_not(theme: Theme) -> None:
    sheet = "padding: 4px 12-1px; border: 2px; min-height: 18px; width: 0px"
    assert style_sheet(sheet, theme, 1.0) == sheet.replace("12-1px", "11px")
    grown = "padding: 8px 23px; border: 2px; min-height: 36px; width: 0px"
    assert style_sheet(sheet, theme, 2.0) == grown


def test_a_theme_that_lacks_a_tone_is_refused(tmp_path: Path) -> None:
    text = (THEMES / "light.toml").read_text(encoding="utf-8")
    (tmp_path / "light.toml").write_text(text.split("[tones.bad]")[0], encoding="utf-8")
    with pytest.raises(ValueError, match="lacks bad"):
        read_theme(tmp_path, Scheme.LIGHT)


def test_a_chosen_look_is_worn_and_told(qapp: QApplication, appearance: Appearance) -> None:
    told: list[Scheme] = []
    appearance.changed.connect(lambda: told.append(appearance.scheme))
    appearance.choose(SchemeChoice.DARK)
    appearance.choose(SchemeChoice.DARK)
    assert told == [Scheme.DARK]
    assert qapp.palette().window().color() == QColor(appearance.theme.colours.ground)
    assert appearance.theme.colours.surface in qapp.styleSheet()
    appearance.choose(SchemeChoice.LIGHT)
    assert told == [Scheme.DARK, Scheme.LIGHT]


@pytest.mark.parametrize("icon", Icon)
def test_every_icon_is_drawn_in_the_colour_and_at_the_ratio(qapp: QApplication, icon: Icon) -> None:
    icons = Icons(resources_folder() / "icons")
    pixmap = icons.pixmap(icon, QColor("#ff0000"), 2.0)
    assert pixmap.width() == 32
    assert pixmap.devicePixelRatio() == 2.0
    assert icons.pixmap(icon, QColor("#ff0000"), 2.0) is pixmap
    image = pixmap.toImage()
    inked = [
        image.pixelColor(x, y)
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() > 250
    ]
    assert inked
    assert all((c.red(), c.green(), c.blue()) == (255, 0, 0) for c in inked)


def test_icons_share_one_grid_and_one_stroke() -> None:
    for icon in Icon:
        source = (resources_folder() / "icons" / f"{icon.value}.svg").read_text(encoding="utf-8")
        assert 'viewBox="0 0 16 16"' in source
        assert 'stroke="currentColor"' in source
        assert source.count("stroke-width") == source.count('stroke-width="1.5"') == 1
