"""Settings that change while rivermon runs, and the file that they are kept in."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rivermon.app import chosen_for_demo
from rivermon.chosen import Chosen
from rivermon.core.approval import Undecided
from rivermon.setting_values import BadSetting
from rivermon.settings import Settings, load

WRITTEN = """\
# The port that the tunnel leads to.
port = 9000

theme = "dark"   # as everywhere
callback_hosts = [
    "api.modelriver.com",  # the service
]
"""


def begun(folder: Path, text: str = WRITTEN) -> tuple[Chosen, Path]:
    file = folder / "settings.toml"
    file.write_text(text, "utf-8")
    return Chosen(load({}, {"RIVERMON_SETTINGS": str(file)}), file), file


def read_again(file: Path) -> Settings:
    return load({}, {"RIVERMON_SETTINGS": str(file)})


def test_a_change_is_there_at_once_and_at_the_next_start(tmp_path: Path) -> None:
    chosen, file = begun(tmp_path)
    chosen.change(hold_events=["new_chat"], undecided=Undecided.SEND, keep_days=30)
    for settings in (chosen.settings, read_again(file)):
        assert settings.approval.holds("new_chat")
        assert settings.undecided is Undecided.SEND
        assert settings.keep_days == 30.0
        assert settings.port == 9000


def test_comments_and_the_order_of_the_file_are_kept(tmp_path: Path) -> None:
    chosen, file = begun(tmp_path)
    chosen.change(theme="light", text_size=120)
    explained = "# Percent of the system's text size, 80 to 200.\ntext_size = 120\n"
    assert file.read_text("utf-8") == WRITTEN.replace('"dark"', '"light"') + explained


@pytest.mark.parametrize(
    "changes",
    [
        {"hold_events": ("new_chat", "支持回复")},
        {"hold_events": ()},
        {"undecided": "reject"},
        {"undecided": Undecided.LAPSE},
        {"notify": []},
        {"notify": ("store", "silence")},
        {"close_to_tray": False},
        {"keep_days": 0.5, "keep_mb": 100},
        {"language": "zh_CN", "theme": "system", "text_size": 200},
    ],
)
def test_whatever_can_be_chosen_is_read_back_the_same(changes, tmp_path: Path) -> None:
    chosen, file = begun(tmp_path)
    chosen.change(**changes)
    assert read_again(file) == chosen.settings


def test_the_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    file = tmp_path / "config" / "rivermon" / "settings.toml"
    Chosen(Settings(), file).change(theme="dark")
    text = file.read_text("utf-8")
    assert '\n# system, light or dark.\ntheme = "dark"\n' in text
    assert all(f"\n# {name} = " in text for name in Settings.__struct_fields__ if name != "theme")
    assert read_again(file) == Settings(theme="dark")
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o077 == 0


def test_everybody_who_lives_by_the_settings_is_told_until_he_leaves(tmp_path: Path) -> None:
    chosen, _ = begun(tmp_path)
    heard: list[str] = []
    end = chosen.on_change(lambda settings: heard.append(settings.theme))
    chosen.change(theme="light")
    end()
    end()
    chosen.change(theme="dark")
    assert heard == ["light"]


@pytest.mark.parametrize(
    "changes",
    [
        {"theme": "pink"},
        {"theme": "light", "text_size": 500},
        {"keep_days": float("inf")},
        {"undecided": "maybe"},
        {"notify": ["mail"]},
    ],
)
def test_a_value_that_cannot_be_had_changes_nothing(changes, tmp_path: Path) -> None:
    chosen, file = begun(tmp_path)
    before, heard = chosen.settings, list[Settings]()
    chosen.on_change(heard.append)
    with pytest.raises(BadSetting, match="it must be"):
        chosen.change(**changes)
    assert chosen.settings == before
    assert file.read_text("utf-8") == WRITTEN
    assert heard == []


def test_a_file_that_is_no_toml_by_now_is_left_alone(tmp_path: Path) -> None:
    chosen, file = begun(tmp_path)
    file.write_text("theme = dark, I think\n", "utf-8")
    with pytest.raises(BadSetting, match=r"settings\.toml cannot be written: "):
        chosen.change(theme="light")
    assert chosen.settings.theme == "dark"
    assert file.read_text("utf-8") == "theme = dark, I think\n"


@contextmanager
def nothing_can_be_put_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a full disk: the new file is written in part, and never takes the old one's place."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        yield
    assert [each.name for each in folder.iterdir()] == ["settings.toml"]


def test_a_file_that_cannot_be_written_is_as_it_was(tmp_path: Path, monkeypatch) -> None:
    chosen, file = begun(tmp_path)
    with (
        nothing_can_be_put_into(tmp_path, monkeypatch),
        pytest.raises(BadSetting, match="No space left"),
    ):
        chosen.change(theme="light")
    assert chosen.settings.theme == "dark"
    assert file.read_text("utf-8") == WRITTEN


@pytest.mark.skipif(sys.platform == "win32", reason="everybody's permissions are POSIX's")
def test_a_file_that_everybody_may_write_is_not_written(tmp_path: Path) -> None:
    chosen, file = begun(tmp_path)
    file.chmod(0o666)
    with pytest.raises(BadSetting, match=r"settings\.toml"):
        chosen.change(theme="light")
    assert file.read_text("utf-8") == WRITTEN


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_to_the_file_stays_one(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    chosen, file = begun(tmp_path / "kept")
    link = tmp_path / "settings.toml"
    link.symlink_to(file)
    Chosen(chosen.settings, link).change(theme="light")
    assert link.is_symlink()
    assert read_again(file).theme == "light"


def test_what_the_environment_says_is_not_written_with_a_change(tmp_path: Path) -> None:
    _, file = begun(tmp_path)
    environment = {"RIVERMON_SETTINGS": str(file), "RIVERMON_PORT": "7"}
    chosen = Chosen(load({}, environment), file)
    chosen.change(theme="light")
    assert chosen.settings.port == 7
    assert read_again(file).port == 9000


async def test_what_is_changed_in_a_demo_ends_with_it(tmp_path: Path) -> None:
    chosen, file = begun(tmp_path)
    async with chosen_for_demo(chosen) as (for_demo, _, _):
        assert for_demo.settings.database != chosen.settings.database
        for_demo.change(theme="light", hold_events=["new_chat"])
        assert for_demo.settings.approval.holds("new_chat")
    assert chosen.settings.theme == "dark"
    assert file.read_text("utf-8") == WRITTEN
