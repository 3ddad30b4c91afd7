"""What the program imports in ways that cannot be seen is named for the three systems."""

import importlib.util
import sys
from pathlib import Path

import pytest

from resources.package.hidden import hidden_modules, with_metadata
from resources.package.version_resource import four_numbers, version_resource

ROOT = Path(__file__).resolve().parents[2]


def test_every_module_of_rivermon_is_collected() -> None:
    hidden = hidden_modules(ROOT, sys.platform)
    assert {"rivermon", "rivermon.ui.plot", "rivermon.cli.main"} <= set(hidden)
    assert len([each for each in hidden if each.startswith("rivermon")]) == len(
        list((ROOT / "rivermon").rglob("*.py"))
    )


def test_what_is_named_is_there() -> None:
    missing = [
        name
        for name in hidden_modules(ROOT, sys.platform)
        if not name.startswith("rivermon") and importlib.util.find_spec(name) is None
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("platform", "backend"),
    [("linux", "SecretService"), ("darwin", "macOS"), ("win32", "Windows")],
)
def test_each_system_has_its_keyring(platform: str, backend: str) -> None:
    assert f"keyring.backends.{backend}" in hidden_modules(ROOT, platform)
    assert "keyring" in with_metadata(platform)


def test_windows_counts_with_four_numbers() -> None:
    assert four_numbers("0.1.0") == (0, 1, 0, 0)
    assert four_numbers("1.2.3rc1") == (1, 2, 3, 0)
    with pytest.raises(ValueError, match="numbers"):
        four_numbers("next")


def test_windows_resource_is_one_expression_with_the_version() -> None:
    text = version_resource("1.2.3", "rivermon-console.exe")
    compile(text, "version", "eval")
    assert "filevers=(1, 2, 3, 0)" in text
    assert "'rivermon-console.exe'" in text
