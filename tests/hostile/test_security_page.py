"""The page about security names tests that there are, and has a word on each threat."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "resources" / "security.md").read_text("utf-8")
THREATS = (
    "forged webhook",
    "replay",
    "leaked webhook secret",
    "stolen API key through a callback URL",
    "DNS rebinding",
    "SSRF",
    "redirect",
    "proxy",
    "flood",
    "slowloris",
    "smuggling",
    "bombs",
    "disk full",
    "kill",
    "corrupt file",
    "stranger's text in the window",
    "stranger's text in the terminal",
    "stranger's text in a spreadsheet",
    "stranger's text in a shell",
    "stranger's text in a notification",
    "stranger's text in the JSON editor",
    "stranger's Markdown",
    "content that waits for approval",
    "half a settings file",
    "other local users",
    "second instance",
    "logs",
)
NAMED = sorted(set(re.findall(r"`(tests/[^`]+)`", PAGE)))


def test_it_names_tests() -> None:
    assert len(NAMED) > 20


@pytest.mark.parametrize("path", NAMED)
def test_every_test_that_it_names_is_there(path: str) -> None:
    assert "def test_" in (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize("threat", THREATS)
def test_each_threat_has_a_line_that_names_how_it_is_held(threat: str) -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| **{threat}** |")]
    _, _, met, held, _ = line.split("|")
    assert len(met.split()) > 5
    assert "`tests/" in held


def test_every_hostile_test_is_named() -> None:
    here = {f"tests/hostile/{each.name}" for each in Path(__file__).parent.glob("test_*.py")}
    assert here - set(NAMED) == {"tests/hostile/test_security_page.py"}
