"""What the entries of rivermon say, and how others' are told from them."""

import subprocess
from pathlib import Path

import pytest

from rivermon.desktop.rivermon_entry import (
    icons_of,
    login_entry,
    made_by_rivermon,
    menu_entry,
    switched_off,
)
from tests.desktop.launcher_rules import ODD_NAMES, arguments_of, groups_of, validator

WORDS = ["/opt/river mon/rivermon"]


def test_the_menu_shows_and_starts_rivermon():
    groups = groups_of(menu_entry(WORDS, ["1a", "2b"]))
    entry = groups["Desktop Entry"]
    assert (entry["Type"], entry["Name"], entry["Icon"]) == ("Application", "rivermon", "rivermon")
    assert entry["Categories"] == "Development;Network;Monitor;"
    assert (entry["Terminal"], entry["StartupWMClass"]) == ("false", "rivermon")
    assert entry["TryExec"] == WORDS[0]
    assert arguments_of(entry["Exec"]) == WORDS
    assert "ModelRiver" in entry["Comment"]
    assert "Webhook" in entry["Comment[zh_CN]"]
    assert list(groups) == ["Desktop Entry", "Desktop Action watch", "Desktop Action demo"]
    assert entry["Actions"] == "watch;demo;"
    for action, flag in (("watch", "--watch"), ("demo", "--demo")):
        keys = groups[f"Desktop Action {action}"]
        assert arguments_of(keys["Exec"]) == [*WORDS, flag]
        assert keys["Name"].isascii()
        assert not keys["Name[zh_CN]"].isascii()


def test_at_login_it_is_started_with_what_was_asked_for():
    entry = groups_of(login_entry([*WORDS, "--hidden"]))["Desktop Entry"]
    assert arguments_of(entry["Exec"]) == [*WORDS, "--hidden"]
    assert entry["TryExec"] == WORDS[0]
    assert entry["X-GNOME-Autostart-enabled"] == "true"
    assert not switched_off(login_entry(WORDS))


@pytest.mark.parametrize("name", ODD_NAMES)
def test_desktop_file_validate_finds_no_error(tmp_path: Path, name: str):
    validate = validator()
    if validate is None:
        pytest.skip("desktop-file-validate is not here (Debian: desktop-file-utils)")
    words = [str(tmp_path / name / "rivermon")]
    for number, text in enumerate((menu_entry(words, ["1a"]), login_entry([*words, "--hidden"]))):
        file = tmp_path / f"{number}.desktop"
        file.write_text(text)
        said = subprocess.run([validate, file], capture_output=True, text=True, check=False)
        assert (said.returncode, said.stderr) == (0, ""), said.stdout
        assert "warning" not in said.stdout


def test_what_rivermon_made_is_known_again():
    for text in (menu_entry(WORDS, []), login_entry(WORDS)):
        assert made_by_rivermon(text)
        assert made_by_rivermon(text + "\nComment[de]=Von Hand\n")
    assert icons_of(menu_entry(WORDS, ["1a", "2b"])) == ("1a", "2b")
    for other in ("", "rivermon", "[Desktop Entry]\nName=rivermon\n", "[X]\nX-Rivermon=true\n"):
        assert not made_by_rivermon(other)
        assert icons_of(other) == ()


@pytest.mark.parametrize(
    ("key", "off"),
    [
        ("Hidden=true", True),
        ("Hidden=1", True),
        ("Hidden=false", False),
        ("X-GNOME-Autostart-enabled=false", True),
        ("X-MATE-Autostart-enabled=False", True),
        ("X-GNOME-Autostart-enabled=true", False),
        ("X-GNOME-Autostart-Delay=0", False),
    ],
)
def test_desktops_switch_it_off_in_their_own_ways(key: str, *, off: bool):
    assert switched_off(f"[Desktop Entry]\nName=rivermon\n{key}\n") is off
