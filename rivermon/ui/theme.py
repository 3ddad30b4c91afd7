"""The colours of the window by what they are for, read from resources/themes.

Does not know widgets: it makes a palette and a style sheet, who wears them is up to others.
"""

import functools
import re
import tomllib
from enum import StrEnum
from pathlib import Path

import msgspec
from PySide6.QtGui import QColor, QPalette

_LINE = 2
# "4px", or "4-1px": what 4px has become, less one.
_LENGTH = re.compile(r"\b(\d+)([-+]\d+)?px")


class Scheme(StrEnum):
    """The two looks; the value is the file's name."""

    LIGHT = "light"
    DARK = "dark"


class SchemeChoice(StrEnum):
    """What the operator chose: a fixed look, or what the system has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@functools.cache
def colour(name: str) -> QColor:
    """A colour of a theme (#rrggbb) as Qt paints it; made once, for cells ask for it often."""
    return QColor(name)


class Tone(StrEnum):
    """What a state's colour says (the table of states has five of them)."""

    GOOD = "good"
    BUSY = "busy"
    QUIET = "quiet"
    WAITING = "waiting"
    BAD = "bad"


class TonePair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text colour and the ground it is read on, as #rrggbb."""

    text: str
    ground: str


class Colours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The neutral colours and the accent, as #rrggbb."""

    ground: str
    surface: str
    field: str
    text: str
    muted: str
    hairline: str
    border: str
    selection: str
    fresh: str
    hover: str
    pressed: str
    accent: str
    on_accent: str


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One look: its colours, and a pair for every tone."""

    colours: Colours
    tones: dict[Tone, TonePair]


def read_theme(folder: Path, scheme: Scheme) -> Theme:
    """The theme of `scheme` from `folder`.

    Raises:
        ValueError: a token or a tone is missing, unknown or misspelt.
    """
    text = (folder / f"{scheme.value}.toml").read_text(encoding="utf-8")
    theme = msgspec.convert(tomllib.loads(text), Theme)
    if missing := set(Tone) - set(theme.tones):
        raise ValueError(f"{scheme.value}.toml lacks {', '.join(sorted(missing))}")
    return theme


def style_sheet(template: str, theme: Theme, scale: float = 1.0) -> str:
    """Fill the `@token@` places of `template` with the theme's colours, and scale its lengths.

    Args:
        template: the style sheet.
        theme: its colours.
        scale: how much larger than written all lengths are but the lines, of 1 or 2 pixels.

    Raises:
        KeyError: the template names a token that the theme does not have.
    """
    tokens = msgspec.structs.asdict(theme.colours)
    for tone, pair in theme.tones.items():
        tokens[f"{tone.value}_text"] = pair.text
        tokens[f"{tone.value}_ground"] = pair.ground
    filled = re.sub(r"@(\w+)@", lambda place: str(tokens[place.group(1)]), template)
    return _LENGTH.sub(lambda length: _scaled(length, scale), filled)


def _scaled(length: re.Match[str], scale: float) -> str:
    pixels = int(length[1])
    grown = pixels if pixels <= _LINE else round(pixels * scale)
    return f"{grown + int(length[2] or 0)}px"


def palette_of(theme: Theme) -> QPalette:
    """The palette for what the style sheet does not reach."""
    colours = theme.colours
    role = QPalette.ColorRole
    shades = {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.field,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.text,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.text,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Accent: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.hairline,
        role.Mid: colours.border,
        role.Dark: colours.border,
    }
    palette = QPalette()
    for which, shade in shades.items():
        palette.setColor(which, QColor(shade))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette
