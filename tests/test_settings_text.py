"""The settings file as people read it: everything explained, and what is set in its place."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from rivermon.core.approval import Undecided
from rivermon.core.tunnel import TunnelKind
from rivermon.settings import Settings, load
from rivermon.settings_text import EXPLAINED, template, with_values, written

OTHER: dict[str, Any] = {
    "db": "/elsewhere/river.db",
    "host": "0.0.0.0",
    "port": 9000,
    "callback_hosts": ("api.modelriver.com", "f.example:8443"),
    "path": "/hooks",
    "max_body": 1000,
    "max_age_s": 300.0,
    "theme": "dark",
    "language": "zh_CN",
    "text_size": 150,
    "hold_events": ('new_"chat"', "支持"),
    "undecided": Undecided.SEND,
    "keep_days": 0.5,
    "keep_mb": 10,
    "notify": ("store",),
    "close_to_tray": False,
    "start_at_login": True,
    "tunnel": TunnelKind.COMMAND,
    "tunnel_command": "tunnel --to {host}:{port} 'a b'",
    "tunnel_pattern": r"https://[^\s\"]+\.example",
    "public_url": "https://hooks.example",
    "guided": True,
}


def read(text: str, folder: Path) -> Settings:
    file = folder / "settings.toml"
    file.write_text(text, "utf-8")
    return load({}, {"RIVERMON_SETTINGS": str(file)})


def test_every_setting_is_explained_in_the_order_of_the_settings() -> None:
    assert list(EXPLAINED) == list(Settings.__struct_fields__) == list(OTHER)


def test_the_template_sets_nothing_and_shows_every_default(tmp_path: Path) -> None:
    text = template()
    assert tomllib.loads(text) == {}
    assert max(map(len, text.splitlines())) <= 100
    shown = "".join(
        line.removeprefix("# ") + "\n"
        for line in text.splitlines()
        if line.removeprefix("# ").partition(" = ")[0] in EXPLAINED
    )
    assert set(tomllib.loads(shown)) == set(EXPLAINED)
    assert read(shown, tmp_path) == Settings()


@pytest.mark.parametrize("name", OTHER)
def test_a_value_takes_the_place_of_its_default(name: str, tmp_path: Path) -> None:
    text = with_values(template(), {name: OTHER[name]})
    assert getattr(read(text, tmp_path), name) == OTHER[name]
    assert len(text.splitlines()) == len(template().splitlines())
    assert with_values(text, {name: OTHER[name]}) == text


def test_all_of_them_together_and_back_again(tmp_path: Path) -> None:
    text = with_values(template(), OTHER)
    assert read(text, tmp_path) == Settings(**OTHER)
    defaults = {name: getattr(Settings(), name) for name in OTHER}
    assert read(with_values(text, defaults), tmp_path) == Settings()


def test_what_is_not_shown_is_added_with_its_explanation(tmp_path: Path) -> None:
    text = with_values("# mine\nport = 1  # as ever", {"theme": "dark"})
    assert text == '# mine\nport = 1  # as ever\n# system, light or dark.\ntheme = "dark"\n'


def test_nothing_is_added_below_a_table() -> None:
    text = with_values("port = 1\n[mine]\na = 1\n", {"theme": "dark"})
    assert tomllib.loads(text) == {"port": 1, "theme": "dark", "mine": {"a": 1}}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, '""'),
        ((), "[]"),
        (("a", "b"), '["a", "b"]'),
        (True, "true"),
        (Undecided.SEND, '"send"'),
    ],
)
def test_values_are_written_as_toml_has_them(value: Any, text: str) -> None:
    assert written(value) == text
