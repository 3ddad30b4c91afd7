"""Contrast in both themes: every text 4.5:1 on whatever it is read on, every other mark 3:1."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import pytest

from rivermon.own_resources import resources_folder
from rivermon.ui.chart_data import Paint
from rivermon.ui.chart_paint import colour_of
from rivermon.ui.json_colours import Part, part_colour
from rivermon.ui.theme import Scheme, Theme, Tone, read_theme, style_sheet

THEMES = resources_folder() / "themes"
TEXT, MARK = 4.5, 3.0
GROUNDS = ("ground", "surface", "field", "selection", "fresh", "hover", "pressed")
LIES_ON = ("ground", "surface", "field")
"""What may be behind a widget that paints no ground of its own."""


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Rule(NamedTuple):
    """A rule of the style sheet that colours text."""

    selector: str
    colour: str
    ground: str | None


def rules(theme: Theme) -> Iterator[Rule]:
    sheet = style_sheet((THEMES / "window.qss").read_text(encoding="utf-8"), theme)
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        colour = re.search(r"(?<![-\w])color:\s*(#\w+)", body)
        ground = re.search(r"(?<![-\w])background(?:-color)?:\s*(#\w+)", body)
        if colour is not None:
            yield Rule(selector.strip(), colour[1], ground[1] if ground else None)


@pytest.fixture(params=Scheme)
def theme(request: pytest.FixtureRequest) -> Theme:
    return read_theme(THEMES, request.param)


def shades(theme: Theme, names: tuple[str, ...] = GROUNDS) -> list[str]:
    colours = msgspec.structs.asdict(theme.colours)
    return [colours[name] for name in names]


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tone", Tone)
def test_every_state_can_be_read(theme: Theme, tone: Tone) -> None:
    assert contrast(theme.tones[tone].text, theme.tones[tone].ground) >= TEXT


@pytest.mark.parametrize("tone", Tone)
def test_a_state_said_without_its_ground_can_be_read(theme: Theme, tone: Tone) -> None:
    for behind in shades(theme, (*LIES_ON, "selection", "hover")):
        assert contrast(theme.tones[tone].text, behind) >= TEXT


@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(theme: Theme, ground: str) -> None:
    (behind,) = shades(theme, (ground,))
    assert contrast(theme.colours.text, behind) >= TEXT
    # What cannot be used is muted, too: it says what could be done, and may be read.
    assert contrast(theme.colours.muted, behind) >= TEXT


@pytest.mark.parametrize("ground", [name for name in GROUNDS if name != "pressed"])
def test_the_accent_can_be_read_and_seen(theme: Theme, ground: str) -> None:
    (behind,) = shades(theme, (ground,))
    assert contrast(theme.colours.on_accent, theme.colours.accent) >= TEXT
    assert contrast(theme.colours.accent, behind) >= TEXT, "links, and what has the focus"


def test_whatever_the_style_sheet_colours_can_be_read(theme: Theme) -> None:
    found = list(rules(theme))
    assert len(found) > 20
    faint = [
        f"{rule.selector}: {rule.colour} on {behind}"
        for rule in found
        for behind in ([rule.ground] if rule.ground else shades(theme, LIES_ON))
        if contrast(rule.colour, behind) < TEXT and not _has_ground_of_its_own(rule)
    ]
    assert faint == []


def _has_ground_of_its_own(rule: Rule) -> bool:
    """The banner is painted in a state's tone, and the state's text is checked with its ground."""
    return "#banner" in rule.selector and rule.ground is None


@pytest.mark.parametrize("part", Part)
def test_every_part_of_json_can_be_read(theme: Theme, part: Part) -> None:
    for behind in shades(theme, (*LIES_ON, "selection")):
        assert contrast(part_colour(part, theme), behind) >= TEXT


@pytest.mark.parametrize("tone", [None, *Tone])
def test_every_line_and_bar_of_a_chart_can_be_seen(theme: Theme, tone: Tone | None) -> None:
    drawn = colour_of(Paint(tone), theme).name()
    assert contrast(drawn, theme.colours.surface) >= MARK
    assert contrast(drawn, theme.colours.ground) >= MARK


def test_the_focus_can_be_seen_around_every_control(theme: Theme) -> None:
    for behind in shades(theme, LIES_ON):
        assert contrast(theme.colours.accent, behind) >= MARK
        assert contrast(theme.colours.accent, theme.colours.border) >= MARK, "before and after"
    assert contrast(theme.colours.on_accent, theme.colours.accent) >= MARK, "in the main button"
